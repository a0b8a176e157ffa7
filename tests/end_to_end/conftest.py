"""Two short songs on disk, and one cache for the end-to-end tests of a process."""

import subprocess
from pathlib import Path

import pytest
from commands import CELLS, Pair, Run, command, environment
from songs import render_song, write_wav

from mashstudio.model.key import parse_key


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("songs")
    a = render_song(tempo=112.0, seconds=16.0, key=parse_key("A minor"), seed=1)
    b = render_song(tempo=120.0, seconds=18.0, key=parse_key("D major"), seed=2, lead_silence=0.7)
    path_a, path_b = folder / "첫 노래.wav", folder / "second song.wav"
    write_wav(a, path_a)
    write_wav(b, path_b)
    return Pair(a, b, path_a, path_b)


@pytest.fixture(scope="session")
def third(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a song whose tempo lies between those of the pair."""
    path = tmp_path_factory.mktemp("third") / "third.wav"
    write_wav(render_song(tempo=117.0, seconds=16.0, key=parse_key("C major"), seed=3), path)
    return path


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def mashstudio(shared_cache: Path) -> Run:
    """Run `mashstudio` with these arguments in a process of its own; return what it printed."""

    def run(*arguments: object, cache: Path = shared_cache) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments), env=environment(cache), capture_output=True, text=True, timeout=280, check=False
        )

    return run


@pytest.fixture(scope="session")
def mashed(pair: Pair, mashstudio: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("mashed") / "mix.wav"
    project = out.with_suffix(".mash")
    done = mashstudio("mash", pair.path_a, pair.path_b, "--out", out, "--project", project, "--cells", CELLS)
    assert done.returncode == 0, done.stderr
    return out, done.stdout
