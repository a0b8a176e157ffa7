"""Undo and redo: the states of a session's document, one after the other, and the names of the steps between them."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.session.laid import Laid

LIMIT: Final = 500
"""How many steps can be undone."""


@dataclass(frozen=True, eq=False)
class _State:
    """A state of the document, and the step that led to it. merge: see `History.edit`."""

    laid: Laid
    name: Message | None = None
    merge: int | None = None


class History:
    """The states of one document. Nothing here fails: a state was laid before it came in."""

    def __init__(self) -> None:
        self._states: list[_State] = []
        self._at = 0
        self._clean: _State | None = None
        self._merges = count()

    @property
    def present(self) -> Laid | None:
        """The document as it is now; None while there is none."""
        return self._states[self._at].laid if self._states else None

    @property
    def steps(self) -> tuple[Message, ...]:
        """The names of all steps, from the first to those that could be redone."""
        return tuple(state.name for state in self._states[1:] if state.name is not None)

    @property
    def done(self) -> int:
        """How many of `steps` could be undone."""
        return self._at

    @property
    def undo_name(self) -> Message | None:
        """The name of the step that `undo` takes back; None when there is none."""
        return self._states[self._at].name if self._at > 0 else None

    @property
    def redo_name(self) -> Message | None:
        """The name of the step that `redo` repeats; None when there is none."""
        return self._states[self._at + 1].name if self._at + 1 < len(self._states) else None

    @property
    def clean(self) -> bool:
        """Return True if the document is as it began, or as it was saved."""
        return not self._states or self._states[self._at] is self._clean

    def new_merge(self) -> int:
        """Return a number for the edits of one drag, as `merge` of `edit`."""
        return next(self._merges)

    def begin(self, laid: Laid) -> None:
        """Start over from `laid`, with nothing to undo or to save."""
        self._states, self._at = [_State(laid)], 0
        self.mark_clean()

    def clear(self) -> None:
        """Forget the document."""
        self._states, self._at, self._clean = [], 0, None

    def edit(self, name: Message, laid: Laid, merge: int | None = None) -> None:
        """Make `laid` the present state, by a step called `name`; what could be redone is gone.

        merge: edits in a row with the same number are one step, called as the first, or none when they lead back to
        where they began. What was saved between two of them stays a state of its own.
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
        """Go forward a step that was undone, if there is one."""
        self._at = min(self._at + 1, max(len(self._states) - 1, 0))

    def mark_clean(self) -> None:
        """Note that the present state is saved."""
        self._clean = self._states[self._at] if self._states else None

    def mark_changed(self) -> None:
        """Note that no state is saved."""
        self._clean = None
