"""Chords are found for a melody."""

from hypothesis import given
from hypothesis import strategies as st

from mashstudio.generation.harmonising import harmonised
from mashstudio.model.key import MAJOR_SCALE
from mashstudio.model.notes import Note

TRIADS = {0: (0, 4, 7), 2: (2, 5, 9), 4: (4, 7, 11), 5: (5, 9, 12), 7: (7, 11, 14), 9: (9, 12, 16)}


def arpeggios(roots: list[int], tonic: int) -> list[Note]:
    """Return a bar of four beats on the tones of each triad: root, third, fifth, third."""
    return [
        Note(4 * bar + beat, 1, 60 + tonic + TRIADS[root][tone], 100)
        for bar, root in enumerate(roots)
        for beat, tone in enumerate((0, 1, 2, 1))
    ]


@given(st.lists(st.sampled_from(list(TRIADS)), min_size=1, max_size=8), st.integers(0, 11))
def test_broken_triads_are_told(roots: list[int], tonic: int) -> None:
    chords = harmonised(arpeggios(roots, tonic), range(0, 4 * len(roots), 4), 4 * len(roots), tonic)
    assert [chord.root for chord in chords[::4]] == [(tonic + root) % 12 for root in roots]
    assert all(a == b for a, b in zip(chords[::4], chords[3::4], strict=True))


@given(st.integers(0, 11))
def test_the_scale_is_told_by_the_melody(tonic: int) -> None:
    chords = harmonised(arpeggios([0, 5, 7, 0], tonic), [0, 4, 8, 12], 16)
    assert {*chords[0].scale} == {(tonic + step) % 12 for step in MAJOR_SCALE}


def test_a_bar_that_leaves_the_choice_leads_on() -> None:
    """A fifth alone could be the first, third or fifth degree's: before home it is the fifth."""
    melody = [*arpeggios([0, 5], 0), Note(8, 4, 67, 100), *(Note(12 + n, 1, 60, 100) for n in range(4))]
    assert [chord.root for chord in harmonised(melody, [0, 4, 8, 12], 16, 0)[::4]] == [0, 5, 7, 0]


@given(
    st.lists(st.builds(Note, st.floats(0, 15), st.floats(0.1, 4), st.integers(30, 90), st.integers(1, 127)), max_size=9)
)
def test_any_melody_is_harmonised_within_the_scale(melody: list[Note]) -> None:
    chords = harmonised(melody, [0, 3, 7, 12], 16)
    assert len(chords) == 16
    assert all((chord.root + tone) % 12 in chord.scale for chord in chords for tone in chord.tones)
