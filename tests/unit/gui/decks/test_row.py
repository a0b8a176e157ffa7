"""The decks side by side: each can be folded to a narrow card."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.gui.decks.row import DeckRow
from mashstudio.gui.studio import Studio
from mashstudio.session.deck import Stage, StageProgress, State


def row_of(qtbot: QtBot, studio: Studio) -> DeckRow:
    row = DeckRow(studio)
    qtbot.addWidget(row)
    row.resize(1200, 300)
    row.show()
    qtbot.waitExposed(row)
    return row


def test_a_folded_deck_leaves_its_width_to_the_other(qtbot: QtBot, loaded: Studio) -> None:
    row = row_of(qtbot, loaded)
    one, two = row.views
    widths = one.width(), two.width()
    one.header.menu.actions_by_name["fold_deck"].trigger()
    qtbot.waitUntil(lambda: one.width() < 140 and two.width() > sum(widths) - 140)
    card = one.folded_page
    assert one.pages.currentWidget() is card
    assert card.title.text() == loaded.session.title(0)
    assert "BPM" in card.tempo.text()
    assert row.focusWidget() is card.unfold_button
    QTest.keyClick(card.unfold_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: abs(one.width() - two.width()) < 8)
    assert one.pages.currentWidget() is one.song_page


def test_folding_ends_the_mending_of_the_grid(qtbot: QtBot, loaded: Studio) -> None:
    deck = row_of(qtbot, loaded).views[1]
    deck.repairs.actions_by_name["mend_grid"].trigger()
    assert deck.zoomed.mending
    deck.header.menu.actions_by_name["fold_deck"].trigger()
    assert not deck.zoomed.mending
    assert deck.folded


def test_a_folded_deck_shows_progress_and_errors(qtbot: QtBot, loaded: Studio) -> None:
    view = row_of(qtbot, loaded).views[0]
    view.header.menu.actions_by_name["fold_deck"].trigger()
    deck = loaded.session.decks[0]
    assert deck is not None
    deck.progress[Stage.FITTING] = StageProgress(State.WORKING, 0.41, Message("Aligning the song to the grid"))
    view.refresh()
    assert view.folded_page.doing.text() == "41 % Aligning the song to the grid"
    deck.progress[Stage.FITTING] = StageProgress(State.FAILED, 0.41, None, Message("The disk is full."))
    view.refresh()
    assert view.folded_page.doing.text() == "The disk is full."
