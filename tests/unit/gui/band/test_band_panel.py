"""A band is added in the window: composed, seen, changed, undone and removed."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint, with_key
from mashstudio.gui.band.panel import BandPanel
from mashstudio.gui.window import StudioWindow
from mashstudio.model.band import Band
from mashstudio.model.choices import BAND, FixedKey
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import SILENT
from mashstudio.model.notes import BandPart


@pytest.fixture
def panel(filled: StudioWindow) -> BandPanel:
    """The accompaniment of a window in which the first song's `other` plays."""
    studio = filled.studio
    beats = studio.session.song_beats()
    studio.edit_with(Message("Paint"), lambda mashup: paint(mashup, beats, Selection((3,), 0, 16), on=True))
    filled.actions_by_name["accompaniment"].trigger()
    assert filled.below.shows_band()
    return filled.below.band


def band_of(panel: BandPanel) -> Band:
    mashup = panel._studio.mashup
    assert mashup is not None
    assert mashup.band is not None
    return mashup.band


def composed(qtbot: QtBot, panel: BandPanel, button: int = 0) -> Band:
    before = None if panel._studio.mashup is None else panel._studio.mashup.band
    panel.wishes.buttons[button].click()
    qtbot.waitUntil(lambda: not panel._studio.accompanying.composing, timeout=60_000)
    assert band_of(panel) != before
    return band_of(panel)


def test_a_band_is_composed_seen_and_removed(qtbot: QtBot, panel: BandPanel, filled: StudioWindow) -> None:
    assert panel.notes.currentWidget() is panel.nothing
    qtbot.waitUntil(lambda: panel.wishes.genre.findData("jazz") >= 0)
    panel.wishes.genre.setCurrentIndex(panel.wishes.genre.findData("jazz"))
    panel.wishes.genre.activated.emit(panel.wishes.genre.currentIndex())
    first = composed(qtbot, panel)
    assert first.genre == "jazz"
    assert panel.notes.currentWidget() is panel.steps
    another = composed(qtbot, panel, 1)
    assert (another.manner.seed, another.genre) == (first.manner.seed + 1, "jazz")
    panel.lanes.buttons[BandPart.LEAD].click()
    assert panel.notes.currentWidget() is panel.roll
    studio = panel._studio
    assert studio.mashup is not None
    assert np.all(studio.mashup.played[studio.mashup.lanes_of(BAND), :16] != SILENT)
    filled.actions_by_name["remove_accompaniment"].trigger()
    assert studio.mashup.band is None
    assert panel.notes.currentWidget() is panel.nothing
    filled.actions_by_name["undo"].trigger()
    assert band_of(panel) == another


def test_lanes_that_are_not_ticked_stay_and_instruments_are_chosen(qtbot: QtBot, panel: BandPanel) -> None:
    before = composed(qtbot, panel)
    for part in (BandPart.DRUMS, BandPart.CHORDS, BandPart.LEAD):
        panel.lanes.ticks[part].click()
    after = composed(qtbot, panel, 1)
    assert [new == old for new, old in zip(after.lanes, before.lanes, strict=True)] == [True, False, True, True]
    box = panel.lanes.programs[BandPart.BASS]
    box.setCurrentIndex(box.findData(43))
    box.activated.emit(box.currentIndex())
    assert band_of(panel).lanes[1] == replace(after.lanes[1], program=43)
    # It stays when other notes are composed.
    assert composed(qtbot, panel, 1).lanes[1].program == 43
    panel.lanes.ticks[BandPart.BASS].click()
    assert not panel.wishes.buttons[0].isEnabled()


def test_notes_are_edited_in_the_mashup_s_key(qtbot: QtBot, panel: BandPanel) -> None:
    composed(qtbot, panel)
    panel.lanes.buttons[BandPart.CHORDS].click()
    studio, written = panel._studio, band_of(panel).lanes[2]
    assert band_of(panel).key is not None
    studio.edit_with(Message("Key"), lambda mashup: with_key(mashup, FixedKey(parse_key("A major"))))
    laid = studio.session.laid
    assert laid is not None
    shift = band_of(panel).shift_to(laid.alignment.key_number)
    assert shift != 0
    panel.roll.view.setFocus()
    QTest.keyClick(panel.roll.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.roll.view, Qt.Key.Key_Up)
    raised = band_of(panel).lanes[2]
    assert sorted(note.pitch for note in raised.notes) == sorted(note.pitch + 1 for note in written.notes)
    assert studio.session.history.undo_name is not None
    studio.session.undo()
    assert band_of(panel).lanes[2] == written


def test_an_empty_mashup_says_what_to_do(qtbot: QtBot, filled: StudioWindow) -> None:
    filled.actions_by_name["accompaniment"].trigger()
    panel = filled.below.band
    panel.wishes.buttons[0].click()
    qtbot.waitUntil(lambda: not panel._studio.accompanying.composing, timeout=60_000)
    assert "Turn on some cells" in panel.status.text()
    filled.actions_by_name["accompaniment"].trigger()
    assert not filled.below.shows_band()
