"""How long sound files are, by their headers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mashstudio.core.errors import ChildFailed
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds

_TIME: Final[Seconds] = 30
_MEMORY: Final = 2 * 2**30


def lengths_of(paths: Sequence[Path], *, job: Job) -> list[Seconds | None]:
    """Return the lengths that the files' headers declare; None where they declare none, or can't be read."""
    doing = Message("comparing the lengths of files")
    try:
        return run_in_child(read_lengths, paths, job=job, doing=doing, time_limit=_TIME, memory_limit=_MEMORY)
    except (ChildFailed, OSError):
        return [None] * len(paths)


def read_lengths(paths: Sequence[Path], *, job: Job) -> list[Seconds | None]:
    """Read the lengths in this process; runs in a child, as files may be malicious or damaged."""
    lengths = []
    for number, path in enumerate(paths):
        job.report(number / len(paths), Message("Comparing files"))
        lengths.append(_length(path))
    return lengths


def _length(path: Path) -> Seconds | None:
    import soundfile

    try:
        return float(soundfile.info(path).duration)
    except (OSError, RuntimeError, ValueError):
        return _container_length(path)


def _container_length(path: Path) -> Seconds | None:
    import av
    import av.error

    from mashstudio.audio.readers.ends import MP4_BOXES
    from mashstudio.audio.readers.known import LONGEST, ffmpeg_format

    try:
        with path.open("rb") as file:
            head = file.read(LONGEST)
        kind = "mov" if head[4:8] in MP4_BOXES else (ffmpeg_format(head) or (None,))[0]
        if kind is None:
            return None
        with av.open(str(path), "r", format=kind) as container:
            return None if container.duration is None else container.duration / av.time_base
    except (OSError, av.error.FFmpegError, ValueError):
        return None
