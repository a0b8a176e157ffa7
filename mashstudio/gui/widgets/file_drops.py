"""File drops onto a widget."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from typing_extensions import override

from mashstudio.gui.desktop import dropped_files


class TakesFiles:
    """A mixin that accepts dropped files, before a QWidget among the bases of a class that calls `setAcceptDrops`."""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Handle files dropped here."""
        raise NotImplementedError

    def show_dropping(self, dropping: bool) -> None:
        """Show whether files held over the widget would land here."""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # type: ignore[misc]  # the QWidget's
        """Accept files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.show_dropping(True)

    @override
    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # type: ignore[misc]  # the QWidget's
        """End the drag."""
        self.show_dropping(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:  # type: ignore[misc]  # the QWidget's
        """Take the files."""
        self.show_dropping(False)
        if paths := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.take_files(paths)
