"""A song's melody as notes, tracked in its vocals.

The pitch by pYIN (Mauch, Dixon, "pYIN: A fundamental frequency estimator using probabilistic threshold distributions",
ICASSP 2014); notes are the likeliest steps of semitones through it, which vibrato and glides don't leave, as in Mauch
et al., "Computer-aided melody note transcription using the Tony software", TENOR 2015.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.librosa_import import import_librosa
from mashstudio.audio.arrays import save_array
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Cents, Samples, Seconds
from mashstudio.model.melody import SungNote

MELODY_VERSION: Final = 1
"""Raise it when the result for the same vocals changes."""

SHORTEST: Final[Seconds] = 0.06

_FILE: Final = "melody.npy"
_RATE: Final = 16_000
_HOP: Final = 160
_FPS: Final = _RATE // _HOP
_FRAME: Final = 1024
_LOWEST, _HIGHEST = 40, 84
"""E2 to C6, MIDI."""
_RESOLUTION: Final = 0.25

_PIECE, _MARGIN = 20 * _FPS, _FPS // 2
_FAINT: Final = -35.0
"""dB under the loud moments: the other instruments' spill."""

_SPREAD: Final = 0.5
_FAR: Final = 4.5
_UNVOICED: Final = 2.5
_UNSUNG: Final = 3.0
_STEP: Final = 6.0
"""Of the likelihoods, as logarithms: semitones that a voice strays from its note; how much a pitch that is far off
costs at most, a note without voice, a voice without note, and another note.
"""

_DIP, _AROUND = 6.0, 15
"""A note is struck again where its level dips by so many dB within as many frames."""

_GLIDE, _NEAR = 12, 2
"""Frames of the longest glide, and semitones of the widest."""

_USUAL, _PER_DB, _SOFTEST, _LOUDEST = 84, 2.0, 30, 120

Floats = NDArray[np.float64]


def write_melody(vocals: Path, tuning: Cents, folder: Path, *, job: Job) -> None:
    """Write the melody of vocals (.npy, float32 (frames, 2)) into `folder`. Runs in a child process."""
    notes = melody_of(np.load(vocals, mmap_mode="r"), tuning, job=job)
    rows = [(note.start, note.end, note.pitch, note.velocity) for note in notes]
    save_array(folder / _FILE, np.array(rows, np.float64).reshape(-1, 4))


def read_melody(folder: Path) -> tuple[SungNote, ...]:
    """Return what `write_melody` wrote."""
    rows = np.load(folder / _FILE).tolist()
    return tuple(SungNote(start, end, int(pitch), int(velocity)) for start, end, pitch, velocity in rows)


def melody_of(vocals: Samples, tuning: Cents, *, job: Job) -> list[SungNote]:
    """Return the notes that a voice sings. tuning: the song's, from A = 440 Hz. 4 minutes take about 15 s."""
    pitches, levels = _tracked(vocals, job=job)
    faint = levels < np.percentile(levels, 95) + _FAINT if len(levels) else np.zeros(0, np.bool_)
    pitches = np.where(faint, np.nan, pitches - tuning / 100)
    found = [
        _Found(first, last, round(float(np.nanmedian(pitches[first:last]))), float(levels[first:last].max()))
        for start, stop in _spans(_path(pitches))
        for first, last in _struck(levels, start, stop)
    ]
    found = [note for note in _without_glides(found) if (note.stop - note.start) / _FPS >= SHORTEST]
    usual = float(np.median([note.level for note in found])) if found else 0.0
    return [SungNote(note.start / _FPS, note.stop / _FPS, note.pitch, _velocity(note.level - usual)) for note in found]


class _Found(NamedTuple):
    """A note, its ends in frames. level: dB."""

    start: int
    stop: int
    pitch: int
    level: float


def _without_glides(notes: list[_Found]) -> list[_Found]:
    """Return the notes; short ones that lead into a longer one belong to it."""
    kept: list[_Found] = []
    for note in reversed(notes):
        after = kept[-1] if kept else None
        if (
            after is not None
            and note.stop == after.start
            and note.stop - note.start <= min(_GLIDE, after.stop - after.start)
            and abs(after.pitch - note.pitch) <= _NEAR
        ):
            kept[-1] = after._replace(start=note.start, level=max(note.level, after.level))
        else:
            kept.append(note)
    return kept[::-1]


def _velocity(over: float) -> int:
    return round(min(max(_USUAL + _PER_DB * over, _SOFTEST), _LOUDEST))


def _tracked(vocals: Samples, *, job: Job) -> tuple[Floats, Floats]:
    """Return the pitch of every frame (MIDI, with fractions; NaN: no voice) and its level, dB."""
    librosa = import_librosa()
    pitches, levels = [np.empty(0)], [np.empty(0)]
    for sound, margin, count in _pieces(vocals, job):
        power = np.convolve(sound.astype(np.float64) ** 2, np.full(2 * _HOP, 0.5 / _HOP), "same")[::_HOP]
        level = 10 * np.log10(power[margin : margin + count] + 1e-12)
        pitch = np.full(count, np.nan)
        if level.max(initial=-120) > -80:
            hertz = librosa.pyin(
                sound, fmin=_hertz(_LOWEST), fmax=_hertz(_HIGHEST), sr=_RATE,
                frame_length=_FRAME, hop_length=_HOP, resolution=_RESOLUTION,
            )[0]  # fmt: skip
            pitch = librosa.hz_to_midi(hertz)[margin : margin + count]
        pitches.append(pitch)
        levels.append(level)
    return np.concatenate(pitches), np.concatenate(levels)


def _hertz(pitch: int) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


def _pieces(vocals: Samples, job: Job) -> Iterator[tuple[NDArray[np.float32], int, int]]:
    """Yield the sound piece by piece, mono at _RATE: with the frames of a margin before and after, and its own."""
    import soxr

    frame = SAMPLE_RATE // _FPS
    frames = -(-len(vocals) // frame)
    for start in range(0, frames, _PIECE):
        job.report(start / frames, Message("Listening to the voice"))
        count, before = min(_PIECE, frames - start), min(start, _MARGIN)
        piece = vocals[(start - before) * frame : (start + count + _MARGIN) * frame].mean(axis=1, dtype=np.float32)
        piece = np.pad(piece, (0, max((count + before) * frame - len(piece), 0)))
        yield soxr.resample(piece, SAMPLE_RATE, _RATE), before, count


def _spans(path: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the first and last frames of the stretches on one pitch."""
    edges = np.flatnonzero(np.diff(path, prepend=-1, append=-1)).tolist()
    yield from ((start, stop) for start, stop in pairwise(edges) if path[start] >= 0)


def _path(pitches: Floats) -> NDArray[np.int64]:
    """Return the note that each frame belongs to, −1: none; the likeliest path."""
    states = np.arange(_LOWEST, _HIGHEST + 1)
    far = 0.5 * ((pitches[:, None] - states) / _SPREAD) ** 2
    voiced = ~np.isnan(pitches)
    costs = np.where(voiced[:, None], np.minimum(far, _FAR), _UNVOICED)
    costs = np.column_stack([costs, np.where(voiced, _UNSUNG, 0.0)])
    total = np.zeros(costs.shape[1])
    came = np.empty(costs.shape, np.int64)
    here = np.arange(costs.shape[1])
    for frame, cost in enumerate(costs):
        best = int(total.argmin())
        stays = total <= total[best] + _STEP
        came[frame] = np.where(stays, here, best)
        total = np.where(stays, total, total[best] + _STEP) + cost
    path = np.empty(len(costs), np.int64)
    state = int(total.argmin())
    for frame in range(len(costs) - 1, -1, -1):
        path[frame] = state
        state = int(came[frame, state])
    return np.where(path == len(states), -1, path)


def _struck(levels: Floats, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last frames of the notes that are sung one after the other on one pitch."""
    at, shortest = start, round(SHORTEST * _FPS)
    for frame in range(start + shortest, stop - shortest):
        near = levels[max(frame - 2, start) : frame + 3]
        before, after = levels[max(frame - _AROUND, at) : frame], levels[frame : min(frame + _AROUND, stop)]
        deep = min(before.max(initial=-200), after.max(initial=-200)) - levels[frame]
        if frame - at >= shortest and levels[frame] <= near.min() and deep >= _DIP:
            yield at, frame
            # It begins where the level rises.
            at = frame + int(np.diff(levels[frame : min(frame + _AROUND, stop)]).argmax())
    yield at, stop
