"""What a path that was given as a song means: a file, or a folder with a song's own stems."""

from pathlib import Path

from mashstudio.audio.stem_sets import StemGuess, stems_in
from mashstudio.core.errors import BadArgument
from mashstudio.core.files import explain_reading
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said, shown
from mashstudio.model.song import SongPlace


def song_at(path: Path, *, job: Job) -> SongPlace:
    """Return the song at `path`; of a folder, the song whose stems it holds, and report which file is which part.

    Raises BadArgument if a folder holds no stems, StorageError if it can't be read.
    """
    if not path.is_dir():
        return path
    with explain_reading(path):
        guess = stems_in(path, job=job.part(0, 0))
    if guess is None or not guess.stems.files:
        raise BadArgument(
            Message(
                "{name} is a folder, but not of one song's stems. Name them by part, like vocals.wav and drums.wav, "
                "or choose an audio file.",
                name=said(path.name or path),
            )
        )
    job.tell(Message("{name} is a song in stems: {files}.", name=said(path.name or path), files=_files(guess)))
    return guess.stems


def _files(guess: StemGuess) -> str:
    return ", ".join(f"{shown(each.path.name)} ({each.part or 'left out'})" for each in guess.files)
