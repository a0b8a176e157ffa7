"""The features of many songs, from the cache or by one child process."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.arrays import save_array
from mashstudio.audio.songs import sha256_of
from mashstudio.core.cache import Cache
from mashstudio.core.errors import ChildFailed, UnusableSong
from mashstudio.core.files import explain_storage, plainly_named
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.leftovers import temporary_folder
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.core.units import Samples

_DOING = Message("listening to the songs")


class HasPath(Protocol):
    """What has a song's file."""

    @property
    def path(self) -> Path:
        """The file."""
        ...


Song = TypeVar("Song", bound=HasPath)


@dataclass(frozen=True)
class Listening:
    """What is heard of songs. stage, parameters: of the cache; hear: makes features of decoded sound, in a child."""

    stage: str
    parameters: dict[str, Any]
    hear: Callable[[Samples], NDArray[Any]]


@dataclass(frozen=True)
class PreparedSong(Generic[Song]):
    """A song that can be used: its SHA-256, and its features in a .npy file of the cache."""

    song: Song
    sha256: str
    features: Path


def prepared(songs: Sequence[Song], listening: Listening, cache: Cache, *, job: Job) -> list[PreparedSong[Song]]:
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
        if (folder := cache.get(sha256, listening.stage, listening.parameters, check=job.check)) is not None
    }
    missing = [song.path for song in usable if song.path not in found]
    total = len(missing)
    while missing:
        part = job.part(1 - len(missing) / total, 1)
        done, missing = _listen(missing, listening, hashes, cache, job=part)
        found |= done
    return [PreparedSong(song, hashes[song.path], found[song.path]) for song in usable if song.path in found]


def _listen(
    paths: Sequence[Path], listening: Listening, hashes: dict[Path, str], cache: Cache, *, job: Job
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

                entry = cache.build(hashes[path], listening.stage, listening.parameters, make, check=job.check)
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
            run_in_child(write_features, paths, listening.hear, folder, job=Job(keep, parent=job), doing=_DOING)
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


def write_features(paths: Sequence[Path], hear: Callable[[Samples], NDArray[Any]], folder: Path, *, job: Job) -> None:
    """Write the features of each of `paths` to `folder`/NUMBER.npy, or why it can't be used to NUMBER.json.

    Files with such names are complete. Runs in a child process.
    """
    for number, path in enumerate(paths):
        job.report(number / len(paths), Message("Listening to {name}", name=said(path.name)))
        unfinished = folder / f"{number}.part"
        try:
            save_array(unfinished, _features(path, hear, job))
        except UnusableSong as error:
            unfinished.write_text(json.dumps(error.reason.to_json()), "utf-8")
            unfinished.rename(folder / f"{number}.json")
        else:
            unfinished.rename(folder / f"{number}.npy")
    job.report(1, Message("Listening to the songs"))


def _features(path: Path, hear: Callable[[Samples], NDArray[Any]], job: Job) -> NDArray[Any]:
    from mashstudio.audio.decode import explain_file, read_sound
    from mashstudio.audio.decoded import SAMPLES_FILE
    from mashstudio.audio.intake import refuse_useless

    with temporary_folder() as scratch, explain_file(path), plainly_named(path.resolve(), scratch) as named:
        refuse_useless(path, read_sound(named, scratch, job=job))
        return hear(np.load(scratch / SAMPLES_FILE, mmap_mode="r"))
