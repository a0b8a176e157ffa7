"""A song's analysis, feature by feature: from the cache, or computed in one child process for all that are missing."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from mashstudio.analysis.features import FEATURES, LATER, LISTED, Feature, Fields, cached_under, write_features
from mashstudio.audio.prepared import prepared_feature
from mashstudio.audio.songs import OpenedSong, samples_of, waiting_for
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.model.analysis import Analysis, analysis_from_json
from mashstudio.model.character import Character, character_from_json
from mashstudio.model.song import Song

_STAGE: Final = "feature"
_LATER: Final = "later-feature"
_LISTING: Final = "listing-feature"
_FILE: Final = "fields.json"
_AGAIN: Final = 0.03
"""Share of the progress for reading a song again, which is seldom necessary."""


@dataclass(frozen=True)
class _Stored:
    """A song's cached features: their fields, and the names of those still missing."""

    fields: Fields
    missing: tuple[str, ...]


def analysed(opened: OpenedSong, cache: Cache, *, job: Job, again: bool = False) -> Analysis:
    """Return the song's analysis; compute only the features that are not cached. again: compute all of them."""

    def read() -> Analysis:
        fields = _fields(opened, FEATURES, _STAGE, cache, job, again=again)
        return analysis_from_json(fields | {"duration": opened.song.duration})

    return cache.lasting(read)


def beats_of(opened: OpenedSong, cache: Cache, *, job: Job) -> Fields:
    """Return the fields of a song's beats alone; compute them only if they are not cached."""
    return cache.lasting(lambda: _fields(opened, FEATURES[:1], _STAGE, cache, job))


def character_of(opened: OpenedSong, cache: Cache, *, job: Job) -> Character:
    """Return what the song sounds like; compute only the features that are not cached."""
    return cache.lasting(lambda: character_from_json(_fields(opened, LATER, _LATER, cache, job)))


def fields_for_library(opened: OpenedSong, cache: Cache, *, job: Job) -> Fields:
    """Return all fields of a song; compute the missing ones in a single child process."""
    return cache.lasting(lambda: _fields(opened, (*FEATURES, *LATER, *LISTED), _LISTING, cache, job))


def _fields(
    opened: OpenedSong, features: Collection[Feature], lock: str, cache: Cache, job: Job, *, again: bool = False
) -> Fields:
    """Return the fields of `features`. lock: only one process computes them. again: compute all of them."""
    song = opened.song
    names = [feature.name for feature in features]
    stored = _nothing_of(song, names, cache) if again else _stored(song, names, cache, job)
    fields = stored.fields
    if stored.missing:
        waiting = waiting_for(_doing(song), job)
        with cache.alone(song.sha256, lock, check=job.check, waiting=waiting) as workshop:
            # Another process may have computed them meanwhile.
            stored = stored if again else _stored(song, names, cache, job)
            fields = stored.fields | _found(opened, stored, workshop, cache, job=job)
    return fields


def _stored(song: Song, names: Collection[str], cache: Cache, job: Job) -> _Stored:
    fields: Fields = {}
    missing = []
    for name, parameters in cached_under(listed=True).items():
        if name not in names:
            continue
        known = prepared_feature(song.sha256, name, parameters)
        if known is None and (folder := cache.get(song.sha256, _STAGE, parameters, check=job.check)) is not None:
            known = json.loads((folder / _FILE).read_text("utf-8"))
        if known is None:
            missing.append(name)
        else:
            fields |= known
    return _Stored(fields, tuple(missing))


def _nothing_of(song: Song, names: Collection[str], cache: Cache) -> _Stored:
    """Drop what the cache has of these features of a song."""
    for name, parameters in cached_under(listed=True).items():
        if name in names:
            cache.drop(song.sha256, _STAGE, parameters)
    return _Stored({}, tuple(names))


def _found(opened: OpenedSong, stored: _Stored, workshop: Path, cache: Cache, *, job: Job) -> Fields:
    """Compute the missing features in a child process; store each one as soon as it arrives."""
    song, parameters = opened.song, cached_under(listed=True)
    found: Fields = {}
    if not stored.missing:
        return found

    def keep(fraction: float, status: Message) -> None:
        for path in workshop.glob("*.json"):
            text = path.read_text("utf-8")
            found.update(json.loads(text))
            path.unlink()
            cache.build(song.sha256, _STAGE, parameters[path.stem], partial(_write, text), check=job.check)
        job.report(fraction, status)

    samples_path = samples_of(song, opened.samples_path, cache, job=job.part(0, _AGAIN))
    arguments = (samples_path, stored.missing, stored.fields, workshop)
    run_in_child(write_features, *arguments, job=Job(keep, parent=job).part(_AGAIN, 1), doing=_doing(song))
    return found


def _doing(song: Song) -> Message:
    return Message("analysing {name}", name=song.title)


def _write(text: str, folder: Path) -> None:
    (folder / _FILE).write_text(text, "utf-8")
