"""The parts of a graph: pyqtgraph's items, guarded, in MashStudio's colours."""

from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from typing_extensions import override

from mashstudio.gui.decks.song_curves import Floats
from mashstudio.gui.decks.zoomed_scales import time_step
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import clock, plain_tempo
from mashstudio.gui.theme import Theme

_TICK: Final = 3
_MARK: Final = 7
_LINES: Final = 1.5
_STEPS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
_MINUS: Final = "\N{MINUS SIGN}"


class Box(Guarded, pg.ViewBox):  # type: ignore[misc]  # pyqtgraph ships no types
    """The area between the axes."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)


class Axis(Guarded, pg.AxisItem):  # type: ignore[misc]
    """A vertical axis."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.setStyle(tickLength=-_TICK, autoExpandTextSpace=False, hideOverlappingLabels=True)

    def dress(self, now: Theme, font: QFont) -> None:
        """Apply the theme's colours and `font`."""
        # Set the line's pen first: it changes the text's pen, too.
        self.setPen(now.line)
        self.setTextPen(now.dim)
        self.setTickFont(font)
        self.label.setFont(font)

    @override
    def tickSpacing(self, least: float, most: float, size: float) -> list[tuple[float, float]]:
        """Return tick spacings that keep the figures readable."""
        lines = QFontMetricsF(self.style["tickFont"] or QFont()).height() * _LINES
        room = (most - least) * lines / max(size, 1.0)
        return [(next((step for step in _STEPS if step >= room), _STEPS[-1]), 0.0)]

    @override
    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Return figures formatted as in the rest of the window."""
        return [plain_tempo(value).replace("-", _MINUS) for value in values]


class TimeAxis(Axis):
    """A time axis in minutes and seconds."""

    def __init__(self) -> None:
        super().__init__("bottom")

    @override
    def tickSpacing(self, least: float, most: float, size: float) -> list[tuple[float, float]]:
        """Return tick spacings that suit minutes and seconds."""
        return [(time_step((most - least) / max(size, 1.0)), 0.0)]

    @override
    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        """Return times such as 1:07, or 1:07.5 when zoomed in."""
        places = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        return [clock(value, places) for value in values]


class GraphCurve(Guarded, pg.PlotCurveItem):  # type: ignore[misc]
    """A curve of line segments or steps."""

    def show_steps(self, edges: Floats, values: Floats, down_to: float | None = None) -> None:
        """Show each value from its edge to the next, filled towards `down_to`."""
        if len(values) == 0:
            self.setData([], [], stepMode=None, fillLevel=None)
        else:
            self.setData(edges, values, stepMode="center", fillLevel=down_to)


class GraphLine(Guarded, pg.InfiniteLine):  # type: ignore[misc]
    """A line across the whole box."""

    def __init__(self, angle: int) -> None:
        super().__init__(angle=angle)


class Marks(Guarded, pg.ScatterPlotItem):  # type: ignore[misc]
    """Marks of one shape."""

    def __init__(self, shape: str) -> None:
        super().__init__(size=_MARK, symbol=shape)

    def show_at(self, x: Floats, y: Floats) -> None:
        """Show the marks at these points only."""
        self.setData(x=x, y=y)

    def dress(self, colour: QColor, filled: bool = False) -> None:
        """Apply this colour."""
        self.setPen(pg.mkPen(colour))
        self.setBrush(pg.mkBrush(colour if filled else None))


class CornerText(Guarded, pg.TextItem):  # type: ignore[misc]
    """Text in an upper corner of a box, readable over any curve."""

    def show_words(self, words: str, corner: QPointF, left: bool) -> None:
        """Show `words` in a corner: `corner` is its position, `left` whether it is the left one."""
        self.setText(words)
        self.setAnchor((0 if left else 1, 0))
        self.setPos(corner)

    def dress(self, now: Theme, font: QFont) -> None:
        """Apply the theme's colours and `font`."""
        self.setFont(font)
        self.setColor(now.text)
        self.fill = pg.mkBrush(now.raised)
        self.border = pg.mkPen(now.line)
        self.update()
