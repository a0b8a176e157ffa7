"""A song's cover, from every kind of file that can have one."""

import base64
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
import soundfile
from mutagen.flac import Picture
from mutagen.id3 import APIC
from mutagen.mp4 import MP4Cover

from mashstudio.audio.cover import LARGEST, find_cover
from mashstudio.audio.encode import Tags, format_for, write_audio
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.key import parse_key


def drawn(codec: str, form: str, level: int) -> bytes:
    """Return a picture of a uniform grey."""
    frame = av.VideoFrame.from_ndarray(np.full((24, 24, 3), level, np.uint8), format="rgb24").reformat(format=form)
    context: Any = av.CodecContext.create(codec, "w")
    context.width, context.height, context.pix_fmt, context.time_base = 24, 24, form, Fraction(1)
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])


JPEG, PNG = drawn("mjpeg", "yuvj420p", 60), drawn("png", "rgb24", 200)


def shown(cover: bytes | None) -> int:
    """Return the cover's lightness."""
    assert cover is not None
    assert cover.startswith(b"\x89PNG")
    context: Any = av.CodecContext.create("png", "r")
    frames: list[Any] = [*context.decode(av.Packet(cover)), *context.decode(None)]
    return round(float(frames[0].to_ndarray(format="rgb24").mean()) / 10) * 10


def a_song(path: Path) -> Path:
    samples = np.random.default_rng(1).normal(0, 0.1, (6 * SAMPLE_RATE, 2)).astype(np.float32)
    if path.suffix in {".opus", ".aiff"}:
        soundfile.write(path, samples[: 6 * SAMPLE_RATE], 48_000, format={".opus": "OGG", ".aiff": "AIFF"}[path.suffix],
                        subtype={".opus": "OPUS", ".aiff": "PCM_16"}[path.suffix])  # fmt: skip
        return path
    write_audio(path, [samples], len(samples), format_for(path), Tags("Title", "", 120.0, parse_key("C")), job=Job())
    return path


def an_m4a(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE)
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def picture(data: bytes, kind: int = 3) -> Picture:
    made = Picture()
    made.data, made.type, made.mime = data, kind, "image/jpeg"
    return made


def give_cover(path: Path, *pictures: tuple[int, bytes]) -> None:
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for index, (kind, data) in enumerate(pictures):
        if path.suffix == ".flac":
            file.add_picture(picture(data, kind))
        elif path.suffix == ".m4a":
            file.tags["covr"] = [MP4Cover(data)]
        elif path.suffix in {".ogg", ".opus"}:
            blocks = file.tags.get("metadata_block_picture", [])
            file.tags["metadata_block_picture"] = [*blocks, base64.b64encode(picture(data, kind).write()).decode()]
        else:
            file.tags.add(APIC(encoding=3, mime="image/jpeg", type=kind, desc=str(index), data=data))
    file.save()


@pytest.mark.parametrize("suffix", ["mp3", "flac", "ogg", "opus", "wav", "aiff"])
def test_the_front_cover_is_found(tmp_path: Path, suffix: str) -> None:
    path = a_song(tmp_path / f"song.{suffix}")
    assert find_cover(path) is None
    give_cover(path, (4, JPEG), (3, PNG))
    assert shown(find_cover(path)) == 200


def test_an_m4a_has_covers_too(tmp_path: Path) -> None:
    path = an_m4a(tmp_path / "song.m4a")
    assert find_cover(path) is None
    give_cover(path, (3, PNG))
    assert shown(find_cover(path)) == 200


def test_what_is_no_picture_or_too_large_is_left(tmp_path: Path) -> None:
    path = a_song(tmp_path / "song.flac")
    give_cover(path, (3, b"<svg>" * 50), (4, JPEG))
    assert shown(find_cover(path)) == 60
    give_cover(path, (3, PNG[:60]), (4, JPEG))
    assert shown(find_cover(path)) == 60
    path = a_song(tmp_path / "other.mp3")
    give_cover(path, (3, JPEG + bytes(LARGEST)))
    assert find_cover(path) is None


def test_damaged_tags_are_no_cover(tmp_path: Path) -> None:
    path = a_song(tmp_path / "song.mp3")
    give_cover(path, (3, JPEG))
    data = bytearray(path.read_bytes())
    data[4:60] = bytes(reversed(data[4:60]))
    path.write_bytes(data)
    assert find_cover(path) is None
    assert find_cover(tmp_path / "nothing.mp3") is None


def test_an_opened_song_has_its_cover_beside_its_samples(tmp_path: Path) -> None:
    path = a_song(tmp_path / "song.mp3")
    bare = open_song(path, Cache(tmp_path / "cache"), job=Job())
    assert bare.cover is None
    give_cover(path, (3, JPEG))
    opened = open_song(path, Cache(tmp_path / "cache"), job=Job())
    assert opened.cover is not None
    assert shown(opened.cover.read_bytes()) == 60
    # The picture doesn't affect the samples.
    assert opened.samples_path.read_bytes() == bare.samples_path.read_bytes()
