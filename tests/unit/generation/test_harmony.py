"""Chords, and pitches counted from them."""

from hypothesis import given
from hypothesis import strategies as st

from mashstudio.generation.harmony import KINDS, Chord, kind_of, ladder, pitch_of

TONES = ((0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 4, 7, 10), (0, 3, 7, 10), (0, 4, 7, 11), (0, 3, 6, 9))
C_MAJOR = (0, 2, 4, 5, 7, 9, 11)
CHORDS = st.builds(
    Chord,
    st.integers(0, 11),
    st.sampled_from(TONES),
    st.integers(0, 11).map(lambda tonic: tuple((tonic + step) % 12 for step in C_MAJOR)),
)


@given(CHORDS, st.integers(0, KINDS - 1), st.sampled_from((31, 50, 60)))
def test_whatever_is_written_fits_any_chord_and_is_read_as_it_was_written(chord: Chord, kind: int, lowest: int) -> None:
    pitch = pitch_of(chord, kind, lowest)
    assert chord.fits(pitch)
    assert kind_of(chord, pitch, lowest) == kind


@given(CHORDS)
def test_the_scale_of_the_moment_has_seven_different_steps_and_the_chord_s_tones(chord: Chord) -> None:
    steps = ladder(chord)
    assert len(steps) == 7
    assert list(steps) == sorted(set(steps))
    assert set(chord.tones) <= set(steps)


def test_a_chord_strange_to_the_key_takes_its_third_along() -> None:
    assert ladder(Chord(2, (0, 4, 7), C_MAJOR)) == (0, 2, 4, 5, 7, 9, 10)
    assert Chord(2, (0, 4, 7), C_MAJOR).fits(66)
    assert not Chord(2, (0, 4, 7), C_MAJOR).fits(65)


def test_a_pitch_outside_of_the_scale_is_written_as_its_neighbour() -> None:
    chord = Chord(0, (0, 4, 7), C_MAJOR)
    assert pitch_of(chord, kind_of(chord, 61, 60), 60) in (60, 62)
