"""The tree of errors a user can meet. Each message says what happened and what to do next, in plain words."""

from pathlib import Path

from mashstudio.text.lines import said


class MashStudioError(Exception):
    """Anything that went wrong in a way MashStudio understands; its text is fit to show."""


class Cancelled(MashStudioError):
    """The user cancelled the job; nothing was left behind."""

    def __init__(self, message: str = "Cancelled.") -> None:
        super().__init__(message)


class BadArgument(MashStudioError):
    """A command or setting was given a value that means nothing."""


class UnusableSong(MashStudioError):
    """This file can't be used as a song. `reason` is a whole sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{said(path.name)}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[Path, str]]:
        return UnusableSong, (self.path, self.reason)


class ProjectError(MashStudioError):
    """A project file can't be opened: damaged, of a newer version, or its songs are missing."""


class SongMoved(ProjectError):
    """A project's song lies neither where it was nor beside the project."""


class ProjectInUse(MashStudioError):
    """A project is open for saving elsewhere. owner: where, in words."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(
            f"{said(path.name)} is open in {owner}. Look at it here, and save what you change under another name."
        )


class ModelError(MashStudioError):
    """A separation model is missing, damaged or not to be trusted."""


class ToolMissing(MashStudioError):
    """A system library or program that MashStudio needs isn't installed."""


class StorageError(MashStudioError):
    """A file can't be written: the disk is full or read-only, or the folder is missing."""


class ReadOnlyFile(StorageError):
    """There is a file that nobody may write to; it is replaced only when the user says so."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Can't write {said(path)}: the file there is read-only; choose another name.")
        self.path = path

    def __reduce__(self) -> tuple[type, tuple[Path]]:
        return ReadOnlyFile, (self.path,)


class ChildFailed(MashStudioError):
    """A child process died or ran past its limits; the text says at what."""
