"""Stretch a song's stems beat by beat onto the grid, and shift them into key. Runs in a child process."""

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.alignment.plan import fits
from mashstudio.alignment.time_map import TimeMap, time_map
from mashstudio.audio.arrays import SamplesFile, create_samples
from mashstudio.core.errors import ToolMissing
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples, Semitones
from mashstudio.model.alignment import Engine, SongAlignment
from mashstudio.model.stems import Part, StemName, in_order, stem_of

WARP_VERSION: Final = 8
_FORMANTS_FROM: Semitones = 2


def untouched(song: SongAlignment, part: Part) -> bool:
    """Return True if `part` can be played unchanged. Drums are never shifted."""
    return fits(song) and (song.pitch == 0 or _is_drums(part))


def check_engine(engine: Engine) -> None:
    """Raise ToolMissing if `engine` needs a program that isn't installed."""
    if engine is Engine.RUBBER_BAND and shutil.which("rubberband") is None:
        raise ToolMissing(
            Message(
                "The rubberband program isn't installed. Install it (Debian, Ubuntu: sudo apt-get install "
                "rubberband-cli; Mac: brew install rubberband), then try again."
            )
        )


def keeps_formants(song: SongAlignment, part: Part) -> bool:
    """Return True if `part` should keep its formants and is shifted far enough to sound like someone else."""
    return part in song.formants and not _is_drums(part) and abs(song.pitch) >= _FORMANTS_FROM


def _is_drums(part: Part) -> bool:
    return stem_of(part) is StemName.DRUMS


def warp_parameters(song: SongAlignment, wanted: Collection[Part]) -> dict[str, Any]:
    """Return everything besides the stems that determines a warp's result, as JSON: the cache parameters."""
    times = hashlib.sha256(song.beats.tobytes() + song.beat_frame.astype("<i8").tobytes()).hexdigest()
    parts = in_order(wanted)
    stems = [str(part) for part in parts]
    formants = [str(part) for part in parts if keeps_formants(song, part)]
    engine = {"version": WARP_VERSION, "engine": song.engine.value}
    parameters = {**engine, "times": times, "shift": song.pitch, "stems": stems, "formants": formants}
    kept = [str(part) for part in parts if stem_of(part) in song.timing.kept]
    return parameters | ({"kept": kept, "bars": song.downbeats.tolist(), "bar": song.beats_per_bar} if kept else {})


def warp(
    stems: Mapping[Part, Path],
    song: SongAlignment,
    wanted: Collection[Part],
    folder: Path,
    *,
    job: Job,
) -> None:
    """Write the `wanted` stems (.npy in, .npy out: float32 (frames, 2)) into `folder`, beat k at `beat_frame[k]`.

    Our engine rotates all stems by the phases of the mix, the sum of `stems`. Rubber Band processes stems together, so
    that they stay in phase: all of them unshifted (for the drums, which are never shifted, and for the rest if the key
    stays), and the shifted ones once more; stems that keep their formants are processed alone. Stems that keep their
    timing are stretched bar by bar, apart from the others: then the stems no longer add up to the warped mix. Raises
    ToolMissing if the song uses Rubber Band and its program isn't installed.
    """
    check_engine(song.engine)
    sources: dict[Part, Samples] = {part: np.load(stems[part], mmap_mode="r") for part in in_order(stems)}
    frames = len(next(iter(sources.values())))
    stems_out = in_order(wanted)
    files = create_samples([folder / f"{stem}.npy" for stem in stems_out], int(time_map(song, frames)[1][-1]))
    outputs = dict(zip(stems_out, files, strict=True))
    by_bar = {stem: outputs[stem] for stem in stems_out if stem_of(stem) in song.timing.kept}
    by_beat = {stem: outputs[stem] for stem in stems_out if stem not in by_bar}
    run = _rubber_band if song.engine is Engine.RUBBER_BAND else _own
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        # The engines' temporary files are removed with `folder`, even if this process is killed.
        tempfile.tempdir = scratch
        share = len(by_beat) / len(outputs) if outputs else 1.0
        if by_beat:
            run(sources, by_beat, time_map(song, frames), song, job=job.part(0, share))
        if by_bar:
            run(sources, by_bar, time_map(song, frames, by_bar=True), song, job=job.part(share, 1))
        tempfile.tempdir = None


_Sounds = Mapping[Part, Samples]
_Files = Mapping[Part, SamplesFile]


def _own(sources: _Sounds, outputs: _Files, times: TimeMap, song: SongAlignment, *, job: Job) -> None:
    from mashstudio.alignment import vocoder

    sounds = [
        vocoder.ToStretch(sources[stem], output, 0.0 if _is_drums(stem) else song.pitch, keeps_formants(song, stem))
        for stem, output in outputs.items()
    ]
    vocoder.stretch(list(sources.values()), sounds, times, job=job)


def _rubber_band(sources: _Sounds, outputs: _Files, times: TimeMap, song: SongAlignment, *, job: Job) -> None:
    from mashstudio.alignment import rubberband

    passes = _passes(list(outputs), song)
    for index, (engaged, kept, own, formants) in enumerate(passes):
        part = job.part(index / len(passes), (index + 1) / len(passes))
        inputs, wanted = (
            [sources[stem] for stem in engaged],
            [outputs[stem] if stem in kept else None for stem in engaged],
        )
        rubberband.stretch(inputs, wanted, times, own, formants=formants, job=part)


_Pass = tuple[Sequence[Part], Sequence[Part], float, bool]


def _passes(stems: list[Part], song: SongAlignment) -> list[_Pass]:
    """Return the passes of Rubber Band: the stems that go in, those that are kept, the shift, formants kept or not."""
    if song.pitch == 0:
        return [(stems, stems, 0, False)]
    passes: list[_Pass] = []
    if drums := [stem for stem in stems if _is_drums(stem)]:
        # With the same stems as without a shift, so that a change of key alone leaves the drums bit-identical.
        passes.append((stems, drums, 0, False))
    shifted = [stem for stem in stems if stem not in drums]
    alone = [stem for stem in shifted if keeps_formants(song, stem)]
    passes += [([stem], [stem], song.pitch, True) for stem in alone]
    together = [stem for stem in shifted if stem not in alone]
    return [*passes, (together, together, song.pitch, False)] if together else passes
