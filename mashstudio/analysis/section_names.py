"""Name a song's phrases by what tells them apart: loudness, voice, and which of them sound alike.

Honest rather than complete: a phrase that isn't clearly anything gets a letter, the same for phrases that sound alike.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.model.analysis import Analysis
from mashstudio.model.sections import BREAK, CHORUS, DROP, INTRO, OUTRO, VERSE, Section

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_PER_SECOND: Final = SAMPLE_RATE / PEAK_FRAMES
# dB, of a phrase against the song's median phrase.
_QUIET, _LOUD = -4.0, 0.5
_CHORUS_OVER_VERSE = 1.0
# dB, of the voice against the whole: less is the other stems' spill.
_SUNG = -14.0
# dB against the median phrase: what is left when everything has ended, whatever still rings in the voice.
_TAIL = -8.0
_AUDIBLE_DB, _EARLY = -50.0, 0.05


def named_sections(analysis: Analysis, peaks: Peaks | None = None, vocals: Peaks | None = None) -> tuple[Section, ...]:
    """Return the song's phrases with names. peaks: of the song; vocals: of its vocals, once it has stems."""
    starts = analysis.beats[analysis.phrases]
    if len(starts) == 0:
        return ()
    material = analysis.material or tuple(range(len(starts)))
    names = [_letter(number) for number in material]
    if peaks is not None and len(starts) > 2:
        level = _levels(peaks, starts)
        relative = level - np.median(level)
        sung = None if vocals is None else (_levels(vocals, starts) - level > _SUNG) & (relative > _TAIL)
        _name_by_sound(names, np.array(material), relative, sung)
    return tuple(Section(float(start), name) for start, name in zip(starts, names, strict=True))


def first_audible_beat(analysis: Analysis, peaks: Peaks | None) -> Seconds:
    """Return when the first beat that can be heard begins; the first beat if none can."""
    if peaks is None or len(peaks) == 0 or peaks[:, 2].max() <= 0:
        return float(analysis.beats[0])
    heard = int(np.argmax(peaks[:, 2] > peaks[:, 2].max() * 10 ** (_AUDIBLE_DB / 20))) / _PER_SECOND
    after = np.flatnonzero(analysis.beats >= heard - _EARLY)
    return float(analysis.beats[after[0] if len(after) else 0])


def _name_by_sound(names: list[str], material: NDArray[np.int64], relative: Floats, sung: Bools | None) -> None:
    """Replace letters by names where they are clear. relative: dB to the median; sung: None without stems."""
    last = len(names) - 1
    quiet = relative <= _QUIET
    if sung is not None:
        _name_sung(names, material, relative, sung)
    unsung = np.ones(len(names), np.bool_) if sung is None else ~sung
    for index in range(1, last):
        if unsung[index] and quiet[index]:
            names[index] = BREAK
        elif sung is not None and unsung[index] and quiet[index - 1] and relative[index] >= _LOUD:
            names[index] = DROP
    # Without stems, only a quiet beginning or end is sure to be one.
    if unsung[0] and (quiet[0] or sung is not None):
        names[0] = INTRO
    if unsung[last] and (quiet[last] or sung is not None):
        names[last] = OUTRO


def _name_sung(names: list[str], material: NDArray[np.int64], relative: Floats, sung: Bools) -> None:
    """Call the loudest sung material that returns the chorus, and what is sung more quietly before it the verse."""
    returning = {number for number in material[sung].tolist() if np.sum(sung & (material == number)) > 1}
    if not returning:
        return
    loudness = {
        number: float(np.mean(relative[sung & (material == number)])) for number in set(material[sung].tolist())
    }
    chorus = max(returning, key=lambda number: loudness[number])
    quieter = {number for number, level in loudness.items() if level <= loudness[chorus] - _CHORUS_OVER_VERSE}
    if not quieter:
        return
    for index in np.flatnonzero(sung).tolist():
        number = int(material[index])
        if number == chorus:
            names[index] = CHORUS
        elif number in quieter:
            names[index] = VERSE


def _levels(peaks: Peaks, starts: Floats) -> Floats:
    """Return the level of each phrase in dB."""
    begins = np.clip((starts * _PER_SECOND).astype(np.int64), 0, len(peaks) - 1)
    power = peaks[:, 2].astype(np.float64) ** 2
    counts = np.maximum(np.diff(np.append(begins, len(peaks))), 1)
    levels: Floats = 10 * np.log10(np.add.reduceat(power, begins) / counts + 1e-12)
    return levels


def _letter(number: int) -> str:
    """Return A, B, … Z, A2, B2, … for 0, 1, …"""
    again, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(again + 1) if again else "")
