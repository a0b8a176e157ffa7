"""Separate with the bundled network, window by window for songs of any length."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from torch import Tensor

from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.stems import StemName
from mashstudio.separation.spleeter_network import UNet, load_network
from mashstudio.separation.stem_files import ESTIMATED, StemFiles

_SIZE, _HOP = 4096, 1024
_NETWORK_BINS = 1024
_NETWORK_FRAMES = 512
# The first window starts like Spleeter's own (spleeter/model/__init__.py pads one frame of zeros): with the one frame
# that lies entirely before the song.
_FIRST = -_SIZE // 2 // _HOP
# Frames at a window's ends where the network lacks context; inside a song they are taken from the neighbours.
_EDGE = 64
_STEP = _NETWORK_FRAMES - 2 * _EDGE

# Tuned on stempeg's excerpt and on rendered songs (tests/benchmarks/separation.py): low notes lie so close together
# that a median over many bins takes them for a drum, while a wide one detects cymbals best; onsets smear notes over
# the bins, so a bin has to be clearly percussive to count as drums; a bass has overtones, so its band rolls off gently.
_HARMONIC_FRAMES = 17
_LOW_BINS, _HIGH_BINS = 5, 31
_LOW_END_HZ = 300
_PERCUSSIVE_WEIGHT = 0.5
_BASS_HZ = 250
_BASS_ORDER = 2
_TINY = 1e-10
# The network was trained on loud masters and does badly on much quieter (or louder) ones: 25 dB less cost 3 dB of the
# vocals' SDR on stempeg's excerpt. So every song is scaled to that excerpt's level.
_LEVEL = 0.17
_LEVEL_PIECE = SAMPLE_RATE * 2 // 5


@torch.no_grad()
def write_stems(samples_path: Path, folder: Path, checkpoints: Sequence[Path], *, job: Job) -> None:
    """Write the four stems of a song as .npy; memory doesn't grow with the song's length.

    checkpoints: the networks for vocals and accompaniment. The network's windows overlap, and the output is
    overlap-added from frames on one grid (frame n is centred on sample 1024 n).
    """
    job.report(0, Message("Loading the separator"))
    networks = [load_network(path) for path in checkpoints]
    mix: Samples = np.load(samples_path, mmap_mode="r")
    gain = _LEVEL / max(_level(mix), _TINY)
    stem_files = StemFiles(folder, mix)
    carried = np.zeros((len(ESTIMATED), _SIZE - _HOP, 2), np.float32)
    frames = len(mix) // _HOP + 3
    starts = range(_FIRST, max(frames - _EDGE, _FIRST + 1), _STEP)
    for index, first in enumerate(starts):
        job.report(index / len(starts), Message("Separating the stems"))
        kept = slice(0 if first == _FIRST else _EDGE, _EDGE + _STEP)
        spectrum = _spectrum(mix, first)
        masks = _masks(networks, spectrum, gain)
        sounds = np.stack([_overlap_add(spectrum[..., kept] * masks[part][..., kept]) for part in ESTIMATED])
        sounds[:, : _SIZE - _HOP] += carried
        whole = sounds.shape[1] - (_SIZE - _HOP)
        carried = sounds[:, whole:]
        stem_files.write((first + kept.start) * _HOP - _SIZE // 2, sounds[:, :whole])
    job.report(1, Message("Separating the stems"))


def _level(mix: Samples) -> float:
    """Return the RMS of the pieces of 0.4 s no more than 10 dB under the mean (as in BS.1770's gate)."""
    starts = range(0, len(mix), _LEVEL_PIECE)
    powers = np.zeros(len(starts))
    for index, start in enumerate(starts):
        powers[index] = np.mean(np.square(mix[start : start + _LEVEL_PIECE], dtype=np.float64))
        free_pages(mix)
    return float(np.sqrt(powers[powers >= powers.mean() / 10].mean()))


def _spectrum(mix: Samples, first: int) -> Tensor:
    """Return 512 frames of the mix from `first` on: complex64 (2, 2049, 512); zeros beyond the song."""
    start = first * _HOP - _SIZE // 2
    stop = start + _SIZE + (_NETWORK_FRAMES - 1) * _HOP
    piece = np.zeros((stop - start, 2), np.float32)
    begin, end = max(start, 0), min(stop, len(mix))
    if begin < end:
        piece[begin - start : end - start] = mix[begin:end]
    window = torch.hann_window(_SIZE)
    return torch.stft(torch.from_numpy(piece.T.copy()), _SIZE, _HOP, window=window, center=False, return_complex=True)


def _masks(networks: Sequence[UNet], spectrum: Tensor, gain: float) -> dict[StemName, Tensor]:
    """Return each stem's share of every bin, 0–1, (2 or 1, 2049, 512); `other` gets the rest.

    gain: applied to the network's input.
    """
    magnitude = spectrum.abs()
    heard = gain * magnitude[None, :, :_NETWORK_BINS].transpose(2, 3)
    vocals, accompaniment = (network(heard)[0].transpose(1, 2) ** 2 for network in networks)
    share = (vocals + _TINY / 2) / (vocals + accompaniment + _TINY)
    # The network covers up to 11 kHz; above, extend the share from just below.
    above = share[:, -_NETWORK_BINS // 8 :].mean(dim=1, keepdim=True)
    share = torch.cat([share, above.expand(-1, magnitude.shape[1] - _NETWORK_BINS, -1)], dim=1)
    rest = 1 - share
    percussive = torch.from_numpy(_percussive((magnitude * rest).mean(dim=0).numpy()))
    bass = (1 - percussive) * torch.from_numpy(_low_pass(_BASS_HZ, _BASS_ORDER))
    return {StemName.VOCALS: share, StemName.DRUMS: rest * percussive, StemName.BASS: rest * bass}


def _percussive(magnitude: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the percussive share of every bin (soft masks of squared medians), (2049, frames)."""
    low = _low_pass(_LOW_END_HZ, 2) ** 2
    harmonic = _median(magnitude, _HARMONIC_FRAMES) ** 2
    over_bins = np.ascontiguousarray(magnitude.T)
    percussive = low * _median(over_bins, _LOW_BINS).T ** 2 + (1 - low) * _median(over_bins, _HIGH_BINS).T ** 2
    percussive *= _PERCUSSIVE_WEIGHT
    share: NDArray[np.float32] = (percussive + _TINY / 2) / (harmonic + percussive + _TINY)
    return share


def _median(rows: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Return the running median along each row."""
    # SciPy's filter is ten times faster in one dimension, so lay the rows end to end, separated by padding.
    margin = length // 2
    padded = np.pad(rows, ((0, 0), (margin, margin)), "symmetric")
    filtered: NDArray[np.float32] = median_filter(padded.ravel(), length).reshape(padded.shape)
    return filtered[:, margin:-margin]


def _low_pass(corner: float, order: float) -> NDArray[np.float32]:
    """Return the magnitude response of a Butterworth low-pass at the spectrogram's bins, (2049, 1)."""
    frequencies = np.fft.rfftfreq(_SIZE, 1 / SAMPLE_RATE)[:, None]
    response: NDArray[np.float32] = (1 / np.sqrt(1 + (frequencies / corner) ** (2 * order))).astype(np.float32)
    return response


def _overlap_add(spectrum: Tensor) -> Samples:
    """Convert frames to sound: float32 (frames · hop + size − hop, 2); complete where all four frames overlap."""
    window = torch.hann_window(_SIZE)
    pieces = torch.fft.irfft(spectrum, _SIZE, dim=1) * (window / 1.5)[None, :, None]
    length = (spectrum.shape[2] - 1) * _HOP + _SIZE
    summed = torch.nn.functional.fold(pieces, (1, length), (1, _SIZE), stride=(1, _HOP))
    return np.ascontiguousarray(summed[:, 0, 0].numpy().T)
