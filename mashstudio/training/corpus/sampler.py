"""Notes played by a General MIDI soundfont, through the system's FluidSynth library."""

import ctypes
import ctypes.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument, ToolMissing
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds

SOUNDFONTS: Final = (
    Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"),
    Path("/usr/share/soundfonts/FluidR3_GM.sf2"),
    Path("/usr/share/sounds/sf2/TimGM6mb.sf2"),
    Path("/usr/share/sounds/sf2/default-GM.sf2"),
)
"""Where Debian and Fedora have them. FluidR3 GM: Frank Wen, MIT licence; TimGM6mb: Tim Brechbill, GPL 2."""

_DRUM_CHANNEL: Final = 9
_CHANNELS: Final = 64
_ERROR: Final = 1
_PAN: Final = 10
_GAIN: Final = 0.5


@dataclass(frozen=True)
class Sound:
    """What plays: a program of General MIDI, or of its drum kits; pan 0–127, 64 in the middle."""

    program: int
    drums: bool = False
    pan: int = 64


@dataclass(frozen=True)
class Played:
    """A note: part says which of the stems it belongs to; velocity 1–127."""

    start: Seconds
    length: Seconds
    part: int
    sound: Sound
    note: int
    velocity: int


def find_soundfont() -> Path:
    """Return the first soundfont that this computer has. Raises ToolMissing."""
    found = next((path for path in SOUNDFONTS if path.is_file()), None)
    if found is None:
        raise ToolMissing(
            Message(
                "No soundfont found. Install one (on Debian: sudo apt-get install fluid-soundfont-gm), or name one with"
                " --soundfont."
            )
        )
    return found


def play(notes: Sequence[Played], frames: int, parts: int, soundfont: Path) -> list[Samples]:
    """Return what each part plays, all `frames` long; the same notes give the same samples.

    Raises ToolMissing without FluidSynth, BadArgument if the soundfont can't be read.
    """
    synth = _Synth(soundfont, parts)
    try:
        return synth.play(notes, frames)
    finally:
        synth.close()


class _Synth:
    """A synthesiser, for one song: reused, it would play on what the last one left in its filters."""

    def __init__(self, soundfont: Path, parts: int) -> None:
        self._parts = parts
        self._library = load_library()
        call = self._library
        self._settings = call.new_fluid_settings()
        for name, value in (("synth.audio-channels", parts), ("synth.audio-groups", parts),
                            ("synth.midi-channels", _CHANNELS), ("synth.reverb.active", 0),
                            ("synth.chorus.active", 0), ("synth.polyphony", 256)):  # fmt: skip
            call.fluid_settings_setint(self._settings, name.encode(), value)
        call.fluid_settings_setnum(self._settings, b"synth.sample-rate", float(SAMPLE_RATE))
        call.fluid_settings_setnum(self._settings, b"synth.gain", _GAIN)
        call.fluid_settings_setstr(self._settings, b"synth.midi-bank-select", b"gs")
        self._synth = call.new_fluid_synth(self._settings)
        if call.fluid_synth_sfload(self._synth, os.fsencode(soundfont), 1) < 0:
            self.close()
            raise BadArgument(Message("{path} is no soundfont that can be read.", path=said(soundfont)))

    def close(self) -> None:
        """Free its memory."""
        self._library.delete_fluid_synth(self._synth)
        self._library.delete_fluid_settings(self._settings)

    def play(self, notes: Sequence[Played], frames: int) -> list[Samples]:
        """Return what each part plays."""
        call, synth = self._library, self._synth
        channels = self._set_up(notes)
        moments = sorted(
            event
            for index, note in enumerate(notes)
            for event in ((_frame(note.start), 1, index), (_frame(note.start + note.length), 0, index))
        )
        sounds = np.zeros((self._parts, 2, frames), np.float32)
        done = 0
        for frame, on, index in moments:
            until = min(max(frame, 0), frames)
            self._render(sounds, done, until)
            done = max(done, until)
            note = notes[index]
            channel = channels[note.part, note.sound]
            if on:
                call.fluid_synth_noteon(synth, channel, note.note, note.velocity)
            else:
                call.fluid_synth_noteoff(synth, channel, note.note)
        self._render(sounds, done, frames)
        return [np.ascontiguousarray(part.T) for part in sounds]

    def _set_up(self, notes: Sequence[Played]) -> dict[tuple[int, Sound], int]:
        """Give each part's sounds channels; a channel sounds in the group of its number, counted in turn."""
        channels: dict[tuple[int, Sound], int] = {}
        for part, sound in dict.fromkeys((note.part, note.sound) for note in notes):
            taken = set(channels.values())
            channel = next(
                each for each in range(part, _CHANNELS, self._parts) if each not in taken and each != _DRUM_CHANNEL
            )
            channels[part, sound] = channel
            call = self._library
            call.fluid_synth_set_channel_type(self._synth, channel, int(sound.drums))
            call.fluid_synth_program_change(self._synth, channel, sound.program)
            call.fluid_synth_cc(self._synth, channel, _PAN, sound.pan)
        return channels

    def _render(self, sounds: NDArray[np.float32], start: int, stop: int) -> None:
        if stop <= start:
            return
        pointers = sounds.ctypes.data + sounds.strides[0] * np.arange(self._parts) + sounds.strides[2] * start
        left = (ctypes.c_void_p * self._parts)(*map(int, pointers))
        right = (ctypes.c_void_p * self._parts)(*map(int, pointers + sounds.strides[1]))
        self._library.fluid_synth_nwrite_float(self._synth, stop - start, left, right, None, None)


def _frame(time: Seconds) -> int:
    return round(time * SAMPLE_RATE)


def load_library() -> Any:
    """Return the library, its functions declared. Raises ToolMissing."""
    name = ctypes.util.find_library("fluidsynth") or ctypes.util.find_library("libfluidsynth-3")
    try:
        library = ctypes.CDLL(name or "libfluidsynth.so.3")
    except OSError as error:
        raise ToolMissing(
            Message(
                "FluidSynth isn't installed. Install it (on Debian: sudo apt-get install libfluidsynth3"
                " fluid-soundfont-gm)."
            )
        ) from error
    pointer, whole, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "new_fluid_settings": (pointer, []),
        "delete_fluid_settings": (None, [pointer]),
        "fluid_settings_setint": (whole, [pointer, text, whole]),
        "fluid_settings_setnum": (whole, [pointer, text, ctypes.c_double]),
        "fluid_settings_setstr": (whole, [pointer, text, text]),
        "new_fluid_synth": (pointer, [pointer]),
        "delete_fluid_synth": (None, [pointer]),
        "fluid_synth_sfload": (whole, [pointer, text, whole]),
        "fluid_synth_set_channel_type": (whole, [pointer, whole, whole]),
        "fluid_synth_program_change": (whole, [pointer, whole, whole]),
        "fluid_synth_cc": (whole, [pointer, whole, whole, whole]),
        "fluid_synth_noteon": (whole, [pointer, whole, whole, whole]),
        "fluid_synth_noteoff": (whole, [pointer, whole, whole]),
        "fluid_synth_nwrite_float": (whole, [pointer, whole, pointer, pointer, pointer, pointer]),
    }
    for function, (result, arguments) in signatures.items():
        each = getattr(library, function)
        each.restype, each.argtypes = result, arguments
    # It would write warnings, about missing programs for instance, to standard error.
    library.fluid_set_log_function.argtypes = [whole, pointer, pointer]
    for level in range(_ERROR, 5):
        library.fluid_set_log_function(level, None, None)
    return library
