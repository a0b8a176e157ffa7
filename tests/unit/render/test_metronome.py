"""The metronome's clicks."""

import numpy as np
from rendering import render

from mashstudio.core.units import SAMPLE_RATE
from mashstudio.render.metronome import CLICK_FRAMES, CLICK_STEMS, click_plan


def test_every_beat_clicks_and_downbeats_are_higher() -> None:
    beats = np.array([100, 9000, 20_001, 31_000])
    plan = click_plan(beats, np.array([0, 2]))
    heard = render(plan, CLICK_STEMS, 0, 40_000)[:, 0]
    spectra = []
    for frame in beats:
        click = heard[frame : frame + CLICK_FRAMES]
        assert np.abs(click[:200]).max() > 0.2
        spectra.append(np.abs(np.fft.rfft(click, SAMPLE_RATE)).argmax())
    assert spectra[0] == spectra[2] > spectra[1] * 1.4
    assert spectra[1] == spectra[3]
    sounding = np.zeros(len(heard), bool)
    for frame in beats:
        sounding[frame : frame + CLICK_FRAMES] = True
    assert not heard[~sounding].any()


def test_a_click_itself_begins_and_ends_at_nothing() -> None:
    stem = CLICK_STEMS[0]
    assert stem is not None
    for click in (stem[:CLICK_FRAMES], stem[CLICK_FRAMES:]):
        assert abs(click[0]).max() < 1e-3
        assert abs(click[-1]).max() < 1e-3


def test_no_beats_no_clicks() -> None:
    plan = click_plan(np.empty(0, np.int64), np.empty(0, np.int64))
    assert not render(plan, CLICK_STEMS, 0, 100).any()
