"""Arrays on disk (.npy), written as files and never through memory maps.

A disk that is full refuses what is written to a file, but ends a process that writes through a map (SIGBUS).
"""

import errno
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.disks import require_room
from mashstudio.core.units import Samples


def save_array(path: Path, array: NDArray[np.generic]) -> None:
    """Write `array` to `path`, as np.save does; but a disk that is full is told as such."""
    # The header tells the order of what is written, which may be another than the array's own.
    array = np.ascontiguousarray(array)
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        file.write(array.data)


class SamplesFile:
    """A .npy file of samples, float32 (frames, 2): silent at first, filled in pieces by `file[start:stop] = sound`.

    reserved: its place on the disk is taken at once (on Linux, where the disk can).
    Raises OSError when the disk refuses.
    """

    def __init__(self, path: Path, frames: int, *, reserved: bool = True) -> None:
        self._path, self._frames = path, frames
        with path.open("wb") as file:
            header = {"descr": "<f4", "fortran_order": False, "shape": (frames, 2)}
            np.lib.format.write_array_header_1_0(file, header)
            self._start = file.tell()
            file.truncate(self._start + 8 * frames)
            if reserved:
                _reserve(file.fileno(), self._start + 8 * frames)

    def __len__(self) -> int:
        return self._frames

    def __setitem__(self, where: slice, sound: Samples) -> None:
        start, stop, _ = where.indices(self._frames)
        if sound.shape != (max(stop - start, 0), 2):
            raise ValueError(f"{sound.shape} doesn't fit into frames {start} to {stop}")
        with self._path.open("r+b") as file:
            file.seek(self._start + 8 * start)
            file.write(np.ascontiguousarray(sound, np.float32).data)


def create_samples(paths: list[Path], frames: int) -> list[SamplesFile]:
    """Files of `frames` each; raises NoRoom before anything is written when they don't all fit on the disk."""
    if paths:
        require_room(paths[0].parent, 8 * frames * len(paths))
    return [SamplesFile(path, frames) for path in paths]


def _reserve(file: int, size: int) -> None:
    if sys.platform != "linux":
        return
    try:
        os.posix_fallocate(file, 0, size)
    except OSError as error:
        # Not every file system can; what is written there is refused in its turn.
        if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
            raise
