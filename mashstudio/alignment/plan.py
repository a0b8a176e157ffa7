"""Plan one tempo, one key and one grid for all songs."""

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, BeatIndex, Bpm, Frame
from mashstudio.model.alignment import FAR, Alignment, SongAlignment, TargetGrid
from mashstudio.model.analysis import AUDIBLE, Analysis, Sureness, sureness
from mashstudio.model.choices import (
    AsIs,
    Between,
    Closest,
    Fastest,
    FixedKey,
    FixedTempo,
    KeyChoice,
    Middle,
    Of,
    Slowest,
    TempoChoice,
)
from mashstudio.model.key import shorter_shift

Songs = Mapping[int, Analysis]
Rates = Mapping[int, float]
"""Rates by source id, in the order of the sources."""

_RATES = (1.0, 2.0, 0.5)
_MUCH_LESS = 2 / 3
_EVEN = 1e-3
_BENT = 4


def align(
    songs: Songs, tempo: TempoChoice = Fastest(), key: KeyChoice = Middle(), rates: Rates | None = None
) -> Alignment:
    """Align songs to one grid.

    tempo: the fastest song's (after half or double time if that means less stretching), the slowest one's, the one with
    the least stretching in all, the one between, which stretches none further than another, one song's, or BPM. key:
    the one with the least shifting in all, preferably down; a song's; a key; or AsIs: no shift. Songs shifted to a key
    are also tuned to A = 440 Hz.
    rates: half or double time as kept by a project; otherwise a song with unsure beats is never counted in double time.
    """
    rates = rates or _choose_rates(songs, tempo)
    grid = TargetGrid(_target_tempo(_tempi(songs, rates), tempo))
    number = _target_key({source: song.key.number for source, song in songs.items()}, key)
    return Alignment(grid, number, {source: _lay(song, rates[source], grid, number) for source, song in songs.items()})


def usual_tempo(songs: Songs) -> tuple[Fastest | Slowest, Rates]:
    """Return the automatic tempo: the fastest song's, unless that stretches a song far and another much less.

    That other is the slowest song's, or one after half or double time, as `rates` of `align`.
    """
    as_they_are = dict.fromkeys(songs, 1.0)
    stretch = _worst_stretch(songs, Fastest(), as_they_are)
    if stretch <= FAR:
        return Fastest(), as_they_are
    # For any rates, the slowest tempo stretches no song more than the fastest one. If equal, the fastest song keeps
    # its rate.
    ways = [as_they_are, *(_counted_by(songs, leader) for leader in songs)]
    least = _least(ways, songs, Slowest(), lambda rates: round(_worst_stretch(songs, Slowest(), rates), 6))
    tempo = Fastest() if _worst_stretch(songs, Fastest(), least) <= FAR else Slowest()
    much_less = _worst_stretch(songs, tempo, least) < _MUCH_LESS * stretch
    return (tempo, least) if much_less else (Fastest(), as_they_are)


def fits(song: SongAlignment) -> bool:
    """Return True if the song fits the grid unchanged: every beat within 1 ms, so no frame has to move."""
    return bool(np.all(np.abs(song.beats * SAMPLE_RATE - song.beat_frame) <= _EVEN * SAMPLE_RATE))


def edge_step(steps: NDArray[np.float64] | NDArray[np.int64], edge: int) -> float:
    """Return the distance of further beats before the first (`edge` 0) or after the last (−1).

    steps: (beats − 1,), from each beat to the next. The result stays near their median, as a beat moved close to its
    neighbour says little about the others.
    """
    usual = float(np.median(steps))
    return float(np.clip(steps[edge], usual / _BENT, usual * _BENT))


def _choose_rates(songs: Songs, tempo: TempoChoice) -> Rates:
    if isinstance(tempo, FixedTempo):
        return {source: nearest_rate(song, tempo.bpm) for source, song in songs.items()}
    # The song that sets the tempo keeps its rate; if equal, nothing is changed.
    if isinstance(tempo, Closest):
        ways = (_counted_by(songs, leader) for leader in songs)
        return _least(ways, songs, tempo, lambda rates: _all_stretches(_tempi(songs, rates)))
    if isinstance(tempo, Between):
        ways = (_counted_by(songs, leader) for leader in songs)
        return _least(ways, songs, tempo, lambda rates: round(_worst_stretch(songs, tempo, rates), 9))
    return _counted_by(songs, _leader({source: song.tempo for source, song in songs.items()}, tempo))


def _counted_by(songs: Songs, leader: int) -> Rates:
    """Return the rates that bring the songs' tempi nearest to that of `leader`, which keeps its own."""
    tempo = songs[leader].tempo
    return {source: 1.0 if source == leader else nearest_rate(song, tempo) for source, song in songs.items()}


def _least(ways: Iterable[Rates], songs: Songs, tempo: TempoChoice, stretch: Callable[[Rates], float]) -> Rates:
    """Return the rates with the least stretch; if equal, without half time, then with the fastest tempo.

    So the songs' order doesn't matter.
    """
    return min(
        ways,
        key=lambda rates: (stretch(rates), 0.5 in rates.values(), -_target_tempo(_tempi(songs, rates), tempo)),
    )


def nearest_rate(song: Analysis, tempo: Bpm) -> float:
    """Return half or double time if that is nearer; no double time for unsure beats, as beats between them are too."""
    sure = sureness(song.tempo_confidence) is not Sureness.GUESS
    rates = (rate for rate in _RATES if rate <= 1 or sure)
    return min(rates, key=lambda rate: abs(math.log(tempo / (song.tempo * rate))))


def _tempi(songs: Songs, rates: Rates) -> dict[int, Bpm]:
    return {source: song.tempo * rates[source] for source, song in songs.items()}


def _worst_stretch(songs: Songs, tempo: TempoChoice, rates: Rates) -> float:
    """Return the greatest stretch of any song, as a share of its own tempo."""
    tempi = _tempi(songs, rates)
    return max(abs(_target_tempo(tempi, tempo) / own - 1) for own in tempi.values())


def _all_stretches(tempi: Mapping[int, Bpm], tempo: Bpm | None = None) -> float:
    """Return the sum of all songs' stretches at `tempo`; None: at the song's tempo for which it is least."""
    if tempo is None:
        return min(_all_stretches(tempi, own) for own in tempi.values())
    return round(sum(abs(math.log(tempo / own)) for own in tempi.values()), 9)


def _leader(tempi: Mapping[int, Bpm], tempo: Fastest | Slowest | Of) -> int:
    match tempo:
        case Of(source):
            return source
        case Fastest():
            return max(tempi, key=lambda source: tempi[source])
    return min(tempi, key=lambda source: tempi[source])


def _target_tempo(tempi: Mapping[int, Bpm], tempo: TempoChoice) -> Bpm:
    match tempo:
        case FixedTempo(bpm):
            return bpm
        case Closest():
            # Several are often equal: take the fastest, so that the songs' order doesn't matter.
            return min(tempi.values(), key=lambda own: (_all_stretches(tempi, own), -own))
        case Between():
            slowest, fastest = min(tempi.values()), max(tempi.values())
            # Their geometric mean: as much faster for the one as slower for the other.
            return slowest if slowest == fastest else math.sqrt(slowest * fastest)
    return tempi[_leader(tempi, tempo)]


def _target_key(numbers: Mapping[int, int], key: KeyChoice) -> int | None:
    match key:
        case Of(source):
            return numbers[source]
        case FixedKey(wanted):
            return wanted.number
        case AsIs():
            return None

    def asked(number: int) -> tuple[int, int, int, int]:
        """Rank a key by the sum of the shifts, the largest, and their direction; if equal, the first song goes down."""
        shifts = [shorter_shift(own, number) for own in numbers.values()]
        return sum(map(abs, shifts)), max(map(abs, shifts)), sum(shifts), shifts[0]

    return min(range(12), key=asked)


def _lay(analysis: Analysis, rate: float, grid: TargetGrid, key_number: int | None) -> SongAlignment:
    beats, downbeats, phrases = _at_rate(analysis, rate)
    stretch = grid.tempo / (analysis.tempo * rate)
    grid_frames = grid.frames(len(beats))
    first = beats[0] * SAMPLE_RATE
    as_is = round(first) + grid_frames
    if np.all(np.abs(beats * SAMPLE_RATE - as_is) <= _EVEN * SAMPLE_RATE):
        beat_frame = as_is
    else:
        # The part before the first beat is stretched like the first beat.
        ratio = grid.frame(BeatIndex(1)) / (edge_step(np.diff(beats), 0) * SAMPLE_RATE) if len(beats) > 1 else 1.0
        beat_frame = Frame(round(first * ratio)) + grid_frames
    shift = 0 if key_number is None else shorter_shift(analysis.key.number, key_number)
    correction = 0.0 if key_number is None or abs(analysis.tuning) < AUDIBLE else -round(analysis.tuning, 1)
    return SongAlignment(
        rate, beats, beat_frame, downbeats, phrases, analysis.beats_per_bar, shift, stretch, correction
    )


def _at_rate(analysis: Analysis, rate: float) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Return beats, downbeats and phrases with every beat halved (rate 2), unchanged, or every second (rate 0.5)."""
    beats, downbeats, phrases = analysis.beats, analysis.downbeats, analysis.phrases
    if rate == 2:
        middles = beats[:-1] + np.diff(beats) / 2
        after = beats[-1] + (beats[-1] - middles[-1] if len(middles) else 0.25)
        finer = np.empty(2 * len(beats))
        finer[::2], finer[1::2] = beats, np.append(middles, after)
        finer = finer[finer < max(analysis.duration, beats[-1] + 1e-6)]
        # A bar becomes two with the same number of beats.
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
    """Return every second bar, or the next one that begins on a kept beat: those in step with beat `start`."""
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
