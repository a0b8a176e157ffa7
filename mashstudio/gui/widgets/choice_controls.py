"""Building blocks of the alignment panel: a caption, menus that show what each choice costs, and a number field."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.claims_keys import ENTER
from mashstudio.gui.widgets.glyph_button import PopupButton
from mashstudio.gui.widgets.readout import ElidedLabel

_COMMAND: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

NOTHING: Final = "–"
"""Shown while there is nothing to choose yet."""

Entry = tuple[str, bool, Callable[[], object]]
"""A menu entry: text (a tab before right-aligned text), whether it is checked, and its function."""


class Switches(tuple[Entry, ...]):
    """A group of entries each of which is on or off by itself."""

    __slots__ = ()


class Choice(Guarded, QWidget):
    """A caption and controls, with the cost of the current choice below."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        self.caption = QLabel()
        self.caption.setObjectName("dim")
        self.detail = ElidedLabel()
        self.detail.setObjectName("dim")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.caption)
        row.addSpacing(4)
        for control in controls:
            row.addWidget(control)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.detail)

    def retranslate(self) -> None:
        """Show all text in the user's language."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the current choice."""
        raise NotImplementedError

    def show_nothing(self, button: "MenuButton") -> None:
        """Show on `button` that there is nothing to choose yet."""
        button.show_choice(NOTHING, self.caption.text())
        self.detail.show_text("")

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)


class MenuButton(PopupButton):
    """A button that shows the current choice; its menu has groups of entries, which `entries` returns when it opens."""

    def __init__(self, entries: Callable[[], Iterable[Iterable[Entry]]]) -> None:
        super().__init__()
        self._entries = entries
        self._groups: list[QActionGroup] = []
        self.menu().aboutToShow.connect(self._fill)

    def show_choice(self, text: str, name: str) -> None:
        """Show the current choice; name: what is being chosen."""
        self.setText(text)
        self.setAccessibleName(f"{name}: {text}")

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for old in self._groups:
            old.deleteLater()
        self._groups = []
        first: QAction | None = None
        for entries in self._entries():
            if self._groups:
                menu.addSeparator()
            group = QActionGroup(menu)
            group.setExclusive(not isinstance(entries, Switches))
            self._groups.append(group)
            for text, chosen, choose in entries:
                action = group.addAction(text)
                action.setCheckable(True)
                action.setChecked(chosen)
                action.triggered.connect(lambda _checked=False, choose=choose: choose())
                menu.addAction(action)
                if chosen and first is None:
                    first = action
        if first is not None:
            # Arrow keys start from the current choice, as in any list.
            menu.setActiveAction(first)


class TypedIn:
    """A mixin, before a QWidget among the bases, that gives typed keys precedence over shortcuts."""

    def event(self, event: QEvent) -> bool:
        """Claim a plain key before a shortcut takes it."""
        if _is_plain_key(event):
            event.accept()
            return True
        return bool(super().event(event))  # type: ignore[misc]  # the QWidget's


class NumberField(Guarded, TypedIn, QDoubleSpinBox):
    """A number that is committed by Enter or by leaving the field; Esc reverts it."""

    def __init__(self, lowest: float, highest: float, choose: Callable[[float], object]) -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setDecimals(2)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._choose, self._shown = choose, lowest
        self.editingFinished.connect(self._finish)

    def show_number(self, number: float) -> None:
        """Show `number`, unless the user is typing."""
        self._shown = round(number, self.decimals())
        if not self.hasFocus():
            self.setValue(number)

    @override
    def sizeHint(self) -> QSize:
        """Return room around the number, at the height of the buttons."""
        height = max(self.fontMetrics().height(), 18) + 10
        return QSize(self.fontMetrics().horizontalAdvance(f"888.88{self.suffix()}") + 20, height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field by Enter or Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.setValue(self._shown)
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in ENTER:
            self.clearFocus()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: scrolling past must not change the number."""
        event.ignore()

    def _finish(self) -> None:
        number = round(self.value(), self.decimals())
        if number != self._shown:
            self._shown = number
            self._choose(number)


def _is_plain_key(event: QEvent) -> bool:
    """Return True if a shortcut asks for a key without Ctrl, Alt or the like, which should be typed instead."""
    match event:
        case QKeyEvent():
            return event.type() == QEvent.Type.ShortcutOverride and not event.modifiers() & _COMMAND
    return False
