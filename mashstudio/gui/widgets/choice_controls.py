"""What the choices of the alignment panel are made of: a caption, menus that say what each choice costs, a number."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QActionGroup, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.glyph_button import PopupButton
from mashstudio.gui.widgets.readout import ElidedLabel

_COMMAND: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

NOTHING: Final = "–"
"""What stands where there is nothing to choose yet."""

Entry = tuple[str, bool, Callable[[], object]]
"""An entry of a menu: its text (a tab before what stands at the right), whether it is chosen, what it does."""


class Choice(Guarded, QWidget):
    """A caption and some controls, and below them in a quiet line what is chosen costs."""

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
        """Shows everything in the user's language."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Shows what is chosen now."""
        raise NotImplementedError

    def show_nothing(self, button: "MenuButton") -> None:
        """Shows on `button` that there is nothing to choose yet."""
        button.show_choice(NOTHING, self.caption.text())
        self.detail.show_text("")

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)


class MenuButton(PopupButton):
    """Shows what is chosen; its menu has what else could be: groups of entries, as `entries` says when it opens."""

    def __init__(self, entries: Callable[[], Iterable[Iterable[Entry]]]) -> None:
        super().__init__()
        self._entries = entries
        self._groups: list[QActionGroup] = []
        self.menu().aboutToShow.connect(self._fill)

    def show_choice(self, text: str, name: str) -> None:
        """Shows what is chosen; name: what this is a choice of."""
        self.setText(text)
        self.setAccessibleName(f"{name}: {text}")

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for old in self._groups:
            old.deleteLater()
        self._groups = []
        for entries in self._entries():
            if self._groups:
                menu.addSeparator()
            group = QActionGroup(menu)
            self._groups.append(group)
            for text, chosen, choose in entries:
                action = group.addAction(text)
                action.setCheckable(True)
                action.setChecked(chosen)
                action.triggered.connect(lambda _checked=False, choose=choose: choose())
                menu.addAction(action)
                if chosen:
                    # The arrows go on from here, as in any list.
                    menu.setActiveAction(action)


class TypedIn:
    """Comes before a QWidget among the bases: while it is typed in, plain keys are its own and no shortcuts."""

    def event(self, event: QEvent) -> bool:
        """Takes a plain key before a shortcut does."""
        if _is_plain_key(event):
            event.accept()
            return True
        return bool(super().event(event))  # type: ignore[misc]  # the QWidget's


class NumberField(Guarded, TypedIn, QDoubleSpinBox):
    """A number that holds once Enter is pressed or the field is left; Esc takes it back."""

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
        """Shows `number`, unless something is being typed."""
        self._shown = round(number, self.decimals())
        if not self.hasFocus():
            self.setValue(number)

    @override
    def sizeHint(self) -> QSize:
        """Room around the number, as high as the buttons."""
        height = max(self.fontMetrics().height(), 18) + 10
        return QSize(self.fontMetrics().horizontalAdvance(f"888.88{self.suffix()}") + 20, height)

    @override
    def minimumSizeHint(self) -> QSize:
        """No less."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc leave the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.setValue(self._shown)
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.clearFocus()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Who scrolls over it doesn't mean to change it."""
        event.ignore()

    def _finish(self) -> None:
        number = round(self.value(), self.decimals())
        if number != self._shown:
            self._shown = number
            self._choose(number)


def _is_plain_key(event: QEvent) -> bool:
    """Whether this asks for a key without Ctrl, Alt or the like that is a shortcut somewhere: to be typed instead."""
    match event:
        case QKeyEvent():
            return event.type() == QEvent.Type.ShortcutOverride and not event.modifiers() & _COMMAND
    return False
