"""Accompaniments as sound: lanes played by the soundfont that comes with MashStudio."""

import io
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.audio.arrays import save_array
from mashstudio.audio.loudness import integrated_loudness
from mashstudio.core.errors import BadArgument
from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.core.units import SAMPLE_RATE, Decibels, Samples, Seconds
from mashstudio.generation.midi import Timeline, to_be_rendered
from mashstudio.model.notes import BandPart, NoteLane

BANK: Final = PROJECT_FOLDER / "resources" / "soundfonts" / "band.sf2"
TAIL: Seconds = 2.0
"""How long after its last note a lane may ring."""

_LEAD: Seconds = 0.1
_ATTACK: Seconds = 0.002
_ATTACKS: Final[dict[int, Seconds]] = {
    0: 0.004, 24: 0.007, 28: 0.010, 33: 0.014, 40: 0.010, 43: 0.006, 48: 0.004, 61: 0.006, 66: 0.012, 73: 0.016,
}  # fmt: skip
"""How long before its beat a note begins: what drums, and programs of the bank, take to a tenth of their peak."""

LEVELS: Final[dict[BandPart, Decibels]] = {
    BandPart.DRUMS: -20.0,
    BandPart.BASS: -21.0,
    BandPart.CHORDS: -25.0,
    BandPart.LEAD: -24.0,
}
"""LUFS."""


def write_stems(
    lanes: Sequence[NoteLane], timeline: Timeline, frames: int, targets: Sequence[Path], *, job: Job
) -> None:
    """Write what each lane plays to a .npy file: float32 (frames, 2), from the grid's first beat on.

    Runs in a child process. Raises BadArgument if the bank can't be read.
    """
    for number, (lane, target) in enumerate(zip(lanes, targets, strict=True)):
        job.report(number / len(lanes), Message("Playing the accompaniment"))
        save_array(target, played(lane, timeline, frames))
    job.report(1, Message("Playing the accompaniment"))


def played(lane: NoteLane, timeline: Timeline, frames: int, bank: Path = BANK) -> Samples:
    """Return what a lane plays, balanced: float32 (frames, 2), from the grid's first beat on.

    Onsets lie within 5 ms of the grid, however it drifts. The same notes give the same samples.
    """
    stem = np.zeros((frames, 2), np.float32)
    if not lane.notes:
        return stem
    attack = _ATTACK if lane.part is BandPart.DRUMS else _ATTACKS.get(lane.program, _ATTACK)
    ours = rendered(to_be_rendered(lane, timeline, _LEAD - attack, TAIL), bank)[round(_LEAD * SAMPLE_RATE) :][:frames]
    stem[: len(ours)] = ours
    loudness = integrated_loudness(stem)
    if np.isfinite(loudness):
        stem *= np.float32(10 ** ((LEVELS[lane.part] - loudness) / 20))
    peak = float(np.abs(stem).max())
    return stem if peak <= 1 else stem / np.float32(peak)


def rendered(midi: bytes, bank: Path = BANK) -> Samples:
    """Return a MIDI file (see `to_be_rendered`) as it sounds. Raises BadArgument if the bank can't be read."""
    import soxr
    from midirenderer import render_wave_from

    try:
        sound = render_wave_from(bank.read_bytes(), midi)
    except (OSError, ValueError, RuntimeError) as error:
        raise BadArgument(Message("{path} is no soundfont that can be read.", path=said(bank))) from error
    with wave.open(io.BytesIO(sound)) as file:
        rate = file.getframerate()
        whole = np.frombuffer(file.readframes(file.getnframes()), np.int16).reshape(-1, file.getnchannels())
    played: Samples = soxr.resample(whole.astype(np.float32) / np.float32(2**15), rate, SAMPLE_RATE)
    return played
