"""Training and judging of beat models."""

from pathlib import Path
from typing import Any

import numpy as np

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, ModelError
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.pipeline.learning import (
    REPORT,
    SONGS,
    TrainingRequest,
    check_out,
    identity_of,
    intact,
    tell_known,
    told_to_go_on,
    write_json,
)
from mashstudio.separation.models import default_models_folder
from mashstudio.training.beats.features import listening
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.beats.songs import BeatSong, parts_of, songs_in
from mashstudio.training.model_folder import BEATS, WEIGHTS, InstalledModels, TrainedModel, describe
from mashstudio.training.prepared import PreparedSong, prepared
from mashstudio.training.settings import read_settings, settings_of, settings_to_json

_PREPARING, _TESTED = 0.1, 0.97
_TRAINING, _JUDGING = Message("training"), Message("judging the songs")
_BEST = "f_measure"

Ready = list[PreparedSong[BeatSong]]


def train_beats(request: TrainingRequest, *, job: Job) -> dict[str, Any]:
    """Train a beat model, or go on with a training that was interrupted; return its report.

    Songs that can't be used are told and left out. Without songs to test with, the report has none. Raises BadArgument
    for settings, songs or folders that can't be used, StorageError if the disk refuses.
    """
    settings = read_settings(BeatSettings, request.config, request.assignments)
    parts = parts_of(songs_in(request.folder), settings.fold)
    check_out(request.out, request.folder, replace=request.replace)
    cache = Cache(default_cache_folder())

    def run() -> dict[str, Any]:
        every = list({song.path: song for part in parts.values() for song in part}.values())
        ready = prepared(every, listening(), cache, job=job.part(0, _PREPARING))
        usable = {each.song.path: each for each in ready}
        sets = {part: [usable[song.path] for song in songs if song.path in usable] for part, songs in parts.items()}
        if not sets["train"] or not sets["valid"]:
            raise BadArgument(Message("None of the songs in {folder} can be used.", folder=said(request.folder)))
        with explain_storage(request.out):
            request.out.mkdir(parents=True, exist_ok=True)
        write_json(request.out / SONGS, {part: _songs_to_json(some) for part, some in sets.items()})
        epoch = _trained(sets, settings, request.out, job=job.part(_PREPARING, _TESTED))
        return _report(sets["test"], settings, request.out / WEIGHTS, job=job.part(_TESTED, 1)) | {"epoch": epoch}

    with told_to_go_on(request.out, job):
        report = cache.lasting(run)
    write_json(request.out / REPORT, report)
    accuracy = report["tracked"][_BEST] if report["songs"] else 0.0
    describe(TrainedModel(request.out, BEATS, settings_to_json(settings), (), accuracy, report["songs"]))
    return report


def _trained(sets: dict[str, Ready], settings: BeatSettings, out: Path, *, job: Job) -> int:
    from mashstudio.training.beats.trainer import BeatsOf, train

    songs = {
        part: [BeatsOf(each.features, each.song.beats, each.song.positions) for each in sets[part]]
        for part in ("train", "valid")
    }
    beats = {
        part: [[each.sha256, each.song.beats, each.song.positions] for each in some] for part, some in sets.items()
    }
    identity = identity_of(settings, beats)
    return run_in_child(train, songs, settings, identity, out, job=job, doing=_TRAINING)


def _songs_to_json(ready: Ready) -> list[dict[str, Any]]:
    return [{"path": str(each.song.path.resolve()), "sha256": each.sha256} for each in ready]


def evaluate_beats(place: Path, folder: Path, out: Path | None = None, *, job: Job) -> dict[str, Any]:
    """Return the report of a beat model on a folder's songs; with `out`, write it there, too.

    place: the model's folder, or an installed model's name. Raises ModelError, BadArgument.
    """
    model = InstalledModels(default_models_folder()).find(place)
    settings = beat_settings(model)
    songs = songs_in(folder)
    cache = Cache(default_cache_folder())

    def run() -> dict[str, Any]:
        ready = prepared(songs, listening(), cache, job=job.part(0, 0.5))
        if not ready:
            raise BadArgument(Message("None of the songs in {folder} can be used.", folder=said(folder)))
        report = _report(ready, settings, model.folder / WEIGHTS, job=job.part(0.5, 1))
        tell_known(model, ready, job)
        return report

    report = cache.lasting(run)
    if out is not None:
        with explain_storage(out):
            out.mkdir(parents=True, exist_ok=True)
        write_json(out / REPORT, report)
    return report


def _report(ready: Ready, settings: BeatSettings, weights: Path, *, job: Job) -> dict[str, Any]:
    """Return the mean scores over the songs, of the tracker and of the peaks over each threshold."""
    from mashstudio.training.beats.judging import THRESHOLDS, TRACKED, listen, scores

    if not ready:
        return {"songs": 0}
    features = [each.features for each in ready]
    told = run_in_child(listen, features, settings, weights, job=job, doing=_JUDGING)

    def mean(method: str) -> dict[str, float]:
        each = [
            scores(found[method], np.array(one.song.beats), np.array(one.song.downbeats))
            for found, one in zip(told, ready, strict=True)
        ]
        return {name: round(float(np.mean([score[name] for score in each])), 4) for name in each[0]}

    peaks = {f"{threshold:.2f}": mean(f"{threshold:.2f}") for threshold in THRESHOLDS}
    return {"songs": len(ready), TRACKED: mean(TRACKED), "peaks": peaks}


def beat_settings(model: TrainedModel) -> BeatSettings:
    """Return the settings of a beat model. Raises ModelError if it is another kind of model."""
    if model.kind != BEATS:
        raise ModelError(Message("{folder} is no beat model.", folder=said(model.folder)))
    with intact(model):
        return settings_of(BeatSettings, model.settings)
