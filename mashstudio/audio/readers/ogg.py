"""Ogg page by page (RFC 3533), around damaged ones: Vorbis, Opus (RFC 7845), FLAC, Speex, also in chained files.

Each page has a checksum, a number and the position of its end in the sound, so losses are known to the sample.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path
from typing import Final

from mashstudio.audio.readers.codec import PacketDecoder, Placed
from mashstudio.audio.readers.pieces import CutOff, Lost, Pieces, SoundPiece, Unreadable, gathered, trimmed

Bytes = bytes | mmap
_MARK: Final = re.compile(rb"OggS\x00")
_CONTINUED, _BEGINS, _ENDS = 1, 2, 4
_OPUS_RATE: Final = 48_000
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True)
class OggPage:
    """A page with a right checksum. position: the end of its last whole packet; −1: no packet ends in it."""

    place: int
    end: int
    flags: int
    position: int
    serial: int
    number: int
    lacing: bytes

    @property
    def body(self) -> int:
        """The place of its packets."""
        return self.place + 27 + len(self.lacing)


@dataclass(eq=False)
class Link:
    """One stream of a chained file, from the byte `start` to `end`: its pages and its codec's headers.

    holes: the indices of pages before which others are missing; len(pages) if pages are missing at the end.
    """

    codec: str
    start: int
    pages: list[OggPage]
    headers: list[bytes] = field(default_factory=list)
    holes: set[int] = field(default_factory=set)
    end: int = 0

    @property
    def rate(self) -> int:
        """The sample rate, Hz."""
        if self.codec == "opus":
            return _OPUS_RATE
        if self.codec == "vorbis":
            return int.from_bytes(self.headers[0][12:16], "little")
        if self.codec == "speex":
            return int.from_bytes(self.headers[0][36:40], "little")
        return int.from_bytes(self.headers[0][27:30], "big") >> 4

    @property
    def skip(self) -> int:
        """The number of samples at the beginning that only warm up the decoder."""
        return int.from_bytes(self.headers[0][10:12], "little") if self.codec == "opus" else 0

    @property
    def ended(self) -> bool:
        """Return True if its last page is marked as the last."""
        return bool(self.pages[-1].flags & _ENDS)

    @property
    def readable(self) -> bool:
        """Return True if all the headers that its decoder needs are there."""
        return len(self.headers) >= (3 if self.codec == "vorbis" else 1)

    @property
    def whole(self) -> bool:
        """Return True if no page is missing, not even the last."""
        return self.readable and self.ended and not self.holes

    @property
    def span(self) -> float:
        """Seconds from its first position to its last, a little less than its duration."""
        positions = [page.position for page in self.pages if page.position > 0]
        return (positions[-1] - positions[0]) / self.rate if positions and self.rate else 0.0


def find_links(data: Bytes, start: int) -> list[Link]:
    """Return the links in `data` from the byte `start` on: of each, the first stream of a supported codec."""
    links: list[Link] = []
    beginning, hole = False, False
    for page in _pages(data, start):
        if page is None:
            hole = True
            continue
        link = links[-1] if links else None
        if page.flags & _BEGINS:
            if link is not None and hole:
                link.holes.add(len(link.pages))
            codec = _codec_of(bytes(data[page.body : page.body + 16]))
            # Streams that begin together sound together: take the first.
            if codec and not beginning:
                if link is not None:
                    link.end = page.place
                links.append(Link(codec, page.place, [page], end=len(data)))
            beginning = beginning or bool(codec)
        elif link is not None:
            beginning = False
            if page.serial == link.pages[0].serial and page.number > link.pages[-1].number:
                if page.number != link.pages[-1].number + 1:
                    link.holes.add(len(link.pages))
                link.pages.append(page)
        hole = False
    for link in links:
        link.headers = _headers(data, link)
    if links and hole and not links[-1].ended:
        links[-1].holes.add(len(links[-1].pages))
    return links


def _pages(data: Bytes, place: int) -> Iterator[OggPage | None]:
    """Yield the pages with right checksums; None for anything between them."""
    while place < len(data):
        page = read_page(data, place)
        yield page
        if page is not None:
            place = page.end
        else:
            mark = _MARK.search(data, place + 1)
            place = len(data) if mark is None else mark.start()


def read_page(data: Bytes, place: int) -> OggPage | None:
    """Return the page at this place; None if there is none or it is damaged."""
    head = bytes(data[place : place + 27])
    if len(head) < 27 or head[:5] != b"OggS\0":
        return None
    lacing = bytes(data[place + 27 : place + 27 + head[26]])
    body = place + 27 + len(lacing)
    end = body + sum(lacing)
    if len(lacing) < head[26] or end > len(data):
        return None
    checked = head[:22] + bytes(4) + head[26:] + lacing + bytes(data[body:end])
    if _checksum(checked) != int.from_bytes(head[22:26], "little"):
        return None
    position = int.from_bytes(head[6:14], "little", signed=True)
    serial, number = int.from_bytes(head[14:18], "little"), int.from_bytes(head[18:22], "little")
    return OggPage(place, end, head[5], position, serial, number, lacing)


def _checksum(data: bytes) -> int:
    """Return Ogg's CRC-32: zlib's with the bits of every byte reversed and without its inversions."""
    crc = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{crc:032b}"[::-1], 2)


def _codec_of(packet: bytes) -> str:
    if packet[:7] == b"\x01vorbis":
        return "vorbis"
    if packet[:8] == b"OpusHead":
        return "opus"
    if packet[:8] == b"Speex   ":
        return "speex"
    return "flac" if packet[:5] == b"\x7fFLAC" else ""


def _packets(data: Bytes, link: Link) -> Iterator[tuple[OggPage, list[bytes]]]:
    """Yield each page with the packets that end in it."""
    part: bytes | None = b""
    for index, page in enumerate(link.pages):
        if index in link.holes or bool(part) != bool(page.flags & _CONTINUED):
            # Drop a packet whose beginning or continuation is lost.
            part = None if page.flags & _CONTINUED else b""
        packets, place = [], page.body
        for size in page.lacing:
            if part is not None:
                part += data[place : place + size]
            place += size
            if size < 255:
                if part is not None:
                    packets.append(part)
                part = b""
        yield page, packets


def _headers(data: Bytes, link: Link) -> list[bytes]:
    """Return the packets before the sound: Vorbis needs three of them, the others the first."""
    found: list[bytes] = []
    for _, packets in _packets(data, link):
        for packet in packets:
            if not _is_header(link.codec, packet):
                return found
            if not found or link.codec != "vorbis" or packet[:1] == bytes([2 * len(found) + 1]):
                found.append(packet)
    return found


def _is_header(codec: str, packet: bytes) -> bool:
    match codec:
        case "vorbis":
            return bool(packet[:1]) and bool(packet[0] & 1)
        case "opus":
            return packet[:8] in {b"OpusHead", b"OpusTags"}
        case "speex":
            # The comments begin with a text's length, which would be too large in a packet of sound.
            return packet[:8] == b"Speex   " or 4 + int.from_bytes(packet[:4], "little") <= len(packet) - 4
    return packet[:1] != b"\xff"


def link_pieces(path: Path, data: Bytes, link: Link) -> Pieces:
    """Yield everything readable in a link, each page at its position."""
    if not link.readable:
        raise Unreadable
    yield from gathered(_placed_pages(path, data, link))
    if len(link.pages) in link.holes:
        lost = link.end - link.pages[-1].end
        heard = max(link.pages[-1].end - link.start, 1)
        yield Lost(round(link.pages[-1].position * lost / heard), link.rate)
    if not link.ended:
        yield CutOff()


def _placed_pages(path: Path, data: Bytes, link: Link) -> Pieces:
    """Yield the pages' sound at their positions, relative to the last whole page."""
    decoder = PacketDecoder(path, link.codec, _extradata(link), strict=link.codec == "flac")
    placed = Placed()
    sounds: list[SoundPiece] = []
    origin: int | None = None
    offset, damaged = 0, False
    for index, (page, packets) in enumerate(_packets(data, link)):
        if index in link.holes:
            decoder.forget()
            damaged = True
        for packet in packets:
            heard = None if _is_header(link.codec, packet) else decoder.decode(packet, page.place / len(data))
            damaged |= heard is None and not _is_header(link.codec, packet)
            sounds += heard or []
        if page.position < 0 or not sounds:
            continue
        length, end = sum(len(sound.samples) for sound in sounds), page.position - link.skip
        last = bool(page.flags & _ENDS)
        if origin is None:
            # A recorded broadcast begins at any position; Vorbis may begin before 0 and is cut there.
            # Speex' delay stays, as FFmpeg keeps it.
            origin = 0 if damaged or last else max(end - length, -length if link.codec == "speex" else 0)
            sounds = _between(sounds, max(length - end, 0) if link.codec == "vorbis" and not (damaged or last) else 0)
        start = end - offset - length if damaged else placed.position
        if last:
            sounds = _between(sounds, 0, end - origin - max(start, placed.position))
        yield from placed.put(sounds, start)
        offset, damaged, sounds = end - placed.position, False, []
    yield from placed.put(sounds)


def _between(sounds: list[SoundPiece], first: int, last: int | None = None) -> list[SoundPiece]:
    """Return the sounds from frame `first` to `last` (None: to their end)."""
    kept = trimmed(iter(sounds), first, None if last is None else max(last - first, 0))
    return [sound for sound in kept if isinstance(sound, SoundPiece)]


def _extradata(link: Link) -> bytes:
    """Return the headers in the form that FFmpeg's decoders expect."""
    if link.codec == "flac":
        return link.headers[0][17:51]
    if link.codec in {"opus", "speex"}:
        return link.headers[0]
    first, second, _ = (len(header) for header in link.headers)
    lacing = b"".join(b"\xff" * (size // 255) + bytes([size % 255]) for size in (first, second))
    return b"\x02" + lacing + b"".join(link.headers)
