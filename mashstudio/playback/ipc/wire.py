"""The protocol of the studio and its audio process: JSON lines over standard input and output, and shared memory.

Commands go to the process, answers come from it. Rolls are numbered: `Failed`, `Lost` and `EndReached` name the last
one before them, as newer ones may be in transit. No locks are needed: what one side writes, the other only reads.
The process ends when its standard input does, which tells it that the studio is gone.
"""

from dataclasses import dataclass
from typing import Final, cast

from mashstudio.core.units import Seconds
from mashstudio.playback.ipc.devices import Device, DeviceName
from mashstudio.playback.ipc.keys import CountIn, PressKey, ReleaseKey, SetKeys
from mashstudio.playback.ipc.lines import Crashed, decode, kinds_of
from mashstudio.playback.ipc.plan_slots import SLOT_BYTES, SLOTS, ProgramLayout
from mashstudio.playback.ipc.status import STATUS_BYTES

_PAGE = 1 << 16
_STATUS = -(-STATUS_BYTES // _PAGE) * _PAGE
_SLOT = -(-SLOT_BYTES // _PAGE) * _PAGE
MEMORY_BYTES: Final = _STATUS + SLOTS * _SLOT


def status_part(memory: memoryview) -> memoryview:
    """Return the memory of the process's `Status`."""
    return memory[:STATUS_BYTES]


def slot_part(memory: memoryview, slot: int) -> memoryview:
    """Return the memory of one of SLOTS."""
    start = _STATUS + slot * _SLOT
    return memory[start : start + SLOT_BYTES]


@dataclass(frozen=True)
class OpenDevice:
    """Play on `device` (None: the system's default). latency: "low", "high" or seconds."""

    device: DeviceName | None
    latency: str | Seconds


@dataclass(frozen=True)
class MovePlayhead:
    """Move to `frame`, without starting or stopping playback."""

    frame: int
    number: int


@dataclass(frozen=True)
class ChangeProgram:
    """Play the program in `slot`. stems: one .npy file per `Plan.stem`; None: silent. move: at the same moment.

    joins: wait for a bar only if another program waits, whose place it takes.
    """

    number: int
    slot: int
    layout: ProgramLayout
    stems: tuple[str | None, ...]
    move: MovePlayhead | None
    joins: bool = False


@dataclass(frozen=True)
class SetRolling:
    """Play or pause."""

    rolling: bool
    number: int


@dataclass(frozen=True)
class StartAt:
    """Play so that `frame` is heard at the time `at` (`time.perf_counter`). seek: its number; number: the roll's."""

    frame: int
    at: Seconds
    seek: int
    number: int


@dataclass(frozen=True)
class SetGain:
    """Set the level. gain: linear."""

    gain: float


@dataclass(frozen=True)
class SetMetronome:
    """Turn the metronome on or off."""

    on: bool


@dataclass(frozen=True)
class OutputOpened:
    """Sound now goes to this device; see `DeviceOpened`. devices: those listed when it was opened."""

    device: DeviceName
    rate: int
    latency: Seconds
    devices: tuple[Device, ...]


@dataclass(frozen=True)
class OutputFailed:
    """This device (None: the system's default) can't be opened. roll: the last before."""

    device: DeviceName | None
    reason: str
    roll: int
    devices: tuple[Device, ...]


@dataclass(frozen=True)
class OutputLost:
    """This device is gone. roll: the last before."""

    device: DeviceName
    roll: int


@dataclass(frozen=True)
class ProgramTaken:
    """Programs before this one are no longer played."""

    number: int


@dataclass(frozen=True)
class ProgramWaits:
    """This program waits for its bar; programs between the one that plays and this one never will be played."""

    number: int


@dataclass(frozen=True)
class EndReached:
    """This roll has reached the end of the mashup."""

    roll: int


@dataclass(frozen=True)
class FileUnreadable:
    """A stem's file can't be read."""

    path: str
    reason: str


@dataclass(frozen=True)
class Listed:
    """The output devices."""

    devices: tuple[Device, ...]


Command = (
    OpenDevice
    | ChangeProgram
    | MovePlayhead
    | SetRolling
    | StartAt
    | SetGain
    | SetMetronome
    | SetKeys
    | PressKey
    | ReleaseKey
    | CountIn
)
Answer = (
    OutputOpened
    | OutputFailed
    | OutputLost
    | ProgramTaken
    | ProgramWaits
    | EndReached
    | FileUnreadable
    | Crashed
    | Listed
)

_KINDS: Final = kinds_of(Command, Answer)


def decode_command(line: bytes) -> Command:
    """Decode a command encoded by `encode`."""
    return cast(Command, decode(line, _KINDS))


def decode_answer(line: bytes) -> Answer:
    """Decode an answer encoded by `encode`."""
    return cast(Answer, decode(line, _KINDS))
