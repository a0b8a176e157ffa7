"""Buttons with glyphs in the theme's colours, crisp at any scale."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QMenu, QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.theme import theme

Glyph = Callable[[QPainter, QColor], None]
"""Paints a glyph into the square from (0, 0) to (16, 16)."""

_SIDE: Final = 16
_RECORDING: Final = QColor("#E5484D")


class _PaintedButton(Guarded, QToolButton):
    """A tool button whose face its subclass paints."""

    def _empty_button(self) -> QStylePainter:
        """Paint the button without text, icon and arrow; return the painter for the rest."""
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        option.features = QStyleOptionToolButton.ToolButtonFeature.None_
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class GlyphButton(_PaintedButton):
    """A tool button with a glyph; its text is its accessible name.

    action: its function; without one, connect `clicked` and set the name by `set_words`.
    """

    def __init__(self, glyph: Glyph, action: QAction | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        if action is not None:
            self.setDefaultAction(action)

    def show_glyph(self, glyph: Glyph) -> None:
        """Show another glyph."""
        if glyph is not self._glyph:
            self._glyph = glyph
            self.update()

    def set_words(self, name: str, tip: str) -> None:
        """Set the accessible name and the tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(tip)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the glyph, at the height of buttons with text."""
        height = max(self.fontMetrics().height(), 18) + 10
        return QSize(max(height + 4, 32), height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`."""
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button with the glyph in its middle."""
        painter = self._empty_button()
        painter.translate(round((self.width() - _SIDE) / 2), round((self.height() - _SIDE) / 2))
        self._glyph(painter, self._colour())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def _colour(self) -> QColor:
        now = theme()
        if not self.isEnabled():
            return now.dim
        if self.isChecked():
            return now.window if now.dark else now.panel
        return now.text


class PopupButton(_PaintedButton):
    """A tool button with text that opens a menu, marked by an arrow at its right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMenu(QMenu(self))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._reserved: tuple[str, ...] = ()

    def reserve(self, texts: Iterable[str]) -> None:
        """Reserve room for each of `texts`, so that nothing moves when the text changes."""
        self._reserved = tuple(texts)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the text and the arrow, at the height of buttons with glyphs."""
        return self._size(max(map(self.fontMetrics().horizontalAdvance, (self.text(), *self._reserved))))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the first few letters."""
        few = self.fontMetrics().averageCharWidth() * 6
        return self._size(min(few, self.fontMetrics().horizontalAdvance(self.text())))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button, its text and the arrow."""
        painter = self._empty_button()
        colour = theme().text if self.isEnabled() else theme().dim
        painter.setPen(colour)
        place = self.rect().adjusted(8, 0, -_SIDE - 4, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.translate(self.width() - _SIDE - 4, round((self.height() - _SIDE) / 2))
        _line(painter, theme().dim, (4.5, 6.5), (8, 10), (11.5, 6.5))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def _size(self, words: int) -> QSize:
        return QSize(words + 8 + _SIDE + 8, max(self.fontMetrics().height(), 18) + 10)


def play(painter: QPainter, colour: QColor) -> None:
    """Paint a triangle."""
    _fill(painter, colour, (4, 2), (14, 8), (4, 14))


def pause(painter: QPainter, colour: QColor) -> None:
    """Paint two bars."""
    _box(painter, colour, 4, 2, 3, 12)
    _box(painter, colour, 9, 2, 3, 12)


def stop(painter: QPainter, colour: QColor) -> None:
    """Paint a square."""
    _box(painter, colour, 3, 3, 10, 10)


def record(painter: QPainter, colour: QColor) -> None:
    """Paint a red dot; one that can't be used has the colour of other glyphs."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour if colour == theme().dim else _RECORDING)
    painter.drawEllipse(QRectF(3, 3, 10, 10))


def to_start(painter: QPainter, colour: QColor) -> None:
    """Paint a triangle pointing left, at a bar."""
    _box(painter, colour, 2, 3, 2, 10)
    _fill(painter, colour, (13, 3), (5, 8), (13, 13))


def to_end(painter: QPainter, colour: QColor) -> None:
    """Paint a triangle pointing right, at a bar."""
    _box(painter, colour, 12, 3, 2, 10)
    _fill(painter, colour, (3, 3), (11, 8), (3, 13))


def loop(painter: QPainter, colour: QColor) -> None:
    """Paint two arrows, one after the other."""
    _line(painter, colour, (2.5, 8), (2.5, 4.5), (11, 4.5))
    _fill(painter, colour, (10.5, 1.5), (14.5, 4.5), (10.5, 7.5))
    _line(painter, colour, (13.5, 8), (13.5, 11.5), (5, 11.5))
    _fill(painter, colour, (5.5, 8.5), (1.5, 11.5), (5.5, 14.5))


def metronome(painter: QPainter, colour: QColor) -> None:
    """Paint a metronome, its pendulum to one side."""
    _line(painter, colour, (5.5, 2), (10.5, 2), (13, 14), (3, 14), (5.5, 2))
    _line(painter, colour, (8, 11), (13.5, 3.5))
    _line(painter, colour, (4, 11), (12, 11))


def ear(painter: QPainter, colour: QColor) -> None:
    """Paint a microphone."""
    _box(painter, colour, 6, 1.5, 4, 7.5)
    _line(painter, colour, (3.5, 7), (3.5, 9), (5.5, 11.5), (10.5, 11.5), (12.5, 9), (12.5, 7))
    _line(painter, colour, (8, 11.5), (8, 14.5))
    _line(painter, colour, (5, 14.5), (11, 14.5))


def earlier(painter: QPainter, colour: QColor) -> None:
    """Paint an angle pointing left."""
    _line(painter, colour, (10, 3), (5, 8), (10, 13))


def later(painter: QPainter, colour: QColor) -> None:
    """Paint an angle pointing right."""
    _line(painter, colour, (6, 3), (11, 8), (6, 13))


def much_earlier(painter: QPainter, colour: QColor) -> None:
    """Paint two angles pointing left."""
    _line(painter, colour, (7, 3), (2, 8), (7, 13))
    _line(painter, colour, (13, 3), (8, 8), (13, 13))


def much_later(painter: QPainter, colour: QColor) -> None:
    """Paint two angles pointing right."""
    _line(painter, colour, (3, 3), (8, 8), (3, 13))
    _line(painter, colour, (9, 3), (14, 8), (9, 13))


def apart(painter: QPainter, colour: QColor) -> None:
    """Paint two angles pointing away from each other."""
    _line(painter, colour, (5.5, 4), (2.5, 8), (5.5, 12))
    _line(painter, colour, (10.5, 4), (13.5, 8), (10.5, 12))


def _fill(painter: QPainter, colour: QColor, *corners: tuple[float, float]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _box(painter: QPainter, colour: QColor, x: float, y: float, width: float, height: float) -> None:
    painter.fillRect(QRectF(x, y, width, height), colour)


def _line(painter: QPainter, colour: QColor, *points: tuple[float, float]) -> None:
    painter.setPen(_pen(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _pen(colour: QColor) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, 1.6, Qt.PenStyle.SolidLine, cap, join)


def headphones(painter: QPainter, colour: QColor) -> None:
    """Paint a pair of headphones."""
    band = QPainterPath(QPointF(2.5, 10))
    band.arcTo(QRectF(2.5, 2.5, 11, 12), 180, -180)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(band)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for left in (1.5, 11.0):
        painter.drawRoundedRect(QRectF(left, 8.5, 3.5, 6), 1.2, 1.2)
