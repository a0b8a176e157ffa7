"""Finding the frames of MP3, AAC (ADTS) and AC-3 among junk, tags and joined files, and counting lost ones.

Each frame begins with a header that determines where the next one is.
"""

import re
from dataclasses import dataclass, field
from mmap import mmap
from typing import Final

from mashstudio.audio.readers.headers import SYNCS, Header, Parse, mpeg_header

Bytes = bytes | mmap
_DECODER_DELAY: Final = 529
# Fewer frames in a row are accidental: where a stream continues or the file begins, and where a new stream begins.
_AGAIN, _ANEW = 2, 4
_RECENT = 40
_MANY = 10**6
_HEADER = 7
_JUNK, _LETTERS = 32, 9
# Neither an encoder nor a broken disk writes this: it was inserted.
_TEXT = re.compile(rb"([^\x00])\1{9}|[\t\r\n -~]{32}")
# MP3 encoders pad the last frame to its end.
_FILLED_UP = re.compile(rb"(.)\1{9}$", re.DOTALL)


@dataclass(frozen=True)
class Info:
    """An MP3's info frame (Xing, Info, LAME). frames: how many follow; 0: unknown."""

    frames: int
    delay: int
    padding: int


@dataclass(eq=False)
class Stream:
    """A run of frames: place and size of each. lost: the number of lost frames by the index of the next one.

    guessed: the holes (indices) whose number of frames is an estimate. cut_off: the last frame is incomplete; with
    junk_behind, junk follows it, and only the decoder can tell.
    """

    header: Header
    info: Info | None
    frames: list[tuple[int, int]] = field(default_factory=list)
    lost: dict[int, int] = field(default_factory=dict)
    guessed: list[int] = field(default_factory=list)
    cut_off: bool = False
    junk_behind: bool = False
    missing: int = 0

    @property
    def skip(self) -> int:
        """The number of samples at the beginning that are the encoder's and decoder's delay."""
        return 0 if self.info is None else self.info.delay + _DECODER_DELAY

    @property
    def keep(self) -> int | None:
        """The number of samples that are music; None: all."""
        if self.info is None or not self.info.frames or self.missing or self.cut_off:
            return None
        return max(self.count * self.header.samples - self.info.delay - self.info.padding, 0)

    @property
    def count(self) -> int:
        """The number of frames, including lost ones."""
        return len(self.frames) + sum(self.lost.values())

    @property
    def seconds(self) -> float:
        """The duration."""
        samples = self.count * self.header.samples - self.skip if self.keep is None else self.keep
        return samples / self.header.rate


def find_streams(data: Bytes, start: int, parse: Parse) -> list[Stream]:
    """Return the streams in `data` from the byte `start` on, in order; a joined file has several."""
    streams: list[Stream] = []
    place = start
    opening = _header(data, start, parse)
    while place < len(data):
        header = _header(data, place, parse)
        stream = streams[-1] if streams else None
        follows = header is not None and stream is not None and header.kind == stream.header.kind
        info = None if header is None else info_of(data, place, header)
        known = follows or info is not None
        least = _AGAIN if place == start else _ANEW
        if header is not None and (known or _in_a_row(data, place, parse) >= least or _alone(data, place, header)):
            if stream is None or not follows or info is not None:
                stream = Stream(header, info)
                # The file's first frame is of this stream, too, so the bytes between are damage, not leading junk.
                if not streams and place > start and opening is not None and opening.kind == header.kind:
                    _note_hole(data, stream, start, place, parse)
                streams.append(stream)
            if place + header.size > len(data):
                stream.cut_off = True
                break
            if info is None:
                stream.frames.append((place, header.size))
            place += header.size
            continue
        after = _after_tag(data, place)
        if after is None:
            after = _next_frame(data, place, parse, stream)
            if stream is not None and not _is_padding(data, place, after):
                _note_hole(data, stream, place, after, parse)
        place = after
    for stream in streams:
        _reconcile(stream)
    return [stream for stream in streams if stream.frames]


def _header(data: Bytes, place: int, parse: Parse) -> Header | None:
    # MPEG's 4 bytes keep the cache small; the others need 7.
    return parse(bytes(data[place : place + (4 if parse is mpeg_header else 7)]))


def _in_a_row(data: Bytes, place: int, parse: Parse, most: int = _ANEW) -> int:
    """Return how many frames of one kind follow each other from `place` on, at most `most`."""
    first = header = _header(data, place, parse)
    count = 0
    while header is not None and first is not None and header.kind == first.kind and count < most:
        count += 1
        place += header.size
        header = _header(data, place, parse)
    return most if count and place == len(data) else count


def _ahead(data: Bytes, place: int, parse: Parse) -> list[tuple[int, int]]:
    """Return place and size of the next frames, enough to estimate their usual size."""
    frames: list[tuple[int, int]] = []
    while len(frames) < _RECENT and (header := _header(data, place, parse)) is not None:
        frames.append((place, header.size))
        place += header.size
    return frames


def _alone(data: Bytes, place: int, header: Header) -> bool:
    """Return True if only tags follow the frame."""
    end = place + header.size
    return end < len(data) and (after := _after_tag(data, end)) is not None and after >= len(data)


def id3_size(head: bytes) -> int:
    """Return the size of the ID3v2 tag that begins with `head` (10 bytes or more), footer included."""
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if head[5] & 16 else 0)


def _after_tag(data: Bytes, place: int) -> int | None:
    """Return where the tag at `place` ends; None if there is none."""
    head = bytes(data[place : place + 32])
    if head[:3] == b"ID3" and len(head) >= 10 and max(head[6:10]) < 128:
        # A size beyond the end of the file is damaged.
        end = place + id3_size(head)
        return end if end <= len(data) else None
    if head[:8] == b"APETAGEX" and len(head) >= 24:
        size, flags = int.from_bytes(head[12:16], "little"), int.from_bytes(head[20:24], "little")
        return place + 32 + (size if flags & 1 << 29 else 0)
    if head[:3] == b"TAG" and head[3:4] != b"+":
        return place + 128
    if head[:11] == b"LYRICSBEGIN":
        end = bytes(data[place : place + (1 << 20)]).find(b"LYRICS200")
        return None if end < 0 else place + end + 9
    return None


def info_of(data: Bytes, place: int, header: Header) -> Info | None:
    """Parse a Xing, Info or VBRI frame; return None for a frame of sound."""
    if header.codec != "mp3float":
        return None
    head = bytes(data[place : place + min(header.size, 200)])
    mono = len(head) > 3 and head[3] >> 6 == 3
    side = {(True, False): 32, (True, True): 17, (False, False): 17, (False, True): 9}[header.kind[0] == 3, mono]
    if head[36:40] == b"VBRI":
        return Info(int.from_bytes(head[50:54], "big"), 0, 0)
    at = 4 + side + (0 if head[4 + side : 8 + side] in {b"Xing", b"Info"} else 2)
    if head[at : at + 4] not in {b"Xing", b"Info"}:
        return None
    flags = head[at + 7]
    frames = int.from_bytes(head[at + 8 : at + 12], "big") if flags & 1 else 0
    lame = at + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)
    delays = head[lame + 21 : lame + 24]
    if len(delays) < 3 or not head[lame : lame + 4].strip(b"\0"):
        return Info(frames, 0, 0)
    return Info(frames, delays[0] << 4 | delays[1] >> 4, (delays[1] & 15) << 8 | delays[2])


def _next_frame(data: Bytes, place: int, parse: Parse, stream: Stream | None) -> int:
    """Return the place of the next frame that isn't accidental; the end of `data` if there is none."""
    for found in SYNCS[parse].finditer(data, place + 1):
        header = _header(data, found.start(), parse)
        if header is not None:
            known = stream is not None and header.kind == stream.header.kind
            if _in_a_row(data, found.start(), parse) >= (_AGAIN if known else _ANEW):
                return found.start()
            if known and _alone(data, found.start(), header):
                return found.start()
    return len(data)


def _is_padding(data: Bytes, start: int, end: int) -> bool:
    """Return True for less than a frame of zeros at the end of the file."""
    return end >= len(data) and end - start < 4096 and not any(data[start:end])


def _is_appended(data: Bytes, stream: Stream, start: int) -> bool:
    """Return True if the last frame is complete and the bytes after it were merely appended.

    A copy that was interrupted and padded ends within a frame. Complete frames may end with zeros, too.
    """
    junk, before = bytes(data[start : start + _JUNK]), bytes(data[start - _JUNK : start])
    if not stream.frames or sum(stream.frames[-1]) != start:
        return False
    if junk.strip(b"\0"):
        if _FILLED_UP.search(before) and stream.header.codec == "mp3float":
            return True
        # Some encoders pad a frame with their name or one repeated byte: few different bytes, unlike text.
        filled = _TEXT.match(before) is not None and len(set(before)) > _LETTERS
        return (_TEXT.match(junk) is not None or len(junk) < _JUNK) and not filled
    return any(before)


def _ends_in_header(data: Bytes, stream: Stream, start: int) -> bool:
    """Return True if the file ends within a frame's header."""
    sync = bytes(data[start : start + 2])
    last = stream.frames[-1][0] if stream.frames else start
    return last < start and len(data) - start < _HEADER and data[last : last + len(sync)] == sync


def _note_hole(data: Bytes, stream: Stream, start: int, end: int, parse: Parse) -> None:
    """Count the frames lost between `start` and `end`.

    Overwritten frames of one size leave room for a whole number of them; any other damage began in the frame before.
    For frames of varying size, as many as fit on average, unless none fit or text was inserted.
    """
    if end >= len(data):
        broken = _ends_in_header(data, stream, start)
        stream.cut_off = broken or not _is_appended(data, stream, start)
        stream.junk_behind = not broken and bool(stream.frames) and sum(stream.frames[-1]) == start
        return
    recent = stream.frames[-_RECENT:] or _ahead(data, end, parse)
    headers = [_header(data, place, parse) for place, _ in recent]
    bare = {header.bare for header in headers if header is not None}
    width = end - start
    index = len(stream.frames)
    if len(bare) == 1 and stream.header.slot:
        size = bare.pop()
        frames = -(-width // (size + stream.header.slot))
        in_place = frames * size <= width
    else:
        sizes = [size for _, size in recent]
        frames = max(round(width * len(sizes) / sum(sizes)), 1)
        last = stream.frames[-1][0] if stream.frames else start
        in_place = frames * min(sizes) <= width <= frames * max(sizes) and not _TEXT.search(data, last, end)
        stream.guessed.append(index)
    if not in_place:
        if stream.frames:
            stream.frames.pop()
            index -= 1
        frames = 1
        stream.guessed.append(index)
    stream.lost[index] = stream.lost.get(index, 0) + frames


def _reconcile(stream: Stream) -> None:
    """Use the stream's own frame count where the number of lost frames is uncertain."""
    stream.guessed = [index for index in stream.guessed if index in stream.lost]
    if stream.info is None or not stream.info.frames:
        return
    short = stream.info.frames - stream.count
    if short <= 0:
        stream.cut_off = False
    if stream.cut_off or not stream.lost:
        stream.missing = max(short, 0)
        return
    # Add missing frames to the longest uncertain hole; take surplus ones from any.
    holes = sorted(stream.guessed or stream.lost, key=lambda index: stream.lost[index])
    stream.lost[holes[-1]] += min(max(short, 0), _MANY)
    for index in reversed(holes):
        fewer = min(stream.lost[index], max(-short, 0))
        stream.lost[index] -= fewer
        short += fewer
