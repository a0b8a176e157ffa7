"""The frames of MP3, AAC (ADTS) and AC-3 streams: each begins with a header that says where the next one is.

Finds them among junk, tags and joined files, and counts those that are lost.
"""

import re
from dataclasses import dataclass, field
from mmap import mmap
from typing import Final

from mashstudio.audio.readers.headers import SYNCS, Header, Parse, mpeg_header

Bytes = bytes | mmap
_DECODER_DELAY: Final = 529
# So many frames in a row are no accident: where the stream goes on or the file begins, and where another one begins.
_AGAIN, _ANEW = 2, 4
_RECENT = 40
_MANY = 10**6
_JUNK, _LETTERS = 32, 9
# No encoder writes this, and no broken disk: it was put there.
_TEXT = re.compile(rb"([^\x00])\1{9}|[\t\r\n -~]{32}")
# MP3 encoders fill the last frame up to its end.
_FILLED_UP = re.compile(rb"(.)\1{9}$", re.DOTALL)


@dataclass(frozen=True)
class Info:
    """What the first frame says of an MP3 (Xing, Info, LAME). frames: how many follow; 0: unknown."""

    frames: int
    delay: int
    padding: int


@dataclass(eq=False)
class Stream:
    """Frames that follow each other: the places and sizes of all, and how many are lost before some of them.

    guessed: holes (indices) whose length the bytes don't tell. cut_off: the last frame isn't whole; junk_behind: or is,
    as only its decoder can tell, and junk follows it.
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
        """Samples at the beginning that are the encoder's and the decoder's delay."""
        return 0 if self.info is None else self.info.delay + _DECODER_DELAY

    @property
    def keep(self) -> int | None:
        """How many samples are music; None: all."""
        if self.info is None or not self.info.frames or self.missing or self.cut_off:
            return None
        return max(self.count * self.header.samples - self.info.delay - self.info.padding, 0)

    @property
    def count(self) -> int:
        """How many frames there were, the lost ones among them."""
        return len(self.frames) + sum(self.lost.values())

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        samples = self.count * self.header.samples - self.skip if self.keep is None else self.keep
        return samples / self.header.rate


def find_streams(data: Bytes, start: int, parse: Parse) -> list[Stream]:
    """The streams in `data` from the byte `start` on, one after the other: a joined file has several."""
    streams: list[Stream] = []
    place = start
    while place < len(data):
        header = _header(data, place, parse)
        stream = streams[-1] if streams else None
        follows = header is not None and stream is not None and header.kind == stream.header.kind
        info = None if header is None else _info(data, place, header)
        known = follows or info is not None
        least = _AGAIN if place == start else _ANEW
        if header is not None and (known or _in_a_row(data, place, parse) >= least or _alone(data, place, header)):
            if stream is None or not follows or info is not None:
                stream = Stream(header, info)
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
    """How many frames of one kind follow each other from `place` on."""
    first = header = _header(data, place, parse)
    count = 0
    while header is not None and first is not None and header.kind == first.kind and count < most:
        count += 1
        place += header.size
        header = _header(data, place, parse)
    return most if count and place == len(data) else count


def _alone(data: Bytes, place: int, header: Header) -> bool:
    """Return True if nothing but tags follows the frame."""
    end = place + header.size
    return end < len(data) and (after := _after_tag(data, end)) is not None and after >= len(data)


def id3_size(head: bytes) -> int:
    """How many bytes the ID3v2 tag takes that begins with `head` (10 bytes or more), its footer included."""
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if head[5] & 16 else 0)


def _after_tag(data: Bytes, place: int) -> int | None:
    """Where the tag that begins at `place` ends; None when none does."""
    head = bytes(data[place : place + 32])
    if head[:3] == b"ID3" and len(head) >= 10 and max(head[6:10]) < 128:
        # A tag that ends beyond the file says nothing of where the sound is.
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


def _info(data: Bytes, place: int, header: Header) -> Info | None:
    """What a Xing or Info frame says; None for a frame of sound."""
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
    """Where the next frame is that is no accident; the end of `data` when there is none."""
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
    """Return True for zeros up to the end of the file that are fewer than a frame."""
    return end >= len(data) and end - start < 4096 and not any(data[start:end])


def _is_appended(data: Bytes, stream: Stream, start: int) -> bool:
    """Return True if what is no frame from `start` on only follows the last one, which is whole.

    A copy that broke off, and was filled up, breaks off within a frame. Frames may end with zeros, too.
    """
    junk, before = bytes(data[start : start + _JUNK]), bytes(data[start - _JUNK : start])
    if not stream.frames or sum(stream.frames[-1]) != start:
        return False
    if junk.strip(b"\0"):
        if _FILLED_UP.search(before) and stream.header.codec == "mp3float":
            return True
        # Encoders fill frames up with their names, letter by letter the same.
        filled = _TEXT.match(before) is not None and len(set(before)) > _LETTERS
        return (_TEXT.match(junk) is not None or len(junk) < _JUNK) and not filled
    return any(before)


def _note_hole(data: Bytes, stream: Stream, start: int, end: int, parse: Parse) -> None:
    """Counts the frames that are lost where the stream is out of step from `start` to `end`.

    Frames of one size that were overwritten leave a whole number of them; whatever else happened began in the frame
    before. Without one size, as many are lost as usually fit, if any number fits and no text was put there.
    """
    if end >= len(data):
        stream.cut_off = not _is_appended(data, stream, start)
        stream.junk_behind = bool(stream.frames) and sum(stream.frames[-1]) == start
        return
    recent = stream.frames[-_RECENT:]
    headers = [_header(data, place, parse) for place, _ in recent] or [stream.header]
    bare = {header.bare for header in headers if header is not None}
    width = end - start
    index = len(stream.frames)
    if len(bare) == 1 and stream.header.slot:
        size = bare.pop()
        frames = -(-width // (size + stream.header.slot))
        in_place = frames * size <= width
    else:
        sizes = [size for _, size in recent] or [stream.header.size]
        frames = max(round(width * len(sizes) / sum(sizes)), 1)
        begun = stream.frames[-1][0] if stream.frames else start
        in_place = frames * min(sizes) <= width <= frames * max(sizes) and not _TEXT.search(data, begun, end)
        stream.guessed.append(index)
    if not in_place:
        if stream.frames:
            stream.frames.pop()
            index -= 1
        frames = 1
        stream.guessed.append(index)
    stream.lost[index] = stream.lost.get(index, 0) + frames


def _reconcile(stream: Stream) -> None:
    """Believes the stream's own count of its frames where the bytes leave it open how many are lost."""
    stream.guessed = [index for index in stream.guessed if index in stream.lost]
    if stream.info is None or not stream.info.frames:
        return
    short = stream.info.frames - stream.count
    if short <= 0:
        stream.cut_off = False
    if stream.cut_off or not stream.lost:
        stream.missing = max(short, 0)
        return
    # More were lost where the longest hole is that may be of any length; or fewer, there and elsewhere.
    holes = sorted(stream.guessed or stream.lost, key=lambda index: stream.lost[index])
    stream.lost[holes[-1]] += min(max(short, 0), _MANY)
    for index in reversed(holes):
        fewer = min(stream.lost[index], max(-short, 0))
        stream.lost[index] -= fewer
        short += fewer
