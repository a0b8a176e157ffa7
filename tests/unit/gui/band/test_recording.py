"""The chosen lane is played on keys over the mashup, heard, and recorded into it."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from midi_room import MidiRoom
from note_mouse import NoKeys, mouse
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sound_server import SoundServer
from windows import show_window

from mashstudio.core.messages import Message
from mashstudio.document.band import with_band
from mashstudio.document.edits import Selection
from mashstudio.document.notes import Snap
from mashstudio.gui.band.panel import BandPanel
from mashstudio.gui.commands.play_commands import loop_beats
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.band import Band
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import SILENT
from mashstudio.model.notes import BandPart, Note, NoteLane

BASS = NoteLane(BandPart.BASS, 33, (Note(2.0, 1.0, 40, 90),))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MidiRoom:
    return MidiRoom(tmp_path / "midi", monkeypatch)


@pytest.fixture
def panel(qtbot: QtBot, sound_server: SoundServer, room: MidiRoom, loaded: Studio) -> Iterator[BandPanel]:
    """The accompaniment of a window with sound, its keyboard playing the lead; there is no band yet."""
    window = show_window(qtbot, loaded)
    qtbot.waitUntil(lambda: loaded.sound.ready and loaded.player.device is not None, timeout=60_000)
    window.actions_by_name["accompaniment"].trigger()
    panel = window.below.band
    panel.lanes.buttons[BandPart.LEAD].click()
    yield panel
    loaded.player.stop()
    loaded.session.mark_saved()


def window_of(panel: BandPanel) -> StudioWindow:
    window = panel.window()
    assert isinstance(window, StudioWindow)
    return window


def band_of(panel: BandPanel) -> Band:
    mashup = panel._studio.mashup
    assert mashup is not None
    assert mashup.band is not None
    return mashup.band


def at(qtbot: QtBot, panel: BandPanel, beat: float) -> None:
    """Wait until a beat is heard."""
    studio = panel._studio
    qtbot.waitUntil(lambda: studio.player.heard and studio.sound.beat_at(studio.player.position()) >= beat,
                    timeout=30_000)  # fmt: skip


def play(qtbot: QtBot, panel: BandPanel, key: Qt.Key, until: float) -> None:
    """Hold a key of the computer until a beat is heard."""
    keys = panel.keys.bar.keys
    assert keys.hasFocus()
    QTest.keyPress(keys, key)
    assert keys.lit
    at(qtbot, panel, until)
    QTest.keyRelease(keys, key)
    assert not keys.lit


def test_a_recording_counts_in_and_makes_a_band_of_its_lane_in_one_step(qtbot: QtBot, panel: BandPanel) -> None:
    studio, record = panel._studio, window_of(panel).actions_by_name["record"]
    assert studio.mashup is not None
    panel.keys.fold.setChecked(False)
    record.trigger()
    assert record.isChecked()
    assert "Recording Lead" in panel.status.text()
    assert not studio.player.heard
    at(qtbot, panel, 0.9)
    play(qtbot, panel, Qt.Key.Key_A, 1.6)
    play(qtbot, panel, Qt.Key.Key_D, 2.4)
    panel.keys.record_button.click()
    assert not record.isChecked()
    assert studio.player.playing
    (lead,) = band_of(panel).lanes
    assert (lead.part, lead.program) == (BandPart.LEAD, 80)
    assert [note.pitch for note in lead.notes] == [60, 64]
    assert all(note.start * 4 == round(note.start * 4) for note in lead.notes)
    assert 0.75 <= lead.notes[0].start < lead.notes[1].start <= 2.5
    assert band_of(panel).beats == studio.mashup.beats
    laid = studio.session.laid
    assert laid is not None
    assert band_of(panel).key == laid.alignment.key_number
    (row,) = studio.mashup.lanes_of(BAND)
    assert studio.mashup.played[row, :3].tolist() == [0, 1, 2]
    assert studio.mashup.played[row, -1] == SILENT
    assert panel.notes.currentWidget() is panel.roll
    studio.session.undo()
    assert studio.mashup.band is None


def test_a_loop_is_recorded_over_into_the_lane_that_is_there(qtbot: QtBot, panel: BandPanel) -> None:
    studio = panel._studio
    laid = studio.session.laid
    assert laid is not None
    key = laid.alignment.key_number
    assert key is not None
    written = Band("pop", laid.mashup.beats, (BASS,), key=(key - 2) % 12)
    studio.edit_with(Message("Band"), lambda mashup: with_band(mashup, written, range(8), [BandPart.BASS]))
    panel.lanes.buttons[BandPart.BASS].click()
    window_of(panel).below.recording.choose_snap(Snap.QUARTER)
    loop_beats(studio, 4, 8)
    studio.player.play()
    at(qtbot, panel, 4.2)
    panel.keys.record_button.click()
    at(qtbot, panel, 5.2)
    play(qtbot, panel, Qt.Key.Key_A, 5.9)
    steps = len(studio.session.history.steps)
    panel.keys.record_button.click()
    (bass,) = band_of(panel).lanes
    # The bass's keyboard is two octaves lower, and the band is written two semitones lower than it sounds.
    assert bass.notes[0] == BASS.notes[0]
    assert [note.pitch for note in bass.notes] == [40, 34]
    assert bass.notes[1].start in {5.0, 6.0}
    assert len(studio.session.history.steps) == steps + 1
    assert studio.session.history.steps[-1] == Message("Record notes")


def test_nothing_is_changed_where_nothing_was_played_and_stopping_ends_it(qtbot: QtBot, panel: BandPanel) -> None:
    studio, record = panel._studio, window_of(panel).actions_by_name["record"]
    record.trigger()
    at(qtbot, panel, 0.1)
    window_of(panel).actions_by_name["stop"].trigger()
    qtbot.waitUntil(lambda: not record.isChecked())
    assert studio.mashup is not None
    assert studio.mashup.band is None
    assert "Nothing was played" in window_of(panel).status.text
    # Another lane ends it, too, and so does closing.
    record.trigger()
    panel.lanes.buttons[BandPart.BASS].click()
    assert window_of(panel).below.recording.recording is None
    record.trigger()
    window_of(panel).actions_by_name["accompaniment"].trigger()
    assert window_of(panel).below.recording.recording is None
    assert not studio.keyboard.ready
    # From elsewhere it opens the accompaniment.
    record.trigger()
    assert window_of(panel).below.shows_band()
    record.trigger()


def test_the_keyboard_is_shown_where_there_is_room_until_the_user_chooses(panel: BandPanel) -> None:
    window, keys = window_of(panel), panel.keys.bar.keys
    window.resize(1366, 1000)
    assert keys.isVisible()
    window.resize(1366, 640)
    assert not keys.isVisible()
    panel.keys.fold.click()
    assert keys.hasFocus()
    window.resize(1366, 700)
    assert keys.isVisible()
    panel.keys.fold.click()
    assert panel.keys.fold.hasFocus()
    window.resize(1366, 1000)
    assert not keys.isVisible()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in's ports are named pipes")
def test_midi_keyboards_light_the_keys_while_the_panel_is_open(qtbot: QtBot, panel: BandPanel, room: MidiRoom) -> None:
    keys = panel.keys.bar.keys
    room.plug()
    qtbot.waitUntil(lambda: "is connected" in window_of(panel).status.text, timeout=20_000)
    room.play((0x90, 55, 90))
    qtbot.waitUntil(lambda: keys.lit == {55}, timeout=20_000)
    panel.close_button.click()
    assert panel._studio.keyboard.held == frozenset()
    assert keys.lit == frozenset()


def test_notes_and_drums_that_are_touched_sound(qtbot: QtBot, panel: BandPanel) -> None:
    studio, keyboard = panel._studio, panel._studio.keyboard
    written = Band("pop", 8, (NoteLane(BandPart.DRUMS, 0, (Note(0.0, 0.25, 36, 100),)), BASS))
    studio.edit_with(Message("Band"), lambda mashup: with_band(mashup, written, range(8), list(BandPart)))
    panel.lanes.buttons[BandPart.BASS].click()
    view = panel.roll.view
    note = QPointF(view.x_of(2.5), view.y_of(40) + view.row_height / 2)
    mouse(view, QEvent.Type.MouseButtonPress, note, NoKeys)
    assert keyboard.held == {40}
    mouse(view, QEvent.Type.MouseButtonRelease, note, NoKeys)
    qtbot.waitUntil(lambda: keyboard.held == frozenset())
    panel.lanes.buttons[BandPart.DRUMS].click()
    steps = panel.steps.view
    kick = QPointF(5, steps.body.top() + 5)
    mouse(steps, QEvent.Type.MouseButtonPress, kick, NoKeys)
    assert len(keyboard.held) == 1
    mouse(steps, QEvent.Type.MouseButtonRelease, kick, NoKeys)
    qtbot.waitUntil(lambda: keyboard.held == frozenset())


def test_a_lane_that_the_band_lacks_can_be_written(qtbot: QtBot, panel: BandPanel) -> None:
    studio = panel._studio
    written = Band("pop", 8, (BASS,))
    studio.edit_with(Message("Band"), lambda mashup: with_band(mashup, written, range(8), list(BandPart)))
    assert panel.notes.currentWidget() is panel.roll
    panel.roll.view.setFocus()
    QTest.keyClick(panel.roll.view, Qt.Key.Key_Return)
    assert [lane.part for lane in band_of(panel).lanes] == [BandPart.BASS, BandPart.LEAD]
    assert len(band_of(panel).lanes[1].notes) == 1
    assert studio.mashup is not None
    assert np.all(studio.mashup.played[studio.mashup.lanes_of(BAND)[1]][:8] == np.arange(8))
    studio.select(Selection((), 0, 0))
