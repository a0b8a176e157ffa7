"""Demucs, with small networks of random weights: the results are meaningless, but all the code is real."""

import hashlib
import os
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from demucs.apply import apply_model
from demucs.htdemucs import HTDemucs
from networks import SIX, save_checkpoint, save_tensors, small_network
from songs import render_song

from mashstudio.core.cache import Cache
from mashstudio.core.errors import Cancelled, ModelError
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.stems import StemName
from mashstudio.separation.demucs_separator import DemucsSeparator
from mashstudio.separation.demucs_stems import load_network, write_instrument
from mashstudio.separation.models import ModelFiles, NetworkFile
from mashstudio.separation.separator import run_separator

Stems = dict[StemName, Samples]


@pytest.fixture(scope="module")
def song() -> Samples:
    return render_song(seconds=4.3).samples


def separate(files: ModelFiles, mix: Samples, folder: Path, job: Job | None = None) -> Stems:
    np.save(folder / "mix.npy", mix)
    DemucsSeparator(files).separate(folder / "mix.npy", folder, job=job or Job())
    return {stem: np.load(folder / f"{stem}.npy") for stem in StemName}


def whole_song(network: HTDemucs, mix: Samples) -> dict[str, Samples]:
    """Return Demucs' own result for the whole song."""
    mono = mix.astype(np.float64).mean(axis=1)
    normal = (torch.from_numpy(mix.T.copy()) - mono.mean()) / mono.std()
    estimates = apply_model(network, normal[None].float(), shifts=0)[0] * mono.std()
    return {source: np.array(sound.numpy().T) for source, sound in zip(network.sources, estimates, strict=True)}


@pytest.mark.parametrize("seconds", [0.01, 0.74, 0.76, 3.4])
def test_piece_by_piece_is_the_same_as_in_one_go(
    seconds: float, song: Samples, small_model: ModelFiles, tmp_path: Path
) -> None:
    mix = song[SAMPLE_RATE // 2 :][: int(seconds * SAMPLE_RATE)]
    stems = separate(small_model, mix, tmp_path)
    expected = whole_song(small_network(), mix)
    for stem in (StemName.VOCALS, StemName.DRUMS, StemName.BASS):
        assert np.abs(expected[stem]).max() > 1e-4
        np.testing.assert_allclose(stems[stem], expected[stem], atol=1e-6)
    np.testing.assert_allclose(np.sum(list(stems.values()), axis=0), mix, atol=1e-6)


def test_progress_only_grows_and_ends_at_one(song: Samples, small_model: ModelFiles, tmp_path: Path) -> None:
    told: list[float] = []
    separate(small_model, song, tmp_path, Job(lambda fraction, status: told.append(fraction)))
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(set(told)) >= 5


def test_silence_stays_silent(small_model: ModelFiles, tmp_path: Path) -> None:
    stems = separate(small_model, np.zeros((50_000, 2), np.float32), tmp_path)
    assert all(np.abs(stem).max() < 1e-6 for stem in stems.values())


def test_guitar_and_piano_go_to_other(song: Samples, tmp_path: Path) -> None:
    network, mix = small_network(sources=SIX), song[: int(1.2 * SAMPLE_RATE)]
    files = ModelFiles("six", (NetworkFile(tmp_path / "six.th", save_checkpoint(network, tmp_path / "six.th")),))
    stems = separate(files, mix, tmp_path)
    expected = whole_song(network, mix)
    for stem in (StemName.VOCALS, StemName.DRUMS, StemName.BASS):
        np.testing.assert_allclose(stems[stem], expected[stem], atol=1e-6)
    np.testing.assert_allclose(np.sum(list(stems.values()), axis=0), mix, atol=1e-6)


def test_the_network_s_guitar_is_taken_out_of_a_part_and_the_rest_stays(song: Samples, tmp_path: Path) -> None:
    network, part = small_network(sources=SIX), song[: int(2.7 * SAMPLE_RATE)]
    files = ModelFiles("six", (NetworkFile(tmp_path / "six.th", save_checkpoint(network, tmp_path / "six.th")),))
    source, taken, rest = (tmp_path / f"{name}.npy" for name in ("part", "taken", "rest"))
    np.save(source, part)
    write_instrument(source, "guitar", (taken, rest), files, job=Job())
    np.testing.assert_allclose(np.load(taken), whole_song(network, part)["guitar"], atol=1e-6)
    np.testing.assert_allclose(np.load(taken) + np.load(rest), part, atol=1e-6)


def test_every_expert_gives_its_own_stem(song: Samples, tmp_path: Path) -> None:
    mix = song[: int(1.2 * SAMPLE_RATE)]
    experts = {StemName.DRUMS: small_network(1), StemName.BASS: small_network(2), StemName.VOCALS: small_network(3)}
    networks = tuple(
        NetworkFile(tmp_path / f"{stem}.th", save_checkpoint(network, tmp_path / f"{stem}.th"), (stem,))
        for stem, network in experts.items()
    )
    stems = separate(ModelFiles("experts", networks), mix, tmp_path)
    for stem, network in experts.items():
        np.testing.assert_allclose(stems[stem], whole_song(network, mix)[stem], atol=1e-6)


def test_tensors_and_checkpoint_give_the_same(song: Samples, small_model: ModelFiles, tmp_path: Path) -> None:
    save_tensors(small_network(), tmp_path / "small.safetensors")
    mix = song[:SAMPLE_RATE]
    tensors = separate(ModelFiles("small", (NetworkFile(tmp_path / "small.safetensors", None),)), mix, tmp_path)
    checkpoint = separate(small_model, mix, tmp_path)
    for stem in StemName:
        np.testing.assert_array_equal(tensors[stem], checkpoint[stem])


def test_a_cancelled_separation_ends_at_once_and_leaves_nothing(
    song: Samples, small_model: ModelFiles, tmp_path: Path
) -> None:
    np.save(tmp_path / "mix.npy", np.tile(song, (40, 1)))
    cache, asked = Cache(tmp_path / "cache"), [0.0]

    def cancel_when_under_way(fraction: float, _status: Message) -> None:
        if fraction > 0 and not asked[0]:
            asked[0] = time.monotonic()
            threading.Thread(target=job.cancel).start()

    job = Job(cancel_when_under_way)
    separator = DemucsSeparator(small_model)

    def make(folder: Path) -> None:
        run_in_child(
            run_separator, separator, tmp_path / "mix.npy", folder, job=job, doing=Message("separating a song")
        )

    with pytest.raises(Cancelled):
        cache.build("song", "stems", separator.parameters, make)
    assert asked[0]
    assert time.monotonic() - asked[0] < 2
    assert list(cache.root.iterdir()) == []


class Trap:
    """Creates the folder `sprung` when unpickled."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.sprung),)


@pytest.mark.parametrize("hash_is_right", [False, True])
def test_a_checkpoint_that_does_something_never_does_it(hash_is_right: bool, tmp_path: Path) -> None:
    path = tmp_path / "955717e8-8726e21a.th"
    torch.save({"klass": HTDemucs, "trap": Trap(tmp_path / "sprung")}, path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if hash_is_right else "0" * 64
    with pytest.raises(ModelError, match="damaged"):
        load_network(NetworkFile(path, sha256))
    assert not (tmp_path / "sprung").exists()
    torch.load(path, weights_only=False)
    assert (tmp_path / "sprung").exists(), "the trap works"


@pytest.mark.parametrize("klass", ["os.system", "demucs.hdemucs.HDemucs", "torch.nn.Linear"])
def test_tensors_that_name_another_class_are_refused(klass: str, tmp_path: Path) -> None:
    save_tensors(small_network(), tmp_path / "small.safetensors", klass)
    with pytest.raises(ModelError, match="damaged"):
        load_network(NetworkFile(tmp_path / "small.safetensors", None))


@pytest.mark.parametrize("sources", [("drums", "bass", "other", "choir"), ("vocals", "other")])
def test_a_network_without_our_stems_is_refused(sources: tuple[str, ...], tmp_path: Path) -> None:
    sha256 = save_checkpoint(small_network(sources=sources), tmp_path / "small.th")
    with pytest.raises(ModelError, match="damaged"):
        load_network(NetworkFile(tmp_path / "small.th", sha256))


def test_what_is_cut_off_is_refused(small_model: ModelFiles, tmp_path: Path) -> None:
    whole = small_model.networks[0].path.read_bytes()
    (tmp_path / "half.th").write_bytes(whole[: len(whole) // 2])
    sha256 = hashlib.sha256(whole[: len(whole) // 2]).hexdigest()
    with pytest.raises(ModelError, match="damaged"):
        load_network(NetworkFile(tmp_path / "half.th", sha256))


def test_weights_that_give_no_sound_are_told_of(song: Samples, tmp_path: Path) -> None:
    network = small_network()
    with torch.no_grad():
        next(network.parameters()).fill_(float("nan"))
    sha256 = save_checkpoint(network, tmp_path / "nan.th")
    with pytest.raises(ModelError, match="output is unusable"):
        separate(ModelFiles("nan", (NetworkFile(tmp_path / "nan.th", sha256),)), song[:50_000], tmp_path)


def test_other_weights_mean_other_results_in_the_cache(small_model: ModelFiles, tmp_path: Path) -> None:
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    save_tensors(small_network(1), first)
    save_tensors(small_network(2), second)
    separators = [DemucsSeparator(ModelFiles("small", (NetworkFile(path, None),))) for path in (first, second)]
    assert separators[0].parameters != separators[1].parameters
    assert separators[0].parameters == DemucsSeparator(ModelFiles("small", (NetworkFile(first, None),))).parameters
