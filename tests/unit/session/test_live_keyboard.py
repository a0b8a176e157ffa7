"""A lane's instrument is played live, by MIDI keyboards, too, and recorded over the mashup that plays."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from mashups import LANE_COUNT
from midi_room import MidiRoom
from playback import ALIGNMENT, BEAT, BEATS, DOWNBEATS, PLAN, Listener, tone
from pump import Pump
from sound_server import MAIN, SoundServer, find

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.document.recording import Recorded
from mashstudio.model.notes import BandPart
from mashstudio.pipeline.key_sounds import key_sounds
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import DeviceName, DeviceOpened
from mashstudio.session.live_keyboard import LiveKeyboard
from mashstudio.session.workers import Workers

PIANO = 0
LOWEST = 48
WHOLE = Recorded(0, PLAN.frames)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def stems(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("stems")
    paths = [folder / f"{lane}.npy" for lane in range(LANE_COUNT)]
    for lane, path in enumerate(paths):
        np.save(path, tone(lane))
    return paths


class Stage:
    """A keyboard on a player, and what it told."""

    def __init__(self, cache: Cache, stems: list[Path], room: MidiRoom) -> None:
        self.pump, self.told, self.failures = Pump(), list[Message](), list[Exception]()
        self.room, self.changes = room, 0
        listener = Listener()
        self.player = PlayerClient(listener, device=DeviceName(MAIN, "ALSA"))
        self.player.set_mix(PLAN, stems, BEATS, DOWNBEATS)
        self.workers = Workers(self.pump.post)
        self.keyboard = LiveKeyboard(
            self.player,
            self.workers,
            cache,
            changed=self.change,
            tell=self.told.append,
            failed=self.failures.append,
        )
        listener.wait(DeviceOpened)

    def change(self) -> None:
        self.changes += 1

    def at(self, beat: float) -> None:
        """Wait until a beat is heard."""
        self.pump.until(lambda: self.player.position() >= beat * BEAT)

    def close(self) -> None:
        self.keyboard.close()
        self.player.close()
        self.workers.close()


@pytest.fixture
def stage(
    cache: Cache, stems: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sound_server: SoundServer
) -> Iterator[Stage]:
    made = Stage(cache, stems, MidiRoom(tmp_path / "midi", monkeypatch))
    yield made
    made.close()
    assert made.failures == []


def key(cache: Cache, pitch: int) -> Samples:
    """Return the beginning of a key's recording."""
    sounds: Samples = np.load(key_sounds(BandPart.CHORDS, PIANO, pitch // 12, cache, job=Job()))
    # Without negative zeros, which adding loses.
    return np.split(sounds, 12)[pitch % 12][:12_000] + np.float32(0)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in's ports are named pipes")
def test_keys_of_the_screen_and_of_a_midi_keyboard_sound(stage: Stage, cache: Cache, sound_server: SoundServer) -> None:
    stage.keyboard.open(BandPart.CHORDS, PIANO, LOWEST)
    assert not stage.keyboard.ready
    stage.pump.until(lambda: stage.keyboard.ready)
    stage.room.plug()
    stage.pump.until(lambda: stage.told)
    assert "is connected" in str(stage.told[0])
    with sound_server.recording(MAIN) as recording:
        stage.keyboard.press(62, 100)
        recording.hears(key(cache, 62))
        stage.keyboard.release(62)
        recording.wait(0.2)
        changes = stage.changes
        # An octave that isn't shown.
        stage.room.play((0x90, 95, 50))
        stage.pump.until(lambda: stage.keyboard.held == {95} and stage.changes > changes)
        stage.room.play((0x80, 95, 0))
        stage.pump.until(lambda: stage.keyboard.held == frozenset())
        stage.pump.until(lambda: stage.keyboard.ready)
        stage.room.play((0x90, 95, 50))
        part = key(cache, 95) * np.float32(0.25)
        stage.pump.until(lambda: find(part, recording.samples) >= 0, 20)


def test_what_is_played_over_the_mashup_is_recorded_where_it_was_heard(stage: Stage) -> None:
    stage.player.play(0)
    stage.at(1)
    stage.keyboard.record(WHOLE, ALIGNMENT.grid, 4)
    heard = []
    for beat, pitch in ((2.0, 60), (3.0, 64), (4.5, 67)):
        stage.at(beat)
        before = stage.player.position() / BEAT
        stage.keyboard.press(pitch, 80)
        heard.append((before, stage.player.position() / BEAT, pitch))
        stage.at(beat + 0.5)
        stage.keyboard.release(pitch)
    stage.keyboard.press(72, 80)
    stage.at(6)
    notes = stage.keyboard.stop()
    assert [note.pitch for note in notes] == [60, 64, 67, 72]
    for note, (first, last, _pitch) in zip(notes, heard, strict=False):
        assert first - 0.05 <= note.start <= last + 0.05
    assert notes[-1].start + notes[-1].length == pytest.approx(stage.player.position() / BEAT, abs=0.3)
    assert not stage.keyboard.recording
    assert stage.player.playing


def test_it_counts_in_where_the_mashup_stands(stage: Stage, sound_server: SoundServer) -> None:
    """The clicks are heard before the first beat; a key pressed a moment early is on it."""
    with sound_server.recording(MAIN) as recording:
        stage.keyboard.record(WHOLE, ALIGNMENT.grid, 2)
        stage.pump.until(lambda: np.abs(recording.samples).max(initial=0) > 0.1)
        assert not stage.player.heard
        stage.pump.until(lambda: stage.player.heard)
        stage.keyboard.press(60, 90)
        stage.at(1)
        (note,) = stage.keyboard.stop()
        stage.at(1.5)
        loud = np.flatnonzero(np.abs(recording.samples).max(axis=1) > 0.1)
    assert 0 <= note.start < 0.6
    # From the first click on the mashup begins after two beats.
    sound = recording.samples[loud[0] :]
    quiet = np.abs(sound[BEAT // 2 : BEAT * 9 // 10]).max()
    assert quiet < 0.001
    assert np.abs(sound[BEAT : BEAT + 1000]).max() > 0.1
    assert np.abs(sound[2 * BEAT : 2 * BEAT + 4000]).max() > 0.1


def test_a_recording_stopped_while_it_counts_in_is_empty_and_nothing_plays(stage: Stage) -> None:
    stage.keyboard.record(WHOLE, ALIGNMENT.grid, 8)
    stage.keyboard.press(60, 90)
    assert stage.keyboard.stop() == ()
    assert not stage.player.playing
    assert stage.keyboard.stop() == ()


def test_another_instrument_takes_its_place_and_closing_lets_go(stage: Stage) -> None:
    stage.keyboard.open(BandPart.CHORDS, PIANO, LOWEST)
    stage.keyboard.press(60, 90)
    stage.keyboard.open(BandPart.DRUMS, 0, 36)
    stage.pump.until(lambda: stage.keyboard.ready)
    assert stage.keyboard.held == {60}
    stage.keyboard.close()
    assert stage.keyboard.held == frozenset()
    assert not stage.keyboard.ready
