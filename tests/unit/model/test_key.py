"""Keys: their names, numbers, places on the Camelot wheel, and the shifts between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.core.errors import BadArgument
from mashstudio.model.key import Key, Mode, parse_key, shorter_shift

KEYS = [Key(tonic, mode) for tonic in range(12) for mode in Mode]

# The published wheel (mixedinkey.com/camelot-wheel), independent of the formula.
CAMELOT = {
    "Ab minor": "1A",
    "Eb minor": "2A",
    "Bb minor": "3A",
    "F minor": "4A",
    "C minor": "5A",
    "G minor": "6A",
    "D minor": "7A",
    "A minor": "8A",
    "E minor": "9A",
    "B minor": "10A",
    "F# minor": "11A",
    "Db minor": "12A",
    "B major": "1B",
    "F# major": "2B",
    "Db major": "3B",
    "Ab major": "4B",
    "Eb major": "5B",
    "Bb major": "6B",
    "F major": "7B",
    "C major": "8B",
    "G major": "9B",
    "D major": "10B",
    "A major": "11B",
    "E major": "12B",
}


def test_the_camelot_wheel() -> None:
    assert {str(key): key.camelot for key in KEYS} == CAMELOT


@pytest.mark.parametrize(
    ("name", "number"),
    [("F major", 8), ("A minor", 3), ("C major", 3), ("A major", 0), ("F# minor", 0), ("F minor", 11)],
)
def test_the_number_is_the_relative_major_s_tonic_from_a(name: str, number: int) -> None:
    assert parse_key(name).number == number


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_key_s_name_is_read_back(key: Key) -> None:
    assert parse_key(str(key)) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("F minor", Key(8, Mode.MINOR)),
        ("f minor", Key(8, Mode.MINOR)),
        ("f#m", Key(9, Mode.MINOR)),
        ("F♯ Min", Key(9, Mode.MINOR)),
        ("B♭", Key(1, Mode.MAJOR)),
        ("b♭ major", Key(1, Mode.MAJOR)),
        ("Bb", Key(1, Mode.MAJOR)),
        ("bb", Key(1, Mode.MAJOR)),
        ("b", Key(2, Mode.MAJOR)),
        ("C maj", Key(3, Mode.MAJOR)),
        ("C M", Key(3, Mode.MAJOR)),
        ("Cb", Key(2, Mode.MAJOR)),
        ("B#m", Key(3, Mode.MINOR)),
        ("E#", Key(8, Mode.MAJOR)),
        ("Fb minor", Key(7, Mode.MINOR)),
        ("G# minor", Key(11, Mode.MINOR)),
        ("Ab MINOR", Key(11, Mode.MINOR)),
        ("  D   minor  ", Key(5, Mode.MINOR)),
    ],
)
def test_the_ways_people_write_keys(name: str, key: Key) -> None:
    assert parse_key(name) == key


@pytest.mark.parametrize("name", ["", "H minor", "C##", "minor", "F minorish", "13A", "0B", "C major minor", "1"])
def test_what_names_no_key_is_refused(name: str) -> None:
    with pytest.raises(BadArgument, match="is not a key: write it like"):
        parse_key(name)


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_refused(name: str) -> None:
    try:
        key = parse_key(name)
    except BadArgument:
        return
    assert parse_key(str(key)) == key


@pytest.mark.parametrize("tonic", [-1, 12])
def test_there_are_twelve_tonics(tonic: int) -> None:
    with pytest.raises(ValueError, match="0–11"):
        Key(tonic, Mode.MAJOR)


@pytest.mark.parametrize("start", range(12))
@pytest.mark.parametrize("end", range(12))
def test_the_shorter_way_round(start: int, end: int) -> None:
    shift = shorter_shift(start, end)
    assert -6 <= shift <= 5
    assert (start + shift) % 12 == end
    assert Key(start, Mode.MAJOR).shifted(shift) == Key(end, Mode.MAJOR)
    assert Key(start, Mode.MINOR).shifted(shift).number == (Key(start, Mode.MINOR).number + shift) % 12


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_key_is_read_from_its_place_on_the_wheel(key: Key) -> None:
    assert parse_key(f" {key.camelot.lower()}") == key
