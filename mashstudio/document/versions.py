"""Versions: keep the mashup's state, switch to a kept one, and tell what differs. Each edit returns the changed mashup.

A version is a whole state, with its songs: it brings back a song that was removed since, and its mended beats.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.model.mashup import Cells, Lane, Mashup, SongSource, Version, Versions, silence
from mashstudio.model.stems import Part as SongPart


class Part(StrEnum):
    """A part of a mashup, besides its cells and lanes, in which two states can differ."""

    LENGTH = "length"
    SONGS = "songs"
    ORDER = "order"
    TITLES = "titles"
    TEMPO = "tempo"
    KEY = "key"
    PLACES = "places"
    BEATS = "beats"
    STRIPS = "strips"
    EFFECTS = "effects"
    LOUDNESS = "loudness"
    SECTIONS = "sections"
    CUES = "cues"
    ENGINE = "engine"
    INSTRUMENTS = "instruments"
    BAND = "band"
    OTHERS = "others"


@dataclass(frozen=True)
class Differences:
    """What differs between two states. beats: of the grid, on which some lane plays something else. lanes: how many.

    lanes: those mixed otherwise, and those only one state has.
    """

    beats: int
    lanes: int
    parts: tuple[Part, ...]


def keep(mashup: Mashup, slot: int) -> Mashup:
    """Keep the present state as a version; it keeps the name of the version it replaces."""
    before, kept = mashup.versions.kept[slot], list(mashup.versions.kept)
    kept[slot] = Version(bare(mashup), "" if before is None else before.name)
    return replace(mashup, versions=Versions(tuple(kept), _used(mashup.versions.used, slot)))


def switched(mashup: Mashup, slot: int) -> Mashup:
    """Return the state kept as a version, with all versions of `mashup`. Raises KeyError for an empty one."""
    version = mashup.versions.kept[slot]
    if version is None:
        raise KeyError(slot)
    versions = mashup.versions
    return replace(version.mashup, versions=replace(versions, used=_used(versions.used, slot)))


def named(mashup: Mashup, slot: int, name: str) -> Mashup:
    """Name a version; "" for none. Empty ones stay empty."""
    version, kept = mashup.versions.kept[slot], list(mashup.versions.kept)
    kept[slot] = version and replace(version, name=name)
    return replace(mashup, versions=replace(mashup.versions, kept=tuple(kept)))


def cleared(mashup: Mashup, slot: int) -> Mashup:
    """Empty a version; the present state stays."""
    kept = [None if each == slot else version for each, version in enumerate(mashup.versions.kept)]
    used = tuple(each for each in mashup.versions.used if each != slot)
    return replace(mashup, versions=Versions(tuple(kept), used))


def bare(mashup: Mashup) -> Mashup:
    """Return the present state alone, without versions."""
    return replace(mashup, versions=Versions())


def is_at(mashup: Mashup, slot: int) -> bool:
    """Return True if the present state is the version's."""
    version = mashup.versions.kept[slot]
    return version is not None and replace(mashup, versions=version.mashup.versions) == version.mashup


def to_compare(mashup: Mashup) -> int | None:
    """Return the version used last that differs from the present state; None: there is none."""
    return next((slot for slot in mashup.versions.used if not is_at(mashup, slot)), None)


def states_of(mashup: Mashup) -> tuple[Mashup, ...]:
    """Return the present state and all kept ones."""
    return mashup, *(version.mashup for version in mashup.versions.kept if version is not None)


def in_every_state(mashup: Mashup, change: Callable[[Mashup], Mashup]) -> Mashup:
    """Change the present state and all kept ones."""
    kept = tuple(version and replace(version, mashup=change(version.mashup)) for version in mashup.versions.kept)
    return replace(change(mashup), versions=replace(mashup.versions, kept=kept))


def differences(mashup: Mashup, other: Mashup) -> Differences:
    """Return what differs between two states."""
    ours, theirs = _rows(mashup), _rows(other)
    length = max(mashup.beats, other.beats)
    silent = silence(1, length)[0]
    changed: NDArray[np.bool_] = np.zeros(length, np.bool_)
    lanes = 0
    for place in ours.keys() | theirs.keys():
        (lane, cells), (their_lane, their_cells) = ours.get(place, (None, silent)), theirs.get(place, (None, silent))
        lanes += lane != their_lane
        changed |= _extended(cells, length) != _extended(their_cells, length)
    return Differences(
        int(np.count_nonzero(changed)), lanes, tuple(part for part in Part if part in _parts(mashup, other))
    )


_MASHUP_PARTS: Final = {
    "tempo": Part.TEMPO,
    "tempo_chosen": Part.TEMPO,
    "key": Part.KEY,
    "matched": Part.LOUDNESS,
    "limited": Part.LOUDNESS,
    "sends": Part.EFFECTS,
    "band": Part.BAND,
}
_SOURCE_PARTS: Final = {
    "song": Part.TITLES,
    "offset": Part.PLACES,
    "rate": Part.PLACES,
    "beats": Part.BEATS,
    "engine": Part.ENGINE,
    "strip": Part.STRIPS,
    "sections": Part.SECTIONS,
    "cues": Part.CUES,
    "transpose": Part.KEY,
    "timing": Part.BEATS,
    "takes": Part.INSTRUMENTS,
}


def _parts(mashup: Mashup, other: Mashup) -> Iterator[Part]:
    """Yield the parts that differ, in any order."""
    ours, theirs = ({source.id: source for source in each.sources} for each in (mashup, other))
    songs, their_songs = ({id_: each.song.sha256 for id_, each in sources.items()} for sources in (ours, theirs))
    if songs != their_songs:
        yield Part.SONGS
    elif mashup.ids != other.ids:
        yield Part.ORDER
    if mashup.beats != other.beats:
        yield Part.LENGTH
    for name in _differing(mashup, other, {"sources", "lanes", "cells", "versions"}):
        yield _MASHUP_PARTS.get(name, Part.OTHERS)
    for id_ in ours.keys() & theirs.keys():
        if songs[id_] == their_songs[id_]:
            for name in _differing(ours[id_], theirs[id_], {"id"}):
                yield _SOURCE_PARTS.get(name, Part.OTHERS)


def _differing(one: Mashup | SongSource, other: Mashup | SongSource, but: set[str]) -> Iterator[str]:
    for field in fields(one):
        if field.name not in but and getattr(one, field.name) != getattr(other, field.name):
            yield field.name


def _rows(mashup: Mashup) -> dict[tuple[int, SongPart, int], tuple[Lane | None, Cells]]:
    """Return every lane and its cells by source, part and number among the lanes of that part."""
    rows = sorted(zip(mashup.lanes, mashup.cells, strict=True), key=lambda row: (row[0].source, row[0].part))
    return {
        (*place, number): row
        for place, same in groupby(rows, key=lambda row: (row[0].source, row[0].part))
        for number, row in enumerate(same)
    }


def _extended(cells: Cells, length: int) -> Cells:
    return cells if len(cells) == length else np.concatenate([cells, silence(1, length - len(cells))[0]])


def _used(used: tuple[int, ...], slot: int) -> tuple[int, ...]:
    return (slot, *(each for each in used if each != slot))
