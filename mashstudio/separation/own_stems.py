"""Songs that come with their own stems: nothing has to be separated."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mashstudio.audio.arrays import SummedSamples
from mashstudio.audio.prepared import prepared_facts, prepared_folder
from mashstudio.audio.songs import sha256_of
from mashstudio.core.errors import UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.model.song import Song, StemFile
from mashstudio.model.stems import StemName
from mashstudio.separation.separator import Separator
from mashstudio.separation.stem_files import ESTIMATED


@dataclass(frozen=True)
class OwnStems:
    """A song's own stems; those of one part are added up, and a part without any is silent.

    rest: `other` is what `stems` leave of the song, as in the bundled demo.
    """

    stems: tuple[StemFile, ...]
    rest: bool = False

    @property
    def name(self) -> Message:
        """The name shown to the user."""
        return Message("original")

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The cache parameters of its results."""
        stems = [[stem.part, stem.sha256, stem.stream] for stem in self.stems]
        return {"separator": "own", "version": 2, "stems": stems, "rest": self.rest}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write the four stems of the whole song in `samples_path` into `folder`; see `Separator`.

        The stems of a song whose mix is a recording of its own don't add up to it. Raises UnusableSong if a file has
        changed.
        """
        from mashstudio.audio.stem_sum import decoded_stems

        self._check(job)
        mix: Samples = np.load(samples_path, mmap_mode="r")
        sums = {part: SummedSamples(folder / f"{part}.npy") for part in StemName}
        if self.rest:
            sums[StemName.OTHER].add(mix)
        reading = Job(lambda fraction, _file: job.report(fraction, Message("Reading the original stems")), parent=job)
        for each in decoded_stems(self.stems, folder, job=reading):
            samples = each.samples[: len(mix)]
            sums[each.stem.part].add(samples)
            if self.rest:
                sums[StemName.OTHER].add(samples, -1)
        for total in sums.values():
            total.finish(len(mix))

    def _check(self, job: Job) -> None:
        for path, sha256 in {stem.path: stem.sha256 for stem in self.stems}.items():
            if sha256_of(path, job) != sha256:
                raise UnusableSong(path, Message("The file has changed since it was opened. Open it again."))


def own_stems(song: Song) -> OwnStems | None:
    """Return the stems that `song` comes with; None for most songs."""
    if song.stems:
        return OwnStems(song.stems)
    facts = prepared_facts(song.sha256)
    if facts is None:
        return None
    folder = prepared_folder(song.sha256)
    stems = zip(ESTIMATED, facts["stems"], strict=True)
    return OwnStems(tuple(StemFile(part, folder / f"{part}.ogg", sha256) for part, sha256 in stems), rest=True)


def separator_for(song: Song, usual: Separator) -> Separator:
    """Return the source of the song's stems: its own if it has any, else `usual`."""
    return own_stems(song) or usual
