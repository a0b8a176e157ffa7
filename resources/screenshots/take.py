"""Takes the README's pictures: the real window with the bundled demo, in both themes and languages.

.venv/bin/python resources/screenshots/take.py

Writes studio-dark.png, studio-light-ko.png and start.png beside this file. Works without a screen, too.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mashstudio.gui import studio as studio_module
from mashstudio.gui.studio import Studio
from mashstudio.gui.studio_window import StudioWindow
from mashstudio.gui.theme import apply_theme
from mashstudio.gui.translation import apply_language
from mashstudio.mashup.edits import Selection
from mashstudio.studio.commands import DEMO
from mashstudio.studio.settings import Settings

FOLDER = Path(__file__).parent
SIZE = (1600, 1000)
PATIENCE = 600.0


def wait(application: QApplication, reached: object) -> None:
    """Lets the window work until `reached()` is true."""
    deadline = time.monotonic() + PATIENCE
    while not reached() and time.monotonic() < deadline:  # type: ignore[operator]
        application.processEvents()
        time.sleep(0.01)


def picture(window: StudioWindow, application: QApplication, name: str) -> None:
    """Writes what the window shows once it has come to rest."""
    rest = time.monotonic() + 2
    wait(application, lambda: time.monotonic() > rest)
    window.grab().save(str(FOLDER / name))


def main() -> None:
    """Takes them all."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as kept:
        # The user's own settings and recovered work are neither shown nor touched.
        for name in ("default_grids_folder", "default_autosave_folder", "default_settings_file"):
            setattr(studio_module, name, lambda name=name: Path(kept) / name)
        apply_language(application, "en")
        apply_theme(application, "dark")
        window = StudioWindow(Studio(Settings(separator="spleeter", refine=False)))
        window.resize(*SIZE)
        window.show()
        picture(window, application, "start.png")
        window.files.open([DEMO])
        studio = window.studio

        def ready() -> bool:
            fits = studio.session.fitting.fits
            drawn = all(deck is not None and len(deck.stem_peaks) == 4 for deck in studio.session.decks)
            return fits is not None and all(len(fit.stems) == 4 for fit in fits) and drawn

        wait(application, ready)
        studio.select(Selection((0, 1, 2, 3), 36, 40))
        studio.player.seek(studio.sound.frame_of(34.5))
        picture(window, application, "studio-dark.png")
        apply_language(application, "ko")
        apply_theme(application, "light")
        picture(window, application, "studio-light-ko.png")
        studio.close()
    QTimer.singleShot(0, application.quit)
    application.exec()


if __name__ == "__main__":
    main()
