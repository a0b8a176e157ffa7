"""Edits of notes."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.document.notes import (
    SHORTEST,
    LaneNotes,
    Snap,
    added,
    deleted,
    duplicated,
    moved,
    quantised,
    resized,
    scaled,
    with_velocity,
)
from mashstudio.model.notes import BandPart, Note, NoteLane

C, E, G = 60, 64, 67


def lane_of(*notes: Note, chosen: tuple[Note, ...] = (), beats: int = 8) -> LaneNotes:
    return LaneNotes(NoteLane(BandPart.LEAD, 80, notes), beats, frozenset(chosen))


FIRST, SECOND, THIRD = Note(0.0, 1.0, C, 80), Note(1.0, 0.5, E, 90), Note(2.0, 1.0, G, 100)


@st.composite
def edited_lanes(draw: st.DrawFn) -> LaneNotes:
    beats = draw(st.integers(1, 16))
    starts = st.one_of(st.floats(0, beats - SHORTEST), st.integers(0, beats * 12 - 1).map(lambda step: step / 12))
    found = draw(
        st.lists(
            st.builds(Note, starts, st.floats(SHORTEST, 4), st.integers(0, 127), st.integers(1, 127)),
            max_size=12,
            unique_by=lambda note: (note.start, note.pitch),
        )
    )
    notes = sorted(
        (replace(note, length=min(note.length, beats - note.start)) for note in found),
        key=lambda note: (note.start, note.pitch),
    )
    chosen = draw(st.sets(st.sampled_from(notes))) if notes else set()
    return LaneNotes(NoteLane(BandPart.BASS, 33, tuple(notes)), beats, frozenset(chosen))


Edit = Callable[[LaneNotes], LaneNotes]
MANY = st.floats(-40, 40)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(
        lambda start, length, pitch, velocity: lambda notes: added(notes, Note(start, length, pitch, velocity)),
        MANY,
        MANY,
        st.integers(-20, 150),
        st.integers(-20, 150),
    ),
    st.just(deleted),
    st.builds(lambda by, up: lambda notes: moved(notes, by, up), MANY, st.integers(-150, 150)),
    st.builds(lambda by, start: lambda notes: resized(notes, by, at_start=start), MANY, st.booleans()),
    st.builds(lambda velocity: lambda notes: with_velocity(notes, velocity), st.integers(-20, 150)),
    st.builds(lambda factor: lambda notes: scaled(notes, factor), st.floats(0, 50)),
    st.builds(lambda snap: lambda notes: quantised(notes, snap), st.sampled_from(Snap)),
    st.builds(lambda snap: lambda notes: duplicated(notes, snap), st.sampled_from([None, *Snap])),
)


@given(edited_lanes(), st.lists(EDITS, min_size=1, max_size=4))
def test_whatever_is_edited_notes_stay_in_order_and_within_and_never_coincide(
    before: LaneNotes, edits: list[Edit]
) -> None:
    after = before
    for edit in edits:
        others, same = set(after.lane.notes) - after.chosen, after
        after = edit(after)
        places = [(note.start, note.pitch) for note in after.lane.notes]
        assert all(one < other for one, other in pairwise(places))
        for note in after.lane.notes:
            assert note.start >= 0
            assert note.length > 0
            assert note.start + note.length <= after.beats + 1e-9
            assert 0 <= note.pitch <= 127
            assert 1 <= note.velocity <= 127
        assert after.chosen <= set(after.lane.notes)
        # Only notes of the pitches that were edited give way.
        pitches = {note.pitch for note in after.chosen}
        assert {note for note in others if note.pitch not in pitches} <= set(after.lane.notes)
        for pitch in pitches:
            for one, other in pairwise(note for note in after.lane.notes if note.pitch == pitch):
                assert one.start + one.length <= other.start + 1e-9 or not {one, other} & after.chosen or after == same
    assert replace(after.lane, notes=()) == replace(before.lane, notes=())


@given(edited_lanes(), MANY, st.integers(-150, 150))
def test_notes_keep_their_shape_when_they_are_moved(notes: LaneNotes, beats: float, semitones: int) -> None:
    after = moved(notes, beats, semitones)
    if notes.chosen and len(after.chosen) == len(notes.chosen):
        for row in (lambda note: note.start, lambda note: float(note.pitch)):
            before, then = sorted(map(row, notes.chosen)), sorted(map(row, after.chosen))
            by = [b - a for a, b in zip(before, then, strict=True)]
            assert max(by) - min(by) <= 2 / 960


def test_a_note_is_added_in_its_place_and_chosen() -> None:
    notes = added(lane_of(FIRST, THIRD, chosen=(FIRST,)), SECOND)
    assert notes.lane.notes == (FIRST, SECOND, THIRD)
    assert notes.chosen == {SECOND}
    late = added(notes, Note(7.5, 4.0, 200, 0)).lane.notes[-1]
    assert late == Note(7.5, 0.5, 127, 1)


def test_a_note_added_onto_another_takes_its_place_or_ends_it() -> None:
    assert added(lane_of(FIRST), replace(FIRST, velocity=5)).lane.notes == (replace(FIRST, velocity=5),)
    inside = Note(0.25, 0.25, C, 50)
    assert added(lane_of(FIRST), inside).lane.notes == (replace(FIRST, length=0.25), inside)
    assert added(lane_of(inside), FIRST).lane.notes == (replace(FIRST, length=0.25), inside)


def test_chosen_notes_are_deleted() -> None:
    notes = deleted(lane_of(FIRST, SECOND, THIRD, chosen=(FIRST, THIRD)))
    assert notes.lane.notes == (SECOND,)
    assert not notes.chosen


def test_chosen_notes_move_as_far_as_all_of_them_can() -> None:
    notes = lane_of(FIRST, SECOND, THIRD, chosen=(SECOND, THIRD))
    after = moved(notes, 1.0, 12)
    assert after.lane.notes == (FIRST, Note(2.0, 0.5, E + 12, 90), Note(3.0, 1.0, G + 12, 100))
    assert after.chosen == set(after.lane.notes[1:])
    assert [note.start for note in moved(notes, -4.0, 0).lane.notes] == [0.0, 0.0, 1.0]
    assert [note.start for note in moved(notes, 99.0, 0).lane.notes] == [0.0, 6.0, 7.0]
    assert [note.pitch for note in moved(notes, 0, 99).lane.notes] == [C, 124, 127]
    assert [note.pitch for note in moved(notes, 0, -99).lane.notes] == [C, 0, 3]


def test_six_steps_of_triplets_are_exactly_a_beat() -> None:
    notes = lane_of(FIRST, chosen=(FIRST,))
    for _ in range(6):
        notes = moved(notes, Snap.SIXTEENTH_TRIPLET.value, 0)
    assert notes.lane.notes[0].start == 1.0


def test_either_end_of_a_note_moves_but_never_past_the_other() -> None:
    notes = lane_of(SECOND, chosen=(SECOND,))
    assert resized(notes, 0.5).lane.notes == (replace(SECOND, length=1.0),)
    assert resized(notes, -9.0).lane.notes == (replace(SECOND, length=SHORTEST),)
    assert resized(notes, 99.0).lane.notes == (replace(SECOND, length=7.0),)
    assert resized(notes, -0.5, at_start=True).lane.notes == (replace(SECOND, start=0.5, length=1.0),)
    assert resized(notes, 9.0, at_start=True).lane.notes == (replace(SECOND, start=1.5 - SHORTEST, length=SHORTEST),)
    assert resized(notes, -9.0, at_start=True).lane.notes == (replace(SECOND, start=0.0, length=1.5),)


def test_velocity_is_set_or_scaled_and_never_stuck() -> None:
    quiet, notes = Note(0.0, 1.0, C, 1), lane_of(FIRST, SECOND, chosen=(FIRST, SECOND))
    assert [note.velocity for note in with_velocity(notes, 64).lane.notes] == [64, 64]
    assert [note.velocity for note in scaled(notes, 1.25).lane.notes] == [100, 112]
    assert [note.velocity for note in scaled(notes, 9.0).lane.notes] == [127, 127]
    assert scaled(lane_of(quiet, chosen=(quiet,)), 1.1).lane.notes[0].velocity == 2
    assert scaled(notes, 1.0) == notes


@pytest.mark.parametrize(
    ("snap", "start"),
    [
        (Snap.QUARTER, 1.0),
        (Snap.EIGHTH, 1.0),
        (Snap.SIXTEENTH, 1.25),
        (Snap.QUARTER_TRIPLET, 4 / 3),
        (Snap.EIGHTH_TRIPLET, 4 / 3),
        (Snap.SIXTEENTH_TRIPLET, 7 / 6),
    ],
)
def test_notes_are_drawn_to_the_nearest_line(snap: Snap, start: float) -> None:
    off = Note(1.21, 0.5, C, 80)
    (note,) = quantised(lane_of(off, chosen=(off,)), snap).lane.notes
    assert note.start == pytest.approx(start)
    assert note.length == 0.5
    last = Note(7.9, 0.1, C, 80)
    assert quantised(lane_of(last, chosen=(last,)), snap).lane.notes[0].start == pytest.approx(8 - snap.value)


def test_of_two_notes_drawn_to_one_line_the_louder_stays() -> None:
    early, late = Note(0.9, 0.5, C, 90), Note(1.1, 0.5, C, 80)
    after = quantised(lane_of(early, late, chosen=(early, late)), Snap.QUARTER)
    assert after.lane.notes == (Note(1.0, 0.5, C, 90),)


def test_a_copy_follows_whole_steps_later_and_is_chosen() -> None:
    played = (Note(0.0, 0.95, C, 80), Note(1.0, 0.7, E, 80))
    after = duplicated(lane_of(*played, chosen=played), Snap.QUARTER)
    assert [(note.start, note.pitch) for note in after.lane.notes] == [(0.0, C), (1.0, E), (2.0, C), (3.0, E)]
    assert after.chosen == set(after.lane.notes[2:])
    exact = duplicated(lane_of(*played, chosen=played), None)
    assert [note.start for note in exact.lane.notes] == pytest.approx([0.0, 1.0, 1.7, 2.7], abs=1 / 960)


def test_copies_that_would_begin_after_the_end_are_left_out() -> None:
    notes = (Note(5.0, 1.0, C, 80), Note(6.0, 1.0, E, 80))
    after = duplicated(lane_of(*notes, chosen=notes), Snap.QUARTER)
    assert [note.start for note in after.lane.notes] == [5.0, 6.0, 7.0]
    last = Note(7.0, 1.0, C, 80)
    assert duplicated(lane_of(last, chosen=(last,)), Snap.QUARTER) == lane_of(last, chosen=(last,))


def test_nothing_chosen_nothing_changes() -> None:
    notes = lane_of(FIRST, SECOND)
    assert moved(notes, 1.0, 1) == resized(notes, 1.0) == duplicated(notes, None) == deleted(notes) == notes
    assert deleted(notes.all_chosen).lane.notes == ()
