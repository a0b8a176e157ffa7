"""Keys sound over whatever is played, and change nothing of it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playback import PLAN, largest_step, played, tone

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.ipc.keys import KEYS_PER_FILE, USUAL_VELOCITY, CountIn, SetKeys
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.ipc.status import STATUS_BYTES, Status
from mashstudio.playback.process.live_keys import RELEASE_FRAMES, Clicks, Instrument, Press, Release
from mashstudio.playback.process.mixer import SILENCE, Mixer, Roll
from mashstudio.render.metronome import CLICK_FRAMES, CLICK_STEMS

FRAMES = 6000
C4 = 60


def sounds() -> Samples:
    """Return the recordings of an octave: each key a tone of its own."""
    return np.concatenate([tone(key, FRAMES) for key in range(KEYS_PER_FILE)])


@pytest.fixture
def instrument(tmp_path: Path) -> Iterator[Instrument]:
    np.save(tmp_path / "옥타브.npy", sounds())
    made = Instrument(lambda path, reason: pytest.fail(f"{path}: {reason}"))
    made.choose(SetKeys((*[None] * 5, str(tmp_path / "옥타브.npy"))))
    yield made
    made.choose(SetKeys(()))


def mixer() -> Mixer:
    return Mixer(Status(memoryview(bytearray(STATUS_BYTES))))


def press(instrument: Instrument, pitch: int, velocity: int = USUAL_VELOCITY) -> Press:
    made = instrument.press(pitch, velocity)
    assert made is not None
    instrument.read(pitch)
    return made


@pytest.mark.parametrize("block", [1, 64, 383, 5000])
def test_a_key_sounds_from_the_next_frame_until_its_end(instrument: Instrument, block: int) -> None:
    playing = mixer()
    playing.keys.send(press(instrument, C4 + 3))
    heard = played(playing, FRAMES + 100, block)
    assert np.array_equal(heard[:FRAMES], tone(3, FRAMES))
    assert not heard[FRAMES:].any()


def test_a_key_let_go_fades_out_in_20_ms(instrument: Instrument) -> None:
    playing = mixer()
    playing.keys.send(press(instrument, C4))
    held = played(playing, 1149)
    playing.keys.send(Release(C4))
    after = played(playing, 2000)
    whole = tone(0, FRAMES)
    assert np.array_equal(held, whole[:1149])
    assert not after[RELEASE_FRAMES:].any()
    assert largest_step(np.concatenate([held, after])) <= largest_step(whole) * 1.05
    assert np.abs(after[:RELEASE_FRAMES]).max() > 0.05


def test_drums_ring_however_short_they_are_struck(instrument: Instrument, tmp_path: Path) -> None:
    instrument.choose(SetKeys((*[None] * 5, str(tmp_path / "옥타브.npy")), rings=True))
    playing = mixer()
    playing.keys.send(press(instrument, C4))
    playing.keys.send(Release(C4))
    assert np.array_equal(played(playing, FRAMES), tone(0, FRAMES))


def test_velocity_is_loudness(instrument: Instrument) -> None:
    levels = []
    for velocity in (1, 50, 100, 127):
        playing = mixer()
        playing.keys.send(press(instrument, C4, velocity))
        levels.append(float(np.abs(played(playing, FRAMES)).max()))
    assert np.all(np.diff(levels) > 0)
    assert 20 * np.log10(levels[2] / levels[1]) == pytest.approx(12.04, abs=0.1)


def test_a_key_struck_again_takes_its_own_place(instrument: Instrument) -> None:
    playing = mixer()
    playing.keys.send(press(instrument, C4))
    played(playing, 1000)
    playing.keys.send(press(instrument, C4))
    after = played(playing, FRAMES)
    assert np.array_equal(after[RELEASE_FRAMES:], tone(0, FRAMES)[RELEASE_FRAMES:])


def test_the_mix_goes_on_as_without_keys(instrument: Instrument) -> None:
    stems: list[Samples | None] = [tone(lane) for lane in range(8)]
    program = SILENCE.loaded(1, Program(PLAN), stems, 0)
    alone, with_keys = mixer(), mixer()
    for each in (alone, with_keys):
        each.send(program)
        each.send(Roll(True))
        played(each, SAMPLE_RATE)
    for number in range(4):
        with_keys.keys.send(press(instrument, C4 + number))
    mix, both = played(alone, 2 * FRAMES), played(with_keys, 2 * FRAMES)
    chord = sum(tone(number, FRAMES) for number in range(4))
    np.testing.assert_allclose(both[:FRAMES] - mix[:FRAMES], chord, atol=1e-6)
    assert np.array_equal(both[FRAMES:], mix[FRAMES:])


def test_any_number_of_keys_can_be_struck(instrument: Instrument) -> None:
    """The oldest give way; none clicks."""
    playing = mixer()
    whole = [Press(pitch, np.full((SAMPLE_RATE, 2), 0.001, np.float32), 1.0) for pitch in range(100)]
    heard = []
    for each in whole:
        playing.keys.send(each)
        heard.append(played(playing, 1000))
    # 32 are held, and one may be fading.
    assert float(np.concatenate(heard).max()) == pytest.approx(0.033, abs=0.0011)
    for pitch in range(100):
        playing.keys.send(Release(pitch))
    assert not played(playing, 2 * RELEASE_FRAMES)[RELEASE_FRAMES:].any()


def test_what_isnt_there_is_silent(tmp_path: Path) -> None:
    told: list[str] = []
    made = Instrument(lambda path, _reason: told.append(path))
    (tmp_path / "bad.npy").write_bytes(b"nothing")
    made.choose(SetKeys((None, str(tmp_path / "bad.npy"), str(tmp_path / "missing.npy"))))
    assert sorted(told) == [str(tmp_path / "bad.npy"), str(tmp_path / "missing.npy")]
    assert [made.press(pitch, 90) for pitch in (-1, 5, 12, 30, 127, 128)] == [None] * 6


def test_keys_pressed_while_there_is_no_device_are_not_heard_later(instrument: Instrument) -> None:
    playing = mixer()
    playing.keys.send(press(instrument, C4))
    playing.settle()
    playing.keys.send(Clicks(CountIn(0.0, 0.01, 9)))
    played(playing, 10)
    playing.settle()
    playing._status.write_anchor(0, 0.0)
    assert not played(playing, 5000).any()


@pytest.mark.parametrize("block", [64, 383, 9000])
def test_clicks_are_heard_at_their_times(block: int) -> None:
    status = Status(memoryview(bytearray(STATUS_BYTES)))
    playing = Mixer(status)
    status.write_anchor(0, 10.0)
    playing.keys.send(Clicks(CountIn(10.1, 0.25, 3)))
    heard = played(playing, SAMPLE_RATE, block)
    stem = CLICK_STEMS[0]
    for number, click in enumerate((stem[:CLICK_FRAMES], stem[CLICK_FRAMES:], stem[CLICK_FRAMES:])):
        at = 4410 + number * 11_025
        assert np.array_equal(heard[at : at + CLICK_FRAMES], click)
        heard[at : at + CLICK_FRAMES] = 0
    assert not heard.any()


def test_a_count_in_ends_when_another_begins_and_late_clicks_are_left_out() -> None:
    status = Status(memoryview(bytearray(STATUS_BYTES)))
    playing = Mixer(status)
    status.write_anchor(0, 10.0)
    playing.keys.send(Clicks(CountIn(9.99, 0.25, 9)))
    assert not played(playing, 4410).any()
    playing.keys.send(Clicks(CountIn(0.0, 0.0, 0)))
    assert not played(playing, SAMPLE_RATE).any()
