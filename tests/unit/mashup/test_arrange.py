"""The suggested arrangement, on songs whose bars and phrases the test knows."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import song_alignment
from numpy.typing import NDArray

from mashstudio.facts.alignment import Alignment, Grid, SongAlignment
from mashstudio.mashup.arrange import Arrangement, arrange
from mashstudio.mashup.document import Cells

VOCALS = (0, 4)
INSTRUMENTS = ((1, 2, 3), (5, 6, 7))


def song(beats: int, *, first: int = 0, bar: int = 4, phrases: list[int] | None = None) -> SongAlignment:
    """A song whose first downbeat is beat `first`; phrases in bars from there, every 8 if not given."""
    downbeats = np.arange(first, beats, bar)
    bars = np.arange(0, len(downbeats), 8) if phrases is None else np.array(phrases, np.int64)
    plain = song_alignment(120.0, beats, beats_per_bar=bar)
    return replace(plain, downbeats=downbeats, phrases=downbeats[bars[bars < len(downbeats)]])


def arranged(a: SongAlignment, b: SongAlignment) -> Arrangement:
    return arrange(Alignment(Grid(120.0), None, (a, b)))


def sections(cells: Cells) -> list[tuple[int | None, int, int]]:
    """(the song that sings, from beat, to beat) of each section; the song is None in the opening."""
    sings = [0 if a >= 0 else 1 if b >= 0 else None for a, b in zip(cells[0], cells[4], strict=True)]
    found: list[tuple[int | None, int, int]] = []
    start = 0
    for beat in range(1, len(sings) + 1):
        if beat == len(sings) or sings[beat] != sings[start]:
            found.append((sings[start], start, beat))
            start = beat
    return found


def test_it_opens_with_b_s_instruments_then_a_sings_then_they_change_places() -> None:
    cells = arranged(song(128), song(128)).cells
    assert sections(cells) == [(None, 0, 32), (0, 32, 64), (1, 64, 96), (0, 96, 128)]


def test_first_downbeats_fall_together_and_it_ends_with_the_shorter_song_on_a_bar_line() -> None:
    a, b = song(203, first=3), song(150, first=1)
    arrangement = arranged(a, b)
    assert arrangement.offsets == (3, 1)
    assert arrangement.cells.shape[1] == 148
    assert arrangement.cells[5, 0] == 1
    assert arrangement.cells[0, 32] == 32 + 3


def test_sections_end_where_both_songs_begin_a_phrase() -> None:
    a = song(400, phrases=[0, 8, 18, 20, 32])
    b = song(400, phrases=[0, 8, 17, 20, 32])
    assert sections(arranged(a, b).cells)[:3] == [(None, 0, 32), (0, 32, 80), (1, 80, 128)]


def test_else_where_the_singing_song_begins_one() -> None:
    a = song(400, phrases=[0, 18])
    b = song(400, phrases=[0, 16, 30])
    assert sections(arranged(a, b).cells)[:3] == [(None, 0, 32), (0, 32, 72), (1, 72, 120)]


def test_without_phrases_sections_last_eight_bars() -> None:
    cells = arranged(song(180, phrases=[]), song(180, phrases=[])).cells
    assert sections(cells) == [(None, 0, 32), (0, 32, 64), (1, 64, 96), (0, 96, 128), (1, 128, 180)]


@pytest.mark.parametrize(("beats", "expected"), [(60, [(0, 0, 28), (1, 28, 60)]), (4, [(0, 0, 4)]), (3, [(0, 0, 3)])])
def test_short_songs_change_places_in_the_middle(beats: int, expected: list[tuple[int, int, int]]) -> None:
    assert sections(arranged(song(beats), song(beats)).cells) == expected


def test_a_waltz_changes_on_its_own_bar_lines() -> None:
    cells = arranged(song(160, bar=3), song(160, bar=3)).cells
    assert cells.shape[1] == 159
    assert all(start % 3 == 0 for _, start, _ in sections(cells))


def test_songs_without_downbeats_begin_at_their_first_beats() -> None:
    none = np.array([], np.int64)
    bare = replace(song(100), downbeats=none, phrases=none)
    assert arranged(bare, bare).offsets == (0, 0)


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
    cells, bar = arrangement.cells, a.beats_per_bar
    beats = cells.shape[1]
    grid = np.arange(beats)
    for lane in range(8):
        on = cells[lane] >= 0
        assert np.array_equal(cells[lane][on], (grid + arrangement.offsets[lane // 4])[on])
        assert np.all(cells[lane] < len((a, b)[lane // 4].beats))
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
    found = sections(arranged(a, song(400)).cells)
    starts = [start for _singer, start, _stop in found]
    assert set(starts) <= set(downbeats.tolist())
    bars = [int(np.searchsorted(downbeats, start)) for start in starts]
    assert bars[:2] == [0, 8]
    assert all(8 <= after - before <= 16 for before, after in pairwise(bars))
