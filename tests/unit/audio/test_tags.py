"""Titles and artists from every kind of tag, in any encoding."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TALB, TBPM, TIT2, TKEY, TPE1
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from mashstudio.audio.tags import SongTags, find_tags

NIGHT = SongTags("밤편지", "아이유")


def sound(path: Path, container: str, **options: str) -> Path:
    soundfile.write(path, np.zeros((44_100, 2)), 44_100, format=container, **options)
    return path


def id3v1(title: bytes, artist: bytes, album: bytes = b"") -> bytes:
    return b"TAG" + b"".join(text[:30].ljust(30, b"\0") for text in (title, artist, album)) + bytes(35)


def id3v2(version: int, encoding: int, *texts: bytes) -> bytes:
    """Return a tag as careless programs write it: these bytes, labelled as `encoding`."""
    body = b""
    for name, text in zip(("TT2", "TP1") if version == 2 else ("TIT2", "TPE1"), texts, strict=False):
        content = bytes([encoding]) + text
        if version == 2:
            body += name.encode() + struct.pack(">I", len(content))[1:] + content
        else:
            body += name.encode() + struct.pack(">IH", len(content), 0) + content
    return b"ID3" + bytes([version, 0, 0, 0, 0, len(body) >> 7, len(body) & 127]) + body


def with_tag(path: Path, tag: bytes, *, at_end: bool = False) -> Path:
    audio = sound(path, "MP3").read_bytes()
    path.write_bytes(audio + tag if at_end else tag + audio)
    return path


@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize(
    ("encoding", "title", "artist"),
    [
        ("cp949", "밤편지", "아이유"),
        ("cp949", "Lonely Night", "부활"),
        ("cp932", "夜に駆ける", "YOASOBI"),
        ("gb18030", "月亮代表我的心", "邓丽君"),
        ("big5", "海闊天空", "BEYOND"),
        ("cp1251", "Группа крови", "Кино"),
        ("cp1252", "Don’t Stop", "Björk"),
        ("latin-1", "Für Elise", "Beyoncé"),
        ("utf-8", "밤편지", "Sigur Rós"),
        ("utf-16", "밤편지", "Ænima"),
    ],
)
def test_what_is_marked_as_latin_often_isn_t(
    version: int, encoding: str, title: str, artist: str, tmp_path: Path
) -> None:
    tag = id3v2(version, 0, title.encode(encoding), artist.encode(encoding))
    assert find_tags(with_tag(tmp_path / "a.mp3", tag)) == SongTags(title, artist)


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "cp1251", "latin-1"])
def test_id3v1_has_no_encoding(encoding: str, tmp_path: Path) -> None:
    title, artist = {"cp1251": ("Ночь", "Кино"), "latin-1": ("Jóga", "Björk")}.get(encoding, ("밤편지", "아이유"))
    tag = id3v1(title.encode(encoding), artist.encode(encoding))
    assert find_tags(with_tag(tmp_path / "a.mp3", tag, at_end=True)) == SongTags(title, artist)


def test_a_title_that_id3v1_cut_within_a_character_is_read_to_there(tmp_path: Path) -> None:
    title = "a" + "사랑했나봐 " * 4
    tag = id3v1(title.encode("cp949"), "윤도현".encode("cp949"))
    assert find_tags(with_tag(tmp_path / "a.mp3", tag, at_end=True)).title == title.encode("cp949")[:30].decode(
        "cp949", "ignore"
    )


@pytest.mark.parametrize(("mark", "encoding"), [(1, "utf-16-le"), (1, "utf-16-be"), (2, "utf-16-le"), (2, "utf-16-be")])
def test_utf16_without_a_mark_is_read_the_right_way_round(mark: int, encoding: str, tmp_path: Path) -> None:
    tag = id3v2(4, mark, "밤편지".encode(encoding), "Sigur Ros".encode(encoding))
    assert find_tags(with_tag(tmp_path / "a.mp3", tag)) == SongTags("밤편지", "Sigur Ros")


def test_gibberish_that_was_made_unicode_is_mended(tmp_path: Path) -> None:
    frames = [TIT2(encoding=1, text="밤편지".encode("cp949").decode("latin-1"))]
    frames.append(TPE1(encoding=3, text="아이유".encode("cp949").decode("latin-1")))
    path = sound(tmp_path / "a.mp3", "MP3")
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path)
    assert find_tags(path) == NIGHT


def test_id3v2_comes_before_ape_and_that_before_id3v1(tmp_path: Path) -> None:
    oldest = id3v1(b"oldest", b"third")
    path = with_tag(tmp_path / "a.mp3", oldest, at_end=True)
    assert find_tags(path) == SongTags("oldest", "third")
    path = sound(path, "MP3")
    ape = APEv2()
    ape["Title"] = "밤"
    ape.save(path)
    path.write_bytes(path.read_bytes() + oldest)
    assert find_tags(path) == SongTags("밤", "third")
    path.write_bytes(id3v2(3, 0, b"newest") + path.read_bytes())
    assert find_tags(path) == SongTags("newest", "third")


def info(**texts: bytes) -> bytes:
    body = b"INFO" + b"".join(
        name.encode() + struct.pack("<I", len(text)) + text + bytes(len(text) % 2) for name, text in texts.items()
    )
    return b"LIST" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "utf-16"])
@pytest.mark.parametrize("first", [True, False])
def test_wav_s_info(encoding: str, first: bool, tmp_path: Path) -> None:
    path = sound(tmp_path / "a.wav", "WAV")
    chunk = info(ISFT=b"odd", INAM="밤편지\0".encode(encoding), IART="아이유".encode(encoding))
    data = path.read_bytes()
    path.write_bytes(data[:12] + chunk + data[12:] if first else data + chunk)
    assert find_tags(path) == NIGHT


def test_a_wav_may_end_with_id3v1(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.wav", "WAV")
    path.write_bytes(path.read_bytes() + id3v1("밤편지".encode("cp949"), "아이유".encode("cp949")))
    assert find_tags(path) == NIGHT


def test_wav_s_id3_comes_before_its_info(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.wav", "WAV")
    data = path.read_bytes()
    path.write_bytes(data + info(INAM=b"from INFO", IART=b"artist"))
    file = WAVE(path)
    file.add_tags()
    file.tags.add(TIT2(encoding=3, text="밤편지"))
    file.save()
    assert find_tags(path) == SongTags("밤편지", "artist")


def test_aiff(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.aiff", "AIFF")
    chunks = b"".join(
        name + struct.pack(">I", len(text)) + text + bytes(len(text) % 2)
        for name, text in ((b"NAME", "밤편지".encode("cp949")), (b"AUTH", "아이유".encode("cp949")))
    )
    path.write_bytes(path.read_bytes() + chunks)
    assert find_tags(path) == NIGHT
    path = sound(tmp_path / "b.aiff", "AIFF")
    file = AIFF(path)
    file.add_tags()
    file.tags.add(TIT2(encoding=0, text="밤편지".encode("cp949").decode("latin-1")))
    file.tags.add(TALB(encoding=0, text="꽃갈피".encode("cp949").decode("latin-1")))
    file.save()
    assert find_tags(path) == SongTags("밤편지", "")


@pytest.mark.parametrize(
    ("container", "options", "kind"),
    [
        ("FLAC", {}, FLAC),
        ("OGG", {"subtype": "VORBIS"}, OggVorbis),
        ("OGG", {"subtype": "OPUS"}, OggOpus),
    ],
)
def test_vorbis_comments(container: str, options: dict[str, str], kind: Callable[[Path], FLAC], tmp_path: Path) -> None:
    path = tmp_path / "a"
    soundfile.write(path, np.zeros((48_000, 2)), 48_000, format=container, **options)
    file = kind(path)
    file["title"], file["artist"] = ["밤편지"], ["아이유", "오혁"]
    file.save()
    assert find_tags(path) == SongTags("밤편지", "아이유, 오혁")


def m4a(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44_100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 44_100
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def test_mp4(tmp_path: Path) -> None:
    path = m4a(tmp_path / "a.m4a")
    file = MP4(path)
    file["\xa9nam"], file["\xa9ART"] = ["밤편지"], ["아이유"]
    file.save()
    assert find_tags(path) == NIGHT


@pytest.mark.parametrize(
    ("ending", "kind", "names"),
    [("mp3", APEv2, ("Title", "Artist")), ("flac", FLAC, ("title", "artist")), ("m4a", MP4, ("\xa9nam", "\xa9ART"))],
)
@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_what_should_be_utf8_often_isn_t(
    ending: str, kind: Callable[..., Any], names: tuple[str, str], encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path = m4a(path) if ending == "m4a" else sound(path, ending.upper())
    file = APEv2() if kind is APEv2 else kind(path)
    texts = {"T": "밤편지".encode(encoding), "A": "아이유".encode(encoding)}
    for name, (letter, text) in zip(names, texts.items(), strict=True):
        file[name] = letter * len(text)
    file.save(path)
    data = path.read_bytes()
    for letter, text in texts.items():
        data = data.replace(letter.encode() * len(text), text)
    path.write_bytes(data + (id3v1(b"", b"") if ending == "mp3" else b""))
    assert find_tags(path) == NIGHT


def test_aac_with_id3_in_front(tmp_path: Path) -> None:
    path = tmp_path / "a.aac"
    path.write_bytes(id3v2(3, 0, "밤편지".encode("cp949"), "아이유".encode("cp949")) + b"\xff\xf1" * 500)
    assert find_tags(path) == NIGHT


@pytest.mark.parametrize("text", ["one\r\ntwo", "\x1b]0;one\x07 two", "\u202eone\u202c two", "one\x02\ttwo"])
def test_a_title_is_one_clean_line(text: str, tmp_path: Path) -> None:
    path = sound(tmp_path / "a.flac", "FLAC")
    file = FLAC(path)
    file["title"] = text
    file.save()
    title = find_tags(path).title
    assert title.isprintable()
    assert title.startswith(("one", "]0;one"))
    assert title.endswith(" two")


def test_damaged_tags_say_nothing(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    tag = bytearray(id3v2(3, 0, b"title", b"artist"))
    for number in range(50):
        damaged = bytearray(tag)
        damaged[random.integers(0, len(tag))] ^= int(random.integers(1, 256))
        path = tmp_path / f"{number}.mp3"
        path.write_bytes(bytes(damaged))
        assert isinstance(find_tags(path), SongTags)
    for number, head in enumerate((b"RIFF", b"FORM\xff\xff\xff\xffAIFF" + b"\xff" * 50, b"fLaC", b"", b"OggS" * 9)):
        path = tmp_path / f"{number}.x"
        path.write_bytes(head)
        assert find_tags(path) == SongTags()


@pytest.mark.parametrize(("ending", "container", "codec"), [("mka", "matroska", "aac"), ("wma", "asf", "wmav2")])
def test_titles_of_rarer_kinds(ending: str, container: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    with av.open(str(path), "w", format=container) as output:
        output.metadata.update({"title": "밤편지", "artist": "아이유"})
        stream: Any = output.add_stream(codec, rate=44_100, options={"b": "128000"})
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 4096), np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = 44_100, 0
        output.mux([*stream.encode(frame), *stream.encode(None)])
    assert find_tags(path) == SongTags("밤편지", "아이유")


def test_what_other_programs_noted_of_tempo_and_key_is_read_as_they_wrote_it(tmp_path: Path) -> None:
    tagged = sound(tmp_path / "a.mp3", "MP3")
    id3 = ID3()
    for frame in (TBPM(encoding=3, text=["128,5"]), TKEY(encoding=3, text=["8A"])):
        id3.add(frame)
    id3.save(tagged)
    assert find_tags(tagged) == SongTags(bpm="128,5", key="8A")
    flac = FLAC(sound(tmp_path / "a.flac", "FLAC"))
    flac["BPM"], flac["INITIALKEY"] = "92", "Ebm"
    flac.save()
    assert find_tags(tmp_path / "a.flac") == SongTags(bpm="92", key="Ebm")
