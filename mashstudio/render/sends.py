"""The echo and the reverb, which all lanes share: what they return for what the lanes send.

Both are sums over earlier blocks, so they need no state but what is kept to save time. The reverb is a convolution
with a decaying noise, in partitions of one block (Gardner 1995, "Efficient convolution without input-output delay").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from mashstudio.core.units import SAMPLE_RATE, FrameCount, Samples, Seconds
from mashstudio.model.plan import Effects
from mashstudio.render.strips import BLOCK, LaneStrip, Spectrum

_FAINTEST = 1e-3
_LONGEST_ECHO: Seconds = 8.0
_DELAY: Final = int(0.012 * SAMPLE_RATE)
"""Frames before the reverb begins."""
_BRIGHT = 4000.0
_ROUND = 150.0


def tail(effects: Effects) -> FrameCount:
    """Return how many frames after a lane what it sends can still be heard; 0 if none sends."""
    echo, reverb = effects.sends.max(axis=0, initial=0)
    frames = 0
    if echo > 0:
        frames = _echoes(effects) * effects.echo
    if reverb > 0:
        frames = max(frames, _DELAY + int(effects.decay * SAMPLE_RATE))
    return FrameCount(frames)


def _echoes(effects: Effects) -> int:
    """Return how many echoes are heard: until they have fallen by 60 dB, or 8 s have gone."""
    fading = 1 if effects.feedback < _FAINTEST else math.ceil(math.log(_FAINTEST) / math.log(effects.feedback))
    return max(1, min(fading, int(_LONGEST_ECHO * SAMPLE_RATE / effects.echo)))


@lru_cache(4)
def _room(decay: Seconds) -> Samples:
    """Return the reverb's answer to an impulse: float32 (frames, 2), of energy 1 in each channel.

    Noise that differs between the channels; highs fade twice as fast.
    """
    frames = int(decay * SAMPLE_RATE)
    noise = np.random.default_rng(1).standard_normal((2, 2, frames))
    hertz = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    bright = hertz**2 / (hertz**2 + _BRIGHT**2)
    body = (1 - bright) * hertz**2 / (hertz**2 + _ROUND**2)
    seconds = np.arange(frames) / SAMPLE_RATE
    sound = sum(
        np.fft.irfft(np.fft.rfft(part) * colour, frames) * 10 ** (-3 * seconds * speed / decay)
        for part, colour, speed in zip(noise, (body, bright), (1, 2), strict=True)
    )
    sound = np.pad(sound, ((0, 0), (_DELAY, 0)))
    sound /= np.sqrt((sound**2).sum(axis=1, keepdims=True))
    return np.ascontiguousarray(sound.T, np.float32)


@lru_cache(4)
def _partitions(decay: Seconds) -> Spectrum:
    """Return the room in partitions of a block: complex64 (partitions, 2, BLOCK + 1)."""
    room = _room(decay)
    count = -(-len(room) // BLOCK)
    padded = np.pad(room, ((0, count * BLOCK - len(room)), (0, 0))).reshape(count, BLOCK, 2)
    return np.fft.rfft(np.ascontiguousarray(padded.transpose(0, 2, 1)), 2 * BLOCK)


@dataclass
class _Sent:
    """What lanes sent in one block; None: silence. spectrum: of the reverb's block and the one before."""

    echo: Samples | None
    reverb: Samples | None
    spectrum: Spectrum | None = None


class SendReturns:
    """Blocks of what the echo and the reverb give back for what `strips` send."""

    def __init__(self, effects: Effects, strips: Sequence[LaneStrip]) -> None:
        self._effects, self._strips = effects, strips
        self._echoes = _echoes(effects) if any(strip.sends[0] for strip in strips) else 0
        self._room = _partitions(effects.decay) if any(strip.sends[1] for strip in strips) else _NO_ROOM
        self._history = max(-(-self._echoes * effects.echo // BLOCK) + 1, len(self._room) + 1)
        self._sent: dict[int, _Sent] = {}
        self._pinned = range(0)
        self._kept: tuple[int, Samples] | None = None

    def keep(self, index: int) -> None:
        """Compute what block `index` depends on, and keep it: a loop comes back to it."""
        self._pinned = range(index - self._history, index + 2)
        for earlier in self._pinned:
            self._sent_in(earlier)
            if len(self._room):
                self._spectrum(earlier)

    def block(self, index: int) -> Samples:
        """Return block `index`: float32 (BLOCK, 2)."""
        if self._kept is None or self._kept[0] != index:
            sound = np.zeros((BLOCK, 2), np.float32)
            self._add_echoes(index, sound)
            self._add_reverb(index, sound)
            self._kept = index, sound
            self._forget(index)
        return self._kept[1]

    def _add_echoes(self, index: int, sound: Samples) -> None:
        level = 1.0
        for echo in range(1, self._echoes + 1):
            start = index * BLOCK - echo * self._effects.echo
            first, shift = divmod(start, BLOCK)
            for block, ours, theirs in (
                (first, slice(0, BLOCK - shift), slice(shift, BLOCK)),
                (first + 1, slice(BLOCK - shift, BLOCK), slice(0, shift)),
            ):
                if shift or block == first:
                    sent = self._sent_in(block).echo
                    if sent is not None:
                        sound[ours] += sent[theirs] * np.float32(level)
            level *= self._effects.feedback

    def _add_reverb(self, index: int, sound: Samples) -> None:
        total: Spectrum | None = None
        for partition, answer in enumerate(self._room):
            spectrum = self._spectrum(index - partition)
            if spectrum is not None:
                part = spectrum * answer
                total = part if total is None else np.add(total, part, out=total)
        if total is not None:
            sound += np.fft.irfft(total, 2 * BLOCK)[:, BLOCK:].T

    def _spectrum(self, index: int) -> Spectrum | None:
        sent, before = self._sent_in(index), self._sent_in(index - 1)
        if sent.spectrum is None and (sent.reverb is not None or before.reverb is not None):
            both = np.concatenate([_SILENCE if each.reverb is None else each.reverb for each in (before, sent)])
            sent.spectrum = np.fft.rfft(np.ascontiguousarray(both.T))
        return sent.spectrum

    def _sent_in(self, index: int) -> _Sent:
        if index not in self._sent:
            sounds = [(strip, sound) for strip in self._strips if (sound := strip.block(index)) is not None]
            echo, reverb = (
                _sum([(sound, strip.sends[send]) for strip, sound in sounds if strip.sends[send]]) for send in (0, 1)
            )
            self._sent[index] = _Sent(echo, reverb)
        return self._sent[index]

    def _forget(self, index: int) -> None:
        if len(self._sent) > 2 * self._history + len(self._pinned):
            needed = range(index - self._history, index + 2)
            for block in [block for block in self._sent if block not in needed and block not in self._pinned]:
                del self._sent[block]


_SILENCE: Final = np.zeros((BLOCK, 2), np.float32)
_NO_ROOM: Final = np.empty((0, 2, BLOCK + 1), np.complex64)


def _sum(sounds: list[tuple[Samples, float]]) -> Samples | None:
    if not sounds:
        return None
    total = np.zeros((BLOCK, 2), np.float32)
    for sound, level in sounds:
        total += sound * np.float32(level)
    return total
