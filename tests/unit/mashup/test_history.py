"""Undo and redo."""

from mashups import REFS, mashup_of

from mashstudio.mashup.document import empty_mashup
from mashstudio.mashup.history import LIMIT, begin, edited, redone, undone

FIRST = empty_mashup(REFS, 4)
SECOND = mashup_of({0: [0, 1, 2, 3]})
THIRD = mashup_of({0: [0, 0, 0, 0]})


def test_undo_and_redo_walk_through_the_named_states() -> None:
    history = edited(edited(begin(FIRST), "Paint", SECOND), "Loop", THIRD)
    assert (history.present, history.undo_name, history.redo_name) == (THIRD, "Loop", None)
    history = undone(history)
    assert (history.present, history.undo_name, history.redo_name) == (SECOND, "Paint", "Loop")
    history = undone(history)
    assert (history.present, history.undo_name, history.redo_name) == (FIRST, None, "Paint")
    assert redone(redone(history)).present == THIRD


def test_at_either_end_nothing_happens() -> None:
    history = begin(FIRST)
    assert undone(history) == history
    assert redone(history) == history


def test_an_edit_after_undoing_forgets_what_was_undone() -> None:
    history = edited(undone(edited(begin(FIRST), "Paint", SECOND)), "Loop", THIRD)
    assert history.present == THIRD
    assert history.redo_name is None
    assert undone(history).present == FIRST


def test_an_edit_that_changes_nothing_leaves_no_step() -> None:
    history = undone(edited(begin(FIRST), "Paint", SECOND))
    assert edited(history, "Clear", empty_mashup(REFS, 4)) == history


def test_the_oldest_steps_are_forgotten() -> None:
    history = begin(FIRST)
    for count in range(LIMIT + 20):
        history = edited(history, f"Edit {count}", empty_mashup(REFS, 5 + count))
    assert len(history.steps) == LIMIT
    for _ in range(2 * LIMIT):
        history = undone(history)
    assert history.present.beats == 5 + 20
    assert history.undo_name is None
