"""Studio windows of tests."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mashstudio.gui.studio import Studio
from mashstudio.gui.studio_window import StudioWindow


def show_window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    """A window of `studio`, shown; it is there to be looked at when it has been closed, too."""
    window = StudioWindow(studio)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitExposed(window):
        window.show()
    return window
