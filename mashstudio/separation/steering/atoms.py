"""A part of a song as a sum of atoms: spectra that come and go, the same ones throughout the song.

Lee, Seung, "Algorithms for non-negative matrix factorization", NIPS 2000 (the divergence). Both channels are one long
spectrum, so an atom has a place between left and right (FitzGerald, Cranitch, Coyle, "Non-negative tensor factorisation
for sound source separation", 2005).
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.separation.steering.spectra import BINS, banded, bands, frames_of, magnitudes, spectrum

ATOMS: Final = 60
PIECE: Final = 256
"""Frames that are worked on at a time."""
_MOST: Final = 16
"""Pieces from which the atoms are learned: all of 95 s; of a longer song, as many, evenly spaced."""
_TURNS: Final = 60
_FINE_TURNS: Final = 12
_FIT_TURNS: Final = 30
_TINY: Final = 1e-8
_DOING: Final = Message("Finding the notes")


@dataclass(frozen=True, eq=False)
class Atoms:
    """shapes: (4098, atoms), each adds up to 1; activity: (atoms, frames); energy: of each in the part, (atoms,)."""

    shapes: Tensor
    activity: Tensor
    energy: Tensor

    def modelled(self, first: int, frames: int) -> Tensor:
        """Return the magnitudes of the atoms' sum in some frames, (4098, frames), above 0."""
        return self.shapes @ self.activity[:, first : first + frames] + _TINY

    def share(self, gains: Tensor, first: int, frames: int) -> Tensor:
        """Return the share, 0–1, of the atoms with their gains, in some frames: (2, 2049, frames)."""
        taken = (self.shapes * gains) @ self.activity[:, first : first + frames]
        share: Tensor = taken / self.modelled(first, frames)
        return share.view(2, BINS, -1)


def find_atoms(part: Samples, *, job: Job) -> Atoms:
    """Return the atoms of a part; the same part gives the same atoms."""
    firsts = range(0, frames_of(part), PIECE)
    chosen = sorted({firsts[round(place)] for place in torch.linspace(0, len(firsts) - 1, _MOST).tolist()})
    heard = torch.cat([_piece(part, first) for first in chosen], dim=1)
    free_pages(part)
    shapes = _learned(heard, job=job.part(0, 0.7))
    coarse = banded(shapes)
    activity, energy = [], torch.zeros(ATOMS)
    for first in firsts:
        job.report(0.7 + 0.3 * first / firsts.stop, _DOING)
        piece = _piece(part, first)
        fitted = _fitted(coarse, banded(piece))
        energy += ((shapes.T @ (piece**2 / (shapes @ fitted + _TINY))) * fitted).sum(dim=1)
        activity.append(fitted)
        free_pages(part)
    return Atoms(shapes, torch.cat(activity, dim=1), energy)


def _piece(part: Samples, first: int) -> Tensor:
    return magnitudes(spectrum(part, first, min(PIECE, frames_of(part) - first)))


def _learned(heard: Tensor, *, job: Job) -> Tensor:
    """Return the atoms' shapes. They are found on bands, eight times as fast, then told for every bin."""
    coarse = banded(heard)
    dice = torch.Generator().manual_seed(0)
    shapes = torch.rand(len(coarse), ATOMS, generator=dice) + 0.1
    activity = torch.rand(ATOMS, coarse.shape[1], generator=dice) + 0.1
    activity *= (coarse.mean() + _TINY) / (shapes @ activity).mean()
    for turn in range(_TURNS):
        job.report(turn / (_TURNS + _FINE_TURNS), _DOING)
        activity *= _better(shapes.T, coarse / (shapes @ activity + _TINY))
        shapes *= _better(activity, (coarse / (shapes @ activity + _TINY)).T).T
    loud = heard.sum(dim=1)
    shapes = shapes[bands()] * (loud / (banded(loud)[bands()] + _TINY))[:, None]
    for turn in range(_FINE_TURNS):
        job.report((_TURNS + turn) / (_TURNS + _FINE_TURNS), _DOING)
        shapes *= _better(activity, (heard / (shapes @ activity + _TINY)).T).T
    return shapes / (shapes.sum(dim=0) + _TINY)


def _fitted(shapes: Tensor, heard: Tensor) -> Tensor:
    """Return when these shapes sound in `heard`."""
    activity = heard.sum(dim=0).expand(ATOMS, -1) / ATOMS + _TINY
    for _turn in range(_FIT_TURNS):
        activity = activity * _better(shapes.T, heard / (shapes @ activity + _TINY))
    return activity


def _better(factors: Tensor, ratio: Tensor) -> Tensor:
    """Return by what to multiply the other factors, (atoms, n), so that their product comes closer."""
    return (factors @ ratio) / (factors.sum(dim=1, keepdim=True) + _TINY)
