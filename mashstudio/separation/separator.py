"""What a separator is, whichever network it runs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from mashstudio.facts.messages import Message
from mashstudio.jobs import Job


class Separator(Protocol):
    """Splits a song into the four stems. Implementations are frozen dataclasses: they cross into a child process."""

    @property
    def name(self) -> Message:
        """What people are told it is."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Everything that determines the result, as JSON: what its results are cached under."""

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Writes vocals.npy, drums.npy, bass.npy and other.npy into `folder`.

        samples_path: .npy, float32 (frames, 2), 44.1 kHz; the stems have the same shape and add up to it.
        """


def run_separator(separator: Separator, samples_path: Path, folder: Path, *, job: Job) -> None:
    """`separator.separate`, by a name that a child process can find."""
    separator.separate(samples_path, folder, job=job)
