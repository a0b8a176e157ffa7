"""Stands in for a file manager: drags files out of a small window and drops them at a point, as a user does.

    drag_source.py X Y FILE …

Exits with 0 once the window under X, Y has taken the files, with 1 when it doesn't want them.
"""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override

_PATIENCE_MS = 60_000


class Source(QLabel):
    """The window from which files are dragged: begins as soon as it is painted, drops as soon as they are accepted."""

    def __init__(self, target: QPoint, files: list[Path]) -> None:
        super().__init__("files")
        self._target, self._files, self._step = target, files, -1
        self._hand = QTimer(self, interval=100)
        self._hand.timeout.connect(self._move)
        self.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(0, 0, 60, 30)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Press the mouse button once the window is visible."""
        super().paintEvent(event)
        if self._step < 0:
            self._step = 0
            middle = self.mapToGlobal(self.rect().center())
            _mouse("mousemove", middle.x(), middle.y(), "mousedown", 1)

    @override
    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Begin the drag."""
        drag, mime = QDrag(self), QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in self._files])
        drag.setMimeData(mime)
        drag.actionChanged.connect(self._wanted)
        # The drag lives until the target window has fetched the data.
        drag.destroyed.connect(lambda: QApplication.exit(0))
        self._hand.start()
        if drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.IgnoreAction:
            QApplication.exit(1)

    def _move(self) -> None:
        """Move to the target, then to and fro by a pixel, so that the window below notices."""
        self._step += 1
        _mouse("mousemove", self._target.x() + self._step % 2, self._target.y())

    def _wanted(self, action: Qt.DropAction) -> None:
        # The pointer jumps to the target, so no other window can have accepted the files.
        if action == Qt.DropAction.CopyAction:
            self._hand.stop()
            _mouse("mouseup", 1)


def _mouse(*words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)


def main() -> int:
    """Drag and drop; return the exit status."""
    app = QApplication(sys.argv[:1])
    source = Source(QPoint(int(sys.argv[1]), int(sys.argv[2])), [Path(name).resolve() for name in sys.argv[3:]])
    QTimer.singleShot(_PATIENCE_MS, lambda: QApplication.exit(1))
    source.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
