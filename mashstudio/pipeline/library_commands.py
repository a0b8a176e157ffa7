"""What `mashstudio library` does, as functions that don't need a terminal."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.library.facts import Listed
from mashstudio.library.likeness import similar
from mashstudio.library.order import in_order
from mashstudio.library.search import ORDERS, Query, Searched, folded, found
from mashstudio.library.shelf import Arrangement, Shelf, arranged
from mashstudio.library.song_lists import is_file
from mashstudio.library.store import Library
from mashstudio.pipeline.library_lists import ImportedPlaylists, import_playlist
from mashstudio.pipeline.partners import Partner, hear_all_stems, partners
from mashstudio.pipeline.scanning import Scanned, add_to_library, scan, user_library
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator

_MOST_NAMED = 5


def add(paths: Sequence[Path], *, job: Job) -> Scanned:
    """Add songs and folders to the user's library; without any, look through its folders again."""
    missing = next((path for path in paths if not os.access(path, os.F_OK)), None)
    if missing is not None:
        raise BadArgument(Message("There is no {path}. Check its name and folder.", path=said(missing)))
    library, cache, at_once = user_library(), Cache(default_cache_folder()), os.cpu_count() or 1
    if not paths:
        return scan(library, cache, at_once=at_once, job=job)
    return add_to_library(library, paths, cache, at_once=at_once, job=job)


def listed(query: Query, order: str | None, *, backwards: bool = False, playlist: str | None = None) -> list[Listed]:
    """Return the wanted songs of the user's library in an order of ORDERS.

    order: None: by artist; a playlist's songs in its own order.
    """
    library = user_library()
    shelf = Shelf(tuple(map(Searched, library.songs())), library.playlists())
    if playlist is not None and playlist not in shelf.playlists:
        raise BadArgument(Message("There is no playlist “{name}”.", name=playlist))
    _check_tags(query.tags, shelf.tags)
    _check_genre(query.genre, shelf.genres)
    if playlist is None:
        return [each.song for each in arranged(shelf, Arrangement(query, order or "artist", backwards))]
    songs = [each.song for each in arranged(shelf, Arrangement(query, playlist=playlist))]
    if order is not None:
        return sorted(songs, key=ORDERS[order], reverse=backwards)
    return songs[::-1] if backwards else songs


def _check_tags(wanted: Sequence[str], known: Sequence[str]) -> None:
    missing = next((tag for tag in wanted if folded(tag) not in map(folded, known)), None)
    if missing is not None and known:
        raise BadArgument(
            Message("No song has the tag “{tag}”: the tags are {tags}.", tag=missing, tags=", ".join(known))
        )


def _check_genre(genre: str, known: Sequence[str]) -> None:
    """Raise BadArgument for a genre that no song has."""
    if not genre or folded(genre) in map(folded, known):
        return
    if not known:
        raise BadArgument(Message("No song has a genre: import a genre model (mashstudio models import FOLDER) first."))
    raise BadArgument(
        Message("No song has the genre “{genre}”: the genres are {genres}.", genre=genre, genres=", ".join(known))
    )


def import_all(paths: Sequence[Path], *, job: Job) -> list[ImportedPlaylists]:
    """Add the songs of playlists, and the playlists, to the user's library."""
    library, cache, at_once = user_library(), Cache(default_cache_folder()), os.cpu_count() or 1
    return [
        import_playlist(
            library, path, cache, at_once=at_once, job=job.part(number / len(paths), (number + 1) / len(paths))
        )
        for number, path in enumerate(paths)
    ]


def remove(paths: Sequence[Path]) -> int:
    """Take songs, or folders with all in them, out of the user's library; return how many."""
    library = user_library()
    known = [path for path, file in library.files().items() if not file.removed]
    within = {*library.folders(), *known, *(parent for path in known for parent in path.parents)}
    places = []
    for path in paths:
        place = next((place for place in _places_of(path) if place in within), None)
        if place is None:
            raise BadArgument(Message("There is nothing of {path} in the library.", path=said(path)))
        places.append(place)
    return library.remove(places)


def remove_playlist(name: str) -> None:
    """Take a playlist out of the user's library; its songs stay."""
    if not user_library().remove_playlist(name):
        raise BadArgument(Message("There is no playlist “{name}”.", name=name))


def _places_of(path: Path) -> tuple[Path, Path]:
    """Return where a scan finds a file, and where it really is if it is a link."""
    return Path(os.path.realpath(path.parent)) / path.name, Path(os.path.realpath(path))


def _wanted(songs: Sequence[Listed], query: Query) -> list[Listed]:
    return [each.song for each in found(map(Searched, songs), query)]


def named_songs(library: Library, names: Sequence[str], *, job: Job) -> list[Listed]:
    """Return the songs of these names: files, which are added if necessary, or words that only one song has.

    Raises BadArgument if there is no such song, or several, UnusableSong for a file that is none.
    """
    known = library.places()
    new = [path for path in map(Path, names) if is_file(path) and not any(each in known for each in _places_of(path))]
    if new:
        add_to_library(library, new, Cache(default_cache_folder()), job=job)
        unreadable = {file.path: file.reason for file in library.unreadable()}
        for path in new:
            if (reason := unreadable.get(Path(os.path.realpath(path)))) is not None:
                raise UnusableSong(path, reason)
    songs = {song.facts.sha256: song for song in library.songs()}
    places = {path: songs[sha256] for path, sha256 in library.places().items() if sha256 in songs}
    return [_named(name, list(songs.values()), places) for name in names]


def _named(name: str, songs: Sequence[Listed], places: Mapping[Path, Listed]) -> Listed:
    if (place := next((place for place in _places_of(Path(name)) if place in places), None)) is not None:
        return places[place]
    fitting = _wanted(songs, Query(words=name))
    if not fitting:
        raise BadArgument(Message("There is no song “{name}” in the library.", name=name))
    if len(fitting) > 1:
        titles = ", ".join(f"“{song.facts.title}”" for song in fitting[:_MOST_NAMED])
        raise BadArgument(
            Message("“{name}” may be {titles} …: add more words, or name its file.", name=name, titles=titles)
        )
    return fitting[0]


def similar_songs(name: str, *, job: Job) -> list[tuple[Listed, float]]:
    """Return the other songs, most alike first, and how alike they are."""
    library = user_library()
    (song,) = named_songs(library, [name], job=job)
    return most_alike(library, song)


def most_alike(library: Library, song: Listed) -> list[tuple[Listed, float]]:
    """Return the library's other songs, most alike to `song` first, and how alike they are, −1 to 1."""
    others = [other for other in library.songs() if other.facts.sha256 != song.facts.sha256]
    if not others:
        return []
    sound, *sounds = library.sounds([song, *others])
    alike = similar(sound, sounds).tolist()
    return sorted(zip(others, alike, strict=True), key=lambda each: -each[1])


def partners_of(
    names: Sequence[str], separator: SeparatorChoice, *, with_stems: bool, job: Job
) -> tuple[list[Listed], list[Partner]]:
    """Return the songs of these names, and the others, best fitting first. with_stems: listen to the songs' stems."""
    library = user_library()
    songs = named_songs(library, names, job=job.part(0, 0.2))
    if with_stems:
        chosen, cache = choose_separator(separator, ModelStore(default_models_folder())), Cache(default_cache_folder())
        hear_all_stems(library, songs, chosen, cache, job=job.part(0.2, 0.9))
    return songs, partners(library, songs, job=job.part(0.9, 1))


def ordered(names: Sequence[str], *, job: Job) -> list[Listed]:
    """Return the songs of these names in an order in which each leads to the next."""
    return in_order(named_songs(user_library(), names, job=job))


def partner_to_json(partner: Partner, rank: int) -> dict[str, Any]:
    """Return a partner as JSON."""
    return song_to_json(partner.song) | {
        "rank": rank,
        "by": "stems" if partner.pairs else "mix",
        "places": [
            {
                "sings": "given" if pair.voice_first else "partner",
                "voice": pair.voice,
                "band": pair.band,
                "semitones": pair.semitones,
                "fit": pair.fit.value,
            }
            for pair in partner.pairs
        ],
    }


def song_to_json(song: Listed) -> dict[str, Any]:
    """Return a song as JSON."""
    facts = song.facts
    return {
        "path": str(song.path),
        "title": facts.title,
        "artist": facts.artist,
        "length": round(facts.duration, 3),
        "bpm": round(facts.tempo, 3),
        "key": str(facts.key),
        "camelot": facts.key.camelot,
        "energy": facts.energy,
        "loudness": round(facts.loudness, 1),
        "tags": dict(facts.tags),
        "genre": facts.genre or None,
        "used": song.used or None,
        "hints": {"bpm": facts.hints.tempo, "key": facts.hints.key or None},
        "sha256": facts.sha256,
    }
