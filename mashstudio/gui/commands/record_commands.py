"""Commands that record what is played on keys into a lane of the accompaniment."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mashstudio.core.messages import Message
from mashstudio.document.band import with_taken
from mashstudio.document.notes import Snap
from mashstudio.document.recording import Recorded
from mashstudio.gui.commands.actions import PLAY, Action
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.alignment import TargetGrid
from mashstudio.model.notes import BandPart
from mashstudio.session.accompanying import as_in

_LOOK_MS: Final = 50
_ALMOST: Final = 1e-3
"""Beats: a beat begins at a whole frame, which may be slightly early."""


@dataclass(eq=False)
class _Take:
    """A recording that goes on. begin: the beat it began on; stop: after the last one; reached: the beat heard last."""

    part: BandPart
    grid: TargetGrid
    begin: float
    stop: int
    loops: bool
    reached: float


class RecordCommands(Guarded, QObject):
    """Records into the chosen lane.

    snap: what is played is quantised to; None: nothing. changed: emitted when a recording begins or ends, and with
    another snap. wanted: emitted before one begins, so that the instrument can be heard.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(self, studio: Studio, band: BandCommands) -> None:
        super().__init__(studio)
        self._studio, self._band = studio, band
        self.snap: Snap | None = Snap.SIXTEENTH
        self._take: _Take | None = None
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self._look)
        band.changed.connect(self._look)

    @property
    def recording(self) -> BandPart | None:
        """The lane that is recorded."""
        return None if self._take is None else self._take.part

    def can_record(self) -> bool:
        """Return True if there is a mashup to play over."""
        return self._studio.mashup is not None and self._studio.sound.ready

    def choose_snap(self, snap: Snap | None) -> None:
        """Quantise what is played to this."""
        self.snap = snap
        self.changed.emit()

    def toggle(self) -> None:
        """Begin to record; if it does, stop, and let the lane play what was recorded, too. The mashup plays on."""
        if self._take is not None:
            self.finish()
        else:
            self._begin()

    def _begin(self) -> None:
        """Record over the loop if there is one, else from the playhead; if nothing plays, count in a bar first."""
        studio, sound = self._studio, self._studio.sound
        mashup, alignment = studio.mashup, studio.session.alignment
        if mashup is None or alignment is None:
            return
        self.wanted.emit()
        if studio.preview.place is not None:
            studio.preview.stop()
        now, playing, loop = sound.beat_at(studio.player.position()), studio.player.playing, sound.loop
        if loop is not None and not (playing and now >= loop[1]):
            begin, stop, loops = float(loop[0]), loop[1], True
        else:
            # While nothing plays, it is counted in to a beat.
            begin = now if playing else float(floor(now + _ALMOST))
            begin, stop, loops = begin if begin < mashup.beats else 0.0, mashup.beats, False
        bars, (bar, _beat) = studio.session.bars, studio.session.bars.place(int(begin))
        where = Recorded(sound.frame_of(begin), sound.frame_of(stop), loops)
        studio.keyboard.record(where, alignment.grid, bars.start(bar + 1) - bars.start(bar))
        self._take = _Take(self._band.lane, alignment.grid, begin, stop, loops, begin)
        self._looks.start()
        self._tell()

    def _look(self) -> None:
        """Follow the playhead; stop recording when it stops, and when another lane or another grid is played."""
        take, alignment = self._take, self._studio.session.alignment
        if take is None:
            return
        if self._studio.player.playing:
            take.reached = max(take.reached, self._studio.sound.beat_at(self._studio.player.position()))
        elsewhere = alignment is None or alignment.grid != take.grid or self._band.lane is not take.part
        if elsewhere or not self._studio.player.playing:
            self.finish()

    def finish(self) -> None:
        """Stop recording, if it does; what was played joins its lane, as one step."""
        take, self._take = self._take, None
        if take is None:
            return
        self._looks.stop()
        studio, playing = self._studio, self._studio.accompanying
        played = studio.keyboard.stop()
        if played and studio.mashup is not None:
            ends = [take.reached, *(note.start + note.length for note in played)]
            beats = range(floor(take.begin), take.stop if take.loops else min(ceil(max(ends)), take.stop))
            new, band = self._band.new, studio.mashup.band
            notes = as_in(band, played)
            last = max(studio.mashup.beats, 0 if band is None else band.beats)
            lane = with_taken(
                playing.lane(take.part, new), notes, beats, self.snap, last=last, loops=take.loops
            )  # fmt: skip
            studio.edit_with(Message("Record notes"), lambda mashup: playing.joined(mashup, [lane], beats, new))
        else:
            studio.notice.emit(self.tr("Nothing was played, so nothing was recorded."))
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        # Playback may have begun or ended, and the menus show whether it records.
        self._studio.sound_changed.emit()


RECORD_ACTIONS: Final[tuple[Action[RecordCommands], ...]] = (
    Action(
        "record",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Record the accompaniment"),
        "Ctrl+Alt+R",
        RecordCommands.toggle,
        RecordCommands.can_record,
        on=lambda r: r.recording is not None,
        tip=QT_TRANSLATE_NOOP(
            "Action",
            "Record what you play on the keys into the chosen lane, over the loop or from the playhead; press again "
            "to stop",
        ),
        label=QT_TRANSLATE_NOOP("Action", "Record"),
    ),
)
