"""WAV and AIFF with wrong lengths in their headers: written to a pipe, cut off, or damaged.

The sound's bytes are located and passed to libsndfile behind a correct header.
"""

import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from mashstudio.audio.readers.ends import PLACEHOLDER, to_its_end
from mashstudio.audio.readers.pieces import CutOff, Pieces
from mashstudio.audio.readers.sndfile import sndfile_pieces, sndfile_seconds

_SLACK: Final = 0.1
_UNKNOWN: Final = 0xFFFFFFFF
_SEARCHED: Final = 1 << 20
_TAIL: Final = 1 << 16
_AFTER_SOUND = (b"LIST", b"id3 ", b"ID3 ", b"bext", b"cue ", b"smpl", b"iXML", b"_PMX", b"ID3 ", b"NAME", b"AUTH")
_COMMON_RATES = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000)
_BYTES_EACH = {b"alaw": 1, b"ulaw": 1, b"ALAW": 1, b"ULAW": 1, b"fl32": 4, b"FL32": 4, b"fl64": 8, b"FL64": 8,
               b"in24": 3, b"in32": 4}  # fmt: skip
# MPEG (layers 1 and 2), MP3, AC-3.
_OF_FRAMES = {0x50, 0x55, 0x2000}
_AS_BITS_SAY = {b"NONE", b"twos", b"sowt", b"raw "}


@dataclass(frozen=True)
class Extent:
    """The sound's bytes: `length` from `start` on. head: a correct header for them; second: bytes per second.

    missing: bytes that the file lacks.
    """

    head: bytes
    start: int
    length: int
    second: int
    missing: int = 0


class _Spliced(io.RawIOBase):
    """A header followed by a part of a file, as one file."""

    def __init__(self, head: bytes, file: IO[bytes], start: int, length: int) -> None:
        self._head, self._file, self._start, self._length = head, file, start, len(head) + length
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._place = max(offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._length}[whence], 0)
        return self._place

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), max(self._length - self._place, 0))
        if self._place < len(self._head):
            data = self._head[self._place : self._place + size]
        else:
            self._file.seek(self._start + self._place - len(self._head))
            data = self._file.read(size)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def chunk_pieces(path: Path) -> Pieces:
    """Yield all the sound in a WAV or AIFF file, whatever its header says."""
    with path.open("rb") as file:
        extent = find_extent(file)
        known = sndfile_seconds(path)
        if extent is None:
            # Coded sound: ADPCM and others.
            yield from to_its_end(path, sndfile_pieces(path))
        elif known is not None and abs(known - extent.length / extent.second) <= _SLACK:
            yield from sndfile_pieces(path)
        else:
            yield from sndfile_pieces(path, _Spliced(extent.head, file, extent.start, extent.length))
        for more in _further(file, extent) if extent is not None and extent.head[:1] == b"R" else ():
            yield from sndfile_pieces(path, _Spliced(more.head, file, more.start, more.length))
        if extent is not None and extent.missing > _SLACK * extent.second:
            yield CutOff(extent.missing / extent.second)


def has_frames(head: bytes) -> bool:
    """Return True if the WAV file that begins with `head` holds MP3, MP2 or AC-3 frames."""
    place = head.find(b"fmt ")
    return place > 0 and int.from_bytes(head[place + 8 : place + 10], "little") in _OF_FRAMES


def find_extent(file: IO[bytes]) -> Extent | None:
    """Return the extent of a WAV or AIFF file's sound; None if only libsndfile can tell."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(12)
    try:
        if head[:4] in {b"RIFF", b"RF64", b"BW64"}:
            return _wav_extent(file, size, struct.unpack("<I", head[4:8])[0])
        if head[:4] == b"FORM":
            return _aiff_extent(file, size, head[8:12])
    except struct.error:
        pass
    return None


def _chunks(file: IO[bytes], size: int, order: str) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, place and size of each chunk, as far as they can be followed."""
    place = 12
    while place + 8 <= size:
        file.seek(place)
        name, length = struct.unpack(f"{order}4sI", file.read(8))
        if not _is_name(name):
            found = _search(file, place, order)
            if found is None:
                return
            place = found
            continue
        yield name, place + 8, length
        place = _after(file, place + 8 + length, length)


def _after(file: IO[bytes], end: int, length: int) -> int:
    """Return the place of the next chunk: some writers don't pad chunks of odd length."""
    if length % 2 == 0:
        return end
    file.seek(end)
    names = file.read(5)
    return end if _is_name(names[:4]) and names[:1] != b"\0" else end + 1


def _search(file: IO[bytes], place: int, order: str) -> int | None:
    """Return the place of the sound's chunk after damaged ones; None if it isn't found."""
    file.seek(place)
    found = file.read(_SEARCHED).find(b"data" if order == "<" else b"SSND")
    return None if found < 0 else place + found


def _is_name(name: bytes) -> bool:
    return len(name) == 4 and all(32 <= byte < 127 for byte in name) and name != b"    "


def _wav_extent(file: IO[bytes], size: int, riff: int) -> Extent | None:
    form = big = None
    for name, place, length in _chunks(file, size, "<"):
        file.seek(place)
        if name == b"ds64":
            riff, big = struct.unpack("<QQ", file.read(16))
        elif name == b"fmt ":
            form = _mended_format(file.read(min(length, 128)))
        elif name == b"data":
            break
    else:
        return None
    if form is None:
        return None
    declared = big if length == _UNKNOWN and big is not None else length
    size_right = riff + 8 == size
    actual, missing = _actual(file, size, place, declared, size_right=size_right, ends=riff + 8 == place + declared)
    second = struct.unpack("<I", form[8:12])[0]
    if second == 0:
        return None
    return Extent(_wav_head(form, actual), place, actual, second, missing)


def _further(file: IO[bytes], extent: Extent) -> Iterator[Extent]:
    """Yield the extents of a WAV file's further data chunks, as some recorders write them."""
    size = file.seek(0, os.SEEK_END)
    at = extent.head.find(b"fmt ") + 8
    form = extent.head[at : at + struct.unpack("<I", extent.head[at - 4 : at])[0]]
    place = extent.start + extent.length
    while _follows(file, size, place := place + place % 2):
        file.seek(place)
        name, length = struct.unpack("<4sI", file.read(8))
        if name == b"data":
            length = min(length, size - place - 8)
            yield Extent(_wav_head(form, length), place + 8, length, extent.second)
        place += 8 + length


def _mended_format(form: bytes) -> bytes | None:
    """Return a format chunk with consistent fields: channels, rate, bytes per second, bytes per frame, bits.

    Each follows from two others, so a single wrong one can be found. None for formats whose fields mean something else.
    """
    tag, channels, rate, second, frame, bits = struct.unpack("<HHIIHH", form[:16])
    if tag not in {1, 3, 6, 7, 0xFFFE} or not channels or not bits:
        return None
    if frame == channels * -(-bits // 8) and rate * frame != second:
        # Many programs get the bytes per second wrong, but none writes an odd rate.
        if rate not in _COMMON_RATES and second % frame == 0 and second // frame in _COMMON_RATES:
            rate = second // frame
    elif rate * frame == second and frame % -(-bits // 8) == 0:
        channels = frame // -(-bits // 8)
    frame = channels * -(-bits // 8)
    return struct.pack("<HHIIHH", tag, channels, rate, min(rate * frame, _UNKNOWN), frame, bits) + form[16:]


def _wav_head(form: bytes, length: int) -> bytes:
    chunk = b"fmt " + struct.pack("<I", len(form)) + form + b"\0" * (len(form) % 2)
    whole = 4 + len(chunk) + 8 + length
    if whole < _UNKNOWN:
        return b"RIFF" + struct.pack("<I", whole) + b"WAVE" + chunk + b"data" + struct.pack("<I", length)
    ds64 = b"ds64" + struct.pack("<IQQQI", 28, whole + 36, length, 0, 0)
    return b"RF64" + struct.pack("<I", _UNKNOWN) + b"WAVE" + ds64 + chunk + b"data" + struct.pack("<I", _UNKNOWN)


def _actual(file: IO[bytes], size: int, start: int, declared: int, *, size_right: bool, ends: bool) -> tuple[int, int]:
    """Return how many bytes of sound there are from `start` on and how many are missing.

    size_right: the header has the file's right size; ends: by the header, the file ends with this sound.
    """
    rest = size - start
    if declared >= rest:
        unknown = size_right or declared >= PLACEHOLDER
        return _without_tail(file, size, start) if unknown else rest, 0 if unknown else declared - rest
    follows = _follows(file, size, start + declared) or _follows(file, size, start + declared + declared % 2)
    if follows or rest - declared <= 1 or (ends and rest < 2 * declared):
        return declared, 0
    return _without_tail(file, size, start), 0


def _follows(file: IO[bytes], size: int, place: int) -> bool:
    """Return True if a chunk that fits into the file begins here."""
    file.seek(place)
    head = file.read(8)
    if len(head) < 8 or not _is_name(head[:4]):
        return False
    return any(place + 8 + struct.unpack(order, head[4:])[0] <= size + 1 for order in ("<I", ">I"))


def _without_tail(file: IO[bytes], size: int, start: int) -> int:
    """Return how many bytes there are from `start` on, not counting chunks at the end of the file."""
    tail = max(start, size - _TAIL)
    file.seek(tail)
    data = file.read()
    for name in _AFTER_SOUND:
        place = data.find(name)
        if 0 <= place <= len(data) - 8:
            length = struct.unpack("<I", data[place + 4 : place + 8])[0]
            if len(data) - 1 <= place + 8 + length <= len(data) + 1:
                return tail + place - start
    return size - start


def _aiff_extent(file: IO[bytes], size: int, kind: bytes) -> Extent | None:
    common = None
    for name, place, length in _chunks(file, size, ">"):
        file.seek(place)
        if name == b"COMM":
            common = file.read(min(length, 300))
        elif name == b"SSND":
            break
    else:
        return None
    if common is None:
        return None
    channels, frames, bits = struct.unpack(">HIH", common[:8])
    coding = common[18:22] if kind == b"AIFC" else b"NONE"
    each = _BYTES_EACH.get(coding, -(-bits // 8) if coding in _AS_BITS_SAY else 0) * channels
    rate = _extended(common[8:18])
    if each == 0 or not 1 <= rate < 1e7:
        return None
    start, declared, total = place + 8, length - 8, frames * each
    rest = size - start
    if total != declared and 0 < total <= rest and not (0 < declared <= rest and _closes(file, size, start + declared)):
        declared = total
    elif declared <= 0 or length == _UNKNOWN:
        declared = total or rest
    actual, missing = min(declared, rest), max(declared - rest, 0)
    head = b"COMM" + struct.pack(">I", len(common)) + common[:2] + struct.pack(">I", actual // each) + common[6:]
    head += b"\0" * (len(common) % 2) + b"SSND" + struct.pack(">III", actual + 8, 0, 0)
    whole = b"FORM" + struct.pack(">I", 4 + len(head) + actual) + kind + head
    return Extent(whole, start, actual, round(rate) * each, missing)


def _closes(file: IO[bytes], size: int, end: int) -> bool:
    """Return True if the file ends here, or a chunk follows."""
    return size - end in {0, 1} or _follows(file, size, end) or _follows(file, size, end + 1)


def _extended(data: bytes) -> float:
    """Return an 80-bit floating-point number; 0 if it can't be a sample rate."""
    exponent, mantissa = struct.unpack(">HQ", data)
    return float(mantissa * 2.0 ** (exponent - 16383 - 63)) if 16383 <= exponent < 16383 + 64 else 0.0
