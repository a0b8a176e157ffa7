"""The layout of beats and lanes: painting, mouse and headers must agree to the pixel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import LANE_COUNT

from mashstudio.gui.cell_grid.geometry import Columns, content_width, fitting_width, lowest_height, rows_in
from mashstudio.gui.cell_grid.rows import rows_of

ROWS = rows_of((0, 0, 0, 0, 1, 1, 1, 1))


@given(st.integers(100, 2000), st.integers(20, 60))
def test_lanes_fill_the_height_one_below_the_other(height: int, ruler: int) -> None:
    rows = rows_in(height, ruler, ROWS)
    tops = [rows.top(lane) for lane in range(LANE_COUNT)]
    assert tops[0] >= ruler
    for lane in range(1, LANE_COUNT):
        assert tops[lane] >= tops[lane - 1] + rows.height
    if height >= lowest_height(ruler):
        assert height - LANE_COUNT < rows.bottom <= height


def test_there_is_a_gap_between_songs() -> None:
    rows = rows_in(500, 32, ROWS)
    between = [rows.top(lane + 1) - rows.top(lane) for lane in range(LANE_COUNT - 1)]
    assert between[3] > between[0]
    assert len({*between[:3], *between[4:]}) == 1


@given(st.integers(0, LANE_COUNT - 1), st.integers(0, 40))
def test_a_lane_is_found_where_it_lies(lane: int, into: int) -> None:
    rows = rows_in(420, 32, ROWS)
    assert rows.row_at(rows.top(lane) + min(into, rows.height - 1)) == lane
    assert rows.row_at(31.5) is None
    assert rows.row_at(9999) == LANE_COUNT - 1


@given(st.floats(0.1, 192), st.integers(0, 10_000), st.floats(0, 3000))
def test_a_beat_is_found_where_it_lies(width: float, scroll: int, beat: float) -> None:
    columns = Columns(width, scroll)
    assert columns.beat(columns.x(beat)) == pytest.approx(beat, abs=1e-6)


@given(st.integers(1, 100_000), st.integers(300, 4000))
def test_the_fitting_width_shows_all_beats(beats: int, room: int) -> None:
    if beats * 0.05 < room - 30:
        assert content_width(beats, fitting_width(beats, room)) <= room
