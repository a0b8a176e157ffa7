"""A small field over the selected cells to type their gain."""

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document import shapes
from mashstudio.document.edits import Selection
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import signed
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.claims_keys import ENTER, ClaimsKeys
from mashstudio.gui.widgets.gain_box import typed_gain
from mashstudio.model.mashup import SILENT, Mashup

_OWN: Final = {*ENTER, Qt.Key.Key_Escape}


class GainEntry(ClaimsKeys, Translated, QLineEdit):
    """Shown by `ask` at the selected cells; Enter sets their gain, Esc or leaving the field doesn't."""

    claimed = _OWN

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._over = studio, parent
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        self.returnPressed.connect(self._take)
        studio.selection_changed.connect(self.hide)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Gain of the selected cells, dB"))
        self.setToolTip(self.tr("Gain in dB; Enter applies, Esc cancels"))

    def ask(self, at: QPoint) -> None:
        """Show the field at a point of its parent, with the gain of the first selected cell that sounds."""
        mashup = self._studio.mashup
        if mashup is None:
            return
        self.setText(signed(_gain_of(mashup, self._studio.selection), 1) or "0.0")
        self.resize(self.fontMetrics().horizontalAdvance("−60.0 dB") + 24, self.sizeHint().height())
        room = self._over.rect()
        self.move(min(at.x(), room.right() - self.width()), min(at.y(), room.bottom() - self.height()))
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cancel."""
        super().focusOutEvent(event)
        self.hide()

    def _take(self) -> None:
        gain, where = typed_gain(self.text()), self._studio.selection
        if gain is not None:
            self._studio.edit_with(Message("Gain"), lambda m: shapes.with_gain(m, where, gain))
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)


def _gain_of(mashup: Mashup, where: Selection) -> float:
    cells = mashup.cells[list(where.lanes), where.start : where.stop]
    gains = cells["gain"][cells["beat"] != SILENT]
    return float(gains[0]) if len(gains) else 0.0
