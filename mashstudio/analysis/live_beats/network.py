"""The network that hears beats, downbeats and the tempo, frame by frame, with nothing but the past (or, offline, both).

After the recurrent beat networks of Böck and Schedl (“Enhanced beat tracking with context-aware neural networks”, DAFx
2011) and BeatNet (Heydari, Cwitkowitz and Duan, ISMIR 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from mashstudio.analysis.live_beats.spectrum import BANDS, band_frequencies

DELAY: Final = 2
"""Frames between a beat and where the network tells it: an attack can't be judged by its first 20 ms."""
TEMPI: Final = 64
SLOWEST, FASTEST = 40.0, 240.0
"""The tempo classes: spaced evenly by ratio, in BPM."""
_KERNEL: Final = 5

SOURCES: Final = {
    "bass": [(30, 260)],
    "drums": [(30, 150), (2000, 17_000)],
    "vocals": [(200, 4000)],
    "others": [(150, 8000)],
}
"""The sub-bands that stand for instruments, in Hz."""

State = tuple[Tensor, Tensor]
"""The frames before, and what the recurrent layers remember."""


@dataclass(frozen=True, eq=False)
class Heard:
    """What is heard: logits of beat and downbeat (songs, frames), and of each tempo class (songs, frames, TEMPI)."""

    beat: Tensor
    downbeat: Tensor
    tempo: Tensor


class BeatNetwork(nn.Module):
    """Two recurrent layers over a spectrogram and its rises.

    sources: of SOURCES; each is a channel of its own. Without any, all bands are one. causal: never look ahead.
    """

    mean: Tensor
    deviation: Tensor
    heard: Tensor

    def __init__(self, *, hidden: int, sources: Sequence[str] = (), causal: bool = True) -> None:
        super().__init__()
        heard = _bands(sources)
        bands = len(heard)
        self.register_buffer("heard", heard, persistent=False)
        self.hidden, self.causal = hidden, causal
        self.register_buffer("mean", torch.zeros(bands))
        self.register_buffer("deviation", torch.ones(bands))
        self.front = nn.Conv1d(2 * bands, hidden, _KERNEL)
        self.memory = nn.GRU(hidden, hidden, 2, batch_first=True, bidirectional=not causal)
        width = hidden if causal else 2 * hidden
        self.dropout = nn.Dropout(0.15)
        self.beats = nn.Linear(width, 2)
        self.tempo = nn.Linear(width, TEMPI)

    def begin(self, songs: int = 1) -> State:
        """Return the state before the first frame."""
        layers = 2 if self.causal else 4
        past = self.mean.new_zeros(songs, _KERNEL, len(self.mean))
        return past, self.mean.new_zeros(layers, songs, self.hidden)

    def forward(self, frames: Tensor, state: State) -> tuple[Heard, State]:
        """Return what is heard in frames (songs, frames, bands), and the state after them."""
        past, memory = state
        seen = torch.cat([past, (frames[..., self.heard].to(self.mean) - self.mean) / self.deviation], dim=1)
        rises = torch.relu(seen[:, 1:] - seen[:, :-1])
        both = torch.cat([seen[:, 1:], rises], dim=2).transpose(1, 2)
        inner = torch.relu(self.front(both)).transpose(1, 2)
        inner, memory = self.memory(self.dropout(inner), memory)
        inner = self.dropout(inner)
        beats = self.beats(inner)
        return Heard(beats[..., 0], beats[..., 1], self.tempo(inner)), (seen[:, -_KERNEL:], memory)


def _bands(sources: Sequence[str]) -> Tensor:
    """Return which bands are heard, those of one source after those of another."""
    if not sources:
        return torch.arange(BANDS)
    at = band_frequencies()[1:-1]
    found = [np.any([(low <= at) & (at <= high) for low, high in SOURCES[name]], axis=0) for name in sources]
    return torch.from_numpy(np.concatenate([np.flatnonzero(inside) for inside in found]))
