"""Songs are removed and reordered, and edits affect only the songs in a selection."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import REFS, mashups

from mashstudio.core.errors import BadArgument
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.model.alignment import Engine
from mashstudio.model.choices import AsIs, Closest, Fastest, KeyChoice, Middle, Of, TempoChoice
from mashstudio.model.mashup import Lane, Mashup, SongSource, cells_of, empty_mashup
from mashstudio.model.stems import Part, StemName

IDS = (4, 0, 7, 1, 6)
BEATS = {4: 40, 0: 48, 7: 40, 1: 48, 6: 20}


def five() -> Mashup:
    """Return a mashup of five songs with unordered ids; every lane differs, and beat 2 is silent."""
    sources = tuple(SongSource(source, REFS[place % 2], offset=place) for place, source in enumerate(IDS))
    played = np.arange(20)[:, None] + np.arange(6)
    played[:, 2] = -1
    return replace(empty_mashup(sources, 6), cells=cells_of(played), tempo=Closest())


FIVE = five()


def rows_of(mashup: Mashup) -> dict[tuple[int, Part], list[int]]:
    """Return the beats that each lane plays, by source and part."""
    return {(lane.source, lane.part): row.tolist() for lane, row in zip(mashup.lanes, mashup.played, strict=True)}


# Removing a song


@pytest.mark.parametrize("gone", IDS)
def test_a_song_goes_with_its_lanes_and_the_others_stay_as_they_were(gone: int) -> None:
    left = edits.without_source(FIVE, gone)
    assert left.ids == tuple(source for source in IDS if source != gone)
    assert all(left.source(source) == FIVE.source(source) for source in left.ids)
    expected = {key: row for key, row in rows_of(FIVE).items() if key[0] != gone}
    assert rows_of(left) == expected
    assert [lane for lane in FIVE.lanes if lane.source != gone] == list(left.lanes)
    assert left.beats == FIVE.beats


@pytest.mark.parametrize(
    ("tempo", "key", "expected_tempo", "expected_key"),
    [
        (Of(7), Of(7), Fastest(), Middle()),
        (Of(0), Of(7), Of(0), Middle()),
        (Of(7), AsIs(), Fastest(), AsIs()),
        (Closest(), Of(1), Closest(), Of(1)),
    ],
)
def test_a_tempo_or_key_that_was_its_becomes_the_usual_one(
    tempo: TempoChoice, key: KeyChoice, expected_tempo: TempoChoice, expected_key: KeyChoice
) -> None:
    left = edits.without_source(replace(FIVE, tempo=tempo, key=key), 7)
    assert (left.tempo, left.key) == (expected_tempo, expected_key)


def test_of_the_last_two_none_can_go() -> None:
    mashup = FIVE
    for gone in IDS[:3]:
        mashup = edits.without_source(mashup, gone)
    assert mashup.ids == (1, 6)
    for gone in mashup.ids:
        with pytest.raises(BadArgument, match=r"^A mashup needs two songs\. .*\.$"):
            edits.without_source(mashup, gone)


# Reordering


@pytest.mark.parametrize(
    ("moved", "to", "expected"),
    [
        (4, 4, (0, 7, 1, 6, 4)),
        (6, 0, (6, 4, 0, 7, 1)),
        (7, 1, (4, 7, 0, 1, 6)),
        (7, 3, (4, 0, 1, 7, 6)),
        (7, 2, IDS),
        (4, 99, (0, 7, 1, 6, 4)),
    ],
)
def test_a_song_goes_to_another_place_with_its_lanes(moved: int, to: int, expected: tuple[int, ...]) -> None:
    there = edits.reordered(FIVE, moved, to)
    assert there.ids == expected
    assert rows_of(there) == rows_of(FIVE)
    assert all(there.source(source) == FIVE.source(source) for source in IDS)
    assert (there.tempo, there.key) == (FIVE.tempo, FIVE.key)


@given(mashups(most_sources=5), st.data())
def test_a_song_that_goes_there_and_back_changes_nothing(mashup: Mashup, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(mashup.ids))
    there = edits.reordered(mashup, source, data.draw(st.integers(0, 5)))
    assert sorted(there.ids) == sorted(mashup.ids)
    assert rows_of(there) == rows_of(mashup)
    assert edits.reordered(there, source, mashup.ids.index(source)) == mashup


@given(mashups(most_sources=5), st.data())
def test_what_is_left_of_any_mashup_is_one(mashup: Mashup, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(mashup.ids))
    if len(mashup.ids) == 2:
        with pytest.raises(BadArgument):
            edits.without_source(mashup, gone)
        return
    left = edits.without_source(mashup, gone)
    assert len(left.lanes) == len(mashup.lanes) - len(mashup.lanes_of(gone))
    assert left == edits.without_source(edits.reordered(mashup, gone, 0), gone)


# Edits of one of several songs


def test_what_is_set_for_one_song_is_set_for_no_other() -> None:
    renamed = edits.with_title(FIVE, 7, "밤편지", named=True)
    assert [source.song.title for source in renamed.sources] == ["First", "둘째 노래", "밤편지", "둘째 노래", "First"]
    assert [source.song.named for source in renamed.sources] == [False, False, True, False, False]
    stretched = edits.with_engine(FIVE, 1, Engine.RUBBER_BAND)
    assert [source.engine for source in stretched.sources] == [Engine.OWN] * 3 + [Engine.RUBBER_BAND, Engine.OWN]
    earlier = edits.with_offset(FIVE, 7, 0, BEATS)
    assert [source.offset for source in earlier.sources] == [0, 1, 0, 3, 4]
    changed = {source for (source, part), row in rows_of(earlier).items() if row != rows_of(FIVE)[source, part]}
    assert changed == {7}
    assert rows_of(earlier)[7, StemName.VOCALS] == [6, 7, -1, 9, 10, 11]
    with pytest.raises(KeyError):
        edits.with_engine(FIVE, 2, Engine.OWN)


def test_every_lane_plays_the_beats_of_its_own_song() -> None:
    everything = Selection(tuple(range(20)), 0, 6)
    painted = edits.paint(edits.clear(FIVE, everything), BEATS, everything, on=True)
    for place, source in enumerate(IDS):
        assert rows_of(painted)[source, StemName.BASS] == list(range(place, place + 6))
    # The last song has 20 beats: past them its cells fall silent.
    late = edits.with_offset(painted, 6, 17, BEATS)
    assert rows_of(late)[6, StemName.OTHER] == [17, 18, 19, -1, -1, -1]
    filled = edits.fill_to_end(edits.with_length(late, 30), BEATS, Selection((0, 19), 0, 3))
    assert rows_of(filled)[4, StemName.VOCALS] == list(range(30))
    assert rows_of(filled)[6, StemName.OTHER] == [17, 18, 19, *[-1] * 27]


def test_only_some_parts_of_the_songs_that_are_touched() -> None:
    vocals = edits.only(FIVE, BEATS, Selection((4, 17), 0, 6), [StemName.VOCALS])
    for (source, part), row in rows_of(vocals).items():
        if source not in {0, 6}:
            assert row == rows_of(FIVE)[source, part]
        elif part is StemName.VOCALS:
            assert row[2] == {0: 3, 6: 6}[source]
            assert -1 not in row
        else:
            assert row == [-1] * 6


def test_what_is_carried_to_any_other_song_plays_what_lies_there() -> None:
    clip = cells_of(np.array([[3, 4, -1], [30, 31, 19]]))
    carried = edits.carried(FIVE, BEATS, clip, (0, 12), (8, 19))
    # From 4 to 7 it is two beats later, from 1 to 6 one; 6 has only 20 beats.
    assert carried["beat"].tolist() == [[5, 6, -1], [-1, -1, -1]]
    within = edits.carried(FIVE, BEATS, clip, (0, 12), (3, 13))
    assert within["beat"].tolist() == clip["beat"].tolist()


def test_when_every_one_of_five_songs_has_had_a_choice() -> None:
    beats = [Selection((0,), beat, beat + 1) for beat in range(6)]
    assert [edits.all_chosen(FIVE, where) for where in beats] == [True, True, False, True, True, True]
    without = edits.clear(FIVE, Selection(tuple(FIVE.lanes_of(1)), 4, 5))
    assert [edits.all_chosen(without, where) for where in beats] == [True, True, False, True, False, True]
    assert not edits.all_chosen(FIVE, Selection((0,), 0, 6))


def test_a_song_of_one_lane_and_one_of_two_the_same() -> None:
    sources = (SongSource(0, REFS[0]), SongSource(1, REFS[1]))
    lanes = (Lane(0, StemName.DRUMS), Lane(1, StemName.VOCALS), Lane(1, StemName.VOCALS, gain_db=-6.0))
    mashup = Mashup(sources, lanes, cells_of(np.full((3, 4), -1, np.int32)))
    sung = edits.only(mashup, BEATS | {1: 48}, Selection((2,), 1, 3), [StemName.VOCALS])
    assert sung.played.tolist() == [[-1] * 4, [-1, 1, 2, -1], [-1, 1, 2, -1]]
    with pytest.raises(BadArgument, match=r"The mashup has 3 lanes"):
        edits.paint(mashup, BEATS, Selection((3,), 0, 4), on=True)
