"""Instruments are taken out of songs and put back."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from mashups import two_songs

from mashstudio.core.errors import BadArgument
from mashstudio.document.edits import Selection, only, with_lane
from mashstudio.document.project import load_project, save_project
from mashstudio.document.takes import put_back, with_balance, with_take
from mashstudio.document.versions import Part, differences
from mashstudio.model.mashup import MAX_LANE_COUNT, MOST_TAKES, Lane, Mashup, usual_lanes
from mashstudio.model.stems import StemName, Take, Taken

GUITAR, FLUTE = Taken("other.guitar"), Taken("other.flute")


def playing() -> Mashup:
    """Return a mashup of 8 beats in which A's other plays four, at another gain."""
    played = np.full((8, 8), -1)
    played[3, 2:6] = range(2, 6)
    return with_lane(two_songs(played), 3, gain_db=-4.5)


def test_what_is_taken_out_plays_and_is_mixed_as_its_stem_is() -> None:
    before = playing()
    mashup = with_take(before, 0, GUITAR)
    assert mashup.source(0).takes == (Take(GUITAR),)
    assert [lane.part for lane in mashup.lanes] == [*StemName, GUITAR, *StemName]
    assert mashup.lanes[4] == replace(mashup.lanes[3], part=GUITAR)
    assert np.array_equal(mashup.cells[4], before.cells[3])
    assert np.array_equal(np.delete(mashup.cells, 4, axis=0), before.cells)
    assert differences(before, mashup).parts == (Part.INSTRUMENTS,)


def test_put_back_leaves_the_stem_and_other_instruments() -> None:
    both = with_take(with_take(playing(), 0, GUITAR), 0, FLUTE)
    assert [lane.part for lane in both.lanes[3:6]] == [StemName.OTHER, GUITAR, FLUTE]
    one = put_back(both, 0, GUITAR)
    assert one == with_take(playing(), 0, FLUTE)
    assert put_back(one, 0, FLUTE) == playing()


def test_an_instrument_is_taken_out_once() -> None:
    mashup = with_take(playing(), 0, GUITAR)
    with pytest.raises(BadArgument, match="already"):
        with_take(mashup, 0, GUITAR)
    # Another song has one of its own.
    assert with_take(mashup, 1, GUITAR).lanes[-1] == Lane(1, GUITAR)


def test_nothing_is_taken_out_of_what_a_song_lacks() -> None:
    lanes = (*usual_lanes(0, [StemName.VOCALS]), *usual_lanes(1))
    mashup = two_songs(np.full((5, 8), -1), lanes)
    with pytest.raises(BadArgument, match="nothing to take"):
        with_take(mashup, 0, GUITAR)


def test_there_is_room_for_so_many() -> None:
    mashup = playing()
    for number in range(MOST_TAKES):
        mashup = with_take(mashup, 0, Taken(f"other.instrument {'abcdefgh'[number]}"))
    with pytest.raises(BadArgument, match="Put one back"):
        with_take(mashup, 0, GUITAR)
    lanes = (*(Lane(0, StemName.OTHER) for _lane in range(MAX_LANE_COUNT - 1)), Lane(1, StemName.OTHER))
    with pytest.raises(BadArgument, match="64 lanes"):
        with_take(two_songs(np.full((MAX_LANE_COUNT, 1), -1), lanes), 0, GUITAR)


def test_the_balance_stays_within_its_range() -> None:
    mashup = with_balance(with_take(playing(), 0, GUITAR), 0, GUITAR, -3)
    assert mashup.source(0).takes == (Take(GUITAR, -1.0),)


def test_what_is_taken_out_counts_as_its_stem() -> None:
    mashup = with_take(playing(), 0, GUITAR)
    beats = {0: 8, 1: 8}
    alone = only(mashup, beats, Selection((0,), 0, 8), [StemName.OTHER])
    assert np.flatnonzero((alone.played >= 0).any(axis=1)).tolist() == [3, 4]


def test_a_project_keeps_it(tmp_path: Path) -> None:
    mashup = with_balance(with_take(playing(), 1, Taken("vocals.choir")), 1, Taken("vocals.choir"), 0.5)
    save_project(mashup, tmp_path / "one.mash")
    loaded = load_project(tmp_path / "one.mash")
    assert (loaded.source(1).takes, loaded.lanes) == (mashup.source(1).takes, mashup.lanes)


@pytest.mark.parametrize(
    "text", ["guitar", "other.", "other.Guitar", "other.a/b", "horn.guitar", "other.é", "other.x y "]
)
def test_only_a_stem_s_instrument_is_one(text: str) -> None:
    with pytest.raises(ValueError, match="taken out"):
        Taken(text)


def test_a_lane_plays_only_what_is_taken_out() -> None:
    mashup = playing()
    with pytest.raises(ValueError, match="isn't taken out"):
        replace(mashup, lanes=(*mashup.lanes[:3], Lane(0, GUITAR), *mashup.lanes[4:]))
