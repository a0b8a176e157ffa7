"""Keeping a session's mashup as a project."""

from collections.abc import Callable
from pathlib import Path

from mashstudio.facts.errors import BadArgument
from mashstudio.jobs import Job
from mashstudio.studio.project_files import write_project
from mashstudio.studio.session import Session
from mashstudio.studio.workers import Urgency


def save(
    session: Session,
    path: Path,
    done: Callable[[], None],
    failed: Callable[[Exception], None],
    *,
    over_read_only: bool = False,
) -> None:
    """Write the mashup as it is now to `path`, which becomes the session's place.

    over_read_only: replace a file that nobody may write to, too. failed: told a StorageError, ReadOnlyFile when
    there is such a file, a BadArgument when that is one of its songs.
    """
    mashup = session.mashup
    if mashup is None:
        failed(BadArgument("There is nothing to save yet: a mashup begins when both songs are analysed."))
        return

    def saved(_nothing: None) -> None:
        session.path = path
        done()

    songs = [song.path for song in mashup.songs] + [deck.path for deck in session.decks if deck is not None]

    def write(_job: Job) -> None:
        write_project(mashup, path, songs, over_read_only=over_read_only)

    session.workers.start(Urgency.READ, write, done=saved, failed=failed)
