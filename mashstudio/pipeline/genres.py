"""The genres of the library's songs, by a genre model of the user's own that is installed."""

from typing import Final

from mashstudio.core.cache import Cache
from mashstudio.core.files import sha256_of
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.library.facts import Listed
from mashstudio.library.store import Library
from mashstudio.model.song import StemSet
from mashstudio.pipeline.learning import genre_settings
from mashstudio.separation.models import default_models_folder
from mashstudio.training.genre.features import listening
from mashstudio.training.genre.judging import judge
from mashstudio.training.genre.songs import LabelledSong
from mashstudio.training.model_folder import WEIGHTS, InstalledModels, TrainedModel
from mashstudio.training.prepared import prepared

_AT_ONCE: Final = 16
_HEARING: Final = 0.8
_DOING: Final = Message("judging genres")


def genre_model() -> TrainedModel | None:
    """Return the genre model that judges the library, the first by name; None if none is installed."""
    models = InstalledModels(default_models_folder()).list()
    return next((model for model in models if model.kind == "genre"), None)


def judge_genres(library: Library, cache: Cache, *, job: Job) -> int:
    """Judge the genre of each song that the installed model hasn't judged; return how many those were.

    What is found is kept after every few songs. Without a model the songs have no genres. Raises ModelError.
    """
    model = genre_model()
    name = "" if model is None else sha256_of(model.folder / WEIGHTS)
    songs = [song for song in library.without_genre(name) if not isinstance(song.place, StemSet)]
    if model is None:
        return 0
    for first in range(0, len(songs), _AT_ONCE):
        batch = songs[first : first + _AT_ONCE]
        part = job.part(first / len(songs), (first + len(batch)) / len(songs))
        library.put_genres(name, _judged(batch, model, cache, job=part))
    return len(songs)


def has_unjudged(library: Library) -> bool:
    """Return True if `judge_genres` would change anything."""
    model = genre_model()
    if model is None:
        return library.has_genres()
    songs = library.without_genre(sha256_of(model.folder / WEIGHTS), forget=False)
    return any(not isinstance(song.place, StemSet) for song in songs)


def _judged(songs: list[Listed], model: TrainedModel, cache: Cache, *, job: Job) -> dict[str, str]:
    """Return the genre of each song by SHA-256; "" of one that is too short or silent."""
    settings = genre_settings(model)
    genres = dict.fromkeys((song.facts.sha256 for song in songs), "")
    known = {song.path: song.facts.sha256 for song in songs}

    def run() -> None:
        labelled = [LabelledSong(song.path, "") for song in songs]
        ready = prepared(labelled, listening(settings), cache, job=job.part(0, _HEARING))
        if not ready:
            return
        arguments = ([each.features for each in ready], len(model.genres), settings, model.folder / WEIGHTS)
        votes = run_in_child(judge, *arguments, job=job.part(_HEARING, 1), doing=_DOING)
        for each, verdict in zip(ready, votes.argmax(axis=1), strict=True):
            genres[known[each.song.path]] = model.genres[int(verdict)]

    cache.lasting(run)
    return genres
