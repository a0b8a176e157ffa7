"""Whole arrangements made of the best places: an intro, voices that take turns, a break before the last, an ending."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from mashstudio.core.units import Semitones
from mashstudio.document.reasons import Fit
from mashstudio.document.suggest import HeardSong, Place, Spot, Suggestions, spot_at
from mashstudio.model.mashup import Cells, Lane, cells_of, silence
from mashstudio.model.stems import StemName

_MOST_PLACES: Final = 6
_PROPOSALS: Final = 3
_INTRO_BARS, _BREAK_BARS, _ENDING_BARS = 8, 4, 8
_BAND: Final = (StemName.DRUMS, StemName.BASS, StemName.OTHER)


class Role(StrEnum):
    """What a stretch is for, in the words shown to the user."""

    INTRO = "intro"
    BUILD = "build"
    SUNG = "sung"
    BREAK = "break"
    ENDING = "ending"


@dataclass(frozen=True)
class Stretch:
    """`beats` of an arrangement from grid beat `start` on: some parts of a band, and a voice or none."""

    role: Role
    start: int
    beats: int
    voice: Spot | None
    band: Spot
    parts: tuple[StemName, ...]


@dataclass(frozen=True)
class Proposal:
    """An arrangement. shifts: what each song is shifted by, in semitones, by source id; the first by nothing."""

    stretches: tuple[Stretch, ...]
    shifts: Mapping[int, Semitones]

    @property
    def beats(self) -> int:
        """Its length."""
        return self.stretches[-1].start + self.stretches[-1].beats

    @property
    def singers(self) -> tuple[int, ...]:
        """The sources that sing, in order of appearance."""
        return tuple(dict.fromkeys(each.voice.source for each in self.stretches if each.voice is not None))


def proposals(songs: Sequence[HeardSong], found: Suggestions) -> list[Proposal]:
    """Return up to three different arrangements: of the best places, then with other singers or other places."""
    shifts = {songs[0].source: 0} if songs else {}
    shifts |= {shift.b: shift.semitones for shift in found.shifts if shift.a in shifts}
    fitting = [place for place in found.places if _in_key(place, shifts)]
    fitting = [place for place in fitting if place.fit is not Fit.POOR] or fitting
    known = {song.source: song for song in songs}
    made: list[Proposal] = []
    for places in _choices(fitting):
        stretches = _stretches(known, _in_turn(places))
        if stretches and all(stretches != each.stretches for each in made):
            made.append(Proposal(stretches, shifts))
        if len(made) == _PROPOSALS:
            break
    return made


def proposed_cells(proposal: Proposal, lanes: Sequence[Lane]) -> Cells:
    """Return the cells, CELL (lanes, beats), that play a proposal."""
    cells = silence(len(lanes), proposal.beats)
    for stretch in proposal.stretches:
        here = slice(stretch.start, stretch.start + stretch.beats)
        for row, lane in enumerate(lanes):
            if lane.source == stretch.band.source and lane.part in stretch.parts:
                cells[row, here] = cells_of(stretch.band.beat + np.arange(stretch.beats))
            elif stretch.voice and lane.source == stretch.voice.source and lane.part is StemName.VOCALS:
                cells[row, here] = cells_of(stretch.voice.beat + np.arange(stretch.beats))
    return cells


def _in_key(place: Place, shifts: Mapping[int, Semitones]) -> bool:
    """Return True if the place needs the shifts that the whole songs have."""
    voice, band = shifts.get(place.voice.source), shifts.get(place.band.source)
    return voice is not None and band is not None and (place.semitones - (band - voice)) % 12 == 0


def _choices(fitting: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield places for one arrangement after the other: everybody's best, each singer's, and the best of the rest."""
    singers = dict.fromkeys(place.voice.source for place in fitting)
    by_singer = {singer: [place for place in fitting if place.voice.source == singer] for singer in singers}
    each = max(_MOST_PLACES // max(len(singers), 1), 1)
    yield [place for places in by_singer.values() for place in _apart(places, each)]
    for places in by_singer.values():
        yield _apart(places, _MOST_PLACES)
    left = list(fitting)
    while left:
        chosen = _apart(left, _MOST_PLACES)
        yield chosen
        left = [place for place in left if place not in chosen]


def _apart(places: Sequence[Place], most: int) -> list[Place]:
    """Return the first `most` places in which no beat is sung twice."""
    chosen: list[Place] = []
    for place in places:
        if len(chosen) < most and not any(_sing_alike(place, each) for each in chosen):
            chosen.append(place)
    return chosen


def _sing_alike(one: Place, other: Place) -> bool:
    """Return True if some beat is sung in both places."""
    a, b = one.voice, other.voice
    return a.source == b.source and a.beat < b.beat + other.beats and b.beat < a.beat + one.beats


def _in_turn(places: Sequence[Place]) -> list[Place]:
    """Return places with the singers taking turns, each in the order of its song."""
    waiting: dict[int, list[Place]] = {place.voice.source: [] for place in places}
    for place in sorted(places, key=lambda each: each.voice.beat):
        waiting[place.voice.source].append(place)
    turns: list[Place] = []
    while any(waiting.values()):
        for queue in waiting.values():
            turns += queue[:1]
            del queue[:1]
    return turns


def _stretches(songs: Mapping[int, HeardSong], places: Sequence[Place]) -> tuple[Stretch, ...]:
    """Return the stretches of an arrangement: places sung one after the other, and what leads to and from them."""
    made: list[Stretch] = []

    def add(role: Role, beats: int, band: Spot, parts: tuple[StemName, ...] = _BAND, voice: Spot | None = None) -> None:
        start = made[-1].start + made[-1].beats if made else 0
        made.append(Stretch(role, start, beats, voice, band, parts))

    for index, place in enumerate(places):
        song = songs[place.band.source]
        if index == 0:
            half = min(_INTRO_BARS * song.beats_per_bar, place.beats) // 2
            lead_in = _before(song, place.band.beat, 2 * half)
            add(Role.INTRO, half, lead_in, (StemName.DRUMS,))
            add(Role.BUILD, half, spot_at(song, lead_in.beat + half))
        elif index == len(places) - 1:
            beats = min(_BREAK_BARS * song.beats_per_bar, place.beats)
            add(Role.BREAK, beats, _before(song, place.band.beat, beats), (StemName.OTHER,))
        add(Role.SUNG, place.beats, place.band, voice=place.voice)
    if made:
        last, song = made[-1], songs[made[-1].band.source]
        half = min(_ENDING_BARS * song.beats_per_bar, last.beats) // 2
        after = last.band.beat + last.beats
        # Where the song ends, its last bars come once more.
        after = after if after + 2 * half <= len(song.band.activity) else after - 2 * half
        add(Role.ENDING, half, spot_at(song, after))
        add(Role.ENDING, half, spot_at(song, after + half), (StemName.BASS, StemName.OTHER))
    return tuple(made)


def _before(song: HeardSong, beat: int, beats: int) -> Spot:
    """Return the spot from which `beats` lead to `beat`; at the song's beginning, `beat` itself."""
    start = beat - beats
    return spot_at(song, start if start >= song.downbeats[0] else beat)
