"""A genre model from a folder of songs to its verdicts, as the commands do it."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from training_songs import GENRES, write_clip, write_folders, write_lists

from mashstudio.cli.parser import parser
from mashstudio.cli.progress import ProgressLine
from mashstudio.core.errors import BadArgument, Cancelled, ModelError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.pipeline.learning import TrainingRequest, evaluate_genre, train_genre
from mashstudio.training.model_folder import read_model

QUICK = ("num_epochs=6", "batch_size=2", "device=0")


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_folders(tmp_path_factory.mktemp("songs"))
    (folder / "buzz" / "broken.wav").write_bytes(b"RIFF" + bytes(1000))
    shutil.copy(folder / "buzz" / "buzz.00000.wav", folder / "buzz" / "copy.wav")
    return folder


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    # The features of the songs above are found once.
    cache = tmp_path_factory.getbasetemp() / "learning-cache"
    monkeypatch.setenv("MASHSTUDIO_CACHE", str(cache))
    monkeypatch.setenv("MASHSTUDIO_MODELS", str(tmp_path / "models"))


def run(*arguments: object) -> None:
    options = parser().parse_args(list(map(str, arguments)))
    options.progress = ProgressLine()
    options.run(options, Job(on_tell=options.progress.tell))


def test_a_folder_of_songs_becomes_a_model_that_judges_songs(
    songs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "model"
    run("train", "genre", songs, *QUICK, "--out", out)
    printed, told = capsys.readouterr()
    assert "Left out: broken.wav: It is not an audio file" in told
    assert "Left out: copy.wav: it is the same as" in told
    assert "2 songs, 100.0% right" in printed
    assert "buzz    100%  1  0  1" in printed
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["recall"] == {"buzz": 1.0, "hiss": 1.0}
    assert report["confusion"] == [[1, 0], [0, 1]]
    assert (out / "confusion.png").read_bytes().startswith(b"\x89PNG")
    parts = json.loads((out / "songs.json").read_text("utf-8"))
    assert [len(parts[part]) for part in ("train", "valid", "test")] == [6, 2, 2]
    assert read_model(out).accuracy == 1

    run("train", "export", out, tmp_path / "shared")
    run("models", "import", tmp_path / "shared")
    capsys.readouterr()
    run("evaluate", "genre", "shared", songs, "--json", "--out", tmp_path / "judged")
    report = json.loads(capsys.readouterr().out)
    assert (report["songs"], report["accuracy"], report["wrong"]) == (11, 1.0, [])
    assert json.loads((tmp_path / "judged" / "report.json").read_text("utf-8")) == report

    write_clip(tmp_path / "more" / "polka" / "a.wav", "buzz", 1)
    shutil.copytree(songs / "hiss", tmp_path / "more" / "hiss")
    with pytest.raises(BadArgument, match="shared doesn't know polka; it knows buzz, hiss"):
        evaluate_genre(Path("shared"), tmp_path / "more", job=Job())
    with pytest.raises(ModelError, match="is no trained model"):
        evaluate_genre(tmp_path, songs, job=Job())


def test_a_cancelled_training_by_the_tutorial_s_lists_goes_on_later(songs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "songs"
    shutil.copytree(songs, folder)
    write_lists(folder)
    soundfile.write(folder / "hiss" / "hiss.00004.wav", np.zeros(44_100 * 6), 44_100)
    told: list[Message] = []

    def cancel_in_the_third(_fraction: float, status: Message) -> None:
        if status.fields.get("number") == 3:
            job.cancel()

    job = Job(cancel_in_the_third, on_tell=told.append)
    whole = TrainingRequest(folder, tmp_path / "model", assignments=(*QUICK, "num_epochs=500", "patience=500"))
    with pytest.raises(Cancelled):
        train_genre(whole, job=job)
    assert str(told[-1]) == "What was learned is kept: the same command goes on from there."
    kept = len(json.loads((tmp_path / "model" / "history.json").read_text()))
    assert kept >= 2
    reported: set[object] = set()

    def note(_fraction: float, status: Message) -> None:
        reported.add(status.fields.get("number"))

    again = TrainingRequest(folder, tmp_path / "model", assignments=(*QUICK, f"num_epochs={kept + 1}", "patience=500"))
    report = train_genre(again, job=Job(note))
    assert reported - {None} == {kept + 1}
    # The test song of silence is left out; its genre is still one that is known.
    assert (report["songs"], report["genres"]) == (1, list(GENRES))
    assert report["recall"]["hiss"] is None


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder.write_text("x"), "that is no folder"),
        (lambda folder: (folder.mkdir(), (folder / "thesis.doc").touch()), "holds other files"),
    ],
)
def test_a_model_s_folder_is_never_somebody_else_s(songs: Path, tmp_path: Path, make: object, says: str) -> None:
    make(tmp_path / "out")  # type: ignore[operator]
    with pytest.raises(BadArgument, match=says):
        train_genre(TrainingRequest(songs, tmp_path / "out", replace=True), job=Job())


def test_a_model_isn_t_put_among_the_songs(songs: Path) -> None:
    with pytest.raises(BadArgument, match="lies among the songs"):
        train_genre(TrainingRequest(songs, songs / "model"), job=Job())
