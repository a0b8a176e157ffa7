"""Texts of stable width: numbers that change many times a second, and labels that are elided."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.plain_text import plain_tip

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Readout(Guarded, QWidget):
    """A text that may change on every frame: as wide as `widest`, so that nothing around it moves.

    size: relative to the usual font size. dim: use the dim colour.
    """

    def __init__(
        self,
        widest: str,
        parent: QWidget | None = None,
        *,
        size: float = 1.0,
        dim: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        super().__init__(parent)
        self._widest, self._size, self._dim, self._align = widest, size, dim, align
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show `text`, also to screen readers."""
        if text != self.text:
            self.text = text
            self.setAccessibleDescription(text)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the widest text."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self._widest) + 2, metrics.height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`."""
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text."""
        painter = QPainter(self)
        painter.setFont(self._font())
        now = theme()
        painter.setPen(now.dim if self._dim or not self.isEnabled() else now.text)
        painter.drawText(self.rect(), int(self._align), self.text)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the font and the theme."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.EnabledChange}:
            self.update()
        super().changeEvent(event)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * self._size)
        return font


class ElidedLabel(Guarded, QLabel):
    """A label that elides a long text with “…” and shows the whole of it as a tooltip.

    tip: another tooltip; "" for the text itself.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.tip = ""
        self._reserved = ""

    def reserve(self, text: str) -> None:
        """Reserve room for `text`, whatever is shown, so that nothing around it moves."""
        self._reserved = text
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the whole text, or for the reserved one."""
        hint = super().sizeHint()
        return (
            QSize(self.fontMetrics().horizontalAdvance(self._reserved) + 2, hint.height()) if self._reserved else hint
        )

    def show_text(self, text: str, tip: str = "") -> None:
        """Show `text`, with the tooltip `tip`."""
        if (text, tip) != (self.text(), self.tip):
            self.tip = tip
            self.setText(text)
            self._set_tip()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters."""
        return QSize(min(self.fontMetrics().averageCharWidth() * 6, self.sizeHint().width()), self.sizeHint().height())

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Update the tooltip: another part of the text is hidden now."""
        self._set_tip()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), text)

    def _set_tip(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tip(self.tip or (self.text() if hidden else "")))


def dress(label: QLabel, name: str) -> None:
    """Apply the style sheet's colours for `name`: "dim", "warning" or ""."""
    if label.objectName() != name:
        label.setObjectName(name)
        label.style().unpolish(label)
        label.style().polish(label)
