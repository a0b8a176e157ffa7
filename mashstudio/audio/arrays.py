"""Arrays on disk (.npy), written as files, never through memory maps.

On a full disk, writing to a file raises an error, but writing through a map kills the process (SIGBUS).
"""

import errno
import os
import sys
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.disks import require_room
from mashstudio.core.files import free_pages, written
from mashstudio.core.units import Samples

_BLOCK: Final = 1 << 18


def save_array(path: Path, array: NDArray[np.generic]) -> None:
    """Write `array` to `path` like np.save, which hides the cause when the disk is full."""
    # The header describes the order in memory, so make it C.
    array = np.ascontiguousarray(array)
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        file.write(array.data)


class SamplesFile:
    """A .npy file of samples, float32 (frames, 2): silent at first, filled by `file[start:stop] = sound`.

    reserved: allocate its disk space at once (on Linux, if the file system can).
    Raises OSError if the disk refuses.
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


class SummedSamples:
    """A .npy file of samples, float32 (frames, 2), to which sounds are added block by block; the longest sets its end.

    Raises OSError if the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self._path, self.frames = path, 0
        with path.open("wb") as file:
            self._write_header(file)
            self._start = file.tell()

    def add(self, sound: Samples, gain: float = 1.0) -> None:
        """Add `sound`, memory-mapped or not, from the first frame on."""
        with written(self._path), self._path.open("r+b") as file:
            for start in range(0, len(sound), _BLOCK):
                piece = np.float32(gain) * sound[start : start + _BLOCK]
                file.seek(self._start + 8 * start)
                before = np.frombuffer(file.read(piece.nbytes), np.float32).reshape(-1, 2)
                piece[: len(before)] += before
                file.seek(self._start + 8 * start)
                file.write(np.ascontiguousarray(piece, np.float32).data)
                free_pages(sound)
        self.frames = max(self.frames, len(sound))

    def finish(self, frames: int | None = None) -> None:
        """Make the file valid. frames: its length, by cutting or silence; None: that of the longest sound."""
        self.frames = self.frames if frames is None else frames
        with written(self._path), self._path.open("r+b") as file:
            self._write_header(file)
            file.truncate(self._start + 8 * self.frames)

    def _write_header(self, file: IO[bytes]) -> None:
        """Write the header; it is equally long for any number of frames."""
        header = {"descr": "<f4", "fortran_order": False, "shape": (self.frames, 2)}
        np.lib.format.write_array_header_1_0(file, header)


def create_samples(paths: list[Path], frames: int) -> list[SamplesFile]:
    """Create files of `frames` each. Raises NoRoom before writing anything if they don't all fit on the disk."""
    if paths:
        require_room(paths[0].parent, 8 * frames * len(paths))
    return [SamplesFile(path, frames) for path in paths]


def _reserve(file: int, size: int) -> None:
    if sys.platform != "linux":
        return
    try:
        os.posix_fallocate(file, 0, size)
    except OSError as error:
        # Not every file system can allocate; writing will fail there if the disk is full.
        if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
            raise
