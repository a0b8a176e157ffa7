"""Final quality: Rubber Band's R3 engine, time map and pitch in one pass.

Sound goes to its program and comes back in files, piece by piece: hours of it would not fit into memory.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from mashstudio.alignment.time_map import PAD, TimeMap
from mashstudio.facts.errors import ToolMissing
from mashstudio.facts.units import SAMPLE_RATE, Samples, Semitones
from mashstudio.files import free_pages
from mashstudio.jobs import Job

# The program limits its output at ±1.0 and WAV ends at 4 GB; a power of two is taken back without rounding.
_HEADROOM = np.float32(1 / 8)
_MOST_BYTES = 2**32 - 2**20
_CLICK = np.exp(-np.arange(48) / 12).astype(np.float32)
_SEARCH = int(0.03 * SAMPLE_RATE)
# Beats lie well when they are off by less than this (frames) in the median, in 95 of 100 and at worst.
_QUANTILES = np.array([0.5, 0.95, 1.0])
_MOST_OFF = np.array([0.0009, 0.003, 0.007]) * SAMPLE_RATE
_PILOTS = 5
_BLOCK = 1 << 18

Points = NDArray[np.int64]
"""A time map as the program takes it, (points, 2): frames of the song, and the frames they land on."""


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

    Raises ToolMissing when the rubberband program isn't installed.
    """
    if shutil.which("rubberband") is None:
        raise ToolMissing(
            "The rubberband program isn't installed. Install it (Debian, Ubuntu: sudo apt-get install rubberband-cli; "
            "Mac: brew install rubberband), then try again."
        )
    source, target = times
    # The lead-in's own ratio goes on into the silence before it: a jump there would shift all that follows.
    ratio = (target[1] - target[0]) / (source[1] - source[0])
    pad = round(PAD * float(ratio))
    points = np.array([(s + PAD, t + pad) for s, t in zip(source, target, strict=True) if s > 0])
    frames = int(source[-1]) + 2 * PAD
    points = np.vstack([points, (frames, points[-1, 1] + PAD)])
    with tempfile.TemporaryDirectory() as name:
        before, after = Path(name, "before.wav"), Path(name, "after.wav")
        placed, late = _placed(points, len(source) - 2, shift, before, after, job.part(0, 0.2))
        together = max(1, _MOST_BYTES // (8 * int(max(frames, points[-1, 1]))))
        for first in range(0, len(sources), together):
            group = slice(first, first + together)
            part = job.part(
                0.2 + 0.8 * first / len(sources), 0.2 + 0.8 * min(first + together, len(sources)) / len(sources)
            )
            if all(output is None for output in outputs[group]):
                continue
            _write_padded(before, sources[group], frames)
            _run(before, after, placed, shift, formants, part)
            _read_into(after, outputs[group], pad + late)


def _write_padded(path: Path, sources: Sequence[Samples], frames: int) -> None:
    """Writes the sources side by side, behind silence and followed by it: `frames` in all."""
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, 2 * len(sources), "FLOAT") as file:
        for start in range(-PAD, frames - PAD, _BLOCK):
            stop = min(start + _BLOCK, frames - PAD)
            sound = np.zeros((stop - start, 2 * len(sources)), np.float32)
            for index, samples in enumerate(sources):
                kept = samples[max(start, 0) : max(stop, 0)]
                begin = max(-start, 0)
                sound[begin : begin + len(kept), 2 * index : 2 * index + 2] = kept * _HEADROOM
            file.write(sound)
            free_pages(*sources)


def _read_into(path: Path, outputs: Sequence[Samples | None], skip: int) -> None:
    """Fills those outputs that are given with their part of what came back, from its frame `skip` on."""
    kept = [output for output in outputs if output is not None]
    with soundfile.SoundFile(path) as file:
        file.seek(skip)
        for start in range(0, max(len(output) for output in kept), _BLOCK):
            sound = file.read(_BLOCK, dtype="float32", always_2d=True)
            for index, output in enumerate(outputs):
                if output is not None:
                    piece = sound[: max(len(output) - start, 0), 2 * index : 2 * index + 2]
                    output[start : start + len(piece)] = piece / _HEADROOM
            free_pages(*kept)


def _placed(points: Points, beats: int, shift: Semitones, before: Path, after: Path, job: Job) -> tuple[Points, int]:
    """The time map bent so that the beats land where `points` says, and by how many frames all of them are late.

    The program lays every beat a few milliseconds off, differently for each map but alike for any sound. So a pilot, a
    click on every beat, goes ahead; while it is too far off, the map is bent the other way and the pilot goes again.
    """
    inner = slice(len(points) - 2 - beats, len(points) - 2)
    _write_pilot(before, points[inner, 0], int(points[-1, 0]))
    tries: list[tuple[float, Points, int]] = []
    bent = points
    for index in range(_PILOTS):
        _run(before, after, bent, shift, False, job.part(index / _PILOTS, (index + 1) / _PILOTS))
        off = _lateness(after, points[inner, 1])
        late = round(float(np.median(off))) if beats else 0
        share = float(np.max(np.quantile(np.abs(off - late), _QUANTILES) / _MOST_OFF)) if beats else 0.0
        tries.append((share, bent, late))
        if share < 1:
            break
        bent = bent.copy()
        bent[inner, 1] -= np.rint((off - late) / 2).astype(np.int64)
    _, placed, late = min(tries, key=lambda one: one[0])
    return placed, late


def _write_pilot(path: Path, clicks: NDArray[np.int64], frames: int) -> None:
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, 1, "FLOAT") as file:
        for start in range(0, frames, _BLOCK):
            # A click may reach into the next block.
            pilot = np.zeros(_BLOCK + 2 * len(_CLICK), np.float32)
            for click in clicks[(clicks > start - len(_CLICK)) & (clicks < start + _BLOCK)] - start + len(_CLICK):
                pilot[click : click + len(_CLICK)] = _CLICK * _HEADROOM
            file.write(pilot[len(_CLICK) : len(_CLICK) + min(_BLOCK, frames - start)])


def _lateness(path: Path, expected: NDArray[np.int64]) -> NDArray[np.int64]:
    """By how many frames each of the pilot's clicks lands late."""
    late = []
    with soundfile.SoundFile(path) as file:
        for frame in expected:
            begin = max(int(frame) - _SEARCH, 0)
            file.seek(begin)
            around = np.abs(file.read(int(frame) + _SEARCH - begin, dtype="float32"))
            late.append(begin + int(np.argmax(around > 0.5 * around.max())) - int(frame))
    return np.array(late, np.int64)


def _run(before: Path, after: Path, points: Points, shift: Semitones, formants: bool, job: Job) -> None:
    """Has the program stretch the file `before` into `after`; reports how far that has grown."""
    time_map = before.with_suffix(".txt")
    time_map.write_text("".join(f"{source} {target}\n" for source, target in points.tolist()), "ascii")
    ratio = int(points[-1, 1]) / int(points[-1, 0])
    arguments = ["rubberband", "-q", "-3", "--ignore-clipping"]
    arguments += ["-p", str(shift)] if shift else []
    arguments += ["--formant"] if formants else []
    arguments += ["--time", str(ratio), "--timemap", str(time_map), str(before), str(after)]
    after.unlink(missing_ok=True)
    expected = before.stat().st_size * ratio
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while True:
                try:
                    code = process.wait(0.5)
                    break
                except subprocess.TimeoutExpired:
                    written = after.stat().st_size if after.exists() else 0
                    job.report(min(written / expected, 1), "Fitting the stems to the grid (final quality)")
        finally:
            process.kill()
    if code:
        raise subprocess.CalledProcessError(code, "rubberband")
