"""Confining this process and its children to a few folders: the kernel denies writing elsewhere (Landlock)."""

import ctypes
import os
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_READING = 0b1101
"""Executing and reading files and folders, which stay allowed."""

_NO_NEW_PRIVILEGES = 38


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def can_confine() -> bool:
    """Return True if the system supports it (Linux 6.2 and later)."""
    return os.name == "posix" and os.uname().sysname == "Linux" and _libc().syscall(_CREATE, None, 0, 1) >= 3


def confine(*folders: Path) -> None:
    """Allow writing, creating and removing only in `folders`, irrevocably. Raises OSError."""
    libc = _libc()
    handled = ctypes.c_uint64(0b111_1111_1111_1111 & ~_READING)
    rules = libc.syscall(_CREATE, ctypes.byref(handled), ctypes.sizeof(handled), 0)
    _check(rules)
    for folder in folders:
        at = os.open(folder, os.O_PATH | os.O_DIRECTORY)
        _check(libc.syscall(_ADD, rules, 1, ctypes.byref(_Rule(handled.value, at)), 0))
        os.close(at)
    _check(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _check(libc.syscall(_RESTRICT, rules, 0))
    os.close(rules)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock")
