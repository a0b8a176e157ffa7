"""Undo and redo: the named states a mashup has been in."""

from dataclasses import dataclass, replace

from mashstudio.mashup.document import Mashup

LIMIT = 500
"""So many steps can be undone; older ones are forgotten."""


@dataclass(frozen=True)
class Step:
    """A state and the name of the edit that led to it ("" for the first)."""

    name: str
    mashup: Mashup


@dataclass(frozen=True)
class History:
    """The states in order; `position` is the present one's index."""

    steps: tuple[Step, ...]
    position: int = 0

    @property
    def present(self) -> Mashup:
        """The mashup as it is now."""
        return self.steps[self.position].mashup

    @property
    def undo_name(self) -> str | None:
        """The name of the edit that `undone` takes back; None when there is none."""
        return self.steps[self.position].name if self.position > 0 else None

    @property
    def redo_name(self) -> str | None:
        """The name of the edit that `redone` brings back; None when there is none."""
        return self.steps[self.position + 1].name if self.position + 1 < len(self.steps) else None


def begin(mashup: Mashup) -> History:
    """A history that holds only `mashup`."""
    return History((Step("", mashup),))


def edited(history: History, name: str, mashup: Mashup) -> History:
    """`mashup` becomes the present, by an edit called `name`; what had been undone is forgotten.

    An edit that changed nothing leaves no step.
    """
    if mashup == history.present:
        return history
    steps = (*history.steps[: history.position + 1], Step(name, mashup))[-LIMIT:]
    return History(steps, len(steps) - 1)


def undone(history: History) -> History:
    """One step back, or the same history at its beginning."""
    return replace(history, position=max(history.position - 1, 0))


def redone(history: History) -> History:
    """One step forward, or the same history at its end."""
    return replace(history, position=min(history.position + 1, len(history.steps) - 1))
