"""The piano roll itself: notes across time and pitch, a keyboard before them and their velocities below."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.notes import (
    SHORTEST,
    LaneNotes,
    Snap,
    added,
    deleted,
    duplicated,
    moved,
    quantised,
    resized,
    scaled,
)
from mashstudio.gui.band.beat_view import BeatView, Ctrl, Key, Plain, Shift
from mashstudio.gui.band.inks import colour_of
from mashstudio.gui.band.keyboard import HIGHEST, OCTAVE
from mashstudio.gui.band.roll_picture import (
    NoteArrays,
    arrays_of,
    draw_band,
    draw_keyboard,
    draw_notes,
    draw_rows,
    draw_velocities,
)
from mashstudio.gui.text.note_words import note_words, pitch_name, place_words
from mashstudio.gui.theme import Theme
from mashstudio.model.notes import BandPart, Note

_LOUDER: Final = 1.1
_MIDDLE: Final = 60
_USUAL: Final = Note(0.0, 0.25, _MIDDLE, 96)
_AROUND: Final = 6
"""Rows shown above the highest note."""


class RollView(BeatView):
    """Notes across time and pitch. snap: what they snap to; None: nothing. scale: the pitch classes that are tinted.

    place: the cursor's beat and pitch, where Enter adds a note. last: the note touched last: new ones are as long and
    as loud.
    """

    side = 64
    below = 76

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snap: Snap | None = Snap.SIXTEENTH
        self.scale: frozenset[int] = frozenset()
        self.place = (0.0, _MIDDLE)
        self.last: Note | None = None
        self.band: tuple[QPointF, QPointF] | None = None
        self._arrays: tuple[LaneNotes, NoteArrays] | None = None
        self._touched: int | None = None
        self._placed: BandPart | None = None
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Piano roll"))
        self._ground_words = self.tr(
            "Click: add a note. Drag: select, with Shift more. Drag a note to move it, its ends to resize it."
            " Right click or Alt+click: delete. Wheel: scroll; with Shift in time; with Ctrl zoom.\n"
            "Arrows: move the selection, or the cursor; with Shift an octave, or longer and shorter."
            " Ctrl+Left, Ctrl+Right: the previous or next note. Enter: add at the cursor. +, −: louder, softer."
            " Ctrl+D: duplicate. Ctrl+A: select all. Del: delete."
        )
        self._strip_words = self.tr("Velocity: drag a stem up or down; selected notes change together.")
        self._velocity_word = self.tr("Velocity")
        self.viewport().update()
        self.say()

    # What is shown

    @property
    @override
    def row_count(self) -> int:
        """All of MIDI's pitches."""
        return HIGHEST + 1

    @property
    @override
    def row_height(self) -> int:
        """As low as a name can be."""
        return max(self.fontMetrics().height() - 2, 12)

    @property
    @override
    def step(self) -> float:
        """How many beats lie between two lines: what notes snap to."""
        return 1.0 if self.snap is None else self.snap.value

    @property
    def nudge(self) -> float:
        """How many beats a key moves a note or the cursor."""
        return SHORTEST if self.snap is None else self.snap.value

    @override
    def sizeHint(self) -> QSize:
        """Return room for two octaves and a half."""
        return QSize(900, self.ruler + 30 * self.row_height + self.below)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for an octave."""
        return QSize(self.side + 200, self.ruler + OCTAVE * self.row_height + self.below)

    def show_scale(self, classes: Collection[int]) -> None:
        """Tint the rows of these pitch classes; none: of no scale."""
        self.scale = frozenset(classes)
        self.viewport().update()

    @override
    def fit(self) -> None:
        """Fit the scroll bars; when another part is shown, scroll to its pitches."""
        super().fit()
        if self.isVisible() and self._placed is not self.notes.lane.part:
            self._placed = self.notes.lane.part
            self._show_pitches()
            self.say()

    def _show_pitches(self) -> None:
        pitches = sorted(note.pitch for note in self.notes.lane.notes) or [_MIDDLE]
        middle = pitches[len(pitches) // 2]
        self.place = (0.0, middle)
        shown = self.body.height() / self.row_height
        highest = min(pitches[-1] + _AROUND, round(middle + shown / 2))
        self.verticalScrollBar().setValue((HIGHEST - max(highest, middle)) * self.row_height)

    @property
    def arrays(self) -> NoteArrays:
        """The notes as arrays."""
        if self._arrays is None or self._arrays[0] is not self.notes:
            self._arrays = (self.notes, arrays_of(self.notes))
        return self._arrays[1]

    @property
    def strip(self) -> QRect:
        """Where velocities are."""
        body = self.body
        return QRect(body.left(), body.bottom() + 1, body.width(), self.below)

    def y_of(self, pitch: float) -> float:
        """Return the pixel at which a pitch's row begins."""
        return self.top(0) + (HIGHEST - pitch) * self.row_height

    def pitch_at(self, y: float) -> int:
        """Return the pitch at a pixel."""
        return HIGHEST - self.row_at(y)

    def touch(self, pitch: int | None) -> None:
        """Mark the key of a pitch."""
        if pitch != self._touched:
            self._touched = pitch
            self.viewport().update(0, 0, self.side, self.viewport().height())

    def note_at(self, at: QPointF) -> Note | None:
        """Return the note at a point; of two the later one."""
        arrays, beat = self.arrays, self.beat_at(at.x())
        if not self.body.contains(at.toPoint()):
            return None
        # Short notes are drawn wider than they are.
        end = np.maximum(arrays.end, arrays.start + 3 / self.beat_width)
        under = np.flatnonzero((arrays.pitch == self.pitch_at(at.y())) & (arrays.start <= beat) & (beat < end))
        return self.notes.lane.notes[int(under[-1])] if len(under) else None

    # Edits

    def snapped(self, beat: float) -> float:
        """Return the line at or before a beat."""
        return max(int(beat / self.nudge + 1e-6) * self.nudge, 0.0)

    def choose(self, chosen: Iterable[Note]) -> None:
        """Choose notes."""
        self.preview(replace(self.notes, chosen=frozenset(chosen)))
        self.say()

    def add(self, beat: float, pitch: int) -> Note | None:
        """Add a note as the last one was; return it. None: there is no room."""
        start = self.snapped(beat)
        if start >= self.beats:
            return None
        usual = replace(_USUAL, length=_USUAL.length if self.snap is None else self.snap.value)
        as_last = self.last or usual
        notes = added(self.notes, replace(as_last, start=start, pitch=pitch))
        self.edit(Message("Add note"), notes)
        (note,) = notes.chosen
        self.heard.emit(note.pitch, note.velocity)
        self.say()
        return note

    def delete(self) -> None:
        """Delete the chosen notes."""
        self.edit(Message("Delete notes"), deleted(self.notes))
        self.say()

    def duplicate(self) -> None:
        """Copy the chosen notes behind them."""
        self._edit_shown(Message("Duplicate notes"), duplicated(self.notes, self.snap))

    def quantise(self) -> None:
        """Draw the chosen notes to the grid; all of them if none is chosen."""
        if self.snap is not None:
            notes = self.notes if self.notes.chosen else self.notes.all_chosen
            after = quantised(notes, self.snap)
            self.edit(Message("Quantise notes"), after if self.notes.chosen else replace(after, chosen=frozenset()))

    def _edit_shown(self, message: Message, notes: LaneNotes) -> None:
        self.edit(message, notes)
        if notes.chosen:
            first = min(notes.chosen, key=lambda note: (note.start, note.pitch))
            self.reveal(first.start, first.start + first.length, HIGHEST - first.pitch)
        self.say()

    # Keys

    @override
    def keys(self) -> Mapping[Key, Callable[[], object]]:
        """Return what each key does now."""
        keys: dict[Key, Callable[[], object]] = {
            (Qt.Key.Key_Left, Plain): lambda: self._go(-self.nudge, 0),
            (Qt.Key.Key_Right, Plain): lambda: self._go(self.nudge, 0),
            (Qt.Key.Key_Up, Plain): lambda: self._go(0.0, 1),
            (Qt.Key.Key_Down, Plain): lambda: self._go(0.0, -1),
            (Qt.Key.Key_Up, Shift): lambda: self._go(0.0, OCTAVE),
            (Qt.Key.Key_Down, Shift): lambda: self._go(0.0, -OCTAVE),
            (Qt.Key.Key_Left, Ctrl): lambda: self._choose_next(-1),
            (Qt.Key.Key_Right, Ctrl): lambda: self._choose_next(1),
            (Qt.Key.Key_A, Ctrl): lambda: self.choose(self.notes.lane.notes),
            (Qt.Key.Key_Return, Plain): self._enter,
            (Qt.Key.Key_Plus, Ctrl): lambda: self.zoom(1.25),
            (Qt.Key.Key_Minus, Ctrl): lambda: self.zoom(0.8),
        }
        if self.mouse.holding:
            keys[Qt.Key.Key_Escape, Plain] = self.mouse.give_up
        elif self.notes.chosen:
            keys |= {
                (Qt.Key.Key_Left, Shift): lambda: self._resize(-self.nudge),
                (Qt.Key.Key_Right, Shift): lambda: self._resize(self.nudge),
                (Qt.Key.Key_Plus, Plain): lambda: self._scale(_LOUDER),
                (Qt.Key.Key_Minus, Plain): lambda: self._scale(1 / _LOUDER),
                (Qt.Key.Key_Delete, Plain): self.delete,
                (Qt.Key.Key_Backspace, Plain): self.delete,
                (Qt.Key.Key_D, Ctrl): self.duplicate,
                (Qt.Key.Key_Escape, Plain): lambda: self.choose(()),
            }
        return keys

    def _go(self, beats: float, semitones: int) -> None:
        """Move what is chosen; the cursor if nothing is."""
        if self.notes.chosen:
            after = moved(self.notes, beats, semitones)
            self._edit_shown(Message("Move notes"), after)
            if semitones:
                for note in sorted(after.chosen, key=lambda note: note.start)[:1]:
                    self.heard.emit(note.pitch, note.velocity)
            return
        beat, pitch = self.place
        last = self.snapped(max(self.beats - 1e-3, 0.0))
        self.put_place(min(max(beat + beats, 0.0), last), min(max(pitch + semitones, 0), HIGHEST))

    def put_place(self, beat: float, pitch: int) -> None:
        """Move the cursor, into view."""
        self.place = (beat, pitch)
        self.reveal(beat, beat + self.step, HIGHEST - pitch)
        self.viewport().update()
        self.say()

    def _enter(self) -> None:
        """Add a note at the cursor and go on behind it, so that a melody can be typed."""
        note = self.add(*self.place)
        if note is not None:
            self.choose(())
            self.put_place(min(note.start + note.length, self.snapped(self.beats - 1e-3)), note.pitch)

    def _resize(self, beats: float) -> None:
        self._edit_shown(Message("Resize notes"), resized(self.notes, beats))

    def _scale(self, factor: float) -> None:
        self._edit_shown(Message("Velocity of notes"), scaled(self.notes, factor))

    def _choose_next(self, by: int) -> None:
        """Choose the note before or after what is chosen, or after the cursor."""
        each = self.notes.lane.notes
        if not each:
            return
        chosen = [number for number, note in enumerate(each) if note in self.notes.chosen]
        if chosen:
            at = chosen[-1] + 1 if by > 0 else chosen[0] - 1
        else:
            before = sum(note.start < self.place[0] for note in each)
            at = before if by > 0 else before - 1
        note = each[min(max(at, 0), len(each) - 1)]
        self.place, self.last = (note.start, note.pitch), note
        self.choose([note])
        self.reveal(note.start, note.start + note.length, HIGHEST - note.pitch)
        self.heard.emit(note.pitch, note.velocity)

    # Words

    @override
    def say(self) -> None:
        """Describe what is chosen, or where the cursor is."""
        chosen = self.notes.chosen
        if len(chosen) > 1:
            self.describe(self.tr("{number} notes selected").format(number=len(chosen)))
        elif chosen:
            self.describe(note_words(next(iter(chosen)), self.bars))
        else:
            beat, pitch = self.place
            self.describe(f"{place_words(beat, self.bars)}: {pitch_name(pitch)}")

    @override
    def words_at(self, at: QPointF) -> str:
        """Return the tooltip of a place."""
        if at.y() > self.body.bottom():
            return self._strip_words
        if at.x() < self.body.left() and at.y() >= self.body.top():
            return pitch_name(self.pitch_at(at.y()))
        note = self.note_at(at)
        return self._ground_words if note is None else note_words(note, self.bars)

    # Painting

    @override
    def paint_rows(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the pitches' rows, lines, notes, the cursor and the rubber band."""
        part = self.notes.lane.part
        draw_rows(painter, seen, self, now, self.scale, colour_of(part))
        self.paint_lines(painter, seen, now)
        draw_notes(painter, self.arrays, self.seen_beats(seen), self, now, part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus() and not self.notes.chosen:
            beat, pitch = self.place
            left, right = round(self.x_of(beat)), round(self.x_of(beat + self.step))
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(left, round(self.y_of(pitch)), max(right - left - 1, 4), self.row_height - 1)
        if self.band is not None:
            one, other = (QPointF(self.x_of(each.x()), self.y_of(each.y())) for each in self.band)
            draw_band(painter, (one, other), now)

    @override
    def paint_side(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the keyboard."""
        draw_keyboard(painter, seen, self, now, self._touched, colour_of(self.notes.lane.part))

    @override
    def paint_below(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the velocities."""
        strip = self.strip
        painter.setPen(now.dim)
        label = QRect(0, strip.top(), self.side - 6, strip.height())
        right = Qt.AlignmentFlag.AlignRight
        metrics = painter.fontMetrics()
        word = metrics.elidedText(self._velocity_word, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label.adjusted(0, 4, 0, 0), right, word)
        painter.setClipRect(seen & strip)
        painter.fillRect(seen & strip, now.panel)
        self.paint_lines(painter, seen & strip, now)
        draw_velocities(painter, self.arrays, self.seen_beats(seen), self, now, self.notes.lane.part, strip)
        painter.fillRect(seen.left(), strip.top(), seen.width(), 1, now.line)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the pitches of a lane that was given while nothing was seen."""
        super().showEvent(event)
        self.fit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Touch no key any more."""
        super().leaveEvent(event)
        self.touch(None)
