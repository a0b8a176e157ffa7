"""Preview quality: Signalsmith Stretch, one stretcher through the whole song, its time factor set at every beat."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from python_stretch.Signalsmith import Stretch

from mashstudio.alignment.time_map import PAD, TimeMap
from mashstudio.facts.units import SAMPLE_RATE, Samples, Semitones
from mashstudio.jobs import Job

_SEED = 1
_LONGEST = 4 * SAMPLE_RATE


def stretch(
    sources: Sequence[Samples],
    outputs: Sequence[Samples | None],
    times: TimeMap,
    shift: Semitones,
    *,
    formants: bool,
    job: Job,
) -> None:
    """Stretches `sources` (each (frames, 2)) along `times` and shifts them; fills those `outputs` that are given.

    formants: must be False, for the engine's binding can't keep them.
    """
    if formants:
        raise ValueError("Signalsmith's binding can't keep formants")
    stretcher = Stretch(_SEED)
    stretcher.preset(2 * len(sources), float(SAMPLE_RATE))
    stretcher.setTransposeSemitones(float(shift))
    source, target = _padded(times)
    made = -int(PAD)
    for index in range(len(source) - 1):
        job.report(index / len(source), "Fitting the stems to the grid (preview)")
        piece = _channels(sources, int(source[index]), int(source[index + 1]))
        wanted = int(target[index + 1]) - made
        stretcher.timeFactor = piece.shape[1] / wanted
        sound = np.asarray(stretcher.process(piece), np.float32)
        _store(sound, made, outputs)
        made += sound.shape[1]


def _padded(times: TimeMap) -> TimeMap:
    """The map with a second of silence before the song, and long stretches between two points cut into pieces."""
    source, target = ([np.int64(-PAD), *column] for column in times)
    if target[1] > 0 or source[1] > 0:
        source, target = [source[0], np.int64(0), *source[1:]], [target[0], np.int64(0), *target[1:]]
    points = [(source[0], target[0])]
    for begin, end in zip(zip(source, target, strict=True), list(zip(source, target, strict=True))[1:], strict=False):
        pieces = max(1, -(-int(end[0] - begin[0]) // _LONGEST))
        for k in range(1, pieces + 1):
            points.append((begin[0] + (end[0] - begin[0]) * k // pieces, begin[1] + (end[1] - begin[1]) * k // pieces))
    return np.array([p[0] for p in points]), np.array([p[1] for p in points])


def _channels(sources: Sequence[Samples], start: int, stop: int) -> NDArray[np.float32]:
    """Frames `start` … `stop` of all stems as (channels, frames); silence outside the song."""
    piece = np.zeros((2 * len(sources), stop - start), np.float32)
    for index, samples in enumerate(sources):
        begin, end = max(start, 0), min(stop, len(samples))
        if begin < end:
            piece[2 * index : 2 * index + 2, begin - start : end - start] = samples[begin:end].T
    return piece


def _store(sound: NDArray[np.float32], start: int, outputs: Sequence[Samples | None]) -> None:
    for index, output in enumerate(outputs):
        if output is None:
            continue
        begin, end = max(start, 0), min(start + sound.shape[1], len(output))
        if begin < end:
            output[begin:end] = sound[2 * index : 2 * index + 2, begin - start : end - start].T
