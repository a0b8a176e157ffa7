"""Why a voice fits over instruments or doesn't, in words."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mashstudio.core.messages import Message
from mashstudio.core.units import Semitones
from mashstudio.model.beat_sound import Band, Lead, chord_tones

# Parts of one song: 62 ± 12 % of the singing on chord tones and 15 % a semitone beside one; the best of others: 52 ± 10
# and 21 %; any: 25 and 49 %. Borders lie halfway.
_GOOD_ON_CHORD, _POOR_ON_CHORD = 0.57, 0.385
_GOOD_BESIDE, _POOR_BESIDE = 0.18, 0.35
_COINCIDE = 0.2
_SUNG = 0.3


class Fit(StrEnum):
    """How well two parts fit, in the words shown to the user."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True)
class Melody:
    """How a melody lies on chords: the shares of it on their tones, and a semitone beside one; the beats that rub.

    rubbing: beats from the first on whose main note is a semitone beside a tone of the chord and isn't one.
    """

    on_chord: float
    beside: float
    rubbing: tuple[int, ...]

    @property
    def fit(self) -> Fit:
        """How well it fits."""
        if self.on_chord >= _GOOD_ON_CHORD and self.beside <= _GOOD_BESIDE:
            return Fit.GOOD
        return Fit.POOR if self.on_chord < _POOR_ON_CHORD or self.beside > _POOR_BESIDE else Fit.FAIR


def melody_over(lead: Lead, sung: slice, band: Band, played: slice, shift: Semitones) -> Melody:
    """Return how the melody, `shift` semitones up, lies on the chords."""
    melody = np.roll(lead.melody[sung], shift, axis=1)
    tones = chord_tones(band.chords[played])
    beside = (np.roll(tones, 1, axis=1) | np.roll(tones, -1, axis=1)) & ~tones
    whole = float(melody.sum()) + 1e-9
    beats = np.arange(len(melody))
    rubs = beside[beats, melody.argmax(axis=1)] & (lead.activity[sung] > _SUNG)
    return Melody(
        on_chord=float(melody[tones].sum()) / whole,
        beside=float(melody[beside].sum()) / whole,
        rubbing=tuple(np.flatnonzero(rubs).tolist()),
    )


def reasons(melody: Melody, *, rhythm: float, semitones: Semitones, speed: float, two_voices: bool) -> list[Message]:
    """Return what speaks for and against two parts. rhythm: −1 to 1; speed: the ratio of their tempi."""
    found = [Message("{share} % of the singing on chord tones", share=round(100 * melody.on_chord))]
    if len(melody.rubbing) == 1:
        found.append(Message("1 beat rubs, a semitone beside a chord tone"))
    elif melody.rubbing:
        found.append(Message("{count} beats rub, a semitone beside a chord tone", count=len(melody.rubbing)))
    if rhythm > _COINCIDE:
        found.append(Message("accents coincide"))
    shift = f"{semitones:+d}".replace("-", "−")
    if abs(semitones) == 1:
        found.append(Message("{shift} semitone", shift=shift))
    elif semitones:
        found.append(Message("{shift} semitones", shift=shift))
    if percent := round(100 * (max(speed, 1 / speed) - 1)):
        found.append(Message("tempi {percent} % apart", percent=percent))
    if two_voices:
        found.append(Message("two voices, unless the second song's is left out"))
    return found
