"""Accompaniment models: their songs, their training, their judging."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile
import torch
from safetensors.numpy import load_file

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.generation.composing import compose
from mashstudio.generation.facts import width_of
from mashstudio.generation.harmony import Chord
from mashstudio.generation.heard import Heard, HeardSection, SectionKind
from mashstudio.generation.midi import Timeline, write_midi
from mashstudio.generation.network import Network
from mashstudio.generation.tokens import BEGIN, HIGHEST, VOCABULARY
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.pipeline.accompanying import genre_named
from mashstudio.pipeline.band_learning import BandTraining, train_accompaniment
from mashstudio.pipeline.commands import models
from mashstudio.pipeline.learning import check_out
from mashstudio.separation.models import default_models_folder
from mashstudio.training.accompaniment.genres import GENRES, with_meter
from mashstudio.training.accompaniment.judging import judge
from mashstudio.training.accompaniment.listening import excerpt, measures
from mashstudio.training.accompaniment.midi_songs import read_song
from mashstudio.training.accompaniment.network import BandNetwork
from mashstudio.training.accompaniment.settings import AccompanimentSettings
from mashstudio.training.accompaniment.songs import LearnedSong, composed, song_of
from mashstudio.training.accompaniment.trainer import train
from mashstudio.training.corpus.score import compose as compose_score
from mashstudio.training.corpus.styles import STYLES
from mashstudio.training.model_folder import WEIGHTS, InstalledModels

SEVEN_EIGHT = mido.MetaMessage("time_signature", numerator=7, denominator=8)
LATE = mido.Message("note_on", note=60, velocity=9, time=480 * 10**6)
C = (0, 2, 4, 5, 7, 9, 11)
TEN = tuple(each.genre for each in GENRES)
SETTINGS = AccompanimentSettings(hidden=16, num_epochs=2, batch_size=32)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("MASHSTUDIO_MODELS", str(tmp_path / "models"))


@pytest.fixture(scope="module")
def song() -> LearnedSong:
    style = next(style for style in STYLES if style.name == "rock")
    return song_of(compose_score(1, 1, 40.0, style), 1)


def test_a_score_is_read_as_its_pattern_was_written() -> None:
    """Swing, drift, and how people play are gone: every hi-hat is on its sixteenth again."""
    style = replace(next(style for style in STYLES if style.name == "swing"), drums=("d:x...x.o.x...x.o.",) * 2)
    song = song_of(compose_score(3, 1, 40.0, style), 2)
    rides = [note.start for note in song.lanes[BandPart.DRUMS].notes if note.pitch == 51]
    places = {round(4 * start) % 16 for start in rides}
    assert places == {0, 4, 6, 8, 12, 14}
    assert max(abs(4 * start - round(4 * start)) for start in rides) < 0.3


def test_songs_to_learn_and_to_test_with_are_never_the_same() -> None:
    """With the same seed, and every genre has songs."""
    train_set, test = composed(1, 1, "train"), composed(1, 1, "test")
    assert [song.genre for song in train_set] == list(range(len(GENRES)))
    assert not {song.lanes[BandPart.LEAD].notes for song in train_set} & {
        song.lanes[BandPart.LEAD].notes for song in test
    }


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


@pytest.fixture(scope="module")
def trained(song: LearnedSong, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train({"train": [song], "valid": [song]}, TEN, SETTINGS, "same", folder, job=Job())
    return folder


def test_a_training_in_two_runs_gives_the_weights_of_one(song: LearnedSong, trained: Path, tmp_path: Path) -> None:
    songs = {"train": [song], "valid": [song]}
    train(songs, TEN, replace(SETTINGS, num_epochs=1), "same", tmp_path, job=Job())
    train(songs, TEN, SETTINGS, "same", tmp_path, job=Job())
    one, two = (load_file(folder / WEIGHTS) for folder in (trained, tmp_path))
    assert all(np.array_equal(one[name], two[name]) for name in one)
    assert (trained / "history.json").read_text() == (tmp_path / "history.json").read_text()
    assert (trained / "sample-00002.mid").read_bytes() == (tmp_path / "sample-00002.mid").read_bytes()


def test_a_training_can_be_heard_and_judged_while_it_runs(song: LearnedSong, trained: Path) -> None:
    """Eight bars of the fullest section, as MIDI and as sound, after each epoch; measures beside the written song's."""
    page = (trained / "training.html").read_text("utf-8")
    for name in ("sample-00001", "sample-00002"):
        midi = mido.MidiFile(trained / f"{name}.mid")
        assert [track.name for track in midi.tracks][1:] == list(map(str, BandPart))
        assert midi.length == pytest.approx(32 * 60 / song.heard.tempo, rel=0.01)
        sound, rate = soundfile.read(trained / f"{name}.mp3")
        assert len(sound) / rate == pytest.approx(midi.length + 2, abs=0.2)
        assert 0.1 < np.abs(sound).max() <= 1.05
        assert f'src="{name}.mp3"' in page
    more = json.loads((trained / "history.json").read_text())[-1]["more"]
    assert list(more) == ["Pitch-class entropy, bits", "Drums on eighths", "Empty bars", "Notes in the scale"]
    for name, curves in more.items():
        assert f"<h2>{name}</h2>" in page
        assert set(curves) == {"composed", "written"}


def test_measures_say_what_is_played() -> None:
    """Four bars over C: a bass on C and G by turns, drums on two eighths and a sixteenth, and a bar without drums."""
    sheet = Heard((0, 4, 8, 12), (Chord(0, (0, 4, 7), C),) * 16, (HeardSection(0, SectionKind.VERSE, 0.5),), 120.0)
    bass = tuple(Note(float(beat), 0.5, (36, 43)[beat % 2], 90) for beat in range(16))
    odd = (*bass[:15], replace(bass[15], pitch=37))
    drums = tuple(Note(4 * bar + step / 4, 0.1, 36, 90) for bar in range(3) for step in (0, 2, 5))
    played = {part: NoteLane(part, 0, notes) for part, notes in ((BandPart.BASS, bass), (BandPart.DRUMS, drums))}
    assert list(measures([played], [sheet]).values()) == [1.0, pytest.approx(2 / 3, abs=1e-4), 1 / 8, 1.0]
    played[BandPart.BASS] = NoteLane(BandPart.BASS, 0, odd)
    assert measures([played], [sheet])["Notes in the scale"] == 15 / 16


def test_an_excerpt_is_the_fullest_eight_bars(song: LearnedSong) -> None:
    found = excerpt(song)
    fullest = max(song.heard.sections, key=lambda section: section.energy)
    assert found.heard.beats == 32
    assert found.heard.sections[0].kind is fullest.kind
    kept = [
        note.pitch for note in song.lanes[BandPart.BASS].notes if fullest.beat <= note.start + 0.1 < fullest.beat + 32
    ]
    assert [note.pitch for note in found.lanes[BandPart.BASS].notes] == kept


def test_a_song_is_learned_by_heart(song: LearnedSong, tmp_path: Path) -> None:
    songs = {"train": [song], "valid": [song]}
    settings = AccompanimentSettings(hidden=48, num_epochs=16, batch_size=8, learning_rate=0.01, patience=3)
    settings = replace(settings, sample_every=16)
    train(songs, TEN, settings, "any", tmp_path, job=Job())
    history = json.loads((tmp_path / "history.json").read_text())
    assert history[-1]["valid_accuracy"] > 0.85


def test_a_model_is_judged_by_songs_it_has_not_learned_from(song: LearnedSong, tmp_path: Path) -> None:
    style = next(style for style in STYLES if style.name == "rock")
    others = [song_of(compose_score(number, 1, 12.0, style), 0) for number in range(5, 9)]
    song = replace(song, genre=0)
    train({"train": [song], "valid": others}, TEN[1:2], replace(SETTINGS, num_epochs=1), "any", tmp_path, job=Job())
    report = judge([song], others, TEN[1:2], SETTINGS.hidden, tmp_path / WEIGHTS, job=Job())
    assert report["nats_per_bar"]["unigram"] > report["nats_per_bar"]["markov"] > 0
    assert set(report["in_chord_or_scale"].values()) == {1.0}
    assert 0 <= report["told_apart"] <= 1
    assert report["songs"] == 4


def test_a_midi_file_is_read_as_the_song_that_was_written(song: LearnedSong, tmp_path: Path) -> None:
    write_song(tmp_path / "song.mid", song)
    found = read_song(tmp_path / "song.mid", job=Job())
    assert found.heard.bars == song.heard.bars[: len(found.heard.bars)]
    assert found.heard.tempo == pytest.approx(song.heard.tempo, rel=0.01)
    assert set(found.lanes) == set(BandPart)
    for part in BandPart:
        own, read = ([(round(4 * n.start), n.pitch) for n in each.lanes[part].notes] for each in (song, found))
        assert len(set(own) & set(read)) > 0.95 * len(set(own))
    sounding = {int(note.start) for note in song.lanes[BandPart.CHORDS].notes}
    chords = [(song.heard.chords[beat], found.heard.chords[beat]) for beat in sounding]
    assert np.mean([a.root == b.root and a.tones == b.tones[:3] for a, b in chords]) > 0.95
    assert found.lanes[BandPart.BASS].program == song.lanes[BandPart.BASS].program


def test_swing_in_a_midi_file_is_told_and_undone(tmp_path: Path) -> None:
    style = next(style for style in STYLES if style.name == "swing")
    song = song_of(compose_score(3, 1, 40.0, style), 2)
    write_song(tmp_path / "swung.mid", song, swing=0.66)
    found = read_song(tmp_path / "swung.mid", job=Job())
    assert found.heard.swing == pytest.approx(0.66, abs=0.03)
    starts = np.array([note.start for note in found.lanes[BandPart.DRUMS].notes])
    assert np.median(np.abs(4 * starts - np.round(4 * starts))) < 0.15


def test_a_genre_of_one_s_own_is_learned_from_midi_files_and_plays(tmp_path: Path) -> None:
    """It begins with what the ten genres have in common. Files that can't be used are told; the model is listed, its
    genre among those to choose from.
    """
    for number in range(4):
        style = next(style for style in STYLES if style.name == "funk")
        write_song(tmp_path / "midi" / f"{number}.mid", song_of(compose_score(number, 1, 25.0, style), 0))
    (tmp_path / "midi" / "bad.mid").write_bytes(b"MThd nothing")
    told: list[str] = []
    out = tmp_path / "band"
    settings = ("num_epochs=1", "batch_size=32")
    request = BandTraining(out, tmp_path / "midi", "My Funk", None, settings)
    report = train_accompaniment(request, job=Job(on_tell=lambda message: told.append(str(message))))
    assert any("bad.mid" in each for each in told)
    assert report["nats_per_bar"]["model"] < report["nats_per_bar"]["markov"]
    check_out(out, None, replace=False)
    InstalledModels(default_models_folder()).install(out)
    assert "My Funk" in models("list", None, None, job=Job())
    model, genre = genre_named("my funk")
    assert genre.programs[BandPart.BASS] in (36, 37)
    sheet = song_of(compose_score(9, 1, 12.0, STYLES[0]), 0).heard
    assert set(compose(model, sheet, genre, Manner(), bars=range(2), job=Job())) == set(BandPart)
    assert (out / "sample-00001.mp3").is_file()
    check_out(out, None, replace=True)
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("folder", "genre", "said"),
    [("midi", None, "belong together"), (None, "pop", "belong together"), ("empty", "pop", "No MIDI files"),
     ("missing", "pop", "is not a folder"), ("few", "pop", "Only 1 of the MIDI files"),
     ("few", "a/b", "can't be a genre's name")],
)  # fmt: skip
def test_a_wrong_request_gets_one_sentence(
    folder: str | None, genre: str | None, said: str, song: LearnedSong, tmp_path: Path
) -> None:
    (tmp_path / "midi").mkdir()
    (tmp_path / "empty").mkdir()
    write_song(tmp_path / "few" / "song.mid", song)
    request = BandTraining(tmp_path / "out", tmp_path / folder if folder else None, genre)
    with pytest.raises(BadArgument, match=said):
        train_accompaniment(request, job=Job())
    assert not (tmp_path / "out").exists()


def write_song(path: Path, song: LearnedSong, swing: float = 0.5) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    times = np.arange(song.heard.beats + 1) * 60 / song.heard.tempo
    write_midi(path, list(song.lanes.values()), Timeline(times, song.heard.bars, swing), "song")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda file: file.tracks[0].append(mido.MetaMessage("time_signature", numerator=7, denominator=8)),
            "whole beats",
        ),
        (
            lambda file: file.tracks[1].append(mido.Message("note_on", note=60, velocity=9, time=480 * 10**6)),
            "too many",
        ),
        (lambda file: file.tracks.__delitem__(slice(2, None)), "fewer than two lanes"),
        (lambda file: file.tracks.__delitem__(slice(1, None)), "too few bars"),
    ],
)
def test_midi_that_can_t_be_learned_from_is_told(
    spoil: Callable[[mido.MidiFile], None], said: str, song: LearnedSong, tmp_path: Path
) -> None:
    write_song(tmp_path / "song.mid", song)
    file = mido.MidiFile(tmp_path / "song.mid")
    spoil(file)
    if said == "too many":
        file.tracks[1].append(mido.Message("note_off", note=60, time=480))
    file.save(tmp_path / "song.mid")
    with pytest.raises(BadArgument, match=said):
        read_song(tmp_path / "song.mid", job=Job())
