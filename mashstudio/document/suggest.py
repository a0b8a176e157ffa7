"""Suggest what fits: every sung section of each song over every section of the others, best first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.messages import Message
from mashstudio.core.units import Bpm, Semitones
from mashstudio.document.mashability import SHIFTS, BandWindows, harmony, mashability, rhythm
from mashstudio.document.reasons import Fit, Melody, melody_over, reasons
from mashstudio.model.beat_sound import Band, Lead, is_busy

_BARS, _FEW_BARS = (16, 8), (4,)
"""Longer windows find the right place more often: 16 bars in 6 of 10 cases, 4 bars in 3. 4 are for short excerpts."""

_AS_GOOD = 0.1
"""The score of a semitone: places that differ by less are alike, and the nearest to its section's start is taken."""

_FIFTHS = (0, 5, 7)
"""The right transposition of a song is missed by a fifth, if at all."""


@dataclass(frozen=True)
class SectionStart:
    """A section from `beat` on."""

    beat: int
    name: str


@dataclass(frozen=True, eq=False)
class HeardSong:
    """A song with what it plays on each beat, counted as the mashup counts them.

    sections: in order, at least one, each on one of `downbeats`.
    """

    source: int
    tempo: Bpm
    beats_per_bar: int
    downbeats: NDArray[np.int64]
    sections: tuple[SectionStart, ...]
    lead: Lead
    band: Band

    @property
    def metre(self) -> int:
        """The beats of a bar where it is paired: two bars of two are one of four."""
        return 4 if self.beats_per_bar == 2 else self.beats_per_bar


@dataclass(frozen=True)
class Spot:
    """A beat of a song, its bar, counted from 1, and the section it is in, which begins on the beat `section_beat`."""

    source: int
    beat: int
    bar: int
    section: str
    section_beat: int


@dataclass(frozen=True)
class Place:
    """One song's voice over another's instruments for `bars` (`beats` in all).

    semitones: what the instruments are shifted by against the voice. score: only good for comparing. rank: 1 for the
    best `of` all places.
    """

    voice: Spot
    band: Spot
    bars: int
    beats: int
    semitones: Semitones
    score: float
    melody: Melody
    reasons: tuple[Message, ...]
    rank: int = 0
    of: int = 0

    @property
    def fit(self) -> Fit:
        """How well it fits, whatever the other places."""
        return self.melody.fit


@dataclass(frozen=True, eq=False)
class _Scored:
    """A sung window over all windows of a band: their harmony and whole score, (windows, 12), and rhythm."""

    section: SectionStart
    bars: int
    bands: BandWindows
    harmony: NDArray[np.float32]
    rhythm: NDArray[np.float32]
    score: NDArray[np.float32]


@dataclass(frozen=True)
class WholeShift:
    """What song `b` is shifted by against song `a` to fit it as a whole, and a fifth from there: `fifths`."""

    a: int
    b: int
    semitones: Semitones
    fifths: tuple[Semitones, ...]


@dataclass(frozen=True)
class Suggestions:
    """What fits: the transposition of each pair of songs, and places, best first."""

    shifts: tuple[WholeShift, ...]
    places: tuple[Place, ...]


def suggest(songs: Sequence[HeardSong]) -> Suggestions:
    """Return what fits among the songs, in both directions. Songs in different metres don't pair."""
    shifts: list[WholeShift] = []
    places: list[Place] = []
    for a, b in combinations(songs, 2):
        a_over_b, b_over_a = _scored(a, b), _scored(b, a)
        if a_over_b or b_over_a:
            shift = _whole_shift(a_over_b, b_over_a)
            of_b = [-int(SHIFTS[(shift + fifth) % 12]) for fifth in _FIFTHS]
            shifts.append(WholeShift(a.source, b.source, of_b[0], tuple(of_b[1:])))
            places += _places(a, b, a_over_b, shift) + _places(b, a, b_over_a, -shift)
    places.sort(key=lambda place: -place.score)
    ranked = tuple(replace(place, rank=rank, of=len(places)) for rank, place in enumerate(places, 1))
    return Suggestions(tuple(shifts), ranked)


def _scored(voice: HeardSong, other: HeardSong) -> list[_Scored]:
    """Return every sung section of a song over all windows of the other's band."""
    found: list[_Scored] = []
    if voice.metre != other.metre:
        return found
    per_bar, speed = voice.metre, other.tempo / voice.tempo
    shortest = min(len(song.band.chords) - int(song.downbeats[0]) for song in (voice, other))
    lengths = _BARS if shortest >= _BARS[-1] * per_bar else _FEW_BARS
    windows = {bars: _band_windows(other, bars * per_bar) for bars in lengths}
    for section in voice.sections:
        for bars, bands in windows.items():
            if len(bands.starts) and _sings(voice.lead, section.beat, bands.beats):
                in_harmony = harmony(voice.lead, section.beat, bands)
                in_rhythm = rhythm(voice.lead, section.beat, bands, per_bar)
                score = mashability(in_harmony, in_rhythm, speed)
                found.append(_Scored(section, bars, bands, in_harmony, in_rhythm, score))
                break
    return found


def _sings(lead: Lead, start: int, beats: int) -> bool:
    """Return True if somebody sings in both halves of the window and the song is long enough for it."""
    half, stop = start + beats // 2, start + beats
    return stop <= len(lead.activity) and is_busy(lead.activity[start:half]) and is_busy(lead.activity[half:stop])


def _band_windows(song: HeardSong, beats: int) -> BandWindows:
    """Return the windows of a song in which its band plays, one from each bar on."""
    starts = song.downbeats[song.downbeats + beats <= len(song.band.activity)]
    plays = [is_busy(song.band.activity[start : start + beats]) for start in starts.tolist()]
    return BandWindows(song.band, starts[np.array(plays, np.bool_)], beats)


def _whole_shift(a_over_b: Sequence[_Scored], b_over_a: Sequence[_Scored]) -> int:
    """Return the transposition of `a`, 0 to 11, in which most of both songs finds a place."""
    found = np.zeros(12)
    for each in a_over_b:
        found += each.harmony.max(axis=0)
    for each in b_over_a:
        found += each.harmony.max(axis=0)[-np.arange(12) % 12]
    return int(found.argmax())


def _places(voice: HeardSong, other: HeardSong, scored: Sequence[_Scored], shift: int) -> list[Place]:
    """Return the best place of each sung section in each section of the other song. shift: of the whole voice."""
    allowed = np.array([(shift + fifth) % 12 for fifth in _FIFTHS])
    begins = [section.beat for section in other.sections]
    found = []
    for each in scored:
        within = np.searchsorted(begins, each.bands.starts, side="right") - 1
        for index in range(len(begins)):
            windows = np.flatnonzero(within == index)
            if len(windows):
                scores = each.score[np.ix_(windows, allowed)]
                window = int(np.argmax(scores.max(axis=1) > scores.max() - _AS_GOOD))
                choice = int(scores[window].argmax())
                found.append(_place(voice, other, each, int(windows[window]), int(allowed[choice])))
    return found


def _place(voice: HeardSong, other: HeardSong, scored: _Scored, window: int, transposition: int) -> Place:
    shift = int(SHIFTS[transposition])
    sung, played = scored.section.beat, int(scored.bands.starts[window])
    beats = scored.bands.beats
    melody = melody_over(voice.lead, slice(sung, sung + beats), other.band, slice(played, played + beats), shift)
    why = reasons(
        melody,
        rhythm=float(scored.rhythm[window]),
        semitones=-shift,
        speed=other.tempo / voice.tempo,
        two_voices=is_busy(other.lead.activity[played : played + beats]),
    )
    return Place(
        voice=spot_at(voice, sung),
        band=spot_at(other, played),
        bars=scored.bars,
        beats=beats,
        semitones=-shift,
        score=float(scored.score[window, transposition]),
        melody=melody,
        reasons=tuple(why),
    )


def spot_at(song: HeardSong, beat: int) -> Spot:
    """Return the spot of a song's beat."""
    bar = int(np.searchsorted(song.downbeats, beat, side="right"))
    section = max((each for each in song.sections if each.beat <= beat), key=lambda each: each.beat, default=None)
    section = section or SectionStart(0, "")
    return Spot(song.source, beat, bar, section.name, section.beat)
