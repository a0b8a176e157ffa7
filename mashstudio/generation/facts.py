"""What the network knows of each step before it writes there, as one row of numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.generation.harmony import Chord
from mashstudio.generation.heard import LONGEST_BAR, Heard, SectionKind, pieces_of
from mashstudio.generation.rolls import COLUMNS, LEVELS, PARTS, STEPS, WIDTH, Roll
from mashstudio.model.notes import BandPart

UNSAID: Final = 0
AMOUNTS: Final = 4
"""Of density and complexity: unsaid, little, usual, much."""

_BEATS: Final = LONGEST_BAR + 1
_NEAR: Final = 4
_KINDS: Final = tuple(SectionKind)
_GROUPS: Final = (_BEATS, STEPS, _BEATS, _BEATS, 8, 13, 12, len(_KINDS), _NEAR, _NEAR, 3)
"""Beat in the bar, step in the beat, beats left, the bar's length, the chord's kind, how far its root is above the one
before (12: the same chord), how far the next bar's root is above it, section, bars since and until its borders,
energy.
"""
CONDITIONS: Final = sum(_GROUPS)
_FLAGS: Final = len(PARTS) + 2

Rows = NDArray[np.float32]


def width_of(genres: int) -> int:
    """Return how many numbers a step's row has, of a network that knows so many genres."""
    return 3 * WIDTH + _FLAGS + CONDITIONS + len(PARTS) + 2 * AMOUNTS + genres


@dataclass(frozen=True)
class Bar:
    """A bar, or a piece of a long one: its steps; the bar before it, and the one it may echo: the one four bars ago in
    its section, or the one at its place in the last section of its kind.
    """

    steps: range
    before: range | None
    echoed: range | None


def bars_of(heard: Heard) -> list[Bar]:
    """Return the bars of a song."""
    pieces = pieces_of(heard.bars, heard.beats)
    ranges = [range(STEPS * start, STEPS * (start + beats)) for start, beats in pieces]
    begins = _section_bars(heard, [start for start, _beats in pieces])
    bars = []
    for number, steps in enumerate(ranges):
        section = max(index for index, first in enumerate(begins) if first <= number)
        place = number - begins[section]
        echoed = number - 4 if place >= 4 else None
        if echoed is None:
            for earlier in reversed(range(section)):
                same = heard.sections[earlier].kind is heard.sections[section].kind
                if same and begins[earlier] + place < begins[earlier + 1]:
                    echoed = begins[earlier] + place
                    break
        bars.append(
            Bar(steps, ranges[number - 1] if number else None, None if echoed is None else ranges[echoed])
        )  # fmt: skip
    return bars


def _section_bars(heard: Heard, starts: list[int]) -> list[int]:
    """Return the bar with which each section begins: the first that begins on its first beat or later."""
    return [
        next((bar for bar, start in enumerate(starts) if start >= section.beat), len(starts) - 1)
        for section in heard.sections
    ]


def conditions_of(heard: Heard) -> NDArray[np.uint8]:
    """Return what is known of each step of a song whatever plays: uint8 (steps, CONDITIONS), of zeros and ones."""
    pieces = pieces_of(heard.bars, heard.beats)
    begins = _section_bars(heard, [start for start, _beats in pieces])
    rows = np.zeros((heard.beats * STEPS, CONDITIONS), np.uint8)
    firsts = np.cumsum((0, *_GROUPS[:-1]))
    for number, (start, beats) in enumerate(pieces):
        section = max(index for index, first in enumerate(begins) if first <= number)
        following = begins[section + 1] if section + 1 < len(begins) else len(pieces)
        near = (min(number - begins[section], _NEAR - 1), min(max(following - 1 - number, 0), _NEAR - 1))
        facts = heard.sections[section]
        after = heard.chord_at(start + beats)
        for beat in range(beats):
            chord, earlier = heard.chords[start + beat], heard.chords[max(start + beat - 1, 0)]
            motion = 12 if chord == earlier else (chord.root - earlier.root) % 12
            for step in range(STEPS):
                found = (
                    beat, step, beats - beat, beats, _quality(chord), motion, (after.root - chord.root) % 12,
                    _KINDS.index(facts.kind), *near, 0 if facts.energy < 0.4 else 1 if facts.energy < 0.7 else 2,
                )  # fmt: skip
                rows[(start + beat) * STEPS + step, firsts + np.array(found)] = 1
    return rows


def _quality(chord: Chord) -> int:
    """Return the number of a chord's kind: major, minor, diminished or augmented, with a seventh or without."""
    minor, fifth = 3 in chord.tones, chord.tones[2] if len(chord.tones) > 2 else 7
    kind = 2 if fifth < 7 else 3 if fifth > 7 else int(minor)
    return kind + (4 if len(chord.tones) > 3 else 0)


def rows_of(
    roll: Roll,
    conditions: NDArray[np.uint8],
    bar: Bar,
    part: BandPart,
    given: Collection[BandPart],
    genre: NDArray[np.float32],
    density: int = UNSAID,
    complexity: int = UNSAID,
) -> Rows:
    """Return what is known of each step of a bar: float32 (steps, width_of(genres)).

    given: the other lanes that can be heard. genre: how much of each genre is wanted, (genres,). density, complexity:
    amounts (see AMOUNTS).
    """
    levels = np.float32(1 / len(LEVELS))
    rows = np.zeros((len(bar.steps), width_of(len(genre))), np.float32)
    others = [other for other in PARTS if other in given and other is not part]
    own = COLUMNS[part]
    for other in others:
        columns = COLUMNS[other]
        rows[:, columns] = roll[bar.steps.start : bar.steps.stop, columns] * levels
    at = WIDTH
    for earlier in (bar.before, bar.echoed):
        if earlier is not None:
            length = min(len(earlier), len(bar.steps))
            rows[:length, at + own.start : at + own.stop] = (
                roll[earlier.start : earlier.start + length, own] * levels
            )  # fmt: skip
        at += WIDTH
    for other in others:
        rows[:, at + PARTS.index(other)] = 1
    for flag, earlier in enumerate((bar.before, bar.echoed), len(PARTS)):
        rows[:, at + flag] = earlier is not None and bool(roll[earlier.start : earlier.stop, own].any())
    at += _FLAGS
    rows[:, at : at + CONDITIONS] = conditions[bar.steps.start : bar.steps.stop]
    at += CONDITIONS
    for choice, size in ((PARTS.index(part), len(PARTS)), (density, AMOUNTS), (complexity, AMOUNTS)):
        rows[:, at + choice] = 1
        at += size
    rows[:, at:] = genre
    return rows


def density_of(roll: Roll, part: BandPart, steps: range) -> float:
    """Return how many notes a lane begins per beat, chords counted once."""
    own = roll[steps.start : steps.stop, COLUMNS[part]]
    count = np.count_nonzero(own) if part is BandPart.DRUMS else np.count_nonzero(own[:, :-1].any(axis=1))
    return float(count) * STEPS / max(len(steps), 1)


def complexity_of(roll: Roll, part: BandPart, steps: range) -> float:
    """Return how far from the beats a lane's notes are, 0–2 on average, and how many different ones it has, in eighths.

    The steps of a bar begin with a beat.
    """
    own = roll[steps.start : steps.stop, COLUMNS[part]]
    own = own if part is BandPart.DRUMS else own[:, :-1]
    onsets = np.flatnonzero(own.any(axis=1))
    if not len(onsets):
        return 0.0
    weights = np.array((0.0, 2.0, 1.0, 2.0))
    return float(weights[onsets % STEPS].mean()) + np.count_nonzero(own.any(axis=0)) / 8
