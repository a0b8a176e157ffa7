"""A song in stems: as files, and as a .stem.mp4."""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import av
import numpy as np
import soundfile

from mashstudio.core.units import SAMPLE_RATE, Samples


def tone(frequency: float, seconds: float = 6.0, rate: int = SAMPLE_RATE) -> Samples:
    """Return a quiet tone that differs in left and right."""
    time = np.arange(round(seconds * rate)) / rate
    left = 0.1 * np.sin(2 * np.pi * frequency * time)
    return np.stack([left, left / 2], axis=1).astype(np.float32)


def write_stems(folder: Path, files: Mapping[str, Samples], rate: int = SAMPLE_RATE) -> Path:
    """Write float files of these names into `folder`; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, samples in files.items():
        soundfile.write(folder / name, samples, rate, subtype="FLOAT")
    return folder


def write_stem_mp4(path: Path, mix: Samples, stems: Sequence[tuple[str, Samples]]) -> Path:
    """Write an MP4 of lossless streams, the mix first, with the box in which Native Instruments names the others."""
    with av.open(str(path), "w", format="mp4") as container:
        streams = [container.add_stream("alac", rate=SAMPLE_RATE) for _ in range(1 + len(stems))]
        for stream, samples in zip(streams, [mix, *(each for _, each in stems)], strict=True):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(np.rint(samples.T * 32767), np.int16), format="s16p", layout="stereo"
            )
            frame.sample_rate = SAMPLE_RATE
            container.mux([*stream.encode(frame), *stream.encode(None)])
    facts = {"version": 1, "mastering_dsp": {}, "stems": [{"name": name, "color": "#009E73"} for name, _ in stems]}
    if stems:
        add_to_movie(path, box(b"udta", box(b"stem", json.dumps(facts).encode())))
    return path


def box(kind: bytes, contents: bytes) -> bytes:
    return struct.pack(">I", 8 + len(contents)) + kind + contents


def add_to_movie(path: Path, more: bytes) -> None:
    """Append `more` to the `moov` box, the last in the file."""
    data = bytearray(path.read_bytes())
    at = data.rindex(b"moov") - 4
    (size,) = struct.unpack_from(">I", data, at)
    assert at + size == len(data)
    struct.pack_into(">I", data, at, size + len(more))
    path.write_bytes(bytes(data) + more)
