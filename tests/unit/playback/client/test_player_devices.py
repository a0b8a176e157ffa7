"""Sound devices that appear and disappear: playback stops in place, and continues."""

import io
import time
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from playback import BEAT, BEATS, DOWNBEATS, PLAN, Listener
from rendering import render
from sound_server import DIGITAL, MAIN, OTHER, WIRE, SoundServer, until

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import (
    DeviceFailed,
    DeviceLost,
    DeviceName,
    DeviceOpened,
    DevicesListed,
    StemUnreadable,
    message_of_event,
)


def assert_heard(
    server: SoundServer,
    player: PlayerClient,
    loaded: list[Samples | None],
    device: str = MAIN,
    start: int | None = None,
) -> None:
    """Assert that `device` records the mix, from the playhead or from `start`."""
    with server.recording(device) as recording:
        # The sound heard now is recorded a moment later.
        recording.wait(0.2)
        start = player.position() if start is None else start
        if not player.playing:
            player.play(start)
        recording.hears(render(PLAN, loaded, start, 8000))
        player.pause()


def test_a_device_that_is_unplugged_is_told_and_taken_again_when_it_is_back(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, loaded: list[Samples | None]
) -> None:
    player.play(4 * BEAT)
    until(lambda: player.position() > 5 * BEAT)
    sound_server.unplug()
    try:
        lost = listener.wait(DeviceLost)
        assert lost.device == DeviceName(MAIN, "ALSA")
        assert not player.playing
        assert player.device is None
        stopped = player.position()
        assert 5 * BEAT < stopped < PLAN.frames
        player.play()
        assert listener.wait(DeviceFailed).device == lost.device
        assert player.position() == stopped
        assert not player.playing
    finally:
        sound_server.plug()
    assert listener.wait(DeviceOpened).device == lost.device
    assert player.position() == stopped
    assert_heard(sound_server, player, loaded)


def test_another_device_can_be_chosen_while_it_plays_and_by_its_name_again(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, loaded: list[Samples | None]
) -> None:
    sound_server.plug(OTHER)
    try:
        player.look_for_devices()
        names = [device.name for device in listener.wait(DevicesListed).devices]
        assert DeviceName(OTHER, "ALSA") in names
        player.play(2 * BEAT)
        until(lambda: player.position() > 3 * BEAT)
        player.choose_device(DeviceName(OTHER, "ALSA"))
        assert listener.wait(DeviceOpened).device.name == OTHER
        with sound_server.recording(OTHER) as recording:
            recording.plays(render(PLAN, loaded, 0, PLAN.frames))
        player.pause()
        again = Listener()
        second = PlayerClient(again, device=DeviceName(OTHER, "ALSA"))
        assert again.wait(DeviceOpened).device == DeviceName(OTHER, "ALSA")
        second.close()
    finally:
        sound_server.unplug(OTHER)


def test_it_plays_on_however_quickly_devices_are_chosen_and_rests_when_it_is_paused_meanwhile(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, loaded: list[Samples | None]
) -> None:
    player.play(2 * BEAT)
    until(lambda: player.position() > 3 * BEAT)
    for latency in (0.2, "low", "high", 0.1):
        player.choose_device(DeviceName(MAIN, "ALSA"), latency)
    for _ in range(4):
        listener.wait(DeviceOpened)
    assert_heard(sound_server, player, loaded)
    player.play(5 * BEAT)
    player.choose_device(DeviceName(MAIN, "ALSA"), 0.2)
    player.pause()
    player.choose_device(DeviceName(MAIN, "ALSA"))
    player.seek(9 * BEAT)
    with sound_server.recording() as recording:
        for _ in range(2):
            listener.wait(DeviceOpened)
        recording.wait(0.7)
    assert not recording.samples[-SAMPLE_RATE // 4 :].any()
    until(lambda: player.position() == 9 * BEAT)
    assert not player.heard


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.06])
def test_what_was_asked_just_before_another_device_is_chosen_holds(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, loaded: list[Samples | None], moment: float
) -> None:
    """moment: seconds between the two, under the device's latency."""
    player.play(2 * BEAT)
    until(lambda: player.position() > 3 * BEAT)
    player.seek(20 * BEAT)
    time.sleep(moment)
    with sound_server.recording() as recording:
        player.choose_device(DeviceName(MAIN, "ALSA"), 0.2)
        listener.wait(DeviceOpened)
        # On a busy computer the old device may have begun to play there, so that the new one begins slightly later.
        recording.plays(render(PLAN, loaded, 20 * BEAT, PLAN.frames - 20 * BEAT))
        assert player.position() > 20 * BEAT


def test_a_device_that_is_not_there_is_told_and_another_can_be_chosen(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, loaded: list[Samples | None]
) -> None:
    gone = DeviceName("no such device", "ALSA")
    player.choose_device(gone)
    failed = listener.wait(DeviceFailed)
    assert failed.device == gone
    assert "no such device" in str(failed)
    player.choose_device(None)
    listener.wait(DeviceOpened)
    assert_heard(sound_server, player, loaded, start=BEAT)


def test_without_any_device_everything_but_sound_works(
    sound_server: SoundServer, stems: list[Path], loaded: list[Samples | None]
) -> None:
    sound_server.unplug()
    listener = Listener()
    player = PlayerClient(listener)
    try:
        player.set_mix(PLAN, stems, BEATS, DOWNBEATS)
        listener.wait(DeviceFailed)
        player.seek(9 * BEAT)
        player.set_loop((8 * BEAT, 12 * BEAT))
        for turn in range(20):
            player.set_mix(PLAN, [*stems[: turn % 8], *[None] * (8 - turn % 8)])
        player.set_mix(PLAN, stems)
        player.set_loop(None)
        until(lambda: player.position() == 9 * BEAT)
        player.play()
        assert "No audio device" in str(message_of_event(listener.wait(DeviceFailed)))
        assert not player.playing
        assert player.position() == 9 * BEAT
        sound_server.plug()
        listener.wait(DeviceOpened)
        assert_heard(sound_server, player, loaded)
    finally:
        player.close()
        if not sound_server.has(MAIN):
            sound_server.plug()


def test_a_device_that_refuses_44_1_khz_is_played_at_its_own_rate(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, tmp_path: Path
) -> None:
    time = np.arange(30 * SAMPLE_RATE) / SAMPLE_RATE
    np.save(tmp_path / "tone.npy", np.repeat(0.5 * np.sin(2 * np.pi * 1000 * time)[:, None], 2, 1).astype(np.float32))
    player.set_audition(tmp_path / "tone.npy")
    sound_server.plug(WIRE)
    try:
        player.choose_device(DeviceName(DIGITAL, "ALSA"))
        opened = listener.wait(DeviceOpened)
        assert (opened.device.name, opened.rate) == (DIGITAL, 48_000)
        with sound_server.recording(WIRE) as recording:
            player.play(0)
            until(lambda: player.position() > 2 * SAMPLE_RATE)
        # Quarters of a second: if one has a gap, another doesn't.
        heard = decoded(recording.raw)
        quarters = heard[: len(heard) // 12_000 * 12_000].reshape(-1, 12_000)
        spectra = np.abs(np.fft.rfft(quarters * np.hanning(12_000))) ** 2
        # AC-3 adds some noise.
        pure = spectra[:, 248:253].sum(axis=1) > 0.999 * spectra.sum(axis=1)
        assert 250 in spectra[pure].argmax(axis=1)
    finally:
        player.choose_device(None)
        sound_server.unplug(WIRE)


def decoded(wire: bytes) -> NDArray[np.float64]:
    """Decode the wire as a receiver does: AC-3 frames packed as in IEC 61937, after every F8 72 4E 1F."""
    frames, at = b"", 0
    while (at := wire.find(b"\x72\xf8\x1f\x4e", at)) >= 0:
        length = int.from_bytes(wire[at + 6 : at + 8], "little") // 8
        frame = np.frombuffer(wire[at + 8 : at + 8 + length], "<u2").byteswap().tobytes()
        frames, at = frames + frame * (len(frame) == length), at + 8
    with av.open(io.BytesIO(frames), "r", "ac3") as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def test_a_stem_that_can_t_be_read_is_told_and_the_others_play(
    sound_server: SoundServer,
    player: PlayerClient,
    listener: Listener,
    stems: list[Path],
    loaded: list[Samples | None],
    tmp_path: Path,
) -> None:
    (tmp_path / "bad.npy").write_bytes(b"no samples at all")
    np.save(tmp_path / "mono.npy", np.zeros(1000, np.float32))
    player.set_mix(PLAN, [tmp_path / "bad.npy", *stems[1:7], tmp_path / "mono.npy"])
    assert {listener.wait(StemUnreadable).path.name for _ in range(2)} == {"bad.npy", "mono.npy"}
    with sound_server.recording() as recording:
        player.play(0)
        recording.hears(render(PLAN, [None, *loaded[1:7], None], 0, 8000))
