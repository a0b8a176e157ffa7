"""Make librosa safe to use in several processes at once.

numba keeps librosa's compiled functions on disk. Functions compiled by two processes don't fit together, and when both
fill one cache at once, whoever loads from it crashes, from then on (numba 0.68). So no two processes share one.
"""

import importlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any

from mashstudio.core.cache import default_cache_folder
from mashstudio.core.locks import try_lock


def import_librosa() -> Any:
    """Return the module librosa. Call this in place of every import of it."""
    _take_cache()
    return importlib.import_module("librosa")


@cache
def _take_cache() -> int:
    """Have numba use the first cache that no living process uses; return the open file whose lock keeps it so."""
    spec = importlib.util.find_spec("librosa")
    assert spec is not None
    assert spec.origin is not None
    try:
        return _first_free(Path(spec.origin).parent / "__pycache__")
    except OSError:
        # No permission: only trying tells, as on Windows and in sandboxes `os.access` allows what then is refused.
        return _first_free(default_cache_folder())


def _first_free(parent: Path) -> int:
    """Take the first free cache in `parent` (see `_take_cache`). Raises OSError if nothing can be written there."""
    number = 0
    while (lock := _taken(parent / f"numba-{number}")) is None:
        number += 1
    os.environ["NUMBA_CACHE_DIR"] = str(parent / f"numba-{number}")
    return lock


def _taken(folder: Path) -> int | None:
    """Return the open file whose lock keeps others from `folder`; None: another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    if try_lock(lock) is not False:
        return lock
    os.close(lock)
    return None
