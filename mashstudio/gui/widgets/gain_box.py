"""A gain in decibels as a small bar that is dragged, or typed into."""

import re
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.core.units import Decibels
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import signed
from mashstudio.gui.theme import Theme, mixed, theme

_TENTHS: Final = 10
"""Steps of a decibel: a QAbstractSlider counts in whole numbers."""

_PER_PIXEL: Final = 2
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NUMBER: Final = re.compile(r"\s*([+\-−]?\d{1,3}(?:[.,]\d{0,3})?)\s*(?:dB)?\s*", re.ASCII | re.IGNORECASE)
_NOTCH: Final = 120
_FINELY: Final = 0.25
_SHOWN: Final = (-24.0, 12.0)
"""What the bar's ends stand for, dB; quieter ones are at its left end, too."""


class GainBox(Guarded, QAbstractSlider):
    """A gain that is dragged up and down (finely with Shift), stepped by keys and wheel, typed after Enter.

    A double click resets it.

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
        self._field = QLineEdit(self)
        self._field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field.setStyleSheet("QLineEdit { padding: 0px; min-height: 0px; }")
        self._field.hide()
        self._field.editingFinished.connect(self._take_typed)
        self._field.installEventFilter(self)

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

    @override
    def sizeHint(self) -> QSize:
        """Room for the longest number."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(signed(-60.0, 1)) + 16, max(metrics.height() + 4, 22))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """A bar from 0 dB to the gain, and the number over it."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(now.text, 2) if self.hasFocus() else QPen(now.line))
        painter.setBrush(now.raised)
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if self.hasFocus() else frame, 3, 3)
        self._draw_bar(painter, frame.adjusted(2, 2, -2, -2), now)
        painter.setPen(now.text if self.isEnabled() else now.dim)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, signed(self.gain, 1) if self.gain else "0.0")

    def _draw_bar(self, painter: QPainter, inner: QRectF, now: Theme) -> None:
        lowest, highest = _SHOWN
        here, zero = ((min(max(g, lowest), highest) - lowest) / (highest - lowest) for g in (self.gain, 0.0))
        left, right = (inner.left() + share * inner.width() for share in sorted((here, zero)))
        painter.fillRect(QRectF(left, inner.top(), right - left, inner.height()), mixed(now.raised, now.dim, 0.45))
        if not self.gain:
            return
        middle = inner.left() + zero * inner.width()
        painter.setPen(now.dim)
        painter.drawLine(QPointF(middle, inner.bottom() - 3), QPointF(middle, inner.bottom()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = (event.position().y(), self.value())
            self.begun.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Louder upwards."""
        if self._from is None:
            return
        y, value = self._from
        finely = _FINELY if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        value += (y - event.position().y()) * _PER_PIXEL * finely
        self._from = (event.position().y(), value)
        self.setValue(round(value))

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Lets go: what comes next is another step."""
        if self._from is not None:
            self._from = None
            self.begun.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to 0 dB."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.begun.emit()
            self.setValue(0)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Half a decibel a notch."""
        if not self.hasFocus():
            self.begun.emit()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setValue(self.value() + round(event.angleDelta().y() / _NOTCH * self.singleStep()))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """0 dB at once, or typed, besides the usual keys."""
        if event.key() in _ENTER:
            self._type()
        elif event.key() == Qt.Key.Key_Backspace:
            self.begun.emit()
            self.setValue(0)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        """Keeps Enter from the shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field takes what it says, Esc leaves the gain as it was."""
        if isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Escape, *_ENTER}:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self._field.clear()
                self._take_typed()
            return True
        return super().eventFilter(watched, event)

    def _type(self) -> None:
        self._field.setGeometry(self.rect())
        self._field.setAccessibleName(self.accessibleName())
        self._field.setText(signed(self.gain, 1) if self.gain else "0.0")
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def _take_typed(self) -> None:
        """What is no number changes nothing."""
        if self._field.isHidden():
            return
        found, here = _NUMBER.fullmatch(self._field.text()), self._field.hasFocus()
        self._field.hide()
        if here:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if found is not None:
            self.begun.emit()
            self.setValue(round(float(found[1].replace("−", "-").replace(",", ".")) * _TENTHS))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keys do from now on belongs together."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.begun.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follows the colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange}:
            self.update()

    @override
    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Shows the new value."""
        super().sliderChange(change)
        self.update()
