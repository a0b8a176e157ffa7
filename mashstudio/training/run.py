"""A training, epoch by epoch, from wherever the last run ended: learning rate, early end, checkpoints and curves."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.training.checkpoint import load_state, save_state
from mashstudio.training.curves import Epoch, best_epoch, figures_of, write_curves
from mashstudio.training.model_folder import CHECKPOINT, WEIGHTS
from mashstudio.training.settings import Course

_NETWORK, _BEST, _OPTIMIZER = "network.", "best.", "optimizer."


Learn = Callable[[np.random.Generator, float, Job, Message], Epoch]
"""Learns from all songs once, with random numbers and a learning rate; returns the epoch's figures."""

Look = Callable[[int, Job], Mapping[str, Mapping[str, float]]]
"""Looks at what was learned after an epoch, counted from 1; returns more graphs, see `Epoch.more`."""


@dataclass(frozen=True)
class Progress:
    """What a training has come to. best: the lowest validation loss; waited: epochs since then, or since a change."""

    rate: float
    best: float = math.inf
    waited: int = 0
    history: tuple[Epoch, ...] = field(default=())

    def after(self, epoch: Epoch, course: Course) -> "Progress":
        """Return the progress after another epoch, with the learning rate of the next one."""
        history = (*self.history, epoch)
        if epoch.valid_loss < self.best:
            return replace(self, best=epoch.valid_loss, waited=0, history=history)
        if self.waited + 1 < course.patience:
            return replace(self, waited=self.waited + 1, history=history)
        return replace(self, rate=self.rate * course.factor, waited=0, history=history)

    def is_over(self, course: Course) -> bool:
        """Return True if the training has ended."""
        return len(self.history) >= course.num_epochs or self.rate < course.stopping_rate


@dataclass(frozen=True, eq=False)
class Run:
    """A training under way in `folder`. identity: of its settings and songs; no other's checkpoint is continued.

    kept: what the names of the weights begin with that are the result. Groups of the optimizer's parameters may have a
    rate of their own: so many "times" the rate.
    """

    network: nn.Module
    optimizer: torch.optim.Optimizer
    course: Course
    folder: Path
    identity: str
    title: str
    look: Look | None = None
    kept: str = ""

    def to_the_end(self, learn: Learn, *, job: Job) -> int:
        """Train until the end, load the best weights and write them to the folder; return the best epoch, from 1.

        Every epoch writes a checkpoint and the curves. Raises BadArgument if the folder has another training's
        checkpoint, or if the loss isn't finite.
        """
        progress, best = Progress(self.course.learning_rate), _copied(self.network)
        if (self.folder / CHECKPOINT).exists():
            progress, best = self._continued()
        while not progress.is_over(self.course):
            number = len(progress.history)
            part = job.part(number / self.course.num_epochs, (number + 1) / self.course.num_epochs)
            epoch = self._epoch(learn, number, progress, part)
            if epoch.valid_loss < progress.best or number == 0:
                best = _copied(self.network)
            progress = progress.after(epoch, self.course)
            self._save(progress, best)
            write_curves(self.folder, self.title, progress.history, going_on=not progress.is_over(self.course))
        self.network.load_state_dict(best)
        save_state(self.folder / WEIGHTS, _under(self.kept, best), {})
        return best_epoch(progress.history) + 1

    def _epoch(self, learn: Learn, number: int, progress: Progress, job: Job) -> Epoch:
        # Everything random in an epoch follows from its number, so that a resumed training goes on the same way.
        torch.manual_seed(self.course.seed + 1_000_003 * (number + 1))
        dice = np.random.default_rng([self.course.seed, number])
        for group in self.optimizer.param_groups:
            group["lr"] = progress.rate * group.get("times", 1.0)
        epoch = learn(dice, progress.rate, job, self._status(progress))
        if not math.isfinite(epoch.train_loss + epoch.valid_loss):
            raise BadArgument(
                Message("The training fails to converge: choose a learning_rate under {rate}.",
                        rate=f"{progress.rate:g}")
            )  # fmt: skip
        if self.look is None:
            return epoch
        return replace(epoch, more={**epoch.more, **self.look(number + 1, job.part(0.97, 1))})

    def _status(self, progress: Progress) -> Message:
        number, every = len(progress.history) + 1, self.course.num_epochs
        if not progress.history:
            return Message("Epoch {number} of {all}", number=number, all=every)
        last = progress.history[-1]
        return Message(
            "Epoch {number} of {all}: validation loss {loss}, accuracy {accuracy}",
            number=number,
            all=every,
            loss=f"{last.valid_loss:.3f}",
            accuracy=f"{last.valid_accuracy:.0%}",
        )

    def _continued(self) -> tuple[Progress, dict[str, Tensor]]:
        """Take on the state of the checkpoint. Raises BadArgument if it is another training's."""
        tensors, facts = load_state(self.folder / CHECKPOINT)
        if facts.get("identity") != self.identity:
            raise BadArgument(
                Message(
                    "{folder} holds a training with other settings or songs: choose another folder, or add --force to"
                    " begin anew.",
                    folder=str(self.folder),
                )
            )
        self.network.load_state_dict(_under(_NETWORK, tensors))
        for name, parameter in self.network.named_parameters():
            own = _under(f"{_OPTIMIZER}{name}.", tensors)
            if own:
                # Adam counts its steps on the CPU.
                self.optimizer.state[parameter] = {
                    key: value if value.ndim == 0 else value.to(parameter.device) for key, value in own.items()
                }
        history = tuple(Epoch(**epoch) for epoch in facts["history"])
        best = math.inf if facts["best"] is None else facts["best"]
        return Progress(facts["rate"], best, facts["waited"], history), _under(_BEST, tensors)

    def _save(self, progress: Progress, best: Mapping[str, Tensor]) -> None:
        tensors = {_NETWORK + name: tensor for name, tensor in self.network.state_dict().items()}
        tensors |= {_BEST + name: tensor for name, tensor in best.items()}
        for name, parameter in self.network.named_parameters():
            for key, value in self.optimizer.state.get(parameter, {}).items():
                if isinstance(value, Tensor):
                    tensors[f"{_OPTIMIZER}{name}.{key}"] = value
        facts: dict[str, Any] = {"identity": self.identity, "rate": progress.rate, "waited": progress.waited}
        facts["best"] = progress.best if math.isfinite(progress.best) else None
        facts["history"] = [figures_of(epoch) for epoch in progress.history]
        save_state(self.folder / CHECKPOINT, tensors, facts)


def best_weights(checkpoint: Path) -> dict[str, Tensor]:
    """Return the weights of the best epoch that a checkpoint knows. Raises ModelError if it is damaged."""
    return _under(_BEST, load_state(checkpoint)[0])


def device_for(number: int) -> torch.device:
    """Return the device to compute on: −1 a GPU if there is one, 0 the CPU, 1 the first GPU, 2 the second …

    Raises BadArgument if this computer doesn't have it.
    """
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    count = torch.cuda.device_count()
    if number > count:
        raise BadArgument(Message("There is no GPU {number} here; choose device=0, the CPU.", number=number))
    wanted = min(count, 1) if number < 0 else number
    return torch.device("cpu") if wanted == 0 else torch.device("cuda", wanted - 1)


def _copied(network: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.detach().cpu().clone() for name, tensor in network.state_dict().items()}


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
