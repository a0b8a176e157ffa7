"""Songs made by chance for benchmarks: sung sections with chords of their own, some of them returning."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from singer import MEZZO, TENOR, Note, sing
from truth_songs import SONGS, SYLLABLES, played

from mashstudio.core.units import SAMPLE_RATE, Bpm, Samples, Semitones
from mashstudio.model.stems import StemName

MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)
# Degrees of the major scale, from 0; minor songs begin on the sixth.
PROGRESSIONS: Final = (
    (0, 4, 5, 3), (0, 3, 4, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 2, 3, 4), (1, 4, 0, 5), (0, 0, 3, 4), (3, 4, 2, 5),
    (0, 3, 1, 4), (5, 4, 3, 4), (0, 4, 1, 3), (3, 0, 4, 5), (5, 2, 3, 0), (5, 1, 3, 4), (3, 3, 0, 4), (1, 2, 3, 4),
)  # fmt: skip
# Where each degree likes to go.
NEXT: Final = ((3, 4, 5, 1, 2), (4, 4, 3, 5), (5, 3, 3), (0, 4, 4, 1, 5), (0, 5, 3, 5), (3, 1, 4, 2, 0), (0,))
RHYTHMS: Final = ((0, 1, 2, 3), (0, 1.5, 2, 3), (0, 0.5, 1, 2, 2.5), (0.5, 1, 2, 3), (0, 2), (0, 1, 2, 2.5, 3, 3.5))
TUNE_BARS: Final = 8


@dataclass(frozen=True)
class Part:
    """A section. Those of one name share chords and tune. silent: the stems that rest."""

    name: str
    bars: int = TUNE_BARS
    silent: frozenset[StemName] = frozenset()


@dataclass(frozen=True, eq=False)
class RandomSong:
    """A song in 4/4. stems: equally long; before `beats` (seconds) one beat of rest, the first begins a bar.

    shift: by how many semitones the voice lies above its band.
    """

    stems: dict[StemName, Samples]
    tempo: Bpm
    beats: NDArray[np.float64]
    shift: Semitones


def rendered(number: int, form: Sequence[Part]) -> RandomSong:
    """Return the song of a number in a form; each name of a part has its own chords and tune."""
    dice = random.Random(number)
    manner = dice.choice(SONGS)
    tempo, tonic, shift = dice.uniform(84, 150), dice.randrange(12), dice.randint(-5, 6)
    singer = dice.choice((MEZZO, TENOR))
    names = dict.fromkeys(part.name for part in form)
    sections = {name: progression(dice) for name in names}
    tunes = {name: melody(dice, degrees) for name, degrees in sections.items()}
    starts = np.cumsum([0, *(4 * part.bars for part in form)]).tolist()
    chords = [triad(sections[part.name][bar % TUNE_BARS], tonic) for part in form for bar in range(part.bars)]
    beat, low = 60 / tempo, 57 if singer is MEZZO else 48
    notes = [
        Note((1 + start + at) * beat, 0.95 * length * beat, low + (pitch + tonic + shift - low) % 12, syllable)
        for start, part in zip(starts, form, strict=False)
        for at, length, pitch, syllable in tunes[part.name]
        if at < 4 * part.bars and StemName.VOCALS not in part.silent
    ]
    beats = (1 + np.arange(starts[-1])) * beat
    frames = round((starts[-1] + 3) * beat * SAMPLE_RATE)
    stems = played(replace(manner, chords=tuple(chords)), tempo, 0, starts[-1] // 4)
    stems[StemName.VOCALS] = np.float32(1.5) * sing(notes, frames / SAMPLE_RATE, singer)
    whole = {
        stem: np.pad(samples[:frames], ((0, max(frames - len(samples), 0)), (0, 0))) for stem, samples in stems.items()
    }
    for start, part in zip(starts, form, strict=False):
        for stem in part.silent:
            whole[stem][
                round(beats[start] * SAMPLE_RATE) : round((beats[start] + 4 * part.bars * beat) * SAMPLE_RATE)
            ] = 0
    return RandomSong(whole, tempo, beats, shift)


def progression(dice: random.Random) -> tuple[int, ...]:
    """Return the degree of each of TUNE_BARS bars: a usual progression, or a walk of four or eight chords."""
    degrees = list(dice.choice(PROGRESSIONS))
    if dice.random() < 0.6:
        length = dice.choice((4, TUNE_BARS))
        degrees = degrees[:1]
        while len(degrees) < length:
            degrees.append(dice.choice(NEXT[degrees[-1]]))
    return tuple((degrees * TUNE_BARS)[:TUNE_BARS])


def triad(degree: int, tonic: int) -> tuple[int, ...]:
    """Return the notes of the triad on a degree of the scale, about middle C."""
    return tuple(sorted(48 + (MAJOR[(degree + step) % 7] + tonic) % 12 for step in (0, 2, 4)))


def melody(dice: random.Random, degrees: tuple[int, ...]) -> list[tuple[float, float, int, str]]:
    """Return (beat, length, pitch class over the tonic, syllable): tones of the chord on strong beats, steps between.

    Some tunes keep to the chords, others repeat a hook that minds them now and then.
    """
    faithful = dice.choice((0.9, 0.8, 0.5))
    rhythms = [dice.choice(RHYTHMS) for _ in range(2)]
    found = []
    at = dice.randrange(7)
    for bar in range(TUNE_BARS):
        onsets = [onset for onset in rhythms[bar % 2] if bar % 4 != 3 or onset < 2]
        for onset, after in zip(onsets, [*onsets[1:], 3.5 if bar % 4 != 3 else 2.5], strict=True):
            tones = [(degrees[bar] + step) % 7 for step in (0, 2, 4)]
            at = (at + dice.choice((-2, -1, -1, 0, 1, 1, 2))) % 7
            if onset % 2 == 0 and dice.random() < faithful:
                at = min(tones, key=lambda tone, now=at: min((tone - now) % 7, (now - tone) % 7))  # type: ignore[misc]
            found.append((4 * bar + onset, after - onset, MAJOR[at], dice.choice(SYLLABLES)))
    return found
