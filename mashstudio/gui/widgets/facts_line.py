"""Facts in one line that is never cut: where there is too little room, the least worth saying isn't said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.widgets.readout import ElidedLabel

_BETWEEN = " · "


@dataclass(frozen=True)
class Fact:
    """One of several. weight: the lighter it is, the sooner it isn't said; 0: it always is.

    remark: what is said behind it in brackets; usual: the remark says no more than one would think.
    """

    text: str
    weight: int
    remark: str = ""
    usual: bool = False

    @override
    def __str__(self) -> str:
        return f"{self.text} ({self.remark})" if self.remark else self.text


class FactsLine(ElidedLabel):
    """Shows as many facts as there is room for; its text and its tooltip have all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [""]

    def show_facts(self, facts: Sequence[Fact], more: str) -> None:
        """Shows these; more: what else is said when they are pointed at."""
        self._lines = list(lines_of(facts))
        self.show_text(self._lines[0], "\n".join(filter(None, (self._lines[0], more))))
        self.updateGeometry()

    @property
    def shown(self) -> str:
        """What there is room for."""
        fitting = (line for line in self._lines if self.fontMetrics().horizontalAdvance(line) <= self.width())
        return next(fitting, self._lines[-1])

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for what is always said."""
        return QSize(self.fontMetrics().horizontalAdvance(self._lines[-1]), self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws them."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        # A deck as narrow as they come may have no room for what is always said.
        text = self.fontMetrics().elidedText(self.shown, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), text)


def lines_of(facts: Sequence[Fact]) -> Iterator[str]:
    """All facts in one line, then in ever shorter ones."""
    yield _BETWEEN.join(map(str, facts))
    left = [replace(fact, remark="") if fact.usual else fact for fact in facts]
    yield _BETWEEN.join(map(str, left))
    for weight in sorted({fact.weight for fact in facts} - {0}):
        left = [fact for fact in left if fact.weight != weight]
        yield _BETWEEN.join(map(str, left))
    yield _BETWEEN.join(fact.text for fact in left)
