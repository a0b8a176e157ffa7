"""Chords by madmom's networks.

Korzeniowski, Widmer, "Feature Learning for Chord Recognition: The Deep Chroma Extractor", ISMIR 2016; the chords by its
conditional random field.
"""

import warnings
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.sound import SongSound
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.beat_sound import NO_CHORD

FPS: Final = 10
HOP: Final = SAMPLE_RATE // FPS
# Frames on either side that the network reads with each.
_CONTEXT = 10
_PIECE = 600
_ROOTS: Final = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")

Floats = NDArray[np.float32]


def deep_chroma(read: Callable[[int, int], Floats], length: int, *, job: Job) -> Floats:
    """Return how sure the network is that each pitch class (C first) is part of the chord: (frames, 12), FPS a second.

    read: returns the sound from one frame (at 44.1 kHz) to another, mono; it has `length`.
    """
    import_madmom()
    from madmom.audio.chroma import DeepChromaProcessor
    from madmom.audio.signal import Signal

    network = DeepChromaProcessor()
    frames, pieces = -(-length // HOP), []
    for start in range(0, frames, _PIECE):
        job.report(start / frames, Message("Finding the chords"))
        before, stop = min(_CONTEXT, start), min(start + _PIECE, frames)
        piece = read((start - before) * HOP, (stop + _CONTEXT) * HOP)
        with warnings.catch_warnings():
            # It calls numpy in a way that is deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            found = np.asarray(network(Signal(piece, sample_rate=SAMPLE_RATE, num_channels=1)), np.float32)
        pieces.append(found[before : before + stop - start])
    return np.concatenate(pieces)


def chords_of(sound: SongSound, beats: NDArray[np.float64], *, job: Job) -> NDArray[np.int8]:
    """Return the chord of each beat (seconds) of a whole mix, int8 (beats,), as `Band.chords`."""
    return chords_by_beat(deep_chroma(sound.read, sound.frames, job=job), beat_edges(beats))


def beat_edges(beats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where the beats (seconds) begin, and the last one ends: (beats + 1,)."""
    return np.append(beats, beats[-1] + (beats[-1] - beats[-2] if len(beats) > 1 else 1.0))


def chords_by_beat(chroma: Floats, edges: NDArray[np.float64]) -> NDArray[np.int8]:
    """Return the chord that fills most of each beat, int8 (beats,), as `Band.chords`.

    edges: see `beat_edges`.
    """
    import_madmom()
    from madmom.features.chords import DeepChromaChordRecognitionProcessor

    longest = np.zeros((len(edges) - 1, 25))
    for start, stop, label in DeepChromaChordRecognitionProcessor(fps=FPS)(chroma):
        first = max(int(np.searchsorted(edges, start, side="right")) - 1, 0)
        last = min(int(np.searchsorted(edges, stop)), len(longest))
        shares = np.minimum(edges[first + 1 : last + 1], stop) - np.maximum(edges[first:last], start)
        longest[first:last, _number(label)] += shares
    # A beat after the song's end has no chord.
    longest[:, NO_CHORD] += 1e-9
    return np.where(longest.argmax(axis=1) == 24, NO_CHORD, longest.argmax(axis=1)).astype(np.int8)


def _number(label: str) -> int:
    """Return the number of madmom's "A:min", "F#:maj" or "N"."""
    root, _, kind = label.partition(":")
    return _ROOTS.index(root) + (12 if kind == "min" else 0) if kind else NO_CHORD
