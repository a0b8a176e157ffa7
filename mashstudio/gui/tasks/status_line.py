"""The status bar: the latest message at its left, permanent widgets at its right."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.plain_text import plain_tip

_MARGIN = 8


class StatusLine(Guarded, QStatusBar):
    """A status bar that elides a long message with “…” and shows the whole of it as a tooltip.

    standing: shown while there is no message.
    """

    def __init__(self, *staying: QWidget) -> None:
        super().__init__()
        self.standing = ""
        self.setSizeGripEnabled(False)
        self._beside = QWidget()
        self._beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, _MARGIN - 2, 0)
        row.setSpacing(_MARGIN)
        for widget in staying:
            row.addWidget(widget)
        self.addPermanentWidget(self._beside)
        self.messageChanged.connect(lambda _message: self._set_tip())

    @property
    def text(self) -> str:
        """The text on display."""
        return self.currentMessage() or self.standing

    def stand(self, text: str) -> None:
        """Show `text` from now on whenever there is no message."""
        if text != self.standing:
            if not self.standing:
                # Earlier messages are outdated.
                self.clearMessage()
            self.standing = text
            self.setAccessibleDescription(text)
            self._set_tip()
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the message, elided to the available width."""
        painter, room = QPainter(self), self._room()
        text = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Update the tooltip: another part of the message is hidden now."""
        super().resizeEvent(event)
        self._set_tip()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Clear a message in the previous language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.clearMessage()
        super().changeEvent(event)

    def _room(self) -> QRect:
        return self.rect().adjusted(_MARGIN, 0, self._beside.x() - self.width() - _MARGIN, 0)

    def _set_tip(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text) > self._room().width()
        self.setToolTip(plain_tip(self.text) if hidden else "")
