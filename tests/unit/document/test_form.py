"""Edits of a mashup's form."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mashups import EVERY_LANE, lanes_but, mashup_of, mashups

from mashstudio.core.errors import BadArgument
from mashstudio.document.edits import Selection
from mashstudio.document.form import delete_beats, insert_silence, repeat_beats, swap_songs
from mashstudio.document.runs import turned
from mashstudio.model.mashup import Mashup
from mashstudio.model.runs import runs
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


@settings(max_examples=60)
@given(
    st.dictionaries(st.integers(0, 48), st.integers(-60, 12), min_size=1, max_size=6),
    st.sampled_from([insert_silence, delete_beats, repeat_beats]),
    st.integers(0, 11),
    st.integers(0, 12),
)
def test_every_beat_keeps_its_automation(
    quarters: dict[int, int], change: Callable[[Mashup, Selection], Mashup], start: int, beats: int
) -> None:
    assume(not (change is delete_beats and beats >= 12))
    points = tuple((quarter / 4, float(value)) for quarter, value in sorted(quarters.items()))
    curve = Curve(Control.GAIN, points)
    mashup = mashup_of({0: list(range(12))}, lanes_but({0: {"curves": (curve,)}}))
    mashup = replace(mashup, sources=(replace(mashup.sources[0], strip=Strip(curves=(curve,))), mashup.sources[1]))
    changed = change(mashup, Selection((5,), start, start + beats))
    assert changed.lanes[0].curves == changed.sources[0].strip.curves
    now, then = np.array(changed.lanes[0].points(Control.GAIN)), np.array(points)
    # The song's beat tells where each beat was.
    for beat, was in enumerate(changed.played[0].tolist()):
        for inside in (0.0, 0.3, 0.99) if was >= 0 else ():
            level = np.interp(beat + inside, now[:, 0], now[:, 1])
            assert level == pytest.approx(np.interp(was + inside, then[:, 0], then[:, 1]), abs=1e-4)


def test_automation_has_points_added_only_where_it_needs_them() -> None:
    mashup = mashup_of({0: list(range(12))}, lanes_but({0: {"curves": (CURVE,)}}))
    for change, where, points in (
        (insert_silence, (2, 4), [0, 2, 4, 5.5, 10]),
        (insert_silence, (8, 10), [0, 3.5, 8, 10]),
        (delete_beats, (2, 4), [0, 1.999, 2, 6]),
        (delete_beats, (8, 12), [0, 3.5, 8]),
        (delete_beats, (0, 12 - 3), [0]),
        (repeat_beats, (2, 4), [0, 3.5, 3.999, 4, 5.5, 10]),
        (repeat_beats, (10, 12), [0, 3.5, 8]),
        (repeat_beats, (4, 4), [0, 3.5, 8]),
    ):
        changed = change(mashup, Selection((5,), *where))
        assert [beat for beat, _ in changed.lanes[0].points(Control.GAIN)] == points


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


def test_reversed_beats_change_roles_reversed() -> None:
    every = tuple(range(len(EVERY_LANE)))
    mashup = turned(mashup_of({0: [0, 1, 2, 3]}), Selection((0,), 0, 4))
    assert mashup.played[0].tolist() == [3, 2, 1, 0]
    swapped = swap_songs(mashup, BEATS, Selection(every, 0, 4))
    assert swapped.played[4].tolist() == [3, 2, 1, 0]
    assert len(runs(swapped.cells[4])[0]) == 1
    assert swap_songs(swapped, BEATS, Selection(every, 0, 4)) == mashup
