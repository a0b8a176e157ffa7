"""The mouse on the beat grid, by rows and beats."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from mashstudio.gui.cell_grid.grid import CellGrid
from mashstudio.gui.cell_grid.overlays import cell_rect

Left, NoKeys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def point(grid: CellGrid, lane: int, beat: int) -> QPointF:
    """Return the middle of a cell."""
    return QPointF(cell_rect((lane, beat), grid.rows, grid.columns).center())


def mouse(grid: CellGrid, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    """Send a mouse event to the grid."""
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    view = grid.viewport()
    QApplication.sendEvent(view, QMouseEvent(kind, at, QPointF(view.mapToGlobal(at)), pressed, held, keys))


def drag(
    grid: CellGrid, points: list[QPointF], keys: Qt.KeyboardModifier = NoKeys, button: Qt.MouseButton = Left
) -> None:
    """Press at the first point, move to the others one by one, release."""
    mouse(grid, QEvent.Type.MouseButtonPress, points[0], button, keys)
    for each in points[1:]:
        mouse(grid, QEvent.Type.MouseMove, each, button, keys)
    mouse(grid, QEvent.Type.MouseButtonRelease, points[-1], button, keys)
