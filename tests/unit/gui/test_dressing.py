"""Changing the theme of the whole program without blocking it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from themes import apply_theme

import mashstudio.gui.app as app_module
from mashstudio.gui.app import Windows
from mashstudio.gui.dressing import Dressing, _Curtain
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.window import EVERY_ACTION, StudioWindow
from mashstudio.session.settings import Settings, save_settings

PATIENCE = 60_000


@pytest.fixture
def window(
    qtbot: QtBot, dressable: QApplication, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> StudioWindow:
    """Return the program's window in the dark theme."""
    save_settings(Settings(separator="spleeter", theme="dark"), tmp_path / "settings.json")
    monkeypatch.setattr(app_module, "default_settings_file", lambda: tmp_path / "settings.json")
    window = Windows(dressable).open([])
    qtbot.addWidget(window)
    # Devices are listed in the background; what is said of them changes the window.
    with qtbot.waitSignal(window.studio.player_event, timeout=PATIENCE):
        pass
    return window


@pytest.fixture
def dialog(window: StudioWindow) -> PreferencesDialog:
    """Return the window's open preferences."""
    dialog = PreferencesDialog(window.studio, EVERY_ACTION, window)
    dialog.open()
    return dialog


def counting(turns: list[bool]) -> QTimer:
    """Add an entry to `turns` for each turn of the event loop, in which it could handle the user's input."""
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(True))
    timer.start()
    return timer


def pictures(*widgets: QWidget) -> list[QImage]:
    QApplication.processEvents()
    return [widget.grab().toImage() for widget in widgets]


def settled_pictures(qtbot: QtBot, *widgets: QWidget) -> list[QImage]:
    """Return pictures of widgets once three in a row are the same."""
    seen = [pictures(*widgets)]

    def same() -> bool:
        qtbot.wait(100)
        seen.append(pictures(*widgets))
        return len(seen) > 2 and seen[-3] == seen[-2] == seen[-1]

    qtbot.waitUntil(same, timeout=PATIENCE)
    return seen[-1]


def covered(window: QWidget) -> bool:
    """Return True while pictures of the old theme cover `window` or its dialogs."""
    QApplication.processEvents()
    return bool(window.findChildren(_Curtain))


def test_another_theme_is_applied_in_many_turns_and_leaves_nothing_behind(
    qtbot: QtBot, dressable: QApplication, window: StudioWindow, dialog: PreferencesDialog
) -> None:
    dark = settled_pictures(qtbot, window, dialog)
    turns: list[bool] = []
    timer = counting(turns)
    window.studio.change_settings(theme="light")
    assert pictures(window, dialog) == dark
    qtbot.waitUntil(lambda: pictures(window, dialog)[0] != dark[0], timeout=PATIENCE)
    qtbot.waitUntil(lambda: not covered(window), timeout=PATIENCE)
    assert len(turns) > 20
    timer.stop()
    light = pictures(window, dialog)
    apply_theme(dressable, "light")
    assert pictures(window, dialog) == light
    window.studio.change_settings(theme="dark")
    window.studio.change_settings(theme="light")
    window.studio.change_settings(theme="dark")
    qtbot.waitUntil(lambda: not covered(window) and pictures(window, dialog) == dark, timeout=PATIENCE)


def test_another_language_is_applied_in_many_turns_and_leaves_nothing_out(
    qtbot: QtBot, dressable: QApplication, window: StudioWindow, dialog: PreferencesDialog
) -> None:
    english = settled_pictures(qtbot, window, dialog)
    turns: list[bool] = []
    timer = counting(turns)
    window.studio.change_settings(language="ko", theme="light")
    assert pictures(window, dialog) == english
    (dressing,) = (each for each in dressable.findChildren(Dressing) if each.busy)
    qtbot.waitUntil(lambda: not dressing.busy, timeout=PATIENCE)
    assert len(turns) > 20
    timer.stop()
    korean = settled_pictures(qtbot, window, dialog)
    apply_language(dressable, "ko")
    assert pictures(window, dialog) == korean
    window.studio.change_settings(language="en")
    window.studio.change_settings(theme="dark")
    qtbot.waitUntil(lambda: not dressing.busy, timeout=PATIENCE)
    assert (window.export_button.text(), dressable.property("theme")) == ("Export…", "dark")


def test_a_window_may_close_during_a_change_of_theme(qtbot: QtBot, dressable: QApplication) -> None:
    apply_theme(dressable, "dark")
    windows = [QWidget(), QWidget()]
    for each in windows:
        qtbot.addWidget(each)
        with qtbot.waitExposed(each):
            each.show()
    dressing = Dressing(dressable)
    dressing.change_theme("light")
    QApplication.processEvents()
    closed = windows.pop()
    closed.deleteLater()
    qtbot.waitUntil(lambda: dressable.property("theme") == "light", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not covered(windows[0]), timeout=PATIENCE)


def test_only_other_shortcuts_have_every_tooltip_written_anew(window: StudioWindow) -> None:
    written: list[bool] = []
    window.studio.shortcuts_changed.connect(lambda: written.append(True))
    window.studio.change_settings(step_entry=True, theme="light")
    assert written == []
    window.studio.change_settings(shortcuts={"export": "F9"})
    assert written == [True]
    assert window.export_button.toolTip().endswith("(F9)")


def test_windows_that_close_meanwhile_do_not_stop_a_change_of_theme(qtbot: QtBot, dressable: QApplication) -> None:
    windows = [QWidget() for _ in range(3)]
    for window in windows:
        window.show()
    dressing = Dressing(dressable)
    dressing.change_theme("light")
    begun: list[bool] = []

    def close() -> None:
        # The first step has listed the windows, and covers one of them.
        for window in windows:
            delete(window)
        begun.append(True)

    dressing._next_step.timeout.connect(close, Qt.ConnectionType.SingleShotConnection)
    qtbot.waitUntil(lambda: bool(begun) and not dressing.busy, timeout=PATIENCE)
    assert dressable.property("theme") == "light"
