"""Songs to MMA's grooves: chords, form, tune and timing as the other songs have them, the band by MMA."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mashstudio.core.units import Bpm, Seconds
from mashstudio.generation.harmony import Chord
from mashstudio.training.corpus.harmony import chord_at, chord_label
from mashstudio.training.corpus.mma import Accompaniment, Bar, accompaniment, grooves
from mashstudio.training.corpus.sampler import Played
from mashstudio.training.corpus.score import (
    ATTACK,
    DRUM_PART,
    LENGTHS,
    Player,
    Score,
    Section,
    compose,
    lead,
    sections_of,
)
from mashstudio.training.corpus.styles import ACOUSTIC, BLUES, DARK, JAZZY, MAJOR, MINOR, MIXOLYDIAN, POP, Style
from mashstudio.training.corpus.timing import beat_times, manner_of

LICENCE: Final = "MMA's grooves: Bob van der Poel and others, GPL-2.0-or-later"
_TRIES: Final = 20
_SIMPLE: Final[tuple[Bpm, Bpm]] = (84, 150)
_COMPOUND: Final[tuple[Bpm, Bpm]] = (56, 90)
_HARMONIES: Final = ((MAJOR, POP), (MAJOR, JAZZY), (MINOR, DARK), (MIXOLYDIAN, BLUES))
_LEADS: Final = ((65, 66), (73,), (56,), (11,), (26,), (40,))
_CHORDS: Final = {"maj": "", "min": "m", "dim": "dim3", "min7": "m7", "maj7": "M7", "hdim7": "m7b5"}
"""How MMA writes the chords of these scales, where it is otherwise than Harte."""


def song(number: int, seed: int, *, mma: bool) -> Score:
    """Return the song of a number; with `mma`, every second one is to a groove."""
    return compose_groove(number, seed) if mma and number % 2 else compose(number, seed)


def compose_groove(number: int, seed: int, longest: Seconds = LENGTHS[1]) -> Score:
    """Return a song to a groove drawn by chance, about 70–160 s long unless `longest` is less.

    The same number, seed and version of MMA give the same song.
    """
    for attempt in range(_TRIES):
        score = _composed(number, longest, random.Random(f"{seed} groove {number} {attempt}"))
        if score is not None:
            return score
    return compose(number, seed, longest)


def _composed(number: int, longest: Seconds, dice: random.Random) -> Score | None:
    """Return a song; None if MMA can't play it."""
    file = dice.choice(list(grooves()))
    verse, chorus = (f"{file}:{dice.choice(grooves()[file])}" for _ in range(2))
    scale, progressions = dice.choice(_HARMONIES)
    style = Style(f"mma {verse}", _SIMPLE, (ACOUSTIC,), ("", ""), (), (), (), (), dice.choice(_LEADS), scale=scale,
                  progressions=progressions, tones=dice.choice((3, 4)))  # fmt: skip
    tonic = dice.randrange(12)
    sections = sections_of(style, sum(_SIMPLE) / 2, min(dice.uniform(*LENGTHS), longest), dice)
    chosen = {name: dice.choice(progressions) for name in dict.fromkeys(each.name for each in sections)}
    bars = [(each, chosen[each.name][bar % len(chosen[each.name])]) for each in sections for bar in range(each.bars)]
    chords = tuple(chord_at(style, tonic, degree) for _, degree in bars)
    wanted = [
        Bar(chorus if section.pattern else verse, _written(chord))
        for (section, _), chord in zip(bars, chords, strict=True)
    ]
    band = accompaniment(wanted, dice.randrange(2**31))
    if band is None:
        return None
    style = replace(style, meter=band.meter, steps=band.steps, tempo=_COMPOUND if band.steps == 3 else _SIMPLE)
    tempo = dice.uniform(*style.tempo)
    starts = [section.bar * style.meter for section in sections]
    # Beats of a band that plays on can't be rubato.
    manner = replace(manner_of(style, starts, len(bars) * style.meter, dice), rubato=0)
    beats = beat_times(tempo, len(bars) * style.meter, manner, dice.uniform(0.1, 1.2), dice)
    player = Player(style, beats, 0.5, dice)
    # A tune of beats fits grooves that swing, too.
    tune = lead(style if style.steps == 3 else replace(style, steps=1), sections, chords, player)
    notes = (*_band(band, sections, player), *tune)
    return Score(number, style, tempo, tonic, manner, 0.5, ACOUSTIC, beats, sections, chords, notes, ())


def _written(chord: Chord) -> str:
    name, kind = chord_label(chord).split(":")
    return name + _CHORDS.get(kind, kind)


def _band(band: Accompaniment, sections: tuple[Section, ...], player: Player) -> Iterator[Played]:
    playing = [section.playing for section in sections for _ in range(section.bars)]
    for event in band.events:
        if event.part not in playing[min(int(event.start / band.meter), len(playing) - 1)]:
            continue
        start, end = player.exact(event.start), player.exact(event.end)
        attack = ATTACK if event.part == DRUM_PART else 0.0
        yield Played(
            max(start - attack, 0.0), max(end - start, 0.03), event.part, event.sound, event.note, event.velocity
        )
