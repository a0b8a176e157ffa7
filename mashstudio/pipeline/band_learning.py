"""Training of models that write accompaniments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mashstudio.audio.songs import sha256_of
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.generation.models import GAN, SHIPPED, Genre, genre_to_json
from mashstudio.pipeline.learning import REPORT, check_out, identity_of, told_to_go_on, write_json
from mashstudio.training.accompaniment.gan.settings import GanSettings
from mashstudio.training.accompaniment.genres import GENRES
from mashstudio.training.accompaniment.midi_songs import genre_of, midi_files, read_songs
from mashstudio.training.accompaniment.settings import AccompanimentSettings
from mashstudio.training.accompaniment.songs import LearnedSong, cut_in_three
from mashstudio.training.model_folder import ACCOMPANIMENT, WEIGHTS, TrainedModel, describe
from mashstudio.training.settings import read_settings, settings_to_json

_READ, _TRAINED = 0.05, 0.85
_TRAINING, _JUDGING = Message("training"), Message("judging the accompaniments")
_READING = Message("reading the songs")
_NAME: Final = re.compile(r"\w[\w .&+-]{0,39}")
_FEWEST: Final = 3

AR = "ar"
MODELS: Final = (AR, GAN)

BandSettings = AccompanimentSettings | GanSettings
Parts = dict[str, list[LearnedSong]]


@dataclass(frozen=True)
class BandTraining:
    """A request to train a model and to leave it in the folder `out`.

    folder: of MIDI files to learn the genre named `genre` from; None: the ten genres, from songs composed for them.
    config: a JSON file of settings; assignments: “name=value”, which count more. replace: what another training left in
    `out` may be replaced. model: AR writes token by token, GAN bar by bar.
    """

    out: Path
    folder: Path | None = None
    genre: str | None = None
    config: Path | None = None
    assignments: tuple[str, ...] = ()
    replace: bool = False
    model: str = AR


def train_accompaniment(request: BandTraining, *, job: Job) -> dict[str, Any]:
    """Train a model, or go on with a training that was interrupted; return its report.

    MIDI files that can't be used are told and left out. Raises BadArgument for settings, files or folders that can't be
    used, StorageError if the disk refuses.
    """
    given = (request.config, request.assignments)
    settings = (
        read_settings(GanSettings, *given) if request.model == GAN else read_settings(AccompanimentSettings, *given)
    )
    if (request.folder is None) != (request.genre is None):
        raise BadArgument(Message("A folder of MIDI files and the name of their genre (--genre) belong together."))
    if request.genre is not None and not _NAME.fullmatch(request.genre):
        raise BadArgument(
            Message("“{name}” can't be a genre's name: use letters and digits.", name=said(request.genre))
        )
    files = [] if request.folder is None else midi_files(request.folder)
    check_out(request.out, request.folder, replace=request.replace)

    def run() -> tuple[dict[str, Any], tuple[Genre, ...]]:
        parts, genres = _songs(request, files, settings, job=job.part(0, _READ))
        with explain_storage(request.out):
            request.out.mkdir(parents=True, exist_ok=True)
        hashes = [sha256_of(path, job) for path in files]
        identity = identity_of(settings, [*[genre.name for genre in genres], *hashes])
        return _trained(parts, genres, settings, identity, request.out, job=job.part(_READ, 1)), genres

    with told_to_go_on(request.out, job):
        report, genres = Cache(default_cache_folder()).lasting(run)
    write_json(request.out / REPORT, report)
    names = tuple(each.name for each in genres)
    facts: dict[str, Any] = {"genres": [genre_to_json(each) for each in genres]}
    facts |= {"model": GAN} if request.model == GAN else {}
    kept = settings_to_json(settings)
    describe(TrainedModel(request.out, ACCOMPANIMENT, kept, names, report["accuracy"], report["songs"], facts))
    return report


def _songs(
    request: BandTraining, files: Sequence[Path], settings: BandSettings, *, job: Job
) -> tuple[Parts | None, tuple[Genre, ...]]:
    """Return the songs in MIDI files and their genre; of composed ones, which the child composes itself, the genres."""
    if request.genre is None:
        return None, tuple(learned.genre for learned in GENRES)
    songs, left_out = run_in_child(read_songs, files, job=job, doing=_READING)
    for message in left_out:
        job.tell(message)
    if len(songs) < _FEWEST:
        raise BadArgument(
            Message("Only {count} of the MIDI files can be used: one is needed to learn, one to validate and one to"
                    " test.", count=len(songs))
        )  # fmt: skip
    return cut_in_three(songs, settings.seed), (genre_of(songs, request.genre),)


def _trained(
    parts: Parts | None,
    genres: tuple[Genre, ...],
    settings: BandSettings,
    identity: str,
    out: Path,
    *,
    job: Job,
) -> dict[str, Any]:
    from mashstudio.training.accompaniment.judging import judge, judge_composed
    from mashstudio.training.accompaniment.trainer import train

    if isinstance(settings, GanSettings):
        return _gan_trained(parts, genres, settings, identity, out, job=job)
    part = job.part(0, _TRAINED)
    start = None if parts is None else SHIPPED / WEIGHTS
    epoch = run_in_child(train, parts, genres, settings, identity, out, start, job=part, doing=_TRAINING)
    part = job.part(_TRAINED, 1)
    if parts is None:
        report = run_in_child(judge_composed, settings, out / WEIGHTS, job=part, doing=_JUDGING)
    else:
        judged = (parts["train"], parts["test"], genres, settings.hidden, out / WEIGHTS)
        report = run_in_child(judge, *judged, job=part, doing=_JUDGING)
    return {**report, "epoch": epoch}


def _gan_trained(
    parts: Parts | None, genres: tuple[Genre, ...], settings: GanSettings, identity: str, out: Path, *, job: Job
) -> dict[str, Any]:
    from mashstudio.training.accompaniment.gan.judging import judge
    from mashstudio.training.accompaniment.gan.trainer import train

    part = job.part(0, _TRAINED)
    epoch = run_in_child(train, parts, genres, settings, identity, out, job=part, doing=_TRAINING)
    part = job.part(_TRAINED, 1)
    report = run_in_child(judge, parts, genres, settings, out, job=part, doing=_JUDGING)
    return {**report, "epoch": epoch}
