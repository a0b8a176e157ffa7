"""Train a GAN that writes accompaniments. Runs in a child process."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.generation.bar_network import NOISES, BarNetwork
from mashstudio.generation.heard import LONGEST_BAR
from mashstudio.generation.models import BandModel, Genre
from mashstudio.generation.rolls import PARTS, STEPS
from mashstudio.training.accompaniment.gan.batches import Batch, batches
from mashstudio.training.accompaniment.gan.losses import critic_loss, distance, generator_loss, penalty, written_loss
from mashstudio.training.accompaniment.gan.networks import Pair, pictured
from mashstudio.training.accompaniment.gan.settings import GanSettings
from mashstudio.training.accompaniment.listening import listener
from mashstudio.training.accompaniment.samples import Bars
from mashstudio.training.accompaniment.trainer import Songs, bars_in, composed_songs
from mashstudio.training.curves import Epoch
from mashstudio.training.run import Run, device_for

MEAN: Final = "mean."
_BETAS: Final = (0.5, 0.9)
TOGETHER: Final = 256
_MOST_JUDGED: Final = 1024
_PREPARED: Final = 0.05
_LONGEST: Final = LONGEST_BAR * STEPS


def train(
    songs: Songs | None,
    genres: tuple[Genre, ...],
    settings: GanSettings,
    identity: str,
    folder: Path,
    *,
    job: Job,
) -> int:
    """Train until the end; leave the generator's best weights in `folder`; return the best epoch, from 1.

    songs: to "train" and "valid" with; None: composed ones. identity: see `Run`. The best epoch is the one whose bars
    are nearest to those written in the songs to validate with, see `distance`: losses are such distances. Accuracies
    are the discriminator's, ½ when it can't tell. The same seed gives the same weights on a CPU, in one run or several.
    """
    job.report(0, Message("Composing songs"))
    # It is too small to gain from more threads, and with one its weights are the same on any number of cores.
    torch.set_num_threads(1)
    device = device_for(settings.device)
    parts = learned_songs(songs, settings)
    job.report(_PREPARED, Message("Preparing the training"))
    train_set = bars_in(parts["train"], len(genres))
    valid_set = list(batches(bars_in(parts["valid"], len(genres), train_set), TOGETHER))
    some = np.random.default_rng(settings.seed).permutation(len(train_set))[:_MOST_JUDGED]
    known = Bars([train_set.samples[index] for index in some], len(genres), train_set.limits)
    known_set = list(batches(known, TOGETHER))
    heard = listener(parts["valid"], folder, settings.sample_every, settings.num_epochs)
    torch.manual_seed(settings.seed)
    pair = Pair(len(genres), settings).to(device)
    lesson = _Lesson(pair, settings)

    def learn(dice: np.random.Generator, rate: float, job: Job, status: Message) -> Epoch:
        sums, done = _Sums(), 0
        for number, batch in enumerate(batches(train_set, settings.batch_size, dice)):
            job.report(0.93 * done / len(train_set), status)
            lesson.teach(batch.to(device), sums, both=(number + 1) % settings.critic_steps == 0)
            done += len(batch.parts)
        near, _right = judged(pair, known_set, settings.noise, device)
        away, right = judged(pair, valid_set, settings.noise, device)
        losses = {"generator": sums.generator, "discriminator": sums.discriminator}
        return Epoch(rate, near, away, sums.accuracy, right, {"Loss of each": losses})

    def look(epoch: int, job: Job) -> dict[str, dict[str, float]]:
        weights = {name: tensor.detach().cpu().numpy() for name, tensor in pair.mean.state_dict().items()}
        return heard.look(BandModel(BarNetwork(weights), genres), epoch, job)

    run = Run(pair, lesson.optimizer, settings, folder, identity, "Accompaniments, GAN", look, MEAN)
    return run.to_the_end(learn, job=job.part(_PREPARED, 1))


class _Sums:
    """Sums up losses, and how often the discriminator was right."""

    def __init__(self) -> None:
        self._losses, self._steps = np.zeros(2), np.zeros(2)
        self._right = self._bars = 0

    def add(self, which: int, loss: Tensor) -> None:
        """Count a step of the generator (0) or the discriminator (1) in."""
        self._losses[which] += loss.item()
        self._steps[which] += 1

    def judge(self, written: Tensor, composed: Tensor) -> None:
        """Count verdicts in."""
        self._right += int((written > 0).sum()) + int((composed <= 0).sum())
        self._bars += len(written) + len(composed)

    @property
    def generator(self) -> float:
        """The mean loss of the generator's steps."""
        return float(self._losses[0] / max(self._steps[0], 1))

    @property
    def discriminator(self) -> float:
        """The mean loss of the discriminator's steps."""
        return float(self._losses[1] / max(self._steps[1], 1))

    @property
    def accuracy(self) -> float:
        """The share of bars that the discriminator judged rightly."""
        return self._right / max(self._bars, 1)


class _Lesson:
    """Teaches the two by turns."""

    def __init__(self, pair: Pair, settings: GanSettings) -> None:
        self._pair, self._settings = pair, settings
        faster = settings.discriminator_rate / settings.learning_rate
        groups = [
            {"params": list(pair.generator.parameters()), "times": 1.0},
            {"params": list(pair.discriminator.parameters()), "times": faster},
        ]
        self.optimizer = torch.optim.Adam(groups, lr=settings.learning_rate, betas=_BETAS)

    def teach(self, batch: Batch, sums: _Sums, *, both: bool) -> None:
        """Let the discriminator learn from a batch, and then the generator, if `both`."""
        pair, own = self._pair, self._settings
        scores = pair.generator(batch.rows, noise_for(batch, own.noise))
        composed = pictured(scores, batch.parts)
        verdicts = [pair.discriminator(batch.rows, each) for each in (batch.pictures, composed.detach())]
        sums.judge(*verdicts)
        loss = critic_loss(own.loss, *verdicts)
        if own.gradient_penalty:
            steep = penalty(own.loss, pair.discriminator, batch, composed.detach())
            loss = loss + own.gradient_penalty * steep
        self._step(loss, pair.discriminator)
        sums.add(1, loss)
        if not both:
            return
        loss = generator_loss(own.loss, pair.discriminator(batch.rows, composed))
        if own.written_weight:
            loss = loss + own.written_weight * written_loss(scores, batch)
        self._step(loss, pair.generator)
        sums.add(0, loss)
        pair.follow()

    def _step(self, loss: Tensor, network: nn.Module) -> None:
        """Let one of the two learn; parameters without a gradient stay as they are."""
        self.optimizer.zero_grad()
        parameters = list(network.parameters())
        for parameter, slope in zip(parameters, torch.autograd.grad(loss, parameters, allow_unused=True), strict=True):
            parameter.grad = slope
        self.optimizer.step()


@torch.no_grad()
def judged(pair: Pair, every: Sequence[Batch], noise: int, device: torch.device) -> tuple[float, float]:
    """Return how far what is composed is from what was written, and how often the discriminator is right."""
    torch.manual_seed(0)
    sums, composed = _Sums(), list[Batch]()
    for batch in (each.to(device) for each in every):
        made = pictured(pair.mean(batch.rows, noise_for(batch, noise)), batch.parts)
        sums.judge(*(pair.discriminator(batch.rows, each) for each in (batch.pictures, made)))
        composed.append(Batch(batch.rows, made, batch.parts))
    return bars_apart([each.to(device) for each in every], composed), sums.accuracy


def bars_apart(one: Sequence[Batch], other: Sequence[Batch]) -> float:
    """Return the distance of two sets of bars, the mean of lanes."""
    (bars, lanes), (others, other_lanes) = (_together(each) for each in (one, other))
    both = [part for part in range(len(PARTS)) if (lanes == part).any() and (other_lanes == part).any()]
    return float(np.mean([distance(bars[lanes == part], others[other_lanes == part]) for part in both]))


def _together(some: Sequence[Batch]) -> tuple[Tensor, Tensor]:
    """Return the pictures of all bars, as long as the longest one may be, and their lanes; in an order of their own."""
    pictures = [nn.functional.pad(each.pictures, (0, 0, 0, _LONGEST - each.pictures.shape[1])) for each in some]
    bars, lanes = torch.cat(pictures), torch.cat([each.parts for each in some])
    order = torch.from_numpy(np.random.default_rng(0).permutation(len(bars)))
    return bars[order], lanes[order]


def noise_for(batch: Batch, size: int) -> Tensor:
    """Return noise for the generator: (bars, NOISES * size)."""
    return torch.randn(len(batch.parts), NOISES * size, device=batch.rows.device)


def learned_songs(songs: Songs | None, settings: GanSettings) -> Songs:
    """Return the songs of a training; None: composed ones."""
    return composed_songs(settings) if songs is None else songs
