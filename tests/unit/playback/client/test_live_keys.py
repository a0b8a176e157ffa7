"""Keys are heard at once, on a real device, while the mashup plays on as before."""

import time
from pathlib import Path

import numpy as np
import pytest
from mashups import LANE_COUNT
from playback import BEAT, PLAN, Listener, tone
from rendering import render
from sound_server import MAIN, SoundServer, find, until

from mashstudio.core.units import Samples
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import DeviceOpened
from mashstudio.playback.ipc.keys import KEYS_PER_FILE

FRAMES = 30_000


@pytest.fixture(scope="module")
def octave(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "c4.npy"
    np.save(path, np.concatenate([tone(20 + key, FRAMES) for key in range(KEYS_PER_FILE)]))
    return path


def test_keys_are_heard_and_the_mashup_plays_on(
    player: PlayerClient, sound_server: SoundServer, octave: Path, loaded: list[Samples | None]
) -> None:
    player.keys.choose([*[None] * 5, octave])
    with sound_server.recording(MAIN) as recording:
        player.keys.press(62, 100)
        recording.hears(tone(22, FRAMES)[: FRAMES - 1])
        whole = render(PLAN, loaded, 0, PLAN.frames)
        player.play(0)
        until(lambda: player.position() > 2 * BEAT)
        player.keys.press(60, 100)
        # What is recorded ends a moment before what is heard.
        until(lambda: player.position() > 7 * BEAT)
        # The whole key is over the mix, from some frame on.
        at = recording.plays(whole)
        recorded = recording.samples
        begin = len(recorded) - 4000 - at
        over = recorded[begin + 2 * BEAT :][: 4 * BEAT] - whole[2 * BEAT : 6 * BEAT]
        first = int(np.flatnonzero(np.abs(over).max(axis=1) > 1e-4)[0])
        key = tone(20, FRAMES)
        start = first - int(np.flatnonzero(np.abs(key).max(axis=1) > 1e-4)[0])
        np.testing.assert_allclose(over[start : start + FRAMES], key, atol=1e-5)
    assert player.xruns == 0
    assert len(loaded) == LANE_COUNT


def test_a_restarted_audio_process_has_its_instrument(
    player: PlayerClient, sound_server: SoundServer, octave: Path
) -> None:
    player.keys.choose([*[None] * 5, octave])
    player.keys.press(60, 100)
    before = player.process_id
    player.restart()
    until(lambda: player.process_id not in (None, before) and player.device is not None)
    assert player.keys.held == frozenset()
    with sound_server.recording(MAIN) as recording:
        player.keys.press(65, 50)
        part = tone(25, FRAMES)[:20_000] * np.float32(0.25)
        recording.hears(part)
        assert find(part, recording.samples) >= 0


def test_when_a_key_was_pressed_tells_what_was_heard(player: PlayerClient) -> None:
    player.play(0)
    until(lambda: player.position() > BEAT)
    now = time.perf_counter()
    later = player.heard_at(now)
    earlier = player.heard_at(now - 0.1)
    assert later.rolling
    assert later.frame - earlier.frame == pytest.approx(4410, abs=300)


def test_keys_are_heard_sooner_while_they_are_played(player: PlayerClient, listener: Listener) -> None:
    """The mashup plays on, and afterwards as late as before."""
    usual = player.device
    assert usual is not None
    player.play(0)
    until(lambda: player.position() > BEAT)
    player.keys.hurry(True)
    soon = listener.wait(DeviceOpened)
    assert soon.latency < 0.05 < usual.latency
    until(lambda: player.position() > 2 * BEAT)
    assert player.playing
    player.keys.hurry(False)
    assert listener.wait(DeviceOpened).latency == usual.latency
    player.choose_device(usual.device, "low")
    listener.wait(DeviceOpened)
    player.keys.hurry(True)
    player.seek(0)
    until(lambda: player.goal() < BEAT)
    assert not any(isinstance(event, DeviceOpened) for event in listener.events)
