"""Train a genre network. Runs in a child process."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.training.curves import Epoch
from mashstudio.training.genre.batches import Chunks
from mashstudio.training.genre.networks import GenreNetwork, network_for
from mashstudio.training.genre.settings import CNN1D, GenreSettings
from mashstudio.training.run import Run, device_for

_EVALUATED_AT_ONCE: Final = 256

Labelled = tuple[Path, int]
"""The features of a song (.npy), and the number of its genre."""


def train(
    songs: Mapping[str, Sequence[Labelled]],
    genres: Sequence[str],
    settings: GenreSettings,
    identity: str,
    folder: Path,
    *,
    job: Job,
) -> tuple[NDArray[np.float32], int]:
    """Train until the end; leave the best weights in `folder`; return the test songs' probabilities and the best epoch.

    songs: to "train", "valid" and "test" with. identity: see `Run`. The same seed gives the same weights on a CPU, in
    one run or several. Probabilities: (songs, genres), see `vote`.
    """
    job.report(0, Message("Preparing the training"))
    device = device_of(settings)
    train_set, valid_set, test_set = (_chunks(songs[part], settings) for part in ("train", "valid", "test"))
    network = _begun(train_set, genres, settings).to(device)
    optimizer = torch.optim.SGD(network.parameters(), lr=settings.learning_rate, momentum=settings.momentum)
    run = Run(network, optimizer, settings, folder, identity, f"Genres, {settings.model}")

    def learn(dice: np.random.Generator, rate: float, job: Job, status: Message) -> Epoch:
        network.train()
        loss, right, done = 0.0, 0, 0
        for features, labels in train_set.batches(settings.batch_size, dice, vary=settings.augment):
            job.report(0.9 * done / len(train_set), status)
            scores = network(features.to(device))
            own = nn.functional.cross_entropy(scores, labels.to(device))
            optimizer.zero_grad()
            own.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            loss += own.item() * len(labels)
            right += int((scores.argmax(dim=1).cpu() == labels).sum())
            done += len(labels)
        job.report(0.9, status)
        valid_loss, valid_right = _judged(network, valid_set, device, job)
        return Epoch(rate, loss / len(train_set), valid_loss, right / len(train_set), valid_right)

    epoch = run.to_the_end(learn, job=job)
    job.report(1, Message("Testing"))
    return vote(network, test_set, device, job=job), epoch


def _begun(train_set: Chunks, genres: Sequence[str], settings: GenreSettings) -> GenreNetwork:
    """Return a new network."""
    torch.manual_seed(settings.seed)
    network = network_for(settings, len(genres))
    mean, deviation = train_set.statistics()
    network.mean.fill_(mean)
    network.deviation.fill_(deviation)
    return network


@torch.inference_mode()
def vote(network: nn.Module, chunks: Chunks, device: torch.device, *, job: Job) -> NDArray[np.float32]:
    """Return how probable each genre is for each song, the mean of its chunks: (songs, genres)."""
    network.eval()
    found = []
    for features, _labels in chunks.batches(_EVALUATED_AT_ONCE):
        job.check()
        found.append(torch.softmax(network(features.to(device)), dim=1).cpu().numpy())
    every = np.concatenate(found)
    songs = len(chunks.labels)
    votes = np.stack([every[chunks.songs == song].mean(axis=0) for song in range(songs)])
    return np.asarray(votes, np.float32)


@torch.inference_mode()
def _judged(network: nn.Module, chunks: Chunks, device: torch.device, job: Job) -> tuple[float, float]:
    """Return the loss and the accuracy of all chunks."""
    network.eval()
    loss, right = 0.0, 0
    for features, labels in chunks.batches(_EVALUATED_AT_ONCE):
        job.check()
        scores = network(features.to(device)).cpu()
        loss += float(nn.functional.cross_entropy(scores, labels, reduction="sum"))
        right += int((scores.argmax(dim=1) == labels).sum())
    return loss / len(chunks), right / len(chunks)


def _chunks(songs: Sequence[Labelled], settings: GenreSettings) -> Chunks:
    return Chunks([np.load(path) for path, _ in songs], [label for _, label in songs], settings.chunk)


def device_of(settings: GenreSettings) -> torch.device:
    """Return the device to compute on. Raises BadArgument if this computer doesn't have it."""
    if settings.model == CNN1D:
        # It is too small to gain from more, and with one its weights are the same on any number of cores.
        torch.set_num_threads(1)
    return device_for(settings.device)
