"""Training of models that write accompaniments."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.generation.models import genre_to_json
from mashstudio.pipeline.learning import REPORT, check_out, identity_of, told_to_go_on, write_json
from mashstudio.training.accompaniment.genres import GENRES
from mashstudio.training.accompaniment.settings import AccompanimentSettings
from mashstudio.training.model_folder import ACCOMPANIMENT, WEIGHTS, TrainedModel, describe
from mashstudio.training.settings import read_settings, settings_to_json

_TRAINED = 0.85
_TRAINING, _JUDGING = Message("training"), Message("judging the accompaniments")


@dataclass(frozen=True)
class BandTraining:
    """A request to train a model and to leave it in the folder `out`.

    config: a JSON file of settings; assignments: “name=value”, which count more. replace: what another training left in
    `out` may be replaced.
    """

    out: Path
    config: Path | None = None
    assignments: tuple[str, ...] = ()
    replace: bool = False


def train_accompaniment(request: BandTraining, *, job: Job) -> dict[str, Any]:
    """Train a model on composed songs, or go on with a training that was interrupted; return its report.

    Raises BadArgument for settings or folders that can't be used, StorageError if the disk refuses.
    """
    settings = read_settings(AccompanimentSettings, request.config, request.assignments)
    check_out(request.out, None, replace=request.replace)
    genres = tuple(learned.genre for learned in GENRES)

    def run() -> dict[str, Any]:
        with explain_storage(request.out):
            request.out.mkdir(parents=True, exist_ok=True)
        return _trained(settings, request.out, job=job)

    with told_to_go_on(request.out, job):
        report = Cache(default_cache_folder()).lasting(run)
    write_json(request.out / REPORT, report)
    names, facts = tuple(each.name for each in genres), {"genres": [genre_to_json(each) for each in genres]}
    kept = settings_to_json(settings)
    describe(TrainedModel(request.out, ACCOMPANIMENT, kept, names, report["accuracy"], report["songs"], facts))
    return report


def _trained(settings: AccompanimentSettings, out: Path, *, job: Job) -> dict[str, Any]:
    from mashstudio.training.accompaniment.judging import judge_composed
    from mashstudio.training.accompaniment.trainer import train

    names = [learned.genre.name for learned in GENRES]
    identity = identity_of(settings, names)
    part = job.part(0, _TRAINED)
    epoch = run_in_child(train, None, len(names), settings, identity, out, job=part, doing=_TRAINING)
    part = job.part(_TRAINED, 1)
    report = run_in_child(judge_composed, settings, out / WEIGHTS, job=part, doing=_JUDGING)
    return {**report, "epoch": epoch}
