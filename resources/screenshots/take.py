"""Take screenshots of the real window with the bundled demo. Works without a display, too.

.venv/bin/python resources/screenshots/take.py            the README's three, beside this file
.venv/bin/python resources/screenshots/take.py FOLDER     every scene, at every size, in both languages and themes
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Final

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

from mashstudio.document.edits import Selection
from mashstudio.gui import studio as studio_module
from mashstudio.gui.dialogs.about import AboutDialog
from mashstudio.gui.dialogs.doctor_page import DoctorDialog
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.dialogs.recovery import RecoveryDialog
from mashstudio.gui.dialogs.shortcut_sheet import ShortcutSheet
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.theme import apply_colours, apply_style
from mashstudio.gui.widgets import dialog as dialog_module
from mashstudio.gui.window import EVERY_ACTION, StudioWindow
from mashstudio.pipeline.commands import DEMO
from mashstudio.session.autosave import Recovery
from mashstudio.session.deck import State
from mashstudio.session.settings import Settings

BESIDE: Final = Path(__file__).parent
README_SIZE: Final = QSize(1600, 1000)
SCREENS: Final = (QSize(1280, 720), QSize(1366, 768), QSize(1600, 1000))
SCALED: Final = "1.5"
"""The scale at which a process of its own takes the smallest screen once more."""

BARS: Final = QSize(0, 80)
"""The part of a screen taken by a title bar and a taskbar."""

PATIENCE: Final = 600.0
_ROUNDS: Final = 20


def wait(reached: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Run the event loop until `reached()` is true."""
    deadline = time.monotonic() + seconds
    while not reached() and time.monotonic() < deadline:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.01)


def rest(seconds: float) -> None:
    """Run the event loop for so long, and for some layout passes in case the computer is busy."""
    rounds = iter(range(_ROUNDS))
    wait(lambda: False, seconds)
    wait(lambda: next(rounds, None) is None)


def dress(language: str, theme: str) -> None:
    """Set the language and the theme."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_language(application, language)
    apply_colours(application, theme)
    # Qt restyles all widgets only for another sheet.
    application.setStyleSheet("")
    apply_style(application)


def ready(studio: Studio) -> bool:
    """Return True once nothing will change by itself any more."""
    fits = studio.session.fitting.fits
    drawn = all(len(deck.stem_peaks) == 4 for deck in studio.session.decks.values())
    return fits is not None and all(len(fit.stems) == 4 for fit in fits.values()) and drawn


def preparing(studio: Studio) -> bool:
    """Return True if both decks are at work, and one of them has something to show."""
    decks = studio.session.decks.values()
    working = [any(step.state is State.WORKING for step in deck.progress.values()) for deck in decks]
    return len(working) == 2 and all(working) and any(deck.analysis is not None for deck in decks)


def open_window(settings: Settings) -> StudioWindow:
    """Return a window with a studio of its own."""
    window = StudioWindow(Studio(settings))
    window.show()
    return window


def edit(window: StudioWindow) -> None:
    """Open the demo and show an interesting part of it."""
    studio = window.studio
    window.drops.take([DEMO])
    wait(lambda: ready(studio))
    studio.select(Selection((0, 1, 2, 3), 36, 40))
    studio.player.seek(studio.sound.frame_of(34.5))


def take_readme() -> None:
    """Take the README's pictures: studio-dark.png, studio-light-ko.png and start.png."""
    dress("en", "dark")
    window = open_window(Settings(separator="spleeter"))
    window.resize(README_SIZE)
    rest(2)
    window.grab().save(str(BESIDE / "start.png"))
    edit(window)
    rest(2)
    window.grab().save(str(BESIDE / "studio-dark.png"))
    dress("ko", "light")
    rest(2)
    window.grab().save(str(BESIDE / "studio-light-ko.png"))
    window.studio.close()


class Matrix:
    """Every scene on every screen of `screens`, in both languages and themes, as PNG files in `folder`."""

    def __init__(self, folder: Path, screens: tuple[QSize, ...], mark: str) -> None:
        self._folder, self._screens, self._mark = folder, screens, mark

    def take(self, kept: Path) -> None:
        """Take all pictures; `kept`: the cache folder for songs that are analysed anew."""
        dress("en", "dark")
        fresh = open_window(Settings(separator="spleeter", cache_folder=str(kept / "fresh")))
        self._shoot("start", fresh)
        fresh.drops.take([DEMO])
        wait(lambda: preparing(fresh.studio))
        self._shoot("preparing", fresh)
        fresh.studio.close()
        window = open_window(Settings(separator="spleeter"))
        edit(window)
        self._shoot("editing", window)
        mending = [deck.repairs.actions_by_name["mend_grid"] for deck in window.decks]
        for action in mending:
            action.trigger()
        self._shoot("mend", window)
        for action in mending:
            action.trigger()
        for name, shown in self._dialogs(window):
            shown.open()
            if isinstance(shown, DoctorDialog):
                wait(partial(_has_found, shown))
            tabs = shown.findChild(QTabWidget)
            for page in range(1 if tabs is None else tabs.count()):
                if tabs is not None:
                    tabs.setCurrentIndex(page)
                self._shoot(name if tabs is None else f"{name}-{page + 1}", shown)
            shown.close()
        window.studio.close()

    def _dialogs(self, window: StudioWindow) -> Iterator[tuple[str, QDialog]]:
        studio, mashup = window.studio, window.studio.mashup
        assert mashup is not None
        yield "export", ExportDialog(studio, window)
        yield "preferences", PreferencesDialog(studio, EVERY_ACTION, window)
        yield "shortcuts", ShortcutSheet(studio, EVERY_ACTION, window)
        yield "doctor", DoctorDialog(studio, window)
        yield "about", AboutDialog(window)
        kept = Recovery(DEMO, DEMO, mashup.title, time.time())
        yield "recovery", RecoveryDialog([kept], window)

    def _shoot(self, name: str, shown: QWidget) -> None:
        for screen, language, theme in product(self._screens, ("en", "ko"), ("dark", "light")):
            room = screen - BARS
            dialog_module.room_for = partial(_room, room)
            dress(language, theme)
            if isinstance(shown, StudioWindow):
                shown.resize(room)
            else:
                # A dialog finds its size when it is shown.
                shown.hide()
                shown.show()
            rest(0.3)
            file = f"{name}_{screen.width()}x{screen.height()}{self._mark}_{language}_{theme}.png"
            shown.grab().save(str(self._folder / file))


def _has_found(doctor: DoctorDialog) -> bool:
    """Return True once the check has finished."""
    return bool(doctor.text())


def _room(room: QSize, _window: QWidget) -> QSize:
    """Return the matrix' screen size, whatever the real one is."""
    return room


def take_matrix(folder: Path, kept: Path) -> None:
    """Take all pictures; a second process takes the smallest screen at another scale."""
    folder.mkdir(parents=True, exist_ok=True)
    scaled = os.environ.get("QT_SCALE_FACTOR") == SCALED
    Matrix(folder, SCREENS[:1] if scaled else SCREENS, f"@{SCALED}" if scaled else "").take(kept)
    if not scaled:
        again = {**os.environ, "QT_SCALE_FACTOR": SCALED}
        subprocess.run([sys.executable, __file__, str(folder)], env=again, check=True)


def main() -> None:
    """Take the pictures asked for on the command line."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as kept:
        # Neither show nor touch the user's own settings and recovered work.
        for name in ("default_grids_folder", "default_autosave_folder", "default_settings_file"):
            setattr(studio_module, name, lambda name=name: Path(kept) / name)
        if sys.argv[1:]:
            take_matrix(Path(sys.argv[1]), Path(kept))
        else:
            take_readme()
    del application


if __name__ == "__main__":
    main()
