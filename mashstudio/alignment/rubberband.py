"""Final quality: Rubber Band's R3 engine, time map and pitch in one pass, by pyrubberband."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

import numpy as np
import pyrubberband
import soundfile
from numpy.typing import NDArray

from mashstudio.alignment.time_map import PAD, TimeMap
from mashstudio.facts.errors import ToolMissing
from mashstudio.facts.units import SAMPLE_RATE, Samples, Semitones
from mashstudio.jobs import Job

# The program limits its output at ±1.0 and WAV ends at 4 GB; a power of two is taken back without rounding.
_HEADROOM = np.float32(1 / 8)
_MOST_BYTES = 2**32 - 2**20
_CLICK = np.exp(-np.arange(48) / 12).astype(np.float32)
_SEARCH = int(0.03 * SAMPLE_RATE)


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

    A pilot channel with a click on every beat goes along: where its clicks land tells the engine's constant bias,
    which is taken out. Raises ToolMissing when the rubberband program isn't installed.
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
    points = [(int(s) + PAD, int(t) + pad) for s, t in zip(source, target, strict=True) if s > 0]
    frames = int(source[-1]) + 2 * PAD
    points.append((frames, points[-1][1] + PAD))
    together = max(1, (_MOST_BYTES // (4 * max(frames, points[-1][1])) - 1) // 2)
    for first in range(0, len(sources), together):
        group = slice(first, first + together)
        part = job.part(first / len(sources), min(first + together, len(sources)) / len(sources))
        sound = _with_pilot(sources[group], frames, source[1:-1] + PAD)
        stretched = _run(sound, points, shift, formants, part)
        bias = _bias(stretched[:, -1], target[1:-1] + pad)
        for index, output in enumerate(outputs[group]):
            if output is not None:
                begin = pad + bias
                piece = stretched[begin : begin + len(output), 2 * index : 2 * index + 2]
                output[: len(piece)] = piece / _HEADROOM


def _with_pilot(sources: Sequence[Samples], frames: int, clicks: NDArray[np.int64]) -> NDArray[np.float32]:
    sound = np.zeros((frames, 2 * len(sources) + 1), np.float32)
    for index, samples in enumerate(sources):
        kept = samples[: frames - PAD]
        sound[PAD : PAD + len(kept), 2 * index : 2 * index + 2] = kept * _HEADROOM
    for click in clicks:
        sound[click : click + len(_CLICK), -1] = _CLICK * _HEADROOM
    return sound


def _bias(pilot: NDArray[np.float32], expected: NDArray[np.int64]) -> int:
    """By how many frames the pilot's clicks land late, in the median; 0 when there are none."""
    late = []
    for frame in expected:
        begin = max(int(frame) - _SEARCH, 0)
        around = np.abs(pilot[begin : int(frame) + _SEARCH])
        if around.size and around.max() > 0:
            late.append(begin + int(np.argmax(around > 0.5 * around.max())) - int(frame))
    return round(float(np.median(late))) if late else 0


def _run(
    sound: NDArray[np.float32], points: list[tuple[int, int]], shift: Semitones, formants: bool, job: Job
) -> NDArray[np.float32]:
    # pyrubberband hands sound over in temporary WAV files of soundfile's default subtype, which is 16 bit. This is a
    # child process that does nothing else, so the default can be the float we need.
    soundfile._default_subtypes["WAV"] = "FLOAT"
    arguments = {"-3": "", "--ignore-clipping": ""}
    if shift:
        arguments["-p"] = str(shift)
    if formants:
        arguments["--formant"] = ""
    expected = points[-1][1] * sound.shape[1] * 4

    def work() -> NDArray[np.float32]:
        stretched: NDArray[np.float32] = pyrubberband.timemap_stretch(sound, SAMPLE_RATE, points, arguments)
        return stretched

    return _watched(work, Path(tempfile.gettempdir()), expected, job)


def _watched(work: Callable[[], NDArray[np.float32]], scratch: Path, expected: int, job: Job) -> NDArray[np.float32]:
    """Runs `work` and reports how far the file that it writes has grown."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        while True:
            try:
                return future.result(timeout=0.5)
            except NotYet:
                sizes = sorted(path.stat().st_size for path in scratch.glob("*.wav"))
                written = sizes[0] if len(sizes) == 2 else 0
                job.report(min(written / expected, 1), "Fitting the stems to the grid (final quality)")
