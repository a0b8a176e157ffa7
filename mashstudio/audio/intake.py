"""Writing pieces of sound to a .npy file of samples: stereo, 44.1 kHz, with silence for lost ones."""

from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
import soxr
from numpy.typing import NDArray

from mashstudio.audio.readers.codec import LOUDEST
from mashstudio.audio.readers.pieces import ANOTHER, CutOff, Lost, Pieces, SoundPiece
from mashstudio.core.disks import estimate_missing
from mashstudio.core.errors import UnusableSong
from mashstudio.core.files import free_pages, written
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.core.units import LONGEST_SONG, SAMPLE_RATE, Samples, Seconds
from mashstudio.model.song import Damage, Gap

SHORTEST: Final = 5


_RATES = (8_000, 192_000)
_SILENCE = 10 ** (-70 / 20)
_BLOCK = 1 << 16
# Gaps nearer to each other than this are reported as one.
_TOGETHER: Final[Seconds] = 0.25
_INTEGERS = (2.0**15, 2.0**23, 2.0**31)
_OVERSHOOT, _HEADROOM = 1.05, 4

# ITU-R BS.775: centre and surrounds at −3 dB; the low-frequency channel is left out.
_HALF = 0.5**0.5
_DOWNMIX = {
    "L": (1, 0),
    "R": (0, 1),
    "C": (_HALF, _HALF),
    "F": (0, 0),
    "l": (_HALF, 0),
    "r": (0, _HALF),
    "c": (0.5, 0.5),
}


@dataclass(frozen=True)
class Taken:
    """What one reader got out of a file: the frames written, those that aren't a gap's silence (`good`), the damage.

    swing: half the peak-to-peak amplitude, ignoring DC; 0 is silence. scale: the factor to full scale, 1 unless
    integers were written as floats. rate: the file's sample rate (its last one), Hz.
    """

    frames: int
    good: int
    damage: Damage
    swing: float
    scale: float
    rate: int


def take(path: Path, pieces: Pieces, target: Path, job: Job) -> Taken:
    """Write the pieces to the .npy file `target`.

    Raises UnusableSong if they aren't music or are longer than 3 h.
    """
    # On closing, a buffer would try to write its rest again and hide the first error.
    with target.open("wb", buffering=0) as file:
        intake = _Intake(path, file, target, job)
        for piece in pieces:
            intake.add(piece)
        taken = intake.finish()
    if taken.scale != 1:
        _scale(target, taken.scale)
    return taken


class _Intake:
    """Appends pieces to a .npy file. Writes its header twice, as the length is known only at the end."""

    def __init__(self, path: Path, file: IO[bytes], target: Path, job: Job) -> None:
        self._path, self._file, self._target, self._job = path, file, target, job
        self._frames = 0
        self._seconds = self._lost = self._done = 0.0
        self._peak, self._swing, self._integral = 0.0, 0.0, True
        self._gaps: list[Gap] = []
        self._waiting: Lost | None = None
        self._cut_off: CutOff | None = None
        self._kind = (0, "")
        self._resampler: soxr.ResampleStream | None = None
        self._matrix = np.zeros((0, 2), np.float32)
        _write_header(file, 0)

    def add(self, piece: SoundPiece | Lost | CutOff) -> None:
        """Append a piece; a loss is written only once sound follows it."""
        if isinstance(piece, SoundPiece):
            self._bridge()
            self._prepare(piece)
            self._measure(piece.samples)
            self._done = piece.done
            self._job.report(piece.done, Message("Reading {name}", name=said(self._path.name)))
            self._resample(piece.samples @ self._matrix, piece.rate)
        elif isinstance(piece, CutOff):
            self._cut_off = piece
        else:
            before = 0 if self._waiting is None else self._waiting.frames * piece.rate // self._waiting.rate
            self._waiting = Lost(before + piece.frames, piece.rate)

    def finish(self) -> Taken:
        """Flush the resampler, write the final header and return the result."""
        self._flush()
        with written(self._target):
            self._file.seek(0)
            _write_header(self._file, self._frames)
        damage = Damage(tuple(_merged(self._gaps)), *self._end())
        good = self._frames - round(self._lost * SAMPLE_RATE)
        return Taken(self._frames, good, damage, self._swing, self._scale(), self._kind[0])

    def _end(self) -> tuple[bool, Seconds]:
        """Return whether the end is missing and how much of it (0: unknown)."""
        lost = 0.0 if self._waiting is None else self._waiting.frames / self._waiting.rate
        if self._cut_off is None:
            return lost > 0, lost
        return True, 0.0 if self._cut_off.seconds is None else self._cut_off.seconds + lost

    def _bridge(self) -> None:
        """Write silence for the loss before the next sound."""
        if self._cut_off is not None and self._cut_off.seconds:
            rate = self._kind[0] or SAMPLE_RATE
            self.add(Lost(round(self._cut_off.seconds * rate), rate))
        lost, self._waiting, self._cut_off = self._waiting, None, None
        if lost is None or lost.frames <= 0:
            return
        if self._resampler is None:
            self._prepare(SoundPiece(np.zeros((0, 1), np.float32), lost.rate, "C"))
        # In frames at the previous rate: the rate may change after a gap.
        rate = self._kind[0]
        frames = round(lost.frames * rate / lost.rate)
        self._gaps.append(Gap(self._seconds, frames / rate))
        self._lost += frames / rate
        for start in range(0, frames, _BLOCK):
            self._resample(np.zeros((min(_BLOCK, frames - start), 2), np.float32), rate)

    def _prepare(self, sound: SoundPiece) -> None:
        """Set up the resampler and the downmix for a piece's rate and channels."""
        if self._resampler is not None and (sound.rate, sound.order) == self._kind:
            return
        if sound.rate != self._kind[0]:
            self._flush()
            lowest, highest = _RATES
            if not lowest <= sound.rate <= highest:
                raise UnusableSong(
                    self._path,
                    Message(
                        "Its sample rate is {rate} Hz; the range is 8 to 192 kHz. Convert it first.", rate=sound.rate
                    ),
                )
            self._resampler = soxr.ResampleStream(sound.rate, SAMPLE_RATE, 2, dtype="float32", quality="VHQ")
        self._kind = (sound.rate, sound.order)
        self._matrix = _downmix_matrix(sound.order)

    def _measure(self, samples: NDArray[np.float32]) -> None:
        if not np.isfinite(samples).all():
            raise UnusableSong(
                self._path,
                Message("It contains invalid samples. {advice}", advice=ANOTHER),
            )
        peak = float(np.abs(samples).max(initial=0))
        if peak > 1 and self._integral:
            self._integral = bool((samples == np.rint(samples)).all())
        self._peak = max(self._peak, peak)
        if len(samples):
            # Channel by channel: along the first axis, NumPy takes 27 times as long.
            self._swing = max(self._swing, *(float(np.ptp(channel)) / 2 for channel in samples.T))

    def _resample(self, mixed: Samples, rate: int) -> None:
        assert self._resampler is not None
        self._seconds += len(mixed) / rate
        if self._seconds > LONGEST_SONG:
            raise UnusableSong(self._path, Message("It is longer than 3 hours. Cut out the part you want to use."))
        self._write(self._resampler.resample_chunk(np.ascontiguousarray(mixed, np.float32)))

    def _flush(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample_chunk(np.zeros((0, 2), np.float32), last=True))

    def _write(self, samples: Samples) -> None:
        self._frames += len(samples)
        with estimate_missing(self._target.parent, 8 * self._frames, self._done), written(self._target):
            left = memoryview(np.ascontiguousarray(samples, np.float32).tobytes())
            while left:
                left = left[self._file.write(left) :]

    def _scale(self) -> float:
        """Return the factor to full scale; the peak reveals 16-, 24- or 32-bit integers stored as floats."""
        whole = self._integral and self._peak > 1
        if self._peak <= LOUDEST and not whole:
            return 1.0
        full = next((full for full in _INTEGERS if self._peak <= full * _OVERSHOOT), None)
        if full is None or not (whole or self._peak >= full / _HEADROOM):
            raise UnusableSong(
                self._path,
                Message("It is far too loud for music, so probably damaged. {advice}", advice=ANOTHER),
            )
        return 1 / full


def _merged(gaps: list[Gap]) -> list[Gap]:
    """Join gaps with hardly any sound between them."""
    merged: list[Gap] = []
    for gap in gaps:
        if merged and gap.start - (merged[-1].start + merged[-1].length) < _TOGETHER:
            merged[-1] = Gap(merged[-1].start, merged[-1].length + gap.length)
        else:
            merged.append(gap)
    return merged


def _downmix_matrix(order: str) -> NDArray[np.float32]:
    if len(order) == 1:
        return np.ones((1, 2), np.float32)
    return np.array([_DOWNMIX[channel] for channel in order], np.float32)


def _write_header(file: IO[bytes], frames: int) -> None:
    header = {"descr": "<f4", "fortran_order": False, "shape": (frames, 2)}
    np.lib.format.write_array_header_1_0(file, header)


def _scale(target: Path, factor: float) -> None:
    samples = np.load(target, mmap_mode="r+")
    for start in range(0, len(samples), _BLOCK):
        samples[start : start + _BLOCK] *= np.float32(factor)
        free_pages(samples)
    samples.flush()


def refuse_useless(path: Path, taken: Taken) -> None:
    """Raise UnusableSong if too little could be read or it is silent."""
    if taken.good < SHORTEST * SAMPLE_RATE:
        if taken.damage:
            seconds = max(taken.good, 0) / SAMPLE_RATE
            raise UnusableSong(
                path,
                Message(
                    "It is damaged: only {seconds} s of it can be read. Choose another copy.", seconds=f"{seconds:.1f}"
                ),
            )
        raise UnusableSong(
            path, Message("It is shorter than {seconds} seconds. {advice}", advice=ANOTHER, seconds=SHORTEST)
        )
    if taken.swing * taken.scale < _SILENCE:
        raise UnusableSong(path, Message("It contains only silence. {advice}", advice=ANOTHER))
