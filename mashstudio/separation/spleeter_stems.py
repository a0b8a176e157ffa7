"""The embedded separator at work: spectrogram by spectrogram through a song of any length."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from torch import Tensor

from mashstudio.facts.stems import StemName
from mashstudio.facts.units import SAMPLE_RATE, Samples
from mashstudio.jobs import Job
from mashstudio.separation.spleeter_network import UNet, load_network

_SIZE, _HOP = 4096, 1024
_NETWORK_BINS = 1024
_NETWORK_FRAMES = 512
# What a window of frames yields without its edges, where the network and the medians see too little.
_EDGE = 64
_STEP = _NETWORK_FRAMES - 2 * _EDGE
_MEDIAN = 17
_BASS_HZ = 250
_BASS_ORDER = 6
_TINY = 1e-10


def write_stems(samples_path: Path, folder: Path, checkpoints: Sequence[Path], *, job: Job) -> None:
    """Writes the four stems of a song as .npy; memory stays the same whatever its length.

    checkpoints: the networks for vocals and accompaniment. Frame n of the spectrogram is centred on sample 1024 n, so
    the result doesn't depend on how the song is cut into windows.
    """
    torch.set_grad_enabled(False)
    job.report(0, "Loading the separator")
    networks = [load_network(path) for path in checkpoints]
    mix: Samples = np.load(samples_path, mmap_mode="r")
    outputs = {
        stem: np.lib.format.open_memmap(folder / f"{stem}.npy", "w+", np.float32, mix.shape) for stem in StemName
    }
    parts = (StemName.VOCALS, StemName.DRUMS, StemName.BASS)
    carried = np.zeros((len(parts), _SIZE - _HOP, 2), np.float32)
    frames = len(mix) // _HOP + 3
    for first in range(-1, frames, _STEP):
        job.report((first + 1) / frames, "Separating the stems")
        spectrum = _spectrum(mix, first - _EDGE)
        masks = _masks(networks, spectrum)
        kept = slice(_EDGE, _EDGE + _STEP)
        sounds = np.stack([_overlap_add(spectrum[..., kept] * masks[part][..., kept]) for part in parts])
        sounds[:, : _SIZE - _HOP] += carried
        carried = sounds[:, _STEP * _HOP :]
        _write(sounds[:, : _STEP * _HOP], first * _HOP - _SIZE // 2, parts, mix, outputs)


def _spectrum(mix: Samples, first: int) -> Tensor:
    """Frames `first` … of the mix: complex64 (2, 2049, 512); silence lies around the song."""
    start = first * _HOP - _SIZE // 2
    stop = start + _SIZE + (_NETWORK_FRAMES - 1) * _HOP
    piece = np.zeros((stop - start, 2), np.float32)
    begin, end = max(start, 0), min(stop, len(mix))
    if begin < end:
        piece[begin - start : end - start] = mix[begin:end]
    window = torch.hann_window(_SIZE)
    return torch.stft(torch.from_numpy(piece.T.copy()), _SIZE, _HOP, window=window, center=False, return_complex=True)


def _masks(networks: Sequence[UNet], spectrum: Tensor) -> dict[StemName, Tensor]:
    """Each part's share of every bin, 0–1, (2 or 1, 2049, 512); `other` has what is left."""
    magnitude = spectrum.abs()
    heard = magnitude[None, :, :_NETWORK_BINS].transpose(2, 3)
    vocals, accompaniment = (network(heard)[0].transpose(1, 2) ** 2 for network in networks)
    share = (vocals + _TINY / 2) / (vocals + accompaniment + _TINY)
    # The network hears up to 11 kHz; above, the share goes on as it is just below.
    above = share[:, -_NETWORK_BINS // 8 :].mean(dim=1, keepdim=True)
    share = torch.cat([share, above.expand(-1, magnitude.shape[1] - _NETWORK_BINS, -1)], dim=1)
    rest = 1 - share
    percussive = torch.from_numpy(_percussive((magnitude * rest).mean(dim=0).numpy()))
    low = torch.from_numpy(_low_band())[:, None]
    bass = (1 - percussive) * low
    return {StemName.VOCALS: share, StemName.DRUMS: rest * percussive, StemName.BASS: rest * bass}


def _percussive(magnitude: NDArray[np.float32]) -> NDArray[np.float32]:
    """The percussive share of every bin (soft masks of squared medians), (2049, frames)."""
    harmonic = median_filter(magnitude, size=(1, _MEDIAN)) ** 2
    percussive = median_filter(magnitude, size=(_MEDIAN, 1)) ** 2
    share: NDArray[np.float32] = (percussive + _TINY / 2) / (harmonic + percussive + _TINY)
    return share


def _low_band() -> NDArray[np.float32]:
    """The magnitude response of a Butterworth low-pass at the spectrogram's bins."""
    frequencies = np.fft.rfftfreq(_SIZE, 1 / SAMPLE_RATE)
    response: NDArray[np.float32] = (1 / np.sqrt(1 + (frequencies / _BASS_HZ) ** (2 * _BASS_ORDER))).astype(np.float32)
    return response


def _overlap_add(spectrum: Tensor) -> Samples:
    """Frames back to sound: float32 (frames · hop + size − hop, 2); whole where all four frames overlap."""
    window = torch.hann_window(_SIZE)
    pieces = torch.fft.irfft(spectrum, _SIZE, dim=1) * (window / 1.5)[None, :, None]
    length = (spectrum.shape[2] - 1) * _HOP + _SIZE
    summed = torch.nn.functional.fold(pieces, (1, length), (1, _SIZE), stride=(1, _HOP))
    return np.ascontiguousarray(summed[:, 0, 0].numpy().T)


def _write(
    sounds: NDArray[np.float32],
    start: int,
    parts: Sequence[StemName],
    mix: Samples,
    outputs: Mapping[StemName, Samples],
) -> None:
    begin, end = max(start, 0), min(start + sounds.shape[1], len(mix))
    if begin >= end:
        return
    rest = np.array(mix[begin:end])
    for part, sound in zip(parts, sounds, strict=True):
        outputs[part][begin:end] = sound[begin - start : end - start]
        rest -= outputs[part][begin:end]
    outputs[StemName.OTHER][begin:end] = rest
