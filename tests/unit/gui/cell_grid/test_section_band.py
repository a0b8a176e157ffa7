"""The sections over the cell grid in the real window: borders dragged and moved by keys, and their menu."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.section_band import GridSections
from mashstudio.gui.commands.section_commands import edit_sections
from mashstudio.gui.window import StudioWindow
from mashstudio.model.sections import Section
from mashstudio.session.song_marks import section_beats

LEFT, SHIFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def band(filled: StudioWindow) -> GridSections:
    """Return the strip over the grid of a shown window: song A, cut into three sections."""
    starts = bars(filled)
    cut = tuple(Section(starts[bar], "A") for bar in (0, 2, 4))
    edit_sections(filled.studio, 0, Message("Split section"), lambda _sections: cut)
    band = filled.grid.sections.strip
    assert (band.source, band.sections) == (0, cut)
    assert band.accessibleName() == "Sections of song A on the grid"
    return band


def bars(window: StudioWindow) -> list[float]:
    analysis = window.studio.session.analysis(0)
    assert analysis is not None
    return [float(at) for at in analysis.beats[analysis.downbeats]]


def x_of(band: GridSections, at: float) -> int:
    return round(float(band.xs_of(np.array([at]))[0]))


def drag(band: GridSections, start: int, stop: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    y = band.height() // 2
    QTest.mousePress(band, LEFT, keys, QPoint(start, y))
    QTest.mouseMove(band, QPoint(stop, y))
    QTest.mouseRelease(band, LEFT, keys, QPoint(stop, y))


def open_menu(band: GridSections, at: QPoint, reason: QContextMenuEvent.Reason) -> None:
    QApplication.sendEvent(band, QContextMenuEvent(reason, at, band.mapToGlobal(at)))
    assert band.menu.isVisible()


def test_a_border_is_dragged_to_a_bar_as_one_step(filled: StudioWindow, band: GridSections) -> None:
    starts, before = bars(filled), band.sections
    QTest.mouseMove(band, QPoint(x_of(band, starts[2]), 5))
    assert band.cursor().shape() == Qt.CursorShape.SplitHCursor
    drag(band, x_of(band, starts[2]), x_of(band, starts[3]) + 2)
    assert [section.start for section in band.sections] == [starts[0], starts[3], starts[4]]
    # The deck follows at once.
    assert filled.decks[0].sections.sections == band.sections
    filled.studio.session.undo()
    assert band.sections == before


def test_a_border_beyond_the_grid_s_edge_cannot_be_taken_hold_of(filled: StudioWindow, band: GridSections) -> None:
    grid = filled.grid.grid
    mashup = filled.studio.mashup
    assert mashup is not None
    filled.studio.select(Selection((), 0, 0))
    edge = round(grid.columns.x(mashup.beats))
    assert all(band._border_at(x) in {1, 2, None} for x in range(edge))
    assert band._border_at(round(grid.columns.x(0))) is None


def test_keys_move_the_border_of_the_song_over_the_grid_whatever_deck_was_used(
    filled: StudioWindow, band: GridSections
) -> None:
    starts, other = bars(filled), filled.decks[1].sections.sections
    filled.decks[1].zoomed.setFocus()
    band.setFocus()
    band.make_current(1)
    QTest.keyClick(band, Qt.Key.Key_Z, SHIFT)
    assert band.sections[1].start == starts[3]
    QTest.keyClick(band, Qt.Key.Key_Z)
    assert band.sections[1].start == starts[2]
    QTest.keyClick(band, Qt.Key.Key_F2, SHIFT)
    assert band.field is not None
    QTest.keyClicks(band.field, "chorus")
    QTest.keyClick(band.field, Qt.Key.Key_Return)
    assert [section.name for section in band.sections] == ["A", "Chorus", "A"]
    assert filled.decks[1].sections.sections == other


def test_the_menu_of_a_section_splits_under_the_mouse_and_deletes_borders(
    qapp: QApplication, filled: StudioWindow, band: GridSections
) -> None:
    analysis = filled.studio.session.analysis(0)
    assert analysis is not None
    there = float(analysis.beats[10])
    open_menu(band, QPoint(x_of(band, there) + 1, 5), QContextMenuEvent.Reason.Mouse)
    assert band.current == 1
    assert band.actions_by_name["split_section_here"].isEnabled()
    band.actions_by_name["split_section_here"].trigger()
    band.menu.close()
    assert [section.start for section in band.sections][2] == there
    assert band.current == 2
    qapp.processEvents()
    # By key there is no such place: the menu opens at the current section.
    open_menu(band, QPoint(0, 0), QContextMenuEvent.Reason.Keyboard)
    assert not band.actions_by_name["split_section_here"].isEnabled()
    band.actions_by_name["open_border"].trigger()
    assert len(band.sections) == 3
    assert band.current == 1
    band._names.actions()[2].trigger()
    band.menu.close()
    assert band.sections[1].name == "Chorus"
    for _ in range(3):
        filled.studio.session.undo()
    assert [section.name for section in band.sections] == ["A", "A", "A"]


def test_shift_f10_opens_the_menu_of_what_has_focus(filled: StudioWindow, band: GridSections) -> None:
    band.setFocus()
    QTest.keyClick(band, Qt.Key.Key_F10, SHIFT)
    assert band.menu.isVisible()
    band.menu.close()


def test_a_section_can_be_looped_from_its_menu(qtbot: QtBot, filled: StudioWindow, band: GridSections) -> None:
    qtbot.waitUntil(lambda: filled.studio.sound.ready, timeout=60_000)
    band.make_current(1)
    band.actions_by_name["loop_section"].trigger()
    mashup, beats = filled.studio.mashup, section_beats(filled.studio.session, 0, 1)
    assert mashup is not None
    offset = mashup.source(0).offset
    assert filled.studio.sound.loop == (beats.start - offset, beats.stop - offset)
    assert filled.studio.selection.lanes == tuple(mashup.lanes_of(0))


def test_the_menu_of_cells_says_what_plays_there_and_plays_it(qtbot: QtBot, filled: StudioWindow) -> None:
    qtbot.waitUntil(lambda: filled.studio.sound.ready, timeout=60_000)
    filled.studio.select(Selection((1,), 4, 8))
    menu = filled.grid.grid.menu()
    entries = {action.objectName(): action for action in menu.actions()}
    assert entries["what_it_plays"].text().startswith("Bar 2, beat 1, song A drums")
    assert {"play_selection", "loop", "mute", "solo", "cut", "copy", "paste", "duplicate", "clear"} <= entries.keys()
    entries["loop"].trigger()
    assert filled.studio.sound.loop == (4, 8)
    menu.deleteLater()
