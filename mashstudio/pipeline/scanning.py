"""Scanning folders for the library: every song is read and analysed once, whatever it is called and wherever it lies.

A song costs a tenth of its length or less: nothing is separated. What was found is kept after each song, so a scan that
was ended in the middle goes on where it was. Last, a genre model of the user's own judges the songs.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.features import cached_under
from mashstudio.audio.decoded import ICON_FILE, read_decoded
from mashstudio.audio.songs import OpenedSong, identify, is_open, open_song, title_at, waiting_for
from mashstudio.core.cache import Cache
from mashstudio.core.errors import ChildFailed, UnusableSong
from mashstudio.core.jobs import Job, run_together
from mashstudio.core.messages import Message
from mashstudio.library.facts import Hints, KnownFile, SongFacts, SongSound, Stamp
from mashstudio.library.grids import grid_of
from mashstudio.library.song_lists import songs_in
from mashstudio.library.store import BARS, Library, default_library_file, is_within
from mashstudio.model.analysis import Analysis, analysis_from_json
from mashstudio.model.character import Character, character_from_json, energy_level
from mashstudio.model.song import SongPlace, path_of, song_files
from mashstudio.pipeline.features import fields_for_library
from mashstudio.pipeline.genres import has_unjudged, judge_genres

MOST_SONGS: Final = 100_000

_VERSION: Final = 1
"""Raise it when the library is to keep something else of a song."""
_LOOKING: Final = 0.02
_JUDGING: Final = 0.9
_OPENING: Final = 0.1
_MOST_SECTIONS: Final = 24
_MOST_TAGS, _WEAK_TAG = 10, 0.1
_SLOWEST, _FASTEST = 20.0, 999.0
_LATEST: Final = 2**63 - 1

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Scanned:
    """What a scan found: how many songs there are, were looked at, can't be read and are gone; what it couldn't search.

    more: there are songs beyond MOST_SONGS.
    """

    songs: int
    new: int
    unreadable: int
    gone: int
    more: bool
    errors: tuple[Message, ...]


def user_library() -> Library:
    """Return the user's library, for what today's analysis finds."""
    found_by = json.dumps([_VERSION, cached_under(listed=True)], sort_keys=True)
    return Library(default_library_file(), hashlib.sha256(found_by.encode()).hexdigest()[:16])


def add_to_library(library: Library, paths: Sequence[Path], cache: Cache, *, at_once: int = 1, job: Job) -> Scanned:
    """Add songs, and folders with all songs in them now and later, to the library."""
    paths = [Path(os.path.realpath(path)) for path in paths]
    library.add_folders(path for path in paths if path.is_dir())
    return _scan(library, paths, paths, cache, at_once, job)


def scan(library: Library, cache: Cache, *, at_once: int = 1, job: Job) -> Scanned:
    """Look through the library's folders for new, changed and moved songs. at_once: how many songs to analyse."""
    return _scan(library, _places(library), [], cache, at_once, job)


def has_news(library: Library, *, job: Job) -> bool:
    """Return True if `scan` would find anything."""
    changes = _changes(library, _places(library), [], job)
    return bool(changes.new or changes.gone) or has_unjudged(library)


def _places(library: Library) -> list[Path]:
    """Return the library's folders, and its files elsewhere."""
    folders = library.folders()
    kept = set(folders)
    return [*folders, *(path for path in library.files() if not is_within(path, kept))]


@dataclass(frozen=True)
class _Changes:
    """What has changed since the last scan: files to look at, those that are gone, and how many there are in all."""

    new: list[tuple[SongPlace, Stamp, KnownFile | None]]
    gone: list[Path]
    songs: int
    more: bool
    errors: tuple[Message, ...]


def _changes(library: Library, paths: Sequence[Path], asked_for: Sequence[Path], job: Job) -> _Changes:
    """Return what has changed in `paths`. asked_for: those that come back although they had been removed."""
    songs = songs_in([path for path in paths if _exists(path)], most=MOST_SONGS, job=job)
    searched, wanted = set(paths), set(asked_for)
    known = library.files()

    def stays_away(path: Path) -> bool:
        return path in known and known[path].removed and not is_within(path, wanted)

    def is_new(place: SongPlace, stamp: Stamp) -> bool:
        file, path = known.get(path_of(place)), path_of(place)
        if file is None or file.removed:
            return True
        again = path in wanted and not file.sha256
        return again or not (file.current and file.stamp == stamp)

    found = [place for place in songs.songs if not stays_away(path_of(place))]
    stamped = {place: stamp for place in found if (stamp := _stamp(place)) is not None}
    new = [(place, stamp, known.get(path_of(place))) for place, stamp in stamped.items() if is_new(place, stamp)]
    seen = None if songs.more or songs.errors else set(map(path_of, songs.songs))
    # What was removed stays known, as its disk may come back.
    here = [path for path, file in known.items() if not file.removed and is_within(path, searched)]
    gone = [path for path in here if not _exists(path) or (seen is not None and path not in seen and path.is_dir())]
    return _Changes(new, gone, len(stamped), songs.more, songs.errors)


def _scan(
    library: Library, paths: Sequence[Path], asked_for: Sequence[Path], cache: Cache, at_once: int, job: Job
) -> Scanned:
    changes = _changes(library, paths, asked_for, job.part(0, _LOOKING))
    library.forget_files(changes.gone)
    unreadable, new, whole = 0, changes.new, job.part(_LOOKING, _JUDGING)
    for first in range(0, len(new), at_once):
        batch = [
            partial(_look_at, library, place, stamp, before, f"{number} / {len(new)}", cache)
            for number, (place, stamp, before) in enumerate(new[first : first + at_once], first + 1)
        ]
        part = whole.part(first / len(new), (first + len(batch)) / len(new))
        unreadable += run_together(batch, job=part).count(False)
    judge_genres(library, cache, job=job.part(_JUDGING, 1))
    return Scanned(changes.songs, len(new), unreadable, len(changes.gone), changes.more, changes.errors)


def _look_at(
    library: Library, place: SongPlace, stamp: Stamp, before: KnownFile | None, number: str, cache: Cache, *, job: Job
) -> bool:
    """Keep what is at `place`; return False if it can't be used. before: what was known of it."""
    doing = Message("{name} ({number})", name=title_at(place), number=number)
    quiet = Job(lambda fraction, _status: job.report(fraction, doing), parent=job)
    found: str | Message
    try:
        if before is not None and before.sha256 and before.stamp == stamp:
            found = before.sha256
        else:
            found = identify(place, quiet)[0]
        if not library.has_song(found):
            _listen(library, place, found, cache, job=quiet)
    except UnusableSong as error:
        found = error.reason
    except ChildFailed as error:
        found = error.message
    library.put_file(place, stamp, found)
    return isinstance(found, str)


def _listen(library: Library, place: SongPlace, sha256: str, cache: Cache, *, job: Job) -> None:
    """Find all about a song and keep it; its features stay in the cache, its samples only if they were there."""
    waiting = waiting_for(Message("reading {name}", name=title_at(place)), job)
    with cache.alone(sha256, "listing", check=job.check, waiting=waiting) as workshop:
        if library.has_song(sha256):
            # Another process has done it meanwhile.
            return
        opened_before = is_open(sha256, cache, job=job)
        songs = cache if opened_before else Cache(workshop / "songs")
        try:
            opened = open_song(place, songs, job=job.part(0, _OPENING))
            if opened.song.sha256 == sha256:
                _keep(library, opened, fields_for_library(opened, cache, job=job.part(_OPENING, 1)))
        finally:
            if not opened_before:
                songs.clear()


def _keep(library: Library, opened: OpenedSong, fields: dict[str, Any]) -> None:
    song, folder = opened.song, opened.samples_path.parent
    decoded, icon = read_decoded(folder), folder / ICON_FILE
    analysis = analysis_from_json(fields | {"duration": song.duration})
    character = character_from_json(fields)
    facts = SongFacts(
        sha256=song.sha256,
        title=song.title,
        artist=song.artist,
        duration=song.duration,
        tempo=analysis.tempo,
        key=analysis.key,
        energy=energy_level(character.tags),
        loudness=analysis.loudness,
        tags=_clear_tags(character),
        hints=Hints(_tempo(decoded.bpm), decoded.key),
    )
    embedding = character.embedding / max(float(np.linalg.norm(character.embedding)), 1e-9)
    harmony = section_harmony(analysis, np.array(fields["mix_chroma"], np.float32))
    picture = icon.read_bytes() if icon.exists() else None
    library.put_song(facts, SongSound(embedding.astype(np.float32), harmony), grid_of(analysis), picture)


def section_harmony(analysis: Analysis, chroma: Floats) -> Floats:
    """Return the harmony of each section (see SongSound). chroma: of each beat, (beats, 12)."""
    starts = analysis.downbeats[:-1]
    if len(starts) < BARS:
        return np.zeros((0, BARS, 12), np.float32)
    bars = np.add.reduceat(chroma, starts, axis=0)
    phrases = np.unique(np.minimum(np.searchsorted(starts, analysis.phrases), len(starts) - BARS))[:_MOST_SECTIONS]
    sections = bars[(phrases if len(phrases) else np.zeros(1, np.int64))[:, None] + np.arange(BARS)]
    sections = sections / (sections.sum(axis=2, keepdims=True) + 1e-9)
    sections -= sections.mean(axis=2, keepdims=True)
    lengths = np.linalg.norm(sections, axis=(1, 2), keepdims=True)
    return np.asarray(sections / np.maximum(lengths, 1e-9), np.float32)


def _clear_tags(character: Character) -> dict[str, float]:
    clear = [(name, round(strength, 3)) for name, strength in character.tags.items() if strength >= _WEAK_TAG]
    return dict(clear[:_MOST_TAGS])


def _tempo(text: str) -> float | None:
    """Return the tempo that another program noted; None if that is none."""
    try:
        tempo = float(text.replace(",", "."))
    except ValueError:
        return None
    return tempo if _SLOWEST <= tempo <= _FASTEST else None


def _stamp(place: SongPlace) -> Stamp | None:
    """Return the stamp of a song's files together; None if one has just disappeared."""
    try:
        found = [path.stat() for path in song_files(place)]
    except OSError:
        return None
    # A clock that was wrong may have dated a file later than the library can count.
    modified = min(max(each.st_mtime_ns for each in found), _LATEST)
    return Stamp(modified, sum(each.st_size for each in found))


def _exists(path: Path) -> bool:
    """Return True unless a file is certainly gone; one that can't be seen may be there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
