"""Our engine: a phase vocoder that turns all stems of a song by the phases of its mix.

Each frame's spectrum is turned so that it goes on where the frame before it ended; how far is read from the mix alone
and is the same for every stem, so warped stems add up to the warped mix. Bins around a spectral peak turn together
(Laroche and Dolson, "Improved phase vocoder time-scale modification of audio", IEEE TSAP 7, 1999); where an onset
enters, the turning starts afresh (Röbel, "A new approach to transient processing in the phase vocoder", DAFx 2003).
"""

from collections.abc import Sequence

import numpy as np
import scipy.fft
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from mashstudio.alignment.time_map import PAD, TimeMap
from mashstudio.audio.arrays import SamplesFile
from mashstudio.facts.units import Samples
from mashstudio.files import free_pages
from mashstudio.jobs import Job

# On real songs longer frames smeared attacks, shorter ones blurred the bass, and fewer of them roughened vocals.
_HOP = 512
_OVERLAP = 6
_SIZE = _OVERLAP * _HOP
_BINS = _SIZE // 2 + 1
_FRAMES_AT_ONCE = 128
_WINDOW = np.hanning(_SIZE + 1)[:-1].astype(np.float32)
# Up to this near to a beat nothing is stretched: so its attack stays as it is, exactly where it belongs.
_STEADY = 1024
# A bin whose energy grows this much within a hop has an onset.
_ONSET = 4.0


def stretch(
    mix: Sequence[Samples],
    sources: Sequence[Samples],
    outputs: Sequence[SamplesFile],
    times: TimeMap,
    shift: float,
    *,
    job: Job,
) -> None:
    """Fills `outputs` with `sources` (each (frames, 2)) stretched along `times`, and shifted by semitones to 2 cents.

    mix: what the song's mix is the sum of. A result depends on it and on its own source, not on the other sources.
    """
    # A frame's sound is written shorter than it was read, so its pitch is higher; or longer.
    hop = round(_HOP / 2 ** (shift / 12))
    source, target = _steady(times, _HOP / hop)
    centres = np.arange(hop - _OVERLAP * hop // 2, int(times[1][-1]) + _OVERLAP * hop // 2, hop)
    heard = np.rint(np.interp(centres, target, source)).astype(np.int64)
    turning = _Turning()
    joined = [_Joined(output, hop) for output in outputs]
    for first in range(0, len(centres), _FRAMES_AT_ONCE):
        job.report(first / len(centres), "Fitting the stems to the grid")
        starts = heard[first : first + _FRAMES_AT_ONCE] - _SIZE // 2
        begin, end = int(starts.min()) - _HOP, int(starts.max()) + _SIZE
        starts -= begin
        whole = np.sum([_piece(samples, begin, end) for samples in mix], axis=0)
        now = _spectra(whole, starts)
        turns = turning.next(now, _spectra(whole, starts - _HOP))
        for samples, out in zip(sources, joined, strict=True):
            alone = len(mix) == 1 and samples is mix[0]
            out.add((now if alone else _spectra(_piece(samples, begin, end), starts)) * turns)
        free_pages(*mix, *sources)


def _steady(times: TimeMap, speed: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The time map with the song going at the `speed` that its pitch asks for near each point and beyond the ends."""
    source, target = times[0].astype(np.float64), times[1].astype(np.float64)
    gap = np.concatenate([[np.inf], np.minimum(np.diff(source) / speed, np.diff(target)), [np.inf]])
    before = np.minimum(_STEADY, np.minimum(gap[:-1], gap[1:]) / 8)
    after = before.copy()
    before[0] = after[-1] = PAD
    return (
        np.stack([source - before * speed, source + after * speed], axis=1).ravel(),
        np.stack([target - before, target + after], axis=1).ravel(),
    )


class _Turning:
    """By which phases the frames of a song are turned, from the first to the last."""

    def __init__(self) -> None:
        self._turn = np.ones(_BINS, np.complex64)
        self._last = np.zeros((2, 1, _BINS), np.complex64)

    def next(self, now: NDArray[np.complex64], earlier: NDArray[np.complex64]) -> NDArray[np.complex64]:
        """Unit phasors (frames, bins) for the next frames of the mix: `now`, and `earlier` in the song by a hop."""
        energy = np.sum(np.abs(now) ** 2, axis=0)
        onset = energy > _ONSET * np.sum(np.abs(earlier) ** 2, axis=0)
        # What was heard last came a hop ago; what lies a hop back in the song would have gone on without a turn.
        previous = np.concatenate([self._last, now[:, :-1]], axis=1)
        steps = _unit(np.sum(previous * np.conj(earlier), axis=0))
        peaks = _nearest_peaks(energy)
        turns = np.empty_like(steps)
        turn = self._turn
        for index in range(len(turns)):
            turn = turn * steps[index]
            turn[onset[index]] = 1
            turn = turns[index] = turn[peaks[index]]
        turns = _unit(turns)
        self._turn, self._last = turns[-1], now[:, -1:]
        return turns


class _Joined:
    """Turned frames back to sound, `hop` apart: overlapped, added and stored."""

    def __init__(self, output: SamplesFile, hop: int) -> None:
        self._output = output
        size = _OVERLAP * hop
        window = np.hanning(size + 1)[:-1]
        self._window = (window * (size / _SIZE) * (hop / np.sum(window**2))).astype(np.float32)
        self._rest = np.zeros((_OVERLAP - 1, hop, 2), np.float32)
        # The first frame begins before the song does.
        self._at = hop - size

    def add(self, spectra: NDArray[np.complex64]) -> None:
        """Takes the next frames, (2, frames, bins)."""
        size = len(self._window)
        hop = size // _OVERLAP
        frames = spectra.shape[1]
        pieces = scipy.fft.irfft(spectra, size) * self._window
        parts = pieces.transpose(1, 2, 0).reshape(frames, _OVERLAP, hop, 2)
        sound = np.zeros((frames + _OVERLAP - 1, hop, 2), np.float32)
        sound[: _OVERLAP - 1] = self._rest
        for part in range(_OVERLAP):
            sound[part : part + frames] += parts[:, part]
        self._rest = sound[frames:]
        whole = sound[:frames].reshape(-1, 2)
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


def _spectra(sound: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.complex64]:
    """Spectra of the frames of `sound` (2, …) that begin at `starts`: (2, frames, bins)."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, _SIZE, axis=1)[:, starts]
    spectra: NDArray[np.complex64] = scipy.fft.rfft(frames * _WINDOW)
    return spectra


def _nearest_peaks(energy: NDArray[np.float32]) -> NDArray[np.int64]:
    """For every bin of every frame the nearest bin that is at least as loud as the two on either side of it."""
    bins = np.arange(_BINS)
    peak = maximum_filter1d(energy, 5, axis=1) == energy
    below = np.maximum.accumulate(np.where(peak, bins, -_BINS), axis=1)
    above = np.minimum.accumulate(np.where(peak, bins, 2 * _BINS)[:, ::-1], axis=1)[:, ::-1]
    nearest: NDArray[np.int64] = np.where(bins - below <= above - bins, below, above)
    return nearest


def _unit(numbers: NDArray[np.complex64]) -> NDArray[np.complex64]:
    """The phasors of `numbers`; 1 for 0."""
    sizes = np.abs(numbers)
    return np.where(sizes > 0, numbers / np.where(sizes > 0, sizes, 1), 1).astype(np.complex64)
