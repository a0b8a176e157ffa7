"""At every start: what dead processes left behind goes."""

from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.core.leftovers import remove_leftovers
from mashstudio.session.autosave import remove_orphans
from mashstudio.session.project_lock import remove_dead_locks


def tidy_up(cache: Cache, autosave: Path) -> None:
    """Removes what killed work left in the cache, in the autosave folder, beside users' files and among temporary ones.

    Cheap when there is nothing; what a living process is making stays.
    """
    remove_leftovers()
    remove_dead_locks()
    cache.remove_leftovers()
    remove_orphans(autosave)
