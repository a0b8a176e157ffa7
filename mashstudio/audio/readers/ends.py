"""Whether a file ends too early: its last chunk says that it is longer than what there is of it."""

import os
import struct
from pathlib import Path
from typing import Final

MP4_BOXES: Final = {b"ftyp", b"moov", b"mdat", b"wide"}
"""What an MP4 file can begin with, after the box's length."""

_W64_CHUNK = 24


def missing_share(path: Path) -> float:
    """How much is missing of the last chunk of an MP4, CAF, W64 or AU file, as a share of what is there of it.

    0 for a whole file, and for any other kind.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(40)
        if head[:4] not in {b"caff", b"riff", b".snd"} and head[4:8] not in MP4_BOXES:
            return 0.0
        place, last, end = {b"caff": 8, b"riff": 40}.get(head[:4], 0), 0, 0
        if head[:4] == b".snd":
            start, length = struct.unpack(">II", head[4:12])
            last, end = start, start + length if length != 0xFFFFFFFF else size
            place = size
        while place + 8 <= size:
            file.seek(place)
            start, length = _chunk(head[:4], file.read(_W64_CHUNK))
            if length < start:
                break
            last, end = place + start, place + length
            place = end
    return (end - size) / max(size - last, 1) if end > size else 0.0


def _chunk(kind: bytes, data: bytes) -> tuple[int, int]:
    """How long a chunk's head is, and the whole of it; (1, 0) for what is no chunk with a length."""
    try:
        if kind == b"caff":
            length = struct.unpack(">q", data[4:12])[0]
            return 12, 12 + length if length >= 0 else 0
        if kind == b"riff":
            return 24, (struct.unpack("<Q", data[16:24])[0] + 7) // 8 * 8
        length = struct.unpack(">I", data[:4])[0]
        return (16, struct.unpack(">Q", data[8:16])[0]) if length == 1 else (8, length)
    except struct.error:
        return 1, 0
