"""Numbers as shown to the user."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.gui.text.figures import clock, key_name, key_pair, level, semitones, shifts, signed, stretches
from mashstudio.model.key import parse_key
from mashstudio.pipeline.costs import Cost, SongCost


@pytest.mark.parametrize(
    ("seconds", "decimals", "text"),
    [(0, 0, "0:00"), (83.99, 0, "1:23"), (83.46, 1, "1:23.4"), (3600, 0, "1:00:00"), (59.999, 2, "0:59.99")],
)
def test_time(seconds: float, decimals: int, text: str) -> None:
    assert clock(seconds, decimals) == text


@given(st.floats(0, 100_000), st.integers(0, 3))
def test_clocks_round_down(seconds: float, decimals: int) -> None:
    parts = clock(seconds, decimals).split(":")
    shown = sum(float(part) * 60**power for power, part in enumerate(reversed(parts)))
    assert 0 <= seconds - shown + 1e-5 <= 10**-decimals + 2e-5


def test_signs_are_shown_except_for_zero() -> None:
    assert [signed(number) for number in (2, -3, 0)] == ["+2", "−3", "0"]
    assert signed(-0.04, 1) == "0.0"
    assert (semitones(-1), semitones(2)) == ("−1 semitone", "+2 semitones")


def test_levels() -> None:
    assert level(-14.24, "LUFS") == "−14.2 LUFS"
    assert level(-0.01) == "0.0 dB"
    assert level(-math.inf) == "−∞ dB"


def test_keys_have_their_relatives() -> None:
    assert key_name(parse_key("f# minor")) == "F♯ minor"
    assert key_pair(parse_key("C major").number) == "C major / A minor"


def test_costs_of_both_songs() -> None:
    cost = Cost(126.0, 4, {0: SongCost(1.05, 1, 1.0), 1: SongCost(0.98, -1, 2.0)})
    assert stretches(cost) == "A +5.0 %, B −2.0 % ×2"
    assert shifts(cost) == "A +1, B −1 semitones"


def test_of_many_songs_the_most_stretched_is_said_first() -> None:
    songs = {0: SongCost(1.05, 1, 1.0), 1: SongCost(1.0, 0, 1.0), 2: SongCost(0.8, 0, 1.0)}
    assert stretches(Cost(126.0, 4, songs)) == "C −20.0 % ⚠, A +5.0 %, B 0.0 %"
