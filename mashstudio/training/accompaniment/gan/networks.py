"""Generator and discriminator of bars: MuseGAN's two sides, on bars of any length and over the chords of the moment."""

import copy
from typing import Final

import torch
from torch import Tensor, nn

from mashstudio.generation.bar_network import NOISES, OUTPUTS, SCORES, TAPS, dilation_of
from mashstudio.generation.facts import width_of
from mashstudio.generation.harmony import KINDS
from mashstudio.generation.rolls import DRUM_PITCHES, LENGTHS, LEVELS, PARTS
from mashstudio.model.notes import BandPart
from mashstudio.training.accompaniment.gan.settings import GanSettings

_KEPT: Final = 0.99
_SLOPE: Final = 0.2
_PITCHED: Final = KINDS + len(LENGTHS)
SHOWN: Final = {
    part: slice(0, len(DRUM_PITCHES)) if number == 0 else slice(
        len(DRUM_PITCHES) + (number - 1) * _PITCHED, len(DRUM_PITCHES) + number * _PITCHED
    )
    for number, part in enumerate(PARTS)
}  # fmt: skip
"""Which columns of a picture are each lane's: how loud drums or kinds begin, 0–1, then how long they last, one of nine.
"""
SPLIT: Final = [1, KINDS, len(LEVELS), len(LENGTHS)]
"""The scores of a pitched lane's step: whether something begins, which kinds, how loud, how long."""
WIDTH: Final = len(DRUM_PITCHES) + (len(PARTS) - 1) * _PITCHED


def _layers(count: int, width: int) -> nn.ModuleList:
    return nn.ModuleList(
        nn.Conv1d(width, width, TAPS, padding="same", dilation=dilation_of(layer)) for layer in range(count)
    )


class Generator(nn.Module):
    """Scores what a lane may play in a bar; see `BarNetwork`."""

    def __init__(self, genres: int, settings: GanSettings) -> None:
        super().__init__()
        width = settings.generator_width
        self.first = nn.Linear(width_of(genres), width)
        self.noise = nn.Linear(NOISES * settings.noise, width, bias=False)
        self.layers = _layers(settings.generator_layers, width)
        self.last = nn.Linear(width, OUTPUTS)

    def forward(self, rows: Tensor, noise: Tensor) -> Tensor:
        """Return scores (bars, steps, OUTPUTS). rows: (bars, steps, inputs); noise: (bars, NOISES * noise)."""
        state = torch.relu(self.first(rows) + self.noise(noise)[:, None])
        for layer in self.layers:
            state = state + torch.relu(layer(state.transpose(1, 2)).transpose(1, 2))
        scores: Tensor = self.last(state)
        return scores


class Discriminator(nn.Module):
    """Judges bars of lanes, by what is known of their steps and by their pictures: over 0 is written."""

    def __init__(self, genres: int, settings: GanSettings) -> None:
        super().__init__()
        width = settings.discriminator_width
        self.first = nn.Linear(width_of(genres) + WIDTH, width)
        self.layers = _layers(settings.discriminator_layers, width)
        self.inner = nn.Linear(2 * width, width)
        self.last = nn.Linear(width, 1)

    def forward(self, rows: Tensor, pictures: Tensor) -> Tensor:
        """Return a verdict for each bar: (bars,). pictures: (bars, steps, WIDTH)."""
        state = _bent(self.first(torch.cat([rows, pictures], dim=-1)))
        for layer in self.layers:
            state = state + _bent(layer(state.transpose(1, 2)).transpose(1, 2))
        whole = torch.cat([state.mean(dim=1), state.amax(dim=1)], dim=-1)
        verdict: Tensor = self.last(_bent(self.inner(whole)))
        return verdict[:, 0]


def _bent(values: Tensor) -> Tensor:
    return nn.functional.leaky_relu(values, _SLOPE)


class Pair(nn.Module):
    """The two, and the mean of the generator's last steps, which is what is kept: it is steadier than each of them."""

    def __init__(self, genres: int, settings: GanSettings) -> None:
        super().__init__()
        self.generator = Generator(genres, settings)
        self.discriminator = Discriminator(genres, settings)
        self.mean = copy.deepcopy(self.generator).requires_grad_(requires_grad=False)
        self.register_buffer("steps", torch.zeros(()))

    @torch.no_grad()
    def follow(self) -> None:
        """Move the mean towards the generator: further at first, when there is little to average."""
        steps = self.get_buffer("steps").add_(1)
        kept = min(_KEPT, float(steps / (steps + 9)))
        for own, new in zip(self.mean.parameters(), self.generator.parameters(), strict=True):
            own.lerp_(new, 1 - kept)


def pictured(scores: Tensor, parts: Tensor) -> Tensor:
    """Return pictures of what scores best: (bars, steps, WIDTH). parts: each bar's lane, its number.

    The picture is of whole notes, as written ones are; its gradients are those of the likelihoods (straight-through).
    """
    picture = scores.new_zeros((*scores.shape[:2], WIDTH))
    levels = torch.arange(1, len(LEVELS) + 1, device=scores.device) / len(LEVELS)
    for number, part in enumerate(PARTS):
        own = parts == number
        if not own.any():
            continue
        found = scores[own][:, :, SCORES[part]]
        picture[own, :, SHOWN[part]] = _drums(found, levels) if number == 0 else _pitched(found, levels, part)
    return picture


def _drums(scores: Tensor, levels: Tensor) -> Tensor:
    return _one(scores.reshape(*scores.shape[:2], len(DRUM_PITCHES), -1))[..., 1:] @ levels


def _pitched(scores: Tensor, levels: Tensor, part: BandPart) -> Tensor:
    begins, kinds, level, length = torch.split(scores, SPLIT, dim=-1)
    which = _any(kinds) if part is BandPart.CHORDS else _one(kinds)
    loud = (_one(level) @ levels)[..., None]
    return _any(begins) * torch.cat([which * loud, _one(length)], dim=-1)


def _one(scores: Tensor) -> Tensor:
    """Return ones where the highest score is."""
    soft = scores.softmax(dim=-1)
    hard = nn.functional.one_hot(scores.argmax(dim=-1), scores.shape[-1])
    return hard + soft - soft.detach()


def _any(scores: Tensor) -> Tensor:
    """Return ones where a score is over 0."""
    soft = scores.sigmoid()
    return (scores > 0).float() + soft - soft.detach()
