"""Rubber Band's R3 engine, as an alternative: time map and pitch in one pass, by pyrubberband."""

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyrubberband
import soundfile
from numpy.typing import NDArray

from mashstudio.alignment.time_map import PAD, TimeMap
from mashstudio.audio.arrays import SamplesFile
from mashstudio.core.disks import require_room, try_writing
from mashstudio.core.errors import ChildFailed
from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples

# The program clips its output at ±1.0, and WAV ends at 4 GB. A power of two is undone without rounding.
_HEADROOM = np.float32(1 / 8)
_MOST_BYTES = 2**32 - 2**20
_CLICK = np.exp(-np.arange(48) / 12).astype(np.float32)
_SEARCH = int(0.03 * SAMPLE_RATE)
# Beats are well placed if they are off by less than this (frames) in the median, in 95 of 100, and at worst.
_QUANTILES = np.array([0.5, 0.95, 1.0])
_MOST_OFF = np.array([0.0009, 0.003, 0.007]) * SAMPLE_RATE
_PILOTS = 5
# A long song is processed in pieces, which bounds the memory (1.5 GB with four stems): each begins `_MARGIN` frames
# early, ends as many late, and is crossfaded into the next one.
_LONGEST = 3 * 60 * SAMPLE_RATE
_MARGIN = 2 * SAMPLE_RATE
_FADE = 882
_RISE = ((np.arange(_FADE, dtype=np.float32) + 0.5) / _FADE)[:, None]

Points = NDArray[np.int64]
"""A time map in the program's form, (points, 2): frames of the song, and the frames they are mapped to."""


def stretch(
    sources: Sequence[Samples],
    outputs: Sequence[SamplesFile | None],
    times: TimeMap,
    shift: float,
    *,
    formants: bool,
    job: Job,
) -> None:
    """Stretch `sources` (each (frames, 2)) along `times` and shift them; fill those `outputs` that aren't None."""
    tails: list[Samples | None] = [None] * len(sources)
    pieces = _pieces(times[0])
    for index, (first, last) in enumerate(pieces):
        part = job.part(index / len(pieces), (index + 1) / len(pieces))
        own, (source, target) = _surroundings(times, first, last)
        sounds = [samples[source : source + int(own[0][-1])] for samples in sources]
        found = _stretch_piece(sounds, [output is not None for output in outputs], own, shift, formants, part)
        free_pages(*sources)
        for lane, (output, piece) in enumerate(zip(outputs, found, strict=True)):
            if output is not None and piece is not None:
                begin, end = 0 if first == 0 else int(times[1][first]), int(times[1][last])
                tails[lane] = _join(output, begin, piece[begin - target :], end - begin, tails[lane])


def _pieces(source: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the first and last point of each piece of a time map: as few pieces as possible, about equally long."""
    count = -(-int(source[-1] - source[0]) // _LONGEST)
    cuts = np.searchsorted(source, np.linspace(source[0], source[-1], count + 1))
    return list(pairwise(np.unique(np.clip(cuts, 0, len(source) - 1)).tolist()))


def _surroundings(times: TimeMap, first: int, last: int) -> tuple[TimeMap, tuple[int, int]]:
    """Return a piece's time map with its margins, and the frame of the song where it begins and the one it maps to."""
    source, target = times
    low = max(int(np.searchsorted(source, source[first] - _MARGIN, "right")) - 1, 0)
    high = min(int(np.searchsorted(source, source[last] + _MARGIN)), len(source) - 1)
    begin = (int(source[low]), int(target[low])) if low else (0, 0)
    return (source[low : high + 1] - begin[0], target[low : high + 1] - begin[1]), begin


def _join(output: SamplesFile, at: int, piece: Samples, frames: int, tail: Samples | None) -> Samples:
    """Write `frames` of `piece` to frame `at` of `output`, crossfaded from `tail`; return the rest as the next tail."""
    if tail is not None:
        faded = min(_FADE, len(tail), len(piece))
        piece[:faded] = tail[:faded] + _RISE[:faded] * (piece[:faded] - tail[:faded])
    kept = piece[: min(frames, len(output) - at)]
    output[at : at + len(kept)] = kept
    return np.array(piece[frames : frames + _FADE])


def _stretch_piece(
    sources: Sequence[Samples], wanted: Sequence[bool], times: TimeMap, shift: float, formants: bool, job: Job
) -> list[Samples | None]:
    """Stretch `sources` along `times` and shift them; return the `wanted` ones."""
    source, target = times
    # The silence before takes the ratio of the lead-in: a jump there would shift everything after it.
    ratio = (target[1] - target[0]) / (source[1] - source[0])
    pad = round(PAD * float(ratio))
    points = np.array([(s + PAD, t + pad) for s, t in zip(source, target, strict=True) if s > 0])
    frames = int(source[-1]) + 2 * PAD
    points = np.vstack([points, (frames, points[-1, 1] + PAD)])
    placed, late = _placed(points, len(source) - 2, shift, job.part(0, 0.2))
    found: list[Samples | None] = []
    together = max(1, _MOST_BYTES // (8 * int(max(frames, points[-1, 1]))))
    for first in range(0, len(sources), together):
        group = slice(first, first + together)
        part = job.part(
            0.2 + 0.8 * first / len(sources), 0.2 + 0.8 * min(first + together, len(sources)) / len(sources)
        )
        stretched = _run(_padded(sources[group], frames), placed, shift, formants, part)
        for index, kept in enumerate(wanted[group]):
            piece = stretched[pad + late : pad + late + int(target[-1]), 2 * index : 2 * index + 2]
            found.append(np.asarray(piece / _HEADROOM, np.float32) if kept else None)
    return found


def _padded(sources: Sequence[Samples], frames: int) -> NDArray[np.float32]:
    sound = np.zeros((frames, 2 * len(sources)), np.float32)
    for index, samples in enumerate(sources):
        kept = samples[: frames - PAD]
        sound[PAD : PAD + len(kept), 2 * index : 2 * index + 2] = kept * _HEADROOM
    return sound


def _placed(points: Points, beats: int, shift: float, job: Job) -> tuple[Points, int]:
    """Return the time map corrected so that beats land where `points` says, and the latency common to all, in frames.

    The program puts every beat a few milliseconds off, differently for each map but equally for any sound. So a pilot,
    a click on every beat, is stretched first; while it is too far off, the map is corrected and the pilot repeated.
    """
    inner = slice(len(points) - 2 - beats, len(points) - 2)
    pilot = np.zeros((int(points[-1, 0]), 1), np.float32)
    for click in points[inner, 0]:
        pilot[click : click + len(_CLICK), 0] = _CLICK * _HEADROOM
    tries: list[tuple[float, Points, int]] = []
    bent = points
    for index in range(_PILOTS):
        landed = _run(pilot, bent, shift, False, job.part(index / _PILOTS, (index + 1) / _PILOTS))[:, 0]
        off = _lateness(landed, points[inner, 1])
        late = round(float(np.median(off))) if beats else 0
        share = float(np.max(np.quantile(np.abs(off - late), _QUANTILES) / _MOST_OFF)) if beats else 0.0
        tries.append((share, bent, late))
        if share < 1:
            break
        bent = bent.copy()
        bent[inner, 1] -= np.rint((off - late) / 2).astype(np.int64)
    _, placed, late = min(tries, key=lambda one: one[0])
    return placed, late


def _lateness(pilot: NDArray[np.float32], expected: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return by how many frames each of the pilot's clicks is late."""
    late = []
    for frame in expected:
        begin = max(int(frame) - _SEARCH, 0)
        around = np.abs(pilot[begin : int(frame) + _SEARCH])
        late.append(begin + int(np.argmax(around > 0.5 * around.max())) - int(frame))
    return np.array(late, np.int64)


def _run(sound: NDArray[np.float32], points: Points, shift: float, formants: bool, job: Job) -> NDArray[np.float32]:
    # pyrubberband passes sound in temporary WAV files of soundfile's default subtype, which is 16 bit. This child
    # process does nothing else, so the default can be changed to float.
    soundfile._default_subtypes["WAV"] = "FLOAT"
    arguments = {"-3": "", "--ignore-clipping": ""}
    if shift:
        arguments["-p"] = f"{shift:.4f}"
    if formants:
        arguments["--formant"] = ""
    expected = int(points[-1, 1]) * sound.shape[1] * 4
    time_map = [(int(source), int(target)) for source, target in points]

    def work() -> NDArray[np.float32]:
        stretched: NDArray[np.float32] = pyrubberband.timemap_stretch(sound, SAMPLE_RATE, time_map, arguments)
        return stretched

    scratch, doing = Path(tempfile.gettempdir()), Message("aligning stems to the grid")
    try:
        stretched = _watched(work, scratch, expected, job)
    except (subprocess.CalledProcessError, soundfile.SoundFileError, RuntimeError) as error:
        _blame_disk(scratch, sound.nbytes, expected)
        raise ChildFailed(
            Message(
                "The process crashed while {doing} (code {code}).",
                doing=doing,
                code=getattr(error, "returncode", 1),
            )
        ) from error
    if len(stretched) < points[-1, 1] - PAD:
        # The program ignores errors when it writes.
        _blame_disk(scratch, sound.nbytes, expected)
        raise ChildFailed(Message("The process crashed while {doing} (code {code}).", doing=doing, code=0))
    return stretched


def _blame_disk(scratch: Path, taken: int, given: int) -> None:
    """Raise the disk's own OSError if it has no room for the program's input and output."""
    require_room(scratch, taken + given)
    try_writing(scratch, max(taken, given))


def _watched(work: Callable[[], NDArray[np.float32]], scratch: Path, expected: int, job: Job) -> NDArray[np.float32]:
    """Run `work` and report progress by the size of the file that it writes."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        while True:
            try:
                return future.result(timeout=0.5)
            except NotYet:
                sizes = sorted(path.stat().st_size for path in scratch.glob("*.wav"))
                written = sizes[0] if len(sizes) == 2 else 0
                job.report(min(written / expected, 1), Message("Aligning stems to the grid (Rubber Band)"))
