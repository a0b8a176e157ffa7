"""Remove what dead processes left behind, at every start."""

from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.core.leftovers import remove_leftovers
from mashstudio.session.autosave import remove_orphans
from mashstudio.session.project_lock import remove_dead_locks


def tidy_up(cache: Cache, autosave: Path) -> None:
    """Remove what killed work left in the cache, in the autosave folder, beside users' files and among temporary ones.

    Cheap if there is nothing to remove; files of living processes stay.
    """
    remove_leftovers()
    remove_dead_locks()
    cache.remove_leftovers()
    remove_orphans(autosave)
