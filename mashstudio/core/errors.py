"""The errors a user can meet. Each message says what happened and what to do next."""

from pathlib import Path

from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said


class MashStudioError(Exception):
    """Base of all errors that MashStudio understands; `message` can be shown to the user."""

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
    """A command or setting was given an invalid value."""


class UnusableSong(MashStudioError):
    """A file can't be used as a song. `reason` is a whole sentence."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(Message("{name}: {reason}", name=said(path.name or path), reason=reason))
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[Path, Message]]:
        return UnusableSong, (self.path, self.reason)


class ProjectError(MashStudioError):
    """A project file can't be opened: it is damaged or of a newer version, or its songs are missing."""


class SongMoved(ProjectError):
    """A project's song is neither where it was nor beside the project."""


class ProjectInUse(MashStudioError):
    """A project is open for saving elsewhere, at `owner`."""

    def __init__(self, path: Path, owner: Message) -> None:
        super().__init__(
            Message(
                "{name} is open in {owner}. You can view it here and save changes under another name.",
                name=said(path.name),
                owner=owner,
            )
        )


class ModelError(MashStudioError):
    """A separation model is missing, damaged or untrusted."""


class NotHeard(MashStudioError):
    """An instrument can't be taken out of a song: it isn't heard there."""


class ToolMissing(MashStudioError):
    """A system library or program that MashStudio needs isn't installed."""


class StorageError(MashStudioError):
    """A file can't be written: the disk is full or read-only, or the folder is missing."""


class ReadOnlyFile(StorageError):
    """An existing file is read-only; it is replaced only with the user's consent."""

    def __init__(self, path: Path) -> None:
        super().__init__(Message("Can't write {path}: that file is read-only; choose another name.", path=said(path)))
        self.path = path

    def __reduce__(self) -> tuple[type, tuple[Path]]:
        return ReadOnlyFile, (self.path,)


class ChildFailed(MashStudioError):
    """A child process died or exceeded its limits; the message says during what."""


def message_of(error: Exception) -> Message:
    """Return a message for the user about any `error`."""
    if isinstance(error, MashStudioError):
        return error.message
    return Message(
        "Unexpected error ({details}). See the log file for details.",
        details=f"{type(error).__name__}: {error}",
    )
