"""Accompaniments by a GAN: its networks, its training, and what it composes."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from commands import command, environment
from safetensors.numpy import load_file

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.generation.bar_network import NOISES, BarNetwork, noise_of, write_scored
from mashstudio.generation.composing import compose
from mashstudio.generation.facts import width_of
from mashstudio.generation.heard import Heard
from mashstudio.generation.midi import Timeline, write_midi
from mashstudio.generation.models import BandModel
from mashstudio.generation.rolls import COLUMNS, PARTS, empty_roll
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.pipeline.accompanying import genre_named
from mashstudio.pipeline.band_learning import BandTraining, train_accompaniment
from mashstudio.pipeline.commands import models
from mashstudio.pipeline.model_export import export_with_onnx
from mashstudio.separation.models import default_models_folder
from mashstudio.training.accompaniment.gan.batches import batches, picture_of
from mashstudio.training.accompaniment.gan.losses import critic_loss, distance, generator_loss, penalty, written_loss
from mashstudio.training.accompaniment.gan.networks import SHOWN, Discriminator, Generator, pictured
from mashstudio.training.accompaniment.gan.settings import LOSSES, GanSettings
from mashstudio.training.accompaniment.gan.trainer import train
from mashstudio.training.accompaniment.genres import GENRES
from mashstudio.training.accompaniment.samples import samples_of, written
from mashstudio.training.accompaniment.songs import LearnedSong, song_of
from mashstudio.training.accompaniment.trainer import bars_in
from mashstudio.training.corpus.score import compose as compose_score
from mashstudio.training.corpus.styles import STYLES
from mashstudio.training.model_folder import CHECKPOINT, WEIGHTS, InstalledModels, read_model

SMALL = GanSettings(
    noise=4, generator_layers=2, generator_width=32, discriminator_layers=1, discriminator_width=16, num_epochs=2
)
ROCK = (GENRES[1].genre,)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("MASHSTUDIO_MODELS", str(tmp_path / "models"))
    torch.set_num_threads(1)


def song_in(style: str, number: int = 1, seconds: float = 25.0) -> LearnedSong:
    return song_of(compose_score(number, 1, seconds, next(each for each in STYLES if each.name == style)), 0)


@pytest.fixture(scope="module")
def song() -> LearnedSong:
    return song_in("rock")


@pytest.fixture(scope="module")
def learned(song: LearnedSong, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a training that has learned a song by heart."""
    folder = tmp_path_factory.mktemp("gan")
    settings = replace(SMALL, num_epochs=25, batch_size=8, learning_rate=4e-3, sample_every=100, written_weight=1.0)
    train({"train": [song], "valid": [song]}, ROCK, settings, "any", folder, job=Job())
    return folder


@pytest.fixture(scope="module")
def model(learned: Path) -> BandModel:
    return BandModel(BarNetwork(load_file(learned / WEIGHTS)), ROCK)


def lanes_of(model: BandModel, sheet: Heard, **wishes: float) -> dict[BandPart, NoteLane]:
    return compose(model, sheet, ROCK[0], replace(Manner(), **wishes), job=Job())  # type: ignore[arg-type]


def test_numpy_runs_the_generator_that_torch_learned() -> None:
    torch.manual_seed(1)
    settings = replace(SMALL, generator_layers=4)
    network = Generator(10, settings)
    ours = BarNetwork({name: tensor.numpy() for name, tensor in network.state_dict().items()})
    dice = np.random.default_rng(1)
    rows = dice.random((12, width_of(10)), np.float32)
    noise = noise_of(1, 2, BandPart.BASS, ours.noise, dice)
    assert noise.shape == (NOISES * settings.noise,)
    with torch.inference_mode():
        expected = network(torch.from_numpy(rows)[None], torch.from_numpy(noise)[None])[0].numpy()
    assert ours.scores(rows, noise) == pytest.approx(expected, abs=1e-4)


def test_a_generator_is_judged_by_what_it_will_write() -> None:
    """Its pictures are those of the roll that the same scores are written into."""
    dice = np.random.default_rng(2)
    for part in PARTS:
        scores = dice.normal(0, 1, (16, 199)).astype(np.float32)
        roll = empty_roll(4)
        write_scored(roll, part, range(16), scores, 0)
        picture = pictured(torch.from_numpy(scores)[None], torch.tensor([PARTS.index(part)]))[0].numpy()
        own = roll[:, COLUMNS[part]]
        count = 19 if part is BandPart.DRUMS else 28
        both = np.count_nonzero(own[:, :count], axis=1) < 5
        assert picture[:, SHOWN[part]][both, :count] == pytest.approx(own[both, :count] / 3, abs=1e-6)
        assert not np.delete(picture, np.r_[SHOWN[part]], axis=1).any()


def test_written_bars_are_shown_as_they_are_and_learned_as_they_are_shown(song: LearnedSong) -> None:
    """Scores that write a bar make it likely: nothing is lost between picture, loss and roll."""
    for sample in samples_of([written(song)])[:40]:
        own = sample.written.roll[sample.bar.steps.start : sample.bar.steps.stop, COLUMNS[sample.part]]
        shown = picture_of(sample)[:, SHOWN[sample.part]]
        count = 19 if sample.part is BandPart.DRUMS else 28
        assert np.array_equal(shown[:, :count] > 0, own[:, :count] > 0)
    batch = next(batches(bars_in([song], 1), 8))
    scores = torch.zeros((*batch.rows.shape[:2], 199), requires_grad=True)
    optimizer = torch.optim.Adam([scores], lr=0.3)
    for _step in range(60):
        optimizer.zero_grad()
        written_loss(scores, batch).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    assert torch.allclose(pictured(scores, batch.parts), batch.pictures, atol=1e-5)


@pytest.mark.parametrize("kind", LOSSES)
def test_each_loss_draws_verdicts_apart_and_the_generator_after_the_written(kind: str, song: LearnedSong) -> None:
    written_verdicts, composed = torch.tensor([0.3, -0.2], requires_grad=True), torch.tensor([0.1], requires_grad=True)
    critic_loss(kind, written_verdicts, composed).backward()  # type: ignore[no-untyped-call]
    assert written_verdicts.grad is not None
    assert composed.grad is not None
    assert (written_verdicts.grad < 0).all()
    assert (composed.grad > 0).all()
    composed.grad = None
    generator_loss(kind, composed).backward()  # type: ignore[no-untyped-call]
    assert composed.grad is not None
    assert (composed.grad < 0).all()
    torch.manual_seed(1)
    batch = next(batches(bars_in([song], 1), 4))
    steep, flat = (
        penalty(kind, judge, batch, torch.zeros_like(batch.pictures)).item()
        for judge in (Discriminator(1, SMALL), lambda _rows, pictures: pictures.sum(dim=(1, 2)) * 0)
    )
    assert flat == pytest.approx(1 if kind == "wgan-gp" else 0, abs=1e-4)
    assert 0 < steep != flat


def test_distance_tells_likeness_and_variety() -> None:
    torch.manual_seed(1)
    some, others = ((torch.rand(200, 16, 20) < 0.2).float() for _ in range(2))
    assert distance(some, others) < 0.02
    assert distance(some, some[:1].expand(200, -1, -1)) > 0.2
    assert distance(some, 1 - others) > 0.2


@pytest.mark.parametrize("loss", ["hinge", "wgan-gp"])
def test_a_training_in_two_runs_gives_the_weights_of_one(loss: str, tmp_path: Path) -> None:
    song = song_in("rock", seconds=12.0)
    songs, settings = {"train": [song], "valid": [song]}, replace(SMALL, loss=loss, critic_steps=2)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    train(songs, ROCK, settings, "same", tmp_path / "one", job=Job())
    for epochs in (1, 2):
        train(songs, ROCK, replace(settings, num_epochs=epochs), "same", tmp_path / "two", job=Job())
    for file in (WEIGHTS, CHECKPOINT):
        one, two = ((tmp_path / name / file).read_bytes() for name in ("one", "two"))
        assert one == two
    history = json.loads((tmp_path / "two" / "history.json").read_text())
    assert set(history[1]["more"]["Loss of each"]) == {"generator", "discriminator"}
    assert (tmp_path / "two" / "sample-00002.mp3").is_file()


def test_rates_of_generator_and_discriminator_are_their_own(song: LearnedSong, tmp_path: Path) -> None:
    """A discriminator that doesn't learn stays as it was; the generator's weights alone are the model."""
    songs = {"train": [song], "valid": [song]}
    settings = replace(SMALL, discriminator_rate=1e-7, num_epochs=1, learning_rate=1e-2)
    train(songs, ROCK, settings, "any", tmp_path, job=Job())
    torch.manual_seed(settings.seed)
    generator, discriminator = Generator(1, settings), Discriminator(1, settings)
    kept = load_file(tmp_path / CHECKPOINT)
    assert set(load_file(tmp_path / WEIGHTS)) == set(generator.state_dict())
    for name, network, most in (("generator", generator, np.inf), ("discriminator", discriminator, 1e-5)):
        moved = max(
            np.abs(kept[f"network.{name}.{key}"] - own.numpy()).max() for key, own in network.state_dict().items()
        )
        assert (moved > 0.01) == (most > 1)
        assert moved < most


def test_a_song_learned_by_heart_is_near_to_what_is_composed(learned: Path) -> None:
    history = json.loads((learned / "history.json").read_text())
    assert history[0]["valid_loss"] > 0.2
    assert min(epoch["valid_loss"] for epoch in history) < 0.12


def test_its_notes_fit_and_drums_play(model: BandModel, song: LearnedSong) -> None:
    sheet = song.heard
    lanes = lanes_of(model, sheet)
    for part in PARTS[1:]:
        assert lanes[part].notes
        assert all(sheet.chord_at(note.start).fits(note.pitch) for note in lanes[part].notes)
    bars = {int(np.searchsorted(sheet.bars, note.start, "right")) for note in lanes[BandPart.DRUMS].notes}
    assert len(bars) >= 0.95 * len(sheet.bars)


def test_the_same_seed_gives_the_same_notes_and_another_others(model: BandModel, song: LearnedSong) -> None:
    one, again, other, calm, calm_too = (
        lanes_of(model, song.heard, seed=seed, temperature=temperature)
        for seed, temperature in ((3, 1.0), (3, 1.0), (4, 1.0), (3, 0.0), (4, 0.0))
    )
    assert one == again
    starts = [
        [[(note.start, note.pitch) for note in lane.notes] for lane in lanes.values()]
        for lanes in (one, other, calm, calm_too)
    ]
    assert starts[0] != starts[1]
    assert starts[2] == starts[3]


def test_density_is_heard_and_kept_lanes_stay(model: BandModel, song: LearnedSong) -> None:
    few, many = (lanes_of(model, song.heard, density=density)[BandPart.DRUMS].notes for density in (0.0, 1.0))
    assert len(many) > 1.2 * len(few)
    kept = {BandPart.DRUMS: NoteLane(BandPart.DRUMS, 0, few)}
    parts = [BandPart.BASS, BandPart.CHORDS]
    made = compose(model, song.heard, ROCK[0], Manner(), parts=parts, lanes=kept, job=Job())
    assert list(made) == parts


def test_a_gan_of_one_s_own_is_learned_and_plays_by_its_name(tmp_path: Path) -> None:
    for number in range(4):
        song = song_in("funk", number, 15.0)
        times = np.arange(song.heard.beats + 1) * 60 / song.heard.tempo
        path = tmp_path / "midi" / f"{number}.mid"
        path.parent.mkdir(exist_ok=True)
        write_midi(path, list(song.lanes.values()), Timeline(times, song.heard.bars), "song")
    out = tmp_path / "band"
    settings = ["loss=non-saturating", "noise=4", "generator_width=16", "discriminator_layers=1", "num_epochs=1"]
    arguments = ["train", "accompaniment", str(tmp_path / "midi"), *settings, "--genre", "Funk GAN", "--model", "gan"]
    done = subprocess.run(
        command(*arguments, "--out", str(out)), capture_output=True, text=True, check=False, env=environment(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert "the discriminator is right about" in done.stdout
    report = json.loads((out / "report.json").read_text())
    assert set(report["distance"]) == {"composed", "written"}
    assert set(report["in_chord_or_scale"].values()) == {1.0}
    assert read_model(out).settings["loss"] == "non-saturating"
    export_with_onnx(out, tmp_path / "copy", job=Job())
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {WEIGHTS, "config.json", "SHA256SUMS"}
    InstalledModels(default_models_folder()).install(tmp_path / "copy")
    assert "Funk GAN), " in models("list", None, None, job=Job())
    model, genre = genre_named("funk gan")
    lanes = compose(model, song.heard, genre, Manner(), bars=range(2), job=Job())
    assert set(lanes) == set(BandPart)


def test_a_setting_of_the_other_model_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "midi").mkdir()
    (tmp_path / "midi" / "song.mid").write_bytes(b"MThd")
    request = BandTraining(tmp_path / "out", tmp_path / "midi", "x", None, ("hidden=8",), model="gan")
    with pytest.raises(BadArgument, match="no setting “hidden”"):
        train_accompaniment(request, job=Job())
