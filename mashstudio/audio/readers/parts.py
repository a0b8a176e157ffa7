"""Joined files: finding where one sound file ends and the next begins.

FLAC, Ogg, MP3, AAC and AC-3 files that follow one of their own kind form one part: their readers read on across files.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from mashstudio.audio.readers.ends import MP4_BOXES, find_end
from mashstudio.audio.readers.framing import find_streams, id3_size, info_of
from mashstudio.audio.readers.headers import SYNCS, Parse, mpeg_header
from mashstudio.audio.readers.known import LONGEST, ffmpeg_format, without_sound

LARGEST: Final = 2 * 2**30
"""Bytes; larger files aren't searched."""

# The first block of a WavPack file is at sample 0 and the first of a group of channels.
_FIRST_BLOCK: Final = b"[" + b"".join(re.escape(bytes([byte])) for byte in range(256) if byte & 8) + b"]"
_MARKS: Final = {
    mark: re.compile(mark + rest, re.DOTALL)
    for mark, rest in (
        (b"RIFF", b"....(?:WAVE|AVI )"),
        (b"RF64", b"....WAVE"),
        (b"BW64", b"....WAVE"),
        (b"FORM", b"....AIF[FC]"),
        (b"fLaC", b"[\x00\x80]\x00\x00\x22"),
        (b"OggS", b"\x00\x02"),
        (b"ftyp", b"[ -~]{4}"),
        (b"caff", b"\x00\x01\x00\x00desc"),
        (b"riff", b"\x2e\x91\xcf\x11\xa5\xd6"),
        (b"\x1aE\xdf\xa3", b".{1,60}?\x42\x82.(?:matroska|webm)"),
        (b"0&\xb2u", b"\x8ef\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c"),
        (b"TTA1", b"\x01\x00[\x01-\x08]\x00"),
        (b"wvpk", b"....[\x02-\x10]\x04......\x00\x00\x00\x00....." + _FIRST_BLOCK),
        (b"FLV", b"\x01[\x01\x04\x05]\x00\x00\x00\x09\x00\x00\x00\x00"),
        (b".snd", b"\x00\x00......\x00\x00\x00[\x01-\x1b]"),
    )
}
_LONGEST_MARK: Final = 96
_BLOCK: Final = 1 << 20
_FLAC, _OGG, _MPEG, _CHUNKS, _OTHER = "FLAC", "Ogg", "MPEG", "chunks", "other"
OF_FRAMES: Final = {_FLAC, _OGG, _MPEG}
_HEAD: Final = 12
_IN_OGG: Final = 9
_TAIL: Final = 1 << 16
_LEAST_FRAMES: Final = 8
_MOST_OF_IT: Final = 0.5
_LARGEST_FRAME: Final = 2048


@dataclass(frozen=True)
class FilePart:
    """The bytes `start` … `end` − 1 of a file, which are a sound file."""

    start: int
    end: int


def parts_of(path: Path) -> list[FilePart]:
    """Return the sound files in the file at `path` in order; mostly one."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        if not 0 < size <= LARGEST:
            return [FilePart(0, size)]
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return find_parts(data)


def find_parts(data: mmap) -> list[FilePart]:
    """Return the sound files in `data` in order; mostly one.

    Bytes between two of them belong to the first if its end is unknown.
    """
    start = after_id3(data, 0)
    if kind_at(data, start) in OF_FRAMES:
        start = 0
    parts: list[FilePart] = []
    while True:
        end, following = _end_of(data, start)
        parts.append(FilePart(start, end))
        if following is None:
            return parts
        start = following


def after_id3(data: mmap, place: int) -> int:
    """Return the place after the ID3 tags that begin at the byte `place`; `place` if only they are there."""
    beginning = place
    while data[place : place + 3] == b"ID3" and place + 10 <= len(data):
        place += id3_size(data[place : place + 10])
    return place if place < len(data) else beginning


def kind_at(data: mmap, place: int) -> str:
    """Return the structure of the sound file that begins at `place`; anything unknown may be MP3 after junk."""
    head = bytes(data[place : place + LONGEST])
    if head[:4] in {b"fLaC", b"OggS"}:
        return _FLAC if head[:4] == b"fLaC" else _OGG
    if head[:4] in {b"RIFF", b"RF64", b"BW64", b"FORM", b"caff", b"riff", b".snd"} or head[4:8] in MP4_BOXES:
        return _CHUNKS
    known = ffmpeg_format(head)
    return _MPEG if known is None or known[0] == "ac3" else _OTHER


def _end_of(data: mmap, start: int) -> tuple[int, int | None]:
    """Return where the part that begins at `start` ends and the next one, if any, begins."""
    place = after_id3(data, start)
    kind = kind_at(data, place)
    if without_sound(bytes(data[place : place + LONGEST])) is not None:
        return len(data), None
    if kind in OF_FRAMES:
        following = _behind_frames(data, place, kind)
        return len(data) if following is None else following, following
    found = find_end(lambda offset, size: data[offset : offset + size], place, len(data))
    if found is not None and found.end >= len(data):
        return len(data), None
    following = _following(data, place + _HEAD if found is None else found.end)
    if following is None:
        # libsndfile reads W64 to the end of the file, whatever is there.
        return found.end if found is not None and data[place : place + 4] == b"riff" else len(data), None
    # The header's length is right if another file follows.
    return following if found is None else found.end, following


def _behind_frames(data: mmap, place: int, kind: str) -> int | None:
    """Return where a file of another kind begins after one or several of `kind`; None if none does."""
    others = _other_frames(data, place) if kind == _MPEG else tuple(SYNCS)
    own_start = place
    for mark in _marks(data, _after_blocks(data, place) + 1):
        frames = _frames_between(data, own_start, mark, others)
        if frames is not None or kind_at(data, mark) != kind:
            return mark if frames is None else frames
        own_start = mark
    return _frames_between(data, own_start, len(data), others)


def _other_frames(data: mmap, place: int) -> tuple[Parse, ...]:
    """Return the parsers of the two other kinds for MP3, AAC or AC-3 at `place`; none for anything else."""
    head = bytes(data[place : place + 7])
    others = tuple(parse for parse in SYNCS if parse(head[:4] if parse is mpeg_header else head) is None)
    return others if len(others) < len(SYNCS) else ()


def _following(data: mmap, place: int) -> int | None:
    mark = next(_marks(data, place), None)
    frames = _frames_between(data, place, len(data) if mark is None else mark)
    return mark if frames is None else frames


def _marks(data: mmap, place: int) -> Iterator[int]:
    """Yield the beginnings of sound files from the byte `place` on, except those within other files' headers."""
    while (found := _next_mark(data, place)) is not None:
        if data[max(found - _IN_OGG, 0) : found - 4] != b"\x7fFLAC":
            yield found
        place = max(_after_blocks(data, found), found + 8)


def _next_mark(data: mmap, place: int) -> int | None:
    # Searching bytes for one mark after another is ten times as fast as searching the file for all at once.
    while place < len(data):
        block = bytes(data[place : place + _BLOCK + _LONGEST_MARK])
        found = [first for first in map(partial(_first_in, block), _MARKS) if first is not None and first < _BLOCK]
        if found:
            return place + min(found)
        place += _BLOCK
    return None


def _first_in(block: bytes, mark: bytes) -> int | None:
    """Return the beginning of the first file with this mark; None if there is none."""
    place = block.find(mark)
    while place >= 0:
        # The length of an MP4 box precedes its name.
        begin = place - 4 if mark == b"ftyp" else place
        sized = mark != b"ftyp" or (block[max(begin, 0) : place - 1] == bytes(3) and 16 <= block[place - 1] <= 96)
        if sized and _MARKS[mark].match(block, place):
            return begin
        place = block.find(mark, place + 1)
    return None


def _after_blocks(data: mmap, place: int) -> int:
    """Return the place after a FLAC file's headers, which may contain those of the WAV that it was made from."""
    if data[place : place + 4] != b"fLaC":
        return place
    place += 4
    while place + 4 <= len(data):
        last, size = data[place] & 0x80, int.from_bytes(data[place + 1 : place + 4], "big")
        if data[place] & 0x7F > 6:
            break
        place += 4 + size
        if last:
            break
    return place


def _frames_between(data: mmap, start: int, end: int, parses: tuple[Parse, ...] = tuple(SYNCS)) -> int | None:
    """Return the place of the first of the MP3, AAC or AC-3 frames that fill the end of this stretch; None: none do."""
    for parse in parses:
        tail = bytes(data[max(start, end - _TAIL) : end])
        if not any(len(stream.frames) >= _LEAST_FRAMES for stream in find_streams(tail, 0, parse)):
            continue
        stretch = bytes(data[start:end])
        streams = [each for each in find_streams(stretch, 0, parse) if len(each.frames) >= _LEAST_FRAMES]
        covered = sum(size for stream in streams for _, size in stream.frames)
        if streams and covered > _MOST_OF_IT * (len(stretch) - streams[0].frames[0][0]):
            return start + _with_info(stretch, streams[0].frames[0][0], parse)
    return None


def _with_info(data: bytes, place: int, parse: Parse) -> int:
    """Return the place of the MP3 info frame directly before `place`; `place` if there is none."""
    for candidate in range(max(place - _LARGEST_FRAME, 0), place if parse is mpeg_header else 0):
        header = parse(data[candidate : candidate + 4]) if data[candidate] == 0xFF else None
        if header is not None and candidate + header.size == place and info_of(data, candidate, header) is not None:
            return candidate
    return place
