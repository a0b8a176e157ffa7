"""Joined sound files, and files with something else before or after them, are read completely."""

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition
from odd_files import RARE_KINDS, whole_file, write

from mashstudio.audio.decode import decode
from mashstudio.audio.readers.ogg import _checksum
from mashstudio.audio.readers.parts import parts_of
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples

ID3 = b"ID3\x04\0\0\0\0\0\x3f" + bytes(63)
TEXT = b"<html><body>This page has gone.</body></html>\r\n" * 40
JUNK = np.random.default_rng(2).bytes(20_000)


def read(path: Path) -> tuple[Samples, dict[str, object]]:
    """Return the samples and the damage."""
    folder = path.parent / f"{path.name} read"
    folder.mkdir()
    decode(path, folder, job=Job())
    assert sorted(found.name for found in folder.iterdir()) == ["samples.npy", "song.json"]
    damage = json.loads((folder / "song.json").read_text("utf-8"))["damage"]
    return np.load(folder / "samples.npy"), {name: said for name, said in damage.items() if said}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Samples]:
    """Return the samples read from a kind's file on its own."""
    folder, known = tmp_path_factory.mktemp("alone"), dict[str, Samples]()

    def of(kind: str) -> Samples:
        if kind not in known:
            known[kind], damage = read(write(folder / f"alone.{kind}", whole_file(kind)))
            assert not damage
        return known[kind]

    return of


@pytest.mark.parametrize(
    "kinds",
    [
        "wav wav", "aiff aiff", "m4a m4a", "caf caf", "w64 w64", "mka mka", "wma wma", "wv wv",
        "wav mp3", "mp3 wav", "wav flac", "flac wav", "flac mp3", "mp3 flac", "ogg bare.mp3", "mp3 ogg", "m4a mp3",
        "bare.mp3 m4a", "flac aac", "aac mp3", "mp3 aac", "oga ogg", "aiff webm", "flac mp3 flac",
        "ac3 ac3", "wav ac3", "flac ac3", "mp3 ac3", "ac3 aac", "ac3 wav", "wav m4a mp3 opus", "flv flv",
    ],
)  # fmt: skip
def test_joined_files_are_read_one_after_the_other(kinds: str, alone: Callable[[str], Samples], tmp_path: Path) -> None:
    parts = kinds.split()
    found, damage = read(write(tmp_path / "joined", b"".join(map(whole_file, parts))))
    assert not damage
    # A joined Matroska file continues with its own packets' times.
    assert abs(len(found) - sum(len(alone(kind)) for kind in parts)) <= (2048 if "mka mka" in kinds else 3)
    start = SAMPLE_RATE // 10
    place = len(alone(parts[0])) + start
    np.testing.assert_allclose(found[start:SAMPLE_RATE], alone(parts[0])[start:SAMPLE_RATE], atol=1e-4)
    # AC-3's decoder fills in continuing noise.
    if len(parts) == 2 and kinds not in {"mka mka", "aac mp3", "oga ogg", "ac3 ac3"}:
        second = found[place : place + 3 * SAMPLE_RATE]
        np.testing.assert_allclose(second, alone(parts[1])[start : start + len(second)], atol=1e-3)


@pytest.mark.parametrize("junk", [b"\0" * 7, TEXT, np.random.default_rng(1).bytes(2_000_000)])
def test_what_stands_between_two_files_is_no_sound(
    junk: bytes, alone: Callable[[str], Samples], tmp_path: Path
) -> None:
    found, damage = read(write(tmp_path / "a.wav", whole_file("wav") + junk + whole_file("wav")))
    assert not damage
    np.testing.assert_array_equal(found, np.concatenate([alone("wav")] * 2))


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "bare.mp3", "aac", "m4a", "ogg", "opus", "caf", "w64", "mka"])
@pytest.mark.parametrize("junk", [TEXT, bytes(9000), b"\r\n", JUNK], ids=["text", "zeros", "line", "junk"])
def test_what_was_added_at_the_end_is_no_missing_end(
    kind: str, junk: bytes, alone: Callable[[str], Samples], tmp_path: Path
) -> None:
    found, damage = read(write(tmp_path / f"a.{kind}", whole_file(kind) + junk))
    assert not damage
    assert len(found) == len(alone(kind))


@pytest.mark.parametrize("kind", ["bare.mp3", "aac"])
def test_a_copy_that_broke_off_and_was_filled_up_is_cut_off(kind: str, tmp_path: Path) -> None:
    data = whole_file(kind)
    for number, filling in enumerate((bytes(30_000), TEXT, JUNK)):
        _, damage = read(write(tmp_path / f"{number}.{kind}", data[: int(len(data) * 0.9) + 11] + filling))
        assert damage["cut_off"]


def test_what_follows_and_cannot_be_read_is_said(alone: Callable[[str], Samples], tmp_path: Path) -> None:
    found, damage = read(write(tmp_path / "a.wav", whole_file("wav") + whole_file("m4a")[:300]))
    assert damage == {"more": True}
    np.testing.assert_array_equal(found, alone("wav"))


@pytest.mark.parametrize("kind", RARE_KINDS)
def test_rarer_kinds_are_read_to_their_end(kind: str, alone: Callable[[str], Samples], tmp_path: Path) -> None:
    assert abs(len(alone(kind)) / SAMPLE_RATE - 7) < 0.04
    tagged, damage = read(write(tmp_path / f"tagged.{kind}", ID3 + whole_file(kind)))
    assert not damage
    np.testing.assert_array_equal(tagged, alone(kind))
    data = whole_file(kind)
    short, damage = read(write(tmp_path / f"short.{kind}", data[: int(len(data) * 0.85)]))
    assert damage["cut_off"]
    assert 5.2 < len(short) / SAMPLE_RATE < 6


@pytest.mark.parametrize("kind", ["m4a", "caf", "wav"])
def test_a_tag_in_front_is_skipped(kind: str, alone: Callable[[str], Samples], tmp_path: Path) -> None:
    found, damage = read(write(tmp_path / f"a.{kind}", ID3 + whole_file(kind)))
    assert not damage
    np.testing.assert_array_equal(found, alone(kind))


def test_headers_of_another_file_in_a_flac_are_no_second_one(tmp_path: Path) -> None:
    flac, kept = whole_file("flac"), b"riff" + whole_file("wav")[:44]
    # As “flac --keep-foreign-metadata” stores the WAV's header.
    block = b"\2" + len(kept).to_bytes(3, "big") + kept
    place = 8 + int.from_bytes(flac[5:8], "big")
    path = write(tmp_path / "a.flac", flac[:4] + bytes([flac[4] & 127]) + flac[5:place] + block + flac[place:])
    assert len(parts_of(path)) == 1


@pytest.mark.parametrize("kind", ["ac3", "wv", "wma", "flv", "ts", "mp3.wav"])
def test_a_stretch_that_is_lost_is_said_and_what_follows_keeps_its_place(
    kind: str, alone: Callable[[str], Samples], tmp_path: Path
) -> None:
    data = bytearray(whole_file(kind))
    begin, end = (int(len(data) * share) for share in (0.4, 0.42))
    data[begin:end] = bytes(end - begin)
    found, damage = read(write(tmp_path / f"a.{kind}", bytes(data)))
    assert damage["gaps"]
    # Times are accurate to a frame in WMA, to 1 ms in Flash video.
    assert abs(len(found) - len(alone(kind))) <= (2048 if kind == "wma" else 64)
    if kind != "wma":
        ours, theirs = found[-2 * SAMPLE_RATE : -SAMPLE_RATE, 0], alone(kind)[-2 * SAMPLE_RATE : -SAMPLE_RATE, 0]
        assert np.corrcoef(ours, theirs)[0, 1] > 0.9


def test_a_wma_without_its_last_packets_is_cut_off(tmp_path: Path) -> None:
    data = bytearray(whole_file("wma"))
    begin, end = (int(len(data) * share) for share in (0.934, 0.986))
    data[begin:end] = bytes(end - begin)
    _, damage = read(write(tmp_path / "a.wma", bytes(data)))
    assert damage["cut_off"]


def speex_pages() -> list[bytes]:
    """Return 6 s of Speex at 8 kHz as Ogg pages: two of headers, and one for each second."""
    numbers = (1, 80, 8000, 0, 4, 1, -1, 160, 1, 1, 0, 0, 0)
    head = b"Speex   " + b"1.2.1".ljust(20, b"\0") + struct.pack("<13i", *numbers)
    frame = bytes.fromhex("21ca4f30001b366cd9b020c5dab4f4e0013f4b1c24e26773375c69b7")
    contents = [(0, [head]), (0, [struct.pack("<II", 0, 0)])] + [(8000 * end, [frame] * 50) for end in range(1, 7)]
    pages = []
    for number, (position, packets) in enumerate(contents):
        flags = 2 if number == 0 else 4 if position == 48_000 else 0
        start = b"OggS\0" + struct.pack("<BqII", flags, position, 1, number)
        rest = bytes([len(packets), *map(len, packets)]) + b"".join(packets)
        pages.append(start + struct.pack("<I", _checksum(start + bytes(4) + rest)) + rest)
    return pages


def test_speex_is_read_in_a_chain_and_around_a_hole(tmp_path: Path) -> None:
    pages = speex_pages()
    chain, damage = read(write(tmp_path / "chain.ogg", b"".join(pages) + whole_file("opus")))
    assert not damage
    assert abs(len(chain) / SAMPLE_RATE - 13) < 0.05
    holed, damage = read(write(tmp_path / "holed.spx", b"".join(pages[:4] + pages[5:])))
    assert damage == {"gaps": [{"start": pytest.approx(2), "length": pytest.approx(1)}]}
    assert len(holed) == 6 * SAMPLE_RATE


@pytest.mark.parametrize("kind", ["adpcm.wav", "mp3.wav", "avi"])
def test_coded_sound_in_chunks_that_breaks_off_is_cut_off(kind: str, tmp_path: Path) -> None:
    data = whole_file(kind)
    found, damage = read(write(tmp_path / f"a.{kind}", data[: int(len(data) * 0.85)]))
    assert damage["cut_off"]
    assert 5.7 < len(found) / SAMPLE_RATE < 6.2


def test_of_several_tracks_the_default_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "two.mka"
    with av.open(str(path), "w", format="matroska") as output:
        streams: list[Any] = [output.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout="mono") for _ in range(2)]
        streams[0].disposition, streams[1].disposition = Disposition(0), Disposition.default
        for stream, level in zip(streams, (3000, 9000), strict=True):
            block = np.resize(np.array([level, -level], np.int16), (1, 6 * SAMPLE_RATE))
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate = SAMPLE_RATE
            output.mux(stream.encode(frame))
    found, damage = read(path)
    assert not damage
    assert np.abs(found).max() == pytest.approx(9000 / 32768)


@pytest.mark.parametrize("kind", ["tta", "wv"])
def test_a_frame_with_a_wrong_checksum_is_no_sound(kind: str, tmp_path: Path) -> None:
    data = bytearray(whole_file(kind))
    data[len(data) // 2] ^= 1
    _, damage = read(write(tmp_path / f"a.{kind}", bytes(data)))
    assert len(damage["gaps"]) == 1  # type: ignore[arg-type]
