"""Fit a grid to tracked beats: a straight line where the tempo is steady, beat by beat elsewhere."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from scipy.signal import savgol_filter

from mashstudio.core.units import BeatIndex, Bpm, Seconds
from mashstudio.model.analysis import TempoSection

_ON_LINE: Seconds = 0.012
_ALLOWED_BEND: Seconds = 0.006
_INDISTINCT: Seconds = 0.003
_START_SLACK: Seconds = 0.03
_ENOUGH_ON_LINE = 0.8
_MOST_ON_LINE = 0.65
_SOME_ON_LINE = 0.3
_WINDOW = 16
_SHORTEST_LINE = 24
_LONG = 64
_FEWEST = 4
_SEARCH = 0.05
_SAME_TEMPO = 0.01
_MOST_STEADY = 0.6
_SURE = 0.4
_PERIODS_AT_ONCE = 512
_CUTS = 1000

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FittedBeats:
    """Beats (seconds, float64 (beats,)), the tempo of most of the song, and its sections."""

    beats: Floats
    tempo: Bpm
    sections: tuple[TempoSection, ...]


class Line(NamedTuple):
    """Beat n at `offset` + n × `period` seconds."""

    period: Seconds
    offset: Seconds


class _Part(NamedTuple):
    """The tracked beats `begin` … `end` − 1, and their line; None: they are followed one by one."""

    begin: int
    end: int
    line: Line | None


def fit_grid(times: Floats, weights: Floats, start: Seconds, end: Seconds) -> FittedBeats:
    """Return the grid for the beats tracked at `times` (at least 4), covering the sound from `start` to `end`.

    weights: each beat's confidence, > 0. Where the tempo is steady the beats are exactly even; elsewhere they follow
    the tracked ones, smoothed.
    """
    # A barely audible first or last beat would bend the followed beats; the grid extends over the sound anyway.
    sure = np.flatnonzero(weights >= _SURE * np.median(weights))
    if sure[-1] - sure[0] + 1 >= _FEWEST:
        times, weights = times[sure[0] : sure[-1] + 1], weights[sure[0] : sure[-1] + 1]
    parts = _absorb(_divide(times, weights, 0, len(times)), times, weights)
    steady = sum(part.end - part.begin for part in parts if part.line is not None)
    if steady < _MOST_STEADY * len(times):
        parts = [_Part(0, len(times), None)]
    runs = []
    for index, part in enumerate(parts):
        low = start if index == 0 else times[part.begin]
        high = end if index == len(parts) - 1 else times[parts[index + 1].begin]
        runs.append(_run(part, times, low, high, first=index == 0, last=index == len(parts) - 1))
    return _joined(runs, [part.line for part in parts])


def even_grid(times: Floats, weights: Floats, start: Seconds, end: Seconds) -> FittedBeats:
    """Return an even grid at the tempo nearest to the beats tracked at `times`, for music with barely audible beats."""
    line = _fit_line(times, weights)
    if line is None:
        line = Line(_median_period(times), float(times[0]))
    return _joined([_on_line(line, start, end, last=True)], [line])


def join_grids(grids: list[FittedBeats]) -> FittedBeats:
    """Join the grids of a song's parts; each continues through the pause before the next one."""
    beats, sections = grids[0].beats, list(grids[0].sections)
    for grid in grids[1:]:
        period = float(beats[-1] - beats[-2])
        own = grid.beats[grid.beats > beats[-1] + period / 2]
        missing = max(round((float(own[0]) - float(beats[-1])) / period) - 1, 0) if len(own) else 0
        bridge = np.linspace(beats[-1], own[0], missing + 2)[1:-1] if len(own) else own
        shift = len(beats) + missing - (len(grid.beats) - len(own))
        sections += [TempoSection(BeatIndex(max(s.start + shift, len(beats))), s.tempo) for s in grid.sections]
        beats = np.concatenate([beats, bridge, own])
    longest = max(grids, key=lambda grid: len(grid.beats))
    return FittedBeats(beats, longest.tempo, tuple(sections))


def thinned(grid: FittedBeats, kept: NDArray[np.int64], share: float) -> FittedBeats:
    """Return `grid` with only the beats `kept`, which are `share` of those of a bar."""
    sections = [TempoSection(BeatIndex(int(np.searchsorted(kept, s.start))), s.tempo * share) for s in grid.sections]
    inside = tuple(section for section in sections if section.start < len(kept))
    return FittedBeats(grid.beats[kept], grid.tempo * share, inside)


def _divide(times: Floats, weights: Floats, begin: int, end: int) -> list[_Part]:
    """Split the beats where two lines fit best, until each part is steady or too short to split."""
    own, own_weights = times[begin:end], weights[begin:end]
    line = _steady_line(own, own_weights)
    if line is not None:
        return [_Part(begin, end, line)]
    if end - begin < 2 * _SHORTEST_LINE:
        return [_Part(begin, end, None)]
    cut = begin + _best_cut(own)
    return _divide(times, weights, begin, cut) + _divide(times, weights, cut, end)


def _absorb(parts: list[_Part], times: Floats, weights: Floats) -> list[_Part]:
    """Join neighbours that share one line, and neighbours without a line.

    A passage between steady ones with some beats on their line is the tracker's error, not the song's.
    """
    done = parts[:1]
    for part in parts[1:]:
        done.append(part)
        while len(done) > 1 and (joined := _join(done[-2], done[-1], times, weights)) is not None:
            done[-2:] = [joined]
    return done


def _join(a: _Part, b: _Part, times: Floats, weights: Floats) -> _Part | None:
    if a.line is None and b.line is None:
        return _Part(a.begin, b.end, None)
    own, own_weights = times[a.begin : b.end], weights[a.begin : b.end]
    line = _fit_line(own, own_weights)
    if line is None or np.average(np.abs(_residual(own, line)) < _ON_LINE, weights=own_weights) < _MOST_ON_LINE:
        return None
    for part in (a, b):
        residual = _residual(times[part.begin : part.end], line)
        if part.line is None and np.mean(np.abs(residual) < _ON_LINE) < _SOME_ON_LINE:
            return None
        if part.line is not None and not _unbent(residual):
            return None
    return _Part(a.begin, b.end, line)


def _steady_line(times: Floats, weights: Floats) -> Line | None:
    """Return the line on which the beats lie; None if they don't.

    Most of them must lie on it or, where the tracker slipped onto the off-beat, half a beat beside it; and no window
    may deviate to one side.
    """
    if len(times) < _FEWEST:
        return None
    line = _fit_line(times, weights)
    if line is None:
        return None
    residual = _residual(times, line)
    on_line = weights * (np.abs(residual) < _ON_LINE)
    if on_line.sum() < _ENOUGH_ON_LINE * weights.sum():
        return None
    # A passage this long beside the line has its own tempo.
    passage = np.ones(min(_SHORTEST_LINE, len(times)))
    heard, fitting = np.convolve(weights, passage, "valid"), np.convolve(on_line, passage, "valid")
    if np.any((fitting < _SOME_ON_LINE * heard) & (heard > 0.5 * weights.mean() * len(passage))):
        return None
    return line if _unbent(residual) else None


def _unbent(residual: Floats) -> bool:
    """Return True if in no window of 16 the beats deviate to one side of their line."""
    for at in range(0, max(len(residual) - _WINDOW // 2, 1), _WINDOW // 2):
        window = residual[at : at + _WINDOW]
        near = window[np.abs(window) < _ON_LINE]
        if len(near) >= len(window) // 2 and abs(np.median(near)) > _ALLOWED_BEND:
            return False
    return True


def _fit_line(times: Floats, weights: Floats) -> Line | None:
    """Return the line through most beats and off-beats: the strongest periodicity, then least squares near it."""
    period = _median_period(times)
    length = float(times[-1] - times[0]) + period
    # Fine enough that over the whole song two candidates differ by less than a tenth of a half-beat.
    step = 0.1 * period / length
    periods = period * (1 + np.arange(-_SEARCH, _SEARCH + step, step))
    # Some periods at a time: for three hours there are as many as beats.
    blocks = np.array_split(periods, -(-len(periods) // _PERIODS_AT_ONCE))
    turns = np.concatenate([np.exp(4j * np.pi * times[None, :] / block[:, None]) @ weights for block in blocks])
    period = float(periods[np.argmax(np.abs(turns))])
    phase = float(np.angle(turns[np.argmax(np.abs(turns))]))
    line = Line(period, phase / (4 * np.pi) * period)
    for _ in range(4):
        residual = _residual(times, line)
        near = np.abs(residual) < _ON_LINE
        if near.sum() < _FEWEST:
            return None
        halves = (times[near] - line.offset - residual[near]) / line.period
        if np.ptp(halves) == 0:
            return None
        period, offset = np.polyfit(halves, times[near], 1, w=np.sqrt(weights[near]))
        line = Line(float(period), float(offset))
    return _whole_tempo(_on_the_beat(line, times, weights), times)


def _on_the_beat(line: Line, times: Floats, weights: Floats) -> Line:
    """Return the line, moved by half a beat if most beats were heard there."""
    beat = (times - line.offset) / line.period
    off = np.abs(beat - np.rint(beat)) > 0.25
    if weights[off].sum() > weights[~off].sum():
        return Line(line.period, line.offset + line.period / 2)
    return line


def _whole_tempo(line: Line, times: Floats) -> Line:
    """Return the line at the nearest whole tempo if the beats fit it as well: computer-made music has whole tempi."""
    whole = 60 / round(60 / line.period)
    count = (times[-1] - times[0]) / line.period
    if abs(whole - line.period) * count / 2 >= _INDISTINCT:
        return line
    middle = (float(np.mean(times)) - line.offset) / line.period
    return Line(whole, line.offset + (line.period - whole) * middle)


def _residual(times: Floats, line: Line) -> Floats:
    """Return the seconds from each time to the line's nearest beat or off-beat."""
    halves = 2 * (times - line.offset) / line.period
    residual: Floats = (halves - np.rint(halves)) * line.period / 2
    return residual


def _median_period(times: Floats) -> Seconds:
    """Return the usual step, more exactly than the tracker's 10 ms: the mean of the steps near the median."""
    steps = np.diff(times)
    near = steps[np.abs(steps - np.median(steps)) < 0.1 * np.median(steps)]
    return float(near.mean())


def _best_cut(times: Floats) -> int:
    numbers = _numbers(times)

    def error(piece: slice) -> float:
        fitted = np.polyval(np.polyfit(numbers[piece], times[piece], 1), numbers[piece])
        return float(np.abs(times[piece] - fitted).sum())

    def best(cuts: range) -> int:
        return min(cuts, key=lambda cut: error(slice(0, cut)) + error(slice(cut, None)))

    edge = _SHORTEST_LINE // 2
    first, last = edge, len(times) - edge
    # With very many beats, try some cuts first, then those around the best.
    step = max((last - first) // _CUTS, 1)
    cut = best(range(first, last, step))
    if step > 1:
        cut = best(range(max(cut - step, first), min(cut + step + 1, last)))
    # A beat on both lines begins the second, as the next step has the second line's length.
    after = np.polyval(np.polyfit(numbers[cut:], times[cut:], 1), numbers[cut - 1])
    return cut - 1 if abs(after - times[cut - 1]) < _ALLOWED_BEND else cut


def _numbers(times: Floats) -> NDArray[np.int64]:
    """Number the tracked beats: a gap of about two periods means that one was missed."""
    steps = np.diff(times)
    local = median_filter(steps, size=min(9, len(steps)), mode="nearest")
    return np.concatenate([[0], np.cumsum(np.maximum(np.rint(steps / local), 1))]).astype(np.int64)


def _run(part: _Part, times: Floats, low: Seconds, high: Seconds, *, first: bool, last: bool) -> Floats:
    """Return the beats of one part, from `low` to `high`; the first and last part extend to the ends of the sound."""
    if part.line is not None:
        low = low if first else low - part.line.period / 4
        return _on_line(part.line, low, high if last else high - part.line.period / 4, last=last)
    own = _follow(times[part.begin : part.end])
    opening, closing = _end_period(own[:_LONG], own), _end_period(own[-_LONG:], own)
    before = int(max((own[0] - low + _START_SLACK) / opening, 0)) if first else 0
    after = int(max((high - own[-1]) / closing - 0.5, 0)) if last else 0
    run: Floats = np.concatenate(
        [own[0] - opening * np.arange(before, 0, -1), own, own[-1] + closing * np.arange(1, after + 1)]
    )
    return run


def _end_period(edge: Floats, own: Floats) -> Seconds:
    """Return the period beyond the tracked beats: the whole song's, unless it differs at this end."""
    local, usual = _median_period(edge), _median_period(own)
    return usual if abs(local / usual - 1) < _SAME_TEMPO else local


def _on_line(line: Line, low: Seconds, high: Seconds, *, last: bool) -> Floats:
    """Return the line's beats from `low` on; a song's last beat has half a beat of sound after it."""
    begin = int(np.ceil((low - _START_SLACK - line.offset) / line.period))
    end = int(np.ceil((high - line.offset) / line.period - (0.5 if last else 0.0)))
    return line.offset + line.period * np.arange(begin, max(end, begin + 2), dtype=np.float64)


def _follow(times: Floats) -> Floats:
    numbers = _numbers(times)
    every: Floats = np.interp(np.arange(int(numbers[-1]) + 1), numbers, times)
    if len(every) < 9:
        return every
    smooth: Floats = savgol_filter(every, 9, 2, mode="interp")
    return smooth


def _joined(runs: list[Floats], lines: list[Line | None]) -> FittedBeats:
    beats: Floats = np.zeros(0)
    sections: list[TempoSection] = []
    steady: dict[Bpm, int] = {}
    for part, line in zip(runs, lines, strict=True):
        run = part
        if len(beats):
            beats = np.concatenate([beats, _bridge(float(beats[-1]), part)])
            run = part[part > beats[-1] + 0.5 * (part[1] - part[0])] if len(part) > 1 else part
        first = len(beats)
        beats = np.concatenate([beats, run])
        if line is not None:
            sections.append(TempoSection(BeatIndex(first), 60 / line.period))
            steady[60 / line.period] = steady.get(60 / line.period, 0) + len(run)
        else:
            sections += _moving_sections(run, first)
    # In a song cut right at its first beat, that may lie a few milliseconds before the beginning.
    beats[0] = max(beats[0], 0.0)
    beats = beats[np.concatenate([[True], np.diff(beats) > 0])]
    tempo = max(steady, key=lambda t: steady[t]) if steady else 60 * (len(beats) - 1) / float(beats[-1] - beats[0])
    return FittedBeats(beats, tempo, tuple(sections))


def _bridge(last: Seconds, run: Floats) -> Floats:
    """Return even beats across a gap between two parts."""
    period = run[1] - run[0] if len(run) > 1 else run[0] - last
    missing = max(round((run[0] - last) / period) - 1, 0)
    bridge: Floats = np.linspace(last, run[0], missing + 2)[1:-1]
    return bridge


def _moving_sections(run: Floats, first: int) -> list[TempoSection]:
    """Return the average tempo of every 16 beats."""
    sections = []
    for at in range(0, max(len(run) - _WINDOW // 2, 1), _WINDOW):
        end = min(at + _WINDOW, len(run) - 1) if at + _WINDOW * 3 // 2 <= len(run) else len(run) - 1
        sections.append(TempoSection(BeatIndex(first + at), 60 * (end - at) / float(run[end] - run[at])))
    return sections
