"""What generator and discriminator are taught by, and how far composed bars are from written ones."""

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its usual name

from mashstudio.generation.bar_network import SCORES
from mashstudio.generation.harmony import KINDS
from mashstudio.generation.rolls import LENGTHS, LEVELS, PARTS
from mashstudio.model.notes import BandPart
from mashstudio.training.accompaniment.gan.batches import Batch
from mashstudio.training.accompaniment.gan.networks import SHOWN, SPLIT
from mashstudio.training.accompaniment.gan.settings import HINGE, WASSERSTEIN

_MOST_BARS: Final = 256

Verdict = Callable[[Tensor, Tensor], Tensor]


def critic_loss(kind: str, written: Tensor, composed: Tensor) -> Tensor:
    """Return the discriminator's loss by its verdicts: (bars,) each."""
    if kind == WASSERSTEIN:
        return composed.mean() - written.mean()
    if kind == HINGE:
        return F.relu(1 - written).mean() + F.relu(1 + composed).mean()
    return F.softplus(-written).mean() + F.softplus(composed).mean()


def generator_loss(kind: str, composed: Tensor) -> Tensor:
    """Return the generator's loss by the discriminator's verdicts."""
    return F.softplus(-composed).mean() if kind not in (HINGE, WASSERSTEIN) else -composed.mean()


def penalty(kind: str, judge: Verdict, batch: Batch, composed: Tensor) -> Tensor:
    """Return how much too steep the discriminator is: between the bars for wgan-gp (Gulrajani et al. 2017), else at
    written ones (R1, Mescheder et al. 2018).
    """
    if kind == WASSERSTEIN:
        share = torch.rand(len(composed), 1, 1, device=composed.device)
        at = (share * batch.pictures + (1 - share) * composed).requires_grad_()
    else:
        at = batch.pictures.clone().requires_grad_()
    (slopes,) = torch.autograd.grad(judge(batch.rows, at).sum(), at, create_graph=True)
    squares = slopes.square().sum(dim=(1, 2))
    return ((squares + 1e-12).sqrt() - 1).square().mean() if kind == WASSERSTEIN else squares.mean() / 2


def written_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Return how unlikely the written bars are by a generator's scores, nats by step."""
    total = scores.new_zeros(())
    for number, part in enumerate(PARTS):
        own = batch.parts == number
        if own.any():
            found, shown = scores[own][:, :, SCORES[part]], batch.pictures[own][:, :, SHOWN[part]]
            total = total + (_drums(found, shown) if number == 0 else _pitched(found, shown, part))
    return total / (scores.shape[0] * scores.shape[1])


def _drums(scores: Tensor, shown: Tensor) -> Tensor:
    levels = (shown * len(LEVELS)).round().long()
    return F.cross_entropy(scores.reshape(-1, 1 + len(LEVELS)), levels.flatten(), reduction="sum")


def _pitched(scores: Tensor, shown: Tensor, part: BandPart) -> Tensor:
    begins, kinds, level, length = torch.split(scores, SPLIT, dim=-1)
    loud, long = torch.split(shown, [KINDS, len(LENGTHS)], dim=-1)
    plays = long.sum(dim=-1) > 0
    loss = F.binary_cross_entropy_with_logits(begins[..., 0], plays.float(), reduction="sum")
    if not plays.any():
        return loss
    heights, loud = kinds[plays], loud[plays]
    if part is BandPart.CHORDS:
        loss = loss + F.binary_cross_entropy_with_logits(heights, (loud > 0).float(), reduction="sum")
    else:
        loss = loss + F.cross_entropy(heights, loud.argmax(dim=-1), reduction="sum")
    levels = (loud.amax(dim=-1) * len(LEVELS)).round().long() - 1
    loss = loss + F.cross_entropy(level[plays], levels, reduction="sum")
    return loss + F.cross_entropy(length[plays], long[plays].argmax(dim=-1), reduction="sum")


def distance(written: Tensor, composed: Tensor) -> float:
    """Return the energy distance of two sets of pictures of one lane (Székely and Rizzo 2013): 0 alike – 1 apart.

    It tells sameness from variety, too: composed bars that are all one good bar are far from written ones.
    """
    one, other = (each[:_MOST_BARS].flatten(1) for each in (written, composed))
    across = torch.cdist(one, other).mean()
    if across <= 0:
        return 0.0
    within = torch.cdist(one, one).mean() + torch.cdist(other, other).mean()
    return float(1 - within / (2 * across))
