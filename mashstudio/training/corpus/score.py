"""Songs made by chance: what every instrument plays when, and what is true of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Bpm, Seconds
from mashstudio.generation.harmony import Chord
from mashstudio.generation.swing import swung
from mashstudio.training.corpus.harmony import bass_note, chord_at, melody, voicing
from mashstudio.training.corpus.machine import Hit
from mashstudio.training.corpus.sampler import Played, Sound
from mashstudio.training.corpus.styles import DRUMS, MACHINE, STYLES, Style, parts_of
from mashstudio.training.corpus.timing import Manner, beat_times, manner_of

PARTS: Final = ("drums", "bass", "chords", "lead")
DRUM_PART, BASS, CHORDS, LEAD = range(4)
_LEVELS: Final = {"X": 112, "x": 88, "o": 56}
_EVERY: Final = frozenset(range(4))
_FORMS: Final[tuple[tuple[str, ...], ...]] = (
    ("intro", "verse", "chorus", "verse", "chorus", "bridge", "chorus", "outro"),
    ("intro", "verse", "chorus", "break", "verse", "chorus", "outro"),
    ("intro", "verse", "verse", "chorus", "solo", "chorus", "chorus", "outro"),
    ("verse", "chorus", "verse", "bridge", "chorus", "chorus"),
)
_HALF: Final = {"intro", "outro", "break", "bridge"}
LENGTHS: Final = (70.0, 160.0)
_BARS: Final = (2, 4, 8, 16)
_TAIL: Seconds = 1.5
ATTACK: Seconds = 0.002
"""How long soundfonts' drums take to sound: FluidR3's kick 3–5 ms, hats 1 ms."""


@dataclass(frozen=True)
class Section:
    """A section from `bar` on. playing: the parts that don't rest; fill: how its last bar ends."""

    name: str
    bar: int
    bars: int
    playing: frozenset[int]
    pattern: int
    strength: float
    fill: str


@dataclass(frozen=True, eq=False)
class Score:
    """A song. beats: seconds, the last one ends it; every `style.meter`th from the first begins a bar.

    chords: of each bar. notes: of the soundfont; hits: of the drum machine, if it has one.
    """

    number: int
    style: Style
    tempo: Bpm
    tonic: int
    manner: Manner
    swing: float
    kit: int
    beats: NDArray[np.float64]
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    notes: tuple[Played, ...]
    hits: tuple[Hit, ...]

    @property
    def seconds(self) -> Seconds:
        """The length of the song with its last notes' ends."""
        return float(self.beats[-1]) + _TAIL


def style_of(number: int, seed: int) -> Style:
    """Return the style of a song: all styles in turn, each round in an order of its own."""
    order = list(STYLES)
    random.Random(f"{seed} round {number // len(STYLES)}").shuffle(order)
    return order[number % len(STYLES)]


def compose(number: int, seed: int, longest: Seconds = LENGTHS[1], style: Style | None = None) -> Score:
    """Return the song of a number, about 70–160 s long unless `longest` is less. style: None: the number's own."""
    dice = random.Random(f"{seed} song {number}")
    style = style_of(number, seed) if style is None else style
    tempo, tonic = dice.uniform(*style.tempo), dice.randrange(12)
    sections = sections_of(style, tempo, min(dice.uniform(*LENGTHS), longest), dice)
    bars = sections[-1].bar + sections[-1].bars
    starts = [section.bar * style.meter for section in sections]
    manner = manner_of(style, starts, bars * style.meter, dice)
    if manner.rubato:
        first = sections[0]
        quiet = Section(first.name, 0, first.bars, (first.playing | {CHORDS}) - {DRUM_PART}, 0, first.strength, "")
        sections = (quiet, *sections[1:])
    beats = beat_times(tempo, bars * style.meter, manner, dice.uniform(0.1, 1.2), dice)
    swing = dice.uniform(*style.swing)
    progressions = {name: dice.choice(style.progressions) for name in dict.fromkeys(each.name for each in sections)}
    chords = tuple(
        chord_at(style, tonic, progressions[section.name][bar % len(progressions[section.name])])
        for section in sections
        for bar in range(section.bars)
    )
    player = Player(style, beats, swing, dice)
    kit = dice.choice(style.kits)
    drums = list(_drums(style, sections, kit, player))
    notes = [*_bass(style, sections, chords, player), *_comping(style, sections, chords, player)]
    notes += lead(style, sections, chords, player)
    return Score(
        number, style, tempo, tonic, manner, swing, kit, beats, sections, chords,
        tuple(notes + [each for each in drums if isinstance(each, Played)]),
        tuple(each for each in drums if isinstance(each, Hit)),
    )  # fmt: skip


def sections_of(style: Style, tempo: Bpm, target: Seconds, dice: random.Random) -> tuple[Section, ...]:
    """Return the sections of a song of about `target` seconds."""
    form = dice.choice(_FORMS)
    units = sum(0.5 if name in _HALF else 1 for name in form)
    bar = 60 / tempo * style.meter
    bars = min(_BARS, key=lambda bars: abs(units * bars * bar - target))
    while len(form) > 2 and units * bars * bar > 1.3 * target:
        form = form[:-1]
        units = sum(0.5 if name in _HALF else 1 for name in form)
    found, at = [], 0
    for index, name in enumerate(form):
        length = max(bars // 2, 1) if name in _HALF else bars
        last = index == len(form) - 1
        fill = "" if last else dice.choices(("fill", "stop", ""), (0.65, 0.15, 0.2))[0]
        pattern = len(style.drums) - 1 if name in {"chorus", "solo"} else 0
        strength = {"chorus": 1.0, "solo": 1.0, "verse": 0.88, "bridge": 0.85}.get(name, 0.8)
        found.append(Section(name, at, length, _playing(name, dice), pattern, strength, fill))
        at += length
    return tuple(found)


def _playing(name: str, dice: random.Random) -> frozenset[int]:
    match name:
        case "intro":
            return dice.choice(
                (_EVERY, frozenset({CHORDS}), frozenset({DRUM_PART}), frozenset({DRUM_PART, BASS}), _EVERY - {LEAD})
            )
        case "break":
            return dice.choice((frozenset({DRUM_PART}), frozenset({CHORDS, LEAD}), frozenset({DRUM_PART, BASS})))
        case "bridge":
            return dice.choice((_EVERY, _EVERY - {DRUM_PART}, _EVERY - {LEAD}))
        case "verse":
            return dice.choice((_EVERY, _EVERY, _EVERY - {LEAD}))
    return _EVERY


class Player:
    """Turns positions in beats into times: swing, and what people add to it."""

    def __init__(self, style: Style, beats: NDArray[np.float64], swing: float, dice: random.Random) -> None:
        self.style, self.dice = style, dice
        self._beats, self._swing = beats, swing if style.steps % 2 == 0 else 0.5
        lag = style.human
        self._lags = (0.0, dice.gauss(0, lag / 2), dice.gauss(0, lag), dice.gauss(0, 2 * lag))

    def time(self, position: float, part: int) -> Seconds:
        """Return when a part plays what is written at a position."""
        places = swung(np.array([position]), self._swing, self.style.unit)
        stray = self.style.human * (0.5 if part == DRUM_PART else 1)
        return self.exact(float(places[0])) + self._lags[part] + max(-2.5, min(self.dice.gauss(0, 1), 2.5)) * stray

    def exact(self, position: float) -> Seconds:
        """Return when a position is."""
        return float(np.interp(position, np.arange(len(self._beats)), self._beats))

    def velocity(self, sign: str, strength: float) -> int:
        """Return how hard a sign is played."""
        level = _LEVELS.get(sign, _LEVELS["x"])
        return max(1, min(127, round(level * strength + (self.dice.gauss(0, 5) if self.style.human else 0))))


def _steps(pattern: str, bar: int, style: Style) -> Iterator[tuple[float, float, str]]:
    """Yield position and length in beats, and sign, of every note of a bar."""
    at = [step for step, sign in enumerate(pattern) if sign != "."]
    for step, after in pairwise([*at, len(pattern)]):
        yield bar * style.meter + step / style.steps, (after - step) / style.steps, pattern[step]


def _drums(style: Style, sections: Sequence[Section], kit: int, player: Player) -> Iterator[Played | Hit]:
    def hit(position: float, drum: str, velocity: int) -> Played | Hit:
        time = max(player.time(position, DRUM_PART), 0.0)
        if kit == MACHINE:
            return Hit(time, drum, (velocity / 127) ** 1.5)
        return Played(max(time - ATTACK, 0.0), 0.15, DRUM_PART, Sound(kit, drums=True), DRUMS[drum], velocity)

    for section in sections:
        if DRUM_PART not in section.playing:
            continue
        patterns = parts_of(style.drums[section.pattern])
        if section.bar and player.dice.random() < 0.7:
            yield hit(section.bar * style.meter, "x", player.velocity("x", section.strength))
        for bar in range(section.bar, section.bar + section.bars):
            last = bar == section.bar + section.bars - 1
            end = {"fill": style.meter - max(style.meter // 2, 1), "stop": 1}.get(section.fill, style.meter)
            until = bar * style.meter + (end if last else style.meter)
            for drum, pattern in patterns.items():
                for position, _, sign in _steps(pattern, bar, style):
                    if position < until:
                        yield hit(position, drum, player.velocity(sign, section.strength))
            if last and section.fill == "fill":
                for position in np.arange(until, (bar + 1) * style.meter, 1 / style.steps):
                    if player.dice.random() < 0.8:
                        drum = player.dice.choice("sstmf")
                        yield hit(float(position), drum, player.velocity("x", section.strength))


def _bass(style: Style, sections: Sequence[Section], chords: Sequence[Chord], player: Player) -> Iterator[Played]:
    sound = Sound(player.dice.choice(style.bass_programs))
    pattern = player.dice.choice(style.bass)
    for section, bar in _bars(sections, BASS):
        following = chords[min(bar + 1, len(chords) - 1)]
        for position, length, sign in _until_stop(section, bar, pattern, style):
            note = bass_note(chords[bar], sign, following)
            yield _played(player, position, 0.92 * length, BASS, sound, note, player.velocity(sign, section.strength))


def _comping(style: Style, sections: Sequence[Section], chords: Sequence[Chord], player: Player) -> Iterator[Played]:
    sound = Sound(player.dice.choice(style.chord_programs), pan=player.dice.randint(34, 94))
    pattern = player.dice.choice(style.chords)
    centre = player.dice.randint(56, 64)
    for section, bar in _bars(sections, CHORDS):
        for position, length, sign in _until_stop(section, bar, pattern, style):
            lasts = min(length, 0.4) if style.short else 0.95 * length
            velocity = player.velocity(sign, 0.85 * section.strength)
            for note in voicing(chords[bar], centre):
                yield _played(player, position, lasts, CHORDS, sound, note, velocity)


def lead(style: Style, sections: Sequence[Section], chords: Sequence[Chord], player: Player) -> Iterator[Played]:
    """Yield a tune over the chords; it comes again with its section."""
    sound = Sound(player.dice.choice(style.lead_programs), pan=player.dice.randint(44, 84))
    tunes = {section.name: player.dice.randrange(2**32) for section in sections}
    for section, bar in _bars(sections, LEAD):
        own = random.Random(tunes[section.name] + (bar - section.bar) % 4)
        for position, length, note in melody(style, chords[bar], own):
            at = bar * style.meter + position
            velocity = player.velocity("x", section.strength)
            yield _played(player, at, 0.9 * length, LEAD, sound, note, velocity)


def _bars(sections: Sequence[Section], part: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        if part in section.playing:
            yield from ((section, bar) for bar in range(section.bar, section.bar + section.bars))


def _until_stop(section: Section, bar: int, pattern: str, style: Style) -> Iterator[tuple[float, float, str]]:
    """Yield what `_steps` does; of a bar in which the band stops, only the first beat."""
    stops = section.fill == "stop" and bar == section.bar + section.bars - 1
    for position, length, sign in _steps(pattern, bar, style):
        if not stops or position < bar * style.meter + 1:
            yield position, length, sign


def _played(player: Player, position: float, beats: float, part: int, sound: Sound, note: int, velocity: int) -> Played:
    start = max(player.time(position, part), 0.0)
    end = player.time(position + beats, part)
    return Played(start, max(end - start, 0.03), part, sound, note, velocity)
