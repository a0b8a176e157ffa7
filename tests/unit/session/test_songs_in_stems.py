"""A song in stems of its own: its lanes, its project, and its files when they move."""

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from sessions import Studio
from songs import render_song
from stem_songs import write_stems

from mashstudio.core.errors import BadArgument, SongMoved
from mashstudio.core.jobs import Job
from mashstudio.model.mashup import SILENT
from mashstudio.model.song import StemSet
from mashstudio.model.stems import StemName
from mashstudio.pipeline import commands
from mashstudio.pipeline.collecting import collect
from mashstudio.pipeline.song_places import song_at
from mashstudio.separation.registry import SeparatorChoice

V, D, B, REST = StemName


@pytest.fixture
def stems(tmp_path: Path) -> Path:
    """Return a folder of stems: a voice and drums."""
    song = render_song(tempo=120, seconds=10)
    return write_stems(tmp_path / "Our Song", {"vox.wav": song.stems[V], "drums.wav": song.stems[D]})


def test_its_lanes_are_the_parts_it_has_and_all_files_come_back(
    studio: Studio, shared: Path, stems: Path, tmp_path: Path
) -> None:
    session = studio.session
    place = song_at(stems, job=Job())
    assert isinstance(place, StemSet)
    session.load(0, place)
    session.load(1, shared / "one.wav")
    studio.until(lambda: session.mashup is not None)
    assert [(lane.source, lane.part) for lane in studio.mashup.lanes] == [
        *((0, part) for part in (V, D)),
        *((1, part) for part in StemName),
    ]
    assert session.title(0) == "Our Song"
    studio.paint(0, 1)
    studio.until(lambda: session.decks[0].stems is not None)
    assert not session.decks[0].separate_with(session._separator())
    studio.save(tmp_path / "night.mash")
    before = studio.mashup
    archive = tmp_path / "all.zip"
    collect(before, archive, job=Job())
    # Moved beside the project, the stems are found again.
    shutil.move(stems, tmp_path / "elsewhere")
    studio.open(tmp_path / "night.mash")
    assert session.decks[0].path == tmp_path / "elsewhere"
    assert studio.mashup.source(0).song.sha256 == before.source(0).song.sha256
    assert np.array_equal(studio.mashup.cells, before.cells)
    # Another song in its place has all parts, and undo brings the two back.
    session.load(0, shared / "two.wav")
    studio.until(lambda: [lane.part for lane in studio.mashup.lanes] == [*StemName, *StemName])
    assert session.title(0) == "two"
    assert np.all(studio.mashup.played == SILENT)
    session.undo()
    assert len(studio.mashup.lanes) == 6
    shutil.rmtree(tmp_path / "elsewhere")
    studio.open(tmp_path / "night.mash")
    assert isinstance(studio.failures.pop(), SongMoved)
    with zipfile.ZipFile(archive) as file:
        assert sorted(file.namelist()) == [
            "all/Our Song/drums.wav",
            "all/Our Song/vox.wav",
            "all/all.mash",
            "all/one.wav",
        ]
        file.extractall(tmp_path / "unpacked")
    studio.open(tmp_path / "unpacked" / "all" / "all.mash")
    assert session.decks[0].path == tmp_path / "unpacked" / "all" / "Our Song"
    assert session.title(0) == "Our Song"


def test_the_commands_take_the_folder_for_the_song(
    stems: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASHSTUDIO_CACHE", str(shared / "cache"))
    told: list[str] = []
    job = Job(on_tell=lambda message: told.append(str(message)))
    with pytest.raises(BadArgument, match="Our Song has its own stems: there is nothing to separate"):
        commands.separate(stems, tmp_path / "out", SeparatorChoice(), replace=False, job=job)
    assert told == ["Our Song is a song in stems: drums.wav (drums), vox.wav (vocals)."]
    with pytest.raises(BadArgument, match="is a folder, but not of one song's stems"):
        commands.separate(shared, tmp_path / "out", SeparatorChoice(), replace=False, job=job)
    (analysed,) = commands.analyze([stems], None, replace=False, job=job)
    assert analysed.result is not None
    assert analysed.result["title"] == "Our Song"
    assert analysed.result["bpm"] == pytest.approx(120, rel=0.01)
