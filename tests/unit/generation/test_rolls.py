"""Lanes on the grid of sixteenths, and swing."""

import numpy as np
import pytest

from mashstudio.generation.harmony import Chord
from mashstudio.generation.heard import Heard, HeardSection, SectionKind, pieces_of
from mashstudio.generation.rolls import empty_roll, read, write
from mashstudio.generation.swing import straightened, swung
from mashstudio.generation.tokens import note_of, sequence_of
from mashstudio.model.notes import BandPart, Note

C = (0, 2, 4, 5, 7, 9, 11)
HEARD = Heard(
    (0, 4), (Chord(0, (0, 4, 7), C),) * 4 + (Chord(7, (0, 4, 7), C),) * 4,
    (HeardSection(0, SectionKind.VERSE, 1.0),), 120.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "notes"),
    [
        (BandPart.DRUMS, [(0, 36, 112), (0, 42, 88), (0.5, 42, 56), (1, 38, 112), (7.75, 38, 88)]),
        (BandPart.BASS, [(0, 36, 112), (1.5, 43, 88), (4, 31, 112), (6.25, 35, 56)]),
        (BandPart.CHORDS, [(0, 60, 112), (0, 64, 112), (0, 67, 112), (4, 59, 88), (4, 62, 88)]),
        (BandPart.LEAD, [(0.25, 72, 112), (1, 76, 112), (4, 79, 112)]),
    ],
)
def test_what_is_written_is_read_again(part: BandPart, notes: list[tuple[float, int, int]]) -> None:
    lane = [Note(start, 0.25, pitch, velocity) for start, pitch, velocity in notes]
    roll = empty_roll(8)
    write(roll, part, lane, HEARD)
    found = read(roll, part, range(32), HEARD)
    assert [(note.start, note.pitch, note.velocity) for note in found] == notes


def test_a_held_note_ends_where_the_harmony_leaves_it() -> None:
    e_major = Chord(4, (0, 4, 7), (4, 6, 8, 9, 11, 1, 3))
    away = Heard(HEARD.bars, HEARD.chords[:4] + (e_major,) * 4, HEARD.sections, 120.0)
    lasts = []
    for heard in (HEARD, away):
        roll = empty_roll(8)
        write(roll, BandPart.LEAD, [Note(3, 3, 65, 100)], heard)
        lasts.append(read(roll, BandPart.LEAD, range(32), heard)[0].length)
    assert lasts[0] > 2  # F is in the scale over G, too
    assert 0.9 < lasts[1] <= 1  # but not in E major


def test_a_bar_s_tokens_say_every_note() -> None:
    roll = empty_roll(8)
    write(roll, BandPart.CHORDS, [Note(0, 1, pitch, 100) for pitch in (60, 64, 67)] + [Note(2, 1, 65, 100)], HEARD)
    sequence = sequence_of(roll, BandPart.CHORDS, range(16))
    notes = [
        step for token, step in zip(sequence.tokens, sequence.steps, strict=True) if note_of(token, BandPart.CHORDS)
    ]
    assert notes == [0, 0, 0, 8]
    assert set(sequence.steps) == set(range(16))


def test_swing_is_undone_by_straightening() -> None:
    even = np.arange(0, 4, 0.125)
    for swing, unit in ((2 / 3, 2), (0.58, 4)):
        assert straightened(swung(even, swing, unit), swing, unit) == pytest.approx(even)


def test_long_bars_are_composed_in_pieces() -> None:
    assert pieces_of([0, 4, 16, 23], 25) == [(0, 4), (4, 4), (8, 4), (12, 4), (16, 7), (23, 2)]


def test_bars_and_sections_must_begin_at_the_beginning() -> None:
    with pytest.raises(ValueError, match="beat 0"):
        Heard((1, 4), HEARD.chords, HEARD.sections, 120.0)
