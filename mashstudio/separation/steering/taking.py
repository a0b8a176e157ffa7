"""Take an instrument out of a part of a song: find the part's atoms, judge them, and let those of the instrument sound.

TagBox (Manilow, O'Reilly, Seetharaman, Pardo, "Unsupervised source separation by steering pretrained music models",
2021) steers a mask by the gradient of taggers, which satisfies the taggers, not the ear; asked about single atoms,
they know little more. So a small network judges all atoms of a part together, trained on songs whose parts are known.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mashstudio.core.jobs import Job
from mashstudio.separation.steering.instruments import Heard, Instrument
from mashstudio.separation.steering.model import SHA256

VERSION: Final = 2


def take_parameters() -> Mapping[str, Any]:
    """Return what determines what is taken besides the part, the instrument and the balance, as JSON."""
    return {"steering": VERSION, "judge": SHA256}


def take(part_path: Path, instrument: Instrument, folder: Path, *, balance: float = 0.0, job: Job) -> Heard:
    """Write taken.npy and rest.npy, which add up to the part, into `folder`; return what is heard in them.

    part_path: .npy, float32 (frames, 2), 44.1 kHz. balance: −1 (less of other instruments) to 1 (more of this one).
    Write nothing if the instrument isn't heard. Raises ModelError if weights are missing. Runs in a child process.
    """
    from mashstudio.separation.steering.taken_files import write_taken

    return write_taken(part_path, instrument, folder, balance, job=job)
