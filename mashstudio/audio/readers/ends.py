"""The end of a file by its own lengths: those of its head, its chunks or its segment."""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from mashstudio.audio.readers.pieces import CutOff, Pieces, SoundPiece

MP4_BOXES: Final = {b"ftyp", b"moov", b"mdat", b"wide"}
"""The first box of an MP4 file, which follows the box's length."""

_BOXES: Final = MP4_BOXES | {b"free", b"skip", b"uuid", b"moof", b"mfra", b"sidx", b"styp", b"meta", b"udta", b"pdin"}
_CAF_CHUNKS: Final = {b"desc", b"data", b"pakt", b"kuki", b"chan", b"free", b"info", b"mark", b"regn", b"ovvw", b"peak",
                      b"uuid", b"strg", b"umid", b"midi", b"inst", b"edct"}  # fmt: skip
# The last halves of W64's chunk names, which are GUIDs.
_W64_GUIDS: Final = {b"\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a", b"\xa5\xd6\x28\xdb\x04\xc1\x00\x00"}

Look = Callable[[int, int], bytes]
"""look(place, length): the bytes of a file from `place` on, fewer at its end."""

_EBML: Final = b"\x1aE\xdf\xa3"
_ASF: Final = b"0&\xb2u\x8ef\xcf\x11"
_ASF_PROPERTIES: Final = b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65"
LARGEST_ASF_HEAD: Final = 1 << 16
_LIVE: Final = 1
_SEGMENT: Final = b"\x18\x53\x80\x67"
_HEAD: Final = 40
_CHUNK: Final = 24
PLACEHOLDER: Final = 0x7FFF0000
"""Lengths of chunks from here on may stand for unknown ones: 2 or 4 GB, less a header."""

# Lengths from here on are placeholders: no song is so large.
_UNKNOWN: Final = 1 << 40


@dataclass(frozen=True)
class End:
    """Where a file's last chunk begins and ends by its own length; `end` may be beyond the file."""

    last: int
    end: int


def missing_share(path: Path) -> float:
    """Return how much of a file's last chunk is missing, relative to the part that exists.

    0 for a whole file, and for formats that don't contain their length.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)

        def look(place: int, length: int) -> bytes:
            file.seek(place)
            return file.read(length)

        found = _after_riff(look, size) if look(0, 4) in {b"RIFF", b"FORM"} else find_end(look, 0, size)
    if found is None or not size < found.end < _UNKNOWN:
        return 0.0
    return (found.end - size) / max(size - found.last, 1)


def to_its_end(path: Path, pieces: Pieces) -> Pieces:
    """Yield the pieces, then CutOff if the file should be longer by its own lengths."""
    heard = 0.0
    for piece in pieces:
        if isinstance(piece, SoundPiece):
            heard += len(piece.samples) / piece.rate
        yield piece
    if share := missing_share(path):
        yield CutOff(heard * share)


def find_end(look: Look, start: int, size: int) -> End | None:
    """Return the end of the file that begins at the byte `start`; None if it doesn't contain its length.

    size: where the data that `look` returns ends.
    """
    head = look(start, _HEAD)
    length = _told(head)
    # Programs that write to a pipe don't know the length: it is 0, or beyond any file.
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


def _after_riff(look: Look, size: int) -> End | None:
    """Return the end of the chunk with which a WAV, AIFF or AVI file breaks off; None if it is whole."""
    order: Literal["little", "big"] = "little" if look(0, 4) == b"RIFF" else "big"
    whole, place = 8 + int.from_bytes(look(4, 4), order), 12
    # Programs that don't know a length write 0 or a placeholder.
    while place + 8 <= size < whole < PLACEHOLDER:
        length = int.from_bytes(look(place + 4, 4), order)
        if place + 8 + length > size:
            return End(place + 8, place + 8 + length) if length < PLACEHOLDER else None
        place += 8 + length + length % 2
    return None


def _told(head: bytes) -> int:
    """Return the length of a WAV, AIFF, AU or W64 file by its head; 0 if it isn't there."""
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
    """Return the end of a Windows Media file by its properties."""
    place = (head := look(start, LARGEST_ASF_HEAD)).find(_ASF_PROPERTIES)
    length = int.from_bytes(head[place + 40 : place + 48], "little")
    return End(start + place, start + length) if place >= 0 and length > place + 48 else None


def asf_seconds(head: bytes) -> float:
    """Return the duration in the properties of a Windows Media file that begins with `head`; 0 if it isn't known."""
    place = head.find(_ASF_PROPERTIES)
    if place < 0 or len(head) < place + 92:
        return 0.0
    # In 100 ns, with the milliseconds that a player should load first.
    played, _, loaded, flags = struct.unpack_from("<QQQI", head, place + 64)
    return 0.0 if flags & _LIVE else max(played / 1e7 - loaded / 1e3, 0.0)


def _after_segment(look: Look, start: int, size: int) -> End | None:
    """Return the end of a Matroska file: of its one segment, whose length may be unknown."""
    place = last = start
    for mark in (_EBML, _SEGMENT):
        head = look(place, 12)
        width = 9 - head[4].bit_length() if len(head) == 12 and head[:4] == mark else 9
        length = int.from_bytes(head[4 : 4 + width], "big") & (1 << 7 * width) - 1
        if width > 8:
            return None
        last, place = place, (place + 4 + width + length if length != (1 << 7 * width) - 1 else size)
    return End(last, place)


def _after_chunks(look: Look, start: int, size: int, head: bytes) -> End | None:
    """Return the end of an MP4, CAF or W64 file: that of its last chunk."""
    kind = b"ftyp" if head[4:8] in MP4_BOXES else head[:4]
    if kind not in {b"caff", b"riff", b"ftyp"}:
        return None
    place = start + {b"caff": 8, b"riff": _HEAD}.get(kind, 0)
    found = End(place, place)
    while place + 8 <= size:
        data = look(place, _CHUNK)
        head_length, length = _chunk(kind, data)
        # Anything that isn't a chunk, such as a tag at the end, doesn't count; the boxes of a second MP4 file would
        # look like the first one's.
        if not _is_chunk(kind, data) or (place > start and data[4:8] == b"ftyp"):
            break
        if kind == b"ftyp" and length == 0:
            return End(place + head_length, size)
        if length < head_length:
            break
        found = End(place + head_length, place + length)
        place = found.end
    return found


def _is_chunk(kind: bytes, data: bytes) -> bool:
    """Return True if `data` can begin a chunk or box of this kind of file."""
    if kind == b"caff":
        return data[:4] in _CAF_CHUNKS
    return data[8:16] in _W64_GUIDS if kind == b"riff" else data[4:8] in _BOXES


def _chunk(kind: bytes, data: bytes) -> tuple[int, int]:
    """Return the lengths of a chunk's head and of the whole chunk; (1, 0) if it has none."""
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
