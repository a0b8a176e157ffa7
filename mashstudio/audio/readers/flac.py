"""FLAC frame by frame (RFC 9639): each frame's header has its position in the song and a checksum."""

import re
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path
from typing import Final

from mashstudio.audio.readers.codec import PacketDecoder, Placed
from mashstudio.audio.readers.pieces import CutOff, Lost, Pieces, gathered

Bytes = bytes | mmap
_MARK: Final = re.compile(rb"\xff[\xf8\xf9]|fLaC[\x00\x80]\x00\x00\x22")
_HEAD: Final = 16
_BLOCKS = {1: 192, 2: 576, 3: 1152, 4: 2304, 5: 4608} | {code: 256 << (code - 8) for code in range(8, 16)}


def _crc8_table() -> bytes:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc << 1 ^ (0x107 if crc & 0x80 else 0)
        table.append(crc)
    return bytes(table)


_CRC8 = _crc8_table()


@dataclass(eq=False)
class FlacStream:
    """One FLAC stream; a joined file has several. facts: its STREAMINFO; starts: each frame's first sample.

    total: the number of samples in STREAMINFO; 0: unknown.
    """

    facts: bytes
    places: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    end: int = 0

    @property
    def rate(self) -> int:
        """The sample rate, Hz."""
        return int.from_bytes(self.facts[10:13], "big") >> 4

    @property
    def total(self) -> int:
        """The number of samples by STREAMINFO; 0: unknown."""
        return int.from_bytes(self.facts[13:18], "big") & (1 << 36) - 1

    @property
    def samples(self) -> int:
        """The end of the last frame, in samples."""
        return self.starts[-1] + self.lengths[-1] if self.starts else 0

    @property
    def whole(self) -> bool:
        """Return True if the frames follow each other without a hole and their length is `total`."""
        expected = 0
        for start, length in zip(self.starts, self.lengths, strict=True):
            if start != expected:
                return False
            expected += length
        return expected == self.total


def find_flac(data: Bytes, start: int) -> list[FlacStream]:
    """Return the FLAC streams in `data` from the byte `start` on."""
    streams: list[FlacStream] = []
    for mark in _MARK.finditer(data, start):
        place = mark.start()
        if mark[0][0] != 0xFF:
            if streams:
                streams[-1].end = place
            streams.append(FlacStream(bytes(data[place + 8 : place + 42]), end=len(data)))
        elif streams and (frame := frame_head(bytes(data[place : place + _HEAD]), streams[-1].facts)) is not None:
            stream = streams[-1]
            stream.places.append(place)
            stream.starts.append(frame[0])
            stream.lengths.append(frame[1])
    for stream in streams:
        _drop_accidents(stream)
    return [stream for stream in streams if stream.places]


def frame_head(head: bytes, facts: bytes) -> tuple[int, int] | None:
    """Return first sample and number of samples of the frame that begins with `head`; None if it isn't one."""
    if len(head) < 6 or head[0] != 0xFF or head[1] & 0xFE != 0xF8 or head[3] & 1 or head[2] >> 4 == 0:
        return None
    length, number = _coded_number(head[4:])
    if number is None:
        return None
    at = 4 + length
    code, rate = head[2] >> 4, head[2] & 15
    size = {6: 1, 7: 2}.get(code, 0)
    block = _BLOCKS.get(code, int.from_bytes(head[at : at + size], "big") + 1)
    at += size + {12: 1, 13: 2, 14: 2}.get(rate, 0)
    if rate == 15 or head[3] >> 4 > 10 or at >= len(head) or _crc8(head[:at]) != head[at]:
        return None
    channels = (facts[12] >> 1 & 7) + 1
    if (head[3] >> 4) + 1 != channels and not (channels == 2 and head[3] >> 4 >= 8):
        return None
    if head[1] & 1:
        return number, block
    usual = int.from_bytes(facts[2:4], "big")
    # The last block may be shorter, but its number counts blocks of the usual size.
    return number * (usual if int.from_bytes(facts[:2], "big") == usual or block < usual else block), block


def _coded_number(data: bytes) -> tuple[int, int | None]:
    """Parse a number in FLAC's variant of UTF-8; return its length and value."""
    first = data[0]
    if first < 0x80:
        return 1, first
    length = 8 - (first ^ 0xFF).bit_length()
    if not 2 <= length <= 7 or len(data) < length:
        return 0, None
    number = first & (0x7F >> length)
    for byte in data[1:length]:
        if byte & 0xC0 != 0x80:
            return 0, None
        number = number << 6 | byte & 0x3F
    return length, number


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = _CRC8[crc ^ byte]
    return crc


def _drop_accidents(stream: FlacStream) -> None:
    """Drop accidental frames: those that begin before the last one's end, or alone far ahead."""
    kept: list[int] = []
    reached = 0
    for index, start in enumerate(stream.starts):
        after = start + stream.lengths[index]
        confirmed = start == reached or (
            start > reached and (index + 1 == len(stream.starts) or stream.starts[index + 1] == after)
        )
        if confirmed and (start == reached or not stream.total or after <= max(stream.total, reached)):
            kept.append(index)
            reached = after
    for name in ("places", "starts", "lengths"):
        values = getattr(stream, name)
        setattr(stream, name, [values[index] for index in kept])


def flac_pieces(path: Path, data: Bytes, streams: list[FlacStream]) -> Pieces:
    """Yield all readable frames, each at its position."""
    for stream in streams:
        yield from gathered(_stream_pieces(path, data, stream))


def _stream_pieces(path: Path, data: Bytes, stream: FlacStream) -> Pieces:
    decoder = PacketDecoder(path, "flac", stream.facts, strict=True)
    placed = Placed()
    ends = [*stream.places[1:], stream.end]
    for place, end, start in zip(stream.places, ends, stream.starts, strict=True):
        # Junk may follow a frame; the decoder ignores it.
        sounds = decoder.decode(data[place:end], place / len(data))
        yield from placed.put(sounds or [], start)
    rate = placed.rate or stream.rate
    if stream.samples > placed.position:
        yield Lost(stream.samples - placed.position, rate)
    if stream.total > stream.samples:
        yield CutOff((stream.total - stream.samples) / rate)
