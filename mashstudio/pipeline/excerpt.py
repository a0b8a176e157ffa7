"""Separate and fit a few bars of a song ahead of the rest, so that the bars on screen can be heard first."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import psutil

from mashstudio.alignment.warp import untouched, warp
from mashstudio.audio.arrays import SamplesFile, save_array
from mashstudio.core.disks import disk_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.alignment import SongAlignment
from mashstudio.model.stems import Part
from mashstudio.separation.separator import Separator

_AROUND: Final = SAMPLE_RATE
"""Frames of context for the separator and the engine, before and after the beats that are kept."""

_MEMORY: Final = frozenset({"tmpfs", "ramfs", "devtmpfs"})
_FADE: Final = SAMPLE_RATE // 100


@dataclass(frozen=True, eq=False)
class Excerpt:
    """What to fit: beats of a song (samples_path: .npy). source: the files of its `parts`, or the separator."""

    samples_path: Path
    song: SongAlignment
    beats: range
    parts: Sequence[Part]
    source: Separator | Mapping[Part, Path]


def write_excerpt(excerpt: Excerpt, folder: Path, *, job: Job) -> None:
    """Write the parts on the grid (.npy) in `excerpt.beats`, with silence before them.

    On file systems with sparse files, the silence takes no space.
    """
    samples_path, song, source, parts = excerpt.samples_path, excerpt.song, excerpt.source, excerpt.parts
    first, last = excerpt.beats.start, excerpt.beats.stop
    mix: Samples = np.load(samples_path, mmap_mode="r")
    beats = np.rint(song.beats[first : last + 1] * SAMPLE_RATE).astype(np.int64)
    landing = song.beat_frame[first : last + 1]
    begin, end = max(int(beats[0]) - _AROUND, 0), min(int(beats[-1]) + _AROUND, len(mix))
    lead = int(beats[0]) - begin
    moved = [part for part in parts if not untouched(song, part)]
    in_memory = _is_memory(folder)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        stems, fitted = Path(scratch, "apart"), Path(scratch, "fitted")
        stems.mkdir()
        fitted.mkdir()
        if isinstance(source, Mapping):
            for part in parts:
                save_array(stems / f"{part}.npy", np.load(source[part], mmap_mode="r")[begin:end])
        else:
            save_array(cut := Path(scratch, "cut.npy"), mix[begin:end])
            source.separate(cut, stems, job=job.part(0, 0.8))
        if moved:
            piece = replace(
                song,
                beats=(beats - begin) / SAMPLE_RATE,
                beat_frame=landing - landing[0] + lead,
                downbeats=song.downbeats[(song.downbeats >= first) & (song.downbeats <= last)] - first,
            )
            sources = {part: stems / f"{part}.npy" for part in parts}
            warp(
                sources, piece, moved, fitted, job=_named(job.part(0.8, 1), Message("Aligning these bars to the grid"))
            )
        for part in parts:
            from_folder, at = (fitted, landing) if part in moved else (stems, beats)
            sound: Samples = np.load(from_folder / f"{part}.npy", mmap_mode="r")
            kept = np.array(sound[lead : lead + int(at[-1] - at[0])])
            _fade_ends(kept)
            start = int(at[0])
            # A sparse gap takes no disk space even when read; in memory, reading it allocates, so reserve it first.
            file = SamplesFile(folder / f"{part}.npy", start + len(kept), reserved=in_memory)
            file[start:] = kept


def _named(job: Job, doing: Message) -> Job:
    """Return a job that always reports `doing`, whatever status it is given."""
    return Job(lambda fraction, _other: job.report(fraction, doing), parent=job)


def _is_memory(folder: Path) -> bool:
    """Return True if `folder` is on a file system in memory."""
    mount = os.fspath(disk_of(folder))
    return any(part.mountpoint == mount and part.fstype in _MEMORY for part in psutil.disk_partitions(all=True))


def _fade_ends(sound: Samples) -> None:
    rise = np.linspace(0, 1, min(_FADE, len(sound)), dtype=np.float32)[:, None]
    sound[: len(rise)] *= rise
    sound[len(sound) - len(rise) :] *= rise[::-1]
