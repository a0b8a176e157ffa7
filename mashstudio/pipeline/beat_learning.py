"""Training of beat models."""

from pathlib import Path
from typing import Any

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.pipeline.beat_judging import judged_by, report_of, write_clicks
from mashstudio.pipeline.learning import (
    REPORT,
    SONGS,
    TrainingRequest,
    check_out,
    identity_of,
    told_to_go_on,
    write_json,
)
from mashstudio.training.beats.features import listening
from mashstudio.training.beats.scores import F_MEASURE, TRACKED
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.beats.songs import BeatSong, parts_of, songs_in
from mashstudio.training.model_folder import BEATS, WEIGHTS, TrainedModel, describe
from mashstudio.training.prepared import PreparedSong, prepared
from mashstudio.training.settings import read_settings, settings_to_json

_PREPARING, _TESTED = 0.1, 0.97
_TRAINING = Message("training")

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
        judged = judged_by(sets["test"], settings, request.out / WEIGHTS, by_dbn=False, job=job.part(_TESTED, 1))
        write_clicks(sets["test"], judged, request.out, cache, job=job)
        return report_of([each.scores for each in judged]) | {"epoch": epoch}

    with told_to_go_on(request.out, job):
        report = cache.lasting(run)
    write_json(request.out / REPORT, report)
    accuracy = report[TRACKED][F_MEASURE] if report["songs"] else 0.0
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
