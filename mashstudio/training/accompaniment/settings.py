"""The settings of an accompaniment training."""

from dataclasses import dataclass

from mashstudio.training.settings import Course, number


@dataclass(frozen=True)
class AccompanimentSettings(Course):
    """How large the network is, and how it learns.

    songs: composed for each genre, if no folder of MIDI is given. sample_every: so many epochs there is a sample to
    hear.
    """

    songs: int = number(18, 1, 100_000)
    hidden: int = number(192, 8, 1024)
    batch_size: int = number(64, 1, 65_536)
    num_epochs: int = number(5, 1, 100_000)
    learning_rate: float = number(2e-3, 1e-7, 10)
    factor: float = number(0.3, 0.01, 0.99)
    patience: int = number(1, 1, 10_000)
    stopping_rate: float = number(1e-5, 0, 1)
    sample_every: int = number(1, 1, 100_000)
    device: int = number(0, -1, 64)
