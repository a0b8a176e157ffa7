"""Spectrograms for display, by librosa, in tiles. Runs in a child process.

librosa is imported only there; what the window needs to know of a picture (its rows, its scale) only needs numpy.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.librosa_import import import_librosa
from mashstudio.audio.arrays import save_array
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE

PICTURES_VERSION: Final = 1
COLUMN_FRAMES: Final = 512
"""Column c of a picture shows the sound around frame c × COLUMN_FRAMES of the song."""

TILE_COLUMNS: Final = 4096
"""Columns of a tile (47.6 s); the last tile of a song is shorter."""

Picture = NDArray[np.uint8]
"""uint8, shape (rows, columns), row 0 the lowest: 0 nothing (−90 dB), 255 full scale (of a sine)."""

# The constant-Q transform's longest window (C1) reaches 0.8 s either way; librosa rejects sounds under 3 s.
_MARGIN = 128
_FFT, _LONG_FFT = 2048, 4096
_ROWS = 256
_LOWEST, _HIGHEST = 30.0, 20_000.0
_FLOOR_DB = -90.0
_MELS, _MFCC = 128, 20
_C1, _OCTAVES, _PER_OCTAVE = 32.7032, 7, 36
# CQT amplitude under which a column is silent and has no chroma.
_AUDIBLE = 1e-3
# The first coefficient is the loudness, some 10 times larger than the others.
_LOUDNESS_RANGE, _TIMBRE_RANGE = (-800.0, 100.0), (-100.0, 100.0)

Floats = NDArray[np.float32]


class PictureKind(StrEnum):
    """The kinds of pictures."""

    STFT = "stft"
    STFT_LOG = "stft-log"
    MEL = "mel"
    MFCC = "mfcc"
    CQT = "cqt"
    CHROMA = "chroma"


def tile_count(frames: int) -> int:
    """Return the number of tiles for a song of this many frames."""
    return -(-_columns(frames) // TILE_COLUMNS)


def draw_tiles(samples_path: Path, kind: PictureKind, tiles: Sequence[int], folder: Path, *, job: Job) -> None:
    """Write each of `tiles`, in that order, to `folder` as its number and ".npy": a Picture.

    samples_path: .npy, float32 (frames, 2), 44.1 kHz. Files with such a name are complete.
    """
    samples = np.load(samples_path, mmap_mode="r")
    for done, tile in enumerate(tiles):
        picture = draw_tile(samples, kind, tile)
        unfinished = folder / f"{tile}.part"
        save_array(unfinished, picture)
        unfinished.rename(folder / f"{tile}.npy")
        job.report((done + 1) / len(tiles), Message("Drawing the spectrogram"))


def draw_tile(samples: NDArray[np.float32], kind: PictureKind, tile: int) -> Picture:
    """Return one tile of a song's picture, equal to that part of the whole song's picture.

    samples: float32 (frames, 2), 44.1 kHz.
    """
    first = tile * TILE_COLUMNS
    columns = min(TILE_COLUMNS, _columns(len(samples)) - first)
    start, stop = (first - _MARGIN) * COLUMN_FRAMES, (first + columns + _MARGIN) * COLUMN_FRAMES
    inside = samples[max(start, 0) : stop].mean(axis=1, dtype=np.float32)
    mono = np.pad(inside, (max(-start, 0), max(stop - max(start, 0) - len(inside), 0)))
    shown = _DRAW[kind](mono)[:, _MARGIN : _MARGIN + columns]
    return np.rint(np.clip(shown, 0, 1) * 255).astype(np.uint8)


def picture_ticks(kind: PictureKind) -> tuple[tuple[float, str], ...]:
    """Return a picture's axis labels: each one's height (0–1), and the frequency in Hz, note or number."""
    match kind:
        case PictureKind.STFT:
            return tuple((hz / (SAMPLE_RATE / 2), f"{hz // 1000}k") for hz in (5_000, 10_000, 15_000, 20_000))
        case PictureKind.STFT_LOG:
            span = np.log(_HIGHEST / _LOWEST)
            return tuple((float(np.log(hz / _LOWEST) / span), name) for hz, name in _DECADES)
        case PictureKind.MEL:
            return tuple((_mel(hz) / _mel(SAMPLE_RATE / 2), name) for hz, name in _DECADES)
        case PictureKind.MFCC:
            return tuple(((number + 0.5) / _MFCC, str(number)) for number in (0, 5, 10, 15))
        case PictureKind.CQT:
            return tuple(((octave + 0.5 / _PER_OCTAVE) / _OCTAVES, f"C{octave + 1}") for octave in range(_OCTAVES))
    return tuple(((tone + 0.5) / 12, name) for tone, name in ((0, "C"), (2, "D"), (4, "E"), (5, "F"), (7, "G"),
                                                                (9, "A"), (11, "B")))  # fmt: skip


_DECADES = ((100, "100"), (300, "300"), (1_000, "1k"), (3_000, "3k"), (10_000, "10k"))


def _columns(frames: int) -> int:
    return -(-frames // COLUMN_FRAMES)


def _mel(hz: float) -> float:
    """Return Slaney's mel scale, as in librosa: linear up to 1 kHz, logarithmic above (Auditory Toolbox, 1998)."""
    return hz * 3 / 200 if hz < 1000 else float(15 + 27 * np.log(hz / 1000) / np.log(6.4))


def _loudness(amplitude: Floats) -> Floats:
    """Map amplitudes (1: a full-scale sine) from −90 … 0 dB to 0–1."""
    decibels: Floats = 20 * np.log10(np.maximum(amplitude, 1e-5))
    return 1 - decibels / np.float32(_FLOOR_DB)


def _spectrum(mono: Floats, size: int) -> Floats:
    librosa = import_librosa()

    # A full-scale sine peaks at a quarter of the window's length, with a Hann window.
    amplitude: Floats = np.abs(librosa.stft(mono, n_fft=size, hop_length=COLUMN_FRAMES)) / np.float32(size / 4)
    return amplitude


def _stft(mono: Floats) -> Floats:
    bins = _spectrum(mono, _FFT)[1:]
    return _loudness(bins.reshape(_ROWS, -1, bins.shape[1]).max(axis=1))


def _stft_log(mono: Floats) -> Floats:
    bins = _spectrum(mono, _LONG_FFT)
    edges = np.geomspace(_LOWEST, _HIGHEST, _ROWS + 1) * _LONG_FFT / SAMPLE_RATE
    centres = np.sqrt(edges[:-1] * edges[1:])
    below = centres.astype(int)
    share = (centres - below).astype(np.float32)[:, None]
    between = bins[below] * (1 - share) + bins[below + 1] * share
    # High rows span several bins: take the loudest.
    widest = np.maximum.reduceat(bins, np.rint(edges).astype(int), axis=0)[:-1]
    wide = (np.diff(edges) > 1)[:, None]
    return _loudness(np.where(wide, widest, between))


def _mel_power(mono: Floats) -> Floats:
    librosa = import_librosa()

    power = _spectrum(mono, _FFT) ** 2
    mel: Floats = librosa.feature.melspectrogram(S=power, sr=SAMPLE_RATE, n_mels=_MELS, norm=None)
    return mel


def _mel_rows(mono: Floats) -> Floats:
    return _loudness(np.sqrt(_mel_power(mono)))


def _mfcc(mono: Floats) -> Floats:
    librosa = import_librosa()

    decibels = 10 * np.log10(np.maximum(_mel_power(mono), 1e-10))
    cepstrum: Any = librosa.feature.mfcc(S=decibels, n_mfcc=_MFCC)
    low = np.array([_LOUDNESS_RANGE[0], *[_TIMBRE_RANGE[0]] * (_MFCC - 1)], np.float32)[:, None]
    high = np.array([_LOUDNESS_RANGE[1], *[_TIMBRE_RANGE[1]] * (_MFCC - 1)], np.float32)[:, None]
    shown: Floats = (cepstrum - low) / (high - low)
    return shown


def _constant_q(mono: Floats) -> Floats:
    librosa = import_librosa()

    bins = librosa.cqt(
        mono,
        sr=SAMPLE_RATE,
        hop_length=COLUMN_FRAMES,
        fmin=_C1,
        n_bins=_OCTAVES * _PER_OCTAVE,
        bins_per_octave=_PER_OCTAVE,
        scale=False,
    )
    frequencies = librosa.cqt_frequencies(len(bins), fmin=_C1, bins_per_octave=_PER_OCTAVE)
    lengths, _ = librosa.filters.wavelet_lengths(freqs=frequencies, sr=SAMPLE_RATE)
    # Unscaled, a full-scale sine results in half of its filter's length.
    amplitude: Floats = np.abs(bins) / np.float32(lengths[:, None] / 2)
    return amplitude


def _cqt(mono: Floats) -> Floats:
    return _loudness(_constant_q(mono))


def _chroma(mono: Floats) -> Floats:
    librosa = import_librosa()

    bins = _constant_q(mono)
    chroma: Floats = librosa.feature.chroma_cqt(C=bins, bins_per_octave=_PER_OCTAVE)
    chroma[:, bins.max(axis=0) < _AUDIBLE] = 0
    return chroma


_DRAW: Final = {
    PictureKind.STFT: _stft,
    PictureKind.STFT_LOG: _stft_log,
    PictureKind.MEL: _mel_rows,
    PictureKind.MFCC: _mfcc,
    PictureKind.CQT: _cqt,
    PictureKind.CHROMA: _chroma,
}
