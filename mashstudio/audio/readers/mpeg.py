"""MP3, ADTS AAC and AC-3 frame by frame, around junk, tags and losses and across joined files."""

from dataclasses import dataclass
from mmap import mmap
from pathlib import Path
from typing import Final

from mashstudio.audio.readers.codec import PacketDecoder, Placed
from mashstudio.audio.readers.framing import Bytes, Stream, find_streams
from mashstudio.audio.readers.headers import SYNCS
from mashstudio.audio.readers.pieces import CutOff, Lost, Pieces, gathered, trimmed

# The codec whose frames have checksums; those whose decoders notice when a frame continues with something else.
_CHECKED: Final = "ac3"
_NOTICED: Final = {"aac", "ac3"}


@dataclass(frozen=True, eq=False)
class Framed:
    """The streams found in a file. covered: the share of its bytes that belong to frames."""

    streams: list[Stream]
    covered: float

    @property
    def first(self) -> int:
        """The place of the first frame."""
        return self.streams[0].frames[0][0]

    @property
    def seconds(self) -> float:
        """The duration."""
        return sum(stream.seconds for stream in self.streams)

    @property
    def whole(self) -> bool:
        """Return True if there is a single stream without a fault."""
        if len(self.streams) != 1:
            return False
        stream = self.streams[0]
        complete = stream.info is None or stream.info.frames in {0, len(stream.frames)}
        return complete and not (stream.lost or stream.cut_off or stream.missing)


def find_frames(data: Bytes, start: int) -> Framed:
    """Return the MP3, ADTS or AC-3 frames in `data`, whichever cover most of it."""
    found = []
    for parse in SYNCS:
        streams = find_streams(data, start, parse)
        covered = sum(size for stream in streams for _, size in stream.frames) / max(len(data) - start, 1)
        found.append(Framed(streams, covered))
    return max(found, key=lambda framed: framed.covered)


def mpeg_pieces(path: Path, data: bytes | mmap, framed: Framed) -> Pieces:
    """Yield everything readable, each frame at the position that follows from its number."""
    for stream in framed.streams:
        yield from gathered(trimmed(_stream_pieces(path, data, stream), stream.skip, stream.keep))


def _stream_pieces(path: Path, data: bytes | mmap, stream: Stream) -> Pieces:
    codec = stream.header.codec
    decoder = PacketDecoder(path, codec, strict=codec == _CHECKED)
    placed = Placed()
    # HE-AAC decodes to twice as many samples as its headers say.
    frame_samples, number, broken = stream.header.samples, 0, False
    for index, (place, size) in enumerate(stream.frames):
        number += stream.lost.get(index, 0)
        if index in stream.lost or broken:
            decoder.forget()
        sounds = decoder.decode(data[place : place + size], place / len(data))
        broken = sounds is None
        if sounds:
            frame_samples = sum(len(sound.samples) for sound in sounds)
            yield from placed.put(sounds, number * frame_samples)
        number += 1
    rate = placed.rate or stream.header.rate
    end = number + stream.lost.get(len(stream.frames), 0)
    if end * frame_samples > placed.position:
        yield Lost(end * frame_samples - placed.position, rate)
    only_junk = stream.junk_behind and codec in _NOTICED and not broken
    if stream.missing or (stream.cut_off and not only_junk):
        yield CutOff(stream.missing * frame_samples / rate if stream.missing else None)
