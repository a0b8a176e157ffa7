"""The sound server and a player on it, for the tests that play."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from mashups import LANE_COUNT
from playback import BEATS, DOWNBEATS, PLAN, Listener, tone
from sound_server import MAIN, SoundServer

from mashstudio.core.units import Samples
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import DeviceName, DeviceOpened


@pytest.fixture(scope="session")
def stems(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("stems")
    paths = [folder / f"스템 {lane}.npy" for lane in range(LANE_COUNT)]
    for lane, path in enumerate(paths):
        np.save(path, tone(lane))
    return paths


@pytest.fixture(scope="session")
def loaded(stems: list[Path]) -> list[Samples | None]:
    return [np.load(path, mmap_mode="r") for path in stems]


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def player(sound_server: SoundServer, stems: list[Path], listener: Listener) -> Iterator[PlayerClient]:
    player = PlayerClient(listener, device=DeviceName(MAIN, "ALSA"))
    try:
        player.set_mix(PLAN, stems, BEATS, DOWNBEATS)
        listener.wait(DeviceOpened)
        yield player
    finally:
        player.close()
