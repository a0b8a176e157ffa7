"""Choosing the readers of a file by its content."""

import io
import mmap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.audio.readers.chunks import chunk_pieces, has_frames
from mashstudio.audio.readers.container import container_pieces
from mashstudio.audio.readers.ends import MP4_BOXES, to_its_end
from mashstudio.audio.readers.flac import find_flac, flac_pieces
from mashstudio.audio.readers.known import LONGEST, ffmpeg_format
from mashstudio.audio.readers.mpeg import find_frames, mpeg_pieces
from mashstudio.audio.readers.ogg import Link, find_links, link_pieces
from mashstudio.audio.readers.parts import LARGEST, OF_FRAMES, after_id3, kind_at
from mashstudio.audio.readers.pieces import CutOff, Lost, Pieces, SoundPiece, Unreadable
from mashstudio.audio.readers.sndfile import sndfile_pieces
from mashstudio.core.units import SAMPLE_RATE, Seconds

_SLACK: Final[Seconds] = 0.1
_SEARCHED: Final = 1 << 16
# Real frames fill their file, or begin it; accidental ones don't.
_MOSTLY, _SOME = 0.5, 0.02


@dataclass(frozen=True, eq=False)
class Reader:
    """A way to read one file. trusted: its report of damage is reliable, and no other reader need be tried."""

    pieces: Callable[[], Pieces]
    trusted: bool = True


@contextmanager
def readers(path: Path) -> Iterator[list[Reader]]:
    """Yield the readers for the file at `path`, in the order in which to try them.

    Their pieces end with CutOff if they give up; they raise Unreadable if they can't read the file at all.
    """
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        head = file.read(LONGEST)
        if not 0 < size <= LARGEST:
            yield _by_name(path, head)
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield _by_content(path, data)


def _by_name(path: Path, head: bytes) -> list[Reader]:
    """Return readers by the format that the file's head names."""
    if head[4:8] in MP4_BOXES:
        return [Reader(lambda: container_pieces(path, "mov"))]
    if head[:4] in {b"RIFF", b"RF64", b"BW64", b"FORM"}:
        first = Reader(lambda: chunk_pieces(path))
    else:
        first = Reader(lambda: to_its_end(path, sndfile_pieces(path)), trusted=False)
    kind = ffmpeg_format(head)
    return [first] if kind is None else [first, Reader(lambda: to_its_end(path, container_pieces(path, kind[0])))]


def _by_content(path: Path, data: mmap.mmap) -> list[Reader]:
    start = after_id3(data, 0)
    head = bytes(data[start : start + LONGEST])
    beginning = bytes(data[start : start + _SEARCHED])
    if beginning[:4] == b"RIFF" and has_frames(beginning):
        # FFmpeg gives up at damaged frames.
        whole_frames = Reader(lambda: to_its_end(path, container_pieces(path, "wav")), trusted=False)
        return [whole_frames, Reader(lambda: mpeg_pieces(path, data, find_frames(data, start)))]
    if kind_at(data, start) not in OF_FRAMES:
        return _by_name(path, head)
    if head[:4] != b"OggS" and b"fLaC" in beginning and (flac := find_flac(data, start)):
        whole = len(flac) == 1 and flac[0].whole
        return _two(path, lambda: flac_pieces(path, data, flac), flac[0].total / flac[0].rate if whole else None)
    if b"OggS" in beginning and (links := find_links(data, start)):
        whole = len(links) == 1 and links[0].whole
        return _two(path, lambda: _chain(path, data, links), links[0].span if whole else None)
    framed = find_frames(data, start)
    if framed.streams and framed.covered >= (_SOME if framed.first - start < _SEARCHED else _MOSTLY):
        plain = framed.streams[0].header.codec not in {"aac", "ac3"}
        seconds = framed.seconds if framed.whole and plain else None
        return _two(path, lambda: mpeg_pieces(path, data, framed), seconds)
    return _by_name(path, head)


def _two(path: Path, mending: Callable[[], Pieces], seconds: Seconds | None) -> list[Reader]:
    """Return libsndfile first for a file that looks whole and lasts `seconds`, else (None) the reader that mends.

    libsndfile detects damage inside frames, which a scan of their headers can't.
    """
    plain, mended = Reader(lambda: _long_enough(sndfile_pieces(path), seconds), trusted=False), Reader(mending)
    return [plain, mended] if seconds is not None else [mended, plain]


def _long_enough(pieces: Pieces, seconds: Seconds | None) -> Pieces:
    """Yield the pieces, then CutOff if they are shorter than `seconds`."""
    heard = 0.0
    for piece in pieces:
        if isinstance(piece, SoundPiece):
            heard += len(piece.samples) / piece.rate
        yield piece
    if seconds is not None and heard < seconds - _SLACK:
        yield CutOff(seconds - heard)


def _chain(path: Path, data: mmap.mmap, links: list[Link]) -> Pieces:
    """Yield the links of an Ogg file in order; a link whose headers are lost becomes a gap of its length."""
    rate = SAMPLE_RATE
    for link in links:
        try:
            yield from link_pieces(path, data, link)
            rate = link.rate
        except Unreadable:
            yield Lost(max(link.pages[-1].position, 0), rate)
