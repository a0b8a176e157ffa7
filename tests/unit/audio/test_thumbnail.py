"""Untrusted pictures: each yields a small picture or none, and never takes much memory."""

import random
import struct
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage, QImageWriter

from mashstudio.audio.decoded import COVER_SIDE
from mashstudio.audio.thumbnail import thumbnail

Formats = QImage.Format
ORANGE, BLUE = QColor(220, 120, 40), QColor(30, 60, 200)


def halves(width: int = 600, height: int = 300, form: Formats = Formats.Format_RGB32) -> QImage:
    """Return a picture, orange on the left, blue on the right."""
    image = QImage(width, height, Formats.Format_RGB32)
    image.fill(BLUE)
    for y in range(height):
        for x in range(width // 2):
            image.setPixelColor(x, y, ORANGE)
    return image.convertToFormat(form)


def written(image: QImage, kind: str, *, progressive: bool = False) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def shown(picture: bytes) -> NDArray[np.int64]:
    """Return the thumbnail of a picture as Qt reads it: (height, width, 4)."""
    small = thumbnail(picture)
    assert small is not None
    image = QImage.fromData(small).convertToFormat(Formats.Format_RGBA8888)
    assert not image.isNull()
    pixels = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width()].astype(np.int64)


def near(pixel: NDArray[np.int64], colour: QColor, within: int = 8) -> bool:
    return bool(np.abs(pixel[:3] - [colour.red(), colour.green(), colour.blue()]).max() <= within)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def png_of(parts: list[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("form", [Formats.Format_RGB32, Formats.Format_CMYK8888])
def test_a_jpeg_looks_as_it_is(form: Formats, progressive: bool) -> None:
    pixels = shown(written(halves(form=form), "jpg", progressive=progressive))
    assert pixels.shape == (COVER_SIDE // 2, COVER_SIDE, 4)
    assert near(pixels[100, 100], ORANGE)
    assert near(pixels[100, 400], BLUE)


@pytest.mark.parametrize(
    "form", [Formats.Format_RGB32, Formats.Format_ARGB32, Formats.Format_RGBA64, Formats.Format_Indexed8]
)
def test_a_png_looks_as_it_is(form: Formats) -> None:
    pixels = shown(written(halves(form=form), "png"))
    assert pixels.shape == (COVER_SIDE // 2, COVER_SIDE, 4)
    assert near(pixels[100, 100], ORANGE)
    assert near(pixels[100, 400], BLUE)
    assert pixels[..., 3].min() == 255


@pytest.mark.parametrize(
    ("kind", "form"),
    [("jpg", Formats.Format_Grayscale8), ("png", Formats.Format_Grayscale8), ("png", Formats.Format_Grayscale16)],
)
@pytest.mark.parametrize("level", [0, 20, 128, 255])
def test_grey_stays_as_dark_as_it_is(kind: str, form: Formats, level: int) -> None:
    image = QImage(40, 40, Formats.Format_RGB32)
    image.fill(QColor(level, level, level))
    assert near(shown(written(image.convertToFormat(form), kind))[20, 20], QColor(level, level, level), 3)


def test_what_is_transparent_stays_so() -> None:
    image = QImage(40, 40, Formats.Format_ARGB32)
    image.fill(QColor(255, 0, 0, 100))
    assert shown(written(image, "png"))[20, 20].tolist() == [255, 0, 0, 100]


def test_small_pictures_stay_small_and_narrow_ones_narrow() -> None:
    assert shown(written(halves(30, 20), "png")).shape == (20, 30, 4)
    assert shown(written(halves(3000, 2), "jpg")).shape == (1, COVER_SIDE, 4)


def exif(orientation: int, order: str) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 0)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(
    ("orientation", "place"),
    list(zip(range(10), [(0, 0), (0, 0), (0, 1), (1, 1), (1, 0), (0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], strict=True)),
)
def test_a_turned_picture_is_upright(orientation: int, place: tuple[int, int], order: str) -> None:
    image = QImage(80, 40, Formats.Format_RGB32)
    image.fill(BLUE)
    for x in range(40):
        for y in range(20):
            image.setPixelColor(x, y, ORANGE)
    jpeg, png = written(image, "jpg"), written(image, "png")
    told = b"Exif\0\0" + exif(orientation, order)
    jpeg = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told + jpeg[2:]
    parts = chunks(png)
    for picture in (jpeg, png_of([parts[0], (b"eXIf", exif(orientation, order)), *parts[1:]])):
        pixels = shown(picture)
        assert pixels.shape[:2] == ((80, 40) if 5 <= orientation <= 8 else (40, 80))
        height, width = pixels.shape[:2]
        corners = [(row, column) for row in (0, 1) for column in (0, 1)]
        orange = [c for c in corners if near(pixels[8 + c[0] * (height - 16), 8 + c[1] * (width - 16)], ORANGE, 20)]
        assert orange == [place]


def test_an_animation_shows_its_picture() -> None:
    parts = chunks(written(halves(60, 60), "png"))
    frame = struct.pack(">IIIIIHHBB", 0, 60, 60, 0, 0, 1, 1, 0, 0)
    moving = [parts[0], (b"acTL", struct.pack(">II", 10**9, 0)), (b"fcTL", frame), *parts[1:-1]]
    moving += [(b"fdAT", struct.pack(">I", 1) + zlib.compress(bytes(10**6))), parts[-1]]
    assert near(shown(png_of(moving))[10, 10], ORANGE)


def resized(jpeg: bytes, width: int, height: int) -> bytes:
    """Return the JPEG with another size in its header."""
    at = next(at for marker in (b"\xff\xc0", b"\xff\xc2") if (at := jpeg.find(marker)) >= 0)
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def bombs() -> Iterator[bytes]:
    """Yield small files that demand much memory."""
    jpeg, progressive = written(halves(64, 64), "jpg"), written(halves(64, 64), "jpg", progressive=True)
    for width, height in ((65_535, 65_535), (20_000, 20_000), (0, 10), (10, 0), (65_500, 1)):
        yield from (resized(jpeg, width, height), resized(progressive, width, height))
    first, last = progressive.find(b"\xff\xda"), progressive.rfind(b"\xff\xda")
    scan = progressive[last:-2]
    yield resized(progressive, 6000, 6000)[:-2] + scan * 100_000 + b"\xff\xd9"
    # A second size after the first has been checked.
    frame = progressive[progressive.find(b"\xff\xc2") :][:19]
    yield progressive[:first] + resized(frame, 65_000, 65_000) + progressive[first:]
    yield progressive[:first] + b"\xff\xdc\x00\x04\xff\xff" + progressive[first:]
    yield progressive.replace(b"\xff\xc2", b"\xff\xc3")
    yield progressive[:2] + progressive[2:-2] + progressive[2:]
    header = struct.pack(">IIBBBBB", 65_535, 65_535, 16, 6, 0, 0, 0)
    yield png_of([(b"IHDR", header), (b"IDAT", zlib.compress(bytes(10**6))), (b"IEND", b"")])
    parts = chunks(written(halves(60, 60), "png"))
    yield png_of([parts[0], (b"IHDR", header), *parts[1:]])
    yield png_of([(b"IDAT", parts[1][1]), *parts])
    yield png_of([(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 1, 1, 0, 0, 0, 0)), *parts[1:]])


def test_what_asks_for_much_gets_nothing() -> None:
    for bomb in bombs():
        began = time.monotonic()
        tracemalloc.start()
        try:
            assert thumbnail(bomb) is None
            assert tracemalloc.get_traced_memory()[1] < 100_000_000
        finally:
            tracemalloc.stop()
        assert time.monotonic() - began < 10


def test_what_is_not_pixels_is_never_unpacked() -> None:
    packed = zlib.compress(bytes(300_000_000), 9)
    parts = chunks(written(halves(60, 60), "png"))
    more = [(b"zTXt", b"a\0\0" + packed), (b"iCCP", b"a\0\0" + packed), (b"iTXt", b"a\0\1\0\0\0" + packed)]
    picture = png_of([parts[0], *more, *parts[1:]])
    began = time.process_time()
    assert near(shown(picture)[10, 10], ORANGE)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("kind", ["jpg", "progressive", "png"])
def test_a_damaged_picture_is_a_picture_or_none(kind: str) -> None:
    whole = written(halves(90, 60), kind.replace("progressive", "jpg"), progressive=kind == "progressive")
    chance = random.Random(9)
    for number in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(3, len(damaged))] = chance.randrange(256)
        if number % 3 == 0:
            del damaged[chance.randrange(8, len(damaged)) :]
        small = thumbnail(bytes(damaged))
        if small is not None:
            assert max(shown(bytes(damaged)).shape[:2]) <= COVER_SIDE


@pytest.mark.parametrize(
    "nothing",
    [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg/>", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xda\0\0"],
)
def test_what_is_no_picture_is_none(nothing: bytes) -> None:
    assert thumbnail(nothing) is None
