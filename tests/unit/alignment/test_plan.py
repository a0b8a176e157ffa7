"""Align two songs to one grid: the tempo, the key, half and double time, and where each beat lands."""

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_songs import KEYS, song, together

from mashstudio.alignment.plan import Rates, align, fits, usual_tempo
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.alignment import SongAlignment
from mashstudio.model.analysis import Analysis
from mashstudio.model.choices import (
    AsIs,
    Closest,
    Fastest,
    FixedKey,
    FixedTempo,
    KeyChoice,
    Middle,
    Of,
    Slowest,
    TempoChoice,
)
from mashstudio.model.key import parse_key, shorter_shift

RATES = (0.5, 1.0, 2.0)
CHOICES: list[TempoChoice] = [Fastest(), Slowest(), Closest(), Of(0), Of(1), FixedTempo(97.5)]


@st.composite
def songs(draw: st.DrawFn, *, even: bool = False) -> Analysis:
    tempo, beats, bar = draw(st.floats(60, 190)), draw(st.integers(2, 40)), draw(st.sampled_from([3, 4]))
    most = 0.2 * 60 / tempo
    late = None if even else np.array(draw(st.lists(st.floats(-most, most), min_size=beats, max_size=beats)))
    return song(
        tempo,
        draw(st.sampled_from(KEYS)),
        first=draw(st.floats(1.0, 4.0)),
        beats=beats,
        downbeat=draw(st.integers(0, min(bar, beats) - 1)),
        bar=bar,
        late=late,
    )


tempi = st.one_of(st.sampled_from(CHOICES), st.floats(20, 400).map(FixedTempo))
rates = st.one_of(st.none(), st.fixed_dictionaries({0: st.sampled_from(RATES), 1: st.sampled_from(RATES)}))


def stretching(ratio: float) -> float:
    return abs(math.log(ratio))


# Key


@pytest.mark.parametrize("choice", [Middle(), Of(0), Of(1), FixedKey(KEYS[13])], ids=str)
def test_both_songs_meet_in_the_key_by_the_shorter_way(choice: KeyChoice) -> None:
    for a, b in product(KEYS, KEYS):
        alignment = align(together(song(120, a), song(120, b)), key=choice)
        named: dict[KeyChoice, int] = {Of(0): a.number, Of(1): b.number, FixedKey(KEYS[13]): KEYS[13].number}
        assert alignment.key_number == named.get(choice, alignment.key_number)
        for own, laid in zip((a, b), alignment.songs.values(), strict=True):
            assert -6 <= laid.shift <= 5, (a, b)
            assert own.shifted(laid.shift).number == alignment.key_number, (a, b)


def test_the_middle_shares_the_way_between_both() -> None:
    for a, b in product(KEYS, KEYS):
        one, other = (laid.shift for laid in align(together(song(120, a), song(120, b))).songs.values())
        apart = min((a.number - b.number) % 12, (b.number - a.number) % 12)
        assert abs(one) + abs(other) == apart, (a, b)
        assert abs(abs(one) - abs(other)) <= 1, (a, b)


def test_of_two_songs_the_middle_is_that_of_the_shorter_arc_rounded_down() -> None:
    for a, b in product(KEYS[::2], KEYS[::2]):
        number = align(together(song(120, a), song(120, b))).key_number
        assert number == (a.number + shorter_shift(a.number, b.number) // 2) % 12, (a, b)


@pytest.mark.parametrize(
    ("a", "b", "number", "shifts"),
    [
        ("C major", "E major", 5, (2, -2)),
        ("E major", "C major", 5, (-2, 2)),
        ("C major", "Eb major", 4, (1, -2)),  # rounded down: an odd arc's middle lies nearer to the lower key
        ("Eb major", "C major", 4, (-2, 1)),
        ("G major", "A major", 11, (1, -1)),  # across the octave
        ("A minor", "C major", 3, (0, 0)),  # relative keys meet as they are
        ("C major", "F# major", 0, (-3, 3)),  # both ways are as long: down from A
    ],
)
def test_the_middle_of_known_keys(a: str, b: str, number: int, shifts: tuple[int, int]) -> None:
    alignment = align(together(song(120, parse_key(a)), song(120, parse_key(b))))
    assert alignment.key_number == number
    assert (alignment.songs[0].shift, alignment.songs[1].shift) == shifts


def test_a_song_whose_key_is_chosen_is_not_shifted() -> None:
    both = together(song(120, parse_key("F minor")), song(120, parse_key("D major")))
    assert align(both, key=Of(0)).songs[0].shift == 0
    assert align(both, key=Of(1)).songs[1].shift == 0
    assert align(both, key=Of(0)).songs[1].shift != 0


def test_without_a_key_both_songs_stay_as_they_are() -> None:
    alignment = align(together(song(120, parse_key("F minor")), song(120, parse_key("D major"))), key=AsIs())
    assert alignment.key_number is None
    assert [laid.shift for laid in alignment.songs.values()] == [0, 0]


# Tempo


@pytest.mark.parametrize(
    ("tempo", "expected"),
    [
        (Fastest(), 128.0),
        (Slowest(), 120.0),
        (Closest(), 128.0),
        (Of(0), 120.0),
        (Of(1), 128.0),
        (FixedTempo(97.5), 97.5),
        (FixedTempo(130), 130),
    ],
)
def test_the_tempo_that_was_asked_for(tempo: TempoChoice, expected: float) -> None:
    alignment = align(together(song(120), song(128)), tempo)
    assert alignment.grid.tempo == expected
    assert [laid.rate for laid in alignment.songs.values()] == [1, 1]
    assert [laid.stretch for laid in alignment.songs.values()] == pytest.approx([expected / 120, expected / 128])


@pytest.mark.parametrize(
    ("a", "b", "tempo", "expected_rates", "target"),
    [
        (70, 140, Fastest(), (2, 1), 140),
        (70, 140, Slowest(), (1, 0.5), 70),
        (70, 140, Of(0), (1, 0.5), 70),
        (70, 140, Of(1), (2, 1), 140),
        (174, 85, Fastest(), (1, 2), 174),
        (90, 120, Fastest(), (1, 1), 120),
        (100, 60, Fastest(), (1, 2), 120),  # what was slower is the faster one in double time
        (80, 150, FixedTempo(160), (2, 1), 160),
        (80, 150, FixedTempo(70), (1, 0.5), 70),
        (120, 120, Fastest(), (1, 1), 120),
    ],
)
def test_half_and_double_time(
    a: float, b: float, tempo: TempoChoice, expected_rates: tuple[float, float], target: float
) -> None:
    alignment = align(together(song(a), song(b)), tempo)
    assert tuple(laid.rate for laid in alignment.songs.values()) == expected_rates
    assert alignment.grid.tempo == target


@given(st.floats(50, 199), st.floats(50, 199), st.sampled_from(CHOICES[:-1]))
def test_no_other_rates_would_bring_the_songs_nearer(a: float, b: float, tempo: TempoChoice) -> None:
    laid = align(together(song(a), song(b)), tempo).songs
    chosen = stretching(laid[0].stretch / laid[1].stretch)
    assert 1 in {laid[0].rate, laid[1].rate}
    assert chosen <= min(stretching(a * rate / b) for rate in RATES) + 1e-9
    if isinstance(tempo, Of):
        assert laid[tempo.source].rate == 1
        assert laid[tempo.source].stretch == 1


@given(st.floats(50, 199), st.floats(50, 199), st.floats(20, 400))
def test_at_a_tempo_in_bpm_each_song_is_stretched_as_little_as_can_be(a: float, b: float, tempo: float) -> None:
    alignment = align(together(song(a), song(b)), FixedTempo(tempo))
    for own, laid in zip((a, b), alignment.songs.values(), strict=True):
        assert stretching(laid.stretch) <= min(stretching(tempo / (own * rate)) for rate in RATES) + 1e-9


@given(st.floats(50, 199), st.floats(50, 199), st.sampled_from([*CHOICES, FixedTempo(180.0)]))
def test_beats_of_which_nobody_is_sure_are_never_counted_in_double_time(a: float, b: float, tempo: TempoChoice) -> None:
    unsure = together(song(a, sure=0.18), song(b, sure=0.39))
    assert max(laid.rate for laid in align(unsure, tempo).songs.values()) <= 1
    assert max(usual_tempo(unsure)[1].values()) <= 1
    assert usual_tempo(together(song(a, sure=0.18), song(b)))[1][0] <= 1


@pytest.mark.parametrize(
    ("a", "b", "sure", "expected", "target", "furthest"),
    [
        # Metal at 135 BPM and a song with unsure beats: the metal stays, and doesn't play at 186.5.
        (135, 93.25, 0.18, (Slowest(), {0: 0.5, 1: 1}), 67.5, -0.276),
        (135, 93.25, 1.0, (Slowest(), {0: 1, 1: 2}), 135, -0.276),
        (120, 126, 1.0, (Fastest(), {0: 1, 1: 1}), 126, 0.05),
        (100, 115, 1.0, (Fastest(), {0: 1, 1: 1}), 115, 0.15),
        (70, 140, 1.0, (Fastest(), {0: 2, 1: 1}), 140, 0.0),
        (70, 140, 0.18, (Fastest(), {0: 1, 1: 0.5}), 70, 0.0),
        (174, 85, 1.0, (Fastest(), {0: 1, 1: 2}), 174, 0.0235),
        (100, 130, 1.0, (Fastest(), {0: 1, 1: 1}), 130, 0.3),  # the slower tempo asks 23 %: no third less
        (60, 96, 1.0, (Slowest(), {0: 2, 1: 1}), 96, -0.2),
    ],
)
def test_the_usual_tempo(
    a: float, b: float, sure: float, expected: tuple[TempoChoice, dict[int, float]], target: float, furthest: float
) -> None:
    both = together(song(a, sure=sure if a < b else 1.0), song(b, sure=sure if b < a else 1.0))
    tempo, rates = usual_tempo(both)
    assert (tempo, rates) == expected
    alignment = align(both, tempo, rates=rates)
    assert alignment.grid.tempo == target
    assert max((laid.stretch - 1 for laid in alignment.songs.values()), key=abs) == pytest.approx(furthest, abs=1e-3)


@given(st.floats(40, 220), st.floats(40, 220), st.sampled_from([0.18, 1.0]), st.sampled_from([0.18, 1.0]))
def test_another_tempo_than_the_faster_one_s_asks_much_less(a: float, b: float, sure_a: float, sure_b: float) -> None:
    def furthest(tempo: TempoChoice, rates: Rates) -> float:
        return max(abs(laid.stretch - 1) for laid in align(both, tempo, rates=rates).songs.values())

    both = together(song(a, sure=sure_a), song(b, sure=sure_b))
    usual, faster = usual_tempo(both), furthest(Fastest(), {0: 1.0, 1: 1.0})
    if usual == (Fastest(), {0: 1.0, 1: 1.0}):
        countings = [rates for rates in product(RATES, RATES) if 1 in rates]
        sure = [rates for rates in countings if (sure_a, sure_b) == (1.0, 1.0) or 2 not in rates]
        assert faster <= 0.15 or all(
            furthest(Slowest(), dict(enumerate(rates))) >= faster * 2 / 3 - 1e-6 for rates in sure
        )
    else:
        assert faster > 0.15
        assert furthest(*usual) < faster * 2 / 3
    assert align(both, Fastest()).grid.tempo >= max(a, b) - 1e-9


@pytest.mark.parametrize("tempo", CHOICES)
@pytest.mark.parametrize("pinned", list(product(RATES, RATES)))
def test_rates_that_a_project_keeps_stay(tempo: TempoChoice, pinned: tuple[float, float]) -> None:
    alignment = align(together(song(90), song(125)), tempo, rates=dict(enumerate(pinned)))
    assert tuple(laid.rate for laid in alignment.songs.values()) == pinned
    own = (90 * pinned[0], 125 * pinned[1])
    wanted: dict[TempoChoice, float] = {Of(0): own[0], Of(1): own[1], Fastest(): max(own), Slowest(): min(own)}
    # With two songs both tempi cost the same in all: the faster one is taken.
    wanted |= {Closest(): max(own), FixedTempo(97.5): 97.5}
    assert alignment.grid.tempo == wanted[tempo]


@pytest.mark.parametrize("tempo", [20.0, 400.0])
def test_the_ends_of_the_range_belong_to_it(tempo: float) -> None:
    assert align(together(song(120), song(128)), FixedTempo(tempo)).grid.tempo == tempo


# Beats


@given(songs(), songs(), tempi, rates)
def test_every_beat_lands_on_the_grid(
    a: Analysis, b: Analysis, tempo: TempoChoice, pinned: dict[int, float] | None
) -> None:
    alignment = align(together(a, b), tempo, rates=pinned)
    for own, laid in zip((a, b), alignment.songs.values(), strict=True):
        assert laid.beats.shape == laid.beat_frame.shape
        assert laid.beats.dtype == np.float64
        assert laid.beat_frame.dtype == np.int64
        assert np.all(np.diff(laid.beats) > 0)
        assert np.all(np.diff(laid.beat_frame) > 0)
        assert np.array_equal(laid.beat_frame - laid.beat_frame[0], alignment.grid.frames(len(laid.beats)))
        assert laid.beat_frame[0] >= 0
        assert laid.stretch == pytest.approx(alignment.grid.tempo / (own.tempo * laid.rate))
        for indices in (laid.downbeats, laid.phrases):
            assert indices.dtype == np.int64
            assert np.all(np.diff(indices) > 0)
            assert np.all((indices >= 0) & (indices < len(laid.beats)))


@given(songs(), rates)
def test_bars_begin_where_the_song_s_do(a: Analysis, pinned: dict[int, float] | None) -> None:
    laid = align(together(a, song(120)), rates=pinned).songs[0]
    heard = laid.beats[laid.downbeats]
    original = a.beats[a.downbeats]
    assert laid.beats_per_bar == a.beats_per_bar
    assert np.all(np.diff(laid.downbeats) == a.beats_per_bar)
    assert heard[0] == original[0]
    if laid.rate == 0.5:
        assert np.array_equal(heard, original[::2])
    else:
        assert np.isin(original, heard).all()
        assert laid.rate == 2 or len(heard) == len(original)


@given(songs())
def test_in_double_time_a_beat_is_added_between_any_two(a: Analysis) -> None:
    laid = align(together(a, song(120)), rates={0: 2, 1: 1}).songs[0]
    assert np.array_equal(laid.beats[::2], a.beats)
    between = laid.beats[1 : 2 * len(a.beats) - 1 : 2]
    assert between == pytest.approx((a.beats[:-1] + a.beats[1:]) / 2)
    assert laid.beats[-1] < a.duration
    assert np.array_equal(laid.beats[laid.phrases], a.beats[a.phrases])


@pytest.mark.parametrize(("after", "beats"), [(0.5, 128), (0.26, 128), (0.24, 127), (0.0, 127)])
def test_in_double_time_no_beat_lies_past_the_song_s_end(after: float, beats: int) -> None:
    a = song(120)
    ending = replace(a, duration=float(a.beats[-1]) + after)
    laid = align(together(ending, song(120)), rates={0: 2, 1: 1}).songs[0]
    assert len(laid.beats) == beats


@given(songs())
def test_in_half_time_every_second_beat_stays_the_first_downbeat_among_them(a: Analysis) -> None:
    laid = align(together(a, song(120)), rates={0: 0.5, 1: 1}).songs[0]
    assert np.array_equal(laid.beats, a.beats[int(a.downbeats[0]) % 2 :: 2])
    assert a.beats[a.downbeats[0]] in laid.beats


# Songs that need no stretching


@given(songs(even=True), songs(even=True), st.sampled_from([0, 1]))
def test_an_even_song_that_sets_the_tempo_fits_as_it_is(a: Analysis, b: Analysis, leader: int) -> None:
    assert fits(align(together(a, b), Of(leader)).songs[leader])


@given(songs(even=True), st.sampled_from(RATES))
def test_half_and_double_time_of_an_even_song_fit_too(a: Analysis, rate: float) -> None:
    assert fits(align(together(a, song(120)), Of(0), rates={0: rate, 1: 1.0}).songs[0])


def test_a_song_at_another_tempo_doesn_t_fit() -> None:
    alignment = align(together(song(120), song(128)), Fastest())
    assert [fits(laid) for laid in alignment.songs.values()] == [False, True]


@pytest.mark.parametrize(("late", "fitting"), [(0.0009, True), (0.0015, False), (-0.0009, True), (-0.0015, False)])
def test_one_beat_off_by_more_than_a_millisecond_doesn_t_fit(late: float, fitting: bool) -> None:
    lateness = np.zeros(64)
    lateness[40] = late
    laid = align(together(song(120, late=lateness), song(120))).songs[0]
    assert fits(laid) is fitting
    assert laid.beat_frame[40] - laid.beat_frame[0] == 40 * SAMPLE_RATE // 2


def test_what_fits_keeps_its_first_beat_where_it_is() -> None:
    laid = align(together(song(120, first=0.3), song(120))).songs[0]
    assert laid.beat_frame[0] == round(0.3 * SAMPLE_RATE)


def test_what_lies_before_the_first_beat_is_stretched_with_it() -> None:
    laid = align(together(song(120, first=0.3), song(90)), FixedTempo(150.0)).songs[0]
    assert laid.beat_frame[0] == round(0.3 * SAMPLE_RATE * 120 / 150)


def test_fits_looks_at_every_beat() -> None:
    laid = align(together(song(120), song(120))).songs[0]
    moved = laid.beat_frame.copy()
    moved[-1] += 45
    assert fits(laid)
    assert not fits(
        SongAlignment(1, laid.beats, moved, laid.downbeats, laid.phrases, laid.beats_per_bar, laid.shift, laid.stretch)
    )
