"""The network that judges atoms: what each is played on, seen beside all the others of the song.

A small transformer over the set of atoms (Vaswani et al., "Attention is all you need", NIPS 2017): atoms that sound
together, lie in one place or have one timbre look at each other more.
"""

from typing import Final, NamedTuple

import torch
from torch import Tensor, nn

from mashstudio.separation.steering.instruments import FAMILIES

LIKENESSES: Final = 3
_WIDTH: Final = 96
_HEADS: Final = 4
_LAYERS: Final = 3
_FAR: Final = 4.0


class Verdict(NamedTuple):
    """Logits. families: what each atom is played on, (songs, atoms, families); wanted: whether it is wanted."""

    families: Tensor
    wanted: Tensor


class _Layer(nn.Module):
    """Each atom looks at the others, then is thought over."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(_WIDTH), nn.LayerNorm(_WIDTH)
        self.asked = nn.Linear(_WIDTH, 3 * _WIDTH)
        self.answered = nn.Linear(_WIDTH, _WIDTH)
        self.liked = nn.Linear(LIKENESSES, _HEADS)
        thought = nn.Linear(_WIDTH, 2 * _WIDTH), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * _WIDTH, _WIDTH)
        self.thought = nn.Sequential(*thought)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, likeness: Tensor) -> Tensor:
        songs, atoms, width = x.shape
        asked = self.asked(self.before(x)).view(songs, atoms, 3, _HEADS, width // _HEADS)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        weights = query @ key.transpose(-1, -2) / (width // _HEADS) ** 0.5 + self.liked(likeness).permute(0, 3, 1, 2)
        answered = (weights.softmax(dim=-1) @ value).transpose(1, 2).reshape(songs, atoms, width)
        x = x + self.dropout(self.answered(answered))
        thought: Tensor = x + self.dropout(self.thought(self.between(x)))
        return thought


class AtomJudge(nn.Module):
    """What is known of atoms in, (songs, atoms, known); a verdict out. mean, deviation: of what is known."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, known: int, *, dropout: float = 0.0, blindness: float = 0.0) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(known))
        self.register_buffer("deviation", torch.ones(known))
        self.seen = nn.Linear(known, _WIDTH)
        self.asked = nn.Linear(len(FAMILIES) + 1, _WIDTH)
        self.layers = nn.ModuleList(_Layer(dropout) for _layer in range(_LAYERS))
        self.after = nn.LayerNorm(_WIDTH)
        self.families = nn.Linear(_WIDTH, len(FAMILIES))
        self.wanted = nn.Linear(_WIDTH, 1)
        self.blindness = nn.Dropout(blindness)

    def forward(self, known: Tensor, likeness: Tensor, wanted: Tensor) -> Verdict:
        """Judge atoms. likeness: (songs, atoms, atoms, 3); wanted: 1 for families that are, 0 for others, (songs, n).

        wanted has one number more, 1 if nothing is wanted.
        """
        x = ((known - self.mean) / self.deviation).clamp(-_FAR, _FAR)
        x = self.seen(self.blindness(x)) + self.asked(wanted)[:, None]
        for layer in self.layers:
            x = layer(x, likeness)
        x = self.after(x)
        return Verdict(self.families(x), self.wanted(x)[..., 0])
