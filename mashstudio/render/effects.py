"""Compiling strips to a plan's effects."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Decibels, FrameCount
from mashstudio.model.alignment import TargetGrid
from mashstudio.model.mashup import Lane, Mashup
from mashstudio.model.plan import Effects
from mashstudio.model.strip import STRIP_NUMBERS, Control, Strip

_BANDS = (Control.LOW, Control.MID, Control.HIGH)
_Columns = tuple[NDArray[np.int64], NDArray[np.float32]]


def effects_of(mashup: Mashup, grid: TargetGrid) -> Effects | None:
    """Return what the strips of the lanes and their sources do beyond fixed gains; None: nothing."""
    pairs = [(lane, mashup.strip_of(lane.source)) for lane in mashup.lanes]
    if not any(_has_effects(strip) for pair in pairs for strip in pair):
        return None
    levels = [_levels(own, shared, grid) for own, shared in pairs]
    tones = [_tones(own, shared, grid) for own, shared in pairs]
    sends = mashup.sends
    return Effects(
        *_stacked(levels, ()),
        *_stacked(tones, (len(_BANDS) + 2,)),
        place=np.array([_place(shared) @ _place(own) for own, shared in pairs], np.float32).reshape(-1, 4),
        sends=np.array([(own.echo + shared.echo, own.reverb + shared.reverb) for own, shared in pairs], np.float32),
        echo=FrameCount(max(1, round(sends.echo_beats * grid.beat_length * SAMPLE_RATE))),
        feedback=sends.feedback,
        decay=sends.decay,
    )


def fixed_gain(mashup: Mashup, lane: Lane) -> Decibels:
    """Return the gain that the lane's runs carry: its strip's and its source's, unless automated."""
    strips = (lane, mashup.strip_of(lane.source))
    return sum(strip.gain_db for strip in strips if strip.curve(Control.GAIN) is None)


def looped_effects(effects: Effects, start: int, end: int, turns: range) -> Effects:
    """Return effects whose automation between the frames `start` and `end` is repeated before and after."""
    loop = partial(_repeated, start=start, end=end, turns=turns)
    levels = [loop(effects.level_at[lane], effects.level[lane]) for lane in _lanes(effects.lane_levels)]
    tones = [loop(effects.tone_at[lane], effects.tone[lane]) for lane in _lanes(effects.lane_tones)]
    level_at, level, lane_levels = _stacked(levels, ())
    tone_at, tone, lane_tones = _stacked(tones, effects.tone.shape[1:])
    return replace(
        effects,
        level_at=level_at,
        level=level,
        lane_levels=lane_levels,
        tone_at=tone_at,
        tone=tone,
        lane_tones=lane_tones,
    )


def _lanes(bounds: NDArray[np.int64]) -> list[slice]:
    return [slice(first, last) for first, last in pairwise(bounds.tolist())]


def _repeated(at: NDArray[np.int64], values: NDArray[np.float32], start: int, end: int, turns: range) -> _Columns:
    """Return a lane's points with the course between `start` and `end` repeated; a level one stays as it is."""
    if len(at) < 2:
        return at, values
    inner = (at > start) & (at < end - 1)
    once = np.concatenate([[start], at[inner], [end - 1]])
    columns = values.reshape(len(at), -1).T
    course = np.stack([np.interp(once, at, column) for column in columns], axis=1).astype(np.float32)
    frames = np.concatenate([once + turn * (end - start) for turn in turns])
    return frames, np.tile(course, (len(turns), 1)).reshape(-1, *values.shape[1:])


def _has_effects(strip: Strip) -> bool:
    return bool(strip.curves) or any(
        getattr(strip, name) != getattr(_PLAIN, name) for name in STRIP_NUMBERS if name != "gain_db"
    )


_PLAIN = Strip()


def _place(strip: Strip) -> NDArray[np.float64]:
    """Return pan and width as a matrix: what of left and right goes to the left, and to the right."""
    same, other = (1 + strip.width) / 2, (1 - strip.width) / 2
    left, right = np.cos(max(strip.pan, 0) * np.pi / 2), np.cos(min(strip.pan, 0) * np.pi / 2)
    # The cosine of a right angle isn't 0 in floating point.
    panned = np.round([[left, 0], [0, right]], 12)
    placed: NDArray[np.float64] = panned @ np.array([[same, other], [other, same]])
    return placed


def _levels(own: Strip, shared: Strip, grid: TargetGrid) -> _Columns:
    """Return the points of a lane's automated gain: frames and dB."""
    curves = [curve.points for strip in (own, shared) if (curve := strip.curve(Control.GAIN))]
    frames = _frames([beat for points in curves for beat, _ in points], grid)
    return frames, sum((_at(points, frames, grid) for points in curves), np.zeros(len(frames))).astype(np.float32)


def _tones(own: Strip, shared: Strip, grid: TargetGrid) -> _Columns:
    """Return the points of a lane's EQ and filters: frames, and (points, bands + 2)."""
    bands = [(own.points(band), shared.points(band)) for band in _BANDS]
    filters = [own.points(Control.FILTER), shared.points(Control.FILTER)]
    courses = [course for pair in bands for course in pair] + filters
    if all(value == 0 for course in courses for _, value in course):
        return np.empty(0, np.int64), np.empty((0, len(_BANDS) + 2), np.float32)
    frames = _frames([beat for course in courses for beat, _ in course], grid)
    columns = [_at(one, frames, grid) + _at(other, frames, grid) for one, other in bands]
    columns += [_at(course, frames, grid) for course in filters]
    return frames, np.stack(columns, axis=1).astype(np.float32)


def _frames(beats: Sequence[float], grid: TargetGrid) -> NDArray[np.int64]:
    return np.array(sorted({int(grid.frame(beat)) for beat in beats}), np.int64)


def _at(points: Sequence[tuple[float, float]], frames: NDArray[np.int64], grid: TargetGrid) -> NDArray[np.float64]:
    places = [int(grid.frame(beat)) for beat, _ in points]
    return np.interp(frames, places, [value for _, value in points])


def _stacked(
    lanes: Sequence[_Columns], shape: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    """Return the lanes' points one after the other: their frames, their values, and where each lane's begin."""
    frames = np.concatenate([np.empty(0, np.int64), *(at for at, _ in lanes)])
    values = np.concatenate([np.empty((0, *shape), np.float32), *(column for _, column in lanes)])
    return frames, values, np.cumsum([0, *(len(at) for at, _ in lanes)]).astype(np.int64)
