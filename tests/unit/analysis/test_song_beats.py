"""How sure the analysis is of a song's tempo."""

import numpy as np
import pytest

from mashstudio.analysis.beats import Tracked, TrackedSpan
from mashstudio.analysis.hearing import FPS, Heard
from mashstudio.analysis.song_beats import _confidences
from mashstudio.analysis.sound import Span
from mashstudio.analysis.tempo import fit_grid
from mashstudio.model.analysis import Sureness, sureness


@pytest.mark.parametrize(("levels", "said"), [((1.0, 2.0), Sureness.GUESS), ((1.0, 0.5), Sureness.FAIR)])
def test_bars_of_two_that_may_be_halves_make_the_tempo_a_guess(levels: tuple[float, ...], said: Sureness) -> None:
    times = np.linspace(0.0, 31.5, 64)
    activations = np.zeros((33 * FPS, 2))
    activations[np.rint(times * FPS).astype(int), 0] = 0.9
    nothing = np.zeros((len(activations), 3), np.float32)
    span = Span(0.0, 32.0)
    part = TrackedSpan(span, Heard(0.0, activations, nothing, nothing.astype(np.float16)), times)
    grid = fit_grid(times, np.ones(len(times)), span.start, span.end)
    tempo, _bars = _confidences(grid, Tracked((part,), 2, 0.7, 0.9, levels), 0.5)
    assert sureness(tempo) is said
