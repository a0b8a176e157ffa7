"""The beat grid for screen readers: a table whose cells have names, states and places on the screen."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from typing_extensions import override

from mashstudio.gui.guard import Guarded

if TYPE_CHECKING:
    from mashstudio.gui.beat_grid import BeatGrid
    from mashstudio.gui.beat_grid_cursor import Place

_tables: Final[dict[int, "GridTable"]] = {}
_installed: Final[list[bool]] = []


class GridCell(Guarded, QAccessibleInterface):
    """One cell."""

    def __init__(self, table: "GridTable", place: "Place") -> None:
        super().__init__()
        self._table, self.place = table, place

    @override
    def isValid(self) -> bool:
        """Whether the mashup has this cell."""
        grid = self._table.grid
        return self._table.isValid() and self.place[0] < grid.lane_count and self.place[1] < grid.beats

    @override
    def object(self) -> Any:
        """No object of its own."""
        return None

    @override
    def window(self) -> Any:
        """The grid's window."""
        return self._table.window()

    @override
    def parent(self) -> QAccessibleInterface:
        """The grid."""
        return self._table

    @override
    def child(self, _index: int) -> Any:
        """Nothing lies in a cell."""
        return None

    @override
    def childAt(self, _x: int, _y: int) -> Any:
        """Nothing lies in a cell."""
        return None

    @override
    def childCount(self) -> int:
        """Nothing lies in a cell."""
        return 0

    @override
    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Nothing lies in a cell."""
        return -1

    @override
    def rect(self) -> QRect:
        """Where it lies on the screen."""
        return self._table.grid.cell_on_screen(self.place)

    @override
    def role(self) -> QAccessible.Role:
        """A cell."""
        return QAccessible.Role.Cell

    @override
    def state(self) -> QAccessible.State:
        """Whether it is on, selected, and where the user is."""
        state, grid = QAccessible.State(), self._table.grid
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = state.selectable = state.checkable = True
        state.checked = grid.is_on(self.place)
        state.selected = grid.is_selected(self.place)
        state.focused = grid.hasFocus() and grid.cursor_place == self.place
        return state

    @override
    def text(self, kind: QAccessible.Text) -> str:
        """Its name: "Bar 9, beat 2, song A vocals: on"."""
        return self._table.grid.words_for(self.place) if kind == QAccessible.Text.Name and self.isValid() else ""

    @override
    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Nobody can name a cell."""


class GridTable(Guarded, QAccessibleObject):
    """The grid: its children are the cells, beat by beat, lane by lane. Those that were asked for are kept."""

    def __init__(self, grid: "BeatGrid") -> None:
        super().__init__(grid)
        self.grid = grid
        self._cells: dict[Place, GridCell] = {}

    @override
    def window(self) -> Any:
        """The grid's window."""
        return self.grid.window().windowHandle()

    @override
    def parent(self) -> Any:
        """What holds the grid."""
        holder = self.grid.parentWidget()
        return None if holder is None else QAccessible.queryAccessibleInterface(holder)

    @override
    def child(self, index: int) -> Any:
        """A cell by its number."""
        if not 0 <= index < self.childCount():
            return None
        beat, lane = divmod(index, self.grid.lane_count)
        if (lane, beat) not in self._cells:
            self._cells[lane, beat] = GridCell(self, (lane, beat))
        return self._cells[lane, beat]

    @override
    def childAt(self, x: int, y: int) -> Any:
        """The cell at a place on the screen."""
        place = self.grid.cell_at_screen(x, y)
        return None if place is None else self.child(number(self.grid, place))

    @override
    def focusChild(self) -> Any:
        """The cell where the user is."""
        place = self.grid.cursor_place
        return None if place is None or not self.grid.hasFocus() else self.child(number(self.grid, place))

    @override
    def childCount(self) -> int:
        """As many cells a beat as there are lanes."""
        return self.grid.lane_count * self.grid.beats

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of a cell."""
        return number(self.grid, child.place) if isinstance(child, GridCell) else -1

    @override
    def rect(self) -> QRect:
        """Where the grid lies on the screen."""
        view = self.grid.viewport()
        return QRect(view.mapToGlobal(view.rect().topLeft()), view.size())

    @override
    def role(self) -> QAccessible.Role:
        """A table."""
        return QAccessible.Role.Table

    @override
    def state(self) -> QAccessible.State:
        """Whether the user is in it."""
        state = QAccessible.State()
        state.focusable = True
        state.focused = self.grid.hasFocus()
        state.multiSelectable = True
        return state

    @override
    def text(self, kind: QAccessible.Text) -> str:
        """The grid's name and description."""
        if kind == QAccessible.Text.Name:
            return self.grid.accessibleName()
        return self.grid.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def forget_cells(self) -> None:
        """Takes the cells back from Qt, which would keep them for ever: they have no object that tells of its end."""
        for cell in self._cells.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(cell))
        self._cells.clear()


def number(grid: "BeatGrid", place: "Place") -> int:
    """A cell's number among the grid's children."""
    return place[1] * grid.lane_count + place[0]


def make_accessible(grid: "BeatGrid") -> None:
    """From now on screen readers find the cells of `grid`."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_table_of)
    key = id(grid)
    grid.destroyed.connect(lambda: _forget(key))


def tell_of_cell(grid: "BeatGrid", place: "Place") -> None:
    """Screen readers go to a cell, when the grid has the keys."""
    if QAccessible.isActive() and grid.hasFocus():
        event = QAccessibleEvent(grid, QAccessible.Event.Focus)
        event.setChild(number(grid, place))
        QAccessible.updateAccessibility(event)


def announce(grid: "BeatGrid", words: str) -> None:
    """Screen readers say `words`."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(grid, words))


def _table_of(class_name: str, thing: QObject) -> Any:
    if class_name != "BeatGrid":
        return None
    return _tables.setdefault(id(thing), GridTable(thing))  # type: ignore[arg-type]  # its class is BeatGrid


def _forget(key: int) -> None:
    table = _tables.pop(key, None)
    if table is not None:
        table.forget_cells()
