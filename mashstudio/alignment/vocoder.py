"""A phase vocoder that turns all stems of a song by the phases of its mix, so that warped stems add up to the warped
mix. `phases` tells by how much, `pace` where in the song each frame is read.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from mashstudio.alignment.formants import formant_gains
from mashstudio.alignment.pace import paced
from mashstudio.alignment.phases import Complex, Heard, Phases
from mashstudio.alignment.time_map import TimeMap
from mashstudio.audio.arrays import SamplesFile
from mashstudio.facts.messages import Message
from mashstudio.facts.units import Samples
from mashstudio.files import free_pages
from mashstudio.jobs import Job

# On real songs longer frames smeared attacks, shorter ones blurred the bass, and fewer of them roughened vocals.
_HOPS = range(496, 529)
_OVERLAP = 6
_FRAMES_AT_ONCE = 64
_CENTS = 0.5


def stretch(
    mix: Sequence[Samples],
    sources: Sequence[Samples],
    outputs: Sequence[SamplesFile],
    times: TimeMap,
    shift: float,
    *,
    formants: Sequence[bool] = (),
    job: Job,
) -> None:
    """Fills `outputs` with `sources` (each (frames, 2)) stretched along `times`, and shifted by semitones to a cent.

    mix: what the song's mix is the sum of. A result depends on it and on its own source, not on the other sources.
    formants: for each source, whether its resonances stay where they are: a voice keeps its character so, but what
    has been shifted adds up to the shifted mix no more.
    """
    # A frame's sound is written shorter than it was read, so its pitch is higher; or longer.
    step, hop = _hops(shift)
    source, target = paced(times, mix, step / hop)
    centres = np.arange(hop - _OVERLAP * hop // 2, int(times[1][-1]) + _OVERLAP * hop // 2, hop)
    heard = np.rint(np.interp(centres, target, source)).astype(np.int64)
    reader = _Reader(step)
    joined = [_Joined(output, hop, reader.size) for output in outputs]
    voices = formants or [False] * len(sources)
    done = 0
    for starts, turns in _turned(mix, heard - reader.size // 2, reader):
        job.report(done / len(heard), Message("Fitting the stems to the grid"))
        done += len(starts)
        for samples, out, voice in zip(sources, joined, voices, strict=True):
            (spectra,) = reader.spectra([samples], starts, [0])
            if voice:
                spectra *= formant_gains(spectra, step / hop)
            spectra *= turns
            out.add(spectra)
        free_pages(*mix, *sources)


def _hops(shift: float) -> tuple[int, int]:
    """How far apart frames are read and written: their ratio is the pitch's, and their spectra are quickly made."""
    ratio = 2 ** (shift / 12)
    pairs = [(read, round(read / ratio)) for read in _HOPS]

    def cost(pair: tuple[int, int]) -> tuple[bool, int, float]:
        cents = abs(1200 * math.log2(pair[0] / pair[1] / ratio))
        return cents > _CENTS, max(map(_greatest_prime, pair)), cents

    return min(pairs, key=cost)


def _greatest_prime(number: int) -> int:
    factor = 2
    while number > 1:
        if number % factor:
            factor += 1
        else:
            number //= factor
    return factor


def _turned(
    mix: Sequence[Samples], starts: NDArray[np.int64], reader: "_Reader"
) -> Iterator[tuple[NDArray[np.int64], Complex]]:
    """Where frames begin and by what they are turned, some at a time."""
    phases = Phases(reader.size // 2 + 1)
    waiting: tuple[NDArray[np.int64], Heard] | None = None
    for first in range(0, len(starts), _FRAMES_AT_ONCE):
        part = starts[first : first + _FRAMES_AT_ONCE]
        heard = phases.hear(*reader.spectra(mix, part, (0, reader.step)))
        if waiting:
            yield waiting[0], phases.turns(waiting[1], heard)
        waiting = part, heard
    if waiting:
        yield waiting[0], phases.turns(waiting[1], None)


class _Reader:
    """Reads frames as spectra. step: how far apart they are read where nothing is stretched."""

    def __init__(self, step: int) -> None:
        self.step, self.size = step, _OVERLAP * step
        self._window = np.hanning(self.size + 1)[:-1].astype(np.float32)

    def spectra(self, sounds: Sequence[Samples], starts: NDArray[np.int64], earlier: Sequence[int]) -> list[Complex]:
        """Of the sounds' sum, the frames that begin at `starts`, and so much `earlier`: (2, frames, bins) each."""
        begin, end = int(starts.min()) - max(earlier), int(starts.max()) + self.size
        sound = _piece(sounds[0], begin, end)
        for other in sounds[1:]:
            sound += _piece(other, begin, end)
        frames = np.lib.stride_tricks.sliding_window_view(sound, self.size, axis=1)
        return [self._spectra(frames[:, starts - begin - back]) for back in earlier]

    def _spectra(self, frames: NDArray[np.float32]) -> Complex:
        frames *= self._window
        spectra: Complex = scipy.fft.rfft(frames, overwrite_x=True)
        return spectra


class _Joined:
    """Turned frames back to sound, `hop` apart: overlapped, added and stored. size: as it was when they were read."""

    def __init__(self, output: SamplesFile, hop: int, size: int) -> None:
        self._output = output
        window = np.hanning(_OVERLAP * hop + 1)[:-1]
        scale = len(window) / size * hop / np.sum(window**2)
        self._window = (window * scale).astype(np.float32)
        self._rest = np.zeros((2, _OVERLAP - 1, hop), np.float32)
        # The first frame begins before the song does.
        self._at = hop - len(window)

    def add(self, spectra: Complex) -> None:
        """Takes the next frames, (2, frames, bins)."""
        hop, frames = self._rest.shape[2], spectra.shape[1]
        pieces = scipy.fft.irfft(spectra, len(self._window), overwrite_x=True)
        pieces *= self._window
        parts = pieces.reshape(2, frames, _OVERLAP, hop)
        sound = np.zeros((2, frames + _OVERLAP - 1, hop), np.float32)
        sound[:, : _OVERLAP - 1] = self._rest
        for part in range(_OVERLAP):
            sound[:, part : part + frames] += parts[:, :, part]
        self._rest = sound[:, frames:]
        whole = sound[:, :frames].reshape(2, -1).T
        begin, end = max(self._at, 0), min(self._at + len(whole), len(self._output))
        if begin < end:
            self._output[begin:end] = whole[begin - self._at : end - self._at]
        self._at += len(whole)


def _piece(samples: Samples, start: int, stop: int) -> NDArray[np.float32]:
    """Frames `start` … `stop` as (2, frames); silence outside the song."""
    piece = np.zeros((2, stop - start), np.float32)
    begin, end = max(start, 0), min(stop, len(samples))
    if begin < end:
        piece[:, begin - start : end - start] = samples[begin:end].T
    return piece
