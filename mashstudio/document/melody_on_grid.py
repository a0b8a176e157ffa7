"""The melody of a song where its voice plays on the mashup's grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mashstudio.core.units import Semitones
from mashstudio.model.mashup import SILENT, SPEEDS, Mashup, heard_lanes
from mashstudio.model.notes import Note, in_time
from mashstudio.model.runs import places, runs
from mashstudio.model.stems import StemName

_SHORTEST: Final = 0.1
"""Beats of a note that is cut."""


@dataclass(frozen=True)
class _Stretch:
    """Where on the grid, in beats, a stretch of the song plays: from `first` on, at `speed`, or reversed."""

    start: float
    end: float
    first: float
    speed: float
    backwards: bool

    def joined(self, following: "_Stretch") -> "_Stretch | None":
        """Return both in one if the song goes on; None: it doesn't."""
        if (self.speed, self.backwards, self.end) != (following.speed, following.backwards, following.start):
            return None
        earlier, later = (following, self) if self.backwards else (self, following)
        goes_on = earlier.first + (earlier.end - earlier.start) * self.speed == later.first
        return replace(self, end=following.end, first=earlier.first) if goes_on else None

    def play(self, note: Note) -> Note | None:
        """Return what is heard of a note; None: nothing, or too little to be a note."""
        begin, end = note.start - self.first, note.start + note.length - self.first
        begin, end = begin / self.speed, end / self.speed
        length = self.end - self.start
        if self.backwards:
            begin, end = length - end, length - begin
        whole, begin, end = end - begin, max(begin, 0.0), min(end, length)
        if end - begin < min(_SHORTEST, whole):
            return None
        return Note(self.start + begin, end - begin, note.pitch, note.velocity)


def sings(mashup: Mashup, source: int, beats: range) -> bool:
    """Return True if a source's voice plays on any of these beats of the grid."""
    return any(np.any(mashup.played[row, beats.start : beats.stop] != SILENT) for row in _voices(mashup, source))


def melody_on_grid(
    mashup: Mashup, source: int, melody: Sequence[Note], shift: Semitones, beats: range
) -> tuple[Note, ...]:
    """Return the notes that a source's voice sings on some beats of the grid, by time and pitch.

    melody: in beats of the song. shift: what the song is shifted by. Muted lanes are silent.
    """
    found = set[Note]()
    for row in _voices(mashup, source):
        for stretch in _stretches(mashup, row, beats):
            found.update(note for each in melody if (note := stretch.play(each)) is not None)
    return in_time(replace(note, pitch=min(max(note.pitch + shift, 0), 127)) for note in found)


def _voices(mashup: Mashup, source: int) -> list[int]:
    """Return the lanes of a source's vocals that aren't muted."""
    return [
        row
        for row in heard_lanes(mashup.lanes, solo=False)
        if mashup.lanes[row].source == source and mashup.lanes[row].stem is StemName.VOCALS
    ]


def _stretches(mashup: Mashup, row: int, beats: range) -> Iterator[_Stretch]:
    """Yield the runs of a lane on these beats: whole where only their gain changes, stuttered beats in pieces."""
    cells = mashup.cells[row, beats.start : beats.stop]
    last: _Stretch | None = None
    for begin, end in zip(*(each.tolist() for each in runs(cells)), strict=True):
        cell = cells[begin]
        pieces = max(int(cell["stutter"]), 1)
        backwards = bool(cell["backwards"])
        first = float(places(cells[end - 1 if backwards else begin])) / 2
        length = (end - begin) / pieces
        for piece in range(pieces):
            start = beats.start + begin + piece * length
            stretch = _Stretch(start, start + length, first, SPEEDS[cell["speed"]], backwards)
            if last is not None and (joined := last.joined(stretch)) is not None:
                last = joined
                continue
            if last is not None:
                yield last
            last = stretch
    if last is not None:
        yield last
