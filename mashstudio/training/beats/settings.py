"""The settings of a beat training, by the names of the manual that it follows."""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

from mashstudio.analysis.live_beats.network import SOURCES
from mashstudio.training.settings import Course, number, word

FOLDS: Final = 8
CAUSAL, OFFLINE = "causal", "offline"
_CHOICES: Final = [",".join(some) for count in range(len(SOURCES), 0, -1) for some in combinations(SOURCES, count)]


@dataclass(frozen=True)
class BeatSettings(Course):
    """What is heard, by which network, and how it learns.

    model: causal for live sound, or offline, which also hears what comes next. bpfed: hear the sub-bands of `sources`
    as channels of their own, else all bands as one. fold: which eighth of the songs tests, the next one validates; from
    8 on all songs are learned from, and the last eighth validates. length: of a piece learned from, in frames of 20 ms.
    """

    model: str = word(CAUSAL, OFFLINE)
    bpfed: bool = False
    sources: str = word("bass,drums", *(choice for choice in _CHOICES if choice != "bass,drums"))
    hidden: int = number(80, 8, 1024)
    batch_size: int = number(32, 1, 65_536)
    length: int = number(512, 64, 30_000)
    loss_weight_beat: float = number(1.0, 0, 1000)
    loss_weight_downbeat: float = number(1.0, 0, 1000)
    loss_weight_tempo: float = number(0.2, 0, 1000)
    fold: int = number(0, 0, 1000)
    num_epochs: int = number(40, 1, 100_000)
    learning_rate: float = number(4e-3, 1e-7, 10)
    factor: float = number(0.3, 0.01, 0.99)
    patience: int = number(4, 1, 10_000)
    stopping_rate: float = number(1e-4, 0, 1)
