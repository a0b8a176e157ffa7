"""The mashup's versions over the lane headers: four letters, and the name of the one used last."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from mashstudio.gui.commands.actions import shown_keys, words
from mashstudio.gui.commands.version_commands import COMPARE, KEEP_ACTIONS, SWITCH_ACTIONS, VersionCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.plain_text import plain_tip, plain_words, wrapped_tip
from mashstudio.gui.widgets.title_label import TitleLabel
from mashstudio.model.mashup import VERSION_LETTERS

_WIDTH: Final = 24
_HEIGHT: Final = 22
_GAP: Final = 2
_RADIUS: Final = 4
_DOT: Final = 6


class VersionBar(Guarded, Translated, QWidget):
    """A button for each version, and the name of the one used last, which can be edited in place."""

    def __init__(self, studio: Studio, commands: VersionCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._commands = studio, commands
        self.buttons = [VersionButton(studio, commands, slot, self) for slot in range(len(VERSION_LETTERS))]
        # The bar is narrow: the field for the name lies over the grid, too.
        self.name = TitleLabel(
            lambda: self.window().width() - self.name.mapTo(self.window(), QPoint()).x(), self, self.window
        )
        self.name.setObjectName("dim")
        self.name.renamed.connect(self._rename)
        self.name.left.connect(self._leave)
        self._renaming: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for button in self.buttons:
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.name, 1)
        commands.rename_wanted.connect(self.begin_rename)
        for signal in (studio.mashup_changed, studio.sound_changed, studio.shortcuts_changed):
            signal.connect(self.refresh)
        studio.player_event.connect(lambda _event: self.refresh())
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Versions"))
        self.name.setAccessibleName(self.tr("Name of the version"))
        self.refresh()

    def refresh(self) -> None:
        """Show the present versions."""
        self.setVisible(self._studio.mashup is not None)
        for button in self.buttons:
            button.refresh()
        if self._renaming is None:
            last = self._commands.last
            self.name.editable = last is not None
            self.name.show_text("" if last is None else self._commands.name(last))

    def begin_rename(self, slot: int) -> None:
        """Open a field for a version's name."""
        if self._commands.is_kept(slot) and self._renaming is None:
            self.name.show_text(self._commands.name(slot))
            self.name.editable = True
            self._renaming = slot
            self.name.begin()

    def _rename(self, typed: str) -> None:
        slot = self._commands.last if self._renaming is None else self._renaming
        if slot is not None:
            self._commands.rename(slot, typed)

    def _leave(self) -> None:
        slot, self._renaming = self._commands.last if self._renaming is None else self._renaming, None
        if slot is not None and self.window().focusWidget() is self.window():
            self.buttons[slot].setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()


class VersionButton(Guarded, QAbstractButton):
    """A version's letter: dim while it is empty, filled while the mashup is as kept, framed once it has changed.

    A click switches to it, or keeps the mashup while it is empty; with Shift, it keeps in any case.
    """

    def __init__(self, studio: Studio, commands: VersionCommands, slot: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._commands, self._slot = studio, commands, slot
        self.setFixedSize(QSize(_WIDTH, _HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(VERSION_LETTERS[slot])
        self._keeps = False
        self._told: object = None
        self.clicked.connect(self._use)

    def refresh(self) -> None:
        """Show the version's present state."""
        commands, slot = self._commands, self._slot
        name, state = self.tr("Version {version}").format(version=commands.title(slot)), self._state()
        self.setAccessibleName(name)
        self.setAccessibleDescription(state)
        told = name, state, self._studio.settings.shortcuts
        if self.underMouse() or self.hasFocus():
            self._tell_difference()
        elif told != self._told:
            self._show_tip(state)
            self._told = told
        self.update()

    def menu(self) -> QMenu:
        """Return a menu of what can be done with the version."""
        commands, slot, menu = self._commands, self._slot, QMenu(self)
        kept, shortcuts = commands.is_kept(slot), self._studio.settings.shortcuts
        for text, action, run, enabled in (
            (self.tr("Switch to {letter}"), SWITCH_ACTIONS[slot], commands.switch, kept),
            (self.tr("Keep as {letter}"), KEEP_ACTIONS[slot], commands.keep, True),
            (self.tr("Rename {letter}…"), None, commands.rename_wanted.emit, kept),
            (self.tr("Clear {letter}"), None, commands.clear, kept),
        ):
            keys = "" if action is None else shown_keys(action, shortcuts)
            made = menu.addAction(f"{text.format(letter=self.text())}\t{keys}", partial(run, slot))
            made.setEnabled(enabled)
        menu.addSeparator()
        compared = f"{plain_words(words(COMPARE.text))}\t{shown_keys(COMPARE, shortcuts)}"
        menu.addAction(compared, commands.compare).setEnabled(commands.last is not None)
        return menu

    @override
    def sizeHint(self) -> QSize:
        """Return room for a letter."""
        return QSize(_WIDTH, _HEIGHT)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep rather than switch if Shift is held."""
        self._keeps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)
        self._keeps = False

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()) if by_key else event.globalPos())

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Find out what differs before the tooltip shows it."""
        super().enterEvent(event)
        self._tell_difference()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell screen readers what differs."""
        super().focusInEvent(event)
        self._tell_difference()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the letter in its state."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kept, last = self._commands.is_kept(self._slot), self._commands.last == self._slot
        current = last and self._commands.unchanged
        waits = current and self._commands.waits
        filled = current and not waits
        frame = now.accent if last else now.line if kept else now.window
        if self.hasFocus() or self.underMouse():
            frame = now.text if last else now.accent if self.hasFocus() else now.dim
        style = Qt.PenStyle.DotLine if waits else Qt.PenStyle.SolidLine
        painter.setPen(QPen(frame, 1.5 if last else 1, style))
        painter.setBrush(now.accent if filled else now.raised if kept else now.window)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        on_accent = now.window if now.dark else now.panel
        painter.setPen(on_accent if filled else now.text if kept else now.dim)
        font = QFont(self.font())
        font.setBold(last)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if last and not current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.accent)
            painter.drawEllipse(QRectF(self.width() - _DOT, 0, _DOT, _DOT))

    def _use(self) -> None:
        if self._keeps or not self._commands.is_kept(self._slot):
            self._commands.keep(self._slot)
        else:
            self._commands.switch(self._slot)

    def _state(self) -> str:
        if not self._commands.is_kept(self._slot):
            return self.tr("empty")
        if self._commands.last != self._slot:
            return self.tr("kept")
        if not self._commands.unchanged:
            return self.tr("changed since")
        return self.tr("waits to be heard") if self._commands.waits else self.tr("current")

    def _tell_difference(self) -> None:
        differs, state = self._commands.difference(self._slot), self._state()
        if differs:
            state = self.tr("{state}; different from now: {what}").format(state=state, what=differs)
        self.setAccessibleDescription(state)
        self._show_tip(state)
        self._told = None

    def _show_tip(self, state: str) -> None:
        shortcuts = self._studio.settings.shortcuts
        switch, keep = (shown_keys(actions[self._slot], shortcuts) for actions in (SWITCH_ACTIONS, KEEP_ACTIONS))
        does = (
            self.tr("Click: switch to it ({switch}). Shift+click: keep the mashup here ({keep}).")
            if self._commands.is_kept(self._slot)
            else self.tr("Click: keep the whole mashup here ({keep}).")
        )
        lines = f"{self.accessibleName()}: {state}", does.format(switch=switch, keep=keep)
        self.setToolTip(plain_tip(wrapped_tip("\n".join(lines))))
