"""What happens to a song on its way to the listener: rooms, mixing desks, noise, MP3, levels."""

import random
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import bilinear, oaconvolve, sosfilt

from mashstudio.audio.encode import through_mp3
from mashstudio.core.units import SAMPLE_RATE, Samples

_BLOCK: Final = 441


def changes_of(dice: random.Random) -> tuple[str, ...]:
    """Return the names of the changes that a song gets, in their order."""
    return tuple(name for name, (share, _) in _CHANGES.items() if dice.random() < share)


def augmented(mix: Samples, changes: Sequence[str], dice: random.Random) -> Samples:
    """Return the mix after these changes, details drawn by `dice`, at a level of its own; attacks stay in place."""
    for name in changes:
        mix = _CHANGES[name][1](mix, dice)
    peak = float(np.abs(mix).max()) or 1.0
    level = 10 ** (dice.uniform(-14, -0.5) / 20)
    return np.asarray(mix * np.float32(level / peak), np.float32)


def _room(mix: Samples, dice: random.Random) -> Samples:
    length = dice.uniform(0.15, 0.7)
    time = np.arange(round(length * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, 1, (len(time), 2))
    tail = (noise * np.exp(-6.9 * time / length)[:, None]).astype(np.float32)
    tail[: round(dice.uniform(0.005, 0.03) * SAMPLE_RATE)] = 0
    tail *= np.float32(dice.uniform(0.1, 0.5) / np.sqrt((tail**2).sum() / 2))
    return np.asarray(mix + oaconvolve(mix, tail, axes=0)[: len(mix)], np.float32)


def _equalised(mix: Samples, dice: random.Random) -> Samples:
    bands = [_shelf(dice.uniform(80, 250), dice.uniform(-6, 6), low=True)]
    bands += [_bell(float(np.exp(dice.uniform(np.log(200), np.log(6000)))), dice.uniform(-5, 5)) for _ in range(2)]
    bands.append(_shelf(dice.uniform(3000, 9000), dice.uniform(-8, 5), low=False))
    return np.asarray(sosfilt(np.array(bands), mix, axis=0), np.float32)


def _section(above: list[float], below: list[float]) -> NDArray[np.float64]:
    b, a = bilinear(above, below, SAMPLE_RATE)
    return np.concatenate([b / a[0], a / a[0]])


def _shelf(hertz: float, decibels: float, *, low: bool) -> NDArray[np.float64]:
    """Return a shelf of second order that changes the level below or above `hertz`."""
    w, root = 2 * np.pi * hertz, 10 ** (decibels / 80)
    square = root**2
    damp = np.sqrt(2)
    numerator = [1.0, damp * root * w, square * w**2] if low else [square, damp * root * w, w**2]
    denominator = [1.0, damp * w / root, w**2 / square] if low else [1 / square, damp * w / root, w**2]
    return _section([float(x) for x in numerator], [float(x) for x in denominator])


def _bell(hertz: float, decibels: float) -> NDArray[np.float64]:
    w, gain = 2 * np.pi * hertz, 10 ** (decibels / 40)
    return _section([1.0, gain * w, w**2], [1.0, w / gain, w**2])


def _compressed(mix: Samples, dice: random.Random) -> Samples:
    """Return the mix with its loud stretches turned down, by the level of every 10 ms."""
    blocks = -(-len(mix) // _BLOCK)
    padded = np.pad(mix, ((0, blocks * _BLOCK - len(mix)), (0, 0)))
    level = np.sqrt((padded.reshape(blocks, -1) ** 2).mean(axis=1)) + 1e-6
    threshold, ratio = np.percentile(level, 60) * dice.uniform(0.5, 1.5), dice.uniform(1.5, 5)
    release = np.exp(-0.01 / dice.uniform(0.05, 0.25))
    held = level.copy()
    for block in range(1, blocks):
        held[block] = max(held[block], held[block - 1] * release)
    gain = np.minimum((held / threshold) ** (1 / ratio - 1), 1)
    smooth = np.interp(np.arange(len(mix)), np.arange(blocks) * _BLOCK, gain).astype(np.float32)
    return np.asarray(mix * smooth[:, None], np.float32)


def _noisy(mix: Samples, dice: random.Random) -> Samples:
    level = float(np.sqrt((mix**2).mean())) * 10 ** (dice.uniform(-45, -22) / 20)
    noise = np.random.default_rng(dice.randrange(2**32)).standard_normal(mix.shape, np.float32)
    if dice.random() < 0.5:
        # Brown noise, as of rumble, leaking away below 20 Hz.
        noise = sosfilt(np.array([[1.0, 0, 0, 1, -0.997, 0]]), noise, axis=0).astype(np.float32)
        noise *= np.float32(np.sqrt(1 - 0.997**2))
    return np.asarray(mix + np.float32(level) * noise, np.float32)


def _through_mp3(mix: Samples, dice: random.Random) -> Samples:
    return through_mp3(mix, dice.choice((64, 96, 128, 192)))


_CHANGES: Final[dict[str, tuple[float, Callable[[Samples, random.Random], Samples]]]] = {
    "room": (0.3, _room),
    "eq": (0.6, _equalised),
    "compression": (0.5, _compressed),
    "noise": (0.25, _noisy),
    "mp3": (0.3, _through_mp3),
}
"""How often each change is made, and how."""
