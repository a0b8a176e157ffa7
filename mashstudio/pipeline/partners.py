"""Which songs of the library fit others: first by their mixes, then, where stems were heard, by their best sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mashstudio.alignment.plan import align
from mashstudio.analysis.beat_sounds import BEAT_SOUNDS_VERSION
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.section_pairs import SectionPair, Sections, best_pair
from mashstudio.library.facts import Listed
from mashstudio.library.heard import pack, unpack
from mashstudio.library.likeness import fits_by_mix
from mashstudio.library.store import Library
from mashstudio.model.choices import AsIs, Fastest
from mashstudio.pipeline.stages import ready_opened
from mashstudio.pipeline.suggesting import SongToHear, heard_song
from mashstudio.separation.own_stems import separator_for
from mashstudio.separation.separator import Separator

BEST: Final = 50
"""So many of the songs that fit by their mixes, and whose stems were heard, are judged by their stems."""

_OCTAVE: Final = 0.5
"""Songs whose tempi differ by more, in octaves, are counted in half or double time: judged by their mixes alone."""


@dataclass(frozen=True, eq=False)
class Partner:
    """A song that may fit, with its best sections together with each of the given songs.

    pairs: empty if it was judged by its mix alone.
    """

    song: Listed
    pairs: tuple[SectionPair, ...] = ()


def heard_version() -> str:
    """Return the version of what is kept of songs' stems."""
    return f"1-{BEAT_SOUNDS_VERSION}"


def partners(library: Library, songs: Sequence[Listed], *, job: Job) -> list[Partner]:
    """Return the library's other songs, the one first that fits all of `songs` best.

    Songs judged by their stems change places among themselves only: no score by stems compares with one by mixes.
    """
    given = {song.facts.sha256 for song in songs}
    others = [other for other in library.songs() if other.facts.sha256 not in given]
    if not others:
        return []
    job.report(0, Message("Comparing songs"))
    sounds = library.sounds([*songs, *others])
    mine, sounds = zip(songs, sounds, strict=False), sounds[len(songs) :]
    fits = np.sum([fits_by_mix(song, sound, others, sounds) for song, sound in mine], axis=0)
    order = np.argsort(-fits, kind="stable").tolist()
    by_mix = [others[index] for index in order]
    job.report(0.3, Message("Comparing songs"))
    pairs = _pairs(library, songs, by_mix, job=job.part(0.3, 1))
    judged = sorted(pairs, key=lambda sha256: -sum(pair.score for pair in pairs[sha256]))
    place = {song.facts.sha256: song for song in by_mix}
    in_turn = iter([Partner(place[sha256], tuple(pairs[sha256])) for sha256 in judged])
    return [next(in_turn) if song.facts.sha256 in pairs else Partner(song) for song in by_mix]


def _pairs(
    library: Library, songs: Sequence[Listed], candidates: Sequence[Listed], *, job: Job
) -> Mapping[str, list[SectionPair]]:
    """Return the best sections, with each of `songs`, of the first candidates whose stems were heard."""
    heard = library.heard(heard_version())
    if any(song.facts.sha256 not in heard for song in songs):
        return {}
    near = [each for each in candidates if each.facts.sha256 in heard and all(_is_near(each, song) for song in songs)]
    chosen = [each.facts.sha256 for each in near[:BEST]]
    blobs = library.heard_sounds([*chosen, *(song.facts.sha256 for song in songs)], heard_version())
    mine = [Sections(unpack(blobs[song.facts.sha256], 0)) for song in songs]
    found: dict[str, list[SectionPair]] = {}
    for number, sha256 in enumerate(chosen):
        job.report(number / len(chosen), Message("Comparing sections"))
        if sha256 in blobs:
            theirs = Sections(unpack(blobs[sha256], 1))
            pairs = [pair for each in mine if (pair := best_pair(each, theirs)) is not None]
            if len(pairs) == len(mine):
                found[sha256] = pairs
    return found


def _is_near(one: Listed, other: Listed) -> bool:
    return abs(float(np.log2(one.facts.tempo / other.facts.tempo))) <= _OCTAVE


def hear_all_stems(library: Library, songs: Sequence[Listed], separator: Separator, cache: Cache, *, job: Job) -> None:
    """Do what `hear_stems` does for several songs, one after the other."""
    for number, song in enumerate(songs):
        part = job.part(number / len(songs), (number + 1) / len(songs))
        hear_stems(library, song, separator, cache, job=part)


def hear_stems(library: Library, song: Listed, separator: Separator, cache: Cache, *, job: Job) -> None:
    """Listen to a song's stems, separating it first if necessary, and keep in the library what they play."""
    if song.facts.sha256 in library.heard(heard_version()):
        return
    opened = open_song(song.place, cache, job=job.part(0, 0.05))
    ready = ready_opened(opened, cache, job=job.part(0.05, 0.1))
    counted = align({0: ready.analysis}, Fastest(), AsIs(), {0: 1.0}).songs[0]
    to_hear = SongToHear(0, ready, counted, separator_for(opened.song, separator))
    library.put_heard(opened.song.sha256, heard_version(), pack(heard_song(to_hear, cache, job=job.part(0.1, 1))))
