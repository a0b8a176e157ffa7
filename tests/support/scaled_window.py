"""A separate process that uses the window at another scale: opens a project, mends a grid, opens the export dialog.

    QT_SCALE_FACTOR=1.5 python tests/support/scaled_window.py PROJECT CACHE FOLDER

FOLDER holds the program's files. Prints every seam in the beat grid, and finally "scale" with the factor; exits with
the layout's faults if there are any.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from layout_faults import faults
from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from themes import apply_theme

from mashstudio.gui import studio as studio_module
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.session.settings import Settings

_SMALL = QSize(1280, 640)
_PATIENCE_MS = 120_000
_SETTLES_MS = 10_000
_ZOOMS = 8
_FRAME = 3
"""Width of the focus frame in device pixels."""


def main() -> None:
    """Use the window."""
    project, cache, folder = map(Path, sys.argv[1:])
    for name in ("grids_folder", "autosave_folder", "settings_file"):
        setattr(studio_module, f"default_{name}", lambda name=name: folder / name)
    application = QApplication([])
    apply_theme(application, "dark")
    window = StudioWindow(Studio(Settings(separator="spleeter", cache_folder=str(cache))))
    window.resize(_SMALL)
    window.show()
    window.files.open_project(project)
    until(lambda: drawn(window))
    for _ in range(_ZOOMS):
        window.grid.grid.zoom_in()
    bar = window.grid.grid.horizontalScrollBar()
    for scrolled in range(400, 404):
        bar.setValue(scrolled)
        look(window)
        seams(window)
    bar.setValue(0)
    for deck in window.decks:
        deck.repairs.actions_by_name["mend_grid"].trigger()
        deck.repairs.actions_by_name["mend_beat_later"].trigger()
    until(lambda: drawn(window))
    look(window)
    dialog = ExportDialog(window.studio, window)
    dialog.show()
    look(dialog)
    dialog.close()
    print("scale", window.devicePixelRatioF())
    window.studio.session.mark_saved()
    window.close()


def until(holds: Callable[[], bool], patience: int = _PATIENCE_MS, why: Callable[[], str] = lambda: "late") -> None:
    """Process events until something holds; exit with `why()` after `patience` ms."""
    loop, timer, late = QEventLoop(), QTimer(interval=20), QTimer(singleShot=True, interval=patience)
    timer.timeout.connect(lambda: loop.quit() if holds() else None)
    late.timeout.connect(loop.quit)
    timer.start()
    late.start()
    loop.exec()
    if not holds():
        sys.exit(why())


def drawn(window: StudioWindow) -> bool:
    """Return True if everything to draw has been loaded."""
    decks = window.studio.session.decks.values()
    return window.studio.mashup is not None and all(len(deck.stem_peaks) == 4 for deck in decks)


def look(window: StudioWindow | ExportDialog) -> None:
    """Paint the window and exit if its layout has faults."""
    assert not window.grab().isNull()
    # Messages about the sound device may arrive at any time and change the layout.
    until(lambda: not faults(window, _SMALL), _SETTLES_MS, lambda: "\n".join(faults(window, _SMALL)))


def seams(window: StudioWindow) -> None:
    """Print where tiles don't meet: between the songs' lanes everything has one colour."""
    view, rows = window.grid.grid.viewport(), window.grid.grid.rows
    corner = view.mapTo(window, QPoint(0, (rows.top(3) + rows.height + rows.top(4)) // 2))
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = image.devicePixelRatio()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    strip = pixels[round(corner.y() * scale), round(corner.x() * scale) : round((corner.x() + view.width()) * scale)]
    colours, counts = np.unique(strip, return_counts=True)
    odd = np.flatnonzero(strip != colours[np.argmax(counts)])
    for place in odd[(odd > _FRAME) & (odd < len(strip) - 1 - _FRAME)]:
        print("seam", place, "scrolled by", window.grid.grid.horizontalScrollBar().value())


if __name__ == "__main__":
    main()
