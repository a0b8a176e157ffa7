"""Train a genre network, epoch by epoch, from wherever the last run ended. Runs in a child process."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.training.checkpoint import load_state, save_state
from mashstudio.training.curves import Epoch, best_epoch, write_curves
from mashstudio.training.genre.batches import Chunks
from mashstudio.training.genre.networks import GenreNetwork, network_for
from mashstudio.training.genre.settings import CNN1D, GenreSettings
from mashstudio.training.model_folder import CHECKPOINT, WEIGHTS

_NETWORK, _BEST, _MOMENTUM = "network.", "best.", "momentum."
_EVALUATED_AT_ONCE: Final = 256

Labelled = tuple[Path, int]
"""The features of a song (.npy), and the number of its genre."""


@dataclass(frozen=True)
class Progress:
    """What a training has come to. best: the lowest validation loss; waited: epochs since then, or since a change."""

    rate: float
    best: float = math.inf
    waited: int = 0
    history: tuple[Epoch, ...] = field(default=())

    def after(self, epoch: Epoch, settings: GenreSettings) -> "Progress":
        """Return the progress after another epoch, with the learning rate of the next one."""
        history = (*self.history, epoch)
        if epoch.valid_loss < self.best:
            return replace(self, best=epoch.valid_loss, waited=0, history=history)
        if self.waited + 1 < settings.patience:
            return replace(self, waited=self.waited + 1, history=history)
        return replace(self, rate=self.rate * settings.factor, waited=0, history=history)

    def is_over(self, settings: GenreSettings) -> bool:
        """Return True if the training has ended."""
        return len(self.history) >= settings.num_epochs or self.rate < settings.stopping_rate


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

    songs: to "train", "valid" and "test" with. identity: of the settings and songs; a checkpoint of another one isn't
    continued. Every epoch writes a checkpoint and the curves; the same seed gives the same weights on a CPU, in one
    run or several. Probabilities: (songs, genres), see `vote`.
    """
    job.report(0, Message("Preparing the training"))
    device = device_for(settings)
    train_set, valid_set, test_set = (_chunks(songs[part], settings) for part in ("train", "valid", "test"))
    run = _Run.begun(train_set, genres, settings, device)
    if (folder / CHECKPOINT).exists():
        run = run.continued(folder, identity)
    while not run.progress.is_over(settings):
        done = len(run.progress.history)
        part = job.part(done / settings.num_epochs, (done + 1) / settings.num_epochs)
        run.learn(train_set, valid_set, job=part)
        run.save(folder, identity)
        write_curves(folder, _title(settings), run.progress.history, going_on=not run.progress.is_over(settings))
    job.report(1, Message("Testing"))
    run.network.load_state_dict(run.best)
    save_state(folder / WEIGHTS, run.best, {})
    return vote(run.network, test_set, device, job=job), best_epoch(run.progress.history) + 1


class _Run:
    """A training under way."""

    def __init__(self, network: GenreNetwork, settings: GenreSettings, device: torch.device) -> None:
        self.network = network.to(device)
        self.best: dict[str, Tensor] = _copied(network)
        self.progress = Progress(settings.learning_rate)
        self._settings, self._device = settings, device
        self._optimizer = torch.optim.SGD(network.parameters(), lr=settings.learning_rate, momentum=settings.momentum)

    @classmethod
    def begun(cls, train_set: Chunks, genres: Sequence[str], settings: GenreSettings, device: torch.device) -> "_Run":
        """Return a new training."""
        torch.manual_seed(settings.seed)
        network = network_for(settings, len(genres))
        mean, deviation = train_set.statistics()
        network.mean.fill_(mean)
        network.deviation.fill_(deviation)
        return cls(network, settings, device)

    def continued(self, folder: Path, identity: str) -> "_Run":
        """Take on the state of the checkpoint in `folder`. Raises BadArgument if it is another training's."""
        tensors, facts = load_state(folder / CHECKPOINT)
        if facts.get("identity") != identity:
            raise BadArgument(
                Message(
                    "{folder} holds a training with other settings or songs: choose another folder, or add --force to"
                    " begin anew.",
                    folder=str(folder),
                )
            )
        self.network.load_state_dict(_under(_NETWORK, tensors))
        self.best = _under(_BEST, tensors)
        momenta = _under(_MOMENTUM, tensors)
        for name, parameter in self.network.named_parameters():
            if name in momenta:
                self._optimizer.state[parameter] = {"momentum_buffer": momenta[name].to(self._device)}
        history = tuple(Epoch(**epoch) for epoch in facts["history"])
        best = math.inf if facts["best"] is None else facts["best"]
        self.progress = Progress(facts["rate"], best, facts["waited"], history)
        return self

    def save(self, folder: Path, identity: str) -> None:
        """Write the checkpoint."""
        tensors = {_NETWORK + name: tensor for name, tensor in self.network.state_dict().items()}
        tensors |= {_BEST + name: tensor for name, tensor in self.best.items()}
        for name, parameter in self.network.named_parameters():
            momentum = self._optimizer.state[parameter].get("momentum_buffer")
            if momentum is not None:
                tensors[_MOMENTUM + name] = momentum
        now = self.progress
        facts: dict[str, Any] = {"identity": identity, "rate": now.rate, "waited": now.waited}
        facts["best"] = now.best if math.isfinite(now.best) else None
        facts["history"] = [asdict(epoch) for epoch in now.history]
        save_state(folder / CHECKPOINT, tensors, facts)

    def learn(self, train_set: Chunks, valid_set: Chunks, *, job: Job) -> None:
        """Train for one epoch, then validate."""
        settings, number = self._settings, len(self.progress.history)
        # Everything random in an epoch follows from its number, so that a resumed training goes on the same way.
        torch.manual_seed(settings.seed + 1_000_003 * (number + 1))
        dice = np.random.default_rng([settings.seed, number])
        for group in self._optimizer.param_groups:
            group["lr"] = self.progress.rate
        status = self._status(number)
        self.network.train()
        loss, right, done = 0.0, 0, 0
        for features, labels in train_set.batches(settings.batch_size, dice, vary=settings.augment):
            job.report(0.9 * done / len(train_set), status)
            scores = self.network(features.to(self._device))
            own = nn.functional.cross_entropy(scores, labels.to(self._device))
            self._optimizer.zero_grad()
            own.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            loss += own.item() * len(labels)
            right += int((scores.argmax(dim=1).cpu() == labels).sum())
            done += len(labels)
        job.report(0.9, status)
        valid_loss, valid_right = _judged(self.network, valid_set, self._device, job)
        epoch = Epoch(
            rate=self.progress.rate,
            train_loss=loss / len(train_set),
            valid_loss=valid_loss,
            train_accuracy=right / len(train_set),
            valid_accuracy=valid_right,
        )
        if not math.isfinite(epoch.train_loss + epoch.valid_loss):
            raise BadArgument(
                Message("The training fails to converge: choose a learning_rate under {rate}.",
                        rate=f"{self.progress.rate:g}")
            )  # fmt: skip
        better = epoch.valid_loss < self.progress.best
        self.progress = self.progress.after(epoch, settings)
        if better or number == 0:
            self.best = _copied(self.network)

    def _status(self, number: int) -> Message:
        if not self.progress.history:
            return Message("Epoch {number} of {all}", number=number + 1, all=self._settings.num_epochs)
        last = self.progress.history[-1]
        return Message(
            "Epoch {number} of {all}: validation loss {loss}, accuracy {accuracy}",
            number=number + 1,
            all=self._settings.num_epochs,
            loss=f"{last.valid_loss:.3f}",
            accuracy=f"{last.valid_accuracy:.0%}",
        )


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


def device_for(settings: GenreSettings) -> torch.device:
    """Return the device to compute on. Raises BadArgument if this computer doesn't have it."""
    if settings.model == CNN1D:
        # It is too small to gain from more, and with one its weights are the same on any number of cores.
        torch.set_num_threads(1)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    count = torch.cuda.device_count()
    if settings.device > count:
        raise BadArgument(Message("There is no GPU {number} here; choose device=0, the CPU.", number=settings.device))
    wanted = min(count, 1) if settings.device < 0 else settings.device
    return torch.device("cpu") if wanted == 0 else torch.device("cuda", wanted - 1)


def _copied(network: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.detach().cpu().clone() for name, tensor in network.state_dict().items()}


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _title(settings: GenreSettings) -> str:
    return f"Genres, {settings.model}"
