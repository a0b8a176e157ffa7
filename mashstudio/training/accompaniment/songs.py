"""Songs to learn accompaniments from: scores of the corpus, as what is heard and the lanes that were written for it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.generation.heard import Heard, HeardSection, SectionKind
from mashstudio.generation.rolls import STEPS
from mashstudio.generation.swing import straightened
from mashstudio.model.notes import BandPart, Note, NoteLane, in_time
from mashstudio.training.accompaniment.genres import GENRES, with_meter
from mashstudio.training.corpus.score import CHORDS, DRUM_PART, PARTS, Score, compose
from mashstudio.training.corpus.styles import DRUMS

_ENERGY: Final = ((0.82, 0.25), (0.9, 0.55), (2.0, 0.9))
_OTHER_METERS: Final = (2, 3, 5, 6, 7)
_ODD: Final = 0.2
_LONGEST: Final = 110.0


@dataclass(frozen=True)
class LearnedSong:
    """A song to learn from. genre: its number."""

    heard: Heard
    lanes: Mapping[BandPart, NoteLane]
    genre: int


def composed(count: int, seed: int, part: str) -> list[LearnedSong]:
    """Return `count` songs of each of GENRES, of "train", "valid" or "test": no song is in two of them.

    A fifth of them are in another metre than is usual for the genre.
    """
    songs = []
    for number, learned in enumerate(GENRES):
        for index in range(count):
            dice = random.Random(f"{seed} accompaniment {part} {number} {index}")
            style = learned.styles[index % len(learned.styles)]
            if dice.random() < _ODD:
                style = with_meter(style, dice.choice(_OTHER_METERS))
            songs.append(song_of(compose(dice.randrange(2**31), seed, _LONGEST, style), number))
    return songs


def song_of(score: Score, genre: int) -> LearnedSong:
    """Return a score as it was written: on the grid, even, before people played it."""
    style = score.style
    beats = len(score.beats) - 1
    chords = tuple(chord for chord in score.chords for _beat in range(style.meter))
    sections = tuple(
        HeardSection(
            section.bar * style.meter,
            SectionKind(section.name),
            next(energy for strength, energy in _ENERGY if section.strength < strength),
        )
        for section in score.sections
    )
    # Only eighths are heard to swing.
    swing = score.swing if style.unit == 2 else None
    heard = Heard(tuple(range(0, beats, style.meter)), chords[:beats], sections, score.tempo, swing)
    lanes = {}
    for number, name in enumerate(PARTS):
        played = [note for note in score.notes if note.part == number]
        starts = np.array([note.start for note in played], np.float64)
        ends = starts + np.array([note.length for note in played], np.float64)
        pitches = [note.note for note in played]
        velocities = [note.velocity for note in played]
        if number == DRUM_PART and score.hits:
            starts = np.array([hit.start for hit in score.hits])
            ends = starts + 0.1
            pitches = [DRUMS[hit.drum] for hit in score.hits]
            velocities = [max(round(127 * hit.level ** (1 / 1.5)), 1) for hit in score.hits]
        at, until = (_written(times, score) for times in (starts, ends))
        if number == CHORDS:
            at = np.round(at * STEPS) / STEPS
        notes = [
            Note(float(start), float(max(end - start, 0.05)), pitch, velocity)
            for start, end, pitch, velocity in zip(at, until, pitches, velocities, strict=True)
        ]
        part = BandPart(name)
        program = played[0].sound.program if played else GENRES[genre].genre.programs[part]
        lanes[part] = NoteLane(part, max(program, 0), in_time(notes))
    return LearnedSong(heard, lanes, genre)


def _written(times: NDArray[np.float64], score: Score) -> NDArray[np.float64]:
    """Return where in beats something was written that is heard at these times."""
    places = np.interp(times, score.beats, np.arange(len(score.beats)))
    swing = score.swing if score.style.steps % 2 == 0 else 0.5
    return straightened(places, swing, score.style.unit)


def cut_in_three(songs: Sequence[LearnedSong], seed: int) -> dict[str, list[LearnedSong]]:
    """Return songs to "train", "valid" and "test" with: an eighth each, drawn by `seed`, validates and tests."""
    order = list(songs)
    random.Random(f"{seed} accompaniment").shuffle(order)
    few = max(len(order) // 8, 1)
    return {"test": order[:few], "valid": order[few : 2 * few], "train": order[2 * few :]}
