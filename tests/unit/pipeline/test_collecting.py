"""A collected project opens wherever it is unpacked."""

import hashlib
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from mashups import mashup_of, refs_of, with_each

from mashstudio.core.errors import BadArgument, Cancelled, SongMoved, StorageError, UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document import versions
from mashstudio.document.band import with_band
from mashstudio.document.find_song import find_song
from mashstudio.document.project import load_project
from mashstudio.model.band import Band
from mashstudio.model.choices import BAND, FixedTempo
from mashstudio.model.mashup import Mashup
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.song import SongRef, path_of
from mashstudio.pipeline.collecting import collect

CELLS = mashup_of({0: [0, 1, 2, 7], 5: [-1, 4, 5, 6]})
MASHUP = with_each(replace(CELLS, tempo=FixedTempo(123.4)), "offset", (2, -3))


def song(path: Path, content: bytes) -> SongRef:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return SongRef(path, hashlib.sha256(content).hexdigest(), path.stem)


@pytest.fixture
def mashup(tmp_path: Path) -> Mashup:
    """Two songs in two folders, of the same name."""
    a = song(tmp_path / "one" / "노래.flac", b"A" * 9_000_000)
    b = song(tmp_path / "two" / "노래.flac", b"B" * 5_000)
    return with_each(MASHUP, "song", (a, b))


def unpacked(archive: Path, folder: Path) -> Path:
    with zipfile.ZipFile(archive) as file:
        assert file.testzip() is None
        file.extractall(folder)
    (project,) = folder.rglob("*.mash")
    return project


def test_it_opens_again_elsewhere_when_the_originals_are_gone(mashup: Mashup, tmp_path: Path) -> None:
    archive = tmp_path / "밤 mix.zip"
    collect(mashup, archive, job=Job())
    contents = [ref.path.read_bytes() for ref in refs_of(mashup)]
    for ref in refs_of(mashup):
        ref.path.unlink()
    project = unpacked(archive, tmp_path / "elsewhere")
    assert sorted(path.name for path in project.parent.iterdir()) == ["A 노래.flac", "B 노래.flac", "밤 mix.mash"]
    loaded = load_project(project)
    assert with_each(loaded, "song", refs_of(mashup)) == mashup
    found = [path_of(find_song(ref, project.parent)) for ref in refs_of(loaded)]
    assert [path.parent for path in found] == [project.parent] * 2
    assert [path.read_bytes() for path in found] == contents


def test_songs_that_only_a_version_has_come_along(mashup: Mashup, tmp_path: Path) -> None:
    other = song(tmp_path / "three" / "노래.flac", b"C" * 3_000)
    kept = versions.keep(with_each(mashup, "song", (other, refs_of(mashup)[1])), 2)
    collect(replace(mashup, versions=kept.versions), tmp_path / "mix.zip", job=Job())
    other.path.unlink()
    project = unpacked(tmp_path / "mix.zip", tmp_path / "elsewhere")
    loaded = load_project(project)
    assert versions.is_at(versions.switched(loaded, 2), 2)
    found = [path_of(find_song(ref, project.parent)) for ref in refs_of(versions.switched(loaded, 2))]
    assert [path.name for path in found] == ["A2 노래.flac", "B 노래.flac"]
    assert found[0].read_bytes() == b"C" * 3_000


def test_the_band_comes_along(mashup: Mashup, tmp_path: Path) -> None:
    lead = NoteLane(BandPart.LEAD, 80, (Note(0.5, 1, 60, 100), Note(2, 1 / 3, 64, 90)))
    collect(with_band(mashup, Band("house", 4, (lead,)), range(4), [BandPart.LEAD]), tmp_path / "mix.zip", job=Job())
    loaded = load_project(unpacked(tmp_path / "mix.zip", tmp_path / "elsewhere"))
    assert loaded.band == Band("house", 4, (lead,))
    assert loaded.lanes[-1].source == BAND


def test_a_song_that_is_there_twice_is_written_once(tmp_path: Path) -> None:
    twice = song(tmp_path / "one" / "노래.flac", b"A" * 9000)
    collect(with_each(MASHUP, "song", (twice, twice)), tmp_path / "mix.zip", job=Job())
    project = unpacked(tmp_path / "mix.zip", tmp_path / "elsewhere")
    assert sorted(path.name for path in project.parent.iterdir()) == ["mix.mash", "노래.flac"]
    assert [ref.path for ref in refs_of(load_project(project))] == [project.with_name("노래.flac")] * 2


def test_progress_is_told_to_the_end(mashup: Mashup, tmp_path: Path) -> None:
    told: list[float] = []
    collect(mashup, tmp_path / "mix.zip", job=Job(lambda fraction, _status: told.append(fraction)))
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) >= 4


def test_a_cancelled_one_leaves_what_was_there(mashup: Mashup, tmp_path: Path) -> None:
    archive = tmp_path / "mix.zip"
    archive.write_bytes(b"an older one")

    def on_report(fraction: float, _status: Message) -> None:
        if fraction > 0:
            job.cancel()

    job = Job(on_report)
    with pytest.raises(Cancelled):
        collect(mashup, archive, job=job)
    assert archive.read_bytes() == b"an older one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mix.zip", "one", "two"]


def test_a_song_that_has_changed_is_not_collected(mashup: Mashup, tmp_path: Path) -> None:
    mashup.sources[1].song.path.write_bytes(b"another song" * 500)
    with pytest.raises(SongMoved, match="노래"):
        collect(mashup, tmp_path / "mix.zip", job=Job())
    assert not (tmp_path / "mix.zip").exists()


def test_a_song_or_the_project_is_never_replaced(mashup: Mashup, tmp_path: Path) -> None:
    project = tmp_path / "night.mash"
    project.write_bytes(b"a project")
    for out in (mashup.sources[0].song.path, project):
        before = out.read_bytes()
        with pytest.raises(BadArgument, match="one of the inputs"):
            collect(mashup, out, kept=[project], job=Job())
        assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("é.wav", "e\u0301.wav"),
        ("a:b.wav", "a?b.wav"),
        ("가" * 83 + ".wav", "가" * 83 + ".WAV"),
        ("줄\n바꿈.wav", "mix.mash"),
        ("노래.wav", "MIX.MASH"),
    ],
)
def test_names_fit_on_every_disk_and_differ_there(one: str, two: str, tmp_path: Path) -> None:
    songs = (song(tmp_path / "one" / one, b"A" * 3000), song(tmp_path / "two" / two, b"B" * 3000))
    collect(with_each(MASHUP, "song", songs), tmp_path / "mix.zip", job=Job())
    with zipfile.ZipFile(tmp_path / "mix.zip") as archive:
        names = archive.namelist()
        assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == 3
        assert all(len(name.removeprefix("mix/").encode()) <= 255 and name.isprintable() for name in names)
        assert not any(set(name.removeprefix("mix/")) & set('\\/:*?"<>|') for name in names)
        archive.extractall(tmp_path / "elsewhere")
    loaded = load_project(tmp_path / "elsewhere" / "mix" / "mix.mash")
    found = [path_of(find_song(ref, tmp_path / "elsewhere" / "mix")).read_bytes() for ref in refs_of(loaded)]
    assert found == [b"A" * 3000, b"B" * 3000]


def test_a_folder_that_isn_t_there_is_told(mashup: Mashup, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="folder"):
        collect(mashup, tmp_path / "nowhere" / "mix.zip", job=Job())


def test_names_that_are_no_text_are_collected(tmp_path: Path) -> None:
    a = song(tmp_path / "caf\udce9.wav", b"A" * 3000)
    b = song(tmp_path / "b.wav", b"B" * 3000)
    collect(with_each(MASHUP, "song", (a, b)), tmp_path / "mix.zip", job=Job())
    project = unpacked(tmp_path / "mix.zip", tmp_path / "elsewhere")
    assert [path_of(find_song(ref, project.parent)).name for ref in refs_of(load_project(project))] == [
        "café.wav",
        "b.wav",
    ]


def test_a_song_that_goes_meanwhile_is_named(mashup: Mashup, tmp_path: Path) -> None:
    def take_away(_fraction: float, _status: Message) -> None:
        mashup.sources[1].song.path.unlink(missing_ok=True)

    with pytest.raises(UnusableSong, match=r"노래\.flac: It can't be read: No such file"):
        collect(mashup, tmp_path / "mix.zip", job=Job(take_away))
    assert not (tmp_path / "mix.zip").exists()
