"""Three short songs, and a session that can load them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sessions import Studio
from songs import render_song, write_wav

from mashstudio.model.key import parse_key

_SONGS = (("one", 120.0, "C major"), ("two", 126.0, "D major"), ("three", 112.0, "A minor"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of songs: one.wav, two.wav and three.wav, and the cache that all tests share."""
    folder = tmp_path_factory.mktemp("songs")
    for name, tempo, key in _SONGS:
        write_wav(render_song(tempo=tempo, key=parse_key(key), seconds=10, seed=len(name)), folder / f"{name}.wav")
    return folder


@pytest.fixture
def studio(tmp_path: Path, shared: Path) -> Iterator[Studio]:
    """A session with nothing loaded."""
    studio = Studio(tmp_path, shared / "cache")
    yield studio
    studio.session.close()
