"""The best pair of sections of two songs: what a library is searched by. `suggest` finds where, and why."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Semitones
from mashstudio.document.mashability import SHIFTS, BandWindows, harmony, mashability, rhythm
from mashstudio.document.reasons import Fit, melody_over
from mashstudio.document.suggest import HeardSong
from mashstudio.model.beat_sound import is_busy

_BARS, _FEW_BARS = 8, 4

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SectionPair:
    """A section sung by one song over a section played by the other, which is shifted by `semitones`.

    voice_first: the first song sings. voice, band: the names of the sections. score: only good for comparing.
    """

    voice_first: bool
    voice: str
    band: str
    semitones: Semitones
    score: float
    fit: Fit


class Sections:
    """A song's sections, prepared to be tried with those of many other songs."""

    def __init__(self, song: HeardSong) -> None:
        self.song = song
        length = len(song.band.activity)
        bars = _BARS if length >= _BARS * song.metre else _FEW_BARS
        self.beats = bars * song.metre
        self._whole = [section for section in song.sections if section.beat + self.beats <= length]

    @cached_property
    def sung(self) -> list[tuple[int, str]]:
        """The beats and names of the sections that are sung."""
        return self._busy(self.song.lead.activity)

    @cached_property
    def played(self) -> list[tuple[int, str]]:
        """Those in which the band plays."""
        return self._busy(self.song.band.activity)

    @cached_property
    def windows(self) -> BandWindows:
        """The band in the sections that it plays."""
        return BandWindows(self.song.band, np.array([beat for beat, _ in self.played], np.int64), self.beats)

    def _busy(self, activity: Floats) -> list[tuple[int, str]]:
        return [
            (section.beat, section.name)
            for section in self._whole
            if is_busy(activity[section.beat : section.beat + self.beats])
        ]


def best_pair(one: Sections, other: Sections) -> SectionPair | None:
    """Return the best pair of sections, either song's voice over the other; None if nothing can be paired."""
    pairs = [pair for pair in (_best_over(one, other, True), _best_over(other, one, False)) if pair is not None]
    return max(pairs, key=lambda pair: pair.score, default=None)


def _best_over(voice: Sections, band: Sections, voice_first: bool) -> SectionPair | None:
    if voice.song.metre != band.song.metre or voice.beats != band.beats or not band.played:
        return None
    speed = band.song.tempo / voice.song.tempo
    best: SectionPair | None = None
    for beat, name in voice.sung:
        lead, windows = voice.song.lead, band.windows
        accents = rhythm(lead, beat, windows, voice.song.metre)
        scores = mashability(harmony(lead, beat, windows), accents, speed)
        window, turn = np.unravel_index(int(scores.argmax()), scores.shape)
        if best is None or scores[window, turn] > best.score:
            start, played = band.played[int(window)]
            shift = int(SHIFTS[turn])
            melody = melody_over(
                lead, slice(beat, beat + voice.beats), band.song.band, slice(start, start + voice.beats), shift
            )
            best = SectionPair(voice_first, name, played, -shift, float(scores[window, turn]), melody.fit)
    return best
