"""A change of theme or language in all open windows, in steps shorter than a frame."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.theme import apply_colours, dress_anew

_BUDGET: Final = 0.006
_APART_MS: Final = 4
"""Leaves Qt's event loop time for other events between steps."""
_BANDS: Final = 8


class Dressing(Guarded, QObject):
    """Changes the theme and the language of the whole program while it stays responsive.

    Restyling, renaming and painting all widgets of a window takes several frames. So each window is covered by a
    picture of itself while its widgets are changed a few at a time; then the picture is removed band by band.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._changes: list[Iterator[None]] = []
        self._work: Iterator[None] | None = None
        self._told: QWidget | None = None
        self._curtains: list[_Curtain] = []
        # Counts from the end of a step, so that each is followed by a rest.
        self._next_step = QTimer(self, singleShot=True, interval=_APART_MS)
        self._next_step.timeout.connect(self._run_step)

    @property
    def busy(self) -> bool:
        """True while a change goes on."""
        return self._work is not None

    def change_theme(self, choice: str) -> None:
        """Switch to "dark", "light" or "" (the system's theme)."""
        self._begin(self._dress(choice))

    def change_language(self, choice: str) -> None:
        """Switch to "en", "ko" or "" (the system's language)."""
        self._begin(self._translate(choice))

    def _begin(self, change: Iterator[None]) -> None:
        self._changes.append(change)
        if self._work is None:
            self._work = self._steps()
            self._next_step.start()

    def _run_step(self) -> None:
        if self._work is not None and next(self._work, self) is not self:
            self._next_step.start()
        else:
            self._work = None

    def _steps(self) -> Iterator[None]:
        while self._changes:
            yield from self._cover()
            while self._changes:
                yield from self._changes.pop(0)
            while self._curtains and not self._changes:
                self._curtains = [each for each in self._curtains if isValid(each) and each.draw_up()]
                yield

    def _cover(self) -> Iterator[None]:
        covered = {curtain.parentWidget() for curtain in self._curtains if isValid(curtain)}
        for window in [each for each in self._application.topLevelWidgets() if each.isVisible()]:
            # Menus and dialogs close while others are covered.
            if isValid(window) and window not in covered:
                yield from self._hide(window)

    def _dress(self, choice: str) -> Iterator[None]:
        apply_colours(self._application, choice)
        yield
        every = self._application.allWidgets()
        yield from _in_steps(dress_anew, sorted(every, key=lambda each: not each.isVisible()))

    def _translate(self, choice: str) -> Iterator[None]:
        # Qt tells a window and all its widgets at once: each is told alone instead.
        self._application.installEventFilter(self)
        try:
            apply_language(self._application, choice)
            yield
            windows = self._application.topLevelWidgets()
            every = (each for window in windows if isValid(window) for each in (window, *window.findChildren(QWidget)))
            yield from _in_steps(self._tell, list(dict.fromkeys(every)))
        finally:
            self._application.removeEventFilter(self)

    def _tell(self, widget: QWidget) -> None:
        self._told = widget
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
        self._told = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back Qt's news of another language from all but the widget being told."""
        return event.type() == QEvent.Type.LanguageChange and watched is not self._told

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


def _in_steps(change: Callable[[QWidget], object], widgets: Iterable[QWidget]) -> Iterator[None]:
    """Change as many widgets at a time as a step allows."""
    began = time.perf_counter()
    for widget in widgets:
        if isValid(widget):
            change(widget)
        if time.perf_counter() - began > _BUDGET:
            yield
            # A new layout may take longer than until the next step: an empty one keeps them apart.
            yield
            began = time.perf_counter()


def _band(window: QWidget, index: int) -> QRect:
    """Return a band of the window, counted from the top; the last may be higher than the others, or empty."""
    height = -(-window.height() // _BANDS)
    return QRect(0, index * height, window.width(), height) & window.rect()
