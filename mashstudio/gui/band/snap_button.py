"""The button that shows what notes snap to, or are quantised to, and offers other choices."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from mashstudio.document.notes import Snap
from mashstudio.gui.text.note_words import snap_name
from mashstudio.gui.widgets.choice_controls import Entry, MenuButton


class SnapButton(MenuButton):
    """Offers some snaps and none; `choose` is called with the chosen one, None for none."""

    def __init__(self, snaps: Sequence[Snap], choose: Callable[[Snap | None], None]) -> None:
        super().__init__(self._offered)
        self._snaps, self._choose = snaps, choose
        self._snap: Snap | None = None

    def show_snap(self, snap: Snap | None, name: str) -> None:
        """Show the current choice; name: what is being chosen."""
        self._snap = snap
        self.reserve(map(snap_name, [*self._snaps, None]))
        self.show_choice(snap_name(snap), name)

    def _offered(self) -> Iterable[Iterable[Entry]]:
        yield [(snap_name(snap), snap is self._snap, partial(self._choose, snap)) for snap in self._snaps]
        yield [(snap_name(None), self._snap is None, partial(self._choose, None))]
