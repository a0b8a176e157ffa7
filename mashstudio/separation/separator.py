"""The interface of separators."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message


@dataclass(frozen=True)
class Readiness:
    """Whether a separator can be used now, what was found, and how to fix it."""

    ready: bool
    detail: Message | str
    remedy: Message | None = None


class Separator(Protocol):
    """Splits a song into the four stems. Implementations are frozen dataclasses: they are sent to a child process."""

    @property
    def name(self) -> Message:
        """Its name in the window and the terminal."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Everything that determines the result, as JSON: the cache parameters."""

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write vocals.npy, drums.npy, bass.npy and other.npy into `folder`.

        samples_path: .npy, float32 (frames, 2), 44.1 kHz; the stems have the same shape and add up to it.
        """


def run_separator(separator: Separator, samples_path: Path, folder: Path, *, job: Job) -> None:
    """Call `separator.separate`; a module-level function that a child process can import."""
    separator.separate(samples_path, folder, job=job)
