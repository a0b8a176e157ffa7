"""The pieces that readers yield, in the order of the file: sound, losses, and a missing end."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import UnusableSong
from mashstudio.core.messages import Message

ANOTHER: Final = Message("Choose another file, or convert this one to WAV or FLAC first.")

_GATHERED = 1 << 16

# Channels in WAV's order and in Vorbis', which Opus shares (RFC 7845).
_WAV_ORDER = {1: "C", 2: "LR", 3: "LRC", 4: "LRlr", 5: "LRClr", 6: "LRCFlr", 7: "LRCFclr", 8: "LRCFlrlr"}
_OGG_ORDER = {1: "C", 2: "LR", 3: "LCR", 4: "LRlr", 5: "LCRlr", 6: "LCRlrF", 7: "LCRlrcF", 8: "LCRlrlrF"}


@dataclass(frozen=True, eq=False)
class SoundPiece:
    """Decoded samples: float32, (frames, channels), at `rate` Hz.

    order: a letter for each channel: L, R, C (centre), F (low frequencies), l, r, c (surrounds).
    done: the share of the file read so far, 0–1.
    """

    samples: NDArray[np.float32]
    rate: int
    order: str
    done: float = 0.0


@dataclass(frozen=True)
class Lost:
    """Frames at `rate` Hz that can't be read; the following pieces keep their positions."""

    frames: int
    rate: int


@dataclass(frozen=True)
class CutOff:
    """The file ends before its sound does. seconds: how much is missing; None: unknown."""

    seconds: float | None = None


Piece = SoundPiece | Lost | CutOff
Pieces = Iterator[Piece]


class Unreadable(Exception):
    """This reader can't read the file; another one may."""


def channel_order(path: Path, channels: int, *, ogg: bool = False) -> str:
    """Return the channels' letters in WAV's or Ogg's order. Raises UnusableSong for more than 8."""
    if not 1 <= channels <= 8:
        raise UnusableSong(
            path,
            Message("It has {channels} channels; the limit is 8. Mix it down to stereo first.", channels=channels),
        )
    return (_OGG_ORDER if ogg else _WAV_ORDER)[channels]


def gathered(pieces: Pieces) -> Pieces:
    """Yield the pieces with short sounds of one kind joined, as each call of a resampler is costly."""
    waiting: list[SoundPiece] = []
    frames = 0
    for piece in pieces:
        same = isinstance(piece, SoundPiece) and (
            not waiting or (piece.rate, piece.order) == (waiting[0].rate, waiting[0].order)
        )
        if waiting and (not same or frames >= _GATHERED):
            yield _joined(waiting)
            waiting, frames = [], 0
        if isinstance(piece, SoundPiece):
            waiting.append(piece)
            frames += len(piece.samples)
        else:
            yield piece
    if waiting:
        yield _joined(waiting)


def _joined(sounds: list[SoundPiece]) -> SoundPiece:
    if len(sounds) == 1:
        return sounds[0]
    samples = np.concatenate([sound.samples for sound in sounds])
    return SoundPiece(samples, sounds[0].rate, sounds[0].order, sounds[-1].done)


def trimmed(pieces: Pieces, skip: int, keep: int | None) -> Pieces:
    """Yield `keep` frames (None: all) of the pieces after the first `skip` frames."""
    for piece in pieces:
        if isinstance(piece, CutOff):
            yield piece
            continue
        length = piece.frames if isinstance(piece, Lost) else len(piece.samples)
        start = min(skip, length)
        skip -= start
        stop = length if keep is None else min(length, start + keep)
        if keep is not None:
            keep -= stop - start
        if stop <= start:
            continue
        if isinstance(piece, Lost):
            yield Lost(stop - start, piece.rate)
        else:
            yield SoundPiece(piece.samples[start:stop], piece.rate, piece.order, piece.done)
