"""The line at the window's bottom: what was said last at its left, the widgets that stay at its right."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.plain_text import plain_tip

_MARGIN = 8


class StatusLine(Guarded, QStatusBar):
    """A status bar that cuts a message with “…” where there is too little room; its tooltip then has all of it.

    standing: what is said while there is no message.
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
        """What is said now."""
        return self.currentMessage() or self.standing

    def stand(self, text: str) -> None:
        """Says `text` from now on, whenever there is no message."""
        if text != self.standing:
            if not self.standing:
                # What was said before is over.
                self.clearMessage()
            self.standing = text
            self.setAccessibleDescription(text)
            self._set_tip()
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws as much of the message as there is room for."""
        painter, room = QPainter(self), self._room()
        text = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another part of the message is hidden now."""
        super().resizeEvent(event)
        self._set_tip()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Takes back what was said in the language that is left."""
        if event.type() == QEvent.Type.LanguageChange:
            self.clearMessage()
        super().changeEvent(event)

    def _room(self) -> QRect:
        return self.rect().adjusted(_MARGIN, 0, self._beside.x() - self.width() - _MARGIN, 0)

    def _set_tip(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text) > self._room().width()
        self.setToolTip(plain_tip(self.text) if hidden else "")
