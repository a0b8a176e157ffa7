"""The files that the library can't use, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QTreeWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets.dialog import Dialog, table, wrapped_label
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.library.facts import Unreadable

_MOST: int = 2000


class UnreadableDialog(Dialog):
    """A list of `files` with the reasons."""

    def __init__(self, files: Sequence[Unreadable], parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files
        self.words, self.list = wrapped_label(), table(2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self.words, self.list, buttons):
            layout.addWidget(widget, 1 if widget is self.list else 0)
        self.resize(760, 420)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Files that can't be used"))
        none = self.tr("Every file in the library's folders can be used.")
        some = self.tr("Files in the library's folders that can't be used: {number}.").format(number=len(self._files))
        self.words.setText(some if self._files else none)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setHeaderLabels([self.tr("File"), self.tr("Reason")])
        self.list.clear()
        items = [QTreeWidgetItem([shown(file.path.name), translate(file.reason)]) for file in self._files[:_MOST]]
        for item, file in zip(items, self._files, strict=False):
            item.setToolTip(0, plain_tip(shown(file.path)))
            item.setToolTip(1, plain_tip(translate(file.reason)))
        self.list.addTopLevelItems(items)
        if items:
            self.list.setCurrentItem(items[0])
