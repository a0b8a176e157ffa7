"""Where a file ends by its own lengths: by its head, its chunks or its segment."""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MP4_BOXES: Final = {b"ftyp", b"moov", b"mdat", b"wide"}
"""What an MP4 file can begin with, after the box's length."""

_BOXES: Final = MP4_BOXES | {b"free", b"skip", b"uuid", b"moof", b"mfra", b"sidx", b"styp", b"meta", b"udta", b"pdin"}
_CAF_CHUNKS: Final = {b"desc", b"data", b"pakt", b"kuki", b"chan", b"free", b"info", b"mark", b"regn", b"ovvw", b"peak",
                      b"uuid", b"strg", b"umid", b"midi", b"inst", b"edct"}  # fmt: skip
# How the names of W64's chunks end, which are GUIDs.
_W64_GUIDS: Final = {b"\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a", b"\xa5\xd6\x28\xdb\x04\xc1\x00\x00"}

Look = Callable[[int, int], bytes]
"""Gives the bytes of a file from a place on, so many or up to its end."""

_EBML: Final = b"\x1aE\xdf\xa3"
_ASF: Final = b"0&\xb2u\x8ef\xcf\x11"
_ASF_PROPERTIES: Final = b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65"
_LARGEST_ASF_HEAD: Final = 1 << 16
_SEGMENT: Final = b"\x18\x53\x80\x67"
_HEAD: Final = 40
_CHUNK: Final = 24
# No song has so many bytes; who writes so many doesn't know how many there will be.
_UNKNOWN: Final = 1 << 40


@dataclass(frozen=True)
class End:
    """Where a file's last chunk begins and ends by its own length; `end` may lie beyond the file."""

    last: int
    end: int


def missing_share(path: Path) -> float:
    """How much is missing of the last chunk of a file, as a share of what is there.

    0 for a whole file, and for WAV, AIFF and whatever doesn't say how long it is.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)

        def look(place: int, length: int) -> bytes:
            file.seek(place)
            return file.read(length)

        found = None if look(0, 4) in {b"RIFF", b"FORM"} else find_end(look, 0, size)
    if found is None or not size < found.end < _UNKNOWN:
        return 0.0
    return (found.end - size) / max(size - found.last, 1)


def find_end(look: Look, start: int, size: int) -> End | None:
    """The end of the file that begins at the byte `start`; None when nothing there says how long it is.

    size: where what `look` gives ends.
    """
    head = look(start, _HEAD)
    length = _told(head)
    # Who writes to a pipe doesn't know the length: it is 0, or beyond any file.
    if 0 < length <= size - start:
        return End(start, start + length)
    if head[:4] in {b"RIFF", b"FORM"}:
        return None
    if head[:4] == b".snd":
        first = int.from_bytes(head[4:8], "big")
        return End(start + first, start + length if length else size)
    if head[:8] == _ASF:
        return _after_asf(look, start)
    return _after_segment(look, start, size) if head[:4] == _EBML else _after_chunks(look, start, size, head)


def _told(head: bytes) -> int:
    """How long a WAV, AIFF, AU or W64 file is by its head; 0 when it doesn't say."""
    match head[:4]:
        case b"RIFF" | b"FORM":
            length = int.from_bytes(head[4:8], "little" if head[:4] == b"RIFF" else "big")
            return 8 + length if length else 0
        case b".snd":
            first, length = int.from_bytes(head[4:8], "big"), int.from_bytes(head[8:12], "big")
            return first + length if length not in {0, 0xFFFFFFFF} else 0
        case b"riff":
            return int.from_bytes(head[16:24], "little")
    return 0


def _after_asf(look: Look, start: int) -> End | None:
    """The end of a Windows Media file, whose properties say how long it is."""
    place = (head := look(start, _LARGEST_ASF_HEAD)).find(_ASF_PROPERTIES)
    length = int.from_bytes(head[place + 40 : place + 48], "little")
    return End(start + place, start + length) if place >= 0 and length > place + 48 else None


def _after_segment(look: Look, start: int, size: int) -> End | None:
    """The end of a Matroska file: its header, and one segment whose length may not be known."""
    place = begun = start
    for mark in (_EBML, _SEGMENT):
        head = look(place, 12)
        width = 9 - head[4].bit_length() if len(head) == 12 and head[:4] == mark else 9
        length = int.from_bytes(head[4 : 4 + width], "big") & (1 << 7 * width) - 1
        if width > 8:
            return None
        begun, place = place, (place + 4 + width + length if length != (1 << 7 * width) - 1 else size)
    return End(begun, place)


def _after_chunks(look: Look, start: int, size: int, head: bytes) -> End | None:
    """The end of an MP4, CAF or W64 file: of its last chunk."""
    kind = b"ftyp" if head[4:8] in MP4_BOXES else head[:4]
    if kind not in {b"caff", b"riff", b"ftyp"}:
        return None
    place = start + {b"caff": 8, b"riff": _HEAD}.get(kind, 0)
    found = End(place, place)
    while place + 8 <= size:
        data = look(place, _CHUNK)
        begun, length = _chunk(kind, data)
        # What is no chunk, such as a tag at the end, says nothing of the file's length; of a second MP4 file the boxes
        # follow as if they were the first one's.
        if not _is_chunk(kind, data) or (place > start and data[4:8] == b"ftyp"):
            break
        if kind == b"ftyp" and length == 0:
            return End(place + begun, size)
        if length < begun:
            break
        found = End(place + begun, place + length)
        place = found.end
    return found


def _is_chunk(kind: bytes, data: bytes) -> bool:
    """Return True if a chunk, or a box, of this kind of file can begin so."""
    if kind == b"caff":
        return data[:4] in _CAF_CHUNKS
    return data[8:16] in _W64_GUIDS if kind == b"riff" else data[4:8] in _BOXES


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
