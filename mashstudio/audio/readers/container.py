"""Reading containers with FFmpeg: M4A, and files that libsndfile can't read."""

from pathlib import Path
from typing import Any, Final

import av
import av.error
from av.stream import Disposition

from mashstudio.audio.readers.codec import is_music, sound_of
from mashstudio.audio.readers.ends import LARGEST_ASF_HEAD, asf_seconds, missing_share
from mashstudio.audio.readers.pieces import ANOTHER, CutOff, Lost, Pieces, Unreadable, gathered
from mashstudio.core.errors import UnusableSong
from mashstudio.core.messages import Message

_ENCRYPTED: Final = {"drms", "enca"}
_SLACK: Final = 0.1
# Codecs whose frames have checksums; without checking, damaged ones decode to noise.
_CHECKED: Final = {"tta", "wavpack"}
# Missing packets raise no error, but show in the times of the others. In other containers times are too inexact.
_JUMPS: Final = {"asf": 0.02, "wv": 0.02, "matroska": 0.1, "flv": 0.1, "mpegts": 0.1}
# In recordings of broadcasts times jump back, or by more than these seconds, where nothing is lost.
_BROADCAST: Final = {"flv", "mpegts"}
_CLOCK_RESET: Final = 60
_WITHOUT_LENGTH: Final = {"ac3", "eac3", "dts", "mpegts", "mpeg", "amr", "flv"}


def container_pieces(path: Path, kind: str, number: int | None = None) -> Pieces:
    """Yield the sound in `path`, opened only as FFmpeg's format `kind`: others, such as playlists, could be unsafe.

    number: of the audio stream; None: the one that players choose.
    """
    try:
        with av.open(str(path), "r", format=kind) as container:
            if (number or 0) >= len(container.streams.audio):
                raise _nothing(path)
            stream = _played(container.streams.audio) if number is None else container.streams.audio[number]
            if stream.codec_context is None:
                raise Unreadable
            if stream.codec_context.codec_tag in _ENCRYPTED:
                raise UnusableSong(path, Message("It is copy-protected (DRM). Choose an unprotected copy."))
            if stream.codec_context.name in _CHECKED:
                stream.codec_context.options = {"err_detect": "crccheck+explode"}
            yield from gathered(_stream_pieces(path, container, stream))
    except (av.error.FFmpegError, IndexError, ValueError):
        if missing_share(path):
            raise _nothing(path) from None
        raise Unreadable from None


def _played(streams: Any) -> Any:
    """Return the stream that players choose: the first one marked as the default, else the first."""
    return next((stream for stream in streams if stream.disposition & Disposition.default), streams[0])


def _nothing(path: Path) -> UnusableSong:
    if missing_share(path):
        return UnusableSong(
            path, Message("It is cut off, and its missing end is needed to read it. Choose another copy.")
        )
    return UnusableSong(path, Message("It contains no audio. {advice}", advice=ANOTHER))


def _stream_pieces(path: Path, container: Any, stream: Any) -> Pieces:
    """Yield everything decodable. After damage a frame is placed by its time; otherwise each follows the last."""
    expected = _seconds(path, container, stream)
    lossy = not stream.codec_context.name.startswith("pcm_")
    origin, position, damaged, rate = None, 0, False, 0
    for frame in _without_jumps(_frames(container, stream), _JUMPS.get(container.format.name)):
        if frame is None:
            damaged = True
            continue
        sound = sound_of(path, frame, min((frame.time or 0) / expected, 1) if expected else 0)
        if lossy and not is_music(sound.samples):
            damaged = True
            continue
        rate = sound.rate
        if origin is None:
            origin = _start(stream, frame) if damaged else frame.time or 0.0
        if damaged and frame.time is not None:
            lost = round((frame.time - origin) * rate) - position
            if container.format.name in _BROADCAST and not 0 <= lost <= _CLOCK_RESET * rate:
                lost = 0
            # Elsewhere a time that goes back is wrong: assume that one frame was lost.
            lost = lost if lost >= 0 else len(sound.samples)
            if lost:
                yield Lost(lost, rate)
                position += lost
            damaged = False
        position += len(sound.samples)
        yield sound
    if rate == 0:
        raise _nothing(path)
    short = expected - position / rate
    if damaged or short > _SLACK + expected / 100 or (expected and missing_share(path)):
        yield CutOff(short if short > _SLACK else None)


def _start(stream: Any, frame: Any) -> float:
    """Return the start time of the stream, whose first good frame is `frame`."""
    return float(frame.time or 0 if stream.start_time is None else stream.start_time * stream.time_base)


def _seconds(path: Path, container: Any, stream: Any) -> float:
    """Return the duration that the file declares; 0 if it doesn't or FFmpeg only estimates it from the size."""
    if container.format.name == "asf":
        with path.open("rb") as file:
            return asf_seconds(file.read(LARGEST_ASF_HEAD)) if len(container.streams) == 1 else 0.0
    if container.format.name in _WITHOUT_LENGTH:
        return 0.0
    if stream.duration is not None:
        return float(stream.duration * stream.time_base)
    # Video may last longer than the sound.
    return (container.duration or 0) / av.time_base if len(container.streams) == 1 else 0.0


def _frames(container: Any, stream: Any) -> Any:
    """Yield the stream's frames; None for damaged ones."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            yield None
            return
        try:
            yield from packet.decode()
        except av.error.FFmpegError:
            yield None


def _without_jumps(frames: Any, most: float | None) -> Any:
    """Yield the frames, and None where times jump by more than `most` seconds; drop single frames with odd times."""
    due, odd = None, None
    for frame in frames:
        timed = most is not None and frame is not None and frame.time is not None
        if timed and due is not None and odd is None and abs(frame.time - due) > most:
            odd = frame
            continue
        if odd is not None:
            yield None
            if timed and abs(frame.time - _end(odd)) <= most:
                yield odd
            odd = None
        yield frame
        due = _end(frame) if timed else None
    if odd is not None:
        yield odd


def _end(frame: Any) -> float:
    return float(frame.time) + float(frame.samples) / float(frame.sample_rate)
