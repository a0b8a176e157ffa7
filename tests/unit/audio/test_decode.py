"""Whole and damaged sound files of every kind: each good frame is read in its place, and losses are reported."""

import json
import struct
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from odd_files import KINDS, RATE, USUAL_KINDS, melody, whole_file, with_flac_total, with_wav_sizes, write
from small_disk import SmallDisk

from mashstudio.audio.decode import decode
from mashstudio.audio.readers.mpeg import find_frames
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.disks import NoRoom
from mashstudio.core.errors import UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.song import Damage, Gap

ID3 = b"ID3\x04\0\0\0\0\0\x3f" + bytes(63)
MIDDLE = 0.45


def read(path: Path) -> tuple[Samples, Damage]:
    folder = path.parent / f"{path.name} read"
    folder.mkdir()
    decode(path, folder, job=Job())
    facts = json.loads((folder / "song.json").read_text("utf-8"))
    damage = facts["damage"]
    gaps = tuple(Gap(**gap) for gap in damage["gaps"])
    return np.load(folder / "samples.npy"), Damage(gaps, damage["cut_off"], damage["missing"], damage["more"])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Samples]:
    """Return the samples read from a kind's whole file."""
    folder, known = tmp_path_factory.mktemp("whole"), dict[str, Samples]()

    def of(kind: str) -> Samples:
        if kind not in known:
            known[kind], damage = read(write(folder / f"whole.{kind}", whole_file(kind)))
            assert not damage
        return known[kind]

    return of


def same(found: Samples, expected: Samples) -> bool:
    return len(found) == len(expected) and bool(np.allclose(found, expected, atol=1e-4))


@pytest.mark.parametrize("kind", USUAL_KINDS)
def test_whole_files_are_read_whole(kind: str, whole: Callable[[str], Samples]) -> None:
    found, truth = whole(kind), melody()
    # The delay of AAC, and of MP3 without an info frame, remains: the file doesn't contain it.
    late = {"aac": 1024, "bare.mp3": 1105}.get(kind, 0)
    assert 0 <= len(found) - late - len(truth) < (1200 if kind in {"aac", "bare.mp3", "m4a"} else 1)
    piece = slice(3 * RATE, 4 * RATE)
    difference = found[3 * RATE + late : 4 * RATE + late] - truth[piece]
    assert np.std(difference) < 0.3 * np.std(truth[piece])


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3", "aiff"])
def test_what_libsndfile_reads_whole_is_its_own(kind: str, whole: Callable[[str], Samples], tmp_path: Path) -> None:
    own, rate = soundfile.read(write(tmp_path / f"a.{kind}", whole_file(kind)), dtype="float32", always_2d=True)
    assert rate == SAMPLE_RATE
    np.testing.assert_array_equal(whole(kind), own)


@pytest.mark.parametrize("kind", ["mp3", "vbr.mp3", "flac", "ogg", "opus", "oga"])
def test_joined_files_are_read_to_the_end(kind: str, whole: Callable[[str], Samples], tmp_path: Path) -> None:
    found, damage = read(write(tmp_path / f"joined.{kind}", whole_file(kind) * 2))
    assert not damage
    # At the seam the resampler mixes both.
    once, seam = len(whole(kind)), RATE // 50
    assert len(found) == 2 * once
    assert same(found[: once - seam], whole(kind)[:-seam])
    assert same(found[once + seam :], whole(kind)[seam:])


def test_links_of_a_chain_may_differ(whole: Callable[[str], Samples], tmp_path: Path) -> None:
    mono = tmp_path / "mono.ogg"
    soundfile.write(mono, melody(6, 22_050)[:, :1], 22_050)
    alone, _ = read(mono)
    found, damage = read(write(tmp_path / "chain.ogg", whole_file("opus") + mono.read_bytes() + whole_file("ogg")))
    assert not damage
    assert len(found) == pytest.approx(len(alone) + len(whole("opus")) + len(whole("ogg")), abs=4)
    assert np.allclose(found[-len(whole("ogg")) :], whole("ogg"), atol=1e-4)


@pytest.mark.parametrize("kind", ["flac", "aac", "mp3", "bare.mp3"])
def test_a_tag_in_front_changes_nothing(kind: str, whole: Callable[[str], Samples], tmp_path: Path) -> None:
    found, damage = read(write(tmp_path / f"tagged.{kind}", ID3 + whole_file(kind)))
    assert not damage
    assert same(found, whole(kind))


@pytest.mark.parametrize("junk", [10, 200, 900, 1500, 6000])
@pytest.mark.parametrize("kind", ["mp3", "vbr.mp3", "bare.mp3", "aac", "flac", "ogg", "opus", "oga"])
def test_junk_among_the_frames_costs_no_more_than_it_hits(
    kind: str, junk: int, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    data = whole_file(kind)
    place = int(len(data) * MIDDLE)
    found, damage = read(write(tmp_path / f"junk.{kind}", data[:place] + b"U" * junk + data[place:]))
    assert len(damage.gaps) <= 1
    assert sum(gap.length for gap in damage.gaps) < 1.1
    assert len(found) == len(whole(kind))
    np.testing.assert_allclose(found[-2 * RATE :], whole(kind)[-2 * RATE :], atol=1e-3)


@pytest.mark.parametrize("kind", ["mp3", "vbr.mp3", "bare.mp3", "aac", "m4a", "flac", "ogg", "opus", "oga"])
def test_an_overwritten_stretch_is_silence_of_its_length(
    kind: str, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    data = whole_file(kind)
    place, size = int(len(data) * MIDDLE), len(data) // 30
    found, damage = read(write(tmp_path / f"blank.{kind}", data[:place] + bytes(size) + data[place + size :]))
    (gap,) = damage.gaps
    assert not damage.cut_off
    assert gap.start == pytest.approx(3, abs=1)
    assert 0.15 < gap.length < 2.1
    assert [str(each) for each in damage.sentences] == [f"{gap.length:.1f} s at 0:0{int(gap.start)} could not be read."]
    middle = slice(round((gap.start + 0.02) * RATE), round((gap.start + gap.length - 0.02) * RATE))
    assert not np.any(np.abs(found[middle]) > 1e-6)
    # ADTS frames vary in size and aren't numbered.
    assert abs(len(found) - len(whole(kind))) <= (1024 if kind == "aac" else 0)
    if kind != "aac":
        np.testing.assert_allclose(found[-2 * RATE :], whole(kind)[-2 * RATE :], atol=1e-3)


@pytest.mark.parametrize("kind", ["ac3", "bare.mp3", "aac"])
def test_what_is_lost_from_the_first_frame_on_is_told(
    kind: str, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    data = whole_file(kind)
    size = len(data) // 10
    found, damage = read(write(tmp_path / f"blank.{kind}", data[:90] + bytes(size) + data[90 + size :]))
    (gap,) = damage.gaps
    assert gap.start == 0
    # ADTS frames vary in size, so the number lost is an estimate.
    assert 0.3 < gap.length < 1 if kind == "aac" else 0.65 < gap.length < 0.75
    if kind != "aac":
        assert len(found) == len(whole(kind))
        # AC-3's decoder adds noise.
        np.testing.assert_allclose(found[RATE:], whole(kind)[RATE:], atol=0.05)


def test_one_flipped_bit_costs_a_flac_one_frame(whole: Callable[[str], Samples], tmp_path: Path) -> None:
    damaged = bytearray(whole_file("flac"))
    damaged[len(damaged) // 2] ^= 16
    found, damage = read(write(tmp_path / "flipped.flac", bytes(damaged)))
    (gap,) = damage.gaps
    assert gap.length == pytest.approx(4096 / RATE)
    heard = np.ones(len(found), bool)
    heard[round(gap.start * RATE) : round((gap.start + gap.length) * RATE)] = False
    np.testing.assert_array_equal(found[heard], whole("flac")[heard])


@pytest.mark.parametrize("total", [0, 2 * RATE, 1, 7 * RATE])
def test_a_flac_is_read_whatever_its_header_says_of_its_length(
    total: int, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    found, damage = read(write(tmp_path / "length.flac", with_flac_total(whole_file("flac"), total)))
    assert not damage
    np.testing.assert_array_equal(found, whole("flac"))


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "aiff", "m4a", "caf"])
def test_how_much_is_missing_of_a_cut_file_is_told(kind: str, whole: Callable[[str], Samples], tmp_path: Path) -> None:
    data = whole_file(kind)
    found, damage = read(write(tmp_path / f"cut.{kind}", data[: int(len(data) * 0.85)]))
    assert damage.cut_off
    assert damage.missing == pytest.approx((len(whole(kind)) - len(found)) / RATE, abs=0.05)
    assert [str(each) for each in damage.sentences] == [
        f"The file is cut off: {damage.missing:.1f} s missing at the end."
    ]
    assert 5.5 < len(found) / RATE < 6.3
    kept = len(found) - 2048
    np.testing.assert_allclose(found[:kept], whole(kind)[:kept], atol=1e-3)


@pytest.mark.parametrize(("kind", "left"), [("aac", 3), ("bare.mp3", 1), ("ac3", 5)])
def test_an_end_within_a_frame_s_header_is_told(kind: str, left: int) -> None:
    data = whole_file(kind)
    frames = find_frames(data, 0).streams[0].frames
    (stream,) = find_frames(data[: frames[-9][0] + left], 0).streams
    assert stream.cut_off
    assert not stream.junk_behind


@pytest.mark.parametrize("kind", ["ogg", "opus", "oga", "aac"])
def test_that_something_is_missing_is_told_where_nobody_knows_how_much(kind: str, tmp_path: Path) -> None:
    data = whole_file(kind)
    found, damage = read(write(tmp_path / f"cut.{kind}", data[: int(len(data) * 0.9)]))
    assert damage.cut_off
    assert "The file is cut off" in str(damage.sentences[-1])
    assert len(found) > 5 * RATE


@pytest.mark.parametrize(
    ("riff", "sound"),
    [
        (0, 0),
        (2**32 - 1, 2**32 - 1),
        (0x7FFFFFFF, 0x7FFFFFDB),
        (0x7FFFF024, 0x7FFFF000),
        (36, 0),
        (44, 8),
        (-1, 400_000),
    ],
)
def test_a_wav_is_read_whatever_its_header_says_of_its_length(
    riff: int, sound: int, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    data = whole_file("wav")
    riff = len(data) - 8 if riff < 0 else riff
    found, damage = read(write(tmp_path / "sizes.wav", with_wav_sizes(data, riff, sound)))
    assert not damage
    np.testing.assert_array_equal(found, whole("wav"))


@pytest.mark.parametrize("sound", [0, 2**32 - 1, 5])
def test_an_aiff_is_read_whatever_its_header_says_of_its_length(
    sound: int, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    data = bytearray(whole_file("aiff"))
    place = data.index(b"SSND") + 4
    data[place : place + 4] = struct.pack(">I", sound)
    found, damage = read(write(tmp_path / "sizes.aiff", bytes(data)))
    assert not damage
    np.testing.assert_array_equal(found, whole("aiff"))


def test_a_wav_s_sound_may_lie_in_several_chunks(whole: Callable[[str], Samples], tmp_path: Path) -> None:
    data = whole_file("wav")
    start = data.index(b"data") + 8
    cuts = [start, start + (len(data) - start) // 12 * 4, len(data)]
    chunks = [b"data" + struct.pack("<I", end - begin) + data[begin:end] for begin, end in pairwise(cuts)]
    between = b"LIST" + struct.pack("<I", 4) + b"adtl"
    found, damage = read(write(tmp_path / "a.wav", data[: start - 8] + between.join(chunks)))
    assert not damage
    np.testing.assert_array_equal(found, whole("wav"))


def test_a_length_beyond_all_files_is_none(whole: Callable[[str], Samples], tmp_path: Path) -> None:
    data = bytearray(whole_file("w64"))
    for place in (16, data.index(b"data") + 16):
        data[place : place + 8] = struct.pack("<Q", 2**62)
    found, damage = read(write(tmp_path / "a.w64", bytes(data)))
    assert not damage
    np.testing.assert_array_equal(found, whole("w64"))


@pytest.mark.parametrize("kind", ["mp3", "aac", "flac"])
def test_a_tag_that_ends_beyond_the_file_is_not_believed(
    kind: str, whole: Callable[[str], Samples], tmp_path: Path
) -> None:
    found, damage = read(write(tmp_path / f"a.{kind}", b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + whole_file(kind)))
    assert not damage
    np.testing.assert_allclose(found, whole(kind), atol=1e-3)


@pytest.mark.parametrize("filled", [True, False])
def test_odd_chunks_in_front_of_the_sound(filled: bool, whole: Callable[[str], Samples], tmp_path: Path) -> None:
    data = whole_file("wav")
    place = data.index(b"data")
    chunk = b"LIST" + struct.pack("<I", 5) + b"INFO!" + b"\0" * filled
    found, damage = read(write(tmp_path / "odd.wav", data[:place] + chunk + data[place:]))
    assert not damage
    np.testing.assert_array_equal(found, whole("wav"))


@pytest.mark.parametrize(
    ("full", "level"), [(2**15, 1.0), (2**15, 0.1), (2**23, 1.0), (2**23, 0.1), (2**31, 1.0), (2**31, 0.3)]
)
def test_integers_written_as_floats_are_music(full: int, level: float, tmp_path: Path) -> None:
    sound = melody(6) / np.abs(melody(6)).max() * level
    soundfile.write(tmp_path / "floats.wav", np.rint(sound.astype(np.float64) * (full - 1)), RATE, subtype="FLOAT")
    found, _ = read(tmp_path / "floats.wav")
    np.testing.assert_allclose(found, sound, atol=1e-4)


@pytest.mark.parametrize("level", [150.0, 1e5, 1e11, 1e30])
def test_what_is_far_too_loud_is_no_music(level: float, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "loud.wav", melody(6) * level / 0.5, RATE, subtype="DOUBLE")
    with pytest.raises(UnusableSong, match="far too loud"):
        read(tmp_path / "loud.wav")


def test_loud_floats_stay_as_they_are(tmp_path: Path) -> None:
    # Some files use +20 dB of headroom above full scale.
    soundfile.write(tmp_path / "hot.wav", melody(6) * 20, RATE, subtype="FLOAT")
    found, _ = read(tmp_path / "hot.wav")
    np.testing.assert_allclose(found, melody(6) * 20, rtol=1e-5)


def test_an_offset_alone_is_silence(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "offset.wav", np.full((6 * RATE, 2), (0.5, -0.4)), RATE)
    with pytest.raises(UnusableSong, match="only silence"):
        read(tmp_path / "offset.wav")


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_refused(value: float, tmp_path: Path) -> None:
    sound = melody(6)
    sound[1000] = value
    soundfile.write(tmp_path / "nan.wav", sound, RATE, subtype="FLOAT")
    with pytest.raises(UnusableSong, match="invalid samples"):
        read(tmp_path / "nan.wav")


@pytest.mark.parametrize("kind", KINDS)
def test_short_for_want_of_its_end_is_called_damaged(kind: str, tmp_path: Path) -> None:
    data = whole_file(kind)
    with pytest.raises(UnusableSong, match=r"It is damaged: only [23]\.|It is cut off"):
        read(write(tmp_path / f"short.{kind}", data[: int(len(data) * MIDDLE)]))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a song at all\n" * 1000, "not an audio file"),
        (bytes(100_000), "not an audio file"),
        (np.random.default_rng(1).bytes(200_000), "not an audio file"),
        (whole_file("wav", 3.0), "shorter than 5 seconds"),
        (whole_file("flac", 3.0), "shorter than 5 seconds"),
        (whole_file("m4a")[:40], "cut off|not an audio file"),
        (whole_file("flac")[:60], "not an audio file"),
        (b"#EXTM3U\nsong.mp3\n" * 50, "It is a playlist. Choose one"),
        (b"MThd\0\0\0\6" * 50, "It is a MIDI file, which"),
        (b"PK\x03\x04" + bytes(5000), "It is an archive. Unpack it"),
        (b"wvpk" + bytes(5000), "It is WavPack, but damaged or of an unsupported type"),
    ],
)
def test_what_is_no_song_is_refused_in_one_sentence(data: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableSong, match=says):
        read(write(tmp_path / "no.mp3", data))


@pytest.mark.parametrize("ending", ["au", "snd", "vox", "gsm"])
def test_a_name_makes_no_sound(ending: str, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).bytes(200_000)
    with pytest.raises(UnusableSong, match="not an audio file"):
        read(write(tmp_path / f"a.{ending}", b"q" + noise))


def test_an_m4a_without_a_frame_says_so(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "empty.m4a"), "w", format="ipod") as output:
        output.add_stream("aac", rate=RATE)
        output.start_encoding()
    with pytest.raises(UnusableSong, match="It contains no audio"):
        read(tmp_path / "empty.m4a")


def test_what_could_not_be_read_is_told(tmp_path: Path) -> None:
    data = whole_file("flac")
    place = len(data) // 2
    path = write(tmp_path / "song.flac", data[:place] + bytes(30_000) + data[place + 30_000 :])
    told: list[Message] = []
    cache = Cache(tmp_path / "cache")
    first = open_song(path, cache, job=Job(on_tell=told.append))
    again = open_song(path, cache, job=Job(on_tell=told.append))
    (gap,) = first.song.damage.gaps
    assert first.song.damage == again.song.damage
    assert [str(each) for each in told] == [f"song.flac: {gap.length:.1f} s at 0:03 could not be read."] * 2


@pytest.mark.parametrize("kind", ["wav", "aiff", "m4a", "mp3", "flac"])
def test_a_tag_at_the_end_is_no_damage(kind: str, tmp_path: Path, whole: Callable[[str], Samples]) -> None:
    tag = b"TAG" + b"Night Song".ljust(124, b"\0") + b"\xff"
    found, damage = read(write(tmp_path / f"tagged.{kind}", whole_file(kind) + tag))
    assert not damage
    assert same(found, whole(kind))


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="there is no such file on this system")
def test_how_much_room_a_full_disk_lacks_is_told(small_disk: SmallDisk, tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", whole_file("flac"))
    with pytest.raises(NoRoom) as caught:
        decode(path, small_disk(1 << 20), job=Job())
    # 7 s of stereo floats are 2.5 MB.
    assert caught.value.missing == pytest.approx(1.42e6, rel=0.2)


def test_a_file_that_refuses_to_be_read_is_not_the_cache_s_fault(tmp_path: Path) -> None:
    with pytest.raises(UnusableSong, match=r"^cpuinfo: It can't be read: Invalid argument\. Check"):
        open_song(Path("/proc/cpuinfo"), Cache(tmp_path / "cache"), job=Job())
