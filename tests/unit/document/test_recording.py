"""Keys played over the mashup become notes on its grid."""

from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.notes import LaneNotes, Snap, added, quantised
from mashstudio.document.recording import KeyEvent, Recorded, recorded
from mashstudio.model.alignment import TargetGrid
from mashstudio.model.notes import BandPart, Note, NoteLane

GRID = TargetGrid(120.0)
BEAT = SAMPLE_RATE // 2
BEGAN = 1000.0
"""When beat 0 was heard first."""


def key(beat: float, pitch: int, velocity: int = 90, *, of: float | None = None) -> KeyEvent:
    """Return an event so many beats after the beginning. of: the beat of the mashup heard then, if it isn't that."""
    return KeyEvent(pitch, velocity, BEGAN + beat / 2, (beat if of is None else of) * BEAT)


def played(*events: KeyEvent, where: Recorded | None = None, until: float = 16.0) -> list[Note]:
    found = recorded(events, GRID, where or Recorded(0, 16 * BEAT), BEGAN + until / 2)
    return [Note(round(note.start, 6), round(note.length, 6), note.pitch, note.velocity) for note in found]


def test_notes_begin_where_they_were_heard_and_last_as_long_as_keys_were_held() -> None:
    assert played(key(1.03, 60, 80), key(1.5, 64, 70), key(2.03, 60, 0), key(3.5, 64, 0)) == [
        Note(1.03, 1.0, 60, 80),
        Note(1.5, 2.0, 64, 70),
    ]


def test_keys_held_at_the_end_are_let_go_there() -> None:
    assert played(key(2, 60), until=5) == [Note(2, 3, 60, 90)]
    assert played(key(14, 60), until=40) == [Note(14, 2, 60, 90)]
    assert played(key(6, 60), until=5) == []


def test_a_key_pressed_again_without_release_is_two_notes() -> None:
    """A release may be lost with the keyboard that is unplugged."""
    assert played(key(1, 60, 80), key(2, 60, 50), key(3, 60, 0)) == [Note(1, 1, 60, 80), Note(2, 1, 60, 50)]
    assert played(key(1, 60, 0)) == []


def test_what_is_played_while_it_counts_in_is_the_beginning_or_nothing() -> None:
    events = (key(-1.0, 50, of=-1.0), key(-0.8, 50, 0, of=-0.8), key(-0.2, 60, of=-0.2), key(1.0, 60, 0))
    assert played(*events) == [Note(0, 1.2, 60, 90)]


LOOP = Recorded(4 * BEAT, 8 * BEAT, loops=True)


def test_rounds_of_a_loop_lie_over_each_other() -> None:
    """A key that is held when the loop begins again ends there; one pressed just before means its beginning."""
    events = (
        key(4.5, 60), key(5.0, 60, 0), key(7.0, 67), key(9.0, 67, 0, of=5.0), key(10.5, 62, of=6.5),
        key(11.0, 62, 0, of=7.0), key(11.95, 64, of=7.95), key(13.0, 64, 0, of=5.0),
    )  # fmt: skip
    assert played(*events, where=LOOP, until=20) == [
        Note(4.0, 1.05, 64, 90),
        Note(4.5, 0.5, 60, 90),
        Note(6.5, 0.5, 62, 90),
        Note(7.0, 1.0, 67, 90),
    ]


def test_a_take_joins_the_lane_and_is_quantised_alone() -> None:
    lane = NoteLane(BandPart.LEAD, 80, (Note(0.1, 1.0, 72, 60), Note(2.0, 2.0, 60, 60)))
    take = recorded([key(3.03, 60), key(3.5, 60, 0), key(5.6, 65), key(6, 65, 0)], GRID, Recorded(0, 16 * BEAT), 9e9)
    found = quantised(added(LaneNotes(lane, 16), *take), Snap.EIGHTH)
    assert [(note.start, note.pitch) for note in found.lane.notes] == [(0.1, 72), (2.0, 60), (3.0, 60), (5.5, 65)]
    # The note of the same pitch gives way.
    assert found.lane.notes[1].length <= 1.04
    assert len(found.chosen) == 2
