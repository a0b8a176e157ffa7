"""A song's voice and its instruments beat by beat, read from its stems (see `Lead` and `Band`)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Final

import numpy as np
import soxr
from numpy.typing import NDArray

from mashstudio.analysis.chords import FPS, beat_edges, chords_by_beat, deep_chroma
from mashstudio.analysis.pitches import HOP, RATE, peak_chroma, pitch_levels, spectra, tune, tuning_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.beat_sound import STEPS, Band, Lead
from mashstudio.model.stems import INSTRUMENTS, StemName

_TONAL: Final = (StemName.BASS, StemName.OTHER)

# A minute at a time bounds the memory; the margin covers windows and the resampler's edges. In hops.
_PIECE, _MARGIN = 1280, 8
_HOP = HOP * SAMPLE_RATE // RATE
_ONSET_FFT, _ONSET_HOP = 1024, 256
_ONSET_LEVEL = 1000
# Hz: voices, and everything.
_SUNG, _PLAYED = (80.0, 8000.0), (30.0, 8000.0)
# The lowest notes whose peaks count, MIDI.
_LOWEST_SUNG, _LOWEST_PLAYED = 45, 40
# Against the loud moments: softer sound is spill, and so is a stem that is always this far under the other.
_FAINT, _SPILL = 0.06, 0.1
_LEAST_BUSY = 0.3
_UNSURE = 1e-3

Floats = NDArray[np.float32]
Times = NDArray[np.float64]
Read = Callable[[int, int], Floats]
"""Returns the sound from one frame to another, mono, 44.1 kHz."""


def beat_sounds(stems: Mapping[StemName, Samples], beats: Times, *, job: Job) -> tuple[Lead, Band]:
    """Return a song's voice and instruments on each of its `beats` (seconds). 4 minutes take about 2 s.

    stems: all four, equally long.
    """
    length = len(stems[StemName.OTHER])
    edges = beat_edges(beats)
    steps = _steps(edges)

    def read(*names: StemName) -> Read:
        return partial(_mono, [stems[name] for name in names])

    voice, voice_levels = _pitches(read(StemName.VOCALS), length, job=job.part(0, 0.2))
    other, other_levels = _pitches(read(StemName.OTHER), length, job=job.part(0.2, 0.4))
    sung = _onsets(read(StemName.VOCALS), length, _SUNG, steps, job=job.part(0.4, 0.5))
    played = _onsets(read(*INSTRUMENTS), length, _PLAYED, steps, job=job.part(0.5, 0.6))
    deep = deep_chroma(read(*_TONAL), length, job=job.part(0.6, 1))
    frames = partial(_by_beat, times=np.arange(len(voice)) * HOP / RATE, edges=edges)

    gate = _gate(voice_levels, other_levels)
    activity = _activity(frames(gate[:, None])[:, 0])
    tuning = tuning_of(voice)
    melody = frames(tune(voice, tuning) * np.sqrt(gate)[:, None])
    lead = Lead(
        melody=_shares(melody) * activity[:, None],
        chroma=_shares(frames(peak_chroma(voice, tuning, _LOWEST_SUNG))) * activity[:, None],
        activity=activity,
        onsets=sung,
    )
    band = Band(
        harmony=_shares(_by_beat(deep, np.arange(len(deep)) / FPS, edges) + _UNSURE),
        chroma=_shares(frames(peak_chroma(other, tuning_of(other), _LOWEST_PLAYED))),
        activity=_activity(frames(_gate(other_levels, voice_levels)[:, None])[:, 0]),
        onsets=played,
        chords=chords_by_beat(deep, edges),
    )
    return lead, band


def mix_chroma(read: Read, length: int, beats: Times, *, job: Job) -> Floats:
    """Return the share of each pitch class (C first) in a mix's spectrum on each of `beats` (seconds): (beats, 12)."""
    pitches, _levels = _pitches(read, length, job=job)
    chroma = peak_chroma(pitches, tuning_of(pitches), _LOWEST_PLAYED)
    return _shares(_by_beat(chroma, np.arange(len(pitches)) * HOP / RATE, beat_edges(beats)))


def _pitches(read: Read, length: int, *, job: Job) -> tuple[Floats, Floats]:
    """Return `pitch_levels` of a sound, every HOP."""
    found = [pitch_levels(piece, _MARGIN * HOP, count) for piece, count in _pieces(read, length, job)]
    pitches, levels = zip(*found, strict=True)
    return np.concatenate(pitches), np.concatenate(levels)


def _onsets(read: Read, length: int, band: tuple[float, float], steps: Times, *, job: Job) -> Floats:
    """Return the rise of level in a band (Hz) at each step of each beat: (beats, STEPS). steps: see `_steps`."""
    low, high = (round(hertz * _ONSET_FFT / RATE) for hertz in band)
    rises = []
    for piece, hops in _pieces(read, length, job):
        count = hops * HOP // _ONSET_HOP
        # Each frame's rise is from the one before it to the one after.
        around = spectra(piece, _ONSET_FFT, _ONSET_HOP, _MARGIN * HOP - _ONSET_HOP, count + 2)[:, low:high]
        levels = np.log1p(_ONSET_LEVEL * around)
        rises.append(np.maximum(levels[2:] - levels[:-2], 0).mean(axis=1, keepdims=True))
    rise = np.concatenate(rises)
    return _by_beat(rise, np.arange(len(rise)) * _ONSET_HOP / RATE, steps).reshape(-1, STEPS)


def _pieces(read: Read, length: int, job: Job) -> Iterator[tuple[Floats, int]]:
    """Yield the sound at RATE piece by piece, each after and before a margin of _MARGIN hops, and its hops."""
    hops = -(-length // _HOP)
    for start in range(0, hops, _PIECE):
        job.report(start / hops, Message("Listening to voice and instruments"))
        count = min(_PIECE, hops - start)
        piece = read((start - _MARGIN) * _HOP, (start + count + _MARGIN) * _HOP)
        yield soxr.resample(piece, SAMPLE_RATE, RATE), count


def _mono(stems: Collection[Samples], start: int, stop: int) -> Floats:
    """Return the sum of stems from a frame to another, mono; zeros outside."""
    length = min(len(stem) for stem in stems)
    begin, end = max(start, 0), max(min(stop, length), 0)
    # Ten times as fast as a mean over the channels.
    inside = np.zeros(max(end - begin, 0), np.float32)
    for stem in stems:
        for channel in stem[begin:end].T:
            inside += channel
    inside /= 2
    return np.pad(inside, (begin - start, stop - max(end, begin)))


def _steps(edges: Times) -> Times:
    """Return the borders of STEPS steps a beat, the first one centred on the beat: (beats * STEPS + 1,)."""
    lengths = np.diff(edges)
    borders = (edges[:-1, None] + lengths[:, None] * (np.arange(STEPS) - 0.5) / STEPS).ravel()
    return np.append(borders, borders[-1] + lengths[-1] / STEPS)


def _by_beat(rows: Floats, times: Times, edges: Times) -> Floats:
    """Return the mean of the rows, at `times`, between each edge and the next; the next row if none lies there."""
    at = np.clip(np.searchsorted(times, edges), 0, len(rows) - 1)
    sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
    begins, ends = at[:-1], np.maximum(at[1:], at[:-1] + 1)
    means: Floats = ((sums[ends] - sums[begins]) / (ends - begins)[:, None]).astype(np.float32)
    return means


def _gate(levels: Floats, other_levels: Floats) -> Floats:
    """Return how loud each frame is, 0–1 against the loud ones; 0 where it is spill of the other stem."""
    loud, other_loud = (float(np.percentile(each, 95)) for each in (levels, other_levels))
    if loud <= _SPILL * other_loud:
        return np.zeros_like(levels)
    gate: Floats = np.clip(levels / (loud + 1e-9), 0, 1)
    gate[gate < _FAINT] = 0
    return gate


def _activity(gate: Floats) -> Floats:
    """Return how busy each beat is, 0–1 against the busy ones."""
    busy = max(float(np.percentile(gate, 90)), _LEAST_BUSY)
    activity: Floats = np.minimum(gate / np.float32(busy), 1)
    return activity


def _shares(rows: Floats) -> Floats:
    shares: Floats = rows / (rows.sum(axis=1, keepdims=True) + np.float32(1e-9))
    return shares
