"""Finding unreadable parts in a window's current layout by measuring."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QMainWindow,
    QSplitter,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTabWidget,
    QWidget,
)

from mashstudio.gui.decks.picture_choice import PictureChoice
from mashstudio.gui.widgets.facts_line import FactsLine
from mashstudio.gui.widgets.glyph_button import GlyphButton, PopupButton
from mashstudio.gui.widgets.readout import ElidedLabel

_LONGEST_TIP = 760
_POPUP_EDGES = 28


def faults(window: QWidget, room: QSize) -> list[str]:
    """Return the layout faults of a window on a screen that has `room` for it."""
    found = [] if window.size() == window.size().boundedTo(room) else [f"{_name(window)} is larger than the screen"]
    shown = [window, *(each for each in window.findChildren(QWidget) if each.isVisible() and each.window() is window)]
    for widget in shown:
        found += [f"{_name(widget)}: {fault}" for fault in _faults_of(widget)]
    return found


def _faults_of(widget: QWidget) -> Iterator[str]:
    if _is_cut(widget):
        yield f"cut off: {widget.size().toTuple()} for {_words(widget)!r}"
    for line in widget.toolTip().splitlines():
        if widget.fontMetrics().horizontalAdvance(line) > _LONGEST_TIP:
            yield f"a line of its tooltip is too long: {line!r}"
    if isinstance(widget, QSplitter | QTabWidget | QTabBar | QAbstractSpinBox | QComboBox | QMainWindow):
        return
    parts = [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]
    parts = [each for each in parts if not each.isWindow()]
    scrolls = isinstance(widget.parent(), QAbstractScrollArea) or isinstance(widget, QAbstractScrollArea)
    for part in parts:
        if not scrolls and not widget.rect().contains(part.geometry()):
            yield f"{_name(part)} reaches out of it: {part.geometry().getRect()} of {widget.rect().getRect()}"
    for one, other in combinations(parts, 2):
        if not scrolls and one.geometry().intersects(other.geometry()):
            yield f"{_name(one)} lies over {_name(other)}"


def _is_cut(widget: QWidget) -> bool:
    match widget:
        case FactsLine():
            cut = not _has_room(widget, widget.shown, widget.width())
        case ElidedLabel():
            cut = not _has_room(widget, "" if widget.toolTip() else widget.text(), widget.width())
        case QLabel():
            cut = widget.height() < widget.heightForWidth(widget.width()) if widget.wordWrap() else _is_smaller(widget)
        case PopupButton():
            cut = not _has_room(widget, widget.text(), widget.width() - _POPUP_EDGES)
        case GlyphButton() | QAbstractButton():
            worded = isinstance(widget, GlyphButton) or bool(widget.text())
            cut = worded and (widget.width() < _wanted(widget).width() or not _has_room(widget, "", 0))
        case PictureChoice(compact=True):
            cut = False
        case QComboBox():
            cut = not _has_room(widget, widget.currentText(), _field(widget).width())
        case QAbstractSpinBox():
            cut = not _has_room(widget, widget.text(), widget.lineEdit().width())
        case _:
            cut = False
    return cut


def _has_room(widget: QWidget, text: str, width: int) -> bool:
    metrics = widget.fontMetrics()
    return metrics.horizontalAdvance(text) <= width and metrics.height() <= widget.height()


def _field(box: QComboBox) -> QRect:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)


def _is_smaller(widget: QWidget) -> bool:
    """Return True if a widget is smaller than its size hint, as far as its maximum size allows that."""
    return widget.size() != widget.size().expandedTo(_wanted(widget))


def _wanted(widget: QWidget) -> QSize:
    return widget.sizeHint().boundedTo(widget.maximumSize())


def _words(widget: QWidget) -> str:
    return str(getattr(widget, "text", lambda: "")() or getattr(widget, "currentText", lambda: "")())


def _name(widget: QWidget) -> str:
    text = _words(widget) if isinstance(widget, QLabel | QAbstractButton | QComboBox) else widget.accessibleName()
    return f"{type(widget).__name__} {text[:30]!r}"
