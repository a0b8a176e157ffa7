"""A song's analysis, feature by feature: from the cache, or found in one child process for all that are missing."""

import json
from functools import partial
from pathlib import Path
from typing import Final

from mashstudio.analysis.features import Fields, cached_under, write_features
from mashstudio.audio.songs import OpenedSong, samples_of, waiting_for
from mashstudio.cache import Cache
from mashstudio.facts.analysis import Analysis, analysis_from_json
from mashstudio.facts.messages import Message
from mashstudio.facts.song import Song
from mashstudio.jobs import Job, run_in_child
from mashstudio.prepared import prepared_feature

_STAGE: Final = "feature"
_FILE: Final = "fields.json"
_AGAIN: Final = 0.03
"""The share of reading a song again, which it seldom has to be."""


def analysed(opened: OpenedSong, cache: Cache, *, job: Job) -> Analysis:
    """Return the song's analysis; find only the features that aren't known yet."""
    song = opened.song
    doing = Message("analysing {name}", name=song.title)

    def read() -> Analysis:
        known, missing = _stored(song, cache, job)
        if missing:
            with cache.alone(song.sha256, _STAGE, check=job.check, waiting=waiting_for(doing, job)) as workshop:
                # Another process may have found them meanwhile.
                known, missing = _stored(song, cache, job)
                if missing:
                    known |= _found(opened, missing, known, workshop, cache, doing, job)
        return analysis_from_json(known | {"duration": song.duration})

    return cache.lasting(read)


def _stored(song: Song, cache: Cache, job: Job) -> tuple[Fields, list[str]]:
    """Return the fields of all features that are known, and the names of the others."""
    known: Fields = {}
    missing = []
    for name, parameters in cached_under().items():
        fields = prepared_feature(song.sha256, name, parameters)
        if fields is None and (folder := cache.get(song.sha256, _STAGE, parameters, check=job.check)) is not None:
            fields = json.loads((folder / _FILE).read_text("utf-8"))
        if fields is None:
            missing.append(name)
        else:
            known |= fields
    return known, missing


def _found(
    opened: OpenedSong, missing: list[str], known: Fields, workshop: Path, cache: Cache, doing: Message, job: Job
) -> Fields:
    """Find the missing features in a child process; store each as soon as it is there."""
    song, parameters = opened.song, cached_under()
    found: Fields = {}

    def keep(fraction: float, status: Message) -> None:
        for path in workshop.glob("*.json"):
            text = path.read_text("utf-8")
            found.update(json.loads(text))
            path.unlink()
            cache.build(song.sha256, _STAGE, parameters[path.stem], partial(_write, text), check=job.check)
        job.report(fraction, status)

    samples_path = samples_of(song, opened.samples_path, cache, job=job.part(0, _AGAIN))
    part = Job(keep, parent=job).part(_AGAIN, 1)
    run_in_child(write_features, samples_path, missing, known, workshop, job=part, doing=doing)
    return found


def _write(text: str, folder: Path) -> None:
    (folder / _FILE).write_text(text, "utf-8")
