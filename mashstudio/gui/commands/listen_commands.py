"""Listen: the beat of what is played elsewhere gives the mashup its tempo and its downbeat."""

import threading
import time
from collections import deque
from statistics import median
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, TEMPO_RANGE, Bpm, Seconds
from mashstudio.gui.commands.actions import PLAY, Action
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import tempo_text
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, translate
from mashstudio.model.choices import FixedTempo
from mashstudio.playback.client.listener import Listener, list_inputs
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import (
    BeatHeard,
    ClockFailed,
    EarEvent,
    EarFailed,
    Input,
    InputFailed,
    InputLost,
    InputOpened,
    InputsListed,
    message_of_ear,
)
from mashstudio.session.session_edits import choose_tempo

_MANY: Final = 5
"""Beats whose tempi are weighed."""
_QUIET: Final = 4
"""Beats without a new one that was heard, after which there is none."""
_AHEAD: Final[Seconds] = 0.4
"""How long before a downbeat the player has to know of it."""
_SAME: Final = 0.002


class ListenCommands(Guarded, QObject):
    """Listens while it is `on`.

    heard: emitted with each BeatHeard. changed: emitted when anything else has changed. trouble: why nothing is heard.
    opened: the device that is heard. waiting: playback starts on a downbeat, see `play_in_time`.
    """

    heard = Signal(object)
    changed = Signal()
    _posted = Signal(object)
    _listed = Signal(object)

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._listener: Listener | None = None
        self._beats = deque[BeatHeard](maxlen=_MANY)
        self.device: DeviceName | None = None
        self.port: str | None = None
        self.opened: DeviceName | None = None
        self.trouble: Message | None = None
        self.inputs: tuple[Input, ...] = ()
        self.ports: tuple[str, ...] = ()
        self.waiting = False
        self._posted.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._listed.connect(self._take_list, Qt.ConnectionType.QueuedConnection)
        for signal in (studio.mashup_changed, studio.sound_changed):
            signal.connect(self._play_if_ready)

    @property
    def on(self) -> bool:
        """True while it listens."""
        return self._listener is not None

    @property
    def beat(self) -> BeatHeard | None:
        """The last beat, while the music goes on."""
        if not self._beats:
            return None
        last = self._beats[-1]
        return last if time.perf_counter() - last.at < _QUIET * 60 / last.bpm else None

    @property
    def tempo(self) -> Bpm | None:
        """The tempo that is heard, to a hundredth."""
        if self.beat is None:
            return None
        return min(max(round(median(beat.bpm for beat in self._beats), 2), TEMPO_RANGE[0]), TEMPO_RANGE[1])

    def listen(self) -> None:
        """Listen; if it does, end that."""
        if self._listener is None:
            self._listener = Listener(self._posted.emit, self.device)
            self._listener.send_clock(self.port)
            self.look_for_inputs()
        else:
            self.close()
        self.changed.emit()

    def close(self) -> None:
        """End listening."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
        self._beats.clear()
        self.opened, self.trouble, self.waiting = None, None, False

    def listen_to(self, device: DeviceName | None) -> None:
        """Listen to another device; None: the system's default."""
        self.device, self.opened, self.trouble = device, None, None
        self._beats.clear()
        if self._listener is not None:
            self._listener.listen_to(device)
        self.changed.emit()

    def send_clock(self, port: str | None) -> None:
        """Send MIDI clock to this port; None: to none."""
        self.port = port
        if self._listener is not None:
            self._listener.send_clock(port)
        self.changed.emit()

    def look_for_inputs(self) -> None:
        """List what can be listened to, which takes a moment."""
        tell = self._listed.emit
        listener = self._listener

        def look() -> None:
            found = list_inputs()
            if found is not None and listener is not None and not listener.closed:
                tell(found)

        threading.Thread(target=look, daemon=True).start()

    def can_use(self) -> bool:
        """Return True if a tempo is heard, and there is a mashup."""
        return self.tempo is not None and self._studio.session.alignment is not None

    def why_not(self) -> str:
        """Return why `can_use` is False."""
        if self.can_use():
            return ""
        if not self.on:
            return self.tr("Listen to the beat first.")
        return self.tr("No beat is heard yet.") if self.tempo is None else self.tr("There is no mashup yet.")

    def use_tempo(self) -> None:
        """Give the mashup the tempo that is heard, as one step."""
        bpm, alignment = self.tempo, self._studio.session.alignment
        if bpm is None or alignment is None or abs(alignment.grid.tempo / bpm - 1) < _SAME:
            return
        name = Message("Tempo: {choice}", choice=tempo_text(bpm))
        self._studio.attempt(lambda: choose_tempo(self._studio.session, name, FixedTempo(bpm)))

    def play_in_time(self) -> None:
        """Take the tempo, then play from a bar line on a downbeat that is heard; if it waits for that, don't."""
        if self.waiting:
            self.waiting = False
            self.changed.emit()
            return
        self.use_tempo()
        self.waiting = True
        self._studio.notice.emit(self.tr("Playback starts on a downbeat that is heard, once the songs are fitted."))
        self.changed.emit()
        self._play_if_ready()

    def _play_if_ready(self) -> None:
        studio, beat = self._studio, self.beat
        fitted = studio.session.fitting.heard is studio.session.alignment and studio.sound.ready
        if not self.waiting or beat is None or not fitted or studio.mashup is None:
            return
        if studio.preview.place is not None:
            studio.preview.stop()
        self.waiting = False
        at = next_downbeat(beat, time.perf_counter() + _AHEAD)
        studio.player.play_at(studio.sound.frame_of(self._bar_line(at)), at)
        self.changed.emit()

    def _bar_line(self, at: Seconds) -> int:
        """Return the beat to play from: the bar line next to where the playhead is at that time."""
        studio = self._studio
        frame, bars = float(studio.player.goal()), studio.session.bars
        if studio.player.playing:
            frame += (at - time.perf_counter()) * SAMPLE_RATE
        # A beat begins at a whole frame, which may be slightly early.
        beat = int(studio.sound.beat_at(int(frame)) + 1e-3)
        bar, inside = bars.place(beat)
        following = bars.start(bar + 1)
        late = studio.player.playing and inside * 2 > following - bars.start(bar)
        start = following if late else bars.start(bar)
        return start if studio.mashup is not None and 0 <= start < studio.mashup.beats else 0

    def _take(self, event: EarEvent) -> None:
        if self._listener is None:
            return
        match event:
            case BeatHeard():
                first = self.beat is None
                self._beats.append(event)
                self.trouble = None
                self._play_if_ready()
                self.heard.emit(event)
                if first:
                    self.changed.emit()
                return
            case InputOpened(device):
                self.opened, self.trouble = device, None
            case InputLost() | InputFailed() | ClockFailed():
                self.opened = self.opened if isinstance(event, ClockFailed) else None
                self.port = None if isinstance(event, ClockFailed) else self.port
            case EarFailed():
                self.close()
        if (message := message_of_ear(event)) is not None:
            self.trouble = message
            self._studio.notice.emit(translate(message))
        self.changed.emit()

    def _take_list(self, listed: InputsListed) -> None:
        if (listed.inputs, listed.ports) != (self.inputs, self.ports):
            self.inputs, self.ports = listed.inputs, listed.ports
            self.changed.emit()


def next_downbeat(beat: BeatHeard, earliest: Seconds) -> Seconds:
    """Return when the first downbeat from `earliest` on will sound, if the music goes on as at `beat`."""
    each = 60 / beat.bpm
    at = beat.at + (beat.beats_per_bar + 1 - beat.position) % beat.beats_per_bar * each
    bar = beat.beats_per_bar * each
    return at + max(0, -int((at - earliest) // bar)) * bar


LISTEN_ACTIONS: Final[tuple[Action[ListenCommands], ...]] = (
    Action(
        "listen_beat",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Listen to the beat"),
        "Shift+N",
        ListenCommands.listen,
        on=lambda commands: commands.on,
        separated=True,
        label=QT_TRANSLATE_NOOP("Action", "Listen"),
        tip=QT_TRANSLATE_NOOP(
            "Action", "Hear beat and tempo of live music: from a microphone, line in, or what the system plays"
        ),
    ),
    Action(
        "heard_tempo",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Use the heard tempo"),
        "Ctrl+Shift+T",
        ListenCommands.use_tempo,
        ListenCommands.can_use,
        why_not=ListenCommands.why_not,
        label=QT_TRANSLATE_NOOP("Action", "Use this tempo"),
        tip=QT_TRANSLATE_NOOP("Action", "Give the mashup the tempo that is heard"),
    ),
    Action(
        "heard_downbeat",
        PLAY,
        QT_TRANSLATE_NOOP("Action", "Play in time with what is heard"),
        "Ctrl+Shift+Space",
        ListenCommands.play_in_time,
        ListenCommands.can_use,
        on=lambda commands: commands.waiting,
        why_not=ListenCommands.why_not,
        label=QT_TRANSLATE_NOOP("Action", "Play in time"),
        tip=QT_TRANSLATE_NOOP(
            "Action", "Give the mashup the tempo that is heard, and play from a bar line on the next heard downbeat"
        ),
    ),
)
