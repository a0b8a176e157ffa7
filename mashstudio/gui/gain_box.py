"""A gain in decibels as a small bar that is dragged."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from mashstudio.facts.units import Decibels
from mashstudio.gui.figures import signed
from mashstudio.gui.guard import Guarded
from mashstudio.gui.theme import Theme, mixed, theme

_TENTHS: Final = 10
"""Steps of a decibel: a QAbstractSlider counts in whole numbers."""

_PER_PIXEL: Final = 2
_NOTCH: Final = 120
_FINELY: Final = 0.25
_SHOWN: Final = (-24.0, 12.0)
"""What the bar's ends stand for, dB; quieter ones are at its left end, too."""


class GainBox(Guarded, QAbstractSlider):
    """A gain that is dragged left and right (finely with Shift), stepped by keys and wheel, reset by a double click.

    begun: a new change begins: those told until the next one belong together.
    """

    begun = Signal()

    def __init__(self, lowest: Decibels, highest: Decibels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(round(lowest * _TENTHS), round(highest * _TENTHS))
        self.setSingleStep(5)
        self.setPageStep(30)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._from: tuple[float, float] | None = None

    @property
    def gain(self) -> Decibels:
        """What it shows, dB."""
        return self.value() / _TENTHS

    def show_gain(self, gain: Decibels) -> None:
        """Shows a gain, and tells nobody."""
        before = self.blockSignals(True)
        self.setValue(round(gain * _TENTHS))
        self.blockSignals(before)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the longest number."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(signed(-60.0, 1)) + 16, max(metrics.height() + 4, 22))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A bar from 0 dB to the gain, and the number over it."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(now.accent if self.hasFocus() else now.line))
        painter.setBrush(now.raised)
        painter.drawRoundedRect(frame, 3, 3)
        self._draw_bar(painter, frame.adjusted(2, 2, -2, -2), now)
        painter.setPen(now.text if self.isEnabled() else now.dim)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, signed(self.gain, 1) if self.gain else "0.0")

    def _draw_bar(self, painter: QPainter, inner: QRectF, now: Theme) -> None:
        lowest, highest = _SHOWN
        here, zero = ((min(max(g, lowest), highest) - lowest) / (highest - lowest) for g in (self.gain, 0.0))
        left, right = (inner.left() + share * inner.width() for share in sorted((here, zero)))
        painter.fillRect(QRectF(left, inner.top(), right - left, inner.height()), mixed(now.raised, now.dim, 0.45))
        middle = inner.left() + zero * inner.width()
        painter.setPen(now.dim)
        painter.drawLine(QPointF(middle, inner.bottom() - 3), QPointF(middle, inner.bottom()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Takes hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = (event.position().x(), self.value())
            self.begun.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Louder to the right."""
        if self._from is None:
            return
        x, value = self._from
        finely = _FINELY if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        value += (event.position().x() - x) * _PER_PIXEL * finely
        self._from = (event.position().x(), value)
        self.setValue(round(value))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Lets go."""
        self._from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Back to 0 dB."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.begun.emit()
            self.setValue(0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Half a decibel a notch."""
        if not self.hasFocus():
            self.begun.emit()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setValue(self.value() + round(event.angleDelta().y() / _NOTCH * self.singleStep()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """0 dB at once, besides the usual keys."""
        if event.key() == Qt.Key.Key_Backspace:
            self.begun.emit()
            self.setValue(0)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What the keys do from now on belongs together."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.begun.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange}:
            self.update()

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:  # noqa: N802 - Qt's name
        """Shows the new value."""
        super().sliderChange(change)
        self.update()
