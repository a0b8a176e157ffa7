"""Written files, read back: samples and tags; failures leave no partial file."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pytest
import soundfile
from small_disk import SmallDisk, fill

from mashstudio.audio import encode
from mashstudio.audio.encode import AudioFormat, Container, Subtype, Tags, format_for, write_audio
from mashstudio.core.errors import BadArgument, Cancelled, StorageError
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.key import Key, Mode

TAGS = Tags("둘 / Two", "가수", 128.5, Key(0, Mode.MINOR), "Made of two songs")
STEP = 2.0**-15


def noise(frames: int = 3 * SAMPLE_RATE, level: float = 0.1) -> Samples:
    return np.random.default_rng(7).normal(0, level, (frames, 2)).astype(np.float32)


def write(path: Path, samples: Samples, audio_format: AudioFormat, tags: Tags = TAGS) -> None:
    blocks = [samples[start : start + 50_000] for start in range(0, len(samples), 50_000)]
    write_audio(path, blocks, len(samples), audio_format, tags, job=Job())


def read(path: Path, dtype: str = "float32") -> Any:
    samples, rate = soundfile.read(path, dtype=dtype, always_2d=True)
    assert rate == SAMPLE_RATE
    return samples


def test_float_is_written_bit_for_bit(tmp_path: Path) -> None:
    samples = noise(level=2.0)
    samples[:4, 0] = [1e-30, -0.0, 1.5, -7]
    write(tmp_path / "mix.wav", samples, AudioFormat("wav", "float32"))
    assert read(tmp_path / "mix.wav").tobytes() == samples.tobytes()


def test_a_wav_file_that_is_too_large_for_one_is_written_as_rf64(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In reality, 4 GB.
    monkeypatch.setattr(encode, "_LARGEST_WAV", 100_000)
    samples = noise(20_000)
    write(tmp_path / "mix.wav", samples, AudioFormat("wav", "float32"))
    assert soundfile.info(tmp_path / "mix.wav").format == "RF64"
    assert read(tmp_path / "mix.wav").tobytes() == samples.tobytes()


@pytest.mark.parametrize("container", ["wav", "flac"])
def test_24_bit_is_the_nearest_step_and_clipped(tmp_path: Path, container: Container) -> None:
    samples = noise(level=0.5)
    samples[:3, 0] = [1.0, -1.0, 5.0]
    path = tmp_path / f"mix.{container}"
    write(path, samples, AudioFormat(container))
    assert soundfile.info(path).subtype == "PCM_24"
    exact = np.clip(np.rint(samples.astype(np.float64) * 2**23), -(2**23), 2**23 - 1)
    assert np.array_equal(read(path, "int32") >> 8, exact.astype(np.int32))


@pytest.mark.parametrize("container", ["wav", "flac"])
def test_16_bit_has_triangular_dither(tmp_path: Path, container: Container) -> None:
    # A level between two steps: TPDF dither keeps the mean, and the error's power is 1/4 step² at every level.
    frames = 2 * SAMPLE_RATE
    path = tmp_path / f"mix.{container}"
    for part in (0.0, 0.25, 0.5):
        samples = np.full((frames, 2), (100 + part) * STEP, np.float32)
        write(path, samples, AudioFormat(container, "pcm16"))
        error = read(path, "int16").astype(np.float64) - (100 + part)
        assert np.abs(error.mean(axis=0)).max() < 0.01
        assert error.var(axis=0) == pytest.approx([0.25, 0.25], rel=0.02)
        assert np.abs(error).max() <= 1.5
        # The noise of both channels and of neighbouring samples is independent.
        assert abs(np.corrcoef(error.T)[0, 1]) < 0.02
        assert abs(np.corrcoef(error[:-1, 0], error[1:, 0])[0, 1]) < 0.02
    assert soundfile.info(path).subtype == "PCM_16"


def test_16_bit_is_clipped_and_the_same_every_time(tmp_path: Path) -> None:
    samples = noise(level=1.0)
    first, second = tmp_path / "1.wav", tmp_path / "2.wav"
    for path in (first, second):
        write(path, samples, AudioFormat("wav", "pcm16"))
    assert first.read_bytes() == second.read_bytes()
    assert np.abs(read(first) - np.clip(samples, -1, 1)).max() <= 1.51 * STEP


@pytest.mark.parametrize("bitrate", [128, 160, 192, 224, 256, 320])
def test_mp3_has_the_bitrate_asked_for(tmp_path: Path, bitrate: int) -> None:
    path = tmp_path / "mix.mp3"
    write(path, noise(), AudioFormat("mp3", bitrate=bitrate))
    info: Any = mutagen.File(path).info
    assert info.bitrate == pytest.approx(bitrate * 1000, rel=1e-3)


def test_a_better_quality_takes_more_room(tmp_path: Path) -> None:
    containers: tuple[Container, ...] = ("mp3", "ogg")
    for container in containers:
        sizes = []
        for quality in (0.2, 0.5, 0.9):
            path = tmp_path / f"{quality}.{container}"
            write(path, noise(), AudioFormat(container, quality=quality))
            sizes.append(path.stat().st_size)
        assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("name", ["mix.mp3", "mix.ogg"])
def test_lossy_formats_keep_length_and_sound(tmp_path: Path, name: str) -> None:
    time = np.arange(3 * SAMPLE_RATE) / SAMPLE_RATE
    samples = (np.sin(2 * np.pi * np.outer(time, [440, 660])) / 2).astype(np.float32)
    write(tmp_path / name, samples, format_for(tmp_path / name))
    heard = read(tmp_path / name)
    assert len(heard) == len(samples)
    error = heard[5000:-5000] - samples[5000:-5000]
    assert 10 * np.log10(np.mean(error**2) / np.mean(samples**2)) < -30


def test_a_long_ogg_block_is_written(tmp_path: Path) -> None:
    # libsndfile's Vorbis encoder keeps a whole write on the stack.
    samples = np.tile(noise(SAMPLE_RATE), (120, 1))
    write_audio(tmp_path / "mix.ogg", [samples], len(samples), AudioFormat("ogg", quality=0.1), Tags(), job=Job())
    assert soundfile.info(tmp_path / "mix.ogg").frames == len(samples)


WRITTEN = [
    AudioFormat("wav"),
    AudioFormat("wav", "pcm16"),
    AudioFormat("wav", "float32"),
    AudioFormat("flac"),
    AudioFormat("mp3", bitrate=320),
    AudioFormat("ogg"),
]


def tags_of(path: Path) -> dict[str, str]:
    """Return the five tags, whatever their names in the container."""
    tags: Any = mutagen.File(path).tags
    if path.suffix in (".wav", ".mp3"):
        names = {"title": "TIT2", "artist": "TPE1", "bpm": "TBPM", "key": "TKEY", "comment": "COMM::eng"}
    else:
        names = {"title": "title", "artist": "artist", "bpm": "bpm", "key": "initialkey", "comment": "comment"}
    return {name: str(tags[own][0]) for name, own in names.items() if own in tags}


@pytest.mark.parametrize("audio_format", WRITTEN, ids=str)
def test_every_container_carries_the_tags(tmp_path: Path, audio_format: AudioFormat) -> None:
    path = tmp_path / f"섞은 노래.{audio_format.container}"
    samples = noise()
    write(path, samples, audio_format)
    assert tags_of(path) == {
        "title": "둘 / Two",
        "artist": "가수",
        "bpm": "128.5",
        "key": "Am",
        "comment": "Made of two songs",
    }
    # The tags don't affect the sound.
    assert len(read(path)) == len(samples)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("audio_format", WRITTEN, ids=str)
def test_empty_tags_are_not_written(tmp_path: Path, audio_format: AudioFormat) -> None:
    path = tmp_path / f"mix.{audio_format.container}"
    write(path, noise(), audio_format, Tags())
    assert tags_of(path) == {}


@pytest.mark.parametrize(
    ("bpm", "key", "written"),
    [
        (128.0, Key(9, Mode.MAJOR), ("128", "F#")),
        (99.999, Key(1, Mode.MINOR), ("100", "Bbm")),
        (100.0, Key(0, Mode.MAJOR), ("100", "A")),
        (92.25, Key(11, Mode.MINOR), ("92.25", "Abm")),
    ],
)
def test_tempo_and_key_are_written_as_djs_write_them(
    tmp_path: Path, bpm: float, key: Key, written: tuple[str, str]
) -> None:
    path = tmp_path / "mix.flac"
    write(path, noise(), AudioFormat("flac"), Tags(bpm=bpm, key=key))
    assert tags_of(path) == dict(zip(("bpm", "key"), written, strict=True))


def test_a_name_tells_its_format() -> None:
    assert format_for(Path("a/Mix.WAV")) == AudioFormat("wav", "pcm24")
    assert format_for(Path("mix.flac")) == AudioFormat("flac", "pcm24")
    assert format_for(Path("노래.mp3")) == AudioFormat("mp3", bitrate=320)
    assert format_for(Path("mix.v2.ogg")) == AudioFormat("ogg", quality=0.8)


@pytest.mark.parametrize("name", ["mix", "mix.aac", "mix.wav.txt", ".mp3", "mix."])
def test_an_unknown_ending_is_refused(name: str) -> None:
    with pytest.raises(BadArgument, match=r"\.wav, \.flac, \.mp3 or \.ogg"):
        format_for(Path(name))


@pytest.mark.parametrize("audio_format", WRITTEN, ids=str)
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, audio_format: AudioFormat) -> None:
    path = tmp_path / f"mix.{audio_format.container}"
    path.write_bytes(b"old")

    def blocks() -> Iterator[Samples]:
        yield noise(20_000)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_audio(path, blocks(), 40_000, audio_format, TAGS, job=Job())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "mix.wav"
    path.write_bytes(b"old")
    job = Job(lambda fraction, status: job.cancel() if fraction > 0.3 else None)
    endless = itertools.repeat(noise(1000))
    with pytest.raises(Cancelled):
        write_audio(path, endless, 10_000, AudioFormat("wav"), TAGS, job=job)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_runs_from_nothing_to_all_but_the_last_block(tmp_path: Path) -> None:
    heard: list[tuple[float, str]] = []
    samples = noise(40_000)
    job = Job(lambda fraction, status: heard.append((fraction, str(status))))
    blocks = np.split(samples, 4)
    # The name isn't UTF-8, but CP949.
    write_audio(
        tmp_path / "\udcb9\udce3\udcc6\udced\udcc1\udcf6.wav", blocks, len(samples), AudioFormat("wav"), TAGS, job=job
    )
    assert heard == [(part / 4, "Writing 밤편지.wav") for part in range(4)]


def test_a_missing_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="folder doesn't exist"):
        write(tmp_path / "no" / "mix.wav", noise(1000), AudioFormat("wav"))


@pytest.mark.parametrize("subtype", ["pcm16", "pcm24", "float32"])
def test_nothing_is_written_as_an_empty_file(tmp_path: Path, subtype: Subtype) -> None:
    path = tmp_path / "mix.wav"
    write_audio(path, [], 0, AudioFormat("wav", subtype), TAGS, job=Job())
    assert soundfile.info(path).frames == 0
    assert tags_of(path)["title"] == "둘 / Two"


@pytest.mark.parametrize("container", ["wav", "flac", "mp3", "ogg"])
def test_a_title_that_is_no_text_is_written_as_far_as_it_is(container: Container, tmp_path: Path) -> None:
    path = tmp_path / f"mix.{container}"
    write(path, noise(SAMPLE_RATE // 10), AudioFormat(container), Tags(title="half \ud800\nlive", artist="caf\udce9"))
    assert tags_of(path)["title"] == "half \ufffd live"


FORMATS = [AudioFormat("wav"), AudioFormat("flac"), AudioFormat("mp3", bitrate=320), AudioFormat("ogg")]


@pytest.mark.parametrize("audio_format", FORMATS, ids=lambda audio_format: audio_format.container)
def test_a_full_disk_is_told_and_nothing_is_left(small_disk: SmallDisk, audio_format: AudioFormat) -> None:
    disk = small_disk(1 << 20)
    path, sound = disk / f"mix.{audio_format.container}", noise(10 * SAMPLE_RATE)
    path.write_bytes(b"old")
    filler = fill(disk, 100_000)
    with pytest.raises(StorageError, match=rf"the disk at {disk} is full \(\d MB more needed\)"):
        write(path, sound, audio_format)
    assert path.read_bytes() == b"old"
    assert len(list(disk.iterdir())) == 2
    filler.unlink()
    write(path, noise(SAMPLE_RATE), audio_format)
    assert len(read(path)) == SAMPLE_RATE


@pytest.mark.parametrize("spare", [0, 6000])
def test_no_room_for_the_tags_is_told_too(small_disk: SmallDisk, spare: int) -> None:
    disk, sound = small_disk(1 << 20), noise(SAMPLE_RATE)
    write(disk / "before.flac", sound, AudioFormat("flac"), Tags())
    size = (disk / "before.flac").stat().st_size
    fill(disk, -(-size // 4096) * 4096 + spare)
    with pytest.raises(StorageError, match=f"the disk at {disk} is full"):
        write(disk / "mix.flac", sound, AudioFormat("flac"), Tags(comment="x" * 100_000))
    assert not (disk / "mix.flac").exists()


def test_a_link_is_replaced_and_not_the_song_that_it_leads_to(tmp_path: Path) -> None:
    song, link = tmp_path / "song.wav", tmp_path / "bass.wav"
    song.write_bytes(b"a song of the user's")
    link.symlink_to(song)
    write_audio(link, [np.zeros((100, 2), np.float32)], 100, AudioFormat("wav", "float32"), Tags(), job=Job())
    assert song.read_bytes() == b"a song of the user's"
    assert not link.is_symlink()
    assert soundfile.info(link).frames == 100
