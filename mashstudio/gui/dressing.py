"""Another theme, put on by all open windows in steps that are shorter than a frame."""

import time
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.theme import apply_colours, dress_anew

_BUDGET: Final = 0.006
_APART_MS: Final = 4
"""Between two steps Qt's event loop does what else there is."""
_BANDS: Final = 8


class Dressing(QObject):
    """Change the theme of the whole program while it goes on working.

    To dress all widgets of a window anew and to paint it takes several frames' time. So each window hides behind a
    picture of itself, its widgets are dressed a few at a time, and the picture is drawn up a band at a time.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._work: Iterator[None] = iter(())
        self._curtains: list[_Curtain] = []
        self._next_step = QTimer(self, interval=_APART_MS)
        self._next_step.timeout.connect(self._go_on)

    def begin(self, choice: str) -> None:
        """Put on "dark", "light" or "" (as the system is)."""
        self._work = self._steps(choice)
        self._next_step.start()

    def _go_on(self) -> None:
        if next(self._work, self) is self:
            self._next_step.stop()

    def _steps(self, choice: str) -> Iterator[None]:
        covered = {curtain.parentWidget() for curtain in self._curtains if isValid(curtain)}
        for window in [each for each in self._application.topLevelWidgets() if each.isVisible()]:
            if window not in covered:
                yield from self._hide(window)
        apply_colours(self._application, choice)
        yield
        yield from self._dress_widgets()
        while self._curtains:
            self._curtains = [each for each in self._curtains if isValid(each) and each.draw_up()]
            yield

    def _hide(self, window: QWidget) -> Iterator[None]:
        picture: list[QPixmap] = []
        while isValid(window) and len(picture) < _BANDS:
            picture.append(window.grab(_band(window, len(picture))))
            yield
        if isValid(window):
            self._curtains.append(_Curtain(window, picture))
            yield

    def _dress_widgets(self) -> Iterator[None]:
        began = time.perf_counter()
        for widget in sorted(self._application.allWidgets(), key=lambda each: not each.isVisible()):
            if isValid(widget):
                dress_anew(widget)
            if time.perf_counter() - began > _BUDGET:
                yield
                began = time.perf_counter()


class _Curtain(Guarded, QWidget):
    """A picture of a window as it was, in bands, over that window; what lies behind it isn't painted."""

    def __init__(self, window: QWidget, picture: list[QPixmap]) -> None:
        super().__init__(window)
        self._picture, self._drawn_up = picture, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def draw_up(self) -> bool:
        """Show one more band of the window, the upper ones first; return whether some of it is still hidden."""
        self._drawn_up += 1
        if self._drawn_up == len(self._picture):
            self.hide()
            self.deleteLater()
            return False
        self.setGeometry(self.window().rect().adjusted(0, _band(self.window(), self._drawn_up).top(), 0, 0))
        return True

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bands that are still there."""
        painter = QPainter(self)
        for index, picture in enumerate(self._picture):
            painter.drawPixmap(0, _band(self.window(), index).top() - self.y(), picture)


def _band(window: QWidget, index: int) -> QRect:
    """Return a band of the window, counted from above; the last may be lower than the others, or empty."""
    height = -(-window.height() // _BANDS)
    return QRect(0, index * height, window.width(), height) & window.rect()
