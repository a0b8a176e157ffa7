"""The tree of errors a user can meet. Each message says what happened and what to do next."""

from pathlib import Path

from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said


class MashStudioError(Exception):
    """Anything that went wrong in a way MashStudio understands; its `message` is fit to show."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Cancelled(MashStudioError):
    """The user cancelled the job; nothing was left behind."""

    def __init__(self) -> None:
        super().__init__(Message("Cancelled."))

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return Cancelled, ()


class BadArgument(MashStudioError):
    """A command or setting was given a value that means nothing."""


class UnusableSong(MashStudioError):
    """This file can't be used as a song. `reason` is a whole sentence."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(Message("{name}: {reason}", name=said(path.name), reason=reason))
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[Path, Message]]:
        return UnusableSong, (self.path, self.reason)


class ProjectError(MashStudioError):
    """A project file can't be opened: damaged, of a newer version, or its songs are missing."""


class SongMoved(ProjectError):
    """A project's song lies neither where it was nor beside the project."""


class ProjectInUse(MashStudioError):
    """A project is open for saving elsewhere, at `owner`."""

    def __init__(self, path: Path, owner: Message) -> None:
        super().__init__(
            Message(
                "{name} is open in {owner}. Look at it here, and save what you change under another name.",
                name=said(path.name),
                owner=owner,
            )
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
        super().__init__(
            Message("Can't write {path}: the file there is read-only; choose another name.", path=said(path))
        )
        self.path = path

    def __reduce__(self) -> tuple[type, tuple[Path]]:
        return ReadOnlyFile, (self.path,)


class ChildFailed(MashStudioError):
    """A child process died or ran past its limits; the text says at what."""


def message_of(error: Exception) -> Message:
    """Return what to tell people of `error`, whatever it is."""
    if isinstance(error, MashStudioError):
        return error.message
    return Message(
        "Something unexpected went wrong ({details}). The log file has the details.",
        details=f"{type(error).__name__}: {error}",
    )
