"""Live playback for the rest of the studio; the sound is made in a separate process.

No method waits: each requests a change and returns. Events are reported through `on_event`, which is called on a
thread of the player's (after a PlayerFailed, on the caller's thread if it asks to play again).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.messages import Message
from mashstudio.core.units import Decibels, Frame, Seconds
from mashstudio.model.plan import Plan
from mashstudio.playback.client.device_list import DeviceList
from mashstudio.playback.client.keeper import PATIENCE, Keeper
from mashstudio.playback.client.live_keys import LiveKeys
from mashstudio.playback.client.metering import SILENT, Metering, Meters
from mashstudio.playback.client.outbox import Outbox
from mashstudio.playback.client.playhead import Playhead
from mashstudio.playback.client.process_handle import ProcessHandle
from mashstudio.playback.client.wish import DEFAULT_LATENCY, Wish
from mashstudio.playback.ipc.devices import (
    Device,
    DeviceName,
    DeviceOpened,
    Ended,
    PlayerEvent,
    PlayerFailed,
    PlayerRestarted,
    StemUnreadable,
    Switched,
)
from mashstudio.playback.ipc.status import Place
from mashstudio.playback.ipc.wire import (
    Answer,
    Command,
    EndReached,
    FileUnreadable,
    OutputFailed,
    OutputLost,
    OutputOpened,
    ProgramTaken,
    ProgramWaits,
    SetGain,
    SetMetronome,
    StartAt,
)
from mashstudio.render.loop import loop_plan
from mashstudio.render.metronome import click_plan
from mashstudio.render.one_lane import empty_plan, whole_file_plan


class PlayerClient:
    """Plays a mashup. Starts its audio process by itself; `close` ends it.

    device: where to play (None: the system's default); latency: "low", "high" or seconds. keys: what is played on keys
    over everything.
    """

    def __init__(
        self,
        on_event: Callable[[PlayerEvent], None] = lambda _event: None,
        *,
        device: DeviceName | None = None,
        latency: str | Seconds = DEFAULT_LATENCY,
    ) -> None:
        self._on_event = on_event
        self._lock = threading.RLock()
        self._wish = Wish(empty_plan(), device=device, latency=latency)
        self._process: ProcessHandle | None = None
        self._metering: Metering | None = None
        self._outbox: Outbox | None = None
        self._playhead = Playhead(self._wish)
        self._rolled = 0
        self._failed: PlayerFailed | None = None
        self._devices = DeviceList()
        self.keys = LiveKeys(self._send, self._lock, self._wish)
        self._keeper = Keeper(
            frame=lambda: int(self._wish.frame),
            began=self._take_over,
            hear=self._hear,
            died=self._give_up,
            failed=self._fail,
        )
        self._keeper.start()

    def play(self, start: int | None = None) -> None:
        """Play from the frame `start`, or from the playhead (at the end of the mashup: from its start)."""
        with self._lock:
            if start is not None:
                self.seek(start)
            here = int(self.position() if start is None else start)
            # At the end, start over.
            self._wish.origin = here if here < self._wish.plan.frames or self._wish.audition else 0
            self._roll(True)

    def play_at(self, frame: int, at: Seconds) -> None:
        """Play so that `frame` is heard at the time `at` (`time.perf_counter`), at least 0.3 s from now.

        What is heard goes on until then. A seek, start or stop meanwhile takes its place.
        """
        with self._lock:
            if self._failed is not None or self._outbox is None:
                self.play(frame)
                return
            self._rolled += 1
            self._wish.origin, self._wish.rolling = frame, True
            self._outbox.start_at(StartAt(frame, at, self._playhead.send(frame), self._rolled))

    def pause(self) -> None:
        """Pause; the playhead stays."""
        self._roll(False)

    def stop(self) -> None:
        """Stop; the playhead returns to where playback began."""
        with self._lock:
            self._roll(False)
            self.seek(self._wish.origin)

    def seek(self, frame: int) -> None:
        """Move the playhead to `frame`, without starting or stopping playback."""
        with self._lock:
            number = self._playhead.send(int(frame))
            if self._outbox is not None:
                self._outbox.seek(int(self._wish.frame), number)

    def set_mix(
        self,
        plan: Plan,
        stems: Sequence[Path | None],
        beats: NDArray[np.int64] | None = None,
        downbeats: NDArray[np.int64] | None = None,
        *,
        bars: NDArray[np.int64] | None = None,
    ) -> None:
        """Play this mix from the next block on, faded in over 10 ms; see `together`.

        stems: one .npy file per `Plan.stem`, float32 (frames, 2); None: not ready, silent. beats: the frames of the
        metronome's clicks, `downbeats` the indices of the accented ones. bars: frames, increasing: while something
        plays, the mix takes over exactly at the next of them, and so do mixes that are set meanwhile; reported as
        Switched. A seek, or start and stop, doesn't wait for it.
        """
        with self._lock:
            wish = self._wish
            wish.plan, wish.stems = plan, tuple(stems)
            if beats is not None:
                wish.clicks = click_plan(beats, np.empty(0, np.int64) if downbeats is None else downbeats)
            self._publish(bars)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let a mix, a loop, an audition and a seek within the block take effect at the same moment.

        (At another tempo a mashup has its beats, and so its playhead and its loop, at other frames.)
        """
        with self._lock, nullcontext() if self._outbox is None else self._outbox.held():
            yield

    def set_loop(self, loop: tuple[int, int] | None) -> None:
        """Repeat the frames `loop` (start, end) once the playhead is within them; None: no loop.

        Raises ValueError for a loop under 20 ms.
        """
        with self._lock:
            if loop is not None:
                loop_plan(empty_plan(), *loop)
            self._wish.loop = loop
            self._publish()

    def set_audition(self, stem: Path | None, source: int = 0, gain: float = 1.0) -> None:
        """Play one file (a song's full mix, one stem) instead of the mashup; None: the mashup again.

        source: the frame of the file that sounds at frame 0 of the mashup; may be negative. gain: linear. Raises
        OSError or ValueError if it can't be read.
        """
        audition = None if stem is None else (whole_file_plan(len(np.load(stem, mmap_mode="r")), source, gain), stem)
        with self._lock:
            self._wish.audition = audition
            self._publish()

    def set_metronome(self, on: bool) -> None:
        """Turn the metronome, which clicks on beats over whatever plays, on or off."""
        with self._lock:
            self._wish.metronome = on
            self._send(SetMetronome(on))

    @property
    def metronome(self) -> bool:
        """True if the metronome is on."""
        return self._wish.metronome

    def set_gain(self, gain: Decibels) -> None:
        """Set the listening level, dB, applied to everything; 0 leaves samples unchanged, −inf is silence."""
        with self._lock:
            self._wish.gain = gain
            self._send(SetGain(10 ** (gain / 20)))

    @property
    def gain(self) -> Decibels:
        """The listening level, dB."""
        return self._wish.gain

    def choose_device(self, device: DeviceName | None, latency: str | Seconds = DEFAULT_LATENCY) -> None:
        """Play on `device` from now on (None: the system's default)."""
        with self._lock:
            self._wish.device, self._wish.latency = device, latency
            self._devices.opened = None
            self._send(self._wish.output())

    def position(self) -> Frame:
        """Return the frame that is heard now. Never goes back during playback, except by a seek or a loop."""
        return Frame(int(self._place().frame))

    def heard_at(self, time: Seconds) -> Place:
        """Return the playhead's place at a `time` (`time.perf_counter`) that is not long ago."""
        with self._lock:
            return Place(self._wish.frame, False, 0) if self._process is None else self._process.status.place(time)

    def goal(self) -> Frame:
        """Return `position`, or the target of a seek that isn't heard yet."""
        with self._lock:
            self._place()
            return Frame(int(self._wish.frame))

    @property
    def playing(self) -> bool:
        """True if it plays, or will as soon as it can."""
        return self._wish.rolling

    @property
    def heard(self) -> bool:
        """True if sound is heard at this moment, so that the playhead moves."""
        return self._place().rolling

    @property
    def switching(self) -> bool:
        """True while a mix waits for its bar."""
        with self._lock:
            return self._outbox is not None and self._outbox.switching

    @property
    def device(self) -> DeviceOpened | None:
        """The open device; None: there is no sound."""
        return self._devices.opened

    @property
    def devices(self) -> tuple[Device, ...]:
        """The devices listed last; see `look_for_devices`."""
        return self._devices.present

    def look_for_devices(self) -> None:
        """List the present devices; reported as DevicesListed."""
        self._devices.look(self._tell)

    @property
    def xruns(self) -> int:
        """The number of xruns during playback, since the player was made or this was cleared."""
        with self._lock:
            return self._wish.xruns + (0 if self._process is None else self._process.status.xruns)

    def clear_xruns(self) -> None:
        """Reset the count of xruns to 0."""
        with self._lock:
            self._wish.xruns -= self.xruns

    def meters(self) -> Meters:
        """Return the levels since the last call."""
        with self._lock:
            return SILENT if self._metering is None else self._metering.read()

    def callback_times(self) -> NDArray[np.float32]:
        """Return the duration, in seconds, of each of the last 131 072 callbacks."""
        with self._lock:
            return np.empty(0, np.float32) if self._process is None else self._process.status.times()

    def restart(self) -> None:
        """End the audio process and start another, which continues at the same place."""
        with self._lock:
            if self._failed is None and self._keeper.running:
                if self._process is not None:
                    self._process.kill()
            elif not self._keeper.closed:
                self._failed = None
                self._keeper.start()

    def close(self) -> None:
        """End playback and the audio process; report no further events."""
        self._keeper.close()
        with self._lock:
            # Also drop the reference: its owner may have to be destroyed on another thread.
            self._on_event = lambda _event: None
            process, self._process, self._outbox = self._process, None, None
        if process is not None:
            process.close(PATIENCE)
        self._keeper.join()

    @property
    def process_id(self) -> int | None:
        """The audio process's id; None while none runs."""
        process = self._process
        return None if process is None else process.pid

    def _roll(self, rolling: bool) -> None:
        with self._lock:
            if rolling and self._failed is not None:
                self._tell(self._failed)
                return
            self._rolled += 1
            self._wish.rolling = rolling
            if self._outbox is not None:
                self._outbox.roll(self._rolled)

    def _place(self) -> Place:
        with self._lock:
            return self._playhead.place(None if self._process is None else self._process.status)

    def _publish(self, bars: NDArray[np.int64] | None = None) -> None:
        if self._outbox is not None:
            self._outbox.mix(bars)

    def _send(self, command: Command) -> None:
        if self._outbox is not None:
            self._outbox.send(command)

    def _take_over(self, process: ProcessHandle, first: bool) -> None:
        """Send a new process the whole state."""
        # Slow the first time, so not under the lock.
        metering = Metering(process.status)
        with self._lock:
            wish = self._wish
            self._process, self._outbox = process, Outbox(process, wish)
            self._playhead.begin()
            self._metering = metering
            self._send(wish.output())
            self._publish()
            self.set_gain(wish.gain)
            self.set_metronome(wish.metronome)
            self.keys.renew()
            self.seek(int(wish.frame))
            self._outbox.roll(self._rolled)
            if not first and not self._keeper.closed:
                self._tell(PlayerRestarted())

    def _give_up(self, process: ProcessHandle) -> None:
        """Keep the place of a process that has died."""
        with self._lock:
            if self._process is process:
                self._place()
                self._wish.xruns += process.status.xruns
                self._process = self._outbox = self._metering = self._devices.opened = None
                process.close(PATIENCE)

    def _fail(self, reason: Message | str) -> None:
        """Note that no process will be started until `restart`, and report why."""
        with self._lock:
            self._wish.rolling = False
            self._failed = PlayerFailed(reason)
            self._tell(self._failed)

    def _hear(self, answer: Answer) -> None:
        event: PlayerEvent | None = None
        with self._lock:
            match answer:
                case ProgramTaken(number):
                    switching = self.switching
                    if self._outbox is not None:
                        self._outbox.taken(number)
                    event = Switched() if switching and not self.switching else None
                case ProgramWaits(number):
                    if self._outbox is not None:
                        self._outbox.parked(number)
                case OutputOpened() | OutputLost() | OutputFailed():
                    event = self._devices.hear(answer)
                    if not isinstance(answer, OutputOpened):
                        self._came_to_rest(answer.roll)
                case EndReached(roll):
                    event = Ended() if self._came_to_rest(roll) else None
                case FileUnreadable(path, reason):
                    event = StemUnreadable(Path(path), reason)
        if event is not None:
            self._tell(event)

    def _came_to_rest(self, roll: int) -> bool:
        """Note that the roll with this number has ended; return False if playback was requested again since."""
        if roll != self._rolled:
            return False
        self._wish.rolling = False
        return True

    def _tell(self, event: PlayerEvent) -> None:
        with self._lock:
            self._on_event(event)
