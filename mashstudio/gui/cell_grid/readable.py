"""The beat grid for screen readers: names, states and rectangles of its cells."""

from PySide6.QtCore import QPoint, QPointF, QRect

from mashstudio.gui.cell_grid.cursor import Place
from mashstudio.gui.cell_grid.geometry import place_under
from mashstudio.gui.cell_grid.overlays import cell_rect
from mashstudio.gui.cell_grid.rows import Fill, fill_of
from mashstudio.gui.cell_grid.view import CellGridView
from mashstudio.gui.text.stem_words import cell_words, song_cell_words


class ReadableGrid(CellGridView):
    """The beat grid with names, states and rectangles of its cells."""

    @property
    def cursor_place(self) -> Place | None:
        """The cell under the cursor."""
        return self._cursor.at

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return len(self.grid_rows.shown)

    def fill(self, place: Place) -> Fill:
        """Return whether a cell plays all, some or none of its parts."""
        picture, row = self._picture, self.grid_rows.shown[place[0]]
        return Fill.NONE if picture is None else fill_of(picture.mashup, picture.song_beats, row, place[1])

    def is_selected(self, place: Place) -> bool:
        """Return True if a cell is selected."""
        selection, row = self._studio.selection, self.grid_rows.shown[place[0]]
        return row.lanes[0] in selection.lanes and selection.start <= place[1] < selection.stop

    def words_for(self, place: Place) -> str:
        """Return a cell's name, such as "Bar 9, beat 2, song A vocals: on"; "" outside the mashup."""
        picture, row = self._picture, self.grid_rows.shown[place[0]]
        if picture is None or not place[1] < picture.mashup.beats:
            return ""
        if row.folded:
            return song_cell_words(picture.mashup, picture.song_beats, picture.bars, row.lanes, place[1])
        song_bars = picture.song_bars[row.source]
        return cell_words(picture.mashup, picture.song_beats, picture.bars, song_bars, row.lanes[0], place[1])

    def cell_on_screen(self, place: Place) -> QRect:
        """Return a cell's screen rectangle."""
        rect = cell_rect(place, self.rows, self.columns)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def place_at(self, point: QPoint | QPointF) -> Place | None:
        """Return the cell at `point`; None outside all cells."""
        return place_under(point, self.rows, self.columns, self.beats)

    def cell_at_screen(self, x: int, y: int) -> Place | None:
        """Return the cell at a screen position."""
        return self.place_at(self.viewport().mapFromGlobal(QPoint(x, y)))
