"""Edits of strips."""

from dataclasses import replace
from functools import partial

from mashups import mashup_of

from mashstudio.document.strips import StripPlace, strip_at, with_point, with_strip, without_curve, without_point
from mashstudio.model.strip import Control, Strip

MASHUP = mashup_of({0: [0, 1, 2]})


def test_a_change_reaches_the_lanes_meant_or_the_source_alone() -> None:
    lanes = with_strip(MASHUP, StripPlace((1, 4)), lambda strip: replace(strip, pan=0.5))
    assert [lane.pan for lane in lanes.lanes] == [0, 0.5, 0, 0, 0.5, 0, 0, 0]
    assert lanes.sources == MASHUP.sources
    source = with_strip(MASHUP, StripPlace((0,), 1), lambda strip: replace(strip, low=-6.0))
    assert strip_at(source, StripPlace((0,), 1)).low == -6
    assert source.lanes == MASHUP.lanes
    assert source.source(0).strip == Strip()


def test_points_of_a_curve_come_in_order_within_range_and_go() -> None:
    strip = with_point(with_point(Strip(), Control.LOW, 8.0, -99.0), Control.LOW, 2.0, 3.0)
    assert strip.points(Control.LOW) == ((2.0, 3.0), (8.0, -36.0))
    assert with_point(strip, Control.LOW, 2.0, 1.0).points(Control.LOW) == ((2.0, 1.0), (8.0, -36.0))
    assert without_point(strip, Control.LOW, 2.0).points(Control.LOW) == ((8.0, -36.0),)
    assert without_curve(strip, Control.LOW) == Strip()
    assert without_point(without_point(strip, Control.LOW, 2.0), Control.LOW, 8.0) == Strip()


def test_a_lane_stays_a_lane() -> None:
    changed = with_strip(MASHUP, StripPlace((2,)), partial(with_point, control=Control.GAIN, beat=0.0, value=-3.0))
    assert replace(changed.lanes[2], curves=()) == MASHUP.lanes[2]
