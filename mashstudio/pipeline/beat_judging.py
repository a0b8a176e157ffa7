"""Judging of beat models by songs with known beats, beside other trackers."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, ModelError
from mashstudio.core.files import atomic_write, explain_storage
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.pipeline.features import beats_of
from mashstudio.pipeline.learning import CLICKS, REPORT, intact, tell_known, write_json
from mashstudio.separation.models import default_models_folder
from mashstudio.training.beats.clicks import with_clicks
from mashstudio.training.beats.features import listening, listening_as_librosa
from mashstudio.training.beats.scores import (
    ANALYSIS,
    DBN,
    F_MEASURE,
    LIBROSA,
    PEAKS,
    TRACKED,
    Scores,
    Told,
    pace,
    scores,
)
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.beats.songs import BeatSong, songs_in
from mashstudio.training.model_folder import BEATS, WEIGHTS, InstalledModels, TrainedModel
from mashstudio.training.pixels import bars_png, curves_png
from mashstudio.training.prepared import PreparedSong, prepared
from mashstudio.training.settings import settings_of

if TYPE_CHECKING:
    from mashstudio.training.beats.judging import Judged

_THRESHOLDS, _SONGS = "thresholds.png", "songs.png"
_SAMPLE: Final = AudioFormat("mp3", bitrate=192)
_JUDGING: Final = Message("judging the songs")
_HEARD, _BY_LIBROSA, _BY_OTHERS = 0.1, 0.2, 0.6

R = TypeVar("R")
Ready = Sequence[PreparedSong[BeatSong]]


def evaluate_beats(place: Path, folder: Path, out: Path | None = None, *, job: Job) -> dict[str, Any]:
    """Return the report of a beat model on a folder's songs, beside other trackers.

    With `out`, write it there, with plots and samples to listen to. place: the model's folder, or an installed model's
    name. Raises ModelError, BadArgument.
    """
    model = InstalledModels(default_models_folder()).find(place)
    settings = beat_settings(model)
    songs = songs_in(folder)
    cache = Cache(default_cache_folder())

    def run() -> dict[str, Any]:
        ready = prepared(songs, listening(), cache, job=job.part(0, _HEARD))
        if not ready:
            raise BadArgument(Message("None of the songs in {folder} can be used.", folder=said(folder)))
        others = _others(ready, cache, job=job.part(_HEARD, _BY_OTHERS))
        judged = judged_by(ready, settings, model.folder / WEIGHTS, by_dbn=True, job=job.part(_BY_OTHERS, 1))
        if out is not None:
            write_clicks(ready, judged, out, cache, job=job)
        tell_known(model, ready, job)
        found = [own.scores | more for own, more in zip(judged, others, strict=True)]
        report = report_of(found)
        return report | {"each": _each([one.song.path.stem for one in ready], found, report)}

    report = cache.lasting(run)
    if out is not None:
        _write(report, out)
    return report


def beat_settings(model: TrainedModel) -> BeatSettings:
    """Return the settings of a beat model. Raises ModelError if it is another kind of model."""
    if model.kind != BEATS:
        raise ModelError(Message("{folder} is no beat model.", folder=said(model.folder)))
    with intact(model):
        return settings_of(BeatSettings, model.settings)


def judged_by(ready: Ready, settings: BeatSettings, weights: Path, *, by_dbn: bool, job: Job) -> "list[Judged]":
    """Return how well a model hears each of the songs."""
    from mashstudio.training.beats.judging import judge

    def work(some: Ready, *, job: Job) -> "list[Judged]":
        songs = [(each.features, each.song) for each in some]
        return run_in_child(judge, songs, settings, weights, by_dbn, job=job, doing=_JUDGING)

    return _shared(ready, work, job)


def _others(ready: Ready, cache: Cache, *, job: Job) -> list[dict[str, Scores]]:
    """Return the scores of MashStudio's analysis and, where it can hear a song, of librosa."""
    heard = prepared([each.song for each in ready], listening_as_librosa(), cache, job=job.part(0, _BY_LIBROSA))
    told = _shared(ready, partial(_analysed, cache=cache), job.part(_BY_LIBROSA, 1))
    found = [{ANALYSIS: scores(one, each.song)} for one, each in zip(told, ready, strict=True)]
    by_librosa = {each.song.path: np.load(each.features) for each in heard}
    for each, judged in zip(ready, found, strict=True):
        if (beats := by_librosa.get(each.song.path)) is not None:
            judged[LIBROSA] = scores(Told(beats, None, pace(beats)), each.song)
    return found


def _analysed(some: Ready, *, cache: Cache, job: Job) -> list[Told]:
    """Return the songs' beats as MashStudio's analysis finds them, by madmom's networks."""
    told = []
    for number, each in enumerate(some):
        part = job.part(number / len(some), (number + 1) / len(some))
        found = beats_of(open_song(each.song.path, cache, job=part.part(0, 0.3)), cache, job=part.part(0.3, 1))
        beats = np.array(found["beats"])
        told.append(Told(beats, beats[found["downbeats"]], found["tempo"]))
    return told


def _shared(ready: Ready, work: Callable[..., list[R]], job: Job) -> list[R]:
    """Return what `work` makes of each song; the cores share the songs."""
    at_once = min(os.cpu_count() or 1, len(ready))
    if at_once == 0:
        return []
    found = run_together([partial(work, ready[first::at_once]) for first in range(at_once)], job=job)
    return [found[number % at_once][number // at_once] for number in range(len(ready))]


def write_clicks(ready: Ready, judged: "Sequence[Judged]", out: Path, cache: Cache, *, job: Job) -> None:
    """Write samples of up to three of the songs to `out`, with clicks on the beats as they are followed live."""
    with explain_storage(out):
        out.mkdir(parents=True, exist_ok=True)
    quiet, chosen = Job(parent=job), sorted({0, len(ready) // 2, len(ready) - 1} & set(range(len(ready))))
    for number, name in zip(chosen, CLICKS, strict=False):
        path = ready[number].song.path
        opened = open_song(path, cache, job=quiet)
        sample = with_clicks(load_samples(opened.samples_path), judged[number].tracked)
        write_audio(out / name, [sample], len(sample), _SAMPLE, Tags(title=path.stem), job=quiet)


def report_of(found: Sequence[dict[str, Scores]]) -> dict[str, Any]:
    """Return the mean scores of each method over the songs; those of thresholds below their method.

    "best" has the thresholds of the highest F-measures.
    """
    report: dict[str, Any] = {"songs": len(found)}
    for name in dict.fromkeys(name for each in found for name in each):
        told = [each[name] for each in found if name in each]
        measures = dict.fromkeys(key for score in told for key in score)
        mean = {key: round(float(np.mean([score[key] for score in told if key in score])), 4) for key in measures}
        method, _, threshold = name.partition(" ")
        if threshold:
            report.setdefault(method, {})[threshold] = mean
        else:
            report[method] = mean
    return report | {"best": {method: _best(report[method]) for method in (PEAKS, DBN) if method in report}}


def _best(rows: dict[str, Scores]) -> str:
    return max(rows, key=lambda threshold: rows[threshold][F_MEASURE])


def _each(names: Sequence[str], found: Sequence[dict[str, Scores]], report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the F-measures of each song; of thresholds, by the best one."""
    of = {TRACKED: TRACKED} | {method: f"{method} {at}" for method, at in report["best"].items()}
    of |= {ANALYSIS: ANALYSIS, LIBROSA: LIBROSA}
    return [
        {"song": name} | {method: round(each[key][F_MEASURE], 4) for method, key in of.items() if key in each}
        for name, each in zip(names, found, strict=True)
    ]


def _write(report: dict[str, Any], out: Path) -> None:
    """Write the report and its pictures: F-measures over thresholds, and of each song."""
    write_json(out / REPORT, report)
    thresholds = list(report[PEAKS])
    curves = {
        f"{method} {what}": [report[method][at].get(key, 0.0) for at in thresholds]
        for method in (PEAKS, DBN)
        for what, key in (("beats", F_MEASURE), ("bars", "downbeat_f_measure"))
    }
    methods = (TRACKED, PEAKS, DBN, ANALYSIS, LIBROSA)
    bars = np.array([[each.get(method, 0.0) for each in report["each"]] for method in methods])
    for name, picture in (
        (_THRESHOLDS, curves_png(list(curves), np.array(list(curves.values())), thresholds)),
        (_SONGS, bars_png(methods, bars, [each["song"] for each in report["each"]])),
    ):
        with atomic_write(out / name) as temporary:
            temporary.write_bytes(picture)
