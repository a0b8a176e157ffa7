"""Whole arrangements made of the best places: an intro that builds, voices in turn, a break before the drop, an ending.

Places follow each other at the borders of the voices' sections. The songs are transposed as wholes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, cycle, zip_longest
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Bpm, Semitones
from mashstudio.document.reasons import Fit
from mashstudio.document.suggest import HeardSong, Place, Spot, Suggestions, WholeShift, spot_at
from mashstudio.model.beat_sound import is_active
from mashstudio.model.stems import INSTRUMENTS, StemName

_PROPOSALS: Final = 3
_INTRO_BARS, _BREAK_BARS, _ENDING_BARS = 8, 4, 8
_LONGER: Final = 1.5
"""How much longer than the place that was compared its voice may go on, to the end of its section."""
_PICKUP, _TAIL = 4, 2
"""Beats of a phrase that a voice may begin before its section, and end after it."""
_ON_BORDER, _USED = 0.4, 0.5
"""What counts beside a place's score: its band begins with a section; the band's section was heard already."""


class Length(StrEnum):
    """How long an arrangement is to be: about two minutes, about three, or as long as the longest song."""

    SHORT = "short"
    MEDIUM = "medium"
    WHOLE = "whole"


MINUTES: Final = {Length.SHORT: 2.0, Length.MEDIUM: 3.0}


@dataclass(frozen=True)
class Wish:
    """What arrangements are wanted: how long, and which source sings (None: all in turn)."""

    length: Length = Length.WHOLE
    singer: int | None = None


class Role(StrEnum):
    """What a stretch is for, in the words shown to the user."""

    INTRO = "intro"
    BUILD = "build"
    SUNG = "sung"
    BREAK = "break"
    DROP = "drop"
    ENDING = "ending"


@dataclass(frozen=True)
class Stretch:
    """`beats` of an arrangement from grid beat `start` on: some parts of a band, and a voice or none.

    pickup, tail: beats the voice begins before and goes on after. rising: the drums fade in all the way. falling: over
    so many beats everything fades out.
    """

    role: Role
    start: int
    beats: int
    voice: Spot | None
    band: Spot
    parts: tuple[StemName, ...]
    pickup: int = 0
    tail: int = 0
    rising: bool = False
    falling: int = 0


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


def proposals(songs: Sequence[HeardSong], found: Suggestions, wish: Wish, tempo: Bpm) -> list[Proposal]:
    """Return up to three arrangements, each of other pairs of sections. tempo: at which they will be played."""
    known = {song.source: song for song in songs}
    wished = [place for place in found.places if wish.singer in {None, place.voice.source}]
    shifts = _whole_shifts(songs, found.shifts, wished)
    places = [place for place in wished if _in_key(place, shifts)]
    places = [place for place in places if place.fit is not Fit.POOR] or places
    longest = max((len(song.band.activity) for song in songs), default=0)
    most = min(round(MINUTES[wish.length] * tempo), longest) if wish.length in MINUTES else longest
    around = (_INTRO_BARS + _BREAK_BARS + _ENDING_BARS) * songs[0].metre if songs else 0
    sung = max(most - around, most // 2)
    made: list[Proposal] = []
    for choice in _choices(known, places, sung):
        stretches = _arranged(known, choice)
        if all(stretches != each.stretches for each in made):
            made.append(Proposal(stretches, shifts))
        if len(made) == _PROPOSALS:
            break
    return made


def _choices(songs: Mapping[int, HeardSong], places: Sequence[Place], most: int) -> Iterator[list[Place]]:
    """Yield places for one arrangement after the other: of other pairs of sections, then of each singer alone."""
    left = list(places)
    for first in range(_PROPOSALS):
        if chosen := _chosen(songs, left, most, first):
            yield chosen
            used = {_pair(place) for place in chosen}
            left = [place for place in left if _pair(place) not in used]
    for singer in dict.fromkeys(place.voice.source for place in places):
        yield _chosen(songs, [place for place in places if place.voice.source == singer], most, 0)


def filling(
    songs: Sequence[HeardSong], found: Suggestions, shifts: Mapping[int, Semitones], beats: int
) -> tuple[Stretch, ...]:
    """Return `beats` filled with places that need `shifts`, one after the other; nothing if there are none."""
    known = {song.source: song for song in songs}
    chosen = _chosen(known, [place for place in found.places if _in_key(place, shifts)], beats, 0)
    made: list[Stretch] = []
    start = 0
    while chosen and start < beats:
        place = chosen[len(made) % len(chosen)]
        length = min(place.beats, beats - start)
        made.append(Stretch(Role.SUNG, start, length, place.voice, place.band, INSTRUMENTS))
        start += length
    return tuple(made)


def _whole_shifts(
    songs: Sequence[HeardSong], pairs: Sequence[WholeShift], places: Sequence[Place]
) -> dict[int, Semitones]:
    """Return what each song is shifted by against the first: what fits as a whole, or a fifth from there.

    Of these the one with the best places counts. Songs that don't pair with the first aren't there.
    """
    shifts = {songs[0].source: 0} if songs else {}
    for pair in pairs:
        if (pair.a in shifts and len(shifts) == 1) or pair.a == songs[0].source:
            choices = [{pair.a: 0, pair.b: shift} for shift in (pair.semitones, *pair.fifths)]
            shifts[pair.b] = max(choices, key=lambda each: _worth(places, each))[pair.b]
    return shifts


def _in_key(place: Place, shifts: Mapping[int, Semitones]) -> bool:
    """Return True if the place needs the shifts that the songs have."""
    voice, band = shifts.get(place.voice.source), shifts.get(place.band.source)
    return voice is not None and band is not None and (place.semitones - (band - voice)) % 12 == 0


def _worth(places: Sequence[Place], shifts: Mapping[int, Semitones]) -> float:
    """Return the mean score of the best place of each sung section; nothing for one that has none."""
    best: dict[tuple[int, int], float] = {}
    sung = {(place.voice.source, place.voice.beat) for place in places if place.voice.source in shifts}
    lowest = min((place.score for place in places), default=0.0)
    for place in places:
        if _in_key(place, shifts):
            best.setdefault((place.voice.source, place.voice.beat), place.score - lowest)
    return sum(best.values()) / max(len(sung), 1)


def _pair(place: Place) -> tuple[int, ...]:
    return place.voice.source, place.voice.section_beat, place.band.source, place.band.section_beat


def _chosen(songs: Mapping[int, HeardSong], places: Sequence[Place], most: int, first: int) -> list[Place]:
    """Return places, each as long as it will be played, for an arrangement of about `most` beats.

    The singers take turns, each in the order of its song. first: how many singers later than the best one begins.
    """
    waiting = [_played(songs, place) for place in places]
    singers = list(dict.fromkeys(place.voice.source for place in waiting))
    by_singer: dict[int, list[Place]] = {singers[(first + index) % len(singers)]: [] for index in range(len(singers))}
    heard: set[tuple[int, int]] = set()
    left, turns = most, cycle(by_singer)
    while left > 0 and waiting:
        singer = next(turns)
        free = [place for place in waiting if place.voice.source == singer]
        if free:
            chosen = max(free, key=lambda place: _value(place, heard))
            by_singer[singer].append(chosen)
            heard.add((chosen.band.source, chosen.band.section_beat))
            left -= chosen.beats
            waiting = [place for place in waiting if not _sing_alike(place, chosen)]
    in_order = [sorted(by_singer[singer], key=lambda each: each.voice.beat) for singer in by_singer]
    return _dropping([each for each in chain.from_iterable(zip_longest(*in_order)) if each is not None], songs)


def _value(place: Place, heard: set[tuple[int, int]]) -> float:
    at_border = place.band.beat == place.band.section_beat
    again = (place.band.source, place.band.section_beat) in heard
    return place.score + _ON_BORDER * at_border - _USED * again


def _dropping(places: list[Place], songs: Mapping[int, HeardSong]) -> list[Place]:
    """Return the places with the fullest of the second half last: that is the drop."""
    if len(places) < 3:
        return places
    drop = max(places[len(places) // 2 :], key=lambda place: _energy(place, songs))
    return [*(place for place in places if place is not drop), drop]


def _energy(place: Place, songs: Mapping[int, HeardSong]) -> float:
    """Return how full voice and instruments are."""
    lead, band = songs[place.voice.source].lead, songs[place.band.source].band
    sung = lead.activity[place.voice.beat : place.voice.beat + place.beats]
    played = band.activity[place.band.beat : place.band.beat + place.beats]
    onsets = band.onsets[place.band.beat : place.band.beat + place.beats]
    return float(np.mean(sung) + np.mean(played)) + float(np.mean(onsets) / (np.mean(band.onsets) + 1e-9))


def _played(songs: Mapping[int, HeardSong], place: Place) -> Place:
    """Return the place as long as it is played: to the last border of the voice's sections in it, or soon after it."""
    voice, band = songs[place.voice.source], songs[place.band.source]
    ends = [each.beat - place.voice.beat for each in voice.sections if each.beat > place.voice.beat]
    # A bar that the song itself cuts short would break the other's.
    ends = [end for end in ends if end % voice.metre == 0]
    room = min(len(voice.lead.activity) - place.voice.beat, len(band.band.activity) - place.band.beat)
    inside = [end for end in ends if place.beats // 2 <= end <= place.beats]
    after = [end for end in ends if place.beats < end <= min(round(_LONGER * place.beats), room)]
    beats = max(inside) if inside else min(after, default=place.beats)
    return replace(place, beats=beats)


def _sing_alike(one: Place, other: Place) -> bool:
    """Return True if some beat is sung in both places."""
    a, b = one.voice, other.voice
    return a.source == b.source and a.beat < b.beat + other.beats and b.beat < a.beat + one.beats


def _arranged(songs: Mapping[int, HeardSong], places: Sequence[Place]) -> tuple[Stretch, ...]:
    """Return the stretches of an arrangement: places sung one after the other, and what leads to and from them."""
    made: list[Stretch] = []
    for index, place in enumerate(places):
        song, drops = songs[place.band.source], len(places) > 2 and index == len(places) - 1
        if index == 0:
            made += _intro(song, place)
        elif drops:
            beats = min(_BREAK_BARS * song.metre, place.beats)
            lead_in, parts = _before(song, place.band.beat, beats), (StemName.DRUMS, StemName.OTHER)
            made.append(Stretch(Role.BREAK, 0, beats, None, lead_in, parts, rising=True))
        made.append(Stretch(Role.DROP if drops else Role.SUNG, 0, place.beats, place.voice, place.band, INSTRUMENTS))
    made.append(_ending(songs[places[-1].band.source], places[-1]))
    start, laid = 0, []
    for stretch in made:
        laid.append(replace(stretch, start=start))
        start += stretch.beats
    return tuple(_with_phrases(songs, laid))


def _intro(song: HeardSong, place: Place) -> list[Stretch]:
    """Return what leads to the first place: the band's section before it, or two, or else the place's own band."""
    per_bar, begins = song.metre, [each.beat for each in song.sections]
    longest = _INTRO_BARS * per_bar
    before = [beat for beat in begins if place.band.beat - longest <= beat < place.band.beat]
    start = min(before, default=place.band.beat - longest)
    if start < song.downbeats[0] or place.band.beat - start < longest // 2:
        start = place.band.beat
        beats = min(longest, place.beats)
    else:
        beats = place.band.beat - start
    middle = next((beat - start for beat in before if beat - start >= beats // 4), 0)
    build = Stretch(
        Role.BUILD, 0, beats - middle, None, spot_at(song, start + middle), (StemName.DRUMS, StemName.OTHER)
    )
    if middle:
        return [Stretch(Role.INTRO, 0, middle, None, spot_at(song, start), (StemName.OTHER,)), build]
    return [replace(build, role=Role.INTRO, rising=True)]


def _ending(song: HeardSong, last: Place) -> Stretch:
    """Return what follows the last place: its band goes on, and fades out."""
    beats = min(_ENDING_BARS * song.metre, last.beats)
    after = last.band.beat + last.beats
    # Where the song ends, its last bars come once more.
    after = after if after + beats <= len(song.band.activity) else after - beats
    return Stretch(Role.ENDING, 0, beats, None, spot_at(song, after), INSTRUMENTS, falling=beats // 2)


def _before(song: HeardSong, beat: int, beats: int) -> Spot:
    """Return the spot from which `beats` lead to `beat`; at the song's beginning, `beat` itself."""
    start = beat - beats
    return spot_at(song, start if start >= song.downbeats[0] else beat)


def _with_phrases(songs: Mapping[int, HeardSong], stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches with the beats by which their phrases go beyond them, where nobody else sings."""
    for index, stretch in enumerate(stretches):
        voice = stretch.voice
        if voice is None:
            yield stretch
            continue
        active, end = is_active(songs[voice.source].lead.activity), voice.beat + stretch.beats
        before = active[max(voice.beat - _free(songs, stretches, index - 1, last=True), 0) : voice.beat]
        after = active[end : end + _free(songs, stretches, index + 1, last=False)]
        pickup = _run_of(before[::-1], _PICKUP + 1) if active[voice.beat] else 0
        yield replace(
            stretch,
            # What is longer is a phrase of its own.
            pickup=pickup if pickup <= _PICKUP else 0,
            tail=_run_of(after, _TAIL) if active[end - 1] else 0,
        )


def _free(songs: Mapping[int, HeardSong], stretches: Sequence[Stretch], index: int, *, last: bool) -> int:
    """Return on how many of the last, or first, beats of a stretch nobody sings."""
    if not 0 <= index < len(stretches):
        return 0
    stretch = stretches[index]
    if stretch.voice is None:
        return stretch.beats
    start = stretch.voice.beat
    sung = is_active(songs[stretch.voice.source].lead.activity[start : start + stretch.beats])
    return _run_of(~sung[::-1] if last else ~sung, stretch.beats)


def _run_of(active: NDArray[np.bool_], most: int) -> int:
    """Return how many of the first values are true, at most `most`."""
    return min(int(np.argmin(np.append(active, False))), most)
