"""The meters show the output, and rest when it is silent."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from sound_server import SoundServer

from mashstudio.gui.studio import Studio
from mashstudio.gui.transport.meters import FLOOR, Ballistics, LevelMeters, LimitLight


def test_a_peak_shows_at_once_is_held_and_falls_20_db_in_1_7_s() -> None:
    channel = Ballistics()
    channel.feed(-6.0, 0.0, 0.03)
    assert channel.shown == channel.held == -6
    for step in range(1, 171):
        channel.feed(-math.inf, step / 100, 0.01)
        if step < 150:
            assert channel.held == -6
    assert channel.shown == pytest.approx(-26)
    assert channel.held < -6


@given(st.lists(st.floats(-100, 20) | st.just(-math.inf), max_size=50))
def test_the_held_peak_is_never_below_the_shown_one(peaks: list[float]) -> None:
    channel = Ballistics()
    for step, peak in enumerate(peaks):
        channel.feed(peak, step / 30, 1 / 30)
        assert FLOOR <= channel.shown <= channel.held <= 0
        assert channel.shown >= min(peak, 0)
    for step in range(len(peaks), len(peaks) + 400):
        channel.feed(-math.inf, step / 30, 1 / 30)
    assert channel.still


@pytest.fixture
def loud(qtbot: QtBot, sound_server: SoundServer, studio: Studio, tmp_path: Path) -> Iterator[Studio]:
    """Return a studio that plays a sine: at −6 dBFS on the left, at −20 dBFS on the right."""
    wave = np.sin(np.arange(60 * 44_100) * (2 * np.pi * 440 / 44_100)).astype(np.float32)
    np.save(tmp_path / "sine.npy", np.stack([0.5 * wave, 0.1 * wave], axis=1))
    studio.player.set_audition(tmp_path / "sine.npy")
    qtbot.waitUntil(lambda: studio.player.device is not None, timeout=20_000)
    yield studio
    studio.player.pause()


def test_levels_are_those_of_the_output(qtbot: QtBot, loud: Studio) -> None:
    meters = LevelMeters(loud)
    qtbot.addWidget(meters)
    assert not meters.awake
    loud.player.play(0)
    loud.playhead_moved.emit(0.0)
    left, right = meters.peaks.channels
    # It is faded in, so the first peaks may be lower.
    qtbot.waitUntil(lambda: left.shown == pytest.approx(-6.02, abs=0.1), timeout=20_000)
    assert right.shown == pytest.approx(-20, abs=0.1)
    # 10 · log10(0.5² / 2 + 0.1² / 2) − 0.7 LUFS; K-weighting leaves 440 Hz nearly unchanged.
    qtbot.waitUntil(lambda: meters.loudness.text.startswith("−9."), timeout=20_000)
    assert not meters.limit.lit
    loud.player.set_gain(12.0)
    qtbot.waitUntil(lambda: meters.limit.lit, timeout=20_000)
    # The limiter holds the peaks: 6 dB over full scale is 7.2 dB too much.
    qtbot.waitUntil(lambda: left.shown == pytest.approx(-1.2, abs=0.1), timeout=20_000)
    held = meters.limit.accessibleDescription().removesuffix(" dB").replace("−", "-")
    assert float(held) == pytest.approx(-7.2, abs=0.2)
    loud.player.set_gain(0.0)
    qtbot.waitUntil(lambda: not meters.limit.lit, timeout=20_000)
    loud.player.pause()
    # Everything falls, and then nothing is drawn any more.
    qtbot.waitUntil(lambda: not meters.awake, timeout=30_000)
    assert loud.player.meters().limited == 0


def test_the_greatest_reduction_is_shown_for_a_moment() -> None:
    light = LimitLight()
    light.show_words("LIMIT", "Limiter")
    light.feed(2.0, 10.0)
    light.feed(1.0, 10.5)
    assert (light.lit, light.accessibleDescription()) == (True, "−2.0 dB")
    light.feed(3.25, 11.0)
    light.feed(0.0, 12.4)
    assert light.accessibleDescription() == "−3.2 dB"
    light.feed(1.0, 12.6)
    assert light.accessibleDescription() == "−1.0 dB"
    light.feed(0.0, 14.2)
    assert (light.lit, light.accessibleDescription()) == (False, "")
