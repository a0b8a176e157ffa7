"""The beat grid: beats across, lanes down; what is painted here is what the mashup plays."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolTip, QWidget
from typing_extensions import override

from mashstudio.gui.actions import ACTIONS, shown_keys, words
from mashstudio.gui.beat_grid_accessibility import announce, make_accessible, tell_of_cell
from mashstudio.gui.beat_grid_cursor import Place
from mashstudio.gui.beat_grid_mouse import GridMouse
from mashstudio.gui.beat_grid_overlays import cell_rect
from mashstudio.gui.beat_grid_view import BeatGridView
from mashstudio.gui.cell_commands import CellCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.lane_headers import LaneHeaders
from mashstudio.gui.stem_words import cell_words
from mashstudio.gui.studio import Studio
from mashstudio.gui.translation import Translated
from mashstudio.mashup.document import SILENT
from mashstudio.mashup.edits import Selection

_IN_MENU: Final = (
    "cut", "copy", "paste", "duplicate", "switch_on", "clear", "only_vocals", "all_but_drums", "fill_to_end",
    "earlier_beat", "later_beat", "earlier_bar", "later_bar",
)  # fmt: skip
_ARROWS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class BeatGrid(Translated, BeatGridView):
    """The beat grid under the user's hands: painted and selected by mouse and keys, told to screen readers."""

    def __init__(self, studio: Studio, commands: CellCommands, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._commands = commands
        self._mouse = GridMouse(
            studio, self._cursor, lambda: (self.rows, self.columns), self.viewport().width, self._scroll_by, self
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        studio.selection_changed.connect(self._take_selection)
        make_accessible(self)
        self.retranslate()

    # What there is

    @property
    def cursor_place(self) -> Place | None:
        """The cell where the user is."""
        return self._cursor.at

    @property
    def lane_count(self) -> int:
        """How many lanes there are."""
        return len(self._studio.lanes)

    def is_on(self, place: Place) -> bool:
        """Whether a cell plays anything."""
        return self._picture is not None and bool(self._picture.mashup.played[place] != SILENT)

    def is_selected(self, place: Place) -> bool:
        """Whether a cell is selected."""
        selection = self._studio.selection
        return place[0] in selection.lanes and selection.start <= place[1] < selection.stop

    def words_for(self, place: Place) -> str:
        """A cell's name: "Bar 9, beat 2, song A vocals: on"; "" beyond the mashup."""
        picture = self._picture
        if picture is None or not place[1] < picture.mashup.beats:
            return ""
        return cell_words(picture.mashup, picture.song_beats, picture.bars, *place)

    def cell_on_screen(self, place: Place) -> QRect:
        """Where a cell lies on the screen."""
        rect = cell_rect(place, self.rows, self.columns)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def cell_at_screen(self, x: int, y: int) -> Place | None:
        """The cell at a place on the screen."""
        return self._mouse.place_at(self.viewport().mapFromGlobal(QPoint(x, y)))

    def menu(self) -> QMenu:
        """The commands for the selected cells."""
        menu, handlers = QMenu(self), self._commands.handlers()
        for spec in ACTIONS:
            if spec.name in _IN_MENU:
                if spec.separated:
                    menu.addSeparator()
                keys = shown_keys(spec.name, self._studio.settings.shortcuts)
                action = menu.addAction(f"{words(spec.text)}\t{keys}")
                action.setObjectName(spec.name)
                action.triggered.connect(handlers[spec.name])
        return menu

    @override
    def retranslate(self) -> None:
        """Says everything in the user's language."""
        self.setAccessibleName(self.tr("Beat grid"))
        self.setAccessibleDescription(self._cursor_words())
        self._ruler_words = self.tr("Click or drag: the playhead goes there. With Shift: beats are selected.")
        self.viewport().update()

    @override
    def _holds(self) -> bool:
        return self._mouse.dragging

    @override
    def _take_mashup(self) -> None:
        at, before = self._cursor.at, self._cursor_words()
        super()._take_mashup()
        if self._picture is None:
            self._studio.select(Selection((), 0, 0))
        after = self._cursor_words()
        if at is not None and after != before:
            self.setAccessibleDescription(after)
            announce(self, after)

    def _take_selection(self) -> None:
        self._cursor.follow()
        self.viewport().update()
        at, selection = self._cursor.at, self._studio.selection
        if at is None:
            return
        if not self._mouse.dragging:
            whole = at[1] == selection.start
            self.reveal(at[1], selection.stop if whole else at[1] + 1)
            self.reveal_lane(at[0])
        self.setAccessibleDescription(self.words_for(at))
        tell_of_cell(self, at)

    def _cursor_words(self) -> str:
        return "" if self._cursor.at is None else self.words_for(self._cursor.at)

    # Mouse and keys

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Paints, erases, selects, seeks."""
        self._mouse.press(event.position(), event.button(), event.modifiers())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two clicks."""
        self._mouse.press(event.position(), event.button(), event.modifiers())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with what a press began."""
        self._mouse.move(event.position())

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Ends it."""
        self._mouse.release()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Pointing at a cell tells what it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._mouse.place_at(QPointF(event.pos()))
            over_ruler = self._picture is not None and event.pos().y() < self._ruler
            text = self._ruler_words if over_ruler else "" if place is None else self.words_for(place)
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, with Ctrl by bars, with Shift they select; Esc selects nothing."""
        keys, key = event.modifiers(), Qt.Key(event.key())
        if self._clears(event):
            self._cursor.let_go()
            return
        if key not in _ARROWS or self._picture is None or keys & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        lanes, beats = _ARROWS[key]
        if keys & Qt.KeyboardModifier.ControlModifier:
            beats *= self._bar_to(beats)
        self._cursor.step(lanes, beats, extend=bool(keys & Qt.KeyboardModifier.ShiftModifier))

    @override
    def event(self, event: QEvent) -> bool:
        """Esc clears a selection before it stops anything that rests."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._clears(event):
            event.accept()
            return True
        return super().event(event)

    def _clears(self, event: QKeyEvent) -> bool:
        selected = self._studio.selection.beats > 0 and not self._studio.player.playing
        return selected and event.key() == Qt.Key.Key_Escape and not event.modifiers()

    def _bar_to(self, by: int) -> int:
        """How many beats there are to the same place in the next bar (`by` 1) or in the one before (−1)."""
        beat = 0 if self._cursor.at is None else self._cursor.at[1]
        return abs(self._studio.session.bars.moved(beat, by) - beat)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shows what can be done with the selected cells, or with the one under the mouse."""
        if self._picture is None:
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            if self._cursor.at is not None:
                where = self.cell_on_screen(self._cursor.at).center()
        else:
            place = self._mouse.place_at(event.pos())
            if place is not None and not self.is_selected(place):
                self._cursor.move_to(place)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keys are: by Tab, at a cell."""
        super().focusInEvent(event)
        by_tab = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_tab and self._cursor.at is None:
            self._cursor.step(0, 0, extend=False)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()


class BeatGridPanel(Guarded, QWidget):
    """The beat grid with its lane headers, as the window holds it."""

    def __init__(self, studio: Studio, commands: CellCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = BeatGrid(studio, commands)
        self.headers = LaneHeaders(studio)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.headers)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.grid.rows_changed.connect(self._line_up)
        self.zoom_in, self.zoom_out, self.zoom_fit = self.grid.zoom_in, self.grid.zoom_out, self.grid.zoom_fit
        self.follow = self.grid.follow
        self._line_up()

    @property
    def following(self) -> bool:
        """Whether the view goes along with the playhead."""
        return self.grid.following

    def _line_up(self) -> None:
        self.headers.set_rows(self.grid.rows)
