"""The network of `generation/network.py` in torch, to learn with."""

import torch
from torch import Tensor, nn

from mashstudio.generation.facts import width_of
from mashstudio.generation.tokens import HIGHEST, VOCABULARY


class BandNetwork(nn.Module):
    """Scores the tokens of a bar, each from what is known of its step and from the tokens before it."""

    def __init__(self, genres: int, hidden: int) -> None:
        super().__init__()
        self.first = nn.Linear(width_of(genres), hidden)
        self.second = nn.Linear(hidden, hidden)
        self.tokens = nn.Embedding(VOCABULARY + 1, hidden)
        self.heights = nn.Embedding(HIGHEST + 1, hidden)
        self.memory = nn.GRU(hidden, hidden, batch_first=True)
        self.inner = nn.Linear(2 * hidden, hidden)
        self.last = nn.Linear(hidden, VOCABULARY)

    def forward(self, rows: Tensor, steps: Tensor, before: Tensor, heights: Tensor) -> Tensor:
        """Return scores (bars, tokens, VOCABULARY).

        rows: float32 (bars, steps, inputs); steps: in which step each token is; before: the token before it; heights:
        see `height_of`: int64 (bars, tokens).
        """
        grasped = self.second(torch.relu(self.first(rows)))
        of_step = grasped.gather(1, steps[..., None].expand(-1, -1, grasped.shape[-1]))
        seen = torch.relu(of_step + self.tokens(before) + self.heights(heights))
        states, _last = self.memory(seen)
        scores: Tensor = self.last(torch.relu(self.inner(torch.cat([states, seen], dim=-1))))
        return scores
