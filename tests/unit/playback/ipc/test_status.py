"""The player's status, as the studio reads it."""

import math

import numpy as np
import pytest

from mashstudio.core.units import SAMPLE_RATE
from mashstudio.playback.ipc.status import SOUND_FRAMES, STATUS_BYTES, Status


def fresh() -> Status:
    return Status(memoryview(bytearray(STATUS_BYTES)))


def block(frames: int, first: int = 0) -> np.ndarray:
    return np.repeat(np.arange(first, first + frames, dtype=np.float32)[:, None] / 2**20, 2, axis=1)


def test_before_anything_is_played_the_playhead_is_at_rest_at_the_start() -> None:
    assert fresh().place(5.0) == (0, False, 0)


def test_the_playhead_is_what_the_device_has_played_and_no_further() -> None:
    status = fresh()
    status.write_mark(0, 7000, 7000, rolling=True)
    status.write_block(block(1000))
    status.write_anchor(500, 20.0)
    assert status.place(20.0).frame == 7500
    assert status.place(20.0 - 100 / SAMPLE_RATE).frame == pytest.approx(7400)
    assert status.place(21.0).frame == 8000
    status.write_anchor(500, -math.inf)
    assert status.place(20.0).frame == 8000


def test_a_process_that_died_while_it_wrote_keeps_nobody_waiting() -> None:
    memory = bytearray(STATUS_BYTES)
    status = Status(memoryview(memory))
    status.write_mark(0, 7000, 7000, rolling=True)
    # As in the middle of writing.
    memory[0] += 1
    assert status.place(0.0).frame == 7000


def test_a_jump_shows_only_when_it_is_heard_and_not_before_its_floor() -> None:
    status = fresh()
    status.write_mark(0, 0, 0, rolling=True)
    status.write_mark(1000, 49_559, 50_000, rolling=True)
    status.write_mark(3000, 50_000, 50_000, rolling=False)
    status.write_block(block(5000))
    status.write_anchor(0, 0.0)
    frames = [status.place(stream / SAMPLE_RATE + 1e-9).frame for stream in (999, 1000, 1400, 1500, 2999, 3000, 4000)]
    assert frames == pytest.approx([999, 50_000, 50_000, 50_059, 51_558, 50_000, 50_000], abs=0.01)


def test_a_seek_has_a_target_until_it_is_heard() -> None:
    status = fresh()
    status.write_mark(0, 0, 0, rolling=True)
    assert status.target(0.0) is None
    status.write_mark(1000, 49_559, 50_000, rolling=True)
    status.write_sought(1, 1000, 50_000)
    status.write_block(block(5000))
    status.write_anchor(0, 0.0)
    assert status.target(900 / SAMPLE_RATE) == 50_000
    assert status.target(1100 / SAMPLE_RATE) is None


def test_what_a_closed_device_had_still_to_play_is_heard_from_no_other() -> None:
    status = fresh()
    status.write_mark(0, 0, 0, rolling=True)
    status.write_block(block(5000))
    status.write_anchor(1000, 0.0)
    assert status.place(0.0)[:2] == (1000, True)
    status.write_cut()
    status.write_mark(5000, 1000, 1000, rolling=False)
    # The next device's first block also comes slightly later.
    status.write_anchor(3000, 10.0)
    status.write_block(block(1000))
    assert status.place(10.0)[:2] == (1000, False)
    assert status.heard(10.0) == 5000


def test_many_jumps_keep_the_newest() -> None:
    status = fresh()
    for number in range(1000):
        status.write_mark(number * 10, number * 100, number * 100, rolling=True)
    status.write_block(block(10_000))
    status.write_anchor(10_000, 0.0)
    assert status.place(0.0).frame == 99_910
    assert status.place(-105 / SAMPLE_RATE).frame == pytest.approx(98_905)


def test_at_rest_a_jump_shows_at_once_but_not_one_that_begins_to_play() -> None:
    status = fresh()
    status.write_mark(0, 0, 0, rolling=True)
    status.write_mark(1000, 1000, 1000, rolling=False)
    status.write_mark(3000, 50_000, 50_000, rolling=False)
    status.write_mark(4000, 60_000, 60_000, rolling=True)
    status.write_block(block(5000))
    status.write_anchor(0, 0.0)
    frames = [status.place(stream / SAMPLE_RATE + 1e-9).frame for stream in (500, 1000, 2000, 3999, 4000)]
    assert frames == pytest.approx([500, 50_000, 50_000, 50_000, 60_000], abs=0.01)


def test_seeks_that_were_carried_out_are_told() -> None:
    status = fresh()
    status.write_sought(3, 0, 100)
    status.write_sought(0, 0, 200)
    assert status.sought == 3


def test_the_last_seconds_of_sound_can_be_looked_at() -> None:
    status = fresh()
    for first in range(0, SOUND_FRAMES + 5000, 3000):
        status.write_block(block(3000, first))
    end = status.rendered
    assert np.array_equal(status.sound(end - 100_000, end), block(100_000, end - 100_000))
    assert len(status.sound(0, end)) == SOUND_FRAMES // 2
    assert len(status.sound(end, end)) == 0


def test_xruns_held_peaks_and_the_time_of_callbacks_are_counted() -> None:
    status = fresh()
    status.write_callback(0.001, xrun=False)
    status.write_callback(0.002, xrun=True)
    assert (status.callbacks, status.xruns) == (2, 1)
    assert status.times() == pytest.approx([0.001, 0.002])
    status.write_block(np.full((8, 2), 1.0, np.float32))
    assert status.limited == 0
    status.write_block(np.full((8, 2), -0.8, np.float32), 0.7)
    assert (status.limited, status.limit) == (1, 0.7)
