"""Untrusted pictures to small PNGs. Runs in the child process that decodes the file.

A picture of a few bytes can demand gigabytes, so its size is checked and everything but its pixels removed before
FFmpeg (through PyAV) sees it.
"""

import re
import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import av
import av.error
import numpy as np
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

from mashstudio.audio.decoded import COVER_SIDE

_LONGEST_SIDE = 16_384
_MOST_PIXELS = 36_000_000
_MOST_WORK = 400_000_000
"""Pixels times scans: each scan of a progressive JPEG processes all pixels."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112

_Pixels = NDArray[np.uint8]
# The operation that turns the pixels upright for each Exif orientation (2.32, 4.6.4).
_UPRIGHT: Final[Mapping[int, Callable[[_Pixels], _Pixels]]] = {
    2: np.fliplr,
    3: lambda pixels: np.rot90(pixels, 2),
    4: np.flipud,
    5: lambda pixels: pixels.swapaxes(0, 1),
    6: lambda pixels: np.rot90(pixels, -1),
    7: lambda pixels: np.rot90(pixels, 2).swapaxes(0, 1),
    8: np.rot90,
}


def thumbnail(picture: bytes, side: int = COVER_SIDE) -> bytes | None:
    """Return a PNG of the JPEG or PNG `picture`, upright, at most `side` wide and high; None if it can't be read.

    Of an animated PNG, the still picture is taken.
    """
    try:
        codec, pixels, size, orientation = _jpeg(picture) if picture.startswith(_JPEG) else _png(picture)
        small = _decoded(codec, pixels, size, side)
        turn = _UPRIGHT.get(orientation)
        return png(small if turn is None else turn(small))
    except (av.error.FFmpegError, ValueError, IndexError, struct.error, MemoryError):
        return None


_Picture = tuple[str, bytes, tuple[int, int], int]
"""FFmpeg's codec name, the picture reduced to its pixels, (width, height), Exif orientation."""

# ITU-T T.81, annex B: tables, restart intervals, scans; and JFIF's and Adobe's segments, which define the colours.
_KEPT = {0xDB, 0xC4, 0xDD, 0xDA, 0xE0, 0xEE}
_FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended and progressive, all Huffman
_OTHER_FRAMES = {*range(0xC0, 0xD0)} - _FRAMES - {0xC4}
_NO_LENGTH = {0x01, *range(0xD0, 0xD8)}
_NEXT_MARKER = re.compile(rb"\xff+[^\xff\x00\xd0-\xd7]", re.DOTALL)


def _jpeg(data: bytes) -> _Picture:
    kept, at, scans, orientation = [data[:2]], 2, 0, 1
    size: tuple[int, int] | None = None
    while found := _NEXT_MARKER.search(data, at):
        marker, at = data[found.end() - 1], found.end()
        if marker == 0xD9:
            break
        if marker in _NO_LENGTH:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        segment, at = data[at : at + length], at + length
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 3)
            if size is not None:
                raise ValueError("it has two sizes")
            size = (width, height)
        elif marker in _OTHER_FRAMES or marker == 0xDC:
            raise ValueError("it is of a kind that no cover is")
        elif marker == 0xE1 and segment[2:].startswith(_EXIF):
            orientation = _orientation(segment[2 + len(_EXIF) :])
        if marker == 0xDA:
            # A scan follows, up to the next marker.
            scans += 1
            end = _NEXT_MARKER.search(data, at)
            after = len(data) if end is None else end.start()
            segment, at = segment + data[at:after], after
        if marker in _KEPT | _FRAMES:
            kept.append(bytes([0xFF, marker]) + segment)
    return "mjpeg", b"".join([*kept, b"\xff\xd9"]), _bounded(size, scans), orientation


def _png(data: bytes) -> _Picture:
    if not data.startswith(_PNG):
        raise ValueError("it is no picture")
    kept, at, orientation = [_PNG], len(_PNG), 1
    size: tuple[int, int] | None = None
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk, at = data[at : at + 12 + length], at + 12 + length
        if (kind == b"IHDR") != (size is None):
            raise ValueError("it has no size, or two")
        if kind == b"IHDR":
            size = struct.unpack_from(">II", chunk, 8)
        elif kind == b"eXIf":
            orientation = _orientation(chunk[8:-4])
        if kind in {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}:
            # Texts and colour profiles can inflate without limit, and animations hold further pictures.
            kept.append(chunk)
        if kind == b"IEND":
            break
    return "png", b"".join(kept), _bounded(size, 1), orientation


def _bounded(size: tuple[int, int] | None, scans: int) -> tuple[int, int]:
    if size is None or scans == 0:
        raise ValueError("it has no pixels")
    pixels = size[0] * size[1]
    if not (0 < pixels <= _MOST_PIXELS and max(size) <= _LONGEST_SIDE and pixels * scans <= _MOST_WORK):
        raise ValueError("it is larger than any cover")
    return size


def _orientation(exif: bytes) -> int:
    """Return Exif's orientation (tag 274 in the first directory of a TIFF file); 1, upright, if there is none."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for entry in range(first + 2, first + 2 + 12 * count, 12):
            tag, kind, _number, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == _ORIENTATION:
                return int(value) if kind == 3 else 1
    except (KeyError, struct.error):
        pass
    return 1


def _decoded(codec: str, picture: bytes, size: tuple[int, int], side: int) -> _Pixels:
    """Return the pixels scaled to fit: RGBA, (height, width, 4)."""
    context: Any = av.CodecContext.create(codec, "r")
    context.thread_count = 1
    frame = [*context.decode(av.Packet(picture)), *context.decode(None)][0]
    if (frame.width, frame.height) != size:
        raise ValueError("it isn't as large as it says")
    scale = min(1.0, side / max(size))
    width, height = (max(1, round(length * scale)) for length in size)
    small = frame.reformat(width, height, "rgba", interpolation=Interpolation.AREA)
    pixels: _Pixels = small.to_ndarray()
    return pixels


def png(pixels: _Pixels) -> bytes:
    """Return a picture as a PNG. pixels: uint8, RGB or RGBA, (height, width, 3 or 4)."""
    layout = "rgba" if pixels.shape[2] == 4 else "rgb24"
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format=layout)
    context: Any = av.CodecContext.create("png", "w")
    context.width, context.height, context.pix_fmt, context.time_base = frame.width, frame.height, layout, Fraction(1)
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])
