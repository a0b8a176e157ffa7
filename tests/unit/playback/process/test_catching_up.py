"""A mix that takes long to prepare meets playback where that is by then."""

from dataclasses import replace

import numpy as np
import pytest
from mashups import LANE_COUNT
from playback import PLAN

from mashstudio.core.units import Samples
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.process.mixer import SILENCE
from mashstudio.render.renderer import Renderer


def test_a_mix_that_took_long_to_prepare_catches_up_with_playback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the callback would have to compute all blocks in between at once."""
    program = Program(replace(PLAN, limited=True))
    limited = SILENCE.loaded(1, program, [None] * LANE_COUNT, 0)
    places = [2000, 5000, 9000, 9100, 9200]
    limited.catch_up(lambda: places.pop(0))
    assert places == [9200]
    computed: list[int] = []
    mix = Renderer._mix

    def counted(renderer: Renderer, start: int, out: Samples, scratch: Samples) -> None:
        computed.append(start)
        mix(renderer, start, out, scratch)

    monkeypatch.setattr(Renderer, "_mix", counted)
    limited.mix.into(9200, np.empty((441, 2), np.float32), np.empty((441, 2), np.float32))
    assert computed == []
    overloaded = iter(range(0, 10**6, 5000))
    limited.catch_up(lambda: next(overloaded))
