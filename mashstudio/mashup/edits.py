"""The edits of a mashup: each takes a state and gives a new one, so that undo is keeping the old one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from mashstudio.facts.errors import BadArgument
from mashstudio.facts.plan import LANES
from mashstudio.facts.units import Decibels
from mashstudio.mashup.document import SILENT, Cells, Lane, Mashup, lane_song

SongBeats = tuple[int, int]
"""How many beats each song has."""


@dataclass(frozen=True)
class Selection:
    """Some lanes over the beats `start` … `stop` − 1."""

    lanes: tuple[int, ...]
    start: int
    stop: int

    @property
    def beats(self) -> int:
        """The selection's length in beats."""
        return self.stop - self.start


def everything(mashup: Mashup) -> Selection:
    """All lanes over the whole mashup."""
    return Selection(tuple(range(LANES)), 0, mashup.beats)


def under(mashup: Mashup, beats: SongBeats, lane: int, start: int, stop: int) -> Cells:
    """The song beats that lie under grid beats `start` … `stop` − 1 of `lane`; −1 where the song has none."""
    song = lane_song(lane)
    lying = np.arange(start, stop, dtype=np.int32) + np.int32(mashup.offsets[song])
    return np.where((lying >= 0) & (lying < beats[song]), lying, SILENT).astype(np.int32)


def set_cell(mashup: Mashup, lane: int, beat: int, song_beat: int) -> Mashup:
    """`lane` plays its song's beat `song_beat` (or −1: nothing) on `beat`."""
    return _edited(mashup, lambda cells: _assign(cells, lane, beat, max(song_beat, SILENT)))


def toggle_cell(mashup: Mashup, beats: SongBeats, lane: int, beat: int) -> Mashup:
    """Switches one cell: off when it plays anything, else on with the song's beat that lies under it."""
    on = mashup.cells[lane, beat] == SILENT
    return paint(mashup, beats, Selection((lane,), beat, beat + 1), on=bool(on))


def paint(mashup: Mashup, beats: SongBeats, where: Selection, *, on: bool) -> Mashup:
    """Switches every cell of a selection on (with the song's beats that lie under it) or off."""
    where = _within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            lying = under(mashup, beats, lane, where.start, where.stop)
            cells[lane, where.start : where.stop] = lying if on else SILENT

    return _edited(mashup, write)


def clear(mashup: Mashup, where: Selection) -> Mashup:
    """Silences a selection."""
    return paint(mashup, (0, 0), where, on=False)


def copy(mashup: Mashup, where: Selection) -> Cells:
    """The cells of a selection, one row a lane, to be pasted."""
    where = _within(mashup, where)
    return np.array(mashup.cells[list(where.lanes), where.start : where.stop])


def paste(mashup: Mashup, clip: Cells, lanes: tuple[int, ...], start: int) -> Mashup:
    """Writes `clip` (one row for each of `lanes`) from beat `start` on; the mashup grows where the clip reaches past.

    Raises BadArgument when the clip has another number of lanes, or would begin before the first beat.
    """
    if len(clip) != len(lanes):
        raise BadArgument(f"What was copied has {len(clip)} lanes; select as many to paste it ({len(lanes)} are).")
    if start < 0:
        raise BadArgument("That would begin before the first beat; choose a later one.")
    grown = with_length(mashup, max(mashup.beats, start + clip.shape[1]))

    def write(cells: Cells) -> None:
        cells[list(lanes), start : start + clip.shape[1]] = clip

    return _edited(grown, write)


def move(mashup: Mashup, where: Selection, by: int) -> Mashup:
    """Moves a selection's cells by `by` beats, leaving silence behind. Raises BadArgument before the first beat."""
    where = _within(mashup, where)
    return paste(clear(mashup, where), copy(mashup, where), where.lanes, where.start + by)


def loop(mashup: Mashup, where: Selection, times: int) -> Mashup:
    """Repeats a selection `times` times behind itself, over what was there."""
    where = _within(mashup, where)
    if times < 1 or where.beats == 0:
        return mashup
    return paste(mashup, np.tile(copy(mashup, where), (1, times)), where.lanes, where.stop)


def with_length(mashup: Mashup, beats: int) -> Mashup:
    """The mashup cut or filled with silence to `beats` beats."""
    kept = mashup.cells[:, : max(beats, 0)]
    silence = np.full((LANES, max(beats, 0) - kept.shape[1]), SILENT, np.int32)
    return replace(mashup, cells=np.concatenate([kept, silence], axis=1))


def with_lane(
    mashup: Mashup,
    lane: int,
    *,
    gain_db: Decibels | None = None,
    mute: bool | None = None,
    solo: bool | None = None,
) -> Mashup:
    """The mashup with a lane's gain (−60…+12 dB), mute or solo set; what isn't given stays."""
    old = mashup.lanes[lane]
    new = Lane(
        gain_db=old.gain_db if gain_db is None else min(max(gain_db, -60.0), 12.0),
        mute=old.mute if mute is None else mute,
        solo=old.solo if solo is None else solo,
    )
    return replace(mashup, lanes=(*mashup.lanes[:lane], new, *mashup.lanes[lane + 1 :]))


def with_tempo(mashup: Mashup, tempo: str | float) -> Mashup:
    """The mashup at another tempo: "faster", "slower", "a", "b" or BPM."""
    return replace(mashup, tempo=tempo)


def with_key(mashup: Mashup, key: str) -> Mashup:
    """The mashup in another key: "middle", "a", "b", "none" or a key's name."""
    return replace(mashup, key=key)


def with_offset(mashup: Mashup, song: int, offset: int, beats: SongBeats) -> Mashup:
    """The mashup with a song moved to `offset`; its cells go on playing what lies under them, moved along."""
    by = offset - mashup.offsets[song]
    offsets = (offset, mashup.offsets[1]) if song == 0 else (mashup.offsets[0], offset)

    def write(cells: Cells) -> None:
        for lane in range(LANES):
            if lane_song(lane) == song:
                moved = cells[lane] + np.int32(by)
                sound = (cells[lane] != SILENT) & (moved >= 0) & (moved < beats[song])
                cells[lane] = np.where(sound, moved, SILENT)

    return _edited(replace(mashup, offsets=offsets), write)


def decided(mashup: Mashup) -> int:
    """On how many beats at least one lane plays."""
    return int(np.any(mashup.cells != SILENT, axis=0).sum())


def _assign(cells: Cells, lane: int, beat: int, value: int) -> None:
    cells[lane, beat] = value


def _edited(mashup: Mashup, write: Callable[[Cells], None]) -> Mashup:
    cells = np.array(mashup.cells)
    write(cells)
    return replace(mashup, cells=cells)


def _within(mashup: Mashup, where: Selection) -> Selection:
    """The part of a selection that the mashup has. Raises BadArgument for lanes that there are not."""
    _known_lanes(where.lanes)
    start = min(max(where.start, 0), mashup.beats)
    return Selection(where.lanes, start, min(max(where.stop, start), mashup.beats))


def _known_lanes(lanes: Collection[int]) -> None:
    if not all(0 <= lane < LANES for lane in lanes):
        raise BadArgument(f"There are {LANES} lanes, numbered from 0 to {LANES - 1}.")
