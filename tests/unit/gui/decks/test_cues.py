"""The cues of a deck's song in the real window: set, gone to, named, moved, deleted, by mouse and keys, and undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document.project import load_project, save_project
from mashstudio.document.sections import with_cues
from mashstudio.gui.decks.cue_flags import CueFlag
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.theme import theme
from mashstudio.gui.window import StudioWindow
from mashstudio.model.sections import Cue
from mashstudio.session.song_marks import cues_of
from mashstudio.session.song_time import song_time

LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def deck(qtbot: QtBot, filled: StudioWindow) -> DeckView:
    """Return deck B of a shown window whose grid can be played."""
    qtbot.waitUntil(lambda: filled.studio.sound.frame_of(5) > 0, timeout=60_000)
    filled.decks[1].zoomed.setFocus()
    return filled.decks[1]


def beat(window: StudioWindow, number: int) -> float:
    analysis = window.studio.session.analysis(1)
    assert analysis is not None
    return float(analysis.beats[number])


def go_to_beat(qtbot: QtBot, window: StudioWindow, number: int) -> None:
    """Move the playhead to a beat of song B."""
    mashup, studio = window.studio.mashup, window.studio
    assert mashup is not None
    frame = studio.sound.frame_of(number - mashup.source(1).offset)
    studio.player.seek(frame)
    qtbot.waitUntil(lambda: studio.player.position() == frame)


def heard(window: StudioWindow) -> float | None:
    """Return the playhead in song B."""
    studio = window.studio
    return song_time(studio.session, 1, studio.sound.beat_at(studio.player.position()))


def flag(deck: DeckView, number: int, *, near: bool = True) -> CueFlag:
    return (deck.zoomed if near else deck.overview).cues.flags[number]


def drag(flag: CueFlag, by: int) -> None:
    at = flag.rect().center()
    QTest.mousePress(flag, LEFT, pos=at)
    # The flag follows the mouse in steps of a beat: each event's place is in the flag's own pixels.
    QTest.mouseMove(flag, at + QPoint(by, 0))
    QTest.mouseRelease(flag, LEFT, pos=at)


def test_the_first_audible_beat_is_cue_1_until_another_is_set(filled: StudioWindow) -> None:
    for deck in filled.decks:
        (cue,) = deck.cues.cues
        assert (cue.number, cue.name) == (1, "")
        assert deck.cues.cues == cues_of(filled.studio.session, deck.source)
        for near in (True, False):
            shown = flag(deck, 1, near=near)
            # A low deck hides its overview.
            assert not shown.isHidden()
            assert shown.accessibleName().startswith("Cue 1, bar 1, beat 1")


def test_shift_and_a_digit_set_a_cue_at_the_playhead_and_undo_removes_it(
    qtbot: QtBot, filled: StudioWindow, deck: DeckView
) -> None:
    go_to_beat(qtbot, filled, 5)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_3, SHIFT)
    assert [cue.number for cue in deck.cues.cues] == [1, 3]
    assert deck.cues.cues[1].at == beat(filled, 5)
    assert flag(deck, 3).accessibleName().startswith("Cue 3, bar 2, beat 2")
    # The song used last is meant from the grid, too.
    filled.grid.setFocus()
    go_to_beat(qtbot, filled, 6)
    QTest.keyClick(filled.grid.grid, Qt.Key.Key_4, SHIFT)
    assert deck.cues.cues[2] == Cue(4, beat(filled, 6))
    filled.studio.session.undo()
    filled.studio.session.undo()
    assert [cue.number for cue in deck.cues.cues] == [1]
    mashup = filled.studio.mashup
    assert mashup is not None
    assert mashup.source(1).cues is None


def test_digits_go_to_cues_on_the_deck_and_switch_lanes_in_the_grid(
    qtbot: QtBot, filled: StudioWindow, deck: DeckView
) -> None:
    go_to_beat(qtbot, filled, 5)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_2, SHIFT)
    go_to_beat(qtbot, filled, 9)
    before = filled.studio.mashup
    for widget in (deck.zoomed, deck.overview, deck.sections, deck.listen_button):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_1)
        qtbot.waitUntil(lambda: heard(filled) == pytest.approx(deck.cues.cues[0].at, abs=1e-3))
        QTest.keyClick(widget, Qt.Key.Key_2)
        qtbot.waitUntil(lambda: heard(filled) == pytest.approx(beat(filled, 5), abs=1e-3))
    assert filled.studio.mashup is before
    # In the grid a plain digit keeps its meaning; with Ctrl it goes to the cue of the song used last.
    filled.grid.setFocus()
    QTest.keyClick(filled.grid.grid, Qt.Key.Key_Right)
    QTest.keyClick(filled.grid.grid, Qt.Key.Key_5)
    assert filled.studio.mashup is not before
    go_to_beat(qtbot, filled, 9)
    deck.zoomed.setFocus()
    filled.grid.setFocus()
    QTest.keyClick(filled.grid.grid, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: heard(filled) == pytest.approx(beat(filled, 5), abs=1e-3))


def test_a_missing_cue_says_which_key_sets_it(filled: StudioWindow, deck: DeckView) -> None:
    said: list[str] = []
    filled.studio.notice.connect(said.append)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_7)
    assert said == ["Song B has no cue 7. Shift+7 sets it at the playhead."]


def test_a_click_goes_there_a_drag_moves_to_another_beat_and_undo_moves_back(
    qtbot: QtBot, filled: StudioWindow, deck: DeckView
) -> None:
    go_to_beat(qtbot, filled, 9)
    QTest.mouseClick(flag(deck, 1), LEFT)
    at = deck.cues.cues[0].at
    qtbot.waitUntil(lambda: heard(filled) == pytest.approx(at, abs=1e-3))
    for near in (True, False):
        view = deck.zoomed if near else deck.overview
        first, third = (view._x_of_cue(beat(filled, number)) for number in (0, 3))
        assert first is not None
        assert third is not None
        drag(flag(deck, 1, near=near), round(third - first) + 2)
        assert deck.cues.cues == (Cue(1, beat(filled, 3)),)
        filled.studio.session.undo()
        assert deck.cues.cues == (Cue(1, at),)


def test_a_name_is_typed_in_place_by_mouse_or_key(filled: StudioWindow, deck: DeckView) -> None:
    QTest.mouseDClick(flag(deck, 1), LEFT)
    assert deck.cues.field is not None
    assert deck.cues.field.accessibleName() == "Name of cue 1"
    narrow = deck.cues.field.width()
    QTest.keyClicks(deck.cues.field, "The guitar comes in alone over the drums")
    assert deck.cues.field.width() > narrow
    assert deck.cues.field.geometry().right() < deck.overview.width() + deck.zoomed.width()
    deck.cues.field.selectAll()
    QTest.keyClicks(deck.cues.field, "Gitarre 1")
    QTest.keyClick(deck.cues.field, Qt.Key.Key_Return)
    assert deck.cues.field is None
    assert deck.cues.cues[0].name == "Gitarre 1"
    assert flag(deck, 1).words == "1 Gitarre 1"
    assert flag(deck, 1).accessibleName().startswith("Cue 1: Gitarre 1, bar 1")
    QTest.keyClick(deck.zoomed, Qt.Key.Key_F2, CTRL)
    QTest.keyClicks(deck.cues.field, "Other")
    QTest.keyClick(deck.cues.field, Qt.Key.Key_Escape)
    assert deck.cues.cues[0].name == "Gitarre 1"
    filled.studio.session.undo()
    assert deck.cues.cues[0].name == ""


def test_keys_move_and_delete_the_cue_gone_to_last(qtbot: QtBot, filled: StudioWindow, deck: DeckView) -> None:
    QTest.keyClick(deck.zoomed, Qt.Key.Key_1)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_Greater, CTRL)
    assert deck.cues.cues == (Cue(1, beat(filled, 1)),)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_Less, CTRL)
    assert deck.cues.cues == (Cue(1, beat(filled, 0)),)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_Delete, CTRL | SHIFT)
    assert not deck.cues.cues
    assert not deck.zoomed.cues.flags
    deck.cues.actions_by_name["reset_cues"].trigger()
    assert [cue.number for cue in deck.cues.cues] == [1]


def test_the_deck_s_menu_lists_cues_with_their_names(filled: StudioWindow, deck: DeckView) -> None:
    assert deck.cues.menu.menuAction() in deck.header.menu.menu().actions()
    deck.cues.actions_by_name.refresh()
    entries = [action.text() for action in deck.cues.menu.actions() if action.text()]
    assert entries[0] == "Go to cue 1: 0:00"
    assert "Rename cue" in entries
    assert "Set cue at the playhead" in entries
    assert not deck.cues.actions_by_name["cue_2"].isEnabled()


def test_cues_are_kept_in_the_project(qtbot: QtBot, tmp_path: Path, filled: StudioWindow, deck: DeckView) -> None:
    go_to_beat(qtbot, filled, 5)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_8, SHIFT)
    deck.cues.rename()
    assert deck.cues.field is not None
    deck.cues.field.setText("후렴")
    QTest.keyClick(deck.cues.field, Qt.Key.Key_Return)
    mashup = filled.studio.mashup
    assert mashup is not None
    save_project(mashup, tmp_path / "kept.mash")
    assert load_project(tmp_path / "kept.mash").source(1).cues == deck.cues.cues
    assert deck.cues.cues[1] == Cue(8, beat(filled, 5), "후렴")


def test_names_end_where_the_next_flag_begins(filled: StudioWindow, deck: DeckView) -> None:
    mashup = filled.studio.mashup
    assert mashup is not None
    places = {1: 3, 2: 2, 3: 8, 4: 9}
    cues = tuple(Cue(number, beat(filled, at), "A long name for a cue") for number, at in places.items())
    filled.studio.edit_with(Message("Cues"), lambda mashup: with_cues(mashup, 1, cues))
    deck.zoomed.show_window(0.0, 6.0)
    second, first, third, last = (flag(deck, number) for number in places)
    for one, next_one in ((first, second), (third, last)):
        assert one.geometry().right() < next_one.x()
        assert one.width() >= one.least_width
        assert one.shown(one.least_width) == one.words[0]
        assert f"(Ctrl+{one.words[0]})" in one.toolTip()
    deck.zoomed.show_window(0.0, 60.0)
    over = deck.zoomed.childAt(second.geometry().center())
    assert over is second
    deck.cues.jump(2)
    assert deck.zoomed.childAt(first.geometry().center()) is first


def test_the_focus_frame_is_whole_at_any_scale(deck: DeckView) -> None:
    view = deck.zoomed
    for ratio in (1.0, 1.25, 1.5, 2.0):
        image = QImage((view.size() + QSize(2, 2)) * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme().window)
        # As in a window, the view begins between two pixels of the screen.
        view.render(image, QPoint(1, 1))
        framed = [
            [(x, y) for x, y in places if image.pixelColor(round(x * ratio), round(y * ratio)) == theme().accent]
            for places in _edges(view.width(), view.height())
        ]
        assert all(framed), ratio


def _edges(width: int, height: int) -> list[list[tuple[float, float]]]:
    """Return places across each edge of a view that lies at (1, 1)."""
    across = (0.75, 1.0, 1.25, 1.5, 1.75)
    return [
        [(place, height - 4.0) for place in across],
        [(width / 3, place) for place in across],
        [(width - 0.5 + place, height - 4.0) for place in (0.0, 0.25, 0.5, 0.75, 1.0)],
        [(width / 3, height - 0.5 + place) for place in (0.0, 0.25, 0.5, 0.75, 1.0)],
    ]
