"""Align two songs to one grid: their tuning, and bars that change."""

from dataclasses import replace

import numpy as np
import pytest
from planned_songs import song, together

from mashstudio.alignment.plan import align, fits
from mashstudio.model.choices import AsIs, FixedKey, KeyChoice, Middle, Of
from mashstudio.model.key import parse_key

# Tuning


@pytest.mark.parametrize("key", [Middle(), Of(0), Of(1), FixedKey(parse_key("E major"))])
def test_songs_brought_into_a_key_are_brought_to_440_too(key: KeyChoice) -> None:
    sharp, flat = replace(song(120), tuning=30.04), replace(song(120), tuning=-12.0)
    alignment = align(together(sharp, flat), key=key)
    assert [laid.correction for laid in alignment.songs.values()] == [-30.0, 12.0]
    assert alignment.songs[0].pitch == pytest.approx(alignment.songs[0].shift - 0.3)


def test_songs_that_keep_their_keys_keep_their_tuning() -> None:
    alignment = align(together(replace(song(120), tuning=30), song(120)), key=AsIs())
    assert [laid.pitch for laid in alignment.songs.values()] == [0, 0]


def test_what_nobody_hears_is_left_alone() -> None:
    alignment = align(together(replace(song(120), tuning=2.9), replace(song(120), tuning=-2.9)))
    assert [laid.pitch for laid in alignment.songs.values()] == [0, 0]
    assert all(fits(laid) for laid in alignment.songs.values())


# Bars that change


@pytest.mark.parametrize(("rate", "lengths"), [(2.0, [4] * 6 + [7] * 6), (0.5, [4, 4, 7])])
def test_a_change_of_meter_is_kept_in_double_and_half_time(rate: float, lengths: list[int]) -> None:
    heard = song(120, beats=50)
    changing = replace(heard, downbeats=np.cumsum([0, 4, 4, 4, 7, 7, 7]), phrases=np.array([0, 12]))
    if rate == 0.5:
        changing = replace(heard, downbeats=np.cumsum([0, 4, 4, 4, 4, 7, 7]), phrases=np.array([0, 16]))
    laid = align(together(changing, song(120)), rates={0: rate, 1: 1.0}).songs[0]
    assert np.diff(laid.downbeats).tolist()[: len(lengths)] == lengths
