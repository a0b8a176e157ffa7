"""Memory shared by the studio and its player that needs no cleaning up.

It has no name that could outlive them: on Linux and macOS both hold an open, unlinked file, on Windows a section
that is freed with its last handle. So nothing is left behind, however either process ends.
"""

import mmap
import os
import secrets
import sys
import tempfile


class SharedMemory:
    """Zeroed memory of `size` bytes; untouched pages take no memory. `buffer` is all of it."""

    def __init__(self, size: int) -> None:
        self._fd: int | None = None
        self._tag = ""
        if sys.platform == "win32":
            self._tag = f"mashstudio-{secrets.token_hex(16)}"
            self._map = mmap.mmap(-1, size, tagname=self._tag)
        else:
            self._fd = _unlisted_file()
            os.ftruncate(self._fd, size)
            self._map = mmap.mmap(self._fd, size)
        self._size = size
        self.buffer = memoryview(self._map)

    @property
    def handle(self) -> str:
        """The argument that a child needs to `attach`; it must also inherit `inherited`."""
        return f"{self._tag or self._fd}:{self._size}"

    @property
    def inherited(self) -> tuple[int, ...]:
        """The file descriptors that the child must inherit."""
        return () if self._fd is None else (self._fd,)

    def close(self) -> None:
        """Close the file; the memory stays while anything refers to it."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def attach(handle: str) -> memoryview:
    """Return, in the child, the memory that the parent made."""
    name, _, size = handle.partition(":")
    if sys.platform == "win32":
        return memoryview(mmap.mmap(-1, int(size), tagname=name))
    shared = mmap.mmap(int(name), int(size))
    os.close(int(name))
    return memoryview(shared)


def _unlisted_file() -> int:
    if sys.platform == "linux":
        # In memory: writing to pages of a file on disk can stall while they are written back.
        return os.memfd_create("mashstudio", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
