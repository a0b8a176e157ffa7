"""Save a session's mashup as a project."""

from collections.abc import Callable
from pathlib import Path

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.versions import states_of
from mashstudio.model.song import song_files
from mashstudio.pipeline.project_files import write_project
from mashstudio.session.project_lock import ProjectLock, take
from mashstudio.session.session import MashupSession
from mashstudio.session.workers import Urgency


def save(
    session: MashupSession,
    path: Path,
    done: Callable[[], None],
    failed: Callable[[Exception], None],
    *,
    over_read_only: bool = False,
) -> None:
    """Write the present mashup to `path`, which becomes the session's place.

    over_read_only: also replace a write-protected file. failed: gets a StorageError; ReadOnlyFile if the file is
    write-protected, BadArgument if it is one of the songs, ProjectInUse if it is open elsewhere.
    """
    mashup = session.mashup
    if mashup is None:
        failed(BadArgument(Message("Nothing to save yet. The mashup starts once two songs are analysed.")))
        return

    mine = session.lock

    def saved(lock: ProjectLock) -> None:
        hold(session, lock)
        session.path = path
        if session.mashup is mashup:
            session.mark_saved()
        done()

    sources = [source for state in states_of(mashup) for source in state.sources]
    places = [source.song.place for source in sources] + [deck.place for deck in session.decks.values()]
    songs = [file for place in places for file in song_files(place)]

    def write(_job: Job) -> ProjectLock:
        lock = mine if mine is not None and mine.is_of(path) else take(path)
        try:
            write_project(mashup, path, songs, over_read_only=over_read_only)
        except BaseException:
            if lock is not mine:
                lock.release()
            raise
        return lock

    session.workers.start(Urgency.READ, write, done=saved, failed=failed)


def claim(session: MashupSession, path: Path, failed: Callable[[Exception], None]) -> None:
    """Lock the project at `path` for saving. failed: gets ProjectInUse if another process holds it."""
    session.workers.start(Urgency.READ, lambda _job: take(path), done=lambda lock: hold(session, lock), failed=failed)


def hold(session: MashupSession, lock: ProjectLock | None) -> None:
    """Make `lock` the session's; release the former one."""
    before, session.lock = session.lock, lock
    if before is not None and before is not lock:
        before.release()
