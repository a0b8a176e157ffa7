"""The sheet shows every current shortcut."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mashstudio.gui.commands.actions import words
from mashstudio.gui.dialogs.shortcut_sheet import ShortcutSheet
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import EVERY_ACTION


def texts(sheet: ShortcutSheet) -> list[str]:
    return [label.text() for label in sheet._area.findChildren(QLabel)]


def test_every_action_with_keys_is_there(qtbot: QtBot, studio: Studio) -> None:
    sheet = ShortcutSheet(studio, EVERY_ACTION)
    qtbot.addWidget(sheet)
    shown = texts(sheet)
    for spec in EVERY_ACTION:
        if spec.keys:
            at = shown.index(words(spec.text).removesuffix("…"))
            keys = QKeySequence(spec.keys).toString(QKeySequence.SequenceFormat.NativeText)
            assert keys in (shown[at - 1], shown[at + 1])


def test_it_follows_the_user_s_shortcuts(qtbot: QtBot, studio: Studio) -> None:
    sheet = ShortcutSheet(studio, EVERY_ACTION)
    qtbot.addWidget(sheet)
    assert "F12" not in texts(sheet)
    studio.change_settings(shortcuts={"play": "F12", "loop": ""})
    shown = texts(sheet)
    assert "F12" in shown
    assert "Loop the selection" not in shown
