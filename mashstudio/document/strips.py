"""Edits of strips: their controls, their automation, and the echo and reverb they share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mashstudio.document.edits import with_source
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import Mashup
from mashstudio.model.strip import RANGES, Control, Curve, Strip

S = TypeVar("S", bound=Strip)


@dataclass(frozen=True)
class StripPlace:
    """Whose strips are meant: those of some lanes (rows, at least one), or with a `source` that source's own."""

    lanes: tuple[int, ...]
    source: int | None = None


def strip_at(mashup: Mashup, place: StripPlace) -> Strip:
    """Return the strip, of several lanes that of the first."""
    return mashup.lanes[place.lanes[0]] if place.source is None else mashup.strip_of(place.source)


def with_strip(mashup: Mashup, place: StripPlace, change: Callable[[Strip], Strip]) -> Mashup:
    """Apply `change` to every strip at `place`; it returns a strip of the kind it got."""
    if place.source == BAND and mashup.band is not None:
        return replace(mashup, band=replace(mashup.band, strip=change(mashup.band.strip)))
    if place.source is not None:
        source = mashup.source(place.source)
        return with_source(mashup, replace(source, strip=change(source.strip)))
    lanes: list[Any] = [change(lane) if row in place.lanes else lane for row, lane in enumerate(mashup.lanes)]
    return replace(mashup, lanes=tuple(lanes))


def with_point(strip: S, control: Control, beat: float, value: float) -> S:
    """Add a point to a control's automation, or move the one at `beat`; the value is clipped to the control's range."""
    low, high = RANGES[control]
    points = dict(_points(strip, control)) | {beat: min(max(value, low), high)}
    return _with_points(strip, control, tuple(sorted(points.items())))


def without_point(strip: S, control: Control, beat: float) -> S:
    """Remove the point at `beat`; without a point the control is fixed again."""
    return _with_points(strip, control, tuple(point for point in _points(strip, control) if point[0] != beat))


def without_curve(strip: S, control: Control) -> S:
    """Remove a control's automation."""
    return _with_points(strip, control, ())


def _points(strip: Strip, control: Control) -> tuple[tuple[float, float], ...]:
    curve = strip.curve(control)
    return () if curve is None else curve.points


def _with_points(strip: S, control: Control, points: tuple[tuple[float, float], ...]) -> S:
    others = tuple(curve for curve in strip.curves if curve.control is not control)
    return replace(strip, curves=(*others, *([Curve(control, points)] if points else [])))
