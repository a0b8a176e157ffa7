"""Songs that come with their own stems: as files, or in the streams of a .stem.mp4."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from stem_songs import add_to_movie, box, tone, write_stem_mp4, write_stems

from mashstudio.audio import songs
from mashstudio.audio.decoded import SAMPLES_FILE
from mashstudio.audio.readers.stem_box import named_stems
from mashstudio.audio.songs import OpenedSong, open_song
from mashstudio.audio.stem_sum import write_sum
from mashstudio.core.cache import Cache
from mashstudio.core.errors import UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.song import SongPlace, StemSet, path_of, song_files
from mashstudio.model.stems import StemName
from mashstudio.separation.own_stems import OwnStems, own_stems

VOX, VOX2, KICK = tone(440), tone(554, 7.0), tone(60)
V, D, B, REST = StemName


@pytest.fixture(autouse=True)
def _decode_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decode without a child process, which would take longer than the test."""

    def here(function: Callable[..., Any], *arguments: Any, job: Job, **_limits: Any) -> Any:
        return function(*arguments, job=job)

    monkeypatch.setattr(songs, "run_in_child", here)


def in_files(folder: Path) -> StemSet:
    write_stems(folder, {"vox.wav": VOX, "vox 2.wav": VOX2, "kick.wav": KICK})
    return StemSet(folder, ((V, folder / "vox.wav"), (V, folder / "vox 2.wav"), (D, folder / "kick.wav")))


def opened(place: SongPlace, folder: Path) -> OpenedSong:
    return open_song(place, Cache(folder / "cache"), job=Job())


def separated(song: OpenedSong, folder: Path) -> dict[StemName, Samples]:
    own = own_stems(song.song)
    assert isinstance(own, OwnStems)
    folder.mkdir()
    own.separate(song.samples_path, folder, job=Job())
    return {part: np.load(folder / f"{part}.npy") for part in StemName}


def padded(sound: Samples, frames: int) -> Samples:
    return np.concatenate([sound, np.zeros((frames - len(sound), 2), np.float32)])


def test_the_mix_is_their_sum_and_the_stems_are_those_of_the_files(tmp_path: Path) -> None:
    place = in_files(tmp_path / "My Song")
    song = opened(place, tmp_path)
    frames = len(VOX2)
    mix = padded(VOX, frames) + VOX2 + padded(KICK, frames)
    np.testing.assert_allclose(np.load(song.samples_path), mix, atol=1e-5)
    assert song.song.title == "My Song"
    assert (path_of(song.song.place), set(song_files(song.song.place))) == (place.folder, set(song_files(place)))
    assert song.song.parts == (V, D)
    assert song.song.duration == pytest.approx(7.0)
    assert [str(sentence) for sentence in song.song.sentences] == [
        "The stems differ in length by 1.0 s: shorter ones end in silence."
    ]
    stems = separated(song, tmp_path / "stems")
    np.testing.assert_allclose(stems[V], padded(VOX, frames) + VOX2, atol=1e-5)
    np.testing.assert_allclose(stems[D], padded(KICK, frames), atol=1e-5)
    assert not stems[REST].any()
    assert not stems[B].any()
    # Nothing is written beside the user's files.
    assert sorted(path.name for path in place.folder.iterdir()) == ["kick.wav", "vox 2.wav", "vox.wav"]


def test_a_song_in_stems_is_the_same_wherever_they_are_and_another_by_other_parts(tmp_path: Path) -> None:
    one = in_files(tmp_path / "one")
    folder = Path(shutil.copytree(one.folder, tmp_path / "two"))
    two = StemSet(folder, tuple((part, folder / path.name) for part, path in one.files[::-1]))
    sung = StemSet(one.folder, tuple((V, path) for _, path in one.files))
    first, second, third = (opened(place, tmp_path) for place in (one, two, sung))
    assert first.song.sha256 == second.song.sha256 != third.song.sha256


def test_rates_may_differ(tmp_path: Path) -> None:
    folder = write_stems(tmp_path / "song", {"vox.wav": VOX})
    write_stems(folder, {"kick.wav": tone(60, rate=48_000)}, 48_000)
    song = opened(StemSet(folder, ((V, folder / "vox.wav"), (D, folder / "kick.wav"))), tmp_path)
    assert [str(sentence) for sentence in song.song.sentences] == [
        "The stems' sample rates differ (44.1, 48 kHz): converted to 44.1 kHz."
    ]
    inner = slice(SAMPLE_RATE, -SAMPLE_RATE)
    np.testing.assert_allclose(np.load(song.samples_path)[inner], (VOX + KICK)[inner], atol=1e-3)


def test_a_silent_or_short_stem_is_one_but_a_song_of_only_such_is_refused(tmp_path: Path) -> None:
    folder = write_stems(tmp_path / "song", {"vox.wav": VOX, "hush.wav": tone(0), "hit.wav": tone(60, 0.2)})
    files = {name: folder / f"{name}.wav" for name in ("vox", "hush", "hit")}
    song = opened(StemSet(folder, ((V, files["vox"]), (D, files["hit"]), (REST, files["hush"]))), tmp_path)
    assert song.song.parts == (V, D, REST)
    with pytest.raises(UnusableSong, match="song: It contains only silence"):
        opened(StemSet(folder, ((V, files["hush"]),)), tmp_path)
    with pytest.raises(UnusableSong, match="song: It is shorter than 5 seconds"):
        opened(StemSet(folder, ((V, files["hit"]),)), tmp_path)
    (folder / "text.wav").write_text("no sound")
    with pytest.raises(UnusableSong, match=r"text\.wav: It is not an audio file"):
        opened(StemSet(folder, ((V, files["vox"]), (D, folder / "text.wav"))), tmp_path)


def test_stems_that_have_changed_or_gone_are_refused(tmp_path: Path) -> None:
    place = in_files(tmp_path / "song")
    song = opened(place, tmp_path)
    write_stems(place.folder, {"kick.wav": VOX})
    with pytest.raises(UnusableSong, match=r"kick\.wav: The file has changed since it was opened"):
        separated(song, tmp_path / "stems")
    (place.folder / "kick.wav").unlink()
    with pytest.raises(UnusableSong, match=r"kick\.wav: File not found"):
        opened(place, tmp_path)


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    place = in_files(tmp_path / "song")
    odd = (place.folder / "vox.wav").rename(place.folder / "v\udce9x.wav")
    (tmp_path / "mix").mkdir()
    song = opened(StemSet(place.folder, ((V, odd),)), tmp_path)
    write_sum(song.song.stems, tmp_path / "mix", job=Job())
    assert len(np.load(tmp_path / "mix" / SAMPLES_FILE)) == len(VOX)


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (("Drums", "Bass", "Synths", "Vox"), (D, B, REST, V)),
        # The usual order, where the names say nothing.
        (("Stem 1", "Stem 2", "Stem 3", "Stem 4"), (D, B, REST, V)),
        (("Kick", "Perc", "Chords", "Weird"), (D, D, REST, REST)),
    ],
)
def test_a_stem_mp4_has_a_mix_and_four_stems(
    tmp_path: Path, names: tuple[str, ...], parts: tuple[StemName, ...]
) -> None:
    mix, sounds = tone(1000), [tone(frequency) for frequency in (60, 110, 440, 880)]
    path = write_stem_mp4(tmp_path / "Track.stem.mp4", mix, list(zip(names, sounds, strict=True)))
    song = opened(path, tmp_path)
    assert (song.song.title, song.song.place) == ("Track", path)
    assert [(stem.part, stem.name, stem.stream) for stem in song.song.stems] == [
        (part, name, number) for number, (part, name) in enumerate(zip(parts, names, strict=True), 1)
    ]
    # The mix is the first stream, not the sum.
    np.testing.assert_allclose(np.load(song.samples_path)[: len(mix)], mix, atol=1e-3)
    stems = separated(song, tmp_path / "stems")
    for part in StemName:
        expected = sum((sound for own, sound in zip(parts, sounds, strict=True) if own is part), np.zeros_like(mix))
        np.testing.assert_allclose(stems[part][: len(mix)], expected, atol=1e-3)


def test_a_box_of_nonsense_makes_it_a_usual_song(tmp_path: Path) -> None:
    path = write_stem_mp4(tmp_path / "a.mp4", tone(440, 0.1), [])
    data = path.read_bytes()
    for text in (b"{}", b"[]", b"nonsense", b'{"stems": [1, 2]}', b'{"stems": {"a": 1}}', b"[" * 99999):
        path.write_bytes(data)
        add_to_movie(path, box(b"udta", box(b"stem", text)))
        assert named_stems(path) == ()
    for cut in range(0, len(data), len(data) // 50):
        path.write_bytes(data[:cut])
        assert named_stems(path) == ()
