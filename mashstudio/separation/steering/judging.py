"""Which of a part's atoms belong to one instrument, and how surely each instrument is heard."""

import math
from dataclasses import dataclass
from typing import Final

import torch
from safetensors.torch import load
from torch import Tensor

from mashstudio.separation.steering.atoms import Atoms
from mashstudio.separation.steering.instruments import INSTRUMENTS, Heard, Instrument, wanted_families
from mashstudio.separation.steering.model import weights
from mashstudio.separation.steering.network import AtomJudge
from mashstudio.separation.steering.traits import likeness, traits_of

_RESOLVE: Final = 1.5
"""Gains are this much more decided than the network is (in logits): worth 0.5 dB on songs for tuning."""
_CLEAREST: Final = 5
_AUDIBLE: Final = 1e-4
_TINY: Final = 1e-12
_LEANING: Final = 3.0
"""In logits: an atom of which half is the instrument's counts as 5 or 95 %."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """gains: how much of each atom is taken, 0–1, (atoms,)."""

    gains: Tensor
    heard: Heard


def judge(atoms: Atoms, instrument: Instrument, balance: float = 0.0) -> Judgement:
    """Return what the network thinks of `instrument` in a part. balance: see `take`.

    Raises ModelError if its weights are missing.
    """
    traits = traits_of(atoms)
    known, alike = torch.from_numpy(traits)[None], torch.from_numpy(likeness(atoms, traits))[None]
    network = load_judge(known.shape[-1])
    audible = atoms.energy > _AUDIBLE * atoms.energy.sum()
    gains, heard = {}, {}
    with torch.inference_mode():
        unasked = network(known, alike, torch.tensor([wanted_families(None)])).families[0].softmax(dim=-1)
        for each in INSTRUMENTS:
            asked = torch.tensor([wanted_families(each)])
            gain = torch.sigmoid(_RESOLVE * network(known, alike, asked).wanted[0])
            # Asked for an instrument, the network finds it in what is like it; unasked, it has to choose.
            opinions = [_clearest(opinion * audible) for opinion in (gain, unasked @ asked[0, :-1])]
            gains[each.name], heard[each.name] = gain, math.prod(opinions) ** 0.5
    surely, own = dict(sorted(heard.items(), key=lambda pair: -pair[1])), gains[instrument.name]
    taken = torch.sigmoid(torch.logit(own, 1e-6) + _LEANING * balance)
    energies = (atoms.energy, atoms.energy * taken, atoms.energy * (1 - taken))
    shares = (float(energy @ own / (energy.sum() + _TINY)) for energy in energies)
    return Judgement(taken, Heard(surely, *shares))


def _clearest(opinion: Tensor) -> float:
    """Return how surely something is heard: in atoms clearly its own, since unclear ones say little, however many."""
    return float(opinion.topk(_CLEAREST).values.mean())


def load_judge(known: int) -> AtomJudge:
    """Return the network that comes with MashStudio. Raises ModelError if its file is missing or not the known one."""
    network = AtomJudge(known)
    network.load_state_dict(load(weights()))
    return network.eval()
