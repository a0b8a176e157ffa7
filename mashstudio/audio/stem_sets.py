"""Recognise files as the stems of one song: by their names, and by their lengths."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.audio.lengths import lengths_of
from mashstudio.audio.stem_names import NamedStem, named_parts
from mashstudio.core.jobs import Job
from mashstudio.core.text.lines import shown
from mashstudio.model.song import MOST_STEMS, SONG_ENDINGS, StemSet
from mashstudio.model.stems import StemName

_ALIKE: Final = 0.01
"""By how much the lengths of stems that were exported together differ at most."""


@dataclass(frozen=True)
class GuessedStem:
    """A file, and the part it seems to hold; None: none, as it is the whole song. clear: its name says so."""

    path: Path
    part: StemName | None
    clear: bool


@dataclass(frozen=True)
class StemGuess:
    """Files that look like the stems of one song. sure: nothing need be asked."""

    files: tuple[GuessedStem, ...]
    sure: bool

    @property
    def stems(self) -> StemSet:
        """The stems, as guessed."""
        files = tuple((each.part, each.path) for each in self.files if each.part is not None)
        return StemSet(self.files[0].path.parent, files)


def guess_stems(paths: Sequence[Path], *, job: Job) -> StemGuess | None:
    """Return what `paths` look like if they may be the stems of one song; None: they are songs.

    They are stems if their names say nothing but parts, or name several parts and all are equally long. Unsure: only
    some names say a part, or the lengths differ; or files that differ in a number only are equally long.
    """
    if not 2 <= len(paths) <= MOST_STEMS:
        return None
    named = named_parts([path.stem for path in paths])
    parts = {each.part for each in named} - {None}
    if len(parts) < 2 and not _numbered(paths):
        return None
    alike = _alike(lengths_of(paths, job=job))
    stems = [each for each in named if each.part is not None or each.whole]
    clear = len(stems) == len(named) and not any(each.whole and each.part is not None for each in named)
    if len(parts) < 2:
        sure, likely = False, alike
    else:
        plain = clear and len(paths) > 2 and all(each.plain or each.whole for each in named)
        sure, likely = clear and (alike or plain), alike or 2 * len(stems) >= len(named)
    return StemGuess(tuple(map(_guessed, paths, named)), sure) if likely else None


def stems_in(folder: Path, *, job: Job) -> StemGuess | None:
    """Return what the sound files directly in `folder` look like; None if they aren't the stems of one song."""
    return guess_stems(sound_files(folder), job=job)


def sound_files(folder: Path) -> list[Path]:
    """Return the sound files directly in `folder`, by name."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in SONG_ENDINGS and path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))


def _guessed(path: Path, named: NamedStem) -> GuessedStem:
    if named.whole:
        return GuessedStem(path, None, clear=named.part is None)
    return GuessedStem(path, named.part or StemName.OTHER, clear=named.part is not None)


def _alike(lengths: Sequence[float | None]) -> bool:
    known = [length for length in lengths if length is not None]
    return len(known) == len(lengths) and max(known) - min(known) <= _ALIKE * max(known)


def _numbered(paths: Sequence[Path]) -> bool:
    """Return True if the names differ in digits only, and the files hardly in size: cheap to find out, and rare."""
    names = {"".join(letter for letter in shown(path.stem) if not letter.isdecimal()) for path in paths}
    try:
        sizes = [path.stat().st_size for path in paths]
    except OSError:
        return False
    return len(paths) > 2 and len(names) == 1 and max(sizes) - min(sizes) <= _ALIKE * max(sizes)
