"""Stems as memory maps, read from disk before they are played.

A page that isn't in memory would make the callback wait for the disk. So another thread reads the same file, which
loads the pages.
"""

from collections.abc import Sequence
from io import FileIO
from itertools import pairwise

import numpy as np

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.plan_slots import Program

AHEAD = SAMPLE_RATE
"""Frames to read ahead: a second."""


class MappedStem:
    """A .npy file of samples. Raises OSError or ValueError if it isn't one."""

    def __init__(self, path: str) -> None:
        mapped = np.load(path, mmap_mode="r")
        if not (
            isinstance(mapped, np.memmap)
            and mapped.dtype == np.float32
            and mapped.ndim == 2
            and mapped.shape[1] == 2
            and mapped.flags.c_contiguous
        ):
            raise ValueError(f"{path} holds no samples")
        self._offset: int = mapped.offset
        self._file = FileIO(path)
        self._buffer = memoryview(bytearray(1 << 18))
        self.samples: Samples = np.asarray(mapped)

    def read(self, start: int, end: int) -> None:
        """Load frames `start` … `end` into memory (the system may drop them again)."""
        start, end = max(start, 0), min(end, len(self.samples))
        left = (end - start) * 8
        if left <= 0:
            return
        self._file.seek(self._offset + start * 8)
        while left > 0 and (got := self._file.readinto(self._buffer[:left])):
            left -= got

    def close(self) -> None:
        """Close the file; the samples stay while anything plays them."""
        self._file.close()


def read_ahead(program: Program, files: Sequence[MappedStem | None], frame: int) -> None:
    """Read what `program` plays in the second from `frame` on, and at the start of its loop."""
    _read(program.plan, files, frame, frame + AHEAD)
    if program.loop is not None and program.looped is not None and program.loop[0] <= frame + AHEAD:
        _read(program.looped, files, program.loop[0], program.loop[0] + AHEAD)


def _read(plan: Plan, files: Sequence[MappedStem | None], start: int, end: int) -> None:
    for first, last in pairwise(plan.lane_runs.tolist()):
        run = first + int(plan.end[first:last].searchsorted(start, "right"))
        while run < last and plan.start[run] < end:
            if (file := files[plan.stem[run]]) is not None:
                first_frame, source = int(plan.start[run]), int(plan.source[run])
                into, out = max(start - first_frame, 0), min(end, int(plan.end[run])) - first_frame
                if plan.step[run] > 0:
                    file.read(source + into, source + out)
                else:
                    file.read(source + 1 - out, source + 1 - into)
            run += 1
