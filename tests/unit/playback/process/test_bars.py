"""The audio callback without a device: a mix that waits for a bar takes over exactly there."""

from dataclasses import replace

import numpy as np
import pytest
from mashups import LANE_COUNT, even_alignment, mashup_of
from numpy.typing import NDArray
from playback import played
from rendering import render

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.ipc.status import STATUS_BYTES, Status
from mashstudio.playback.process.mixer import FADE_FRAMES, SILENCE, LoadedProgram, Mixer, Roll, Seek
from mashstudio.render.compile import compile_plan
from mashstudio.render.loop import loop_plan

BEAT = 1000
ALIGNMENT = even_alignment(SAMPLE_RATE * 60 / BEAT)
NOISE = np.random.default_rng(7)
STEMS: list[Samples | None] = [
    (NOISE.random((60 * BEAT, 2), np.float32) - np.float32(0.5)) * np.float32(0.2) for _ in range(LANE_COUNT)
]
OLD = compile_plan(mashup_of({0: list(range(12)), 3: list(range(12))}), ALIGNMENT, 0.9)
NEW = compile_plan(mashup_of({1: list(range(20)), 3: list(range(20))}), ALIGNMENT, 0.7)
LATER = compile_plan(mashup_of({2: list(range(20))}), ALIGNMENT)
BARS = np.arange(0, 20_000, 4000)
BLOCKS = [1, 64, 383, 4000]


def sound(
    plan: Plan,
    number: int,
    *,
    loop: tuple[int, int] | None = None,
    bars: NDArray[np.int64] | None = None,
    joins: bool = False,
) -> LoadedProgram:
    looped = None if loop is None else loop_plan(plan, *loop)
    return replace(SILENCE.loaded(number, Program(plan, None, loop, looped, bars), STEMS, 0), joins=joins)


def playing(plan: Plan, start: int, loop: tuple[int, int] | None = None) -> tuple[Mixer, Status]:
    """Return a mixer about to render the frame `start` of `plan`."""
    status = Status(memoryview(bytearray(STATUS_BYTES)))
    mixer = Mixer(status)
    for command in (sound(plan, 1, loop=loop), Seek(start), Roll(True)):
        mixer.send(command)
    played(mixer, FADE_FRAMES, 64)
    return mixer, status


def of(plan: Plan, start: int, stop: int) -> Samples:
    return render(plan, STEMS, start, stop - start)


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("start", [0, 123, 3559, 4000])
def test_until_the_bar_the_old_mix_is_heard_and_from_it_on_the_new_one(start: int, block: int) -> None:
    mixer, status = playing(OLD, start)
    mixer.send(sound(NEW, 2, bars=BARS))
    heard = played(mixer, 9000 - start, block)
    bar = 4000 if start <= 3559 else 8000
    assert np.array_equal(heard[: bar - FADE_FRAMES - start], of(OLD, start, bar - FADE_FRAMES))
    assert np.array_equal(heard[bar - start :], of(NEW, bar, 9000))
    assert (status.taken, status.waits) == (2, 0)
    # Within the fade it is both; each is noise of its own.
    fade = heard[bar - FADE_FRAMES - start : bar - start]
    for plan in (OLD, NEW):
        assert not np.array_equal(fade, of(plan, bar - FADE_FRAMES, bar))


def test_while_it_waits_the_old_one_is_played_and_it_is_known_to_wait() -> None:
    mixer, status = playing(OLD, 0)
    mixer.send(sound(NEW, 2, bars=BARS))
    played(mixer, 3000, 383)
    assert (status.taken, status.waits) == (1, 2)


@pytest.mark.parametrize("block", BLOCKS)
def test_an_edit_made_meanwhile_takes_its_place_and_one_made_after_the_bar_is_heard_at_once(block: int) -> None:
    mixer, status = playing(OLD, 0)
    mixer.send(sound(NEW, 2, bars=BARS))
    first = played(mixer, 1000, block)
    mixer.send(sound(LATER, 3, bars=BARS, joins=True))
    second = played(mixer, 4000, block)
    heard = np.concatenate([first, second])
    assert np.array_equal(heard[: 4000 - FADE_FRAMES], of(OLD, 0, 4000 - FADE_FRAMES))
    assert np.array_equal(heard[4000:], of(LATER, 4000, 5000))
    mixer.send(sound(NEW, 4, bars=BARS, joins=True))
    assert np.array_equal(played(mixer, 1000, block)[FADE_FRAMES:], of(NEW, 5000 + FADE_FRAMES, 6000))
    assert (status.taken, status.waits) == (4, 0)


def test_taken_back_before_the_bar_it_is_never_heard() -> None:
    mixer, _ = playing(OLD, 0)
    mixer.send(sound(NEW, 2, bars=BARS))
    played(mixer, 1000, 383)
    mixer.send(sound(OLD, 3, bars=BARS, joins=True))
    np.testing.assert_allclose(played(mixer, 9000, 383), of(OLD, 1000, 10_000), atol=1e-7)


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(
    ("loop", "start", "bar"),
    [
        # A bar begins within it; its own start is a bar; a bar comes only in the next round; none ever comes.
        ((3000, 6000), 3200, 4000),
        ((4000, 6000), 4500, 6000),
        ((3000, 6000), 5000, 7000),
        ((5000, 7000), 5500, 7000),
    ],
)
def test_in_a_loop_it_comes_at_the_next_bar_that_is_heard(
    loop: tuple[int, int], start: int, bar: int, block: int
) -> None:
    # `bar` counts on over the loop's end.
    mixer, _ = playing(OLD, start, loop)
    mixer.send(sound(NEW, 2, bars=BARS, loop=loop))
    length = loop[1] - loop[0]
    heard = played(mixer, bar - start + 2 * length, block)
    old, new = (np.tile(of(loop_plan(plan, *loop), *loop), (5, 1))[start - loop[0] :] for plan in (OLD, NEW))
    assert np.array_equal(heard[: bar - FADE_FRAMES - start], old[: bar - FADE_FRAMES - start])
    assert np.array_equal(heard[bar - start :], new[bar - start : len(heard)])


def test_the_level_and_the_metronome_don_t_wait() -> None:
    mixer, status = playing(OLD, 0)
    waiting = sound(NEW, 2, bars=BARS)
    mixer.send(waiting)
    played(mixer, 500, 383)
    mixer.send(replace(waiting, gain=0.5, joins=True))
    heard = played(mixer, 5000, 383)
    assert np.array_equal(heard[FADE_FRAMES : 3500 - FADE_FRAMES], 0.5 * of(OLD, 500 + FADE_FRAMES, 4000 - FADE_FRAMES))
    assert np.array_equal(heard[3500:], 0.5 * of(NEW, 4000, 5500))
    # Once it plays, a level isn't taken for another switch.
    mixer.send(replace(waiting, gain=1.0, joins=True))
    assert np.array_equal(played(mixer, 1000, 383)[FADE_FRAMES:], of(NEW, 5500 + FADE_FRAMES, 6500))
    assert status.waits == 0


def test_a_seek_and_a_stop_bring_it_at_once() -> None:
    mixer, status = playing(OLD, 0)
    mixer.send(sound(NEW, 2, bars=BARS))
    played(mixer, 500, 383)
    mixer.send(Seek(9000))
    assert np.array_equal(played(mixer, 2000, 383)[FADE_FRAMES:], of(NEW, 9000, 11_000 - FADE_FRAMES))
    mixer.send(sound(OLD, 3, bars=BARS))
    played(mixer, 100, 383)
    mixer.send(Roll(False))
    played(mixer, 1000, 383)
    assert (status.taken, status.waits) == (3, 0)
    mixer.send(sound(NEW, 4, bars=BARS))
    played(mixer, 10, 383)
    assert status.taken == 4


def test_without_another_bar_it_comes_at_the_end() -> None:
    mixer, status = playing(OLD, 8500)
    mixer.send(sound(NEW, 2, bars=BARS[:3]))
    heard = played(mixer, 5000, 383)
    assert np.array_equal(heard[: OLD.frames - 8500], of(OLD, 8500, OLD.frames))
    assert status.taken == 2
    assert not status.place(0).rolling
