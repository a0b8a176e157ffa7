"""Where a file should end: its last chunk may say that it goes on, or another sound file may follow it."""

import os
import struct
from pathlib import Path
from typing import IO, Final

MP4_BOXES: Final = {b"ftyp", b"moov", b"mdat", b"wide"}
"""What an MP4 file can begin with, after the box's length."""

_BOXES: Final = MP4_BOXES | {b"free", b"skip", b"uuid", b"moof", b"mfra", b"sidx", b"styp", b"meta", b"udta", b"pdin"}
_BEGINNINGS: Final = {b"RIFF", b"RF64", b"FORM", b"fLaC", b"OggS"}
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
            data = file.read(_W64_CHUNK)
            start, length = _chunk(head[:4], data)
            # What is no box, such as a tag at the end, says nothing of the file's length.
            if length < start or (head[4:8] in MP4_BOXES and data[4:8] not in _BOXES):
                break
            last, end = place + start, place + length
            place = end
    return (end - size) / max(size - last, 1) if end > size else 0.0


def sound_follows(path: Path) -> bool:
    """Return True if behind the end of a WAV, AIFF or MP4 file another sound file begins, as when they were joined."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(12)
        if head[:4] in {b"RIFF", b"FORM"}:
            end = 8 + struct.unpack("<I" if head[:4] == b"RIFF" else ">I", head[4:8])[0]
            ends = [end, end + 1]
        elif head[4:8] in MP4_BOXES:
            # Of another MP4 file all boxes follow as if they were the first one's.
            return _boxes(file, size).count(b"ftyp") > 1
        else:
            return False
        for end in ends:
            file.seek(end)
            after = file.read(12)
            if after[:4] in _BEGINNINGS or after[:3] == b"ID3" or after[4:8] == b"ftyp":
                return True
    return False


def _boxes(file: IO[bytes], size: int) -> list[bytes]:
    """The names of an MP4 file's boxes."""
    names, place = [], 0
    while place + 8 <= size:
        file.seek(place)
        data = file.read(_W64_CHUNK)
        start, length = _chunk(b"", data)
        if length < start or data[4:8] not in _BOXES:
            break
        names.append(data[4:8])
        place += length
    return names


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
