"""The band: an accompaniment on the mashup's own grid."""

from dataclasses import dataclass, field
from typing import Final

from mashstudio.core.units import Semitones
from mashstudio.model.key import shorter_shift
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.stems import Part, StemName, Taken
from mashstudio.model.strip import Strip

BAND_PARTS: Final[dict[BandPart, Part]] = {
    BandPart.DRUMS: StemName.DRUMS,
    BandPart.BASS: StemName.BASS,
    BandPart.CHORDS: Taken("other.chords"),
    BandPart.LEAD: Taken("other.lead"),
}
"""What each of the band's lanes is in the mashup: which stem it goes with."""

MOST_NOTES: Final = 50_000
"""Of a lane."""

LONGEST_GENRE: Final = 100
"""Characters of a genre's name."""

SWING_RANGE: Final = (0.4, 0.8)
SWING_UNITS: Final = (2, 4)

MOST: Final = {"seed": 2**31 - 1, "temperature": 2, "density": 1, "complexity": 1}
"""The greatest of each; the least are 0."""


@dataclass(frozen=True)
class Manner:
    """How to compose. seed: the same gives the same notes. temperature: 0 the likeliest notes, 1 as varied as what was
    learned, more: bolder. density, complexity: 0–1, ½ as the genre is. Raises ValueError for more than MOST of one.
    """

    seed: int = 0
    temperature: float = 0.9
    density: float = 0.5
    complexity: float = 0.5

    def __post_init__(self) -> None:
        for name, most in MOST.items():
            if not 0 <= getattr(self, name) <= most:
                raise ValueError(f"a {name} is 0 to {most}, not {getattr(self, name)}")


@dataclass(frozen=True)
class Band:
    """An accompaniment: beat k of its notes lies on beat k of the grid.

    genre, manner: how it was composed last. beats: its length. lanes: in the order of BandPart, each once.
    key: the key's number (see `Alignment.key_number`) that its notes are written in; None: no certain one. swing, unit:
    where the second half of a beat (unit 2) or of each half (unit 4) begins, ½ even. strip: mixes all its lanes
    together. Raises ValueError for an invalid field.
    """

    genre: str
    beats: int
    lanes: tuple[NoteLane, ...]
    manner: Manner = field(default_factory=Manner)
    key: int | None = None
    swing: float = 0.5
    unit: int = 2
    strip: Strip = field(default_factory=Strip)

    def __post_init__(self) -> None:
        parts = [lane.part for lane in self.lanes]
        if not parts or parts != [part for part in BandPart if part in parts]:
            raise ValueError("a band's lanes are in order, each once, and at least one")
        if self.beats < 1 or len(self.genre) > LONGEST_GENRE:
            raise ValueError("a band plays a beat at least, in a genre")
        if self.key is not None and not 0 <= self.key < 12:
            raise ValueError(f"a key's number is 0 to 11, not {self.key}")
        if not SWING_RANGE[0] <= self.swing <= SWING_RANGE[1] or self.unit not in SWING_UNITS:
            raise ValueError(f"a band can't swing by {self.swing} of {self.unit}")
        for lane in self.lanes:
            if not 0 <= lane.program < 128 or len(lane.notes) > MOST_NOTES:
                raise ValueError(f"a lane has a program from 0 to 127 and at most {MOST_NOTES} notes")
            if not all(_is_note(note, self.beats) for note in lane.notes):
                raise ValueError("a note lies outside of the band's beats, or of MIDI")

    @property
    def parts(self) -> tuple[Part, ...]:
        """What its lanes are in the mashup."""
        return tuple(BAND_PARTS[lane.part] for lane in self.lanes)

    def lane_of(self, part: BandPart) -> NoteLane | None:
        """Return a lane; None: it has none of that part."""
        return next((lane for lane in self.lanes if lane.part is part), None)

    def shift_to(self, key: int | None) -> Semitones:
        """Return by how much its notes are transposed, the shorter way, when the mashup's key has that number."""
        return 0 if key is None or self.key is None else shorter_shift(self.key, key)


def transposed(lane: NoteLane, by: Semitones) -> NoteLane:
    """Return a lane transposed, as far as MIDI's pitches go; drums stay."""
    if by == 0 or lane.part is BandPart.DRUMS:
        return lane
    notes = (Note(note.start, note.length, min(max(note.pitch + by, 0), 127), note.velocity) for note in lane.notes)
    return NoteLane(lane.part, lane.program, tuple(notes))


def _is_note(note: Note, beats: int) -> bool:
    return 0 <= note.start < beats and 0 < note.length <= beats and 0 <= note.pitch < 128 and 0 < note.velocity < 128
