"""Decode a song's own stems one after the other, and add them up. Runs in a child process, like decoding."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.audio.arrays import SummedSamples
from mashstudio.audio.cover import find_cover, write_cover
from mashstudio.audio.decode import explain_file, read_sound
from mashstudio.audio.decoded import SAMPLES_FILE, Decoded, write_decoded
from mashstudio.audio.intake import Taken, refuse_useless
from mashstudio.audio.tags import find_tags
from mashstudio.core.files import free_pages, plainly_named
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.song import Damage, StemFile, StemsDiffer

_BLOCK: Final = 1 << 18


@dataclass(frozen=True, eq=False)
class DecodedStem:
    """A stem: what its file held, and its samples, until the next one is decoded."""

    stem: StemFile
    taken: Taken
    samples: Samples


def decoded_stems(stems: Sequence[StemFile], folder: Path, *, job: Job) -> Iterator[DecodedStem]:
    """Decode `stems`, one at a time, in a temporary folder within `folder`. Raises UnusableSong, OSError."""
    for number, stem in enumerate(stems):
        part = job.part(number / len(stems), (number + 1) / len(stems))
        with tempfile.TemporaryDirectory(dir=folder) as name, explain_file(stem.path):
            scratch = Path(name)
            with plainly_named(stem.path, scratch) as path:
                taken = read_sound(path, scratch, stream=stem.stream, job=part)
            empty = np.zeros((0, 2), np.float32)
            # An empty file can't be mapped.
            yield DecodedStem(stem, taken, np.load(scratch / SAMPLES_FILE, mmap_mode="r") if taken.frames else empty)


def write_sum(stems: Sequence[StemFile], folder: Path, *, job: Job) -> None:
    """Write the sum of `stems` to `folder`/samples.npy, and what `decode` writes about a song beside it.

    The title is left out: those of stems name a stem. Raises UnusableSong if a file isn't sound, or the sum is silent,
    too short or too long.
    """
    total = SummedSamples(folder / SAMPLES_FILE)
    takes: list[Taken] = []
    for each in decoded_stems(stems, folder, job=job):
        total.add(each.samples)
        takes.append(each.taken)
    total.finish()
    path = stems[0].path
    lengths = [taken.frames / SAMPLE_RATE for taken in takes]
    differ = StemsDiffer(max(lengths) - min(lengths), tuple(sorted({taken.rate for taken in takes if taken.rate})))
    damage = _all_damage([taken.damage for taken in takes])
    good, swing = max(taken.good for taken in takes), _swing(folder / SAMPLES_FILE) if total.frames else 0.0
    refuse_useless(path.parent, replace(takes[0], good=good, damage=damage, swing=swing, scale=1))
    with explain_file(path):
        artist = next((tags.artist for stem in stems if (tags := find_tags(stem.path)).artist), "")
        cover = next((cover for stem in stems if (cover := find_cover(stem.path)) is not None), None)
    write_decoded(Decoded("", artist, total.frames, damage, differ=differ), folder)
    write_cover(cover, folder)


def _all_damage(damages: Sequence[Damage]) -> Damage:
    """Return the damage of all files together."""
    gaps = sorted((gap for damage in damages for gap in damage.gaps), key=lambda gap: gap.start)
    return Damage(
        tuple(gaps),
        cut_off=any(damage.cut_off for damage in damages),
        missing=max(damage.missing for damage in damages),
        more=any(damage.more for damage in damages),
    )


def _swing(path: Path) -> float:
    """Return half the peak-to-peak amplitude of the samples in `path`."""
    samples: Samples = np.load(path, mmap_mode="r")
    lowest, highest = np.full(2, np.inf), np.full(2, -np.inf)
    for start in range(0, len(samples), _BLOCK):
        piece = samples[start : start + _BLOCK]
        # Channel by channel: along the first axis, NumPy takes 27 times as long.
        for side, channel in enumerate(piece.T):
            lowest[side], highest[side] = min(lowest[side], channel.min()), max(highest[side], channel.max())
        free_pages(samples)
    return float((highest - lowest).max()) / 2
