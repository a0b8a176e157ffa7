"""Undo and redo as a list of steps, for any sequence of actions."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from mashups import even_alignment, mashup_of

from mashstudio.core.messages import Message
from mashstudio.model.bars import FOURS
from mashstudio.session.history import LIMIT, History
from mashstudio.session.laid import Laid

STATES = [mashup_of({0: [beat, 1, 2]}) for beat in range(3)]
ALIGNMENT = even_alignment()


def laid(state: int) -> Laid:
    """Return a state of the document, equal by value to others with its number."""
    return Laid(replace(STATES[state]), ALIGNMENT, FOURS)


@dataclass
class Step:
    name: str
    before: int
    after: int
    merge: int | None


class Model:
    """A model of a history: steps with their states before and after, the current count, and the saved one."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.done = self.saved = self.state = 0
        self.is_saved = True

    def edit(self, name: str, state: int, merge: int | None) -> None:
        if state == self.state:
            return
        if self.is_saved and self.saved > self.done:
            self.is_saved = False
        del self.steps[self.done :]
        last = self.steps[-1] if self.steps else None
        if last is not None and merge is not None and merge == last.merge and not self.clean:
            last.after = state
            if last.before == state:
                self.steps.pop()
        else:
            self.steps.append(Step(name, self.state, state, merge))
        self.done, self.state = len(self.steps), state

    def undo(self) -> None:
        if self.done:
            self.done -= 1
            self.state = self.steps[self.done].before

    def redo(self) -> None:
        if self.done < len(self.steps):
            self.state = self.steps[self.done].after
            self.done += 1

    def save(self) -> None:
        self.is_saved, self.saved = True, self.done

    @property
    def clean(self) -> bool:
        return self.is_saved and self.saved == self.done


EDITS = st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from([None, 1, 2]))
OTHERS = st.sampled_from([("undo",), ("redo",), ("save",), ("changed",)])


@given(st.lists(st.one_of(EDITS, EDITS, OTHERS), max_size=30))
@example([("edit", 1, 1), ("edit", 2, 1), ("edit", 0, 1), ("edit", 1, 1)])
@example([("edit", 1, 1), ("save",), ("edit", 2, 1), ("undo",), ("edit", 0, 1), ("undo",)])
def test_any_sequence_of_edits_undos_and_redos_leads_where_its_steps_lead(acts: list[tuple[Any, ...]]) -> None:
    history, model = History(), Model()
    history.begin(laid(0))
    for number, act in enumerate(acts):
        match act:
            case ("edit", state, merge):
                assert history.present is not None
                if history.present.mashup != STATES[state]:
                    history.edit(Message(f"Step {number}"), laid(state), merge)
                model.edit(f"Step {number}", state, merge)
            case ("save",):
                history.mark_clean()
                model.save()
            case ("changed",):
                history.mark_changed()
                model.is_saved = False
            case (step,):
                getattr(history, step)()
                getattr(model, step)()
        assert history.present is not None
        assert history.present.mashup == STATES[model.state]
        assert list(map(str, history.steps)) == [step.name for step in model.steps]
        assert (history.done, history.clean) == (model.done, model.clean)
        names = [None, *history.steps, None]
        assert history.undo_name == names[model.done]
        assert history.redo_name == names[model.done + 1]


def test_the_oldest_steps_are_forgotten_and_with_them_what_was_saved() -> None:
    history = History()
    history.begin(laid(0))
    for step in range(LIMIT + 2):
        history.edit(Message("Step {number}", number=step), laid(1 + step % 2))
    assert len(history.steps) == history.done == LIMIT
    assert str(history.steps[0]) == "Step 2"
    for _ in range(LIMIT + 5):
        history.undo()
    assert (history.done, history.undo_name, history.clean) == (0, None, False)
    assert history.present is not None
    assert history.present.mashup == STATES[2]


def test_nothing_is_undone_where_there_is_no_document() -> None:
    history = History()
    for act in (history.undo, history.redo, history.mark_clean, history.clear):
        act()
        assert (history.present, history.steps, history.clean) == (None, (), True)


def test_each_drag_has_a_number_of_its_own() -> None:
    history = History()
    assert history.new_merge() != history.new_merge()
