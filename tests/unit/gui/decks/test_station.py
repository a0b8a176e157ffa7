"""A deck says what its song sounds like."""

from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.gui.decks.station import StationLine, TagsDialog
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.tag_words import WORDS
from mashstudio.model.character import BALANCED, CALM, ENERGETIC, TAGS, Character
from mashstudio.session.deck import Deck

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


def test_a_deck_shows_its_songs_sentence_and_lists_its_tags(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    # What is heard in a rendered song is no matter here.
    monkeypatch.setattr(Deck, "_describe", lambda _deck: None)
    loaded: Studio = request.getfixturevalue("loaded")
    deck = DeckView(loaded, 0)
    qtbot.addWidget(deck)
    deck.resize(780, 300)
    deck.show()
    action = deck.header.menu.actions_by_name["show_tags"]
    assert action in deck.header.menu.menu().actions()
    deck.header.menu.actions_by_name.refresh()
    assert not action.isEnabled()
    assert "Tags are found once the stems are done" in action.toolTip()
    loaded.session.decks[0].character = METAL
    deck.refresh()
    deck.header.menu.actions_by_name.refresh()
    assert action.isEnabled()
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
