"""Decoding single packets with FFmpeg, for files that are read around damage."""

from pathlib import Path
from typing import Any, Final

import av
import av.error
import numpy as np
from av.codec.context import CodecContext
from numpy.typing import NDArray

from mashstudio.audio.readers.pieces import Lost, Pieces, SoundPiece, channel_order

LOUDEST: Final = 100.0
"""+40 dBFS: no music is louder, but decoded damage may be."""

_LETTERS = {
    "FL": "L", "FR": "R", "FC": "C", "LFE": "F", "BL": "l", "BR": "r", "SL": "l", "SR": "r", "BC": "c",
    "FLC": "L", "FRC": "R", "DL": "L", "DR": "R", "WL": "L", "WR": "R", "LFE2": "F",
}  # fmt: skip
_FULL_SCALE = {"u1": 2.0**7, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}


class PacketDecoder:
    """Decodes the packets of one stream and rejects damaged ones.

    codec: FFmpeg's name; extradata: the decoder's setup data.
    strict: reject packets with wrong checksums (only where encoders are known to write right ones, as for FLAC).
    """

    def __init__(self, path: Path, codec: str, extradata: bytes = b"", *, strict: bool = False) -> None:
        self._path = path
        self._context: Any = CodecContext.create(codec, "r")
        self._context.thread_count = 1
        if strict:
            self._context.options = {"err_detect": "crccheck+explode"}
        if extradata:
            self._context.extradata = extradata

    def decode(self, data: bytes, done: float) -> list[SoundPiece] | None:
        """Return the sound in this packet; None if it is damaged."""
        try:
            frames = self._context.decode(av.Packet(data))
        except (av.error.FFmpegError, ValueError, MemoryError):
            return None
        sounds = [sound_of(self._path, frame, done) for frame in frames]
        return sounds if all(is_music(sound.samples) for sound in sounds) else None

    def forget(self) -> None:
        """Reset the decoder: the next packet doesn't follow the last."""
        self._context.flush_buffers()


def sound_of(path: Path, frame: Any, done: float) -> SoundPiece:
    """Convert an FFmpeg frame. Raises UnusableSong for more than 8 channels."""
    channels = len(frame.layout.channels)
    order = channel_order(path, channels)
    letters = [_LETTERS.get(channel.name, "") for channel in frame.layout.channels]
    if channels > 2 and all(letters):
        order = "".join(letters)
    return SoundPiece(_floats(frame, channels), frame.sample_rate, order, done)


def _floats(frame: Any, channels: int) -> NDArray[np.float32]:
    raw = frame.to_ndarray()
    planes = raw.T if frame.format.is_planar else raw.reshape(-1, channels)
    scale = _FULL_SCALE.get(raw.dtype.str[1:])
    if scale is None:
        return np.ascontiguousarray(planes, np.float32)
    middle = 128 if raw.dtype == np.uint8 else 0
    return np.ascontiguousarray((planes.astype(np.float64) - middle) / scale, np.float32)


def is_music(samples: NDArray[np.float32]) -> bool:
    """Return True if every sample is a number and none exceeds +40 dBFS."""
    return bool(np.all(np.abs(samples) <= LOUDEST))


class Placed:
    """Keeps sounds at their positions by yielding losses before them."""

    def __init__(self) -> None:
        self.position = 0
        self.rate = 0

    def put(self, sounds: list[SoundPiece], start: int | None = None) -> Pieces:
        """Yield the loss up to the frame `start` (None: nothing is lost), then `sounds`."""
        if not sounds:
            return
        self.rate = sounds[0].rate
        if start is not None and start > self.position:
            yield Lost(start - self.position, self.rate)
            self.position = start
        for sound in sounds:
            self.position += len(sound.samples)
            yield sound
