"""The accompaniment's notes come from MIDI files and from songs' vocals, and go to MIDI files, by the panel's menu."""

from pathlib import Path

import mido
import numpy as np
import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from windows import Answers

from mashstudio.core.messages import Message
from mashstudio.document.band import with_band
from mashstudio.document.edits import Selection, paint
from mashstudio.gui.band.panel import BandPanel
from mashstudio.gui.window import StudioWindow
from mashstudio.model.band import Band
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import SILENT
from mashstudio.model.notes import BandPart, Note, NoteLane

DRUMS = NoteLane(BandPart.DRUMS, 8, (Note(0.0, 0.25, 36, 110), Note(1.5, 0.25, 38, 100)))
BASS = NoteLane(BandPart.BASS, 33, (Note(0.0, 1.0, 40, 90), Note(2.0, 1.0, 43, 80)))


@pytest.fixture
def panel(filled: StudioWindow) -> BandPanel:
    for song in (0, 1):
        # Nothing waits for their stems.
        filled.studio.session.cancel(song)
    filled.actions_by_name["accompaniment"].trigger()
    return filled.below.band


def entries(panel: BandPanel) -> list[QAction]:
    panel.midi.menu().aboutToShow.emit()
    return [action for action in panel.midi.menu().actions() if not action.isSeparator()]


def band_of(panel: BandPanel) -> Band | None:
    mashup = panel._studio.mashup
    assert mashup is not None
    return mashup.band


def finished(qtbot: QtBot, panel: BandPanel) -> None:
    assert panel._studio.accompanying.composing
    assert panel.stop_button.isVisible()
    qtbot.waitUntil(lambda: not panel._studio.accompanying.composing, timeout=60_000)


def test_lanes_go_to_files_and_come_back_in_one_step(
    qtbot: QtBot, panel: BandPanel, answers: Answers, tmp_path: Path
) -> None:
    studio = panel._studio
    imported, written, written_lane = entries(panel)[:3]
    assert (written.isEnabled(), written_lane.isEnabled()) == (False, False)
    assert studio.mashup is not None
    band = Band("pop", studio.mashup.beats, (DRUMS, BASS), swing=0.625)
    studio.edit_with(Message("Band"), lambda mashup: with_band(mashup, band, range(8), list(BandPart)))
    panel.lanes.buttons[BandPart.BASS].click()
    (tmp_path / "bass.mid").write_text("older")
    answers.choose(tmp_path / "bass.mid")
    answers.press("Replace")
    written_lane.trigger()
    answers.choose(tmp_path / "all.mid")
    written.trigger()
    qtbot.waitUntil(lambda: not studio.tasks.running, timeout=30_000)
    assert [task.progress.error for task in studio.tasks.all] == [None, None]
    assert [len(mido.MidiFile(tmp_path / f"{name}.mid").tracks) for name in ("all", "bass")] == [3, 2]
    studio.session.undo()
    assert band_of(panel) is None
    studio.select(Selection((0,), 4, 6))
    answers.choose(tmp_path / "all.mid")
    imported.trigger()
    finished(qtbot, panel)
    made = band_of(panel)
    assert made is not None
    assert [(lane.part, lane.program) for lane in made.lanes] == [(BandPart.DRUMS, 8), (BandPart.BASS, 33)]
    assert np.allclose([note.start for note in made.lanes[0].notes], [4.0, 5.625], atol=1e-2)
    assert [note.pitch for note in made.lanes[1].notes] == [40, 43]
    rows = studio.mashup.lanes_of(BAND)
    assert studio.mashup.played[rows[0], 3:8].tolist() == [SILENT, 4, 5, 6, SILENT]
    studio.session.undo()
    assert band_of(panel) is None
    assert str(studio.session.history.steps[-1]) == "Import MIDI"


def test_a_swung_band_plays_a_file_as_it_is(qtbot: QtBot, panel: BandPanel, answers: Answers, tmp_path: Path) -> None:
    studio = panel._studio
    band = Band("pop", 8, (BASS,), swing=0.625)
    studio.edit_with(Message("Band"), lambda mashup: with_band(mashup, band, range(8), list(BandPart)))
    track = mido.MidiTrack([
        mido.Message("note_on", channel=9, note=36, velocity=90, time=300),
        mido.Message("note_off", channel=9, note=36, time=100),
    ])  # fmt: skip
    mido.MidiFile(type=0, ticks_per_beat=480, tracks=[track]).save(tmp_path / "kick.mid")
    answers.choose(tmp_path / "kick.mid")
    entries(panel)[0].trigger()
    finished(qtbot, panel)
    made = band_of(panel)
    assert made is not None
    assert [lane.part for lane in made.lanes] == [BandPart.DRUMS, BandPart.BASS]
    # It is written even, and sounds at 0.625.
    assert made.lanes[0].notes[0].start == pytest.approx(0.5)


def test_what_is_no_midi_file_is_told(qtbot: QtBot, panel: BandPanel, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "words.mid").write_text("words")
    answers.choose(tmp_path / "words.mid")
    entries(panel)[0].trigger()
    finished(qtbot, panel)
    assert "words.mid" in panel.status.text()
    assert not panel.stop_button.isVisible()
    assert band_of(panel) is None


def test_the_lead_sings_what_a_song_does_or_says_that_it_doesn_t(qtbot: QtBot, panel: BandPanel) -> None:
    studio = panel._studio
    assert [each.text() for each in entries(panel)[3:]] == ["Lead from song A's vocals", "Lead from song B's vocals"]
    entries(panel)[3].trigger()
    finished(qtbot, panel)
    assert "Turn on some cells of its vocals" in panel.status.text()
    beats = studio.session.song_beats()
    studio.edit_with(Message("Paint"), lambda mashup: paint(mashup, beats, Selection((0,), 0, 16), on=True))
    entries(panel)[3].trigger()
    finished(qtbot, panel)
    made = band_of(panel)
    assert made is not None
    (lead,) = made.lanes
    assert (lead.part, lead.program) == (BandPart.LEAD, 80)
    assert all(0 <= note.start < 16 for note in lead.notes)
    # A note on each beat of the melody, but for a note at its edges.
    assert sum(abs(note.start - round(note.start)) < 0.1 for note in lead.notes) > 8
    assert panel.status.text() == ""
    studio.session.undo()
    assert band_of(panel) is None
