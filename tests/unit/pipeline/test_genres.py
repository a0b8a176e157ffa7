"""An installed genre model gives the library's songs their genres."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from library_songs import facts, sound
from training_songs import GENRES, write_clip, write_folders

from mashstudio.audio.songs import sha256_of
from mashstudio.cli.parser import parser
from mashstudio.cli.progress import ProgressLine
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.library.facts import Grid, GridSection, Stamp
from mashstudio.library.search import Query
from mashstudio.library.store import Library
from mashstudio.pipeline.genres import has_unjudged, judge_genres
from mashstudio.pipeline.learning import TrainingRequest, train_genre
from mashstudio.pipeline.library_commands import listed
from mashstudio.pipeline.scanning import user_library
from mashstudio.separation.models import default_models_folder
from mashstudio.training.model_folder import InstalledModels

QUICK = ("num_epochs=6", "batch_size=4", "patience=6")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("genres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MASHSTUDIO_CACHE", str(folder / "cache"))
        train_genre(TrainingRequest(write_folders(folder / "songs"), folder / "mine", assignments=QUICK), job=Job())
    return folder / "mine"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library of three songs: two that buzz, one that hisses."""
    for name in ("CACHE", "LIBRARY", "MODELS"):
        monkeypatch.setenv(f"MASHSTUDIO_{name}", str(tmp_path / name.lower()))
    library = user_library()
    for number, genre in enumerate(("buzz", "buzz", "hiss")):
        path = tmp_path / "music" / f"{number}.wav"
        write_clip(path, genre, 50 + number)
        song = facts(number, sha256=sha256_of(path, Job()))
        library.put_song(song, sound(number), Grid(4, (GridSection(0.5, song.tempo, 1),)), None)
        library.put_file(path, Stamp(1, 1), song.sha256)
    return library


def genres(library: Library) -> dict[str, str]:
    return {song.path.name: song.facts.genre for song in library.songs()}


def run(*arguments: object) -> Any:
    options = parser().parse_args(list(map(str, arguments)))
    options.progress = ProgressLine()
    options.run(options, Job())


def test_songs_get_the_genres_that_the_model_hears_once(
    library: Library, trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = Cache(tmp_path / "cache")
    assert not has_unjudged(library)
    assert judge_genres(library, cache, job=Job()) == 0
    assert set(genres(library).values()) == {""}
    with pytest.raises(BadArgument, match="No song has a genre: import a genre model"):
        listed(Query(genre="buzz"), None)

    InstalledModels(default_models_folder()).install(trained)
    assert has_unjudged(library)
    assert judge_genres(library, cache, job=Job()) == 3
    assert genres(library) == {"0.wav": "buzz", "1.wav": "buzz", "2.wav": "hiss"}
    assert judge_genres(library, cache, job=Job()) == 0
    assert not has_unjudged(library)

    run("library", "list", "--genre", "HISS")
    assert "hiss" in (line := capsys.readouterr().out)
    assert line.startswith("Artist 2 – Song 2")
    assert line.count("\n") == 1
    with pytest.raises(BadArgument, match="the genres are buzz, hiss"):
        listed(Query(genre="polka"), None)


def test_without_the_model_the_genres_are_gone_and_another_one_judges_anew(
    library: Library, trained: Path, tmp_path: Path
) -> None:
    cache, models = Cache(tmp_path / "cache"), InstalledModels(default_models_folder())
    models.install(trained)
    judge_genres(library, cache, job=Job())
    models.remove(trained.name)
    assert has_unjudged(library)
    judge_genres(library, cache, job=Job())
    assert set(genres(library).values()) == {""}
    assert not has_unjudged(library)
    shutil.copytree(trained, tmp_path / "other")
    models.install(tmp_path / "other")
    assert judge_genres(library, cache, job=Job()) == 3
    assert set(genres(library).values()) == set(GENRES)
