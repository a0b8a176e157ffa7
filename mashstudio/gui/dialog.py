"""What all our dialogs have in common."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QMessageBox, QSizePolicy, QTreeWidget, QWidget

from mashstudio.gui.guard import Guarded
from mashstudio.gui.translation import Translated


class Dialog(Guarded, Translated, QDialog):
    """A dialog that follows the language while it is open, and is gone once it is closed.

    Subclasses say their words in `retranslate`, and call it when everything is there.
    """

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def retranslate(self) -> None:
        """Shows its words in the user's language."""


def wrapped_label(name: str = "") -> QLabel:
    """A label of whole sentences. name: "dim" or "warning", as the theme dresses them."""
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def table(columns: int) -> QTreeWidget:
    """A list of rows with `columns`, each as wide as what is in it, the last one as wide as there is room."""
    table = QTreeWidget()
    table.setColumnCount(columns)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAllColumnsShowFocus(True)
    table.setStyleSheet("QTreeView::item { padding: 3px 8px 3px 2px; }")
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table


def ask(parent: QWidget, title: str, question: str, act: str) -> bool:
    """Whether the user wants to `act` (a button's words), asked a whole sentence; the other answer changes nothing."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    yes = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is yes
