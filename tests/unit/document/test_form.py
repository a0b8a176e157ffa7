"""Edits of a mashup's form."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mashups import EVERY_LANE, lanes_but, mashup_of, mashups

from mashstudio.core.errors import BadArgument
from mashstudio.document.edits import Selection
from mashstudio.document.form import delete_beats, insert_silence, repeat_beats, swap_songs
from mashstudio.model.mashup import Mashup
from mashstudio.model.strip import Control, Curve, Strip

BEATS = {0: 40, 1: 40}
CURVE = Curve(Control.GAIN, ((0.0, -6.0), (3.5, 0.0), (8.0, -3.0)))


@given(mashups(), st.data())
def test_deleting_what_was_inserted_or_repeated_gives_the_mashup_back(mashup: Mashup, data: st.DataObject) -> None:
    assume(mashup.beats > 0)
    start = data.draw(st.integers(0, mashup.beats - 1))
    stop = data.draw(st.integers(start, mashup.beats))
    where = Selection((0,), start, stop)
    assert delete_beats(insert_silence(mashup, where), where) == mashup
    again = Selection((0,), stop, 2 * stop - start)
    repeated = repeat_beats(mashup, where)
    assert np.array_equal(repeated.cells[:, start:stop], repeated.cells[:, again.start : again.stop])
    assert delete_beats(repeated, again) == mashup


def test_automation_moves_with_the_beats() -> None:
    mashup = mashup_of({0: list(range(12))}, lanes_but({0: {"curves": (CURVE,)}}))
    mashup = replace(mashup, sources=(replace(mashup.sources[0], strip=Strip(curves=(CURVE,))), mashup.sources[1]))
    for change, points in (
        (insert_silence, ((0.0, -6.0), (5.5, 0.0), (10.0, -3.0))),
        (delete_beats, ((0.0, -6.0), (6.0, -3.0))),
        (repeat_beats, ((0.0, -6.0), (3.5, 0.0), (10.0, -3.0))),
    ):
        changed = change(mashup, Selection((5,), 2, 4))
        assert changed.lanes[0].points(Control.GAIN) == points
        assert changed.sources[0].strip.points(Control.GAIN) == points


def test_a_whole_mashup_is_not_deleted() -> None:
    with pytest.raises(BadArgument, match="select fewer"):
        delete_beats(mashup_of({0: [0, 1]}), Selection((0,), 0, 2))


def test_two_songs_change_roles_on_the_selected_beats() -> None:
    mashup = mashup_of({0: [0, 1, 2, 3], 5: [-1, 1, 2, -1]})
    every = tuple(range(len(EVERY_LANE)))
    swapped = swap_songs(mashup, BEATS, Selection(every, 1, 3))
    assert swapped.played[[0, 1, 4, 5]].tolist() == [[0, -1, -1, 3], [-1, 1, 2, -1], [-1, 1, 2, -1], [-1] * 4]
    assert swap_songs(swapped, BEATS, Selection(every, 1, 3)) == mashup
    with pytest.raises(BadArgument, match="two songs"):
        swap_songs(mashup, BEATS, Selection((0, 1), 0, 2))
