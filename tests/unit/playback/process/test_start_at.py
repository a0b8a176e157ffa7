"""Playback begins so that a frame is heard at a given time, whatever the blocks."""

import numpy as np
import pytest
from mashups import LANE_COUNT, even_alignment, mashup_of
from playback import played, tone
from rendering import render

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.ipc.status import STATUS_BYTES, Status
from mashstudio.playback.process.mixer import SILENCE, Mixer, Roll, Seek, Start
from mashstudio.render.compile import compile_plan

PLAN = compile_plan(mashup_of({0: [*range(20)]}), even_alignment(120.0), 0.9)
STEMS: list[Samples | None] = [tone(lane) for lane in range(LANE_COUNT)]
NOW = 1000.0
WHOLE = render(PLAN, STEMS, 0, PLAN.frames)


@pytest.fixture
def mixer() -> Mixer:
    status = Status(memoryview(bytearray(STATUS_BYTES)))
    made = Mixer(status)
    made.send(SILENCE.loaded(1, Program(PLAN), STEMS, 0))
    played(made, 1000)
    # The stream's frame 1000 is heard at NOW.
    status.write_anchor(1000, NOW)
    return made


@pytest.mark.parametrize("block", [64, 383, 4096])
def test_a_frame_is_heard_exactly_at_its_time(mixer: Mixer, block: int) -> None:
    mixer.send(Start(Seek(22_050, 1), NOW + 0.5))
    heard = played(mixer, SAMPLE_RATE, block)
    assert not heard[: 22_050 - 441].any()
    np.testing.assert_array_equal(heard[22_050:40_000], WHOLE[22_050 : 22_050 + 17_950])


def test_what_plays_goes_on_until_then(mixer: Mixer) -> None:
    mixer.send(Seek(0))
    mixer.send(Roll(True))
    mixer.send(Start(Seek(66_150, 1), NOW + 0.5))
    heard = played(mixer, SAMPLE_RATE)
    # It is faded in before its first frame, so that begins 441 frames later.
    np.testing.assert_array_equal(heard[441:20_000], WHOLE[: 20_000 - 441])
    np.testing.assert_array_equal(heard[22_050:40_000], WHOLE[66_150 : 66_150 + 17_950])


def test_a_start_that_comes_too_late_keeps_the_phase(mixer: Mixer) -> None:
    mixer.send(Start(Seek(22_050, 1), NOW - 0.1))
    heard = played(mixer, 8000)
    # 4410 frames late: what would be heard by now is heard.
    np.testing.assert_array_equal(heard[1000:8000], WHOLE[22_050 + 4410 + 1000 : 22_050 + 4410 + 8000])


def test_stopping_meanwhile_cancels_it(mixer: Mixer) -> None:
    mixer.send(Start(Seek(22_050, 1), NOW + 0.5))
    assert not played(mixer, 2000).any()
    mixer.send(Roll(False, 2))
    assert not played(mixer, SAMPLE_RATE).any()


@pytest.mark.parametrize("taken", [False, True])
def test_a_device_that_is_lost_meanwhile_leaves_it_to_be_started(mixer: Mixer, taken: bool) -> None:
    mixer.send(Start(Seek(22_050, 1), NOW + 0.5, 7))
    if taken:
        played(mixer, 1000)
    assert mixer.halt(300) == Roll(True, 7)
    assert mixer.playing == (300, False)
