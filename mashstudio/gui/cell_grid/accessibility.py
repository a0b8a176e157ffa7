"""The beat grid for screen readers: a table whose cells have names, states and screen rectangles."""

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

from mashstudio.gui.cell_grid.rows import Fill
from mashstudio.gui.guard import Guarded

if TYPE_CHECKING:
    from mashstudio.gui.cell_grid.cursor import Place
    from mashstudio.gui.cell_grid.readable import ReadableGrid

_tables: Final[dict[int, "GridTable"]] = {}
_installed: Final[list[bool]] = []


class GridCell(Guarded, QAccessibleInterface):
    """One cell."""

    def __init__(self, table: "GridTable", place: "Place") -> None:
        super().__init__()
        self._table, self.place = table, place

    @override
    def isValid(self) -> bool:
        """Return True while the mashup has this cell."""
        grid = self._table.grid
        return self._table.isValid() and self.place[0] < grid.row_count and self.place[1] < grid.beats

    @override
    def object(self) -> Any:
        """Return None: a cell is not a QObject."""
        return None

    @override
    def window(self) -> Any:
        """Return the grid's window."""
        return self._table.window()

    @override
    def parent(self) -> QAccessibleInterface:
        """Return the grid."""
        return self._table

    @override
    def child(self, _index: int) -> Any:
        """Return None: a cell has no children."""
        return None

    @override
    def childAt(self, _x: int, _y: int) -> Any:
        """Return None: a cell has no children."""
        return None

    @override
    def childCount(self) -> int:
        """Return 0: a cell has no children."""
        return 0

    @override
    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return −1: a cell has no children."""
        return -1

    @override
    def rect(self) -> QRect:
        """Return the cell's screen rectangle."""
        return self._table.grid.cell_on_screen(self.place)

    @override
    def role(self) -> QAccessible.Role:
        """Return the role of a cell."""
        return QAccessible.Role.Cell

    @override
    def state(self) -> QAccessible.State:
        """Return whether the cell is on (mixed: some parts are), selected and focused."""
        state, grid = QAccessible.State(), self._table.grid
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = state.selectable = state.checkable = True
        fill = grid.fill(self.place)
        state.checked, state.checkStateMixed = fill is Fill.ALL, fill is Fill.SOME
        state.selected = grid.is_selected(self.place)
        state.focused = grid.hasFocus() and grid.cursor_place == self.place
        return state

    @override
    def text(self, kind: QAccessible.Text) -> str:
        """Return the cell's name, such as "Bar 9, beat 2, song A vocals: on"."""
        return self._table.grid.words_for(self.place) if kind == QAccessible.Text.Name and self.isValid() else ""

    @override
    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Do nothing: a cell can't be renamed."""


class GridTable(Guarded, QAccessibleObject):
    """The grid; its children are the cells, in order of beat, then row. Cells once asked for are kept."""

    def __init__(self, grid: "ReadableGrid") -> None:
        super().__init__(grid)
        self.grid = grid
        self._cells: dict[Place, GridCell] = {}

    @override
    def window(self) -> Any:
        """Return the grid's window."""
        return self.grid.window().windowHandle()

    @override
    def parent(self) -> Any:
        """Return the grid's parent."""
        holder = self.grid.parentWidget()
        return None if holder is None else QAccessible.queryAccessibleInterface(holder)

    @override
    def child(self, index: int) -> Any:
        """Return the cell with this number."""
        if not 0 <= index < self.childCount():
            return None
        beat, row = divmod(index, self.grid.row_count)
        if (row, beat) not in self._cells:
            self._cells[row, beat] = GridCell(self, (row, beat))
        return self._cells[row, beat]

    @override
    def childAt(self, x: int, y: int) -> Any:
        """Return the cell at a screen position."""
        place = self.grid.cell_at_screen(x, y)
        return None if place is None else self.child(number(self.grid, place))

    @override
    def focusChild(self) -> Any:
        """Return the cell under the cursor."""
        place = self.grid.cursor_place
        return None if place is None or not self.grid.hasFocus() else self.child(number(self.grid, place))

    @override
    def childCount(self) -> int:
        """Return the number of cells: one per beat and row."""
        return self.grid.row_count * self.grid.beats

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the number of a cell."""
        return number(self.grid, child.place) if isinstance(child, GridCell) else -1

    @override
    def rect(self) -> QRect:
        """Return the grid's screen rectangle."""
        view = self.grid.viewport()
        return QRect(view.mapToGlobal(view.rect().topLeft()), view.size())

    @override
    def role(self) -> QAccessible.Role:
        """Return the role of a table."""
        return QAccessible.Role.Table

    @override
    def state(self) -> QAccessible.State:
        """Return whether the grid has focus."""
        state = QAccessible.State()
        state.focusable = True
        state.focused = self.grid.hasFocus()
        state.multiSelectable = True
        return state

    @override
    def text(self, kind: QAccessible.Text) -> str:
        """Return the grid's name or description."""
        if kind == QAccessible.Text.Name:
            return self.grid.accessibleName()
        return self.grid.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def forget_cells(self) -> None:
        """Unregister the cells from Qt, which would keep them forever, as no QObject's end tells it of theirs."""
        for cell in self._cells.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(cell))
        self._cells.clear()


def number(grid: "ReadableGrid", place: "Place") -> int:
    """Return a cell's number among the grid's children."""
    return place[1] * grid.row_count + place[0]


def make_accessible(grid: "ReadableGrid") -> None:
    """Expose the cells of `grid` to screen readers."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_table_of)
    key = id(grid)
    grid.destroyed.connect(lambda: _forget(key))


def announce_cell(grid: "ReadableGrid", place: "Place") -> None:
    """Move screen readers to a cell, if the grid has focus."""
    if QAccessible.isActive() and grid.hasFocus():
        event = QAccessibleEvent(grid, QAccessible.Event.Focus)
        event.setChild(number(grid, place))
        QAccessible.updateAccessibility(event)


def announce(grid: "ReadableGrid", words: str) -> None:
    """Have screen readers say `words`."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(grid, words))


def _table_of(class_name: str, thing: QObject) -> Any:
    if class_name != "ReadableGrid":
        return None
    return _tables.setdefault(id(thing), GridTable(thing))  # type: ignore[arg-type]  # its class is CellGrid


def _forget(key: int) -> None:
    table = _tables.pop(key, None)
    if table is not None:
        table.forget_cells()
