"""A voice's melody lies where the voice plays on the grid."""

from typing import Any

import numpy as np
from mashups import lanes_but, mashup_of, with_cell

from mashstudio.document.melody_on_grid import melody_on_grid
from mashstudio.model.mashup import DOUBLE_SPEED, HALF_SPEED, Mashup
from mashstudio.model.notes import Note

MELODY = (Note(4.0, 1.0, 60, 90), Note(5.5, 0.5, 62, 80), Note(6.0, 2.0, 64, 70))
VOICE = 0
EVERY = range(16)


def changed(row: list[int], **fields: Any) -> Mashup:
    """Return a mashup whose first voice plays `row`, these fields of its cells set."""
    mashup = mashup_of({VOICE: row, 1: [-1] * 16})
    cells = mashup.cells.copy()
    for name, value in fields.items():
        cells[name][VOICE, : len(row)] = value
    return Mashup(mashup.sources, mashup.lanes, cells)


def notes(mashup: Mashup, shift: int = 0, beats: range = EVERY) -> list[tuple[float, float, int]]:
    return [(note.start, note.length, note.pitch) for note in melody_on_grid(mashup, 0, MELODY, shift, beats)]


def test_it_moves_with_its_cells_and_is_shifted_with_its_song() -> None:
    assert notes(changed([-1, -1, 4, 5, 6, 7]), shift=-2) == [(2.0, 1.0, 58), (3.5, 0.5, 60), (4.0, 2.0, 62)]


def test_it_is_cut_where_its_cells_are() -> None:
    assert notes(changed([5, 6, -1, 7])) == [(0.5, 0.5, 62), (1.0, 1.0, 64), (3.0, 1.0, 64)]
    assert notes(changed([4, 5, 6, 7]), beats=range(1, 3)) == [(1.5, 0.5, 62), (2.0, 1.0, 64)]


def test_a_gain_cuts_no_note() -> None:
    assert notes(changed([4, 5, 6, 7], gain=[0, -3, -3, 2])) == [(0.0, 1.0, 60), (1.5, 0.5, 62), (2.0, 2.0, 64)]


def test_it_plays_at_other_speeds_and_backwards() -> None:
    fast = changed([4, 6], speed=DOUBLE_SPEED)
    assert notes(fast) == [(0.0, 0.5, 60), (0.75, 0.25, 62), (1.0, 1.0, 64)]
    slow = changed([5, 5, 6, 6], speed=HALF_SPEED, half=[0, 1, 0, 1])
    assert notes(slow) == [(1.0, 1.0, 62), (2.0, 2.0, 64)]
    assert notes(changed([7, 6, 5, 4], backwards=1, gain=[0, 0, 1, 1])) == [
        (0.0, 2.0, 64), (2.0, 0.5, 62), (3.0, 1.0, 60)
    ]  # fmt: skip


def test_a_stuttered_beat_begins_again_and_again() -> None:
    stuttered = changed([4], stutter=4)
    assert notes(stuttered) == [(0.0, 0.25, 60), (0.25, 0.25, 60), (0.5, 0.25, 60), (0.75, 0.25, 60)]


def test_what_is_muted_or_another_song_s_is_silent() -> None:
    assert notes(mashup_of({VOICE: [4, 5, 6]}, lanes_but({VOICE: {"mute": True}}))) == []
    assert notes(mashup_of({VOICE: [4, 5, 6]}, lanes_but({1: {"solo": True}}))) != []
    assert notes(mashup_of({4: [4, 5, 6]})) == []
    other = with_cell(mashup_of({VOICE: [-1] * 4}), 2, 0, 4)
    assert notes(other) == []
    assert np.all(other.played[VOICE] < 0)
