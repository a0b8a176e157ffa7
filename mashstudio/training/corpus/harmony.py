"""Chords and tunes of the corpus' songs."""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from mashstudio.generation.harmony import Chord
from mashstudio.training.corpus.styles import DORIAN, MAJOR, MINOR, MIXOLYDIAN, Style

_NAMES: Final = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
_TRIADS: Final[dict[tuple[int, ...], str]] = {(4, 7): "maj", (3, 7): "min", (3, 6): "dim", (4, 8): "aug"}
_SEVENTHS: Final[dict[tuple[int, ...], str]] = {
    (4, 7, 11): "maj7", (4, 7, 10): "7", (3, 7, 10): "min7", (3, 6, 10): "hdim7", (3, 7, 11): "minmaj7",
    (3, 6, 9): "dim7", (4, 8, 11): "maj7(#5)",
}  # fmt: skip
_MODES: Final[dict[tuple[int, ...], str]] = {MAJOR: "maj", MINOR: "min", DORIAN: "dor", MIXOLYDIAN: "mixolydian"}
_LOWEST_BASS, _LOWEST_LEAD = 31, 64
_BASS_TONES: Final = {"3": 1, "5": 2, "7": 3}


def chord_label(chord: Chord) -> str:
    """Return the chord as Harte writes it: A:min7."""
    return f"{_NAMES[chord.root]}:{(_SEVENTHS if len(chord.tones) > 3 else _TRIADS)[chord.tones[1:]]}"


def key_label(style: Style, tonic: int) -> str:
    """Return the key or mode of a song: A:min."""
    return f"{_NAMES[tonic]}:{_MODES[style.scale]}"


def chord_at(style: Style, tonic: int, degree: int) -> Chord:
    """Return the chord on a degree of the style's scale, from 0 on."""
    scale = style.scale
    heights = [scale[(degree + 2 * step) % 7] + 12 * ((degree + 2 * step) // 7) for step in range(style.tones)]
    tones = tuple(height - heights[0] for height in heights)
    return Chord((tonic + heights[0]) % 12, tones, tuple((tonic + step) % 12 for step in scale))


def bass_note(chord: Chord, sign: str, following: Chord) -> int:
    """Return the bass note that a sign stands for (see styles)."""
    root = _LOWEST_BASS + (chord.root - _LOWEST_BASS) % 12
    if sign == "8":
        return root + 12
    if sign == "a":
        return _LOWEST_BASS + (following.root - 1 - _LOWEST_BASS) % 12
    tone = _BASS_TONES.get(sign, 0)
    return root + (chord.tones[tone] if tone < len(chord.tones) else 10)


def voicing(chord: Chord, centre: int) -> list[int]:
    """Return the chord's notes in the octave around `centre`."""
    low = centre - 6
    return sorted(low + (chord.root + tone - low) % 12 for tone in chord.tones)


def melody(style: Style, chord: Chord, dice: random.Random) -> Iterator[tuple[float, float, int]]:
    """Yield position and length in beats, and note, of a bar of a tune: tones of the chord on the beats."""
    steps = [
        step
        for step in range(style.meter * style.steps)
        if dice.random() < (0.6 if step % style.steps == 0 else 0.4 if 2 * step % style.steps == 0 else 0.1)
    ]
    tones = [(chord.root + tone) % 12 for tone in chord.tones]
    at = _LOWEST_LEAD + dice.randrange(12)
    for step, after in pairwise([*steps, style.meter * style.steps]):
        classes = tones if step % style.steps == 0 else chord.scale
        wish = at + dice.choice((-4, -2, -1, 1, 2, 4))
        note = min(
            (each for each in range(_LOWEST_LEAD - 4, _LOWEST_LEAD + 20) if each % 12 in classes),
            key=lambda each, wish=wish: abs(each - wish),  # type: ignore[misc]
        )
        at = note
        yield step / style.steps, min((after - step) / style.steps, 2.0), note
