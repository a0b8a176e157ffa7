"""The `stem` box of Native Instruments' .stem.mp4 files, which names the stems in the streams after the mix."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

_LARGEST: Final = 1 << 20
_MOST_BOXES: Final = 10_000
_MOST_STEMS: Final = 16
_LONGEST_NAME: Final = 100


def named_stems(path: Path) -> tuple[str, ...]:
    """Return the names of the stems in `path`, in the order of its streams; none if it isn't a stem file."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(0)
        if file.read(8)[4:] != b"ftyp":
            return ()
        for moov in _boxes(file, 0, end, b"moov"):
            for udta in _boxes(file, *moov, b"udta"):
                for start, stop in _boxes(file, *udta, b"stem"):
                    file.seek(start)
                    return _names(file.read(min(stop - start, _LARGEST)))
    return ()


def _boxes(file: IO[bytes], start: int, end: int, kind: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the contents of each box of this kind between two places of the file begin and end."""
    for _ in range(_MOST_BOXES):
        file.seek(start)
        head = file.read(16)
        size, begin = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, begin = int.from_bytes(head[8:16], "big"), start + 16
        stop = start + size if size else end
        if len(head) < 8 or stop < begin or stop > end:
            return
        if head[4:8] == kind:
            yield begin, stop
        start = stop


def _names(text: bytes) -> tuple[str, ...]:
    try:
        data: Any = json.loads(text.decode("utf-8", "replace"))
        stems = data["stems"][:_MOST_STEMS]
        return tuple(str(stem.get("name", ""))[:_LONGEST_NAME] for stem in stems)
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return ()
