"""The beat grid: beats across, lanes down; the mashup plays what is painted here."""

from collections.abc import Collection
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.accessibility import announce, announce_cell, make_accessible
from mashstudio.gui.cell_grid.gain_entry import GainEntry
from mashstudio.gui.cell_grid.lane_headers import FOLD, LaneHeaders
from mashstudio.gui.cell_grid.mouse import GridMouse
from mashstudio.gui.cell_grid.overlays import cell_rect
from mashstudio.gui.cell_grid.rows import with_whole_rows
from mashstudio.gui.cell_grid.section_band import SectionBand
from mashstudio.gui.cell_grid.section_drop import SectionDrop
from mashstudio.gui.cell_grid.strip_panel import StripPanel
from mashstudio.gui.commands.actions import EDIT, RUNS, VIEW, Action, AnyAction, shown_keys, words
from mashstudio.gui.commands.cell_actions import CELL_ACTIONS
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Translated
from mashstudio.model.choices import source_letter

_ARROWS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CellGrid(Translated, SectionDrop):
    """The beat grid with editing: painting and selection by mouse and keys, and screen reader support.

    menu_opening: emitted with the QMenu of the selected cells while it is filled, to add playback's commands.
    """

    menu_opening = Signal(object)

    def __init__(self, studio: Studio, commands: CellCommands, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._commands = commands
        self._mouse = GridMouse(
            studio, self._cursor, lambda: (self.rows, self.columns), self.viewport().width, self._scroll_by, self
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        studio.selection_changed.connect(self._take_selection)
        self.gain_entry = GainEntry(studio, self)
        commands.gain_wanted.connect(self._ask_gain)
        make_accessible(self)
        self.retranslate()

    def fold(self) -> None:
        """Fold the selected songs, or unfold them if all are folded; without a selection, all songs."""
        if self._picture is None:
            return
        selected, lanes = self._studio.selection, self._studio.lanes
        chosen = {lanes[lane].source for lane in selected.lanes} if selected.beats > 0 else set()
        self.fold_songs(chosen or {lane.source for lane in lanes})

    def fold_songs(self, sources: Collection[int]) -> None:
        """Fold these songs, or unfold them if all are folded; announce it to screen readers."""
        self.grid_rows.toggle(sources)
        letters = ", ".join(source_letter(source) for source in sorted(sources))
        folded = all(map(self.grid_rows.is_folded, sources))
        announce(self, (self.tr("Folded: {songs}") if folded else self.tr("Unfolded: {songs}")).format(songs=letters))

    def _ask_gain(self) -> None:
        at = self._cursor.at
        if at is not None:
            self.reveal(at[1], at[1] + 1)
            corner = cell_rect(at, self.rows, self.columns).topLeft()
            self.gain_entry.ask(QPoint(max(corner.x(), 0), corner.y()))

    def menu(self) -> QMenu:
        """Return a menu of actions on the selected cells, with what the one at the cursor plays."""
        menu = QMenu(self)
        if self._cursor.at is not None:
            plays = menu.addAction(self.words_for(self._cursor.at))
            plays.setObjectName("what_it_plays")
            plays.setEnabled(False)
            menu.addSeparator()
        self.menu_opening.emit(menu)
        cells = [(action, self._commands) for action in CELL_ACTIONS if action.when is CellCommands.can_edit]
        listed: list[tuple[AnyAction, object]] = [*cells, (FOLD, self)]
        runs = QMenu(words(RUNS), menu)
        for action, owner in listed:
            into = runs if action.group == RUNS else menu
            if action.separated:
                into.addSeparator()
            keys = shown_keys(action, self._studio.settings.shortcuts)
            made = into.addAction(f"{words(action.text)}\t{keys}", partial(action.run, owner))
            made.setObjectName(action.name)
        menu.insertMenu(menu.actions()[-1], runs)
        return menu

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Cell grid"))
        self.setAccessibleDescription(self._cursor_words())
        self._ruler_words = self.tr("Click or drag to move the playhead; hold Shift to select beats.")
        self.viewport().update()

    @override
    def _holds(self) -> bool:
        return self._mouse.dragging

    @override
    def _take_mashup(self) -> None:
        # The words as they were told: the rows are new already, the picture is not.
        at, before = self._cursor.at, self.accessibleDescription()
        super()._take_mashup()
        if self._picture is None:
            self._studio.select(Selection((), 0, 0))
        after = self._cursor_words()
        if at is not None and after != before:
            self.setAccessibleDescription(after)
            announce(self, after)

    @override
    def _take_rows(self) -> None:
        super()._take_rows()
        self._mouse.give_up()
        self._take_selection()

    def _take_selection(self) -> None:
        seen = with_whole_rows(self.grid_rows.shown, self._studio.selection)
        if seen != self._studio.selection:
            # The selection must match what looks selected: all lanes of a folded song.
            self._studio.select(seen)
            return
        self._cursor.follow()
        self.viewport().update()
        at, selection = self._cursor.at, self._studio.selection
        if at is None:
            return
        if not self._mouse.dragging:
            whole = at[1] == selection.start
            self.reveal(at[1], selection.stop if whole else at[1] + 1)
            self.reveal_row(at[0])
        self.setAccessibleDescription(self.words_for(at))
        announce_cell(self, at)

    def _cursor_words(self) -> str:
        return "" if self._cursor.at is None else self.words_for(self._cursor.at)

    # Mouse and keys

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Paint, erase, select or seek."""
        self._mouse.press(event.position(), event.button(), event.modifiers())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Treat a double click as two clicks."""
        self._mouse.press(event.position(), event.button(), event.modifiers())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Continue what the press began; without one, show what can be dragged here."""
        self._mouse.move(event.position(), event.modifiers())
        self._show_grip(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish what the press began."""
        self._mouse.release()
        self._show_grip(event.position())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Stop showing what can be dragged."""
        super().leaveEvent(event)
        self._hold(None)

    def _show_grip(self, at: QPointF) -> None:
        self._hold(self._mouse.grip(at))
        self.viewport().setCursor(self._mouse.cursor_shape(at))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Show a tooltip for the place under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            over_ruler = self._picture is not None and event.pos().y() < self._ruler
            text = self._ruler_words if over_ruler else "" if place is None else self.words_for(place)
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, by bars with Ctrl, selecting with Shift; clear the selection with Esc."""
        keys, key = event.modifiers(), Qt.Key(event.key())
        if self._clears(event):
            self._cursor.clear()
            return
        if key not in _ARROWS or self._picture is None or keys & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        rows, beats = _ARROWS[key]
        if keys & Qt.KeyboardModifier.ControlModifier:
            beats *= self._bar_to(beats)
        self._cursor.step(rows, beats, extend=bool(keys & Qt.KeyboardModifier.ShiftModifier))

    @override
    def event(self, event: QEvent) -> bool:
        """Claim Esc to clear the selection rather than stop playback, unless something plays."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._clears(event):
            event.accept()
            return True
        return super().event(event)

    def _clears(self, event: QKeyEvent) -> bool:
        selected = self._studio.selection.beats > 0 and not self._studio.player.playing
        return selected and event.key() == Qt.Key.Key_Escape and not event.modifiers()

    def _bar_to(self, by: int) -> int:
        """Return the distance in beats to the same place in the next bar (`by` 1) or the previous one (−1)."""
        beat = 0 if self._cursor.at is None else self._cursor.at[1]
        return abs(self._studio.session.bars.moved(beat, by) - beat)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show a menu for the selected cells, or for the one under the mouse."""
        if self._picture is None:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            if self._cursor.at is not None:
                where = self.cell_on_screen(self._cursor.at).center()
        else:
            place = self.place_at(event.pos())
            if place is not None and not self.is_selected(place):
                self._cursor.move_to(place)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor; if focused by Tab, go to a cell."""
        super().focusInEvent(event)
        by_tab = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_tab and self._cursor.at is None:
            self._cursor.step(0, 0, extend=False)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        super().focusOutEvent(event)
        self.viewport().update()


class CellGridPanel(Guarded, QWidget):
    """The beat grid with its lane headers, and with `corner` over them. following_changed: emitted with `following`."""

    following_changed = Signal(bool)

    def __init__(self, studio: Studio, commands: CellCommands, corner: QWidget | None = None) -> None:
        super().__init__()
        self._commands = commands
        self.grid = CellGrid(studio, commands)
        self.headers = LaneHeaders(studio, self.grid.grid_rows, corner)
        self.headers.fold_wanted.connect(lambda source: self.grid.fold_songs([source]))
        self.headers.strip_wanted.connect(self._open_strip)
        self.strip = StripPanel(studio, self.grid, self.headers.width)
        self.strip.hide()
        lanes = QHBoxLayout()
        lanes.setContentsMargins(0, 0, 0, 0)
        lanes.setSpacing(0)
        lanes.addWidget(self.headers)
        lanes.addWidget(self.grid, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.sections = SectionBand(studio, self.grid)
        layout.addWidget(self.sections)
        layout.addLayout(lanes, 1)
        layout.addWidget(self.strip)
        self.setFocusProxy(self.grid)
        self.grid.rows_changed.connect(self._line_up)
        self._line_up()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the sections where the window has room for them."""
        super().resizeEvent(event)
        self.sections.make_room()

    @property
    def following(self) -> bool:
        """True while the view follows the playhead."""
        return self.grid.following

    def follow(self) -> None:
        """Follow the playhead, or stop following it."""
        self.grid.follow()
        self.following_changed.emit(self.following)

    def show_strip(self) -> None:
        """Open the strip's panel, or close it."""
        opening = self.strip.isHidden()
        # The rows can be scrolled, so the grid needs no room for all of them beside the panel.
        self.grid.setMinimumHeight(self.grid.rows.ruler + 2 * self.grid.rows.height if opening else 0)
        self.strip.setVisible(opening)
        self.strip.refresh()
        self.strip.line_up()
        if not opening:
            self.setFocus()

    def _open_strip(self, lanes: tuple[int, ...]) -> None:
        if self.strip.isHidden():
            self.show_strip()
        self.strip.open_for(lanes, whole=len(lanes) > 1)

    def select_all(self) -> None:
        """Select every cell and focus the grid, so that keys act on it."""
        self._commands.select_all()
        self.setFocus()

    def _line_up(self) -> None:
        self.headers.set_rows(self.grid.rows)
        self.sections.line_up(self.headers.width())
        self.strip.line_up()


VIEW_ACTIONS: Final[tuple[Action[CellGridPanel], ...]] = (
    Action(
        "select_all",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Select all"),
        "Ctrl+A",
        CellGridPanel.select_all,
        lambda panel: panel._commands.has_mashup(),
        separated=True,
    ),
    Action(
        "strip",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Strip: EQ, filter, sends, automation"),
        "E",
        CellGridPanel.show_strip,
        lambda panel: panel._commands.has_mashup(),
        on=lambda panel: not panel.strip.isHidden(),
    ),
    Action("zoom_in", VIEW, QT_TRANSLATE_NOOP("Action", "Zoom in"), "Ctrl++", lambda panel: panel.grid.zoom_in()),
    Action("zoom_out", VIEW, QT_TRANSLATE_NOOP("Action", "Zoom out"), "Ctrl+-", lambda panel: panel.grid.zoom_out()),
    Action("zoom_fit", VIEW, QT_TRANSLATE_NOOP("Action", "Zoom to fit"), "Ctrl+0", lambda panel: panel.grid.zoom_fit()),
    Action(
        "follow",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Follow playhead"),
        "F",
        CellGridPanel.follow,
        on=lambda panel: panel.following,
    ),
)
