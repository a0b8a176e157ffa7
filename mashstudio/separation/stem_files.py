"""Write the four stems: three estimated ones, and `other`, the rest of the mix."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.arrays import create_samples
from mashstudio.core.errors import ModelError
from mashstudio.core.files import free_pages
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.model.stems import StemName

ESTIMATED: Final = (StemName.VOCALS, StemName.DRUMS, StemName.BASS)


class StemFiles:
    """Four .npy files in `folder`, as long as `mix` (float32 (frames, 2)), written piece by piece."""

    def __init__(self, folder: Path, mix: Samples) -> None:
        self._mix = mix
        files = create_samples([folder / f"{stem}.npy" for stem in StemName], len(mix))
        self._files = dict(zip(StemName, files, strict=True))

    def write(self, start: int, sounds: NDArray[np.float32]) -> None:
        """Write the ESTIMATED stems, (3, frames, 2), from frame `start` on; drop frames outside the song.

        `other` gets the rest of the mix, so that the four always add up to it. Raises ModelError if the network's
        output isn't finite.
        """
        begin, end = max(start, 0), min(start + sounds.shape[1], len(self._mix))
        if begin >= end:
            return
        sounds = sounds[:, begin - start : end - start]
        if not np.isfinite(sounds).all():
            raise ModelError(
                Message("The separation model is damaged: its output is unusable. Remove it and download it again.")
            )
        rest = np.array(self._mix[begin:end])
        for stem, sound in zip(ESTIMATED, sounds, strict=True):
            self._files[stem][begin:end] = sound
            rest -= sound
        self._files[StemName.OTHER][begin:end] = rest
        free_pages(self._mix)
