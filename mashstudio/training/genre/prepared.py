"""The features of many songs, from the cache or by one child process."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mashstudio.audio.songs import sha256_of
from mashstudio.core.cache import Cache
from mashstudio.core.errors import ChildFailed, UnusableSong
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.leftovers import temporary_folder
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.training.genre.features import feature_parameters, write_features
from mashstudio.training.genre.settings import GenreSettings
from mashstudio.training.genre.songs import LabelledSong

_STAGE = "genre-features"
_DOING = Message("listening to the songs")


@dataclass(frozen=True)
class PreparedSong:
    """A song that can be used: its SHA-256, and its features in a .npy file of the cache."""

    song: LabelledSong
    sha256: str
    features: Path


def prepared(songs: Sequence[LabelledSong], settings: GenreSettings, cache: Cache, *, job: Job) -> list[PreparedSong]:
    """Return the songs that can be used; tell which can't, and why."""
    hashes: dict[Path, str] = {}
    for song in songs:
        try:
            hashes[song.path] = sha256_of(song.path, job)
        except UnusableSong as error:
            _tell(job, song.path, error.reason)
    usable = [song for song in songs if song.path in hashes]
    found = {
        path: folder / "features.npy"
        for path, sha256 in hashes.items()
        if (folder := cache.get(sha256, _STAGE, feature_parameters(settings), check=job.check)) is not None
    }
    missing = [song.path for song in usable if song.path not in found]
    total = len(missing)
    while missing:
        part = job.part(1 - len(missing) / total, 1)
        done, missing = _listen(missing, settings, hashes, cache, job=part)
        found |= done
    return [PreparedSong(song, hashes[song.path], found[song.path]) for song in usable if song.path in found]


def _listen(
    paths: Sequence[Path], settings: GenreSettings, hashes: dict[Path, str], cache: Cache, *, job: Job
) -> tuple[dict[Path, Path], list[Path]]:
    """Return the features of `paths` up to the first that ends the child, and the paths after that one."""
    found: dict[Path, Path] = {}
    settled: set[Path] = set()
    with temporary_folder() as folder, explain_storage(folder):

        def keep(fraction: float, status: Message) -> None:
            for file in folder.glob("[0-9]*.npy"):
                path = paths[int(file.stem)]

                def make(entry: Path, file: Path = file) -> None:
                    shutil.copyfile(file, entry / "features.npy")

                entry = cache.build(hashes[path], _STAGE, feature_parameters(settings), make, check=job.check)
                found[path] = entry / "features.npy"
                settled.add(path)
                file.unlink()
            for file in folder.glob("[0-9]*.json"):
                path = paths[int(file.stem)]
                _tell(job, path, Message.from_json(json.loads(file.read_text("utf-8"))))
                settled.add(path)
                file.unlink()
            job.report(fraction, status)

        try:
            run_in_child(write_features, paths, settings, folder, job=Job(keep, parent=job), doing=_DOING)
        except ChildFailed as error:
            # It was at the first song that isn't settled.
            keep(0, _DOING)
            rest = [path for path in paths if path not in settled]
            if not rest:
                raise
            _tell(job, rest[0], error.message)
            return found, rest[1:]
    return found, []


def _tell(job: Job, path: Path, reason: Message) -> None:
    job.tell(Message("Left out: {name}: {reason}", name=said(path.name), reason=reason))
