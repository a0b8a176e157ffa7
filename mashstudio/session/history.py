"""Undo and redo: the successive states of a session's document, and the names of the steps between them."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.session.laid import Laid

LIMIT: Final = 500
"""How many steps can be undone."""


@dataclass(frozen=True, eq=False)
class _State:
    """A state of the document and the step that led to it. merge: see `History.edit`."""

    laid: Laid
    name: Message | None = None
    merge: int | None = None


class History:
    """The states of one document. Nothing here raises: states are checked before (see `lay`)."""

    def __init__(self) -> None:
        self._states: list[_State] = []
        self._at = 0
        self._clean: _State | None = None
        self._merges = count()

    @property
    def present(self) -> Laid | None:
        """The present document; None while there is none."""
        return self._states[self._at].laid if self._states else None

    @property
    def steps(self) -> tuple[Message, ...]:
        """The names of all steps, including those that can be redone."""
        return tuple(state.name for state in self._states[1:] if state.name is not None)

    @property
    def done(self) -> int:
        """How many of `steps` can be undone."""
        return self._at

    @property
    def undo_name(self) -> Message | None:
        """The name of the step that `undo` would undo; None if there is none."""
        return self._states[self._at].name if self._at > 0 else None

    @property
    def redo_name(self) -> Message | None:
        """The name of the step that `redo` would redo; None if there is none."""
        return self._states[self._at + 1].name if self._at + 1 < len(self._states) else None

    @property
    def clean(self) -> bool:
        """Return True if the document is as it began or was last saved."""
        return not self._states or self._states[self._at] is self._clean

    def new_merge(self) -> int:
        """Return a new `merge` number for the edits of one drag."""
        return next(self._merges)

    def begin(self, laid: Laid) -> None:
        """Start over from `laid`, with nothing to undo or save."""
        self._states, self._at = [_State(laid)], 0
        self.mark_clean()

    def clear(self) -> None:
        """Forget the document."""
        self._states, self._at, self._clean = [], 0, None

    def edit(self, name: Message, laid: Laid, merge: int | None = None) -> None:
        """Make `laid` the present state, as a step called `name`; drop the steps that could be redone.

        merge: consecutive edits with the same number are one step, named after the first, or none if they lead back to
        where they began. A state saved between two of them stays a step of its own.
        """
        del self._states[self._at + 1 :]
        last = self._states[-1]
        if self._at > 0 and merge is not None and merge == last.merge and last is not self._clean:
            del self._states[-1]
            if laid.mashup != self._states[-1].laid.mashup:
                self._states.append(replace(last, laid=laid))
        else:
            self._states.append(_State(laid, name, merge))
        del self._states[: -LIMIT - 1]
        self._at = len(self._states) - 1

    def undo(self) -> None:
        """Go back a step, if there is one."""
        self._at = max(self._at - 1, 0)

    def redo(self) -> None:
        """Go forward a step, if one was undone."""
        self._at = min(self._at + 1, max(len(self._states) - 1, 0))

    def mark_clean(self) -> None:
        """Note that the present state is saved."""
        self._clean = self._states[self._at] if self._states else None

    def mark_changed(self) -> None:
        """Note that no state is saved."""
        self._clean = None
