"""External text becomes one clean line; names fit on every disk."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.core.text.lines import (
    LONGEST_NAME,
    clean_line,
    ending_of,
    name_for,
    name_that_fits,
    said,
    shortened,
    shown,
)

ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=300)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  밤편지\r\n", "밤편지"),
        ("one\ntwo\tthree\0four", "one two three four"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2067a\u2069\u200e\ufeff", "a"),
        ("e\u0301 \u1112\u1161\u11ab", "é 한"),
        ("👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f", "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f"),
        ("\x1b[31mred", "[31mred"),
        ("x" * 300, "x" * 199 + "…"),
        (" \t\0 ", ""),
    ],
)
def test_a_title_becomes_one_clean_line(text: str, clean: str) -> None:
    assert clean_line(text) == clean


@given(ANYTHING)
def test_whatever_comes_is_one_short_line_that_can_be_encoded(text: str) -> None:
    line = clean_line(text)
    assert len(line) <= 200
    assert not any(ord(character) < 32 or ord(character) == 127 for character in line)
    assert line.splitlines() in ([], [line])
    line.encode()


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("밤편지.wav".encode("cp949"), "밤편지.wav"),
        ("夜に駆ける.mp3".encode("cp932"), "夜に駆ける.mp3"),
        ("Звезда.mp3".encode("cp1251"), "Звезда.mp3"),
        ("caf\xe9.wav".encode("latin-1"), "café.wav"),
        ("노래/".encode() + "밤편지.wav".encode("cp949"), "노래/밤편지.wav"),
        ("밤편지.wav".encode(), "밤편지.wav"),
        ("e\u0301.wav".encode(), "é.wav"),
        (b"two\nlines.wav", "two lines.wav"),
    ],
)
def test_names_that_are_not_utf8_can_be_read(raw: bytes, name: str) -> None:
    assert shown(os.fsdecode(raw)) == name
    assert shown(Path(os.fsdecode(raw))) == name


@given(st.binary(min_size=1, max_size=255))
def test_any_name_can_be_shown(raw: bytes) -> None:
    shown(os.fsdecode(raw)).encode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("AC/DC × Guns N' Roses", "AC_DC × Guns N' Roses.mash"),
        ('a\\b:c*d?e"f<g>h|i\n', "a_b_c_d_e_f_g_h_i.mash"),
        ("...", "_.mash"),
        ("", "_.mash"),
        ("con", "_con.mash"),
        ("Night. ", "Night.mash"),
    ],
)
def test_a_title_becomes_a_name_that_every_disk_takes(title: str, name: str) -> None:
    assert name_for(title, ".mash") == name


@given(ANYTHING)
def test_every_title_is_a_name(text: str) -> None:
    name = name_for(text, ".wav")
    assert len(os.fsencode(name)) <= LONGEST_NAME
    assert Path(name).name == name
    assert Path(name).suffix == ".wav"


def test_long_names_are_cut_between_characters() -> None:
    assert name_that_fits("가" * 100, " stems") == "가" * 83 + " stems"
    assert shortened("가나다", 8) == "가나"
    assert name_that_fits(os.fsdecode(b"\xb9" * 300), ".wav") == os.fsdecode(b"\xb9" * 251) + ".wav"
    assert ending_of(Path("a.wav")) == ".wav"
    assert ending_of(Path("1. " + "가" * 30)) == ""


def test_a_path_without_end_lacks_its_middle_in_a_message() -> None:
    long = f"/music/{'deep/' * 1000}song.wav"
    assert len(said(long)) == 240
    assert said(long).startswith("/music/deep/")
    assert said(long).endswith("/deep/song.wav")
    assert said("/music/song.wav") == "/music/song.wav"
