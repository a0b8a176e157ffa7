"""A project is saved beside its songs, never over them."""

from pathlib import Path

import pytest
from mashups import mashup_of

from mashstudio.core.errors import BadArgument
from mashstudio.document.project import load_project
from mashstudio.pipeline.project_files import write_project

MASHUP = mashup_of({0: [0, 1, 2]})


def test_a_song_where_the_former_version_would_be_kept_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    project, song = tmp_path / "night.mash", tmp_path / "real" / "night.mash~"
    project.symlink_to("real/night.mash")
    write_project(MASHUP, project, [song])
    song.write_bytes(b"a song")
    with pytest.raises(BadArgument, match="one of the inputs"):
        write_project(MASHUP, project, [song])
    assert song.read_bytes() == b"a song"
    assert load_project(project).beats == 3


def test_the_project_is_no_song(tmp_path: Path) -> None:
    song = tmp_path / "song.wav"
    song.write_bytes(b"a song")
    with pytest.raises(BadArgument, match="one of the inputs"):
        write_project(MASHUP, song, [song])
