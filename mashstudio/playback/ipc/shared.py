"""Memory that the studio and its player share, and that nobody has to clear away.

It has no name that could outlive them: on Linux and Mac both hold an open file that no folder lists, on Windows a
section that goes with its last handle. So nothing is left behind however either of them ends.
"""

import mmap
import os
import secrets
import sys
import tempfile


class SharedMemory:
    """Zeroed memory of `size` bytes; what isn't touched takes no room. `buffer` is all of it."""

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
        """What a child needs to `attach`; it has to inherit `inherited`, too."""
        return f"{self._tag or self._fd}:{self._size}"

    @property
    def inherited(self) -> tuple[int, ...]:
        """The file descriptors that a child must be started with."""
        return () if self._fd is None else (self._fd,)

    def close(self) -> None:
        """Lets go of the file; the memory itself stays while anything looks at it."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def attach(handle: str) -> memoryview:
    """In the child: the memory that the parent made."""
    name, _, size = handle.partition(":")
    if sys.platform == "win32":
        return memoryview(mmap.mmap(-1, int(size), tagname=name))
    shared = mmap.mmap(int(name), int(size))
    os.close(int(name))
    return memoryview(shared)


def _unlisted_file() -> int:
    if sys.platform == "linux":
        # In memory: pages of a file on disk can stall whoever writes to them while they are written back.
        return os.memfd_create("mashstudio", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
