"""Download a large file: resumable, and checked before it is kept."""

import http.client
import urllib.error
import urllib.request
from pathlib import Path

from mashstudio.core.disks import require_room
from mashstudio.core.errors import ModelError
from mashstudio.core.files import explain_storage, sha256_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message

_TIMEOUT = 6
_PIECE = 1 << 18


def download(url: str, target: Path, size: int, sha256: str, what: str, *, job: Job) -> None:
    """Download `url` into `target`, which appears complete or not at all; an interrupted download stays as .part.

    size: bytes; sha256: hex; what: the name shown to the user.
    Raises ModelError if the network fails or the file isn't the expected one, StorageError if it can't be written.
    """
    partial = target.with_name(target.name + ".part")
    with explain_storage(target):
        have = partial.stat().st_size if partial.exists() else 0
        if have < size:
            require_room(target.parent, size - have)
            try:
                have = _fetch(url, partial, have, size, what, job)
            except (urllib.error.URLError, TimeoutError, ConnectionError, http.client.HTTPException) as error:
                reason = getattr(error, "reason", error)
                raise ModelError(
                    Message(
                        "{what} can't be downloaded ({details}). Check the network and try again, or get {url} on "
                        "another computer and use “mashstudio models import FILE”.",
                        what=what,
                        details=str(reason),
                        url=url,
                    )
                ) from error
        if have < size:
            raise ModelError(Message("The download of {what} was interrupted. Start it again to resume.", what=what))
        job.report(1, Message("Checking {name}", name=what))
        if sha256_of(partial) != sha256:
            partial.unlink()
            raise ModelError(Message("The downloaded {what} has the wrong checksum. Try again later.", what=what))
        partial.replace(target)


def _fetch(url: str, partial: Path, have: int, size: int, what: str, job: Job) -> int:
    """Append the missing bytes to `partial`; return its size."""
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    job.report(have / size, Message("Downloading {what}: {size} MB", what=what, size=f"{size / 1000000.0:.0f}"))
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
        if answer.status != http.client.PARTIAL_CONTENT:
            have = 0
        with partial.open("ab" if have else "wb") as file:
            while have < size and (piece := answer.read(min(_PIECE, size - have))):
                file.write(piece)
                have += len(piece)
                job.report(
                    have / size,
                    Message(
                        "Downloading {what}: {have} of {size} MB",
                        what=what,
                        have=f"{have / 1000000.0:.0f}",
                        size=f"{size / 1000000.0:.0f}",
                    ),
                )
    return have
