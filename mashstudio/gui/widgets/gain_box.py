"""A gain, or another value, as a small bar to drag, or type into."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.core.units import Decibels
from mashstudio.gui.text.figures import signed
from mashstudio.gui.theme import Theme, mixed, theme
from mashstudio.gui.widgets.claims_keys import ENTER, ClaimsKeys

_TENTHS: Final = 10
"""Steps per decibel or percent: a QAbstractSlider has whole numbers."""

_PER_PIXEL: Final = 2
_NUMBER: Final = re.compile(r"\s*([+\-−]?\d{1,3}(?:[.,]\d{0,3})?)\s*(?:dB|%)?\s*", re.ASCII | re.IGNORECASE)
_NOTCH: Final = 120
_FINELY: Final = 0.25
_LOWEST_SHOWN: Final = -24.0
"""Lower gains are at the bar's left end, too."""


def typed_gain(text: str) -> Decibels | None:
    """Return the gain that a user typed, such as "−3.5 dB" or "+2,5"; None if it is no number."""
    found = _NUMBER.fullmatch(text)
    return None if found is None else float(found[1].replace("−", "-").replace(",", "."))


def signed_gain(gain: Decibels) -> str:
    """Return a gain with its sign: "−3.5"."""
    return signed(gain, 1) if gain else "0.0"


class GainBox(ClaimsKeys, QAbstractSlider):
    """A gain, changed by dragging up and down (finely with Shift), by keys and wheel, or typed after Enter.

    A double click resets it to its usual value. A box of another kind of value has its own usual value and words.

    change_started: emitted at the start of a change; all values until the next one belong to it.
    """

    claimed = ENTER
    change_started = Signal()

    def __init__(
        self,
        lowest: Decibels,
        highest: Decibels,
        parent: QWidget | None = None,
        *,
        usual: Decibels = 0.0,
        in_words: Callable[[float], str] = signed_gain,
    ) -> None:
        super().__init__(parent)
        self._usual, self._in_words = usual, in_words
        self._shown = (max(lowest, _LOWEST_SHOWN) if in_words is signed_gain else lowest, highest)
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
        """The gain on display, in dB."""
        return self.value() / _TENTHS

    def show_gain(self, gain: Decibels) -> None:
        """Show a gain without emitting signals."""
        if gain == self.gain:
            return
        before = self.blockSignals(True)
        self.setValue(round(gain * _TENTHS))
        self.blockSignals(before)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the longest number."""
        metrics = self.fontMetrics()
        ends = (self.minimum() / _TENTHS, self.maximum() / _TENTHS)
        widest = max(metrics.horizontalAdvance(text) for text in (signed(-60.0, 1), *map(self._in_words, ends)))
        return QSize(widest + 16, max(metrics.height() + 4, 22))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar from 0 dB to the gain, with the number over it."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(now.text, 2) if self.hasFocus() else QPen(now.line))
        painter.setBrush(now.raised)
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if self.hasFocus() else frame, 3, 3)
        self._draw_bar(painter, frame.adjusted(2, 2, -2, -2), now)
        painter.setPen(now.text if self.isEnabled() else now.dim)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._in_words(self.gain))

    def _draw_bar(self, painter: QPainter, inner: QRectF, now: Theme) -> None:
        lowest, highest = self._shown
        here, zero = ((min(max(g, lowest), highest) - lowest) / (highest - lowest) for g in (self.gain, self._usual))
        left, right = (inner.left() + share * inner.width() for share in sorted((here, zero)))
        painter.fillRect(QRectF(left, inner.top(), right - left, inner.height()), mixed(now.raised, now.dim, 0.45))
        if self.gain == self._usual:
            return
        middle = inner.left() + zero * inner.width()
        painter.setPen(now.dim)
        painter.drawLine(QPointF(middle, inner.bottom() - 3), QPointF(middle, inner.bottom()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start dragging."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = (event.position().y(), self.value())
            self.change_started.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Raise the gain by dragging up, lower it by dragging down."""
        if self._from is None:
            return
        y, value = self._from
        finely = _FINELY if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        value += (y - event.position().y()) * _PER_PIXEL * finely
        self._from = (event.position().y(), value)
        self.setValue(round(value))

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stop dragging: what follows is another change."""
        if self._from is not None:
            self._from = None
            self.change_started.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Reset."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.change_started.emit()
            self.setValue(round(self._usual * _TENTHS))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change by half a decibel per notch."""
        if not self.hasFocus():
            self.change_started.emit()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setValue(self.value() + round(event.angleDelta().y() / _NOTCH * self.singleStep()))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reset or start typing, besides the usual keys."""
        if event.key() in ENTER:
            self._type()
        elif event.key() == Qt.Key.Key_Backspace:
            self.change_started.emit()
            self.setValue(round(self._usual * _TENTHS))
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, accept by Enter and discard by Esc."""
        if isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Escape, *ENTER}:
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
        self._field.setText(signed_gain(self.gain))
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def _take_typed(self) -> None:
        """Take the typed gain; ignore what is not a number."""
        if self._field.isHidden():
            return
        gain, here = typed_gain(self._field.text()), self._field.hasFocus()
        self._field.hide()
        if here:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if gain is not None:
            self.change_started.emit()
            self.setValue(round(gain * _TENTHS))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start a new change for the keys that follow."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.change_started.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange}:
            self.update()

    @override
    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Show the new value."""
        super().sliderChange(change)
        self.update()
