"""Songs that come with their own stems, like the bundled demo's: nothing has to be separated."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.audio.decoded import SAMPLES_FILE
from mashstudio.audio.prepared import prepared_facts, prepared_folder
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.separation.separator import Separator
from mashstudio.separation.stem_files import ESTIMATED, StemFiles

_PIECE: Final = 10 * SAMPLE_RATE


@dataclass(frozen=True)
class OwnStems:
    """The stems in `folder`: vocals, drums and bass as sound files; `other` is the rest of the song.

    checksums: of these three files, in this order.
    """

    folder: Path
    checksums: tuple[str, ...]

    @property
    def name(self) -> Message:
        """The name shown to the user."""
        return Message("original")

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The cache parameters of its results."""
        return {"separator": "own", "version": 1, "files": list(self.checksums)}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write the four stems of the whole song in `samples_path` into `folder`; see `Separator`."""
        mix: Samples = np.load(samples_path, mmap_mode="r")
        files = StemFiles(folder, mix)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            stems = [self._decoded(stem, Path(scratch, stem), job) for stem in ESTIMATED]
            for start in range(0, len(mix), _PIECE):
                job.report(start / len(mix), Message("Reading the original stems"))
                files.write(start, np.stack([_piece(stem, start, min(_PIECE, len(mix) - start)) for stem in stems]))

    def _decoded(self, stem: str, folder: Path, job: Job) -> Samples:
        from mashstudio.audio.decode import decode

        folder.mkdir()
        decode(self.folder / f"{stem}.ogg", folder, job=Job(parent=job))
        samples: Samples = np.load(folder / SAMPLES_FILE, mmap_mode="r")
        return samples


def separator_for(sha256: str, usual: Separator) -> Separator:
    """Return the source of the stems of the song `sha256`: its own stems if it has any, else `usual`."""
    facts = prepared_facts(sha256)
    return usual if facts is None else OwnStems(prepared_folder(sha256), tuple(facts["stems"]))


def _piece(samples: Samples, start: int, frames: int) -> Samples:
    piece = np.zeros((frames, 2), np.float32)
    heard = samples[start : start + frames]
    piece[: len(heard)] = heard
    return piece
