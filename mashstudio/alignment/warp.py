"""A song's stems stretched beat by beat onto the grid, and shifted into key. Runs in a child process."""

import hashlib
import tempfile
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.alignment.plan import fits
from mashstudio.alignment.time_map import TimeMap, time_map
from mashstudio.audio.arrays import SamplesFile, create_samples
from mashstudio.facts.alignment import SongAlignment
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import Samples
from mashstudio.jobs import Job

WARP_VERSION: Final = 3
_FORMANTS_FROM = 3


class Quality(StrEnum):
    """Preview: a phase vocoder, at once. Final: Rubber Band R3."""

    PREVIEW = "preview"
    FINAL = "final"


def untouched(song: SongAlignment, stem: StemName) -> bool:
    """Whether `stem` can be played as it is, its samples unchanged. Drums are never shifted."""
    return fits(song) and (song.pitch == 0 or stem is StemName.DRUMS)


def warp_parameters(song: SongAlignment, wanted: Collection[StemName], quality: Quality) -> dict[str, Any]:
    """What a warp's result depends on besides the stems, as JSON: what it is cached under."""
    times = hashlib.sha256(song.beats.tobytes() + song.beat_frame.astype("<i8").tobytes()).hexdigest()
    stems = [stem.value for stem in StemName if stem in wanted]
    return {"version": WARP_VERSION, "times": times, "shift": song.pitch, "quality": quality.value, "stems": stems}


def warp(
    stems: Mapping[StemName, Path],
    song: SongAlignment,
    wanted: Collection[StemName],
    quality: Quality,
    folder: Path,
    *,
    job: Job,
) -> None:
    """Writes the `wanted` stems (.npy in, .npy out: float32 (frames, 2)) into `folder`, beat k at `beat_frame[k]`.

    In preview quality all stems turn by the phases of the mix, the sum of `stems`. In final quality they go through
    the engine together, so that they stay in phase with each other: all of them unshifted (for the drums, which are
    never shifted, and for the rest when the key stays), and those that are shifted once more; vocals shifted by 3
    semitones or more go alone, with their formants kept. Raises ToolMissing when final quality is asked for without
    the rubberband program.
    """
    sources: dict[StemName, Samples] = {stem: np.load(stems[stem], mmap_mode="r") for stem in StemName if stem in stems}
    times = time_map(song, len(next(iter(sources.values()))))
    kept = [stem for stem in StemName if stem in wanted]
    files = create_samples([folder / f"{stem}.npy" for stem in kept], int(times[1][-1]))
    outputs = dict(zip(kept, files, strict=True))
    run = _final if quality is Quality.FINAL else _preview
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        # Whatever the engines put into temporary files goes when `folder` goes, even when this process is killed.
        tempfile.tempdir = scratch
        run(sources, outputs, times, song.pitch, job=job)
        tempfile.tempdir = None


_Sounds = Mapping[StemName, Samples]
_Files = Mapping[StemName, SamplesFile]


def _preview(sources: _Sounds, outputs: _Files, times: TimeMap, shift: float, *, job: Job) -> None:
    from mashstudio.alignment import vocoder

    shifts = {stem: 0.0 if stem is StemName.DRUMS else shift for stem in outputs}
    done = 0
    for own in sorted(set(shifts.values())):
        group = [stem for stem in outputs if shifts[stem] == own]
        part = job.part(done / len(outputs), (done + len(group)) / len(outputs))
        inputs, wanted = [sources[stem] for stem in group], [outputs[stem] for stem in group]
        vocoder.stretch(list(sources.values()), inputs, wanted, times, own, job=part)
        done += len(group)


def _final(sources: _Sounds, outputs: _Files, times: TimeMap, shift: float, *, job: Job) -> None:
    from mashstudio.alignment import rubberband

    passes = _passes(list(outputs), shift)
    for index, (engaged, kept, own, formants) in enumerate(passes):
        part = job.part(index / len(passes), (index + 1) / len(passes))
        inputs, wanted = (
            [sources[stem] for stem in engaged],
            [outputs[stem] if stem in kept else None for stem in engaged],
        )
        rubberband.stretch(inputs, wanted, times, own, formants=formants, job=part)


_Pass = tuple[Sequence[StemName], Sequence[StemName], float, bool]


def _passes(stems: list[StemName], shift: float) -> list[_Pass]:
    """Runs of the engine: the stems that go in, those of them whose result is kept, the shift, formants kept or not."""
    if shift == 0:
        return [(stems, stems, 0, False)]
    passes: list[_Pass] = []
    if StemName.DRUMS in stems:
        # With the same company as when nothing is shifted: so a change of key alone leaves the drums bit-identical.
        passes.append((stems, [StemName.DRUMS], 0, False))
    shifted = [stem for stem in stems if stem is not StemName.DRUMS]
    if abs(shift) >= _FORMANTS_FROM and StemName.VOCALS in shifted:
        passes.append(([StemName.VOCALS], [StemName.VOCALS], shift, True))
        shifted.remove(StemName.VOCALS)
    if shifted:
        passes.append((shifted, shifted, shift, False))
    return passes
