"""Gain, fades and crossfades of cells."""

import numpy as np
import pytest
from mashups import mashup_of, two_songs

from mashstudio.core.errors import BadArgument
from mashstudio.document import edits, shapes
from mashstudio.document.edits import Selection
from mashstudio.model.mashup import Mashup

SONGS = {0: 40, 1: 48}
RUN = mashup_of({0: [-1, 4, 5, 6, 7, 20, 21, -1]})


def of(mashup: Mashup, name: str, lane: int = 0) -> list[float]:
    values: list[float] = mashup.cells[name][lane].tolist()
    return values


def test_gain_is_that_of_sounding_cells_within_its_range() -> None:
    where = Selection((0, 1), 0, 3)
    assert of(shapes.with_gain(RUN, where, -6.5), "gain") == [0, -6.5, -6.5, 0, 0, 0, 0, 0]
    raised = shapes.louder(shapes.with_gain(RUN, Selection((0,), 1, 2), 10), where, 6)
    assert of(raised, "gain") == [0, 12, 6, 0, 0, 0, 0, 0]
    assert of(raised, "gain", 1) == [0] * 8
    assert of(shapes.with_gain(RUN, where, -90), "gain")[1] == -60


def test_a_fade_is_no_longer_than_its_run() -> None:
    assert of(shapes.with_fade_in(RUN, 0, 1, 9), "fade_in")[1] == 4
    assert of(shapes.with_fade_in(RUN, 0, 5, 1.25), "fade_in")[5] == 1.25
    assert of(shapes.with_fade_out(RUN, 0, 7, 9), "fade_out")[6] == 2
    assert shapes.with_fade_in(RUN, 0, 0, 2) == RUN
    assert shapes.with_fade_in(shapes.with_fade_in(RUN, 0, 1, 2), 0, 1, -1) == RUN


def test_a_fade_over_a_selection_ends_or_begins_with_it() -> None:
    assert of(shapes.fade_in_over(RUN, Selection((0, 3), 0, 3)), "fade_in") == [0, 2, 0, 0, 0, 0, 0, 0]
    assert of(shapes.fade_out_over(RUN, Selection((0,), 2, 5)), "fade_out") == [0, 0, 0, 0, 3, 0, 0, 0]
    # The run ends with the fade; what follows is one of its own.
    middle = shapes.fade_out_over(RUN, Selection((0,), 1, 3))
    assert shapes.run_at(middle, 0, 2) == (1, 3)
    assert shapes.run_at(middle, 0, 3) == (3, 5)


def test_fades_switch_between_curved_and_linear() -> None:
    faded = shapes.with_fade_out(shapes.with_fade_in(RUN, 0, 1, 2), 0, 7, 1)
    linear = shapes.with_curves_switched(faded, Selection((0,), 0, 8))
    assert (of(linear, "linear_in")[1], of(linear, "linear_out")[6], sum(of(linear, "linear_in"))) == (1, 1, 1)
    assert shapes.with_curves_switched(linear, Selection((0,), 0, 8)) == faded
    assert shapes.with_curves_switched(RUN, Selection((0,), 0, 8)) == RUN
    assert shapes.without_shape(shapes.louder(linear, Selection((0,), 0, 8), -3), Selection((0,), 0, 8)) == RUN


def test_two_runs_of_a_lane_are_crossfaded_over_the_selection() -> None:
    """The incoming run begins earlier; the outgoing one sounds on under it."""
    faded = shapes.crossfade(RUN, SONGS, Selection((0,), 3, 7))
    assert faded.played[0].tolist() == [-1, 4, 5, 18, 19, 20, 21, -1]
    assert (of(faded, "over")[2], of(faded, "fade_out")[2], of(faded, "fade_in")[3]) == (4, 4, 4)
    # From the seam on, nothing need begin earlier.
    after = shapes.crossfade(RUN, SONGS, Selection((0,), 5, 7))
    assert after.played[0].tolist() == RUN.played[0].tolist()
    assert (of(after, "over")[4], of(after, "fade_out")[4], of(after, "fade_in")[5]) == (2, 2, 2)


def test_songs_that_trade_places_are_crossfaded_as_far_as_they_go() -> None:
    mashup = mashup_of({0: [36, 37, -1, -1, -1, -1], 4: [-1, -1, 1, 2, 3, 4]})
    faded = shapes.crossfade(mashup, SONGS, Selection((0, 4), 0, 5))
    assert faded.played[[0, 4]].tolist() == [[36, 37, 38, 39, -1, -1], [-1, 0, 1, 2, 3, 4]]
    assert (of(faded, "fade_out")[3], of(faded, "over")[3], of(faded, "fade_in", 4)[1]) == (4, 0, 4)


def test_a_reversed_run_is_prolonged_backwards() -> None:
    cells = np.array(mashup_of({0: [9, 8, 7, -1, -1], 4: [-1, -1, -1, 6, 7, 8]}).cells)
    cells["backwards"][0, :3] = 1
    faded = shapes.crossfade(two_songs(cells), SONGS, Selection((0, 4), 3, 5))
    assert faded.played[0].tolist() == [9, 8, 7, 6, 5, -1]
    assert of(faded, "backwards") == [1] * 5 + [0]


@pytest.mark.parametrize("where", [Selection((0,), 2, 4), Selection((0, 1), 5, 8), Selection((0,), 1, 30)])
def test_where_nothing_meets_or_the_way_is_too_long_a_crossfade_is_refused(where: Selection) -> None:
    with pytest.raises(BadArgument, match=r"Nothing meets here|at most 16 beats"):
        shapes.crossfade(edits.with_length(RUN, 40), SONGS, where)
