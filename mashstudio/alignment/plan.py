"""One tempo, one key, one grid for two songs."""

import math
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.alignment import FAR, Alignment, Grid, SongAlignment
from mashstudio.facts.analysis import AUDIBLE, Analysis, Sureness, sureness
from mashstudio.facts.key import Key, shorter_shift
from mashstudio.facts.units import SAMPLE_RATE, BeatIndex, Bpm, Frame
from mashstudio.mashup.document import check_tempo

TempoChoice = Literal["faster", "slower", "a", "b"] | float
KeyChoice = Literal["middle", "a", "b", "none"] | Key
Rates = tuple[float, float]

_RATES = (1.0, 2.0, 0.5)
_MUCH_LESS = 2 / 3
_EVEN = 1e-3
_BENT = 4


def align(
    a: Analysis, b: Analysis, tempo: TempoChoice = "faster", key: KeyChoice = "middle", rates: Rates | None = None
) -> Alignment:
    """How both songs are laid onto one grid.

    tempo: the faster song's (after half or double time where that means less stretching), the slower one's, a
    song's, or BPM. key: in the middle of the shorter arc between the songs' keys, rounded down; a song's; a key; or
    "none": both stay. Songs that are brought into a key are brought to A = 440 Hz, too. rates: half or double time as
    a project keeps them; a song of whose beats nobody is sure is never counted in double time otherwise. Raises
    BadArgument outside 20–400 BPM.
    """
    rates = rates or _choose_rates((a, b), tempo)
    target = _target_tempo((a.tempo * rates[0], b.tempo * rates[1]), tempo)
    number = _target_key(a.key.number, b.key.number, key)
    songs = tuple(_lay(analysis, rate, Grid(target), number) for analysis, rate in zip((a, b), rates, strict=True))
    return Alignment(Grid(target), number, (songs[0], songs[1]))


def usual_tempo(a: Analysis, b: Analysis) -> tuple[Literal["faster", "slower"], Rates]:
    """The tempo when nobody chooses one: the faster song's, unless that stretches a song far and another much less.

    Another: the slower song's, or one after half or double time, as `rates` of `align`.
    """
    songs, as_they_are = (a, b), (1.0, 1.0)
    stretch = _worst_stretch(songs, "faster", as_they_are)
    if stretch <= FAR:
        return "faster", as_they_are
    # However the beats are counted, the slower tempo asks no more of anybody than the faster one. In doubt the faster
    # song keeps its own beats.
    least = min(_countings(songs), key=lambda rates: (round(_worst_stretch(songs, "slower", rates), 6), 0.5 in rates))
    tempo: Literal["faster", "slower"] = "faster" if _worst_stretch(songs, "faster", least) <= FAR else "slower"
    much_less = _worst_stretch(songs, tempo, least) < _MUCH_LESS * stretch
    return (tempo, least) if much_less else ("faster", as_they_are)


def fits(song: SongAlignment) -> bool:
    """Whether the song lies on the grid as it is: every beat within 1 ms, no frame to be moved."""
    return bool(np.all(np.abs(song.beats * SAMPLE_RATE - song.beat_frame) <= _EVEN * SAMPLE_RATE))


def edge_step(steps: NDArray[np.float64] | NDArray[np.int64], edge: int) -> float:
    """How far apart the beats are that would lie before the first (`edge` 0) or after the last (−1).

    steps: (beats − 1,), from each beat to the next. A beat moved close to its neighbour says little of them.
    """
    usual = float(np.median(steps))
    return float(np.clip(steps[edge], usual / _BENT, usual * _BENT))


def _choose_rates(songs: tuple[Analysis, Analysis], tempo: TempoChoice) -> Rates:
    tempi = (songs[0].tempo, songs[1].tempo)
    if isinstance(tempo, float | int):
        check_tempo(float(tempo))
        near = [
            min(_rates(song), key=lambda rate, own=song.tempo: abs(math.log(tempo / (own * rate))))  # type: ignore[misc]
            for song in songs
        ]
        return near[0], near[1]
    # The song that sets the tempo keeps its own; in doubt nothing is changed.
    leader = {"a": 0, "b": 1, "faster": int(tempi[1] > tempi[0]), "slower": int(tempi[1] < tempi[0])}[tempo]
    options = [rates for rates in _countings(songs) if rates[leader] == 1]
    return min(options, key=lambda rates: abs(math.log((tempi[0] * rates[0]) / (tempi[1] * rates[1]))))


def _rates(song: Analysis) -> tuple[float, ...]:
    """How the song's beats may be counted: who isn't sure where they are isn't sure of those between them either."""
    return tuple(rate for rate in _RATES if rate <= 1 or sureness(song.tempo_confidence) is not Sureness.GUESS)


def _countings(songs: tuple[Analysis, Analysis]) -> list[Rates]:
    """How both songs' beats may be counted, one of them as it is."""
    return [rates for rates in product(_rates(songs[0]), _rates(songs[1])) if 1 in rates]


def _worst_stretch(songs: tuple[Analysis, Analysis], tempo: TempoChoice, rates: Rates) -> float:
    """How far the song that is stretched most is, as a share of its own tempo."""
    tempi = (songs[0].tempo * rates[0], songs[1].tempo * rates[1])
    return max(abs(_target_tempo(tempi, tempo) / own - 1) for own in tempi)


def _target_tempo(tempi: tuple[Bpm, Bpm], tempo: TempoChoice) -> Bpm:
    match tempo:
        case "faster":
            return max(tempi)
        case "slower":
            return min(tempi)
        case "a":
            return tempi[0]
        case "b":
            return tempi[1]
    check_tempo(tempo)
    return float(tempo)


def _target_key(a: int, b: int, key: KeyChoice) -> int | None:
    match key:
        case "middle":
            return (a + shorter_shift(a, b) // 2) % 12
        case "a":
            return a
        case "b":
            return b
        case "none":
            return None
    return key.number


def _lay(analysis: Analysis, rate: float, grid: Grid, key_number: int | None) -> SongAlignment:
    beats, downbeats, phrases = _at_rate(analysis, rate)
    stretch = grid.tempo / (analysis.tempo * rate)
    grid_frames = grid.frames(len(beats))
    first = beats[0] * SAMPLE_RATE
    as_is = round(first) + grid_frames
    if np.all(np.abs(beats * SAMPLE_RATE - as_is) <= _EVEN * SAMPLE_RATE):
        beat_frame = as_is
    else:
        # What lies before the first beat is stretched as the first beat is.
        ratio = grid.frame(BeatIndex(1)) / (edge_step(np.diff(beats), 0) * SAMPLE_RATE) if len(beats) > 1 else 1.0
        beat_frame = Frame(round(first * ratio)) + grid_frames
    shift = 0 if key_number is None else shorter_shift(analysis.key.number, key_number)
    correction = 0.0 if key_number is None or abs(analysis.tuning) < AUDIBLE else -round(analysis.tuning, 1)
    return SongAlignment(
        rate, beats, beat_frame, downbeats, phrases, analysis.beats_per_bar, shift, stretch, correction
    )


def _at_rate(analysis: Analysis, rate: float) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Beats, downbeats and phrases with every beat halved (rate 2), as they are, or every second one (rate 0.5)."""
    beats, downbeats, phrases = analysis.beats, analysis.downbeats, analysis.phrases
    if rate == 2:
        middles = beats[:-1] + np.diff(beats) / 2
        after = beats[-1] + (beats[-1] - middles[-1] if len(middles) else 0.25)
        finer = np.empty(2 * len(beats))
        finer[::2], finer[1::2] = beats, np.append(middles, after)
        finer = finer[finer < max(analysis.duration, beats[-1] + 1e-6)]
        # A bar becomes two that have as many beats as it had.
        lengths = np.diff(downbeats)
        steady = len(lengths) > 1 and lengths[-1] == lengths[-2]
        lengths = np.append(lengths, lengths[-1] if steady else analysis.beats_per_bar)[: len(downbeats)]
        bars = np.unique(np.concatenate([2 * downbeats, 2 * downbeats + lengths]))
        return finer, bars[bars < len(finer)], 2 * phrases
    if rate == 0.5:
        start = int(downbeats[0]) % 2 if len(downbeats) else 0
        return beats[start::2], _halved(_every_second(downbeats, start), start), _halved(phrases, start)
    return beats, downbeats, phrases


def _every_second(downbeats: NDArray[np.int64], start: int) -> NDArray[np.int64]:
    """Every second bar, or the next one that begins on a beat that is kept: those in step with beat `start`."""
    kept: list[int] = []
    at: int | None = 0 if len(downbeats) else None
    while at is not None:
        kept.append(at)
        later = [at + step for step in (2, 1, 3, 4)] if at + 2 < len(downbeats) else []
        in_step = (place for place in later if place < len(downbeats) and (downbeats[place] - start) % 2 == 0)
        at = next(in_step, None)
    return downbeats[kept]


def _halved(indices: NDArray[np.int64], start: int) -> NDArray[np.int64]:
    in_phase = indices[(indices - start) % 2 == 0]
    halved: NDArray[np.int64] = (in_phase - start) // 2
    return halved
