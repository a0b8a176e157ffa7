"""The audio process: its memory, its death, and how playback continues."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from mashups import LANE_COUNT
from playback import BEAT, PLAN, Listener
from rendering import render
from sound_server import SoundServer, until

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import (
    DeviceOpened,
    PlayerEvent,
    PlayerFailed,
    PlayerRestarted,
)


def test_a_process_that_dies_just_after_a_seek_begins_where_it_went(player: PlayerClient, listener: Listener) -> None:
    player.play(2 * BEAT)
    until(lambda: player.position() > 3 * BEAT)
    player.seek(20 * BEAT)
    assert player.process_id is not None
    time.sleep(0.06)
    os.kill(player.process_id, signal.SIGKILL)
    listener.wait(PlayerRestarted)
    until(lambda: player.heard)
    assert player.position() >= 20 * BEAT


def test_a_killed_audio_process_is_started_again_where_it_was(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, loaded: list[Samples | None]
) -> None:
    player.play(3 * BEAT)
    until(lambda: player.position() > 4 * BEAT)
    before = player.process_id
    assert before is not None
    os.kill(before, signal.SIGKILL)
    died = player.position()
    with sound_server.recording() as recording:
        listener.wait(PlayerRestarted)
        listener.wait(DeviceOpened)
        until(lambda: player.heard)
        assert player.position() >= died
        assert recording.plays(render(PLAN, loaded, 0, PLAN.frames)) > died
        assert player.playing
    assert player.process_id != before


def test_at_rest_a_killed_audio_process_changes_nothing(player: PlayerClient, listener: Listener) -> None:
    player.seek(6 * BEAT)
    until(lambda: player.position() == 6 * BEAT)
    player.restart()
    listener.wait(PlayerRestarted)
    assert player.position() == 6 * BEAT
    listener.wait(DeviceOpened)
    assert player.position() == 6 * BEAT
    assert not player.playing


def test_an_audio_process_that_can_t_run_is_given_up_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    listener = Listener()
    player = PlayerClient(listener)
    player.play()
    failed = listener.wait(PlayerFailed)
    assert "libportaudio2" in str(failed)
    assert not player.playing
    player.seek(1000)
    player.play()
    assert listener.wait(PlayerFailed) == failed
    assert not player.playing
    assert player.position() == 1000
    monkeypatch.delenv("PYTHONPATH")
    player.restart()
    until(lambda: player.process_id is not None)
    player.close()


def test_one_that_was_given_up_starts_again_the_moment_somebody_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    failures: list[PlayerEvent] = []

    def start_again(event: PlayerEvent) -> None:
        if isinstance(event, PlayerFailed):
            failures.append(event)
            monkeypatch.delenv("PYTHONPATH", raising=False)
            player.restart()

    player = PlayerClient(start_again)
    until(lambda: failures and player.process_id is not None)
    player.close()
    assert len(failures) == 1


APP = """
import sys, json, time
from mashstudio.playback.client.player_client import PlayerClient
player = PlayerClient()
while player.device is None:
    time.sleep(0.01)
player.play(0)
print(player.process_id, flush=True)
time.sleep(600)
"""


def test_a_killed_studio_takes_the_audio_process_with_it_and_leaves_nothing(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", APP], stdout=subprocess.PIPE, text=True, env=environment) as app:
        try:
            assert app.stdout is not None
            child = int(app.stdout.readline())
            mapped = Path(f"/proc/{child}/maps").read_text()
        finally:
            app.kill()
    assert "/memfd:mashstudio (deleted)" in mapped
    assert "/dev/shm/mashstudio" not in mapped
    assert "/dev/shm/psm_" not in mapped
    until(lambda: gone(child))
    assert not list(tmp_path.iterdir())


def gone(process: int) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_two_ten_minute_songs_take_little_memory(player: PlayerClient, tmp_path: Path) -> None:
    """Eight stems of 10 minutes: 1.7 GB, all mapped, much of it played."""
    frames = 600 * SAMPLE_RATE
    paths = [tmp_path / f"{lane}.npy" for lane in range(LANE_COUNT)]
    for path in paths:
        # Sparse zeros.
        np.lib.format.open_memmap(path, "w+", np.float32, (frames, 2)).flush()
    for path in paths:
        player.set_audition(path)
        player.play(0)
        for minute in range(1, 9, 2):
            target = minute * 60 * SAMPLE_RATE
            player.seek(target)
            until(lambda target=target: player.position() > target + 2000)  # type: ignore[misc]
    player.set_audition(None)
    player.set_mix(PLAN, paths)
    player.play(0)
    until(lambda: player.position() > BEAT)
    status = Path(f"/proc/{player.process_id}/status").read_text()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in status.splitlines() if line.startswith("Rss")}
    # Kilobytes of pages without a file.
    assert sizes["RssAnon"] + sizes["RssShmem"] < 300_000


ALLOWED = {
    "mashstudio",
    "mashstudio.core",
    "mashstudio.core.messages",
    "mashstudio.core.units",
    "mashstudio.model",
    "mashstudio.model.plan",
    "mashstudio.model.strip",
    "mashstudio.playback",
    "mashstudio.playback.ipc",
    "mashstudio.playback.ipc.devices",
    "mashstudio.playback.ipc.keys",
    "mashstudio.playback.ipc.lines",
    "mashstudio.playback.ipc.plan_slots",
    "mashstudio.playback.ipc.shared",
    "mashstudio.playback.ipc.status",
    "mashstudio.playback.ipc.wire",
    "mashstudio.playback.process",
    "mashstudio.render",
    "mashstudio.render.kernel",
    "mashstudio.render.lanes",
    "mashstudio.render.limiter",
    "mashstudio.render.metronome",
    "mashstudio.render.one_lane",
    "mashstudio.render.renderer",
    "mashstudio.render.sends",
    "mashstudio.render.strips",
}


def test_the_audio_process_loads_only_what_it_plays_with(player: PlayerClient) -> None:
    code = (
        "import json, sys; before = set(sys.modules); import mashstudio.playback.process.__main__; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {name for name in json.loads(printed) if name.split(".")[0] not in sys.stdlib_module_names}
    libraries = {name.split(".")[0] for name in loaded}
    assert libraries == {"mashstudio", "numpy", "sounddevice", "_sounddevice", "_cffi_backend"}
    ours = {name for name in loaded if name.startswith("mashstudio")}
    assert {name for name in ours if not name.startswith("mashstudio.playback.process.")} == ALLOWED
    # And no more modules were loaded while it played.
    mapped = Path(f"/proc/{player.process_id}/maps").read_text()
    packages = {
        line.split("site-packages/")[1].split("/")[0] for line in mapped.splitlines() if "site-packages/" in line
    }
    assert {name for name in packages if not name.startswith(("numpy", "_cffi_backend"))} == set()
