"""One drag of a run in the beat grid: of its fades, its edges, its gain, or all of it."""

from typing import Final

from PySide6.QtCore import QPointF, Qt

from mashstudio.core.messages import Message
from mashstudio.document import runs, shapes
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.geometry import Columns, Rows
from mashstudio.gui.cell_grid.grips import Grip, Part, fade_ends
from mashstudio.gui.studio import Studio
from mashstudio.model.mashup import Mashup

_DB_PER_PIXEL: Final = 0.25
_STEP_DB: Final = 0.5
_FINE_DB: Final = 0.1
_FINE_BEATS: Final = 0.01
_COPIES: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_NAMES: Final = {
    Part.FADE_IN: Message("Fade in"),
    Part.FADE_OUT: Message("Fade out"),
    Part.START: Message("Drag a run's edge"),
    Part.STOP: Message("Drag a run's edge"),
    Part.WHOLE: Message("Move"),
    Part.LEVEL: Message("Gain"),
}


class RunDrag:
    """Edits the mashup as it was at `start` by how far the mouse has been dragged, in one step of the history.

    It moves the selection if the beat where it began, `at`, is among several selected cells, else the run.
    """

    def __init__(self, studio: Studio, grip: Grip, start: QPointF, at: int, mashup: Mashup) -> None:
        self.grip = grip
        self._studio, self._start = studio, start
        self._before = self._now = mashup
        self._merge = studio.session.history.new_merge()
        where = studio.selection
        several = grip.part is Part.LEVEL or where.beats * len(where.lanes) > 1
        inside = several and grip.lane in where.lanes and where.start <= at < where.stop
        self._where = where if inside else Selection((grip.lane,), *grip.run)
        self._target = self._where
        self.copying = False

    def to(self, point: QPointF, keys: Qt.KeyboardModifier, rows: Rows, columns: Columns) -> None:
        """Follow the mouse to `point`; Alt is fine for fades and gain, and copies what is moved, as does Ctrl."""
        if self._studio.mashup is not self._now:
            # Another change came between, which the next one would undo.
            return
        fine = bool(keys & Qt.KeyboardModifier.AltModifier)
        match self.grip.part:
            case Part.LEVEL:
                self._edit(self._with_gain(self._start.y() - point.y(), fine))
            case Part.FADE_IN | Part.FADE_OUT:
                self._edit(self._with_fade(columns.beat(point.x()) - columns.beat(self._start.x()), fine))
            case Part.START | Part.STOP:
                self._resize(columns.beat(point.x()))
            case Part.WHOLE:
                self._move(point, bool(keys & _COPIES), rows, columns)

    def _edit(self, mashup: Mashup) -> None:
        if mashup != self._now:
            name = Message("Copy") if self.copying else _NAMES[self.grip.part]
            self._studio.edit_with(name, lambda _: mashup, self._merge)
            self._now = self._studio.mashup or self._now

    def _with_gain(self, up: float, fine: bool) -> Mashup:
        step = _FINE_DB if fine else _STEP_DB
        return shapes.louder(self._before, self._where, round(up * _DB_PER_PIXEL / step) * step)

    def _with_fade(self, by: float, fine: bool) -> Mashup:
        lane, run = self.grip.lane, self.grip.run
        faded_in, faded_out = fade_ends(self._before, lane, run)
        snap = self._studio.settings.snap
        step = _FINE_BEATS if fine or snap == "off" else 1.0 if snap == "bar" else 0.25
        if self.grip.part is Part.FADE_IN:
            return shapes.with_fade_in(self._before, lane, run[0], round((faded_in - run[0] + by) / step) * step)
        end = run[1] + float(self._before.cells["over"][lane, run[1] - 1])
        return shapes.with_fade_out(self._before, lane, run[1], round((end - faded_out - by) / step) * step)

    def _resize(self, beat: float) -> None:
        lane, (start, stop), to = self.grip.lane, self.grip.run, max(self._snapped(beat), 0)
        start, stop = (to, stop) if self.grip.part is Part.START else (start, to)
        self._edit(runs.resized(self._before, self._studio.session.song_beats(), lane, self.grip.run, start, stop))

    def _move(self, point: QPointF, copying: bool, rows: Rows, columns: Columns) -> None:
        where, mashup = self._where, self._before
        by = self._snapped(where.start + columns.beat(point.x()) - columns.beat(self._start.x())) - where.start
        by = min(max(by, -where.start), mashup.most_beats - where.stop)
        row = rows.row_at(max(point.y(), rows.ruler)) or 0
        songs = rows.shown[row].group - rows.shown[self.grip.row].group
        lanes = runs.in_source(mashup, where.lanes, songs) or where.lanes
        self._target = Selection(lanes, where.start + by, where.stop + by)
        if copying != self.copying:
            # A step of its own, with its own name.
            self._edit(mashup)
            self.copying, self._merge = copying, self._studio.session.history.new_merge()
        if self._target == where:
            self._edit(mashup)
        else:
            beats = self._studio.session.song_beats()
            self._edit(runs.moved(mashup, beats, where, by, lanes, keep=copying))
        self._studio.select(self._target)

    def _snapped(self, beat: float) -> int:
        """Return the beat, or with the snap to bars the downbeat, nearest to `beat`."""
        if self._studio.settings.snap != "bar":
            return round(beat)
        bars = self._studio.session.bars
        start, stop = (bars.start(bars.place(round(beat))[0] + more) for more in (0, 1))
        return start if beat - start < stop - beat else stop
