"""A phase vocoder that rotates all stems by the phases of the mix, so warped stems add up to the warped mix.

`phases` computes the rotations, `pace` the place in the song from which each frame is read. Stereo is treated as one
complex signal, left + right · i: one transform for both channels, without copying.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ducc0
import numpy as np
from numpy.typing import NDArray

from mashstudio.alignment.formants import kept_formants
from mashstudio.alignment.pace import attacks, paced
from mashstudio.alignment.phases import Complex, MixFrames, Phases
from mashstudio.alignment.time_map import TimeMap
from mashstudio.audio.arrays import SamplesFile
from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples

# On real songs longer frames smeared attacks, shorter ones blurred the bass, and less overlap roughened vocals.
_HOPS = range(528, 601)
_OVERLAP = 6
_FRAMES_AT_ONCE = 64
_WRITTEN_AT_ONCE = 4 * _FRAMES_AT_ONCE
_CENTS = 0.5


@dataclass(frozen=True, eq=False)
class ToStretch:
    """A sound to stretch and to shift by semitones to a cent, and the file it fills: float32 (frames, 2) both.

    formants: True to keep its resonances in place when it is shifted. A voice keeps its character, but the shifted
    stems no longer add up to the shifted mix.
    """

    source: Samples
    output: SamplesFile
    shift: float = 0
    formants: bool = False


def stretch(mix: Sequence[Samples], sounds: Sequence[ToStretch], times: TimeMap, *, job: Job) -> None:
    """Stretch `sounds` along `times`, and shift them.

    mix: the sounds whose sum is the song's mix. Each result depends only on it and on its own source.
    """
    hits, done = attacks(mix), 0
    for shift in sorted({sound.shift for sound in sounds}):
        alike = [sound for sound in sounds if sound.shift == shift]
        part = job.part(done / len(sounds), (done + len(alike)) / len(sounds))
        _stretch_alike(mix, alike, times, hits, job=part)
        done += len(alike)


def _stretch_alike(
    mix: Sequence[Samples], sounds: Sequence[ToStretch], times: TimeMap, hits: NDArray[np.float64], *, job: Job
) -> None:
    """Stretch sounds that are shifted by the same."""
    # A frame written shorter than it was read sounds higher; one written longer, lower.
    step, hop = _hops(sounds[0].shift)
    source, target = paced(times, hits, step / hop)
    centres = np.arange(hop - _OVERLAP * hop // 2, int(times[1][-1]) + _OVERLAP * hop // 2, hop)
    heard = np.rint(np.interp(centres, target, source)).astype(np.int64)
    reader = _Reader(step)
    joined = [_Joined(sound.output, hop, reader.size) for sound in sounds]
    done = 0
    bins = min(reader.size, _OVERLAP * hop) // 2 + 1
    # A song that is fitted whole is its own mix.
    whole = len(mix) == len(sounds) == 1 and mix[0] is sounds[0].source
    for starts, mixed, turns in _turned(mix, heard - reader.size // 2, reader, bins):
        # What is reported as stored may be played at once.
        job.report(joined[0].stored, Message("Aligning stems to the grid"))
        done += len(starts)
        both = _both(turns)
        for sound, out in zip(sounds, joined, strict=True):
            spectra = mixed if whole else reader.spectra([sound.source], starts)
            gains = kept_formants(spectra, step / hop) if sound.formants else None
            out.add(spectra, both if gains is None else _both(turns * gains[:, :bins]))
        if done % _WRITTEN_AT_ONCE == 0:
            free_pages(*mix, *(sound.source for sound in sounds))
    for out in joined:
        out.write()


def _hops(shift: float) -> tuple[int, int]:
    """Return the hops for reading and writing: their ratio is the shift's, and their transforms are fast."""
    ratio = 2 ** (shift / 12)
    pairs = [(read, round(read / ratio)) for read in _HOPS]

    def cost(pair: tuple[int, int]) -> tuple[bool, float]:
        cents = abs(1200 * math.log2(pair[0] / pair[1] / ratio))
        return cents > _CENTS, sum(map(_effort, pair)) / pair[1]

    return min(pairs, key=cost)


def _effort(number: int) -> float:
    """Return the cost per sample of a transform of length `number`: about the sum of its prime factors."""
    effort, factor = 0.0, 2
    while number > 1:
        if number % factor:
            factor += 1
        else:
            number //= factor
            effort += {2: 1.5, 3: 2.5}.get(factor, factor)
    return effort


def _turned(
    mix: Sequence[Samples], starts: NDArray[np.int64], reader: "_Reader", bins: int
) -> Iterator[tuple[NDArray[np.int64], Complex, Complex]]:
    """Yield the first samples of frames, the mix's spectra and the phasors of their first `bins`, a block at a time."""
    phases = Phases(reader.size, reader.step, bins)
    waiting: tuple[NDArray[np.int64], Complex, MixFrames] | None = None
    passed: NDArray[np.int64] = np.diff(starts, prepend=starts[0])
    for first in range(0, len(starts), _FRAMES_AT_ONCE):
        some = slice(first, first + _FRAMES_AT_ONCE)
        spectra = reader.spectra(mix, starts[some])
        heard = phases.hear(spectra, passed[some])
        if waiting:
            yield *waiting[:2], phases.turns(waiting[2], heard)
        waiting = starts[some], spectra, heard
    if waiting:
        yield *waiting[:2], phases.turns(waiting[2], None)


class _Reader:
    """Reads frames as spectra. step: the reading hop where nothing is stretched."""

    def __init__(self, step: int) -> None:
        self.step, self.size = step, _OVERLAP * step
        self._window = np.repeat(np.hanning(self.size + 1)[:-1].astype(np.float32), 2)

    def spectra(self, sounds: Sequence[Samples], starts: NDArray[np.int64]) -> Complex:
        """Return the spectra of the sounds' sum, of frames that begin at `starts` (increasing): (frames, size)."""
        frames = np.empty((len(starts), 2 * self.size), np.float32)
        spectra: Complex = frames.view(np.complex64)
        if len(starts):
            begin, end = int(starts[0]), int(starts[-1]) + self.size
            sound = _piece(sounds[0], begin, end)
            for other in sounds[1:]:
                sound = sound + _piece(other, begin, end)
            flat = sound.reshape(-1)
            for frame, at in zip(frames, (2 * (starts - begin)).tolist(), strict=True):
                np.multiply(flat[at : at + len(frame)], self._window, out=frame)
            ducc0.fft.c2c(spectra, axes=(1,), out=spectra)
        return spectra


class _Joined:
    """Overlap-adds and stores rotated frames, `hop` apart. size: the frame size they were read with."""

    def __init__(self, output: SamplesFile, hop: int, size: int) -> None:
        self._output = output
        self._size = _OVERLAP * hop
        window = np.hanning(self._size + 1)[:-1]
        scale = hop / size / np.sum(window**2)
        self._window = np.repeat((window * scale).astype(np.float32), 2).reshape(_OVERLAP, 2 * hop)
        self._sound = np.zeros((_WRITTEN_AT_ONCE + _OVERLAP - 1, 2 * hop), np.float32)
        self._frames = 0
        # The first frame begins before the song does.
        self._at = hop - self._size

    def add(self, spectra: Complex, factors: Complex) -> None:
        """Add the next frames, (frames, size), rotated by factors as long as the shorter of what is read and written.

        Overwrites `spectra`.
        """
        frames = len(spectra)
        if self._frames + frames > _WRITTEN_AT_ONCE:
            self.write()
        pieces = _product(spectra, factors, self._size)
        ducc0.fft.c2c(pieces, axes=(1,), forward=False, out=pieces)
        parts = pieces.view(np.float32).reshape(frames, *self._window.shape)
        parts *= self._window
        for part in range(_OVERLAP):
            begin = self._frames + part
            self._sound[begin : begin + frames] += parts[:, part]
        self._frames += frames

    @property
    def stored(self) -> float:
        """The share of the output that is stored, 0–1."""
        return min(max(self._at, 0) / max(len(self._output), 1), 1.0)

    def write(self) -> None:
        """Store what is complete."""
        whole = self._sound[: self._frames].reshape(-1, 2)
        begin, end = max(self._at, 0), min(self._at + len(whole), len(self._output))
        if begin < end:
            self._output[begin:end] = whole[begin - self._at : end - self._at]
        self._at += len(whole)
        rest = self._sound[self._frames : self._frames + _OVERLAP - 1].copy()
        self._sound[:] = 0
        self._sound[: len(rest)] = rest
        self._frames = 0


def _both(turns: Complex) -> Complex:
    """Return the factors of left + right · i spectra that multiply each channel's bins by `turns`."""
    frames, bins = turns.shape
    half = bins - 1
    both = np.empty((frames, 2 * half), np.complex64)
    both[:, : half + 1] = turns
    # These bins (0 Hz and Nyquist) are real in each channel.
    both.imag[:, [0, half]] = 0
    np.conjugate(turns[:, half - 1 : 0 : -1], out=both[:, half + 1 :])
    return both


def _product(spectra: Complex, factors: Complex, size: int) -> Complex:
    """Return the product, cut or zero-padded at the top to `size`. Overwrites `spectra` where the size stays."""
    frames, before = spectra.shape
    if size == before:
        spectra *= factors
        return spectra
    kept = factors.shape[1] // 2
    result = np.empty((frames, size), np.complex64)
    np.multiply(spectra[:, :kept], factors[:, :kept], out=result[:, :kept])
    result[:, kept : size - kept + 1] = 0
    np.multiply(spectra[:, 1 - kept :], factors[:, 1 - kept :], out=result[:, 1 - kept :])
    return result


def _piece(samples: Samples, start: int, stop: int) -> Samples:
    """Return frames `start` … `stop`, silent outside the song."""
    # A plain array: slicing a memory map costs as much as a short transform.
    samples = samples.view(np.ndarray)
    if start >= 0 and stop <= len(samples):
        return samples[start:stop]
    piece = np.zeros((stop - start, 2), np.float32)
    begin, end = max(start, 0), min(stop, len(samples))
    if begin < end:
        piece[begin - start : end - start] = samples[begin:end]
    return piece
