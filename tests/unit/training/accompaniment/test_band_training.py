"""Accompaniment models: their songs, their training, their judging."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from mashstudio.core.jobs import Job
from mashstudio.generation.facts import width_of
from mashstudio.generation.network import Network
from mashstudio.generation.notes import Part
from mashstudio.generation.tokens import BEGIN, HIGHEST, VOCABULARY
from mashstudio.training.accompaniment.genres import GENRES, with_meter
from mashstudio.training.accompaniment.judging import judge
from mashstudio.training.accompaniment.network import BandNetwork
from mashstudio.training.accompaniment.settings import AccompanimentSettings
from mashstudio.training.accompaniment.songs import LearnedSong, composed, song_of
from mashstudio.training.accompaniment.trainer import train
from mashstudio.training.corpus.score import compose as compose_score
from mashstudio.training.corpus.styles import STYLES
from mashstudio.training.model_folder import WEIGHTS

SETTINGS = AccompanimentSettings(hidden=16, num_epochs=2, batch_size=32)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


@pytest.fixture(scope="module")
def song() -> LearnedSong:
    style = next(style for style in STYLES if style.name == "rock")
    return song_of(compose_score(1, 1, 40.0, style), 1)


def test_a_score_is_read_as_its_pattern_was_written() -> None:
    """Swing, drift, and how people play are gone: every hi-hat is on its sixteenth again."""
    style = replace(next(style for style in STYLES if style.name == "swing"), drums=("d:x...x.o.x...x.o.",) * 2)
    song = song_of(compose_score(3, 1, 40.0, style), 2)
    rides = [note.start for note in song.lanes[Part.DRUMS].notes if note.pitch == 51]
    places = {round(4 * start) % 16 for start in rides}
    assert places == {0, 4, 6, 8, 12, 14}
    assert max(abs(4 * start - round(4 * start)) for start in rides) < 0.3


def test_songs_to_learn_and_to_test_with_are_never_the_same() -> None:
    """With the same seed, and every genre has songs."""
    train_set, test = composed(1, 1, "train"), composed(1, 1, "test")
    assert [song.genre for song in train_set] == list(range(len(GENRES)))
    assert not {song.lanes[Part.LEAD].notes for song in train_set} & {song.lanes[Part.LEAD].notes for song in test}


def test_a_style_in_another_metre_has_bars_of_that_length() -> None:
    waltz = with_meter(STYLES[0], 3)
    assert {len(pattern) for pattern in (*waltz.bass, *waltz.chords)} == {12}
    long = with_meter(STYLES[0], 5)
    assert long.bass[0][16:] == STYLES[0].bass[0][:4]


def test_numpy_runs_the_network_that_torch_learned() -> None:
    torch.manual_seed(1)
    network = BandNetwork(10, 24).eval()
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    dice = np.random.default_rng(1)
    rows = dice.random((5, width_of(10)), np.float32)
    tokens = [BEGIN, *dice.integers(0, VOCABULARY, 7)]
    heights, steps = dice.integers(0, HIGHEST + 1, 8), np.array([0, 0, 1, 2, 2, 2, 3, 4])
    with torch.inference_mode():
        expected = network(
            torch.from_numpy(rows)[None],
            *(torch.from_numpy(np.array(each, np.int64))[None] for each in (steps, tokens, heights)),
        )[0].numpy()
    ours = Network(weights)
    grasped, state = ours.grasp(rows), ours.begin()
    for index, (token, height, step) in enumerate(zip(tokens, heights, steps, strict=True)):
        scores, state = ours.step(grasped[step], int(token), int(height), state)
        assert scores == pytest.approx(expected[index], abs=1e-5)


def test_a_training_in_two_runs_gives_the_weights_of_one(song: LearnedSong, tmp_path: Path) -> None:
    songs = {"train": [song], "valid": [song]}
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    train(songs, 10, SETTINGS, "same", tmp_path / "one", job=Job())
    train(songs, 10, replace(SETTINGS, num_epochs=1), "same", tmp_path / "two", job=Job())
    train(songs, 10, SETTINGS, "same", tmp_path / "two", job=Job())
    one, two = (load_file(tmp_path / folder / WEIGHTS) for folder in ("one", "two"))
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_a_song_is_learned_by_heart(song: LearnedSong, tmp_path: Path) -> None:
    songs = {"train": [song], "valid": [song]}
    settings = AccompanimentSettings(hidden=48, num_epochs=12, batch_size=8, learning_rate=0.01)
    train(songs, 10, settings, "any", tmp_path, job=Job())
    history = json.loads((tmp_path / "history.json").read_text())
    assert history[-1]["valid_accuracy"] > 0.85


def test_a_model_is_judged_by_songs_it_has_not_learned_from(song: LearnedSong, tmp_path: Path) -> None:
    style = next(style for style in STYLES if style.name == "rock")
    others = [song_of(compose_score(number, 1, 12.0, style), 0) for number in range(5, 9)]
    song = replace(song, genre=0)
    train({"train": [song], "valid": others}, 1, replace(SETTINGS, num_epochs=1), "any", tmp_path, job=Job())
    report = judge([song], others, (GENRES[1].genre,), SETTINGS.hidden, tmp_path / WEIGHTS, job=Job())
    assert report["nats_per_bar"]["unigram"] > report["nats_per_bar"]["markov"] > 0
    assert set(report["in_chord_or_scale"].values()) == {1.0}
    assert 0 <= report["told_apart"] <= 1
    assert report["songs"] == 4
