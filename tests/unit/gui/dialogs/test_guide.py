"""The guide is whole in both languages, shows the keys as they are, and opens at its chapters."""

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.gui.dialogs.guide import FIELD, GuideDialog, guide_text
from mashstudio.gui.window import EVERY_ACTION, StudioWindow

ENGLISH, KOREAN = QLocale("en_US"), QLocale("ko_KR")


def test_both_languages_have_the_same_chapters_and_name_the_same_actions() -> None:
    english, korean = guide_text(ENGLISH), guide_text(KOREAN)
    assert english.count("\n## ") == korean.count("\n## ") > 10
    fields = set(FIELD.findall(english))
    assert fields == set(FIELD.findall(korean))
    assert fields <= {action.name for action in EVERY_ACTION}
    assert guide_text(QLocale("fr_FR")) == english
    for text in (english, korean):
        assert not [line for line in text.splitlines() if len(line) > 120]


def test_f1_opens_the_guide_with_the_users_keys(window: StudioWindow, qtbot: QtBot) -> None:
    window.studio.change_settings(shortcuts={"play": "Ctrl+Alt+P", "strip": ""})
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = window.findChild(GuideDialog)
    assert guide is not None
    qtbot.waitUntil(guide.isVisible)
    text = guide.page.toPlainText()
    assert "Ctrl+Alt+P" in text
    # Without a key, the menu's words.
    assert "Strip: EQ, filter, sends, automation opens the strip" in text
    assert "{" not in text


@pytest.mark.parametrize("row", [3, 7])
def test_a_chapter_is_shown_at_the_top(window: StudioWindow, qtbot: QtBot, row: int) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = window.findChild(GuideDialog)
    assert guide is not None
    qtbot.waitUntil(guide.isVisible)
    guide.chapters.setCurrentRow(row)
    assert guide.page.cursorForPosition(QPoint(30, 12)).block().text() == guide.chapters.item(row).text()
