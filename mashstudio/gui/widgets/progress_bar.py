"""A progress bar that paints with the rest of the window."""

from PySide6.QtWidgets import QProgressBar
from typing_extensions import override

from mashstudio.gui.guard import Guarded


class ProgressBar(Guarded, QProgressBar):
    """A progress bar; a new value is painted with the next frame."""

    @override
    def setValue(self, value: int) -> None:
        """Show `value`. Qt's own would at once paint it, and everything else that is stale in the window."""
        if value != self.value():
            self.setUpdatesEnabled(False)
            super().setValue(value)
            self.setUpdatesEnabled(True)
