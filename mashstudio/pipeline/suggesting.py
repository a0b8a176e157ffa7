"""What fits among some songs: their stems listened to beat by beat, and every section tried over every other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from mashstudio.alignment.plan import align, usual_tempo
from mashstudio.analysis.section_names import named_sections
from mashstudio.audio.songs import samples_of
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.core.units import Bpm
from mashstudio.document.placing import with_proposal
from mashstudio.document.proposals import Length, Proposal, Wish, proposals
from mashstudio.document.suggest import HeardSong, SectionStart, Spot, Suggestions, suggest
from mashstudio.model.alignment import Alignment, SongAlignment
from mashstudio.model.choices import LETTERS, AsIs
from mashstudio.model.mashup import Mashup
from mashstudio.model.sections import Section
from mashstudio.model.stems import StemName
from mashstudio.pipeline.mashing import Songs, check_count, check_song, ready_songs, separators_of, song_beats
from mashstudio.pipeline.song_places import song_at
from mashstudio.pipeline.stages import ReadySong, heard_by_beat, peaks_of, separated
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.separator import Separator


@dataclass(frozen=True, eq=False)
class SongToHear:
    """A song, how the mashup counts its beats, and what yields its stems.

    sections: as edited by hand; None: as analysed.
    """

    source: int
    ready: ReadySong
    alignment: SongAlignment
    separator: Separator
    sections: tuple[Section, ...] | None = None


def suggestions(paths: Sequence[Path], separator: SeparatorChoice, wish: Wish, *, job: Job) -> dict[str, Any]:
    """Return what fits among the songs as JSON: `songs`, `transpositions`, `places`, best first, and `arrangements`.

    wish: which arrangements.
    """
    places = [song_at(path, job=job) for path in paths]
    check_count(len(places))
    check_song(wish.singer or 0, len(places))
    chosen = choose_separator(separator, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    songs = ready_songs(dict(enumerate(places)), cache, job=job.part(0, 0.2))
    separators = separators_of(songs, chosen)
    alignment = aligned_together(songs)
    to_hear = songs_to_hear(songs, alignment, separators)
    heard = heard_together(to_hear, cache, job=job.part(0.2, 1))
    found = suggest(heard)
    made = proposals(heard, found, wish, alignment.grid.tempo)
    return _summary(songs, found) | {"arrangements": [_arrangement(each) for each in made]}


def heard_together(to_hear: Sequence[SongToHear], cache: Cache, *, job: Job) -> list[HeardSong]:
    """Listen to songs beat by beat, all at once."""
    return run_together([partial(heard_song, each, cache) for each in to_hear], job=job)


@dataclass(frozen=True, eq=False)
class Fits:
    """What fits among some songs, and the arrangements made of it for each wish, best first."""

    found: Suggestions
    proposals: Mapping[Wish, Sequence[Proposal]]


def fits_among(heard: Sequence[HeardSong], tempo: Bpm, *, job: Job) -> Fits:
    """Return what fits among the songs, found in a child process: it would hold up other threads.

    tempo: at which arrangements will be played.
    """
    return run_in_child(_fits, heard, tempo, job=job, doing=Message("comparing the songs' sections"))


def _fits(heard: Sequence[HeardSong], tempo: Bpm, *, job: Job) -> Fits:
    job.report(0, Message("Comparing sections"))
    found = suggest(heard)
    singers = [None, *dict.fromkeys(place.voice.source for place in found.places)]
    wishes = [Wish(length, singer) for length in Length for singer in singers]
    return Fits(found, {wish: proposals(heard, found, wish, tempo) for wish in wishes})


@dataclass(frozen=True)
class Arranging:
    """How to arrange a mashup by what fits: the `number` (from 1) of the proposals for a wish."""

    wish: Wish = field(default_factory=Wish)
    number: int = 1


def arranged_by_sound(
    mashup: Mashup, alignment: Alignment, to_hear: Sequence[SongToHear], how: Arranging, cache: Cache, *, job: Job
) -> Mashup:
    """Return `mashup` with an arrangement of what fits; as it is if nothing does.

    Raises BadArgument if something fits, but there aren't that many proposals.
    """
    heard = heard_together(to_hear, cache, job=job)
    made = proposals(heard, suggest(heard), how.wish, alignment.grid.tempo)
    if not made:
        return mashup
    if how.number > len(made):
        raise BadArgument(Message("There are {count} proposals for these songs.", count=len(made)))
    return with_proposal(mashup, song_beats(alignment), alignment.shifts, made[how.number - 1])


def aligned_together(songs: Songs) -> Alignment:
    """Return the songs with their beats counted as a mashup of them would: some in half or double time."""
    analyses = {source: ready.analysis for source, ready in songs.items()}
    tempo, rates = usual_tempo(analyses)
    return align(analyses, tempo, AsIs(), rates)


def songs_to_hear(songs: Songs, alignment: Alignment, separators: Mapping[int, Separator]) -> list[SongToHear]:
    """Return all songs to be heard."""
    return [SongToHear(source, ready, alignment.songs[source], separators[source]) for source, ready in songs.items()]


def heard_song(song: SongToHear, cache: Cache, *, job: Job) -> HeardSong:
    """Listen to a song's stems beat by beat, separating it first if necessary."""
    ready, beats = song.ready, song.alignment.beats
    lead, band = heard_by_beat(ready, beats, song.separator, cache, job=job.part(0, 0.95))
    sections = _named(song, cache, job=job.part(0.95, 1)) if song.sections is None else song.sections
    downbeats = song.alignment.downbeats if len(song.alignment.downbeats) else np.zeros(1, np.int64)
    starts: dict[int, str] = {}
    for section in sections:
        nearest = int(downbeats[np.abs(beats[downbeats] - section.start).argmin()])
        starts.setdefault(nearest, section.name)
    return HeardSong(
        source=song.source,
        tempo=ready.analysis.tempo * song.alignment.rate,
        beats_per_bar=song.alignment.beats_per_bar,
        downbeats=downbeats,
        sections=tuple(SectionStart(beat, name) for beat, name in sorted(starts.items()))
        or (SectionStart(int(downbeats[0]), ""),),
        lead=lead,
        band=band,
    )


def _named(song: SongToHear, cache: Cache, *, job: Job) -> tuple[Section, ...]:
    """Return the song's sections with the names that the studio gives them."""
    ready, sha256 = song.ready, song.ready.song.sha256
    mix = samples_of(ready.song, ready.samples_path, cache, job=job)
    vocals = separated(ready.song, ready.samples_path, song.separator, cache, job=job)[StemName.VOCALS]
    both = (peaks_of(sha256, samples, cache, job=job) for samples in (mix, vocals))
    return named_sections(ready.analysis, *both)


def _summary(songs: Songs, found: Suggestions) -> dict[str, Any]:
    return {
        "songs": [
            {
                "letter": LETTERS[source],
                "title": ready.song.title,
                "bpm": ready.analysis.tempo,
                "key": str(ready.analysis.key),
            }
            for source, ready in songs.items()
        ],
        "transpositions": [
            {"a": LETTERS[shift.a], "b": LETTERS[shift.b], "semitones": shift.semitones, "or": list(shift.fifths)}
            for shift in found.shifts
        ],
        "places": [
            {
                "a": _spot(place.voice),
                "b": _spot(place.band),
                "bars": place.bars,
                "beats": place.beats,
                "semitones": place.semitones,
                "fit": place.fit.value,
                "rank": place.rank,
                "of": place.of,
                "reasons": [str(reason) for reason in place.reasons],
                "rubbing": [place.voice.beat + beat + 1 for beat in place.melody.rubbing],
            }
            for place in found.places
        ],
    }


def _arrangement(proposal: Proposal) -> dict[str, Any]:
    return {
        "beats": proposal.beats,
        "sings": [LETTERS[source] for source in proposal.singers],
        "semitones": {LETTERS[source]: shift for source, shift in proposal.shifts.items()},
        "sections": [
            {
                "role": stretch.role.value,
                "start": stretch.start + 1,
                "beats": stretch.beats,
                "voice": None if stretch.voice is None else _spot(stretch.voice),
                "band": _spot(stretch.band),
                "parts": [part.value for part in stretch.parts],
            }
            for stretch in proposal.stretches
        ],
    }


def _spot(spot: Spot) -> dict[str, Any]:
    """Return a spot as people count: bars and beats from 1."""
    return {"song": LETTERS[spot.source], "section": spot.section, "bar": spot.bar, "beat": spot.beat + 1}
