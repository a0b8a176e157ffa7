"""Play: the transport."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from mashstudio.gui.commands.actions import PLAY, Action
from mashstudio.gui.commands.first_bars import first_bars, gave_up, songs_without_sound
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP


class PlayCommands(Guarded, QObject):
    """Start, stop, loop and position the playhead.

    changed: emitted when a command changes playback, loop or click. waiting: it will start by itself; see
    `play_when_heard`.
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio, self._sound, self._player = studio, studio.sound, studio.player
        self.waiting = False
        for signal in (studio.mashup_changed, studio.sound_changed, studio.decks_changed):
            signal.connect(self._play_if_ready)

    @property
    def looping(self) -> bool:
        """True while looping."""
        return self._sound.loop is not None

    @property
    def clicking(self) -> bool:
        """True while the metronome is on."""
        return self._player.metronome

    def has_selection(self) -> bool:
        """Return True if beats are selected."""
        return self._studio.mashup is not None and self._studio.selection.beats > 0

    def play(self) -> None:
        """Play or pause; cancel waiting to play."""
        if self._cancel_wait():
            pass
        elif self._player.playing:
            self._player.pause()
        elif self._can_play():
            self._player.play()
            self._announce_playback()
        self.changed.emit()

    def play_when_heard(self) -> None:
        """Play from the first cells as soon as the first bars are ready; `play` and `stop` cancel this."""
        if self._studio.sound.alone is not None:
            self._studio.listen_to(*self._studio.sound.alone)
        self._player.pause()
        self.waiting = True
        self.changed.emit()
        self._play_if_ready()

    def play_selection(self) -> None:
        """Play from the start of the selection."""
        self.waiting = False
        if self._can_play():
            self._player.play(self._sound.frame_of(self._studio.selection.start))
        self.changed.emit()

    def stop(self) -> None:
        """Stop and return to where playback started; cancel waiting to play; end a preview."""
        if self._studio.preview.place is not None:
            self._studio.preview.stop()
        elif not self._cancel_wait():
            self._player.stop()
        self.changed.emit()

    def to_start(self) -> None:
        """Move the playhead to the first beat."""
        self._player.seek(0)
        self.changed.emit()

    def to_end(self) -> None:
        """Move the playhead past the last beat."""
        self._player.seek(self._sound.frame_of(self._beats))
        self.changed.emit()

    def loop(self) -> None:
        """Loop the selected beats (all, if none are selected); if looping, continue without a loop."""
        if self.looping:
            self._sound.loop = None
        elif self._can_play():
            selection = self._studio.selection
            stop = min(selection.stop, self._beats)
            start, stop = (selection.start, stop) if selection.start < stop else (0, self._beats)
            loop_beats(self._studio, start, stop)
        self._tell()

    def metronome(self) -> None:
        """Switch the metronome on or off."""
        self._player.set_metronome(not self.clicking)
        self._tell()

    def _play_if_ready(self) -> None:
        """End the wait if the first bars are ready, can't become ready, or the user plays something else."""
        mashup = self._studio.mashup
        if not self.waiting or (mashup is None and not gave_up(self._studio)):
            return
        start = first_bars(mashup).start if mashup is not None else 0
        heard = not songs_without_sound(self._studio)
        if self._player.playing or gave_up(self._studio) or mashup is None or start == mashup.beats:
            self.waiting = False
        elif heard and self._sound.ready:
            self.waiting = False
            self._player.play(self._sound.frame_of(start))
        self.changed.emit()

    def _announce_playback(self) -> None:
        mashup = self._studio.mashup
        if mashup is not None and first_bars(mashup).start == mashup.beats and self._studio.sound.alone is None:
            self._studio.notice.emit(self.tr("No cells yet: the songs play in full, aligned to the grid."))

    def _cancel_wait(self) -> bool:
        """Cancel waiting to play; return True if it was waiting."""
        before, self.waiting = self.waiting, False
        if before:
            self._studio.notice.emit(self.tr("Playback won't start automatically."))
        return before

    @property
    def _beats(self) -> int:
        mashup = self._studio.mashup
        return 0 if mashup is None else mashup.beats

    def _can_play(self) -> bool:
        """Return True if there is anything to play; else tell the user."""
        if not self._sound.ready:
            self._studio.notice.emit(
                self.tr("Nothing to play yet. Put a song on each deck and wait until they are aligned.")
            )
        return self._sound.ready and self._beats > 0

    def _tell(self) -> None:
        self.changed.emit()
        # Updates the loop in the grid and the checked state of menus.
        self._studio.sound_changed.emit()


def loop_beats(studio: Studio, start: int, stop: int) -> None:
    """Loop these beats; move the playhead to them."""
    studio.sound.loop = (start, stop)
    if not start <= studio.sound.beat_at(studio.player.position()) < stop:
        studio.player.seek(studio.sound.frame_of(start))
    studio.sound_changed.emit()


PLAY_OR_PAUSE: Final = Action("play", PLAY, QT_TRANSLATE_NOOP("Action", "Play or pause"), "Space", PlayCommands.play)
STOP: Final = Action("stop", PLAY, QT_TRANSLATE_NOOP("Action", "Stop"), "Esc", PlayCommands.stop)

PLAY_ACTIONS: Final[tuple[Action[PlayCommands], ...]] = (
    PLAY_OR_PAUSE,
    Action(
        "play_selection",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Play from the selection"),
        "Shift+Space",
        PlayCommands.play_selection,
        PlayCommands.has_selection,
    ),
    STOP,
    Action("to_start", PLAY, QT_TRANSLATE_NOOP("Action", "Go to the start"), "Home", PlayCommands.to_start),
    Action("to_end", PLAY, QT_TRANSLATE_NOOP("Action", "Go to the end"), "End", PlayCommands.to_end),
    Action(
        "loop",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Loop the selection"),
        "L",
        PlayCommands.loop,
        on=lambda p: p.looping,
        separated=True,
        tip=QT_TRANSLATE_NOOP("Action", "Loop the selected beats; press again to play on"),
    ),
    Action(
        "metronome",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Metronome"),
        "C",
        PlayCommands.metronome,
        on=lambda p: p.clicking,
    ),
)
