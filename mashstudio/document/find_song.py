"""Finding a project's songs again, wherever they have gone."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mashstudio.core.errors import SongMoved
from mashstudio.core.files import open_regular
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.model.song import SONG_ENDINGS, SongPlace, SongRef, StemSet

_PLAUSIBLE: Final = range(2**10, 2**34)  # bytes of a sound file, from a few seconds of Opus to hours of 8 channels


def find_song(ref: SongRef, folder: Path, check: Callable[[], None] = lambda: None) -> SongPlace:
    """Return where the song of a project in `folder` is now.

    Tries the path of its file (of each stem's file), its name beside the project, then every sound file in the
    project's folder and its subfolders, and returns the first with its hash. check: called every few MB; raises to end
    the search. Raises SongMoved if a file isn't found.
    """
    hashed: dict[Path, str | None] = {}

    def found(path: Path, sha256: str) -> Path:
        for candidate in _candidates(path, folder):
            if candidate not in hashed:
                hashed[candidate] = _sha256(candidate, check)
            if hashed[candidate] == sha256:
                return candidate
        raise _moved(path, ref.title, folder)

    if not ref.stems:
        return found(ref.path, ref.sha256)
    files = tuple((stem.part, found(stem.path, stem.sha256)) for stem in ref.stems)
    return StemSet(files[0][1].parent, files)


def _moved(path: Path, title: str, folder: Path) -> SongMoved:
    """Return the error for a file of the song `title` that isn't found."""
    if _may_be_song(path):
        return SongMoved(
            Message(
                "{path} (“{title}”) has changed since this project was made. Put the original into {folder}, "
                "then try again.",
                path=said(path),
                title=title,
                folder=said(folder),
            )
        )
    return SongMoved(
        Message(
            "The song “{title}” is no longer at {path}, nor next to the project. Put it into {folder}, then try again.",
            title=title,
            path=said(path),
            folder=said(folder),
        )
    )


def _candidates(path: Path, folder: Path) -> Iterator[Path]:
    likely = dict.fromkeys([path, folder / path.name])
    near = {path for pattern in ("*", "*/*") for path in folder.glob(pattern) if path.suffix.lower() in SONG_ENDINGS}
    # Moved or renamed songs mostly keep their ending.
    others = sorted(near - set(likely), key=lambda other: (other.suffix != path.suffix, other))
    yield from (each for each in [*likely, *others] if _may_be_song(each))


def _may_be_song(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size in _PLAUSIBLE
    except OSError:
        return False


def _sha256(path: Path, check: Callable[[], None]) -> str | None:
    digest = hashlib.sha256()
    try:
        with open_regular(path) as file:
            while block := file.read(1 << 22):
                digest.update(block)
                check()
    except OSError:
        # An unreadable neighbour isn't the song.
        return None
    return digest.hexdigest()
