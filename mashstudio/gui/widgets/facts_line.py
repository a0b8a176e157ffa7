"""A line of facts that drops the least important ones instead of being cut off."""

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
    """A fact. weight: facts of the least weight are dropped first; 0: never.

    remark: shown after it in brackets; usual: the remark goes without saying, and is dropped before any fact.
    least: what is left of the text where nothing else is; "" for all of it.
    """

    text: str
    weight: int
    remark: str = ""
    usual: bool = False
    least: str = ""

    @override
    def __str__(self) -> str:
        return f"{self.text} ({self.remark})" if self.remark else self.text


class FactsLine(ElidedLabel):
    """A label that shows as many facts as fit; its text and tooltip have all of them."""

    def __init__(self, parent: QWidget | None = None, *, between: str = _BETWEEN) -> None:
        super().__init__(parent)
        self._between = between
        self._lines = [""]

    def show_facts(self, facts: Sequence[Fact], more: str) -> None:
        """Show these facts; more: further lines of the tooltip."""
        self._lines = list(lines_of(facts, self._between))
        self.show_text(self._lines[0], "\n".join(filter(None, (self._lines[0], more))))
        self.updateGeometry()

    @property
    def shown(self) -> str:
        """The facts that fit."""
        fitting = (line for line in self._lines if self.fontMetrics().horizontalAdvance(line) < self.width())
        return next(fitting, self._lines[-1])

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the facts that are never dropped."""
        return QSize(self.fontMetrics().horizontalAdvance(self._lines[-1]), self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the facts that fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        # On a very narrow deck, not even those that are never dropped may fit.
        text = self.fontMetrics().elidedText(self.shown, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), text)


def lines_of(facts: Sequence[Fact], between: str = _BETWEEN) -> Iterator[str]:
    """Return all facts as one line, then as ever shorter ones."""
    yield between.join(map(str, facts))
    left = [replace(fact, remark="") if fact.usual else fact for fact in facts]
    yield between.join(map(str, left))
    for weight in sorted({fact.weight for fact in facts} - {0}):
        left = [fact for fact in left if fact.weight != weight]
        yield between.join(map(str, left))
    yield between.join(fact.text for fact in left)
    yield between.join(fact.least or fact.text for fact in left)
