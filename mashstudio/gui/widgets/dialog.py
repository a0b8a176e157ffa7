"""The common base of all dialogs, and standard questions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHeaderView,
    QLabel,
    QMessageBox,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.claims_keys import ENTER
from mashstudio.gui.widgets.plain_text import plain_title

_TITLE_BAR: Final = 40
_SCROLLED: Final = "scrolled"


class Dialog(Guarded, Translated, QDialog):
    """A dialog that follows the language while open and is deleted once closed.

    Subclasses set their texts in `retranslate` and call it at the end of their constructor.
    """

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Limit the dialog to the screen's size: scroll what doesn't fit."""
        for kind in (QCheckBox, QRadioButton):
            for box in self.findChildren(kind):
                box.installEventFilter(self)
        self.fit()
        super().showEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Return confirm the dialog from a check box, too: on Linux, Qt would toggle the box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Resize for the current contents, within the screen."""
        room, layout = room_for(self), self.layout()
        needed = self.minimumSizeHint()
        if layout is not None and layout.hasHeightForWidth():
            needed.setHeight(max(needed.height(), layout.totalHeightForWidth(max(self.width(), needed.width()))))
        if not fits(needed, room):
            _scroll(self)
        self.resize(self.size().expandedTo(needed).boundedTo(room))


def room_for(window: QWidget) -> QSize:
    """Return the greatest size of a window on its screen, without its frame."""
    return window.screen().availableGeometry().size() - QSize(0, _TITLE_BAR)


def fits(size: QSize, room: QSize) -> bool:
    """Return True if `size` fits into `room`."""
    return size == size.boundedTo(room)


def _scroll(dialog: QDialog) -> None:
    """Put everything but the dialog's buttons into a scroll area."""
    whole = dialog.layout()
    buttons = dialog.findChild(QDialogButtonBox)
    if whole is None or dialog.findChild(QScrollArea, _SCROLLED) is not None:
        return
    if buttons is not None:
        whole.removeWidget(buttons)
    page, area = QWidget(), QScrollArea()
    page.setLayout(whole)
    area.setObjectName(_SCROLLED)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 16)
    column.addWidget(area, 1)
    if buttons is not None:
        buttons.setContentsMargins(16, 0, 16, 0)
        column.addWidget(buttons)
    dialog.setMinimumSize(0, 0)
    column.activate()


def wrapped_label(name: str = "") -> QLabel:
    """Return a word-wrapped label. name: its style, "dim" or "warning"."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def table(columns: int) -> QTreeWidget:
    """Return a list with `columns`, each as wide as its contents; the last one takes the remaining width."""
    table = QTreeWidget()
    dress_table(table, columns)
    return table


def dress_table(table: QTreeWidget, columns: int) -> None:
    """Give `table` the look of all our lists."""
    table.setColumnCount(columns)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAllColumnsShowFocus(True)
    table.setStyleSheet("QTreeView::item { padding: 3px 8px 3px 2px; }")
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def message(
    parent: QWidget | None, title: str, text: str, icon: QMessageBox.Icon = QMessageBox.Icon.Question
) -> QMessageBox:
    """Return a box that shows `text` literally; the caller adds buttons and shows it."""
    box = _Box(icon, plain_title(title), text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box


class _Box(Guarded, QMessageBox):
    """A message box no larger than the screen: a longer text is scrolled."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Lay the box out for its screen."""
        # The size is known only once Qt has wrapped the text.
        super().showEvent(event)
        words, layout, room = self.findChild(QLabel, "qt_msgbox_label"), self.layout(), room_for(self)
        if words is None or layout is None:
            return
        layout.activate()
        # A word longer than a line can't be wrapped.
        is_whole = fits(self.size(), room)
        if is_whole and words.minimumSizeHint().width() <= words.width():
            return
        beside, bar = self.size() - words.size(), self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFixedSize((words.size() + (QSize(0, bar) if is_whole else QSize(bar, 0))).boundedTo(room - beside))
        layout.replaceWidget(words, area)
        area.setWidget(words)


def warn(parent: QWidget, title: str, text: str) -> None:
    """Show a warning, and wait until it is closed."""
    message(parent, title, text, QMessageBox.Icon.Warning).exec()


def ask(parent: QObject | None, title: str, question: str, act: str) -> bool:
    """Return True if the user answers `question` by the button `act`; the alternative is Cancel.

    parent: the box opens over it if it is a widget.
    """
    box = message(parent if isinstance(parent, QWidget) else None, title, question)
    yes = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is yes


def ask_which(parent: QWidget, title: str, question: str, answers: Sequence[str]) -> int | None:
    """Return the index of the chosen answer (a button's text; the first is the default); None for Cancel."""
    box = message(parent, title, question)
    buttons = [box.addButton(words, QMessageBox.ButtonRole.AcceptRole) for words in answers]
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(buttons[0])
    box.exec()
    clicked = box.clickedButton()
    return next((index for index, button in enumerate(buttons) if button is clicked), None)


def ask_where(parent: QWidget, title: str, proposal: Path, kinds: str) -> Path | None:
    """Ask for a file to write, with the extension of `proposal`; ask before replacing one. Return None for Cancel.

    kinds: the dialog's file filter, as Qt writes it.
    """
    # Qt would ask about the typed name, which may not be that of the file written.
    option = QFileDialog.Option.DontConfirmOverwrite
    path = proposal
    while True:
        name, _ = QFileDialog.getSaveFileName(parent, title, shown(path), kinds, "", option)
        if not name:
            return None
        # A folder that can't be shown as text can't have been typed: keep the proposed one.
        path = proposal.parent / Path(name).name if Path(name).parent == Path(shown(proposal.parent)) else Path(name)
        if path.suffix.lower() != proposal.suffix.lower():
            path = path.with_name((path.name.rstrip(" .") or path.name) + proposal.suffix)
        if not path.exists() or ask_to_replace(parent, title, [path]):
            return path


def ask_to_replace(parent: QWidget, title: str, paths: list[Path]) -> bool:
    """Return True if the user agrees to replace existing files."""
    names = ", ".join(shown(path.name) for path in paths)
    if len(paths) == 1:
        question = QCoreApplication.translate("Dialog", "{names} already exists. Replace it?")
    else:
        question = QCoreApplication.translate("Dialog", "{names} already exist. Replace them?")
    return ask(parent, title, question.format(names=names), QCoreApplication.translate("Dialog", "Replace"))
