"""A deck says what its song sounds like."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.gui.decks.station import StationLine, TagsDialog
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.tag_words import WORDS
from mashstudio.model.character import BALANCED, CALM, ENERGETIC, TAGS, Character

STRENGTHS: Mapping[str, float] = {tag.name: 0.01 for tag in TAGS}


def song(**strengths: float) -> Character:
    """Return a song with these tags; underscores stand for spaces."""
    tags = {**STRENGTHS, **{name.replace("_", " "): strength for name, strength in strengths.items()}}
    return Character(dict(sorted(tags.items(), key=lambda item: -item[1])), np.zeros(400, np.float32))


METAL = song(metal=0.66, rock=0.6, loud=0.4, male_voice=0.3)


def test_the_line_shortens_by_weight_and_never_takes_room(qtbot: QtBot) -> None:
    line = StationLine()
    qtbot.addWidget(line)
    line.show_character(None)
    assert line.shown == ""
    line.show_character(METAL)
    assert line.minimumSizeHint().width() == 0
    seen: list[str] = []
    for width in range(400, 0, -1):
        line.resize(width, 20)
        if not seen or seen[-1] != line.shown:
            seen.append(line.shown)
    assert seen == [
        "energetic, male voice, metal, rock", "energetic, male voice, metal", "male voice, metal", "metal", ""
    ]  # fmt: skip


def test_a_deck_shows_its_songs_sentence_once_its_stems_are_done(qtbot: QtBot, loaded: Studio) -> None:
    deck = DeckView(loaded, 0)
    qtbot.addWidget(deck)
    deck.resize(780, 300)
    deck.show()
    action = deck.header.menu.actions_by_name["show_tags"]
    qtbot.waitUntil(lambda: loaded.session.decks[0].character is not None, timeout=120_000)
    qtbot.waitUntil(lambda: bool(deck.station.text()), timeout=10_000)
    assert loaded.session.decks[0].stems is not None
    assert action in deck.header.menu.menu().actions()
    deck.header.menu.actions_by_name.refresh()
    assert action.isEnabled()
    loaded.session.decks[0].character = METAL
    deck.refresh()
    assert deck.station.text() == "energetic, male voice, metal, rock"
    QTest.mouseClick(deck.station, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TagsDialog)
    found = (dialog.tags.topLevelItem(row) for row in range(dialog.tags.topLevelItemCount()))
    rows = [(row.text(0), row.text(1)) for row in found if row is not None]
    assert rows[:3] == [("metal", "66 %"), ("rock", "60 %"), ("loud", "40 %")]
    assert len(rows) == len(TAGS)
    assert dialog.tags.accessibleName() == "Tags of song A"
    assert not dialog.grab().isNull()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    action.trigger()
    again = QApplication.activeModalWidget()
    assert isinstance(again, TagsDialog)
    again.close()


def test_every_word_can_be_translated() -> None:
    assert {*(tag.name for tag in TAGS), ENERGETIC, CALM, BALANCED} == set(WORDS)
