"""The graphical program: open windows, and end with the last one."""

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mashstudio.gui.commands.button_keys import ButtonKeys
from mashstudio.gui.dialogs.recovery import RecoveryDialog
from mashstudio.gui.dialogs.unexpected import install_error_handling
from mashstudio.gui.dressing import Dressing
from mashstudio.gui.garbage import Garbage, collect_soon
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.theme import apply_colours, apply_style
from mashstudio.gui.window import StudioWindow
from mashstudio.session.autosave import default_autosave_folder, find_recoveries
from mashstudio.session.settings import default_settings_file, load_settings
from mashstudio.session.workers import SWITCH_INTERVAL

_LISTEN_MS = 200


class Windows:
    """All windows of the program; they share the user's settings."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._open: list[StudioWindow] = []
        self._settings = load_settings(default_settings_file())
        apply_language(application, self._settings.language)
        apply_colours(application, self._settings.theme)
        self._dressing = Dressing(application)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow_system())

    def open(self, files: list[Path]) -> StudioWindow:
        """Open and return a new window with `files`: a project, or songs."""
        window = StudioWindow(Studio(self._settings))
        window.studio.workers.keep_spares()
        if not self._open:
            apply_style(self._application)
        self._open.append(window)
        window.files.another_wanted.connect(lambda path: self.open([] if path is None else [path]))
        window.files.recovery_wanted.connect(self._recover)
        window.files.demo_wanted.connect(self._open_demo)
        window.studio.settings_changed.connect(lambda: self._share(window.studio))
        window.destroyed.connect(lambda: self._open.remove(window))
        window.destroyed.connect(collect_soon)
        window.show()
        window.drops.take(files)
        return window

    def _open_demo(self) -> None:
        self.open([]).files.open_demo()

    def _recover(self, copy: Path, place: Path | None) -> None:
        self.open([]).files.recover(copy, place)

    def _share(self, studio: Studio) -> None:
        """Apply settings changed in one window to all."""
        before, self._settings = self._settings, studio.settings
        if before.language != self._settings.language:
            self._dressing.change_language(self._settings.language)
        if before.theme != self._settings.theme:
            self._dressing.change_theme(self._settings.theme)
        for window in self._open:
            if window.studio is not studio:
                window.studio.apply_settings(self._settings)

    def _follow_system(self) -> None:
        if not self._settings.theme:
            self._dressing.change_theme("")


def run(files: list[Path]) -> int:
    """Open the studio with `files` (songs or a project) and run until its last window is closed."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    application = QApplication(sys.argv[:1])
    _garbage = Garbage()
    application.setApplicationName("MashStudio")
    application.setDesktopFileName("mashstudio")
    install_error_handling(application)
    ButtonKeys(application)
    windows = Windows(application)
    window = windows.open(files)
    recoveries = find_recoveries(default_autosave_folder())
    if recoveries:
        recovery = RecoveryDialog(recoveries, window)
        recovery.chosen.connect(window.files.recover)
        recovery.open()
    # On SIGINT or SIGTERM, close the windows from the event loop.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: QTimer.singleShot(0, QApplication.closeAllWindows))
    # Python runs signal handlers between bytecodes only: wake it regularly.
    waker = QTimer(application, interval=_LISTEN_MS)
    waker.timeout.connect(lambda: None)
    waker.start()
    return application.exec()
