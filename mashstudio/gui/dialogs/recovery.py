"""Recovery of work after a crash."""

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.text.figures import ago
from mashstudio.gui.widgets.dialog import Dialog, ask, table, wrapped_label
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.session.autosave import Recovery

_SHORT: Final = QLocale.FormatType.ShortFormat


class RecoveryDialog(Dialog):
    """Lists the copies kept after a crash, latest first; each can be opened or discarded, now or later.

    chosen: emitted with the copy to open and where it had been saved (None: nowhere).
    """

    chosen = Signal(object, object)

    def __init__(self, recoveries: Sequence[Recovery], parent: QWidget) -> None:
        super().__init__(parent)
        self._words = wrapped_label()
        self._list = table(3)
        # A long title is elided, never the time.
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.itemSelectionChanged.connect(self._update_actions)
        self._list.itemActivated.connect(self._open)
        latest_first = sorted(recoveries, key=lambda recovery: -recovery.when)
        self._items = [(QTreeWidgetItem(self._list), recovery) for recovery in latest_first]
        self._open_button, self._discard_button, self._later = QPushButton(), QPushButton(), QPushButton()
        self._open_button.setObjectName("primary")
        self._open_button.clicked.connect(self._open)
        self._discard_button.clicked.connect(self._discard)
        self._later.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self._discard_button, QDialogButtonBox.ButtonRole.DestructiveRole)
        buttons.addButton(self._later, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self._open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        for widget in (self._words, self._list, buttons):
            layout.addWidget(widget)
        # Has no effect before the button is in the dialog.
        self._open_button.setDefault(True)
        self.resize(680, 320)
        self._list.setCurrentItem(self._items[0][0])
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Recover your work"))
        text = self.tr("MashStudio quit unexpectedly. These mashups have unsaved changes:")
        self._words.setText(text)
        self._list.setHeaderLabels([self.tr("Mashup"), self.tr("Saved as"), self.tr("Last change")])
        self._list.setAccessibleName(self.tr("Mashups that can be recovered"))
        for item, recovery in self._items:
            moment = QDateTime.fromSecsSinceEpoch(int(recovery.when))
            when = f"{ago(time.time() - recovery.when)}  ·  {QLocale().toString(moment, _SHORT)}"
            place = self.tr("never saved") if recovery.place is None else shown(recovery.place.name)
            for column, text in enumerate((recovery.title, place, when)):
                item.setText(column, text)
            item.setToolTip(0, plain_tip(recovery.title))
            item.setToolTip(1, "" if recovery.place is None else plain_tip(shown(recovery.place)))
        self._open_button.setText(self.tr("Open"))
        self._open_button.setToolTip(self.tr("Continue where you left off"))
        self._discard_button.setText(self.tr("Discard…"))
        self._discard_button.setToolTip(self.tr("Keep only the last saved version"))
        self._later.setText(self.tr("Later"))
        self._later.setToolTip(self.tr("Ask again at the next start"))

    def _update_actions(self) -> None:
        for button in (self._open_button, self._discard_button):
            button.setEnabled(bool(self._list.selectedItems()))

    def _open(self) -> None:
        for item, recovery in self._items:
            if item.isSelected():
                self.accept()
                self.chosen.emit(recovery.copy, recovery.place)
                return

    def _discard(self) -> None:
        item, recovery = next(pair for pair in self._items if pair[0].isSelected())
        question = self.tr("Discard the unsaved changes to “{title}”? This can't be undone.")
        if not ask(self, self.tr("Recover your work"), question.format(title=recovery.title), self.tr("Discard")):
            return
        recovery.discard()
        self._items.remove((item, recovery))
        self._list.takeTopLevelItem(self._list.indexOfTopLevelItem(item))
        if not self._items:
            self.accept()
