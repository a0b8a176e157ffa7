"""Training and judging of models, as functions that don't need a terminal."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, Cancelled, ModelError
from mashstudio.core.files import CHECKSUMS, atomic_write, explain_storage, write_text
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_folder
from mashstudio.core.text.lines import said
from mashstudio.separation.models import default_models_folder
from mashstudio.training.curves import HISTORY, PAGE
from mashstudio.training.genre.features import listening
from mashstudio.training.genre.judging import Judgement, judge
from mashstudio.training.genre.settings import GenreSettings, check_settings
from mashstudio.training.genre.songs import LISTS, LabelledSong, Split, check_split, in_folders, listed, split
from mashstudio.training.model_folder import (
    CHECKPOINT,
    CONFIG,
    GENRE,
    WEIGHTS,
    InstalledModels,
    TrainedModel,
    describe,
)
from mashstudio.training.pixels import confusion_png
from mashstudio.training.prepared import PreparedSong, prepared
from mashstudio.training.settings import Course, read_settings, settings_of, settings_to_json

SONGS, REPORT, _MATRIX = "songs.json", "report.json", "confusion.png"
CLICKS = ("clicks-1.mp3", "clicks-2.mp3", "clicks-3.mp3")
_SAMPLE = re.compile(r"sample-\d{5,}\.(mid|mp3)")
_OURS = {CHECKPOINT, CHECKSUMS, CONFIG, WEIGHTS, PAGE, HISTORY, SONGS, REPORT, _MATRIX, *CLICKS}
_PREPARING = 0.3
_TRAINING = Message("training")

Ready = Sequence[PreparedSong[LabelledSong]]


@dataclass(frozen=True)
class TrainingRequest:
    """A request to train a model on the songs in `folder` and to leave it in the folder `out`.

    config: a JSON file of settings; assignments: “name=value”, which count more. replace: what another training left in
    `out` may be replaced.
    """

    folder: Path
    out: Path
    config: Path | None = None
    assignments: tuple[str, ...] = ()
    replace: bool = False


def train_genre(request: TrainingRequest, *, job: Job) -> dict[str, Any]:
    """Train a genre model, or go on with a training that was interrupted; return its report.

    Songs that can't be used are told and left out. Raises BadArgument for settings, songs or folders that can't be
    used, StorageError if the disk refuses.
    """
    settings = check_settings(read_settings(GenreSettings, request.config, request.assignments))
    lists = listed(request.folder)
    songs = in_folders(request.folder) if lists is None else (*lists.train, *lists.valid, *lists.test)
    check_out(request.out, request.folder, replace=request.replace)
    cache = Cache(default_cache_folder())

    def run() -> tuple[Judgement, int]:
        ready = prepared(songs, listening(settings), cache, job=job.part(0, _PREPARING))
        parts = _parts(lists, ready, settings, job)
        with explain_storage(request.out):
            request.out.mkdir(parents=True, exist_ok=True)
        write_json(request.out / SONGS, _songs_to_json(parts, ready))
        return _trained(parts, ready, settings, request.out, job=job.part(_PREPARING, 1))

    with told_to_go_on(request.out, job):
        judgement, epoch = cache.lasting(run)
    report = judgement.to_json() | {"epoch": epoch}
    write_judgement(judgement, request.out)
    kept = settings_to_json(settings)
    describe(TrainedModel(request.out, GENRE, kept, judgement.genres, report["accuracy"], report["songs"]))
    return report


@contextmanager
def told_to_go_on(out: Path, job: Job) -> Iterator[None]:
    """Tell, if the training into `out` is cancelled, that it can go on."""
    try:
        yield
    except (Cancelled, KeyboardInterrupt):
        if (out / CHECKPOINT).exists():
            job.tell(Message("What was learned is kept: the same command goes on from there."))
        raise


def _parts(lists: Split | None, ready: Ready, settings: GenreSettings, job: Job) -> Split:
    """Return the songs to learn from, to validate and to test with, of those that can be used."""
    usable = {each.song for each in ready}
    if lists is not None:
        kept = {part: tuple(song for song in getattr(lists, part) if song in usable) for part in LISTS}
        return check_split(Split(**kept))
    # A song must not be learned from and tested with.
    once: dict[str, LabelledSong] = {}
    for each in ready:
        if (other := once.setdefault(each.sha256, each.song)) is not each.song:
            name, same = said(each.song.path.name), said(other.path)
            job.tell(Message("Left out: {name}: it is the same as {other}.", name=name, other=same))
    return check_split(split(list(once.values()), settings.seed))


def _trained(parts: Split, ready: Ready, settings: GenreSettings, out: Path, *, job: Job) -> tuple[Judgement, int]:
    from mashstudio.training.genre.trainer import train

    genres = parts.genres
    features = {each.song: each.features for each in ready}
    songs = {part: [(features[song], genres.index(song.genre)) for song in getattr(parts, part)] for part in LISTS}
    identity = _identity(parts, ready, settings)
    votes, epoch = run_in_child(train, songs, genres, settings, identity, out, job=job, doing=_TRAINING)
    return Judgement(genres, parts.test, votes), epoch


def _identity(parts: Split, ready: Ready, settings: GenreSettings) -> str:
    hashes = {each.song: each.sha256 for each in ready}
    return identity_of(
        settings, {part: [[hashes[song], song.genre] for song in getattr(parts, part)] for part in LISTS}
    )


def identity_of(settings: Course, songs: Any) -> str:
    """Return what a training may be continued with: the same songs and settings but for its length and device."""
    same = replaced(settings, num_epochs=1, device=0)
    return hashlib.sha256(json.dumps([settings_to_json(same), songs], sort_keys=True).encode()).hexdigest()


def _songs_to_json(parts: Split, ready: Ready) -> dict[str, Any]:
    hashes = {each.song: each.sha256 for each in ready}
    return {
        part: [
            {"path": str(song.path.resolve()), "genre": song.genre, "sha256": hashes[song]}
            for song in getattr(parts, part)
        ]
        for part in LISTS
    }


def check_out(out: Path, songs: Path | None, *, replace: bool) -> None:
    """Make sure that `out` may be written to: it is new, empty or another training's. Raises BadArgument.

    songs: the folder that is learned from; None: there is none.
    """
    if songs is not None and out.resolve().is_relative_to(songs.resolve()):
        raise BadArgument(
            Message("{path} lies among the songs; choose a folder elsewhere for the model.", path=said(out))
        )
    check_folder(out)
    if not out.exists():
        return
    found = list(out.iterdir())
    if any(each.name not in _OURS and not _SAMPLE.fullmatch(each.name) for each in found):
        raise BadArgument(Message("{path} holds other files; choose a new folder for the model.", path=said(out)))
    if replace:
        for each in found:
            each.unlink(missing_ok=True)


def evaluate_genre(place: Path, folder: Path, out: Path | None = None, *, job: Job) -> dict[str, Any]:
    """Return the report of a genre model on a folder's songs; with `out`, write it there with its picture, too.

    place: the model's folder, or an installed model's name. Of a folder with the tutorial's lists the test songs are
    judged, else all. Raises ModelError, BadArgument.
    """
    model = InstalledModels(default_models_folder()).find(place)
    settings = genre_settings(model)
    lists = listed(folder)
    songs = in_folders(folder) if lists is None else lists.test
    if strange := {song.genre for song in songs} - set(model.genres):
        raise BadArgument(
            Message("{model} doesn't know {genre}; it knows {genres}.", model=said(model.name), genre=min(strange),
                    genres=", ".join(model.genres))
        )  # fmt: skip
    cache = Cache(default_cache_folder())

    def run() -> Judgement:
        ready = prepared(songs, listening(settings), cache, job=job.part(0, 0.9))
        if not ready:
            raise BadArgument(Message("None of the songs in {folder} can be used.", folder=said(folder)))
        features = [each.features for each in ready]
        arguments = (features, len(model.genres), settings, model.folder / WEIGHTS)
        votes = run_in_child(judge, *arguments, job=job.part(0.9, 1), doing=Message("judging the songs"))
        tell_known(model, ready, job)
        return Judgement(model.genres, tuple(each.song for each in ready), votes)

    judgement = cache.lasting(run)
    if out is not None:
        with explain_storage(out):
            out.mkdir(parents=True, exist_ok=True)
        write_judgement(judgement, out)
    return judgement.to_json()


def genre_settings(model: TrainedModel) -> GenreSettings:
    """Return the settings of a genre model. Raises ModelError if it is another kind of model."""
    if model.kind != GENRE:
        raise ModelError(Message("{folder} is no genre model.", folder=said(model.folder)))
    with intact(model):
        return check_settings(settings_of(GenreSettings, model.settings))


@contextmanager
def intact(model: TrainedModel) -> Iterator[None]:
    """Turn settings that no training can have had into a ModelError."""
    try:
        yield
    except BadArgument as error:
        raise ModelError(
            Message("The model in {folder} is damaged or of a newer version.", folder=said(model.folder))
        ) from error


def tell_known(model: TrainedModel, ready: Sequence[PreparedSong[Any]], job: Job) -> None:
    """Tell how many of the songs the model was trained with, as far as its folder says."""
    try:
        kept = json.loads((model.folder / SONGS).read_text("utf-8"))
        learned = {song["sha256"] for part in ("train", "valid") for song in kept[part]}
    except (OSError, ValueError, KeyError, TypeError):
        return
    count = sum(each.sha256 in learned for each in ready)
    if count:
        job.tell(Message("{count} of the {all} songs were in the training.", count=count, all=len(ready)))


def write_judgement(judgement: Judgement, folder: Path) -> None:
    """Write report.json and confusion.png to `folder`."""
    write_json(folder / REPORT, judgement.to_json())
    with atomic_write(folder / _MATRIX) as temporary:
        temporary.write_bytes(confusion_png(judgement.genres, judgement.confusion))


def write_json(path: Path, data: Any) -> None:
    """Write `data` to a file, atomically. Raises StorageError."""
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
