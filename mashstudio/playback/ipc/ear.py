"""What the process that listens says and is told, see `lines`. Times are `time.perf_counter`, the same everywhere."""

from dataclasses import dataclass
from typing import Final, cast

from mashstudio.core.messages import Message
from mashstudio.core.units import Bpm, Seconds
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.lines import Crashed, decode, kinds_of

EVERYTHING_PLAYED: Final = DeviceName("@DEFAULT_MONITOR@", "PulseAudio")
"""What the system plays, on whichever device."""


@dataclass(frozen=True)
class Input:
    """A device to listen to. words: what people call it. default: the system would choose it."""

    device: DeviceName
    words: str
    default: bool = False


@dataclass(frozen=True)
class ListenTo:
    """Listen to this device (None: the system's default) from now on."""

    device: DeviceName | None


@dataclass(frozen=True)
class SendClock:
    """Send MIDI clock to this port; None: to none."""

    port: str | None


@dataclass(frozen=True)
class InputOpened:
    """This device is heard."""

    device: DeviceName


@dataclass(frozen=True)
class InputLost:
    """This device is gone. It is opened again when it returns."""

    device: DeviceName


@dataclass(frozen=True)
class InputFailed:
    """This device (None: the system's default) can't be opened; it is tried again. reason: PortAudio's words."""

    device: DeviceName | None
    reason: str


@dataclass(frozen=True)
class BeatHeard:
    """A beat sounded at `at`, `time` after listening began; else see `HeardBeat`."""

    at: Seconds
    time: Seconds
    position: int
    beats_per_bar: int
    bpm: Bpm
    confidence: float


@dataclass(frozen=True)
class ClockFailed:
    """MIDI clock can't be sent to this port."""

    port: str
    reason: str


@dataclass(frozen=True)
class InputsListed:
    """The devices to listen to, and the ports for MIDI clock."""

    inputs: tuple[Input, ...]
    ports: tuple[str, ...]


@dataclass(frozen=True)
class EarFailed:
    """The process that listens has died."""

    reason: str


EarCommand = ListenTo | SendClock
EarAnswer = InputOpened | InputLost | InputFailed | BeatHeard | ClockFailed | InputsListed | Crashed
EarEvent = InputOpened | InputLost | InputFailed | BeatHeard | ClockFailed | EarFailed

_KINDS: Final = kinds_of(EarCommand, EarAnswer)


def decode_ear_command(line: bytes) -> EarCommand:
    """Decode a command encoded by `encode`."""
    return cast(EarCommand, decode(line, _KINDS))


def decode_ear_answer(line: bytes) -> EarAnswer:
    """Decode an answer encoded by `encode`."""
    return cast(EarAnswer, decode(line, _KINDS))


def message_of_ear(event: EarEvent) -> Message | None:
    """Return the user's message for `event`; None if it needs none."""
    match event:
        case InputLost(DeviceName(name)):
            return Message("The input {device} was disconnected. Reconnect it, or choose another.", device=name)
        case InputFailed(None, _):
            return Message("No input to listen to was found. Connect a microphone, or choose what the system plays.")
        case InputFailed(DeviceName(name), reason):
            return Message("The input {device} can't be opened ({reason}). Choose another.", device=name, reason=reason)
        case ClockFailed(port, reason):
            return Message(
                "MIDI clock can't be sent to {port} ({reason}). Choose another port.", port=port, reason=reason
            )
        case EarFailed(reason):
            return Message("Listening has ended ({reason}). Start it again.", reason=reason)
    return None
