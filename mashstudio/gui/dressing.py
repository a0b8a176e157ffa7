"""A change of theme in all open windows, in steps shorter than a frame."""

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
"""Leaves Qt's event loop time for other events between steps."""
_BANDS: Final = 8


class Dressing(QObject):
    """Changes the theme of the whole program while it stays responsive.

    Restyling and painting all widgets of a window takes several frames. So each window is covered by a picture of
    itself while its widgets are restyled a few at a time; then the picture is removed band by band.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._work: Iterator[None] = iter(())
        self._curtains: list[_Curtain] = []
        self._next_step = QTimer(self, interval=_APART_MS)
        self._next_step.timeout.connect(self._run_step)

    def begin(self, choice: str) -> None:
        """Switch to "dark", "light" or "" (the system's theme)."""
        self._work = self._steps(choice)
        self._next_step.start()

    def _run_step(self) -> None:
        if next(self._work, self) is self:
            self._next_step.stop()

    def _steps(self, choice: str) -> Iterator[None]:
        covered = {curtain.parentWidget() for curtain in self._curtains if isValid(curtain)}
        for window in [each for each in self._application.topLevelWidgets() if each.isVisible()]:
            # Menus and dialogs close while others are covered.
            if isValid(window) and window not in covered:
                yield from self._hide(window)
        apply_colours(self._application, choice)
        yield
        yield from self._dress_widgets()
        while self._curtains:
            self._curtains = [each for each in self._curtains if isValid(each) and each.draw_up()]
            yield

    def _hide(self, window: QWidget) -> Iterator[None]:
        picture: list[QPixmap] = []
        # Before its first picture, Qt lays out hidden widgets, too.
        window.grab(QRect(0, 0, 1, 1))
        yield
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
    """A picture of a window in its old theme, in bands, over that window; what it covers isn't painted."""

    def __init__(self, window: QWidget, picture: list[QPixmap]) -> None:
        super().__init__(window)
        self._picture, self._drawn_up = picture, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def draw_up(self) -> bool:
        """Uncover one more band of the window, from the top; return True while some of it is still covered."""
        self._drawn_up += 1
        if self._drawn_up == len(self._picture):
            self.hide()
            self.deleteLater()
            return False
        self.setGeometry(self.window().rect().adjusted(0, _band(self.window(), self._drawn_up).top(), 0, 0))
        return True

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the remaining bands."""
        painter = QPainter(self)
        for index, picture in enumerate(self._picture):
            painter.drawPixmap(0, _band(self.window(), index).top() - self.y(), picture)


def _band(window: QWidget, index: int) -> QRect:
    """Return a band of the window, counted from the top; the last may be higher than the others, or empty."""
    height = -(-window.height() // _BANDS)
    return QRect(0, index * height, window.width(), height) & window.rect()
