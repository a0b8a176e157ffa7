"""Keys that sound at once, and the MIDI keyboards that play them: messages, see `lines`."""

from dataclasses import dataclass
from typing import Final, cast

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.playback.ipc.lines import Crashed, decode, kinds_of

KEYS_PER_FILE: Final = 12
"""An octave, from C on; each key has an equal share of the file's frames."""

MOST_PITCHES: Final = 128

USUAL_VELOCITY: Final = 100
"""With which recordings are made."""


@dataclass(frozen=True)
class SetKeys:
    """Play keys with these recordings: one .npy file for each octave of MIDI pitches, from 0 on; None: silent.

    rings: keys sound to their end, however long they are held.
    """

    files: tuple[str | None, ...]
    rings: bool = False


@dataclass(frozen=True)
class PressKey:
    """Press a key. velocity: 1–127."""

    pitch: int
    velocity: int


@dataclass(frozen=True)
class ReleaseKey:
    """Let a key go."""

    pitch: int


@dataclass(frozen=True)
class CountIn:
    """Click `beats` times, heard from the time `at` (`time.perf_counter`) on, every `every` seconds; the first click is
    a downbeat's. No clicks of an earlier one come any more.
    """

    at: Seconds
    every: Seconds
    beats: int


@dataclass(frozen=True)
class KeyPlayed:
    """A key of a MIDI keyboard was pressed at `at` (`time.perf_counter`). velocity: 1–127; 0: let go."""

    pitch: int
    velocity: int
    at: Seconds


@dataclass(frozen=True)
class KeyboardFound:
    """This MIDI keyboard is connected and plays."""

    name: str


@dataclass(frozen=True)
class KeyboardLost:
    """This MIDI keyboard is gone; its keys were let go. It plays again when it returns."""

    name: str


@dataclass(frozen=True)
class KeyboardFailed:
    """This MIDI keyboard can't be opened; it is tried again. reason: the driver's words."""

    name: str
    reason: str


@dataclass(frozen=True)
class KeyboardsEnded:
    """MIDI keyboards are no longer heard: their process has died."""

    reason: str


KeyboardAnswer = KeyPlayed | KeyboardFound | KeyboardLost | KeyboardFailed | Crashed
KeyboardEvent = KeyPlayed | KeyboardFound | KeyboardLost | KeyboardFailed | KeyboardsEnded

_KINDS: Final = kinds_of(KeyboardAnswer)


def decode_keyboard_answer(line: bytes) -> KeyboardAnswer:
    """Decode an answer encoded by `encode`."""
    return cast(KeyboardAnswer, decode(line, _KINDS))


def message_of_keyboard(event: KeyboardEvent) -> Message | None:
    """Return the user's message for `event`; None if it needs none."""
    match event:
        case KeyboardFound(name):
            return Message("The MIDI keyboard {name} is connected.", name=name)
        case KeyboardLost(name):
            return Message("The MIDI keyboard {name} was disconnected. Reconnect it to go on playing.", name=name)
        case KeyboardFailed(name, reason):
            return Message(
                "The MIDI keyboard {name} can't be opened ({reason}). Close the program that uses it.",
                name=name,
                reason=reason,
            )
        case KeyboardsEnded(reason):
            return Message("MIDI keyboards are no longer heard ({reason}). Open the keyboard again.", reason=reason)
    return None
