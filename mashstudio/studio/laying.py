"""Edits that lay the songs onto the grid anew: another song, grid or tempo. Each gives the mashup as it then is."""

from dataclasses import replace
from typing import TypeVar

import numpy as np

from mashstudio.alignment.plan import Rates
from mashstudio.facts.alignment import Alignment, Engine, SongAlignment
from mashstudio.facts.analysis import SongGrid
from mashstudio.mashup.document import LANES, MAX_BEATS, SILENT, Mashup, empty_mashup, lane_song
from mashstudio.mashup.edits import with_length, with_tempo
from mashstudio.studio.mashing import Songs, align_mashup, counted_anew, song_ref
from mashstudio.studio.stages import ReadySong

T = TypeVar("T")


def begun(
    songs: Songs,
    grids: tuple[SongGrid | None, SongGrid | None],
    engine: Engine = Engine.OWN,
    names: tuple[str, str] = ("", ""),
) -> Mashup:
    """An empty mashup, both songs' first downbeats on its first beat.

    grids: as they were mended; None: analysed. names: what somebody called the songs; "": as their files say.
    """
    a, b = (
        replace(song_ref(song), title=name or song.song.title, named=bool(name))
        for song, name in zip(songs, names, strict=True)
    )
    refs = (a, b)
    empty = replace(empty_mashup(refs, 0), grids=grids, tempo_chosen=False, engines=(engine, engine))
    empty = counted_anew(empty, songs)
    alignment = align_mashup(empty, songs)
    offsets = (_first_downbeat(alignment, 0), _first_downbeat(alignment, 1))
    return replace(with_length(empty, _beats_under(alignment, offsets)), offsets=offsets)


def reopened(mashup: Mashup, songs: Songs) -> Mashup:
    """A saved mashup with its songs where they were found, called as their files say now, or as somebody named them."""
    a, b = (
        replace(song_ref(song), title=ref.title if ref.named else song.song.title, named=ref.named)
        for ref, song in zip(mashup.songs, songs, strict=True)
    )
    return replace(mashup, songs=(a, b))


def with_song(mashup: Mashup, side: int, songs: Songs, song: ReadySong, grid: SongGrid | None) -> Mashup:
    """`mashup`, which is of `songs`, with another song on one side, whose cells fall silent. grid: that song's."""
    cells = np.array(mashup.cells)
    cells[[lane for lane in range(LANES) if lane_song(lane) == side]] = SILENT
    refs = _put(mashup.songs, side, song_ref(song))
    both = _put(songs, side, song)
    changed = counted_anew(replace(mashup, songs=refs, grids=_put(mashup.grids, side, grid), cells=cells), both)
    return replace(changed, offsets=_put(mashup.offsets, side, _first_downbeat(align_mashup(changed, both), side)))


def with_mended(mashup: Mashup, side: int, songs: Songs, grid: SongGrid | None) -> Mashup:
    """`mashup` with a song's grid as it was mended; None: as it was analysed."""
    return counted_anew(replace(mashup, grids=_put(mashup.grids, side, grid)), songs)


def at_tempo(mashup: Mashup, before: Alignment, songs: Songs, tempo: str | float) -> Mashup:
    """`mashup` at `tempo` ("faster", "slower", "a", "b" or BPM); `before`: how its songs lie by now.

    While no cell plays, half and double time are judged anew for it, and the grid is as long as the songs then are.
    Raises BadArgument for anything else.
    """
    chosen = with_tempo(mashup, tempo)
    alignment = align_mashup(replace(chosen, rates=rates_kept(chosen)), songs)
    if _rates(alignment) == chosen.rates:
        return chosen
    a, b = (
        _same_place(old, new, offset)
        for old, new, offset in zip(before.songs, alignment.songs, chosen.offsets, strict=True)
    )
    chosen = replace(chosen, rates=_rates(alignment), offsets=(a, b))
    return with_length(chosen, _beats_under(alignment, chosen.offsets))


def rates_kept(mashup: Mashup) -> Rates | None:
    """Half or double time as another tempo has to keep it; None: no cell counts beats yet, so it is judged anew."""
    return mashup.rates if np.any(mashup.cells != SILENT) else None


def _rates(alignment: Alignment) -> Rates:
    return alignment.songs[0].rate, alignment.songs[1].rate


def _put(pair: tuple[T, T], side: int, item: T) -> tuple[T, T]:
    return (item, pair[1]) if side == 0 else (pair[0], item)


def _first_downbeat(alignment: Alignment, side: int) -> int:
    downbeats = alignment.songs[side].downbeats
    return int(downbeats[0]) if len(downbeats) else 0


def _beats_under(alignment: Alignment, offsets: tuple[int, int]) -> int:
    """How many beats of the grid have some song under them."""
    return min(max(len(song.beats) - offset for song, offset in zip(alignment.songs, offsets, strict=True)), MAX_BEATS)


def _same_place(before: SongAlignment, after: SongAlignment, beat: int) -> int:
    """The beat that lies where `beat` did before the song's beats were counted otherwise."""
    if 0 <= beat < len(before.beats):
        return int(np.abs(after.beats - before.beats[beat]).argmin())
    return max(-MAX_BEATS, min(round(beat * after.rate / before.rate), MAX_BEATS))
