"""What all our dialogs have in common."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget


class Dialog(QDialog):
    """A dialog that follows the language while it is open, and is gone once it is closed.

    Subclasses say their words in `retranslate`, and call it when everything is there.
    """

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def retranslate(self) -> None:
        """Shows its words in the user's language."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def wrapped_label(name: str = "") -> QLabel:
    """A label of whole sentences. name: "dim" or "warning", as the theme dresses them."""
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
