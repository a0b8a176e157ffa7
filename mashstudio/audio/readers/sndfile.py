"""Reading with libsndfile, the first choice for every file that it can read whole."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from mashstudio.audio.readers.pieces import CutOff, Pieces, SoundPiece, Unreadable, channel_order

_BLOCK: Final = 1 << 16
_UNKNOWN: Final = 1 << 62
_SLACK: Final = 0.1


def sndfile_pieces(path: Path, source: Any = None) -> Pieces:
    """Yield the sound in `path`, or in the file object `source` in its place; CutOff if libsndfile gives up."""
    try:
        sound = soundfile.SoundFile(path if source is None else source)
    except (soundfile.LibsndfileError, TypeError, ValueError):
        raise Unreadable from None
    with sound:
        if sound.format == "RAW":
            # A guess from the name's ending (.au, .snd, .vox, .gsm): the content is of no format it knows.
            raise Unreadable
        order = channel_order(path, sound.channels, ogg=sound.format == "OGG")
        expected, frames = sound.frames, 0
        while True:
            block = _read_block(sound)
            if block is None or len(block) == 0:
                break
            frames += len(block)
            yield SoundPiece(block, sound.samplerate, order, min(frames / max(expected, 1), 1))
        short = expected - frames
        if block is None or _SLACK * sound.samplerate < short < _UNKNOWN:
            yield CutOff(short / sound.samplerate if 0 < short < _UNKNOWN else None)


def _read_block(sound: soundfile.SoundFile) -> NDArray[np.float32] | None:
    try:
        block: NDArray[np.float32] = sound.read(_BLOCK, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        return None
    return block


def sndfile_seconds(path: Path) -> float | None:
    """Return the duration according to libsndfile; None if it can't read the file."""
    try:
        with soundfile.SoundFile(path) as sound:
            return float(sound.frames / sound.samplerate)
    except (soundfile.LibsndfileError, TypeError, ValueError):
        return None
