"""The headers of MP3 (MPEG audio), AAC (ADTS) and AC-3 frames, which contain each frame's length.

ISO/IEC 11172-3, 13818-3 and 13818-7; ATSC A/52. E-AC-3 is left to FFmpeg, as it interleaves frames of several streams.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_V1 = {
    1: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_V2 = {
    1: (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    3: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_ADTS_RATES = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350)
_AC3_RATES = (48_000, 44_100, 32_000)
_AC3_KILOBITS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640)
_AC3_PLAIN, _AC3_SLOWEST = 8, 10


@dataclass(frozen=True)
class Header:
    """A frame's header. kind: the fields that all frames of a stream share; codec: FFmpeg's name of the decoder.

    bare: the size without padding, which is `slot` bytes or none.
    """

    size: int
    bare: int
    slot: int
    samples: int
    rate: int
    codec: str
    kind: tuple[int, ...]


Parse = Callable[[bytes], Header | None]


@lru_cache(maxsize=4096)
def mpeg_header(head: bytes) -> Header | None:
    """Parse the first 4 bytes as an MPEG audio header; None if they aren't one (or of free format)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or bitrate in {0, 15} or rate == 3 or head[3] & 3 == 2:
        return None
    hertz = (44_100, 48_000, 32_000)[rate] >> {3: 0, 2: 1, 0: 2}[version]
    bits = (_V1 if version == 3 else _V2)[layer][bitrate - 1] * 1000
    padding = head[2] >> 1 & 1
    if layer == 1:
        bare, slot, samples = 12 * bits // hertz * 4, 4, 384
    else:
        samples = 576 if layer == 3 and version != 3 else 1152
        bare, slot = samples // 8 * bits // hertz, 1
    return Header(bare + slot * padding, bare, slot, samples, hertz, f"mp{layer}float", (version, layer, rate))


@lru_cache(maxsize=4096)
def adts_header(head: bytes) -> Header | None:
    """Parse the first 7 bytes as an ADTS header; None if they aren't one."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    profile, rate = head[2] >> 6, head[2] >> 2 & 15
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if rate >= len(_ADTS_RATES) or size < 8:
        return None
    channels = (head[2] & 1) << 2 | head[3] >> 6
    blocks = (head[6] & 3) + 1
    kind = head[1] >> 3 & 1, profile, rate, channels
    return Header(size, size, 0, 1024 * blocks, _ADTS_RATES[rate], "aac", kind)


@lru_cache(maxsize=4096)
def ac3_header(head: bytes) -> Header | None:
    """Parse the first 7 bytes as an AC-3 header; None if they aren't one."""
    if len(head) < 7 or head[:2] != b"\x0b\x77":
        return None
    rate, code, version = head[4] >> 6, head[4] & 63, head[5] >> 3
    if rate >= len(_AC3_RATES) or code >= 2 * len(_AC3_KILOBITS) or version > _AC3_SLOWEST:
        return None
    # 16-bit words for 1536 samples; at 44.1 kHz there may be one more.
    words = _AC3_KILOBITS[code >> 1] * 96_000 // _AC3_RATES[rate]
    kind = rate, code >> 1, version, head[6] >> 5
    hertz = _AC3_RATES[rate] >> max(version - _AC3_PLAIN, 0)
    return Header(2 * (words + (code & 1 if rate == 1 else 0)), 2 * words, 2, 1536, hertz, "ac3", kind)


SYNCS: Final[dict[Parse, re.Pattern[bytes]]] = {
    mpeg_header: re.compile(rb"\xff[\xe2-\xff]"),
    adts_header: re.compile(rb"\xff[\xf0-\xff]"),
    ac3_header: re.compile(rb"\x0b\x77"),
}
"""The first bytes of each kind of frame, by the function that parses its header."""
