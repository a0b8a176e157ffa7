"""Lanes on their strips: EQ, filter, automation, pan and width, block by block.

EQ and filter are linear-phase FIRs that read ahead, so there is neither state nor delay. Within a block a moving
control's filter is crossfaded from its place at the block's beginning to that at its end.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.plan import Effects, Plan
from mashstudio.model.strip import BAND_RANGE
from mashstudio.render.kernel import add_lane, lane_sounds

BLOCK: Final = 2048
"""Frames; blocks begin at multiples of it."""

AROUND: Final = BLOCK // 2
"""Frames before and after a block that its sound depends on."""

SPAN: Final = BLOCK + 2 * AROUND
"""Frames of a transform."""

LOW_MID: Final = 250.0
MID_HIGH: Final = 2500.0
"""Crossovers of the EQ, Hz."""

_LOW_PASS: Final = (20_000.0, 60.0)
_HIGH_PASS: Final = (20.0, 12_000.0)
"""Corner frequencies of the filter's knob just beside its middle and at its ends, Hz."""

_FLAT: Final = (0.0, 0.0, 0.0, 0.0, 0.0)
_HERTZ: Final = np.fft.rfftfreq(SPAN, 1 / SAMPLE_RATE)
_RISE: Final = (np.arange(BLOCK, dtype=np.float32) + np.float32(0.5)) / np.float32(BLOCK)
_TAPS: Final = np.where(
    np.abs(np.fft.fftfreq(SPAN, 1 / SPAN)) <= AROUND, 0.5 + 0.5 * np.cos(np.pi * np.fft.fftfreq(SPAN, AROUND / SPAN)), 0
)
"""The window of the FIRs, around frame 0."""

Spectrum = NDArray[np.complexfloating[Any, Any]]
"""numpy transforms float32 to complex64 and back; its type hints say double."""

Tone = tuple[float, float, float, float, float]
"""Gains of the low, mid and high band, dB; the lane's filter and its source's, −1 … 1."""


@lru_cache(512)
def response(tone: Tone) -> NDArray[np.float32]:
    """Return the gain of each frequency of a transform of SPAN frames: float32 (SPAN / 2 + 1,)."""
    low, mid, high = (0.0 if band <= BAND_RANGE[0] else 10 ** (band / 20) for band in tone[:3])
    # 24 dB an octave; the three weights add up to one, so a flat EQ is none.
    below, above = 1 / (1 + (_HERTZ / LOW_MID) ** 4), 1 / (1 + (MID_HIGH / np.maximum(_HERTZ, 1e-9)) ** 4)
    gain = below * low + (1 - below - above) * mid + above * high
    for knob in tone[3:]:
        gain = gain * _pass(knob)
    return np.fft.rfft(np.fft.irfft(gain) * _TAPS).real.astype(np.float32)


def _pass(knob: float) -> NDArray[np.float64] | float:
    """Return the filter's gain of each frequency: a Butterworth filter of fourth order."""
    if knob == 0:
        return 1.0
    first, last = _LOW_PASS if knob < 0 else _HIGH_PASS
    corner = first * (last / first) ** abs(knob)
    ratio = _HERTZ / corner if knob < 0 else corner / np.maximum(_HERTZ, 1e-9)
    passed: NDArray[np.float64] = 1 / np.sqrt(1 + ratio**8)
    return passed


class LaneStrip:
    """Blocks of lane `lane` of `plan` as its strip mixes it; `stems`: the plan's (see `add_lane`).

    sends: linear, to the echo and to the reverb.
    """

    def __init__(self, plan: Plan, effects: Effects, lane: int, stems: Sequence[Samples | None]) -> None:
        self._plan, self._lane, self._stems = plan, lane, stems
        levels = slice(*effects.lane_levels[lane : lane + 2].tolist())
        tones = slice(*effects.lane_tones[lane : lane + 2].tolist())
        self._level_at, self._level = effects.level_at[levels], effects.level[levels]
        self._tone_at, self._tone = effects.tone_at[tones], effects.tone[tones]
        place = effects.place[lane].reshape(2, 2)
        self._place = None if np.array_equal(place, np.eye(2)) else np.ascontiguousarray(place.T)
        self.sends = (float(effects.sends[lane, 0]), float(effects.sends[lane, 1]))
        self._dry, self._scratch = (np.empty((SPAN, 2), np.float32) for _ in range(2))
        # What is asked for lies in one block, or on the border of two.
        self._kept: list[tuple[int, Samples | None]] = [(-1, None), (-1, None)]

    def block(self, index: int) -> Samples | None:
        """Return block `index`: float32 (BLOCK, 2); None: silence."""
        kept, sound = self._kept[index % 2]
        if kept != index or index < 0:
            sound = self._computed(index)
            self._kept[index % 2] = index, sound
        return sound

    def _computed(self, index: int) -> Samples | None:
        start, stop = index * BLOCK, (index + 1) * BLOCK
        around = AROUND if len(self._tone_at) else 0
        if not lane_sounds(self._plan, self._lane, start - around, stop + around):
            return None
        dry = self._dry[: BLOCK + 2 * around]
        dry.fill(0)
        add_lane(self._plan, self._lane, self._stems, start - around, dry, self._scratch)
        sound = self._toned(dry, start, stop) if around else dry.copy()
        if len(self._level_at):
            sound *= self._gain(start)[:, None]
        return sound if self._place is None else sound @ self._place

    def _toned(self, dry: Samples, start: int, stop: int) -> Samples:
        before, after = self._tone_of(start), self._tone_of(stop)
        if before == after == _FLAT:
            return dry[AROUND:-AROUND].copy()
        spectrum = np.fft.rfft(np.ascontiguousarray(dry.T))
        sound = _filtered(spectrum, before)
        if before != after:
            sound += (_filtered(spectrum, after) - sound) * _RISE
        return np.ascontiguousarray(sound.T)

    def _tone_of(self, frame: int) -> Tone:
        low, mid, high, own, shared = (
            float(np.interp(frame, self._tone_at, self._tone[:, control])) for control in range(len(_FLAT))
        )
        return low, mid, high, own, shared

    def _gain(self, start: int) -> NDArray[np.float32]:
        level = np.interp(np.arange(start, start + BLOCK), self._level_at, self._level)
        return (10 ** (level / 20)).astype(np.float32)


def _filtered(spectrum: Spectrum, tone: Tone) -> NDArray[np.float32]:
    """Return float32 (2, BLOCK)."""
    sound: NDArray[Any] = np.fft.irfft(spectrum * response(tone), SPAN)
    return sound[:, AROUND:-AROUND]
