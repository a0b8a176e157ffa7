"""Take an instrument out of a part of a song: find the part's atoms, judge them, and let those of the instrument sound.

TagBox (Manilow, O'Reilly, Seetharaman, Pardo, "Unsupervised source separation by steering pretrained music models",
2021) steers a mask by the gradient of taggers, which satisfies the taggers, not the ear; asked about single atoms,
they know little more. So a small network judges all atoms of a part together, trained on songs whose parts are known.
"""

from pathlib import Path

import numpy as np
import torch

from mashstudio.audio.arrays import create_samples
from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.separation.steering.atoms import PIECE, find_atoms
from mashstudio.separation.steering.instruments import Heard, Instrument
from mashstudio.separation.steering.judging import judge
from mashstudio.separation.steering.spectra import BEGIN, HOP, Joined, frames_of, spectrum


def take(
    part_path: Path, instrument: Instrument, targets: tuple[Path, Path], *, balance: float = 0.0, job: Job
) -> Heard:
    """Write what is taken and the rest, which add up to the part, to `targets`; return what is heard in them.

    part_path: .npy, float32 (frames, 2), 44.1 kHz. balance: −1 (less of other instruments) to 1 (more of this one).
    Write nothing if the instrument isn't heard. Memory doesn't grow with the part's length, but for 240 bytes for every
    1024 samples. Raises ModelError if weights are missing.
    """
    # The matrices are small: two threads that wait for each other took 6 to 9 times the processor time of one.
    torch.set_num_threads(1)
    part: Samples = np.load(part_path, mmap_mode="r")
    atoms = find_atoms(part, job=job.part(0, 0.7))
    judgement = judge(atoms, instrument, balance)
    if judgement.heard.surely[instrument.name] < instrument.found:
        return judgement.heard
    taken, rest = create_samples(list(targets), len(part))
    joined, writing = Joined(), job.part(0.7, 1)
    for first in range(0, frames_of(part), PIECE):
        writing.report(first / frames_of(part), Message("Taking out the {instrument}", instrument=instrument.name))
        frames = min(PIECE, frames_of(part) - first)
        sound = joined.next(spectrum(part, first, frames) * atoms.share(judgement.gains, first, frames))
        start = BEGIN + first * HOP
        begin, end = max(start, 0), min(start + len(sound), len(part))
        sound = sound[begin - start : end - start]
        taken[begin:end] = sound
        rest[begin:end] = part[begin:end] - sound
        free_pages(part)
    return judgement.heard
