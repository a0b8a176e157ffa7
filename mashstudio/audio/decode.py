"""Any sound file to samples. Runs in a child process: nothing is known of the file yet.

libsndfile reads WAV, FLAC, OGG, Opus, MP3 and AIFF (and removes an MP3's encoder delay); FFmpeg, through PyAV, reads
M4A and AAC alone.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import av
import av.error
import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from mashstudio.audio.cover import find_cover
from mashstudio.audio.tags import find_tags
from mashstudio.facts.errors import UnusableSong
from mashstudio.facts.units import SAMPLE_RATE, Samples
from mashstudio.jobs import Job

DECODER_VERSION: Final = 2
SHORTEST: Final = 5
LONGEST: Final = 3 * 3600
SAMPLES_FILE: Final = "samples.npy"
TAGS_FILE: Final = "song.json"
COVER_STEM: Final = "cover"

_BLOCK = 1 << 16
_RATES = (8_000, 192_000)
_SILENCE = 10 ** (-70 / 20)
_ENCRYPTED = {"drms", "enca"}
_ANOTHER = "Choose another file, or convert this one to WAV or FLAC first."

# Channels in WAV's order, and in Vorbis' (RFC 7845 has Opus follow it).
_WAV_ORDER = {3: "LRC", 4: "LRlr", 5: "LRClr", 6: "LRCFlr", 7: "LRCFclr", 8: "LRCFlrlr"}
_OGG_ORDER = {3: "LCR", 4: "LRlr", 5: "LCRlr", 6: "LCRlrF", 7: "LCRlrcF", 8: "LCRlrlrF"}
# ITU-R BS.775: centre and surrounds at −3 dB; the low-frequency channel is left out.
_HALF = 0.5**0.5
_DOWNMIX = {
    "L": (1, 0),
    "R": (0, 1),
    "C": (_HALF, _HALF),
    "F": (0, 0),
    "l": (_HALF, 0),
    "r": (0, _HALF),
    "c": (0.5, 0.5),
}


def decode(path: Path, folder: Path, *, job: Job) -> None:
    """Writes the samples of `path` to `folder`/samples.npy, its title and artist to `folder`/song.json.

    Its cover, where it has one, goes to `folder`/cover.jpg or cover.png.
    Raises UnusableSong when the file isn't sound, is shorter than 5 s or longer than 3 h, silent, damaged or locked.
    """
    blocks = _aac_blocks(path) if _is_aac(path) else _sndfile_blocks(path)
    with (folder / SAMPLES_FILE).open("wb") as file:
        frames = _write_samples(path, blocks, file, job)
    tags = find_tags(path)
    facts = {"title": tags.title, "artist": tags.artist, "frames": frames}
    (folder / TAGS_FILE).write_text(json.dumps(facts), "utf-8")
    cover = find_cover(path)
    if cover is not None:
        data, suffix = cover
        (folder / f"{COVER_STEM}.{suffix}").write_bytes(data)


def _is_aac(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(12)
    # MP4's first box, or an ADTS frame (MPEG audio's sync word with layer 0).
    return head[4:8] == b"ftyp" or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0)


def _write_samples(path: Path, blocks: Iterator[tuple[float, Samples]], file: IO[bytes], job: Job) -> int:
    """Appends the blocks to a .npy file whose header is written twice: its length is known only at the end."""
    _write_header(file, 0)
    frames, peak = 0, 0.0
    for done, block in blocks:
        job.report(done, f"Reading {path.name}")
        if not np.isfinite(block).all():
            raise UnusableSong(path, f"It holds samples that are not numbers. {_ANOTHER}")
        peak = max(peak, float(np.abs(block).max(initial=0)))
        frames += len(block)
        if frames > LONGEST * SAMPLE_RATE:
            raise UnusableSong(path, "It is longer than 3 hours. Cut out the part you want to use.")
        file.write(np.ascontiguousarray(block, np.float32).tobytes())
    if frames < SHORTEST * SAMPLE_RATE:
        raise UnusableSong(path, f"It is shorter than {SHORTEST} seconds. {_ANOTHER}")
    if peak < _SILENCE:
        raise UnusableSong(path, f"It holds nothing but silence. {_ANOTHER}")
    file.seek(0)
    _write_header(file, frames)
    return frames


def _write_header(file: IO[bytes], frames: int) -> None:
    header = {"descr": "<f4", "fortran_order": False, "shape": (frames, 2)}
    np.lib.format.write_array_header_1_0(file, header)


def _sndfile_blocks(path: Path) -> Iterator[tuple[float, Samples]]:
    try:
        sound = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, TypeError):
        raise UnusableSong(path, f"It is not a sound file, or it is damaged at its beginning. {_ANOTHER}") from None
    with sound:
        order = (_OGG_ORDER if sound.format == "OGG" else _WAV_ORDER).get(sound.channels, "LR")
        matrix = _downmix_matrix(path, sound.channels, order)
        resampler = _resampler(path, sound.samplerate)
        expected = max(sound.frames, 1)
        while True:
            block = _read_block(sound)
            last = len(block) == 0
            mixed = np.zeros((0, 2), np.float32) if last else block @ matrix
            yield min(sound.tell() / expected, 1), resampler.resample_chunk(mixed, last=last)
            if last:
                return


def _read_block(sound: soundfile.SoundFile) -> NDArray[np.float32]:
    try:
        block: NDArray[np.float32] = sound.read(_BLOCK, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        # The rest of the file is missing or damaged; what was read so far is still music.
        return np.zeros((0, sound.channels), np.float32)
    return block


def _aac_blocks(path: Path) -> Iterator[tuple[float, Samples]]:
    try:
        with av.open(str(path), "r") as container:
            yield from _stream_blocks(path, container)
    except (av.error.FFmpegError, IndexError, ValueError):
        raise UnusableSong(path, f"It is not a sound file, or it is damaged. {_ANOTHER}") from None


def _stream_blocks(path: Path, container: Any) -> Iterator[tuple[float, Samples]]:
    stream = container.streams.audio[0]
    if stream.codec_context.codec_tag in _ENCRYPTED:
        raise UnusableSong(path, "It is locked by copy protection (DRM). Choose a copy that isn't.")
    matrix = _downmix_matrix(path, stream.channels, _WAV_ORDER.get(stream.channels, "LR"))
    resampler = _resampler(path, stream.rate)
    planar = av.AudioResampler(format="fltp")
    expected = float((stream.duration or 0) * stream.time_base) or float("inf")
    for frame in _frames(container, stream):
        for plain in planar.resample(frame):
            done = min((frame.time or 0) / expected, 1)
            yield done, resampler.resample_chunk(np.ascontiguousarray(plain.to_ndarray().T @ matrix))
    yield 1, resampler.resample_chunk(np.zeros((0, 2), np.float32), last=True)


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """The stream's frames up to its end or to the first that is damaged."""
    frames = container.decode(stream)
    yield next(frames)
    while True:
        try:
            yield next(frames)
        except (StopIteration, av.error.FFmpegError):
            return


def _downmix_matrix(path: Path, channels: int, order: str) -> NDArray[np.float32]:
    if channels == 1:
        return np.ones((1, 2), np.float32)
    if channels > 8:
        raise UnusableSong(path, f"It has {channels} channels; up to 8 can be used. Mix it down to stereo first.")
    return np.array([_DOWNMIX[channel] for channel in order], np.float32)


def _resampler(path: Path, rate: int) -> soxr.ResampleStream:
    lowest, highest = _RATES
    if not lowest <= rate <= highest:
        raise UnusableSong(path, f"Its sample rate is {rate} Hz; 8 to 192 kHz can be used. Convert it first.")
    return soxr.ResampleStream(rate, SAMPLE_RATE, 2, dtype="float32", quality="VHQ")
