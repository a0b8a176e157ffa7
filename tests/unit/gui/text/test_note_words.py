"""Names of pitches, drums and places."""

from PySide6.QtWidgets import QApplication

from mashstudio.gui.text.note_words import drum_name, note_words, pitch_name, place_words
from mashstudio.gui.text.translation import apply_language
from mashstudio.model.notes import Note


def test_pitches_have_the_names_that_musicians_use() -> None:
    assert [pitch_name(pitch) for pitch in (0, 21, 60, 61, 127)] == ["C-1", "A0", "C4", "C♯4", "G9"]


def test_drums_are_general_midi_s() -> None:
    names = {35: "Kick 2", 36: "Kick", 42: "Closed hi-hat", 46: "Open hi-hat", 49: "Crash", 81: "Open triangle"}
    assert {pitch: drum_name(pitch) for pitch in names} == names
    assert drum_name(34) == "Drum 34"
    assert drum_name(82) == "Drum 82"


def test_places_are_counted_in_bars_of_any_length() -> None:
    bars = (0, 4, 7)
    assert [place_words(beat, bars) for beat in (0.0, 3.75, 4.0, 8.5)] == [
        "Bar 1, beat 1",
        "Bar 1, beat 4.75",
        "Bar 2, beat 1",
        "Bar 3, beat 2.5",
    ]
    assert place_words(2.0, ()) == "Bar 1, beat 3"


def test_a_note_is_said_in_both_languages(qapp: QApplication) -> None:
    note = Note(5.5, 1 / 3, 60, 96)
    assert note_words(note, (0, 4)) == "Bar 2, beat 2.5: C4, velocity 96, 0.33 beats"
    apply_language(qapp, "ko")
    try:
        assert note_words(note, (0, 4)) == "2마디 2.5박: C4, 벨로시티 96, 0.33박"
        assert drum_name(38) == "스네어"
    finally:
        apply_language(qapp, "en")
