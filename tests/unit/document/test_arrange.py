"""The suggested arrangement of songs with known bars and phrases."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import EVERY_LANE, REFS, song_alignment
from numpy.typing import NDArray

from mashstudio.document.arrange import Arrangement, arrange, arranged_where
from mashstudio.document.edits import Selection
from mashstudio.model.alignment import Alignment, SongAlignment, TargetGrid
from mashstudio.model.mashup import Cells, Lane, Mashup, SongSource, cells_of, usual_lanes
from mashstudio.model.stems import StemName

VOCALS = (0, 4)
INSTRUMENTS = ((1, 2, 3), (5, 6, 7))
INSTRUMENTAL = (StemName.DRUMS, StemName.BASS, StemName.OTHER)


def song(beats: int, *, first: int = 0, bar: int = 4, phrases: list[int] | None = None) -> SongAlignment:
    """Return a song with its first downbeat on beat `first`. phrases: in bars from there; None: every 8."""
    downbeats = np.arange(first, beats, bar)
    bars = np.arange(0, len(downbeats), 8) if phrases is None else np.array(phrases, np.int64)
    plain = song_alignment(120.0, beats, beats_per_bar=bar)
    return replace(plain, downbeats=downbeats, phrases=downbeats[bars[bars < len(downbeats)]])


def arranged(a: SongAlignment, b: SongAlignment) -> Arrangement:
    return arrange(EVERY_LANE, Alignment(TargetGrid(120.0), None, {0: a, 1: b}))


def sections(cells: Cells) -> list[tuple[int | None, int, int]]:
    """Return (the song that sings, from beat, to beat) for each section; the song is None in the opening."""
    sings = [0 if a >= 0 else 1 if b >= 0 else None for a, b in zip(cells[0], cells[4], strict=True)]
    found: list[tuple[int | None, int, int]] = []
    start = 0
    for beat in range(1, len(sings) + 1):
        if beat == len(sings) or sings[beat] != sings[start]:
            found.append((sings[start], start, beat))
            start = beat
    return found


def test_it_opens_with_b_s_instruments_then_a_sings_then_they_change_places() -> None:
    cells = arranged(song(128), song(128)).cells["beat"]
    assert sections(cells) == [(None, 0, 32), (0, 32, 64), (1, 64, 96), (0, 96, 128)]


def test_first_downbeats_fall_together_and_it_ends_with_the_shorter_song_on_a_bar_line() -> None:
    a, b = song(203, first=3), song(150, first=1)
    arrangement = arranged(a, b)
    assert arrangement.offsets == {0: 3, 1: 1}
    assert arrangement.cells.shape[1] == 148
    assert arrangement.cells["beat"][5, 0] == 1
    assert arrangement.cells["beat"][0, 32] == 32 + 3


def test_a_song_without_instruments_only_sings_and_one_without_a_voice_only_plays() -> None:
    acapella, beat, full = usual_lanes(0, [StemName.VOCALS]), usual_lanes(1, INSTRUMENTAL), usual_lanes(2)
    alignment = Alignment(TargetGrid(120.0), None, {0: song(192), 1: song(192), 2: song(192)})
    played = arrange((*acapella, *beat), replace(alignment, songs={0: song(128), 1: song(128)})).cells["beat"] >= 0
    # After the opening, the voice stays over the only instruments.
    assert played[0].tolist() == [False] * 32 + [True] * 96
    assert played[1:].all()
    voice, drums, other_voice, other_drums = (arrange((*acapella, *beat, *full), alignment).cells["beat"] >= 0)[
        [0, 1, 4, 5]
    ]
    # Both voices take turns over the song beside them that has instruments.
    assert [bool(row[40]) for row in (voice, drums, other_voice, other_drums)] == [True, True, False, False]
    assert [bool(row[72]) for row in (voice, drums, other_voice, other_drums)] == [False, True, True, False]


def test_sections_end_where_both_songs_begin_a_phrase() -> None:
    a = song(400, phrases=[0, 8, 18, 20, 32])
    b = song(400, phrases=[0, 8, 17, 20, 32])
    assert sections(arranged(a, b).cells["beat"])[:3] == [(None, 0, 32), (0, 32, 80), (1, 80, 128)]


def test_else_where_the_singing_song_begins_one() -> None:
    a = song(400, phrases=[0, 18])
    b = song(400, phrases=[0, 16, 30])
    assert sections(arranged(a, b).cells["beat"])[:3] == [(None, 0, 32), (0, 32, 72), (1, 72, 120)]


def test_without_phrases_sections_last_eight_bars() -> None:
    cells = arranged(song(180, phrases=[]), song(180, phrases=[])).cells["beat"]
    assert sections(cells) == [(None, 0, 32), (0, 32, 64), (1, 64, 96), (0, 96, 128), (1, 128, 180)]


@pytest.mark.parametrize(("beats", "expected"), [(60, [(0, 0, 28), (1, 28, 60)]), (4, [(0, 0, 4)]), (3, [(0, 0, 3)])])
def test_short_songs_change_places_in_the_middle(beats: int, expected: list[tuple[int, int, int]]) -> None:
    assert sections(arranged(song(beats), song(beats)).cells["beat"]) == expected


def test_a_waltz_changes_on_its_own_bar_lines() -> None:
    cells = arranged(song(160, bar=3), song(160, bar=3)).cells["beat"]
    assert cells.shape[1] == 159
    assert all(start % 3 == 0 for _, start, _ in sections(cells))


def test_songs_without_downbeats_begin_at_their_first_beats() -> None:
    none = np.array([], np.int64)
    bare = replace(song(100), downbeats=none, phrases=none)
    assert arranged(bare, bare).offsets == {0: 0, 1: 0}


@st.composite
def songs(draw: st.DrawFn) -> SongAlignment:
    bar = draw(st.sampled_from([3, 4]))
    beats = draw(st.integers(1, 900))
    first = draw(st.integers(0, min(7, beats - 1)))
    phrases = draw(st.lists(st.integers(0, 200), unique=True).map(sorted))
    return song(beats, first=first, bar=bar, phrases=phrases)


@settings(max_examples=150)
@given(songs(), songs())
def test_every_arrangement_is_one_voice_over_the_other_s_instruments(a: SongAlignment, b: SongAlignment) -> None:
    arrangement = arranged(a, b)
    cells, bar = arrangement.cells["beat"], a.beats_per_bar
    beats = cells.shape[1]
    grid = np.arange(beats)
    for lane in range(8):
        on = cells[lane] >= 0
        assert np.array_equal(cells[lane][on], (grid + arrangement.offsets[EVERY_LANE[lane].source])[on])
        assert np.all(cells[lane] < len((a, b)[EVERY_LANE[lane].source].beats))
    voices: NDArray[np.bool_] = cells[list(VOCALS)] >= 0
    bands = [cells[list(lanes)] >= 0 for lanes in INSTRUMENTS]
    assert not np.any(voices.all(axis=0))
    plays = []
    for band, other_voice in ((bands[0], voices[1]), (bands[1], voices[0])):
        assert np.array_equal(band.min(axis=0), band.max(axis=0))
        plays.append(band[0])
        assert np.all(band[0][other_voice])
    assert np.all(plays[0] != plays[1])
    assert beats % bar == 0 or beats < bar
    for _, start, stop in sections(cells):
        assert start % bar == 0
        assert beats < 24 * bar or 8 * bar <= stop - start <= 16 * bar


def test_where_bars_change_sections_still_begin_with_them() -> None:
    downbeats = np.cumsum([0, *[4] * 12, *[7] * 30])
    a = replace(song(int(downbeats[-1]) + 7), downbeats=downbeats, phrases=downbeats[::8])
    found = sections(arranged(a, song(400)).cells["beat"])
    starts = [start for _singer, start, _stop in found]
    assert set(starts) <= set(downbeats.tolist())
    bars = [int(np.searchsorted(downbeats, start)) for start in starts]
    assert bars[:2] == [0, 8]
    assert all(8 <= after - before <= 16 for before, after in pairwise(bars))


# Three songs and more


def several(songs: dict[int, SongAlignment]) -> tuple[tuple[Lane, ...], Arrangement]:
    lanes = tuple(lane for source in songs for lane in usual_lanes(source))
    return lanes, arrange(lanes, Alignment(TargetGrid(120.0), None, songs))


def heard(lanes: tuple[Lane, ...], cells: Cells, beat: int) -> tuple[set[int], set[int]]:
    """Return (the songs that sing, those whose instruments all play) on a beat."""
    on = {(lane.source, lane.part) for lane, row in zip(lanes, cells, strict=True) if row[beat] >= 0}
    sources = {lane.source for lane in lanes}
    return (
        {source for source in sources if (source, StemName.VOCALS) in on},
        {source for source in sources if all((source, stem) in on for stem in StemName if stem is not StemName.VOCALS)},
    )


def test_three_singers_take_turns_each_over_the_next_one_s_instruments() -> None:
    lanes, arrangement = several({source: song(224) for source in (0, 1, 2)})
    turns = [heard(lanes, arrangement.cells["beat"], beat) for beat in range(0, 224, 32)]
    assert turns == [(set(), {1}), ({0}, {1}), ({1}, {2}), ({2}, {0}), ({0}, {1}), ({1}, {2}), ({2}, {0})]


def test_turns_go_by_the_songs_order_not_by_their_letters() -> None:
    lanes, arrangement = several({5: song(170), 0: song(170, first=2), 3: song(170, first=1)})
    turns = [heard(lanes, arrangement.cells["beat"], beat) for beat in range(0, 156, 32)]
    assert turns == [(set(), {0}), ({5}, {0}), ({0}, {3}), ({3}, {5}), ({5}, {0})]
    assert arrangement.offsets == {5: 0, 0: 2, 3: 1}
    assert arrangement.cells["beat"][5, 0] == 2  # the drums of 0 begin with its first downbeat


def test_what_a_song_has_no_lane_of_is_left_out() -> None:
    songs = {source: song(160) for source in (0, 1, 2)}
    lanes = (*usual_lanes(0), Lane(1, StemName.DRUMS), Lane(2, StemName.VOCALS), Lane(2, StemName.VOCALS))
    cells = arrange(lanes, Alignment(TargetGrid(120.0), None, songs)).cells["beat"]
    assert [np.flatnonzero(row >= 0).tolist() for row in cells[4:]] == [
        [*range(64), *range(96, 128)],
        [*range(64, 96), *range(128, 160)],
        [*range(64, 96), *range(128, 160)],
    ]


@settings(max_examples=60)
@given(st.lists(songs(), min_size=3, max_size=5))
def test_of_any_songs_one_sings_and_the_next_one_plays(those: list[SongAlignment]) -> None:
    lanes, arrangement = several(dict(enumerate(those)))
    assert arrangement.cells.shape[1] <= min(
        len(each.beats) - arrangement.offsets[source] for source, each in enumerate(those)
    )
    for row, lane in zip(arrangement.cells["beat"], lanes, strict=True):
        on = np.flatnonzero(row >= 0)
        assert np.array_equal(row[on], on + arrangement.offsets[lane.source])
    for beat in range(0, arrangement.cells.shape[1], those[0].beats_per_bar):
        singing, playing = heard(lanes, arrangement.cells["beat"], beat)
        assert len(playing) == 1
        assert not singing or {(source + 1) % len(those) for source in singing} == playing


def test_a_suggestion_in_place_of_some_cells_leaves_the_songs_where_they_lie() -> None:
    them = {source: song(160) for source in (4, 1, 6)}
    lanes, suggestion = several(them)
    sources = tuple(SongSource(source, REFS[0], offset) for source, offset in zip(them, (8, 3, 0), strict=True))
    mashup = Mashup(sources, lanes, cells_of(np.full((12, 200), 7, np.int32)))
    where = Selection(tuple(range(12)), 40, 80)
    beats = dict.fromkeys(them, 160)
    arranged = arranged_where(mashup, beats, where, suggestion)
    assert np.all(arranged.cells["beat"][:, :40] == 7)
    assert np.all(arranged.cells["beat"][:, 80:] == 7)
    # Grid beat 40 is the first song's beat 48: 4 sings over 1 until its beat 64, then 1 over 6.
    assert heard(lanes, arranged.cells["beat"], 40) == ({4}, {1})
    assert heard(lanes, arranged.cells["beat"], 56) == ({1}, {6})
    assert arranged.cells["beat"][0, 40] == 48
    assert arranged.cells["beat"][5, 40] == 43
    assert arranged.cells["beat"][9, 60] == 60
