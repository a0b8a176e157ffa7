"""The step grid itself: a row for each drum, a column for each step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.notes import LaneNotes, added, deleted, with_velocity
from mashstudio.gui.band.beat_view import BeatView, Ctrl, Key, Plain
from mashstudio.gui.band.step_picture import (
    ACCENTED,
    LEVELS,
    StepArrays,
    column_of,
    draw_cells,
    draw_hits,
    draw_names,
    steps_of,
)
from mashstudio.gui.text.note_words import drum_name, place_words
from mashstudio.gui.theme import Theme
from mashstudio.model.notes import Note, NoteLane

_KIT: Final = (36, 38, 39, 42, 46, 48, 45, 41, 49, 51)
_ORDER: Final = (36, 35, 38, 40, 37, 39, 42, 44, 46, 50, 48, 47, 45, 43, 41, 49, 57, 55, 52, 51, 59, 53, 54, 56)
"""From the top: kicks, snares, clap, hats, toms from high to low, crashes, rides; the rest by pitch."""

_LOUDEST: Final = 127

Cell = tuple[int, int]
"""Row and column."""


class StepView(BeatView):
    """Drums down, steps across. unit: steps of a beat. rows: the pitch of each row. place: the cursor's cell."""

    usual_width = 88.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = 4
        self.rows: tuple[int, ...] = _KIT
        self.place: Cell = (0, 0)
        self._shown: tuple[LaneNotes, tuple[int, ...], StepArrays, dict[Cell, list[Note]]] | None = None
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Step grid"))
        self._tip = self.tr(
            "Click: on or off. Drag: paint or erase along the row. Ctrl+drag up or down: velocity; Ctrl+click: soft,"
            " usual, accented. Right click: erase. Wheel with Shift: scroll in time; with Ctrl: zoom.\n"
            "Arrows: move the cursor, with Ctrl by bars. Enter: on or off. +, −: louder, softer. Del: erase."
        )
        self._measure()
        self.say()

    def _measure(self) -> None:
        """Make room for the widest name."""
        self.side = max(map(self.fontMetrics().horizontalAdvance, map(drum_name, self.rows))) + 20
        self.fit()

    # What is shown

    @property
    @override
    def row_count(self) -> int:
        """How many drums are shown."""
        return len(self.rows)

    @property
    @override
    def row_height(self) -> int:
        """High enough to tell velocities apart."""
        return self.fontMetrics().height() + 9

    @property
    @override
    def step(self) -> float:
        """A column, in beats."""
        return 1 / self.unit

    @override
    def sizeHint(self) -> QSize:
        """Return room for the usual kit."""
        return QSize(900, self.ruler + len(_KIT) * self.row_height + self.horizontalScrollBar().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for four drums."""
        return QSize(self.side + 200, self.ruler + 4 * self.row_height)

    def show_drums(self, lane: NoteLane, beats: int, bars: Sequence[int], unit: int) -> None:
        """Show a drum lane. Rows that the user has emptied stay until the lane is changed elsewhere."""
        if lane != self.given:
            self.rows = rows_of(lane)
        if unit != self.unit:
            self.mouse.give_up()
            self.unit = unit
        self._shown = None
        self.show_notes(lane, beats, bars)
        self.place = (min(self.place[0], len(self.rows) - 1), min(self.place[1], max(beats * unit - 1, 0)))
        self._measure()

    @property
    def _arrays(self) -> StepArrays:
        return self._look()[0]

    @property
    def cells(self) -> Mapping[Cell, list[Note]]:
        """The hits of each step that has any."""
        return self._look()[1]

    def _look(self) -> tuple[StepArrays, dict[Cell, list[Note]]]:
        if self._shown is None or self._shown[0] is not self.notes or self._shown[1] != self.rows:
            row_of = {pitch: row for row, pitch in enumerate(self.rows)}
            cells: dict[Cell, list[Note]] = {}
            for note in self.notes.lane.notes:
                place = row_of[note.pitch], column_of(note.start, self.unit, self.beats)
                cells.setdefault(place, []).append(note)
            self._shown = (self.notes, self.rows, steps_of(self.notes, self.rows, self.unit), cells)
        return self._shown[2], self._shown[3]

    def velocity(self, cell: Cell) -> int:
        """Return how loud a step is; 0: it is off."""
        return max((note.velocity for note in self.cells.get(cell, ())), default=0)

    def cell_at(self, at: QPointF) -> Cell | None:
        """Return the cell at a point; None beside all."""
        column = int(self.beat_at(at.x()) * self.unit // 1)
        inside = self.body.contains(at.toPoint()) and at.y() < self.top(self.row_count)
        return (self.row_at(at.y()), column) if inside and 0 <= column < self.beats * self.unit else None

    def column_at(self, x: float) -> int:
        """Return the step at a pixel, clamped."""
        return min(max(int(self.beat_at(x) * self.unit // 1), 0), self.beats * self.unit - 1)

    # Edits

    def turned(self, cell: Cell, velocity: int) -> LaneNotes:
        """Return the notes with a step at a velocity; 0: off."""
        hits = replace(self.notes, chosen=frozenset(self.cells.get(cell, ())))
        if velocity == 0:
            return deleted(hits)
        if hits.chosen:
            return replace(with_velocity(hits, velocity), chosen=frozenset())
        row, column = cell
        made = added(self.notes, Note(column / self.unit, self.step, self.rows[row], velocity))
        return replace(made, chosen=frozenset())

    def _turn(self, cell: Cell, velocity: int) -> None:
        """Set a step's velocity as an edit of its own."""
        if self.beats:
            was = self.velocity(cell)
            self.edit(_message(was, velocity), self.turned(cell, velocity))
            self.sound(cell)
            self.say()

    def sound(self, cell: Cell) -> None:
        """Let a step be heard, if it is on."""
        if self.velocity(cell):
            self.heard.emit(self.rows[cell[0]], self.velocity(cell))

    # Keys

    @override
    def keys(self) -> Mapping[Key, Callable[[], object]]:
        """Return what each key does now."""
        now = self.velocity(self.place)
        keys: dict[Key, Callable[[], object]] = {
            (Qt.Key.Key_Left, Plain): partial(self._go, 0, -1),
            (Qt.Key.Key_Right, Plain): partial(self._go, 0, 1),
            (Qt.Key.Key_Up, Plain): partial(self._go, -1, 0),
            (Qt.Key.Key_Down, Plain): partial(self._go, 1, 0),
            (Qt.Key.Key_Left, Ctrl): partial(self._go_bar, -1),
            (Qt.Key.Key_Right, Ctrl): partial(self._go_bar, 1),
            (Qt.Key.Key_Return, Plain): partial(self._turn, self.place, 0 if now else LEVELS[1]),
            (Qt.Key.Key_Plus, Ctrl): partial(self.zoom, 1.25),
            (Qt.Key.Key_Minus, Ctrl): partial(self.zoom, 0.8),
        }
        if self.mouse.holding:
            keys[Qt.Key.Key_Escape, Plain] = self.mouse.give_up
        elif now:
            keys |= {
                (Qt.Key.Key_Plus, Plain): partial(self._turn, self.place, _louder(now)),
                (Qt.Key.Key_Minus, Plain): partial(self._turn, self.place, _softer(now)),
                (Qt.Key.Key_Delete, Plain): partial(self._turn, self.place, 0),
                (Qt.Key.Key_Backspace, Plain): partial(self._turn, self.place, 0),
            }
        return keys

    def _go(self, rows: int, columns: int) -> None:
        self._put(self.place[0] + rows, self.place[1] + columns)

    def _go_bar(self, by: int) -> None:
        """Go to the beginning of the next bar (`by` 1), or of this one or the one before (−1)."""
        starts = [bar * self.unit for bar in self.bars]
        at = self.place[1]
        beyond = [start for start in starts if (start > at if by > 0 else start < at)]
        self._put(self.place[0], (min(beyond) if by > 0 else max(beyond)) if beyond else at)

    def _put(self, row: int, column: int) -> None:
        row = min(max(row, 0), len(self.rows) - 1)
        column = min(max(column, 0), max(self.beats * self.unit - 1, 0))
        self.place = (row, column)
        self.reveal(column / self.unit, (column + 1) / self.unit, row)
        self.viewport().update()
        self.say()

    # Words

    @override
    def say(self) -> None:
        """Describe the step at the cursor."""
        self.describe(self._cell_words(self.place))

    def _cell_words(self, cell: Cell) -> str:
        velocity, place = self.velocity(cell), place_words(cell[1] / self.unit, self.bars)
        drum = drum_name(self.rows[cell[0]])
        if not velocity:
            return self.tr("{place}: {drum}, off").format(place=place, drum=drum)
        words = self.tr("{place}: {drum}, accented, velocity {velocity}")
        if velocity < ACCENTED:
            words = self.tr("{place}: {drum}, velocity {velocity}")
        return words.format(place=place, drum=drum, velocity=velocity)

    @override
    def words_at(self, at: QPointF) -> str:
        """Return the tooltip of a place."""
        cell = self.cell_at(at)
        return self._cell_words(cell) if cell is not None and self.velocity(cell) else self._tip

    # Painting

    @override
    def paint_rows(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the steps, lines and the cursor."""
        painter.fillRect(seen, now.panel)
        draw_cells(painter, seen, self, now, self.unit)
        draw_hits(painter, self._arrays, seen, self, now, self.unit)
        self.paint_bars(painter, seen, now)
        if self.hasFocus():
            row, column = self.place
            left, right = (round(self.x_of(each / self.unit)) for each in (column, column + 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((now.window, 4), (now.accent, 2)):
                painter.setPen(QPen(colour, width))
                painter.drawRect(left, self.top(row), right - left - 1, self.row_height - 1)

    @override
    def paint_side(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the drums' names."""
        draw_names(painter, seen, self, now, self.rows, self.place[0])

    # Qt's

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Make room for names in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()


def rows_of(lane: NoteLane) -> tuple[int, ...]:
    """Return the pitches of the rows that show a lane: those it uses, and the usual kit's."""
    used = {note.pitch for note in lane.notes} | {*_KIT}
    return (*(pitch for pitch in _ORDER if pitch in used), *sorted(used - {*_ORDER}))


def _message(was: int, now: int) -> Message:
    """Return the name of an edit that changes the velocity of a step; 0: off."""
    if not now:
        return Message("Delete drum hits")
    return Message("Velocity of drum hits") if was else Message("Add drum hits")


def _louder(velocity: int) -> int:
    return min((level for level in LEVELS if level > velocity), default=_LOUDEST)


def _softer(velocity: int) -> int:
    return max((level for level in LEVELS if level < velocity), default=velocity)
