"""Align three to eight songs to one grid: by the same rules as two, with the least cost in all."""

import math
from collections.abc import Mapping
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from planned_songs import KEYS, song, together

from mashstudio.alignment.plan import Rates, align, fits, usual_tempo
from mashstudio.model.analysis import Analysis
from mashstudio.model.choices import (
    AsIs,
    Between,
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

songs = st.builds(lambda tempo, key: song(tempo, key, beats=8), st.floats(50, 199), st.sampled_from(KEYS))
several = st.integers(3, 5).flatmap(
    lambda count: st.builds(
        lambda ids, them: dict(zip(ids, them, strict=True)),
        st.permutations(range(8)).map(lambda ids: ids[:count]),
        st.lists(songs, min_size=count, max_size=count),
    )
)
"""Songs whose ids are out of order and have gaps."""


def stretching(ratio: float) -> float:
    return abs(math.log(ratio))


def tempi(songs: Mapping[int, Analysis], rates: Rates) -> dict[int, float]:
    return {source: song.tempo * rates[source] for source, song in songs.items()}


def at_tempi(*those: float) -> dict[int, Analysis]:
    return together(*(song(tempo, beats=8) for tempo in those))


# Tempo


@pytest.mark.parametrize(
    ("tempo", "expected"),
    [
        (Fastest(), 128.0),
        (Slowest(), 100.0),
        (Closest(), 120.0),  # 118 asks less of one, and more of all together
        (Between(), math.sqrt(100 * 128)),
        (Of(0), 118.0),
        (Of(4), 128.0),
        (FixedTempo(97.5), 97.5),
    ],
)
def test_the_tempo_that_was_asked_for(tempo: TempoChoice, expected: float) -> None:
    five = at_tempi(118, 126, 100, 120, 128)
    alignment = align(five, tempo)
    assert alignment.grid.tempo == expected
    assert {source: laid.rate for source, laid in alignment.songs.items()} == dict.fromkeys(five, 1.0)
    for source, laid in alignment.songs.items():
        assert laid.stretch == pytest.approx(expected / five[source].tempo)


@pytest.mark.parametrize(
    ("those", "tempo", "rates", "target"),
    [
        ((70, 140, 100), Fastest(), (2, 1, 1), 140),
        ((70, 140, 100), Slowest(), (1, 0.5, 0.5), 50),  # what was faster is the slowest in half time
        ((70, 140, 138), Closest(), (2, 1, 1), 140),  # as near to each other in half time: in doubt no beat is lost
        ((174, 85, 90, 172), Closest(), (1, 2, 2, 1), 174),  # as 172 asks as little, the faster one
        ((90, 176), Between(), (2, 1), math.sqrt(180 * 176)),
        ((70, 140), Between(), (2, 1), 140),
        ((100, 140, 71), Between(), (1, 1, 2), math.sqrt(100 * 142)),
        ((174, 85, 90), Of(1), (0.5, 1, 1), 85),
        ((80, 150, 160), FixedTempo(160), (2, 1, 1), 160),
        ((80, 150, 160), FixedTempo(75), (1, 0.5, 0.5), 75),
    ],
)
def test_half_and_double_time(
    those: tuple[float, ...], tempo: TempoChoice, rates: tuple[float, ...], target: float
) -> None:
    alignment = align(at_tempi(*those), tempo)
    assert tuple(laid.rate for laid in alignment.songs.values()) == rates
    assert alignment.grid.tempo == target


@given(several, st.data())
def test_what_was_chosen_is_what_is_laid(them: dict[int, Analysis], data: st.DataObject) -> None:
    choices: list[TempoChoice] = [Fastest(), Slowest(), Closest(), Between(), FixedTempo(111.0), *map(Of, them)]
    choice = data.draw(st.sampled_from(choices))
    alignment = align(them, choice)
    assert list(alignment.songs) == list(them)
    rates = {source: laid.rate for source, laid in alignment.songs.items()}
    counted = tempi(them, rates)
    match choice:
        case Fastest():
            assert alignment.grid.tempo == max(counted.values())
        case Slowest():
            assert alignment.grid.tempo == min(counted.values())
        case Closest():
            assert alignment.grid.tempo in counted.values()
        case Between():
            stretches = [laid.stretch for laid in alignment.songs.values()]
            assert max(stretches) == pytest.approx(1 / min(stretches))
        case FixedTempo():
            assert alignment.grid.tempo == 111
        case Of(source):
            assert (rates[source], alignment.songs[source].stretch) == (1, 1)
            assert fits(alignment.songs[source])
    for source, laid in alignment.songs.items():
        assert laid.stretch == pytest.approx(alignment.grid.tempo / counted[source])
        assert np.array_equal(laid.beat_frame - laid.beat_frame[0], alignment.grid.frames(len(laid.beats)))


@given(several, st.data())
def test_half_and_double_time_bring_every_song_nearest_to_the_one_that_leads(
    them: dict[int, Analysis], data: st.DataObject
) -> None:
    by_tempo = sorted(them, key=lambda source: them[source].tempo)
    leader = data.draw(st.sampled_from(list(them)))
    for choice, leading in ((Fastest(), by_tempo[-1]), (Slowest(), by_tempo[0]), (Of(leader), leader)):
        laid = align(them, choice).songs
        own = them[leading].tempo
        for source, each in laid.items():
            nearest = min(stretching(own / (them[source].tempo * rate)) for rate in RATES)
            assert stretching(own / (them[source].tempo * each.rate)) <= nearest + 1e-9


@settings(max_examples=60)
@given(several)
def test_no_song_s_tempo_asks_less_of_all_together_than_the_closest(them: dict[int, Analysis]) -> None:
    closest = sum(stretching(laid.stretch) for laid in align(them, Closest()).songs.values())
    for leader in them.values():
        nearest = (min(stretching(leader.tempo / (each.tempo * rate)) for rate in RATES) for each in them.values())
        assert closest <= sum(nearest) + 1e-6


@example([60, 80, 90], Random(1))
@given(st.lists(st.sampled_from([60, 61, 70, 80, 90, 120, 122, 140]), min_size=2, max_size=5), st.randoms())
def test_the_songs_order_is_nothing_to_their_tempo(those: list[float], shuffled: Random) -> None:
    them = list(at_tempi(*those).items())
    tempo, rates = usual_tempo(dict(them))
    expected = [align(dict(them), choice).grid.tempo for choice in (Fastest(), Slowest(), Closest(), Between())]
    usual = align(dict(them), tempo, rates=rates).grid.tempo
    shuffled.shuffle(them)
    assert [align(dict(them), choice).grid.tempo for choice in (Fastest(), Slowest(), Closest(), Between())] == expected
    tempo, rates = usual_tempo(dict(them))
    assert align(dict(them), tempo, rates=rates).grid.tempo == usual


@given(several, st.sampled_from([Fastest(), Slowest(), Closest()]), st.data())
def test_rates_that_a_project_keeps_stay(them: dict[int, Analysis], tempo: TempoChoice, data: st.DataObject) -> None:
    pinned = {source: data.draw(st.sampled_from(RATES)) for source in them}
    alignment = align(them, tempo, rates=pinned)
    assert {source: laid.rate for source, laid in alignment.songs.items()} == pinned
    own = sorted(tempi(them, pinned).values())
    if tempo == Closest():
        asked = [sum(stretching(target / each) for each in own) for target in own]
        assert sum(stretching(alignment.grid.tempo / each) for each in own) == pytest.approx(min(asked))
    else:
        assert alignment.grid.tempo == (own[-1] if tempo == Fastest() else own[0])


@pytest.mark.parametrize(
    ("those", "expected", "target"),
    [
        ((120, 126, 122), (Fastest(), (1, 1, 1)), 126),
        ((70, 140, 142), (Fastest(), (2, 1, 1)), 142),
        ((100, 130, 115), (Fastest(), (1, 1, 1)), 130),  # the slowest tempo asks 23 %: no third less
        ((60, 100, 160), (Slowest(), (2, 1, 0.5)), 80),
    ],
)
def test_the_usual_tempo(
    those: tuple[float, ...], expected: tuple[TempoChoice, tuple[float, ...]], target: float
) -> None:
    them = at_tempi(*those)
    tempo, rates = usual_tempo(them)
    assert (tempo, tuple(rates.values())) == expected
    assert align(them, tempo, rates=rates).grid.tempo == target


@given(several)
def test_another_tempo_than_the_fastest_one_s_asks_much_less(them: dict[int, Analysis]) -> None:
    def furthest(tempo: TempoChoice, rates: Rates) -> float:
        return max(abs(laid.stretch - 1) for laid in align(them, tempo, rates=rates).songs.values())

    as_they_are = dict.fromkeys(them, 1.0)
    usual, fastest = usual_tempo(them), furthest(Fastest(), as_they_are)
    assert set(usual[1]) == set(them)
    if usual != (Fastest(), as_they_are):
        assert fastest > 0.15
        assert furthest(*usual) < fastest * 2 / 3


# Key


@given(several)
def test_in_the_middle_all_are_shifted_least(them: dict[int, Analysis]) -> None:
    alignment = align(them)
    asked = [sum(abs(shorter_shift(each.key.number, number)) for each in them.values()) for number in range(12)]
    assert sum(abs(laid.shift) for laid in alignment.songs.values()) == min(asked)
    for source, laid in alignment.songs.items():
        assert -6 <= laid.shift <= 5
        assert them[source].key.shifted(laid.shift).number == alignment.key_number


@pytest.mark.parametrize(
    ("keys", "shifts"),
    [
        (("C major", "D major", "E major"), (2, 0, -2)),
        (("C major", "C major", "G major"), (0, 0, 5)),  # what most are in already
        (("G major", "C major", "A minor"), (5, 0, 0)),  # relative keys are one
        (("B major", "C major", "Db major"), (1, 0, -1)),  # across the octave
        (("C major", "Db major", "C major", "Db major"), (0, -1, 0, -1)),  # rather down than up
        (("Db major", "C major", "Db major", "C major"), (-1, 0, -1, 0)),
    ],
)
def test_the_middle_of_known_keys(keys: tuple[str, ...], shifts: tuple[int, ...]) -> None:
    alignment = align(together(*(song(120, parse_key(key)) for key in keys)))
    assert tuple(laid.shift for laid in alignment.songs.values()) == shifts


def test_of_songs_a_minor_third_apart_round_the_octave_none_goes_farther_than_it_must() -> None:
    for numbers in product(range(12), repeat=3):
        them = together(*(song(120, KEYS[2 * number]) for number in numbers))
        shifts = [laid.shift for laid in align(them).songs.values()]
        others = [[shorter_shift(each.key.number, number) for each in them.values()] for number in range(12)]
        as_little = [other for other in others if sum(map(abs, other)) == sum(map(abs, shifts))]
        assert max(map(abs, shifts)) == min(max(map(abs, other)) for other in as_little), numbers


@given(several, st.data())
def test_a_key_that_was_chosen(them: dict[int, Analysis], data: st.DataObject) -> None:
    leader = data.draw(st.sampled_from(list(them)))
    assert align(them, key=Of(leader)).songs[leader].shift == 0
    key = data.draw(st.sampled_from(KEYS))
    choices: list[tuple[KeyChoice, int | None]] = [
        (Of(leader), them[leader].key.number),
        (FixedKey(key), key.number),
        (AsIs(), None),
    ]
    for choice, number in choices:
        alignment = align(them, key=choice)
        assert alignment.key_number == number
        for source, laid in alignment.songs.items():
            own = them[source].key
            assert laid.shift == 0 if number is None else own.shifted(laid.shift).number == number


def test_the_same_song_twice_is_laid_the_same_way_twice() -> None:
    alignment = align(together(*(song(tempo, KEYS[5], first=0.4) for tempo in (120, 96, 120))), Closest(), Middle())
    first, _, again = alignment.songs.values()
    assert (first.shift, first.stretch, first.rate) == (again.shift, again.stretch, again.rate)
    assert np.array_equal(first.beat_frame, again.beat_frame)


@pytest.mark.parametrize("count", [1, 8])
def test_one_song_alone_and_eight(count: int) -> None:
    them = together(*(song(100 + 3 * number, KEYS[number]) for number in range(count)))
    for tempo in (Fastest(), Slowest(), Closest(), Of(count - 1)):
        assert len(align(them, tempo).songs) == count
    assert usual_tempo(them)[1] == dict.fromkeys(them, 1.0)
