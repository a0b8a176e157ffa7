"""Train a network that writes accompaniments, and judge it. Runs in a child process."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.generation.facts import width_of
from mashstudio.generation.models import BandModel, Genre
from mashstudio.generation.network import Network
from mashstudio.training.accompaniment.gan.settings import GanSettings
from mashstudio.training.accompaniment.listening import listener
from mashstudio.training.accompaniment.network import BandNetwork
from mashstudio.training.accompaniment.samples import NONE, Bars, Batch, samples_of, written
from mashstudio.training.accompaniment.settings import AccompanimentSettings
from mashstudio.training.accompaniment.songs import LearnedSong, composed
from mashstudio.training.checkpoint import load_state
from mashstudio.training.curves import Epoch
from mashstudio.training.run import Run, device_for

_LONGEST_STEP = 1.0
_TOGETHER = 256
_PREPARED = 0.05

Songs = Mapping[str, Sequence[LearnedSong]]


def composed_songs(settings: AccompanimentSettings | GanSettings) -> dict[str, list[LearnedSong]]:
    """Return the songs of the ten genres to "train", "valid" and "test" with."""
    few = max(settings.songs // 6, 1)
    counts = {"train": settings.songs, "valid": few, "test": few}
    return {part: composed(count, settings.seed, part) for part, count in counts.items()}


def train(
    songs: Songs | None,
    genres: tuple[Genre, ...],
    settings: AccompanimentSettings,
    identity: str,
    folder: Path,
    start: Path | None = None,
    *,
    job: Job,
) -> int:
    """Train until the end; leave the best weights in `folder`; return the best epoch, from 1.

    songs: to "train" and "valid" with; None: composed ones. identity: see `Run`. start: weights to begin with, if they
    are of a network of this size: what other genres have in common needn't be learned again. The same seed gives the
    same weights on a CPU, in one run or several. Samples that can be heard meanwhile: see `Listener`.
    """
    job.report(0, Message("Composing songs"))
    # It is too small to gain from more threads, and with one its weights are the same on any number of cores.
    torch.set_num_threads(1)
    device = device_for(settings.device)
    parts = composed_songs(settings) if songs is None else songs
    job.report(_PREPARED, Message("Preparing the training"))
    train_set = bars_in(parts["train"], len(genres))
    valid_set = bars_in(parts["valid"], len(genres), train_set)
    heard = listener(parts["valid"], folder, settings.sample_every, settings.num_epochs)
    torch.manual_seed(settings.seed)
    network = BandNetwork(len(genres), settings.hidden)
    if start is not None:
        _begin_with(network, load_state(start)[0])
    network.to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=settings.learning_rate)

    def look(epoch: int, job: Job) -> dict[str, dict[str, float]]:
        weights = {name: tensor.detach().cpu().numpy() for name, tensor in network.state_dict().items()}
        return heard.look(BandModel(Network(weights), genres), epoch, job)

    run = Run(network, optimizer, settings, folder, identity, "Accompaniments", look)

    def learn(dice: np.random.Generator, rate: float, job: Job, status: Message) -> Epoch:
        network.train()
        sums, done = _Sums(), 0
        for batch in train_set.batches(settings.batch_size, dice):
            job.report(0.95 * done / len(train_set), status)
            loss = sums.add(*_scored(network, batch, device))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), _LONGEST_STEP)
            optimizer.step()
            done += len(batch.tokens)
        judged = judged_bars(network, valid_set, device, job)
        return Epoch(rate, sums.loss, judged.loss, sums.accuracy, judged.accuracy)

    return run.to_the_end(learn, job=job.part(_PREPARED, 1))


def _begin_with(network: BandNetwork, weights: Mapping[str, Tensor]) -> None:
    """Take on the weights of a network of other genres; every genre begins as the mean of those."""
    if weights["second.bias"].shape != network.second.bias.shape:
        return
    known, common = weights["first.weight"], width_of(0)
    genres = network.first.in_features - common
    mean = known[:, common:].mean(dim=1, keepdim=True)
    first = torch.cat([known[:, :common], mean.expand(-1, genres)], dim=1)
    network.load_state_dict({**weights, "first.weight": first})


def bars_in(songs: Sequence[LearnedSong], genres: int, like: Bars | None = None) -> Bars:
    """Return what is learned from in some songs. like: whose limits of little and much hold."""
    return Bars(samples_of([written(song) for song in songs]), genres, None if like is None else like.limits)


def _scored(network: nn.Module, batch: Batch, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return the scores and the tokens inside of bars."""
    inside = batch.tokens != NONE
    scores = network(*(each.to(device) for each in (batch.rows, batch.steps, batch.before, batch.heights)))
    return scores[inside.to(device)], batch.tokens[inside].to(device)


class _Sums:
    """Sums up losses and right guesses by token."""

    def __init__(self) -> None:
        self._loss, self._right, self._count = 0.0, 0, 0

    def add(self, scores: Tensor, tokens: Tensor) -> Tensor:
        """Count a batch in; return its loss."""
        loss = nn.functional.cross_entropy(scores, tokens)
        self._loss += loss.item() * len(tokens)
        self._right += int((scores.detach().argmax(dim=1) == tokens).sum())
        self._count += len(tokens)
        return loss

    @property
    def loss(self) -> float:
        """The mean loss by token, nats."""
        return self._loss / max(self._count, 1)

    @property
    def total(self) -> float:
        """The sum of losses, nats."""
        return self._loss

    @property
    def accuracy(self) -> float:
        """The share of tokens that were thought the likeliest."""
        return self._right / max(self._count, 1)


@torch.inference_mode()
def judged_bars(network: nn.Module, bars: Bars, device: torch.device, job: Job) -> _Sums:
    """Return how well a network foresees bars."""
    network.eval()
    sums = _Sums()
    for batch in bars.batches(_TOGETHER):
        job.check()
        sums.add(*_scored(network, batch, device))
    return sums


def facts_of(songs: Songs) -> dict[str, Any]:
    """Return how many songs each part has."""
    return {part: len(some) for part, some in songs.items()}
