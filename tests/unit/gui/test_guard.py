"""No exception leaves a handler that Qt calls: it would end the process."""

import importlib
import inspect
import pkgutil
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

import mashstudio.gui
from mashstudio.gui.guard import Guarded, overrides


class Broken(Guarded, QWidget):
    """Paints until told to fail in the middle of painting."""

    failing = True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.red)
        if self.failing:
            raise ZeroDivisionError("beats per bar: 0")

    @override
    def sizeHint(self) -> QSize:
        raise ZeroDivisionError("no beats")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            raise ZeroDivisionError("no such event")
        return super().event(event)


class BrokenLayout(Guarded, QLayout):
    def count(self) -> int:
        raise ZeroDivisionError("no rows")

    @override
    def itemAt(self, index: int) -> QLayoutItem:
        raise ZeroDivisionError("no row")


def told(exceptions: Any) -> set[str]:
    return {str(error) for _, error, _ in exceptions}


def test_a_failing_handler_is_reported_and_the_widget_survives(qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as exceptions:
        widget = Broken()
        qtbot.addWidget(widget)
        widget.resize(80, 40)
        with qtbot.waitExposed(widget):
            widget.show()
        for _ in range(3):
            widget.repaint()
    assert told(exceptions) == {"beats per bar: 0"}
    widget.failing = False
    assert widget.grab(QRect(0, 0, 80, 40)).toImage().pixelColor(40, 20) == QColor(Qt.GlobalColor.red)


def test_a_failed_method_returns_what_qt_s_own_returns(qtbot: QtBot) -> None:
    widget, plain = Broken(), QWidget()
    qtbot.addWidget(widget)
    qtbot.addWidget(plain)
    with qtbot.captureExceptions() as exceptions:
        assert widget.sizeHint() == plain.sizeHint()
        assert widget.event(QEvent(QEvent.Type.User)) == plain.event(QEvent(QEvent.Type.User))
        # Qt has no implementation of its own for these.
        layout = BrokenLayout()
        assert layout.count() is None
        assert layout.itemAt(0) is None
    assert told(exceptions) == {"no beats", "no such event", "no rows", "no row"}


def test_every_class_of_the_window_that_overrides_qt_is_guarded() -> None:
    for found in pkgutil.walk_packages(mashstudio.gui.__path__, "mashstudio.gui."):
        module = importlib.import_module(found.name)
        for name, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == found.name and overrides(cls):
                assert issubclass(cls, Guarded), f"{found.name}.{name} overrides Qt's {', '.join(overrides(cls))}"
