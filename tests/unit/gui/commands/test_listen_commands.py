"""Listening in a window: the beat of what plays elsewhere gives the mashup its tempo and its downbeat."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from drum_machine import playing, write_drums
from pytestqt.qtbot import QtBot
from sound_server import MAIN, OTHER, SoundServer
from windows import show_window

from mashstudio.gui.commands.listen_commands import next_downbeat
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.choices import FixedTempo
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import EVERYTHING_PLAYED, BeatHeard, InputLost

TEMPO = 125.0
PATIENCE = 60_000


@pytest.fixture
def elsewhere(sound_server: SoundServer, tmp_path: Path) -> Iterator[DeviceName]:
    """Play drums on another device; yield what hears them."""
    sound_server.plug(OTHER)
    try:
        with playing(write_drums(tmp_path / "drums.wav", TEMPO, 150.0), OTHER):
            yield DeviceName(f"{OTHER}.monitor", EVERYTHING_PLAYED.host)
    finally:
        sound_server.unplug(OTHER)


@pytest.fixture
def window(qtbot: QtBot, loaded: Studio) -> Iterator[StudioWindow]:
    loaded.change_settings(device=DeviceName(MAIN, "ALSA"))
    window = show_window(qtbot, loaded)
    yield window
    window.listening.close()


def heard(at: float, position: int = 1) -> BeatHeard:
    return BeatHeard(at, 0.0, position, 4, TEMPO, 0.9)


def test_the_next_downbeat_is_counted_from_the_beat_that_was_heard() -> None:
    beat = BeatHeard(100.0, 0.0, 3, 4, 120.0, 1.0)
    assert next_downbeat(beat, 100.2) == pytest.approx(101.0)
    assert next_downbeat(beat, 101.1) == pytest.approx(103.0)
    assert next_downbeat(BeatHeard(100.0, 0.0, 1, 3, 120.0, 1.0), 100.4) == pytest.approx(101.5)


def test_the_mashup_takes_the_heard_tempo_and_plays_on_a_heard_downbeat(
    qtbot: QtBot, window: StudioWindow, elsewhere: DeviceName
) -> None:
    studio, listening = window.studio, window.listening
    qtbot.waitUntil(lambda: studio.sound.ready, timeout=PATIENCE)
    assert not window.listen_bar.isVisible()
    listening.device = elsewhere
    window.actions_by_name["listen_beat"].trigger()
    assert window.listen_bar.isVisible()
    assert not window.actions_by_name["heard_tempo"].isEnabled()
    qtbot.waitUntil(lambda: len(listening._beats) == 5, timeout=PATIENCE)
    qtbot.waitUntil(window.actions_by_name["heard_downbeat"].isEnabled, timeout=PATIENCE)
    tempo = listening.tempo
    assert tempo is not None
    assert window.listen_bar.light.flashes > 1
    steps = studio.session.history.done

    # The beat that the start is reckoned from; later it may think better of which of these drums are downbeats.
    started: list[BeatHeard] = []
    listening.changed.connect(lambda: None if listening.waiting else started.append(listening._beats[-1]))
    window.actions_by_name["heard_downbeat"].trigger()
    assert studio.mashup is not None
    assert isinstance(studio.mashup.tempo, FixedTempo)
    assert studio.mashup.tempo.bpm == pytest.approx(tempo, rel=0.02)
    qtbot.waitUntil(lambda: studio.player.heard, timeout=PATIENCE)
    qtbot.wait(1500)
    last, now, frame = started[0], time.perf_counter(), studio.player.position()
    ahead = studio.sound.beat_at(frame) - (last.position - 1 + (now - last.at) * last.bpm / 60)
    away = (ahead + last.beats_per_bar / 2) % last.beats_per_bar - last.beats_per_bar / 2
    assert abs(away) < 0.15
    assert studio.session.history.done == steps + 1
    studio.session.undo()
    assert not isinstance(studio.mashup.tempo, FixedTempo)


def test_the_light_goes_on_by_itself_between_beats_and_stops_with_the_music(
    qtbot: QtBot, window: StudioWindow, sound_server: SoundServer
) -> None:
    bar, listening = window.listen_bar, window.listening
    listening.listen()
    listening._take(heard(time.perf_counter(), 4))
    assert (bar.light.flashes, bar.place.text, bar.tempo.text) == (1, "4 / 4", "125.0 BPM")
    qtbot.waitUntil(lambda: bar.light.flashes >= 3, timeout=PATIENCE)
    assert bar.place.text in {"2 / 4", "3 / 4"}
    qtbot.waitUntil(lambda: bar.place.text == "", timeout=PATIENCE)
    assert listening.tempo is None
    listening._take(InputLost(DeviceName("mic", "ALSA")))
    assert "mic was disconnected" in bar.state.text()
    listening.listen()
    assert not bar.isVisible()
    assert not listening.on
