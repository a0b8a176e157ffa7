"""The settings of a GAN that writes accompaniments."""

from dataclasses import dataclass
from typing import Final

from mashstudio.training.settings import Course, number, word

HINGE, WASSERSTEIN, NON_SATURATING = "hinge", "wgan-gp", "non-saturating"
LOSSES: Final = (HINGE, WASSERSTEIN, NON_SATURATING)


@dataclass(frozen=True)
class GanSettings(Course):
    """How large generator and discriminator are, and how they learn.

    layers: convolutions along a bar. noise: how many numbers each of its four kinds has. gradient_penalty: with wgan-gp
    for slopes other than 1 between written and composed bars, which wants about 10, else for slopes at written ones.
    critic_steps: steps of the discriminator for each of the generator. written_weight: of the cross-entropy between a
    composed bar and the one that was written there; 0: only the discriminator teaches. learning_rate: the generator's.
    songs: composed for each genre, if no folder of MIDI is given. sample_every: so many epochs there is a sample to
    hear.
    """

    songs: int = number(18, 1, 100_000)
    noise: int = number(16, 1, 1024)
    generator_layers: int = number(3, 0, 12)
    generator_width: int = number(96, 8, 1024)
    discriminator_layers: int = number(3, 0, 12)
    discriminator_width: int = number(64, 8, 1024)
    loss: str = word(*LOSSES)
    gradient_penalty: float = number(0.1, 0, 1000)
    critic_steps: int = number(1, 1, 100)
    written_weight: float = number(0.3, 0, 1000)
    batch_size: int = number(32, 2, 65_536)
    num_epochs: int = number(40, 1, 100_000)
    learning_rate: float = number(1e-3, 1e-7, 10)
    discriminator_rate: float = number(1e-3, 1e-7, 10)
    factor: float = number(0.5, 0.01, 0.99)
    patience: int = number(10, 1, 10_000)
    stopping_rate: float = number(1e-5, 0, 1)
    sample_every: int = number(5, 1, 100_000)
    device: int = number(0, -1, 64)
