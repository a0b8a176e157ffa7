"""Take instruments out of the bars looked at, as they sound on the grid, ahead of the whole song."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from mashstudio.audio.arrays import create_samples, save_array
from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.stems import Part, part_named, stem_of
from mashstudio.separation.tag_steered import TagSteered

_AROUND: Final = SAMPLE_RATE
_LEAST: Final = 20 * SAMPLE_RATE
"""Of how much, at least, the atoms are found; frames."""
_FADE: Final = SAMPLE_RATE // 100
_BLOCK: Final = 1 << 20
_NOTHING: Final[Samples] = np.zeros((0, 2), np.float32)


@dataclass(frozen=True, eq=False)
class Ahead:
    """What to take (`taking`) out of which frames of the parts that are heard (.npy), which `kept` ones stay in."""

    heard: Mapping[Part, Path]
    frames: range
    taking: TagSteered
    kept: Collection[Part]


def write_ahead(ahead: Ahead, folder: Path, *, job: Job) -> None:
    """Write the stems (.npy) and what is taken out of them in these frames; around them, all as it is heard.

    What was taken out of a stem before and isn't kept is put back first. An instrument that isn't heard is silent.
    """
    heard = {part: np.load(path, mmap_mode="r") for part, path in ahead.heard.items()}
    frames, around = ahead.frames, max(_AROUND, (_LEAST - len(ahead.frames)) // 2)
    begin, end = max(frames.start - around, 0), min(frames.stop + around, max(map(len, heard.values())))
    stems = {take.part.stem for take in ahead.taking.takes}
    with TemporaryDirectory(dir=folder) as name:
        for stem in stems:
            merged = [sound for part, sound in heard.items() if stem_of(part) is stem and part not in ahead.kept]
            save_array(Path(name, f"{stem}.npy"), np.sum([_cut(each, begin, end) for each in merged], axis=0))
        ahead.taking.take_out(Path(name), job=job)
        for path in Path(name).glob("*.npy"):
            sound: Samples = np.load(path)[frames.start - begin : frames.stop - begin]
            _write(heard.get(part_named(path.stem), _NOTHING), frames.start, sound, folder / path.name)


def _cut(sound: Samples, begin: int, end: int) -> Samples:
    """Return some frames of a sound, silent beyond its end."""
    cut = np.zeros((end - begin, 2), np.float32)
    there = sound[begin:end]
    cut[: len(there)] = there
    return cut


def _write(around: Samples, start: int, sound: Samples, target: Path) -> None:
    """Write what is heard around a sound, and the sound in its place from `start` on, with short crossfades."""
    stop = start + len(sound)
    [file] = create_samples([target], max(stop, len(around)))
    for first, last in ((0, min(start, len(around))), (stop, len(around))):
        for block in range(first, last, _BLOCK):
            file[block : min(block + _BLOCK, last)] = around[block : min(block + _BLOCK, last)]
            free_pages(around)
    weight = np.minimum(np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / _FADE, 1)[:, None]
    file[start:stop] = _cut(around, start, stop) * (1 - weight) + sound * weight
