"""Listening: what the sound server plays is heard, its beats come at their times, and devices come and go."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from drum_machine import playing, write_drums
from sound_server import MAIN, OTHER, SoundServer, until

from mashstudio.playback.client.listener import Listener, list_inputs
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import EVERYTHING_PLAYED, BeatHeard, EarEvent, InputFailed, InputLost, InputOpened

TEMPO = 125.0
MONITOR = DeviceName(f"{MAIN}.monitor", EVERYTHING_PLAYED.host)


@pytest.fixture(scope="module")
def beat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_drums(tmp_path_factory.mktemp("beat") / "beat.wav", TEMPO)


class Ear:
    """A listener and what it said."""

    def __init__(self, device: DeviceName | None) -> None:
        self.events: list[EarEvent] = []
        self.listener = Listener(self.events.append, device)

    def said(self, kind: type) -> int:
        return sum(isinstance(event, kind) for event in self.events)

    @property
    def beats(self) -> list[BeatHeard]:
        return [event for event in self.events if isinstance(event, BeatHeard)]


@contextmanager
def listening(device: DeviceName | None) -> Iterator[Ear]:
    ear = Ear(device)
    try:
        yield ear
    finally:
        ear.listener.close()


def test_the_sound_servers_sources_and_what_is_played_are_listed(sound_server: SoundServer) -> None:
    listed = list_inputs()
    assert listed is not None
    devices = [each.device for each in listed.inputs]
    assert MONITOR in devices
    assert EVERYTHING_PLAYED in devices
    assert any(each.default for each in listed.inputs)


@pytest.mark.parametrize("device", [MONITOR, EVERYTHING_PLAYED], ids=["a device's", "the default's"])
def test_the_beats_of_what_is_played_are_heard_in_time(
    sound_server: SoundServer, beat: Path, device: DeviceName
) -> None:
    with listening(device) as ear:
        until(lambda: ear.said(InputOpened))
        with playing(beat):
            until(lambda: len(ear.beats) >= 24, 60)
        beats = ear.beats[8:]
    # At any metrical level.
    level = np.log2([each.bpm / TEMPO for each in beats])
    np.testing.assert_allclose(level, np.round(level), atol=0.04)
    assert len(set(np.round(level))) == 1
    # On one even grid, although they arrive in bursts: the times are the sound's, not the messages'.
    turns = np.array([each.at for each in beats]) * TEMPO * 2 ** np.round(level[0]) / 60
    assert abs(np.exp(2j * np.pi * turns).mean()) > 0.9
    assert all(each.position == before.position % each.beats_per_bar + 1 for before, each in pairwise(beats))


def test_a_device_that_is_gone_is_told_once_and_heard_again_when_it_returns(
    sound_server: SoundServer, beat: Path
) -> None:
    sound_server.plug(OTHER)
    try:
        with listening(DeviceName(f"{OTHER}.monitor", EVERYTHING_PLAYED.host)) as ear:
            until(lambda: ear.said(InputOpened))
            sound_server.unplug(OTHER)
            until(lambda: ear.said(InputLost))
            sound_server.plug(OTHER)
            until(lambda: ear.said(InputOpened) == 2)
            before = len(ear.beats)
            with playing(beat, OTHER):
                until(lambda: len(ear.beats) > before + 2, 60)
            assert (ear.said(InputLost), ear.said(InputFailed)) == (1, 0)
    finally:
        if sound_server.has(OTHER):
            sound_server.unplug(OTHER)


def test_a_device_that_isnt_there_is_told(sound_server: SoundServer) -> None:
    with listening(DeviceName("no such card", "ALSA")) as ear:
        until(lambda: ear.said(InputFailed))
    assert ear.said(InputOpened) == 0


def test_closing_ends_its_process(sound_server: SoundServer) -> None:
    with listening(MONITOR) as ear:
        until(lambda: ear.said(InputOpened))
        process = ear.listener._process
        assert process is not None
    until(lambda: process.poll() is not None)
