"""Small sound files of every kind, whole and damaged, made without external programs."""

import io
import struct
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile

from mashstudio.core.units import Samples

RATE = 44_100
SECONDS = 7.0

USUAL_KINDS = (
    "wav", "float.wav", "flac", "ogg", "opus", "mp3", "vbr.mp3", "bare.mp3", "aiff", "m4a", "aac", "oga", "caf"
)  # fmt: skip
RARE_KINDS = ("mka", "webm", "ac3", "wma", "w64", "au", "wv", "tta")
KINDS = USUAL_KINDS + RARE_KINDS
"""Endings of the files that `whole_file` makes."""


# Codec, container, and the options of each.
_BY_FFMPEG: dict[str, tuple[str, str, dict[str, str], dict[str, str]]] = {
    "vbr.mp3": ("libmp3lame", "mp3", {"q": "5"}, {}),
    "bare.mp3": ("libmp3lame", "mp3", {"b": "128000"}, {"write_xing": "0", "id3v2_version": "0"}),
    "m4a": ("aac", "ipod", {}, {"movflags": "+faststart"}),
    "aac": ("aac", "adts", {}, {}),
    "oga": ("flac", "oga", {}, {}),
    "mka": ("aac", "matroska", {}, {}),
    "webm": ("vorbis", "webm", {"strict": "experimental"}, {}),
    "ac3": ("ac3", "ac3", {}, {}),
    "wma": ("wmav2", "asf", {"b": "128000"}, {}),
    "wv": ("wavpack", "wv", {}, {}),
    "tta": ("tta", "tta", {}, {}),
    "flv": ("libmp3lame", "flv", {}, {}),
    "avi": ("libmp3lame", "avi", {}, {}),
    "ts": ("aac", "mpegts", {}, {}),
    "mp3.wav": ("libmp3lame", "wav", {}, {}),
    "adpcm.wav": ("adpcm_ms", "wav", {}, {}),
}


def melody(seconds: float = SECONDS, rate: int = RATE) -> Samples:
    """Return a tone that jumps every 0.25 s over quiet noise: any two places differ."""
    time = np.arange(round(seconds * rate)) / rate
    steps = np.random.default_rng(5).permutation(64)[(time * 4).astype(int) % 64]
    phase = 2 * np.pi * np.cumsum(200 * 2 ** (steps / 24)) / rate
    noise = np.random.default_rng(6).standard_normal(len(time))
    mono = 0.3 * np.sin(phase) + 0.02 * noise
    return np.stack([mono, 0.8 * mono], axis=1).astype(np.float32)


@cache
def whole_file(kind: str, seconds: float = SECONDS) -> bytes:
    """Return a sound file of this kind (see KINDS and _BY_FFMPEG) that contains `melody`."""
    sound = melody(seconds)
    if kind == "opus":
        return _by_libsndfile(melody(seconds, 48_000), "OGG", "OPUS", 48_000)
    if kind in _BY_FFMPEG:
        return _by_ffmpeg(sound, *_BY_FFMPEG[kind])
    return _by_libsndfile(sound, kind.rpartition(".")[2].upper(), "FLOAT" if kind == "float.wav" else None)


def _by_libsndfile(sound: Samples, container: str, subtype: str | None, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format=container, subtype=subtype)
    return file.getvalue()


def _by_ffmpeg(sound: Samples, codec: str, container: str, options: dict[str, str], muxing: dict[str, str]) -> bytes:
    # Moving MP4's index to the front takes a second pass, which needs a file.
    with tempfile.NamedTemporaryFile() as file, av.open(file.name, "w", format=container, options=muxing) as output:
        stream: Any = output.add_stream(codec, rate=RATE, options=options)
        stream.codec_context.layout = "stereo"
        resampler = av.AudioResampler(format=stream.codec_context.format.name, layout="stereo", rate=RATE)
        for start in range(0, len(sound), 4096):
            block = np.ascontiguousarray(sound[start : start + 4096].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, start
            for ready in resampler.resample(frame):
                output.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            output.mux(stream.encode(ready))
        output.mux(stream.encode(None))
        output.close()
        return Path(file.name).read_bytes()


Mutation = Callable[[bytes, np.random.Generator], bytes]


def flip(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` with one to eight bits flipped, not at the very beginning."""
    damaged = bytearray(data)
    for place in random.integers(64, len(data), random.integers(1, 9)):
        damaged[place] ^= 1 << int(random.integers(8))
    return bytes(damaged)


def cut(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` without its end."""
    return data[: int(random.integers(len(data) // 20, len(data)))]


def insert(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` with junk inserted."""
    place, size = int(random.integers(64, len(data))), int(random.integers(1, 3000))
    junk = bytes(random.integers(0, 256, size, np.uint8)) if random.integers(2) else b"U" * size
    return data[:place] + junk + data[place:]


def header(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` with some of the first bytes changed."""
    damaged = bytearray(data)
    for place in random.integers(0, min(200, len(data)), random.integers(1, 4)):
        damaged[place] = int(random.integers(256))
    return bytes(damaged)


def swap(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` with two blocks swapped."""
    size = int(random.integers(100, len(data) // 8))
    first = int(random.integers(64, len(data) - 2 * size))
    second = int(random.integers(first + size, len(data) - size + 1))
    between = data[first + size : second]
    return data[:first] + data[second : second + size] + between + data[first : first + size] + data[second + size :]


def blank(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` with a stretch of zeros."""
    size = int(random.integers(1, max(len(data) // 8, 2)))
    place = int(random.integers(64, len(data) - size))
    return data[:place] + bytes(size) + data[place + size :]


def remove(data: bytes, random: np.random.Generator) -> bytes:
    """Return `data` without a stretch."""
    size = int(random.integers(1, max(len(data) // 8, 2)))
    place = int(random.integers(64, len(data) - size))
    return data[:place] + data[place + size :]


MUTATIONS: dict[str, Mutation] = {one.__name__: one for one in (flip, cut, insert, header, swap, blank, remove)}


def write(path: Path, data: bytes) -> Path:
    """Write `data`; return the path."""
    path.write_bytes(data)
    return path


def with_flac_total(data: bytes, samples: int) -> bytes:
    """Return the FLAC file with another number of samples in its header."""
    damaged = bytearray(data)
    facts = int.from_bytes(data[18:26], "big") >> 36 << 36 | samples
    damaged[18:26] = facts.to_bytes(8, "big")
    return bytes(damaged)


def with_wav_sizes(data: bytes, riff: int, sound: int) -> bytes:
    """Return the WAV file with these lengths in its header."""
    damaged = bytearray(data)
    place = data.index(b"data")
    damaged[4:8], damaged[place + 4 : place + 8] = struct.pack("<I", riff), struct.pack("<I", sound)
    return bytes(damaged)
