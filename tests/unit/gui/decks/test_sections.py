"""The sections of a deck's song in the real window: chosen, selected, edited, dragged onto the grid, and undone."""

from itertools import pairwise

import numpy as np
import pytest
from contrast import contrast
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import entering

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection
from mashstudio.gui.commands.section_commands import edit_sections
from mashstudio.gui.decks.sections import DeckSections
from mashstudio.gui.theme import ON_COLOURS, section_colour
from mashstudio.gui.window import StudioWindow
from mashstudio.model.mashup import SILENT
from mashstudio.model.sections import SECTION_NAMES, Section
from mashstudio.session.song_marks import section_beats, sections_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def strip(filled: StudioWindow) -> DeckSections:
    """Return deck B's strip in a shown window, its song cut into three sections."""
    strip = filled.decks[1].sections
    analysis = filled.studio.session.analysis(1)
    assert analysis is not None
    starts = analysis.beats[analysis.downbeats]
    cut = tuple(Section(float(starts[bar]), "A") for bar in (0, 2, 4))
    edit_sections(filled.studio, 1, Message("Split section"), lambda _sections: cut)
    assert strip.sections == cut
    return strip


def middle(strip: DeckSections, index: int) -> QPoint:
    return strip.rect_of(index).center().toPoint()


def names(strip: DeckSections) -> list[str]:
    return [section.name for section in strip.sections]


def test_every_song_s_sections_are_shown_over_its_deck_and_the_first_song_s_over_the_grid(
    filled: StudioWindow,
) -> None:
    for deck in filled.decks:
        assert deck.sections.isVisible()
        assert deck.sections.sections == sections_of(filled.studio.session, deck.source)
    band = filled.grid.sections.strip
    assert band.isVisible()
    assert band.sections == sections_of(filled.studio.session, 0)
    # The section begins over its first beat.
    grid = filled.grid.grid
    beat = section_beats(filled.studio.session, 0, 0).start
    assert band.mapTo(filled, band.rect_of(0).topLeft().toPoint()).x() == pytest.approx(
        grid.viewport().mapTo(filled, QPoint(round(grid.columns.x(beat)), 0)).x(), abs=1
    )


def test_a_double_click_selects_the_section_in_its_song_s_lanes(filled: StudioWindow, strip: DeckSections) -> None:
    studio = filled.studio
    QTest.mouseDClick(strip, LEFT, pos=middle(strip, 1))
    mashup, beats = studio.mashup, section_beats(studio.session, 1, 1)
    assert mashup is not None
    offset = mashup.source(1).offset
    assert studio.selection.lanes == tuple(mashup.lanes_of(1))
    assert (studio.selection.start, studio.selection.stop) == (beats.start - offset, beats.stop - offset)
    # Now the grid shows that song's sections, and its strip selects as well.
    band = filled.grid.sections.strip
    assert band.sections == strip.sections
    QTest.mouseDClick(band, LEFT, pos=band.rect_of(0).center().toPoint())
    assert studio.selection.stop == beats.start - offset
    assert studio.selection.lanes == tuple(mashup.lanes_of(1))


def test_keys_go_from_section_to_section_and_select(filled: StudioWindow, strip: DeckSections) -> None:
    strip.setFocus()
    strip.make_current(0)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.current == 1
    assert "A, bars 3 to 4" in strip.accessibleDescription()
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert filled.studio.selection.beats == len(section_beats(filled.studio.session, 1, 1))
    assert strip.accessibleName() == "Sections of song B"


def hand_over(target: QWidget, strip: DeckSections, index: int, point: QPoint) -> bool:
    """Send what Qt sends when a section is dragged from the strip and dropped at `point`."""
    data = strip.carried(index)
    assert data is not None
    enter = entering(point, data)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDropEvent(QPointF(point), Qt.DropAction.CopyAction, data, LEFT, none))
    return True


def test_a_section_dropped_on_the_grid_is_placed_at_the_beat_in_its_song_s_lanes(
    filled: StudioWindow, strip: DeckSections
) -> None:
    studio, grid = filled.studio, filled.grid.grid
    before = studio.mashup
    assert before is not None
    beats = section_beats(studio.session, 1, 1)
    assert hand_over(grid.viewport(), strip, 1, QPoint(round(grid.columns.x(5.5)), grid.rows.top(2) + 5))
    after = studio.mashup
    assert after is not None
    for row in after.lanes_of(1):
        assert after.played[row, 5 : 5 + len(beats)].tolist() == list(beats)
        assert after.played[row, 4] == before.played[row, 4]
    assert (after.played[after.lanes_of(0)] == SILENT).all()
    assert studio.selection.start == 5
    assert studio.selection.beats == len(beats)
    studio.session.undo()
    assert studio.mashup == before


def test_a_section_of_another_window_is_not_taken(filled: StudioWindow, strip: DeckSections) -> None:
    data = strip.carried(0)
    assert data is not None
    for foreign in (b"", b"[]", b'["1 2", 1, 0, 4]', b"\xff"):
        data.setData(data.formats()[0], foreign)
        enter = entering(QPoint(50, 50), data)
        enter.ignore()
        QApplication.sendEvent(filled.grid.grid.viewport(), enter)
        assert not enter.isAccepted()


def test_keys_split_join_rename_and_reset_on_the_deck_used_last(filled: StudioWindow, strip: DeckSections) -> None:
    studio = filled.studio
    strip.setFocus()
    strip.make_current(1)
    QTest.keyClick(strip, Qt.Key.Key_J)
    assert names(strip) == ["A", "A"]
    QTest.keyClick(strip, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert strip.field is not None
    # The strip would cut it off.
    assert strip.field.height() >= strip.field.sizeHint().height() > strip.height()
    strip.field.setText("chorus")
    QTest.keyClick(strip.field, Qt.Key.Key_Return)
    assert strip.field is None
    assert names(strip) == ["A", "Chorus"]
    QTest.keyClick(strip, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(strip.field, "Other")
    QTest.keyClick(strip.field, Qt.Key.Key_Escape)
    assert names(strip) == ["A", "Chorus"]
    studio.session.undo()
    studio.session.undo()
    assert names(strip) == ["A", "A", "A"]
    strip.reset()
    mashup = studio.mashup
    assert mashup is not None
    assert mashup.source(1).sections is None


def test_split_begins_a_section_at_the_playhead(qtbot: QtBot, filled: StudioWindow, strip: DeckSections) -> None:
    studio, analysis = filled.studio, filled.studio.session.analysis(1)
    assert analysis is not None
    mashup = studio.mashup
    assert mashup is not None
    qtbot.waitUntil(lambda: studio.sound.frame_of(5) > 0, timeout=60_000)
    frame = studio.sound.frame_of(5 - mashup.source(1).offset)
    studio.player.seek(frame)
    qtbot.waitUntil(lambda: studio.player.position() == frame)
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Y)
    assert len(strip.sections) == 4
    assert float(analysis.beats[5]) in [section.start for section in strip.sections]
    studio.session.undo()
    assert len(strip.sections) == 3


def test_a_border_is_dragged_to_a_bar_and_moved_by_keys(filled: StudioWindow, strip: DeckSections) -> None:
    analysis = filled.studio.session.analysis(1)
    assert analysis is not None
    bars = [float(at) for at in analysis.beats[analysis.downbeats]]
    border, y = strip.rect_of(1).left(), strip.height() // 2
    to = round(float(strip.xs_of(np.array([bars[3]]))[0]) + 2)
    QTest.mousePress(strip, LEFT, pos=QPoint(round(border), y))
    QTest.mouseMove(strip, QPoint(to, y))
    QTest.mouseRelease(strip, LEFT, pos=QPoint(to, y))
    assert strip.sections[1].start == bars[3]
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Z)
    assert strip.sections[1].start == bars[2]
    QTest.keyClick(strip, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert strip.sections[1].start == bars[3]
    for _ in range(3):
        filled.studio.session.undo()
    assert strip.sections[1].start == bars[2]
    assert all(before.start < after.start for before, after in pairwise(strip.sections))


def test_names_are_legible_on_every_section_s_colour() -> None:
    for name in (*SECTION_NAMES, *"ABCDEFGH", "후렴"):
        assert contrast(section_colour(name), ON_COLOURS) >= 4.5


def test_a_border_that_is_undone_while_it_is_held_is_let_go(filled: StudioWindow, strip: DeckSections) -> None:
    grid = filled.grid.sections.strip
    filled.studio.select(Selection((4,), 0, 4))
    former = strip.sections
    edit_sections(filled.studio, 1, Message("Split section"), lambda all_: (*all_, Section(9.0, "B")))
    for held in (strip, grid):
        assert held.sections == (*former, Section(9.0, "B"))
        border = held.rect_of(3).topLeft().toPoint() + QPoint(0, 4)
        QTest.mousePress(held, LEFT, pos=border)
        filled.studio.session.undo()
        QTest.mouseMove(held, border + QPoint(20, 0))
        held.grab()
        QTest.mouseRelease(held, LEFT, pos=border + QPoint(20, 0))
        assert held.sections == former
        filled.studio.session.redo()
