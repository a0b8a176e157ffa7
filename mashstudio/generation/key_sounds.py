"""The keys of an instrument, each recorded once, so that they sound at once when they are pressed."""

from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.audio.arrays import save_array
from mashstudio.audio.loudness import integrated_loudness
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.generation.midi import Timeline, to_be_rendered
from mashstudio.generation.sound import LEVELS, rendered
from mashstudio.model.notes import BandPart, Note, NoteLane

KEY_SOUNDS_VERSION: Final = 1
"""Raise it when recordings change."""

KEYS_FILE: Final = "keys.npy"
_GAIN_FILE: Final = "gain.npy"
_DOING: Final = Message("Loading the instrument")

_KEYS: Final = 12
_LENGTH: Final[Seconds] = 5.0
_FADE: Final[Seconds] = 0.3
_APART: Final = 6
"""Seconds from key to key: the one before has decayed."""
_LEAD: Final[Seconds] = 0.1
_SILENT: Final = 0.02
_RISE: Final = SAMPLE_RATE // 50
_SOFT: Final = SAMPLE_RATE // 1000
"""A recording begins where a sound rises over this share of its peak, at most _RISE frames late, faded in."""

_VELOCITY: Final = 100
_USUAL_OCTAVE: Final = {BandPart.DRUMS: 3, BandPart.BASS: 3}
_MOST_PITCHES: Final = 128


def usual_octave(part: BandPart) -> int:
    """Return the octave that says how loud an instrument is."""
    return _USUAL_OCTAVE.get(part, 5)


def write_key_sounds(part: BandPart, program: int, octave: int, gain: float | None, folder: Path, *, job: Job) -> None:
    """Write the keys of an octave of MIDI pitches as KEYS_FILE in `folder`: float32 (12 * frames, 2), of equal length.

    gain: linear; None: what makes them as loud as a lane of the part usually is. Runs in a child process.
    """
    job.report(0, _DOING)
    sounds = _recorded(part, program, octave)
    job.report(0.8, _DOING)
    if gain is None:
        loudness = integrated_loudness(sounds)
        gain = 10 ** ((LEVELS[part] - loudness) / 20) if np.isfinite(loudness) else 1.0
    save_array(folder / KEYS_FILE, sounds * np.float32(gain))
    save_array(folder / _GAIN_FILE, np.array([gain]))


def gain_of(folder: Path) -> float:
    """Return the gain of the keys in a folder."""
    return float(np.load(folder / _GAIN_FILE)[0])


def _recorded(part: BandPart, program: int, octave: int) -> Samples:
    """Return the keys one after the other, each from the moment it is struck."""
    pitches = range(_KEYS * octave, min(_KEYS * (octave + 1), _MOST_PITCHES))
    notes = tuple(Note(_APART * number, _LENGTH, pitch, _VELOCITY) for number, pitch in enumerate(pitches))
    timeline = Timeline(np.arange(_APART * _KEYS + 1, dtype=np.float64), (0,))
    whole = rendered(to_be_rendered(NoteLane(part, program, notes), timeline, _LEAD, _APART))
    frames, fade = round(_LENGTH * SAMPLE_RATE), round(_FADE * SAMPLE_RATE)
    sounds = np.zeros((_KEYS, frames, 2), np.float32)
    for number in range(len(pitches)):
        piece = _from_attack(whole[round((_LEAD + _APART * number) * SAMPLE_RATE) :][: frames + _RISE])[:frames]
        sounds[number, : len(piece)] = piece
    sounds[:, -fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    return sounds.reshape(-1, 2)


def _from_attack(sound: Samples) -> Samples:
    """Return a key's sound without the silence before it."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > _SILENT * np.abs(sound).max(initial=1e-9))
    begin = min(max(int(loud[0]) - _SOFT, 0), _RISE) if len(loud) else 0
    cut = sound[begin:].copy()
    cut[:_SOFT] *= np.linspace(0, 1, _SOFT, dtype=np.float32)[: len(cut), None]
    return cut
