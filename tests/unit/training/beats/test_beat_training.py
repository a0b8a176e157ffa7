"""Beat models: their songs, their training, their judging."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from beat_songs import drums, write_beat_song
from commands import command, environment

from mashstudio.analysis import known_trackers
from mashstudio.analysis.known_trackers import decoded_bars
from mashstudio.analysis.live_beats.follower import BeatFollower
from mashstudio.analysis.live_beats.spectrum import spectrogram
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.pipeline.beat_learning import train_beats
from mashstudio.pipeline.learning import TrainingRequest
from mashstudio.training.beats.clicks import with_clicks
from mashstudio.training.beats.judging import judge
from mashstudio.training.beats.scores import Told, scores
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.beats.songs import BeatSong, parts_of, songs_in
from mashstudio.training.beats.targets import UNKNOWN, frame_of, targets_of
from mashstudio.training.beats.trainer import BeatsOf, train
from mashstudio.training.model_folder import CHECKPOINT, WEIGHTS

QUICK = ("device=0", "hidden=8", "length=128", "batch_size=4", "num_epochs=1", "fold=8")
SETTINGS = BeatSettings(device=0, hidden=8, length=128, batch_size=4, num_epochs=2)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for number, bpm in enumerate((100, 120, 140)):
        write_beat_song(tmp_path / "data", f"song {number}", bpm)
    return tmp_path / "data"


def trained(folder: Path, settings: BeatSettings) -> bytes:
    """Train in `folder`, without a child process; return the weights."""
    folder.mkdir(exist_ok=True)
    songs = []
    for bpm in (100, 130):
        sound, beats = drums(bpm, 8)
        np.save(folder / f"{bpm}.npy", spectrogram(sound))
        songs.append(BeatsOf(folder / f"{bpm}.npy", tuple(beats), tuple(n % 4 + 1 for n in range(len(beats)))))
    train({"train": songs, "valid": songs}, settings, "identity", folder, job=Job())
    return (folder / WEIGHTS).read_bytes()


def test_a_training_in_two_runs_gives_the_weights_of_one(tmp_path: Path) -> None:
    one = trained(tmp_path / "one", SETTINGS)
    for epochs in (1, 2):
        two = trained(tmp_path / "two", replace(SETTINGS, num_epochs=epochs))
    assert one == two
    assert (tmp_path / "one" / CHECKPOINT).read_bytes() == (tmp_path / "two" / CHECKPOINT).read_bytes()
    assert one != trained(tmp_path / "other", replace(SETTINGS, seed=7))


def test_two_songs_are_learned_by_heart(tmp_path: Path) -> None:
    trained(tmp_path, replace(SETTINGS, hidden=32, num_epochs=60, learning_rate=0.01, patience=60))
    history = json.loads((tmp_path / "history.json").read_text())
    assert max(epoch["valid_accuracy"] for epoch in history) > 0.95


@pytest.mark.parametrize(
    "settings",
    [replace(SETTINGS, bpfed=True, sources="bass,drums"), replace(SETTINGS, model="offline")],
    ids=["sub-bands", "offline"],
)
def test_sub_bands_and_the_offline_model_are_judged(tmp_path: Path, settings: BeatSettings) -> None:
    trained(tmp_path, settings)
    beats = tuple(drums(130, 8)[1])
    song = BeatSong(Path("130.wav"), beats, tuple(n % 4 + 1 for n in range(len(beats))))
    (judged,) = judge([(tmp_path / "130.npy", song)], settings, tmp_path / WEIGHTS, True, job=Job())
    assert len(judged.scores) == 1 + 2 * 19
    assert set(judged.scores["dbn 0.05"]) >= {"f_measure", "cmlt", "amlt", "downbeat_f_measure", "tempo_accuracy_1"}


def test_a_model_is_judged_beside_other_trackers(data: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments), env=environment(tmp_path / "cache"), capture_output=True, text=True, check=False
        )

    assert run("train", "beats", data, *QUICK, "--out", model).returncode == 0
    table = run("evaluate", "beats", model, data, "--out", tmp_path / "judged").stdout.splitlines()
    for line, begins in zip(
        table[2:7], ("tracked live", "peaks over", "DBN over", "MashStudio's", "librosa"), strict=True
    ):
        assert line.startswith(begins)
    assert sum(line.strip().startswith("0.95 ") for line in table) == 2
    report = json.loads((tmp_path / "judged" / "report.json").read_text("utf-8"))
    assert list(report["peaks"]) == list(report["dbn"]) == [f"{0.05 * step:.2f}" for step in range(1, 20)]
    # Plain drums are easy for trackers that weren't trained in a second.
    assert report["analysis"]["amlt"] > 0.9 < report["librosa"]["amlt"]
    assert [song["song"] for song in report["each"]] == ["song 0", "song 1", "song 2"]
    assert {"tracked", "peaks", "dbn", "analysis", "librosa"} <= set(report["each"][0])
    for picture in ("thresholds.png", "songs.png"):
        assert (tmp_path / "judged" / picture).read_bytes().startswith(b"\x89PNG")
    sample, rate = soundfile.read(tmp_path / "judged" / "clicks-2.mp3")
    assert len(sample) / rate == pytest.approx(14.12, abs=0.1)
    # What was trained can follow live sound.
    BeatFollower(model).feed(drums(120, 4)[0])
    refused = run("train", "beats", data, *QUICK, "seed=7", "--out", model)
    assert "other settings or songs" in refused.stderr
    assert run("models", "import", model).returncode == 0
    assert "model: your beat model, F-measure" in run("models", "list").stdout


def test_a_song_s_beats_become_targets_where_a_causal_network_can_know_them() -> None:
    times = np.arange(0.5, 6, 0.5)
    targets = targets_of(times, np.arange(len(times)) % 4 == 0, 320)
    assert np.flatnonzero(targets.beat == 1).tolist() == [frame_of(time) for time in times]
    assert np.flatnonzero(targets.downbeat == 1).tolist() == [frame_of(time) for time in times[::4]]
    assert (targets.tempo[:50] == UNKNOWN).all()
    assert len(set(targets.tempo[targets.tempo != UNKNOWN])) == 1


def test_clicks_lie_on_beats_and_are_higher_on_downbeats() -> None:
    quiet = np.zeros((40 * 44_100, 2), np.float32)
    beats = np.arange(4.5, 36, 0.5)
    sample = with_clicks(quiet, Told(beats, beats[::4], 120.0))
    assert len(sample) == 30 * 44_100
    # The middle begins 5 s into the song.
    sounding = np.abs(sample[:, 0]) > 0.01
    begins = np.flatnonzero(sounding & ~np.roll(np.convolve(sounding, np.ones(4000), "full")[: len(sounding)] > 0, 1))
    assert begins / 44_100 == pytest.approx(np.arange(0, 30, 0.5), abs=2e-3)
    pitches = [np.abs(np.fft.rfft(sample[at : at + 1764, 0])).argmax() * 25 for at in begins]
    assert [pitch > 1500 for pitch in pitches] == [beat in beats[::4] for beat in np.arange(5, 35, 0.5)]
    loud = with_clicks(quiet + 0.5, Told(np.empty(0), None, 0.0))
    assert np.abs(loud).max() == pytest.approx(0.2)


def test_perfect_beats_score_1_and_double_time_half() -> None:
    beats = np.arange(0, 60, 0.5)
    song = BeatSong(Path("song.wav"), tuple(beats), tuple(n % 4 + 1 for n in range(len(beats))))
    assert set(scores(Told(beats, beats[::4], 120.0), song).values()) == {1.0}
    twice = scores(Told(np.arange(0, 60, 0.25), None, 240.0), song)
    assert twice["f_measure"] == pytest.approx(2 / 3, abs=0.01)
    assert twice["cmlt"] == 0
    assert twice["amlt"] == pytest.approx(1, abs=0.01)
    assert (twice["tempo_accuracy_1"], twice["tempo_accuracy_2"]) == (0, 1)
    assert "downbeat_f_measure" not in twice


def test_a_dbn_hears_bars_between_the_frames_that_reach_the_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    beat, downbeat = np.full(1200, 0.02), np.full(1200, 0.01)
    beat[100:1100:25] = np.linspace(0.3, 0.9, 40)
    downbeat[100:1100:75] = beat[100:1100:75] - 0.05
    low, high, never = decoded_bars(beat, downbeat, [0.25, 0.6, 0.95], 50)
    assert low[0].tolist() == list(range(100, 1100, 25))
    assert low[1].tolist() == list(range(100, 1100, 75))
    assert high[0].tolist() == [at for at in range(100, 1100, 25) if beat[at] >= 0.6]
    assert len(never[0]) == len(never[1]) == 0
    monkeypatch.setattr(known_trackers, "_STRETCH", 510)
    ((beats, _bars),) = decoded_bars(beat, downbeat, [0.25], 50)
    assert set(range(100, 1100, 25)) <= set(beats.tolist())


def test_folds_are_eighths_and_no_song_is_in_two(data: Path) -> None:
    songs = [BeatSong(Path(f"{number}.wav"), (), ()) for number in range(24)]
    for fold in range(8):
        parts = parts_of(songs, fold)
        assert sorted(len(part) for part in parts.values()) == [3, 3, 18]
        assert {song for part in parts.values() for song in part} == set(songs)
    assert parts_of(songs, 8)["train"] == songs
    with pytest.raises(BadArgument, match="fold=8"):
        parts_of(songs_in(data), 4)


def test_metadata_orders_the_songs(data: Path) -> None:
    (data / "metadata.csv").write_text("File,BPM\nsong 2,140\nsong 0,100\n")
    assert [song.path.stem for song in songs_in(data)] == ["song 2", "song 0"]
    assert songs_in(data)[0].downbeats[1] == pytest.approx(0.3 + 4 * 60 / 140, abs=1e-3)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: (data / "beats").rename(data / "bits"), "needs the folders tracks"),
        (lambda data: (data / "beats" / "song 1.beats").write_text("no beats"), "song 1.beats holds no beats"),
        (lambda data: [path.unlink() for path in (data / "beats").iterdir()], "files of the same names"),
    ],
)
def test_a_wrong_folder_gets_one_sentence(data: Path, tmp_path: Path, spoil: object, said: str) -> None:
    spoil(data)  # type: ignore[operator]
    with pytest.raises(BadArgument, match=said):
        train_beats(TrainingRequest(data, tmp_path / "model", None, QUICK), job=Job())
