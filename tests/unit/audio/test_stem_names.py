"""Stems are recognised by their names, in English, Korean and the usual abbreviations."""

from pathlib import Path

import pytest

from mashstudio.audio.stem_names import named_parts, title_of

LETTERS = {"V": "vocals", "D": "drums", "B": "bass", "O": "other"}


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        ("vocals, drums, bass, other", "VDBO"),
        ("vocals, no_vocals", "VO"),
        ("My Song (Acapella), My Song (Instrumental)", "VO"),
        ("01 VOX, 02 DR, 03 BS, 04 INST", "VDBO"),
        ("Song - Lead Vox, Song - BGVs, Song - Kick, Song - BassGuitar, Song - Gtr L", "VVDBO"),
        ("leadvocals, HiHat, 808s, synthpad", "VDBO"),
        ("Bass Drum, Bass Line, Vocal Chops", "DBV"),
        ("노래 - 보컬, 노래 - 드럼, 노래 - 베이스, 노래 - 기타", "VDBO"),
        ("보컬, MR", "VO"),
        ("리드보컬트랙, 코러스, 퍼커션, 서브베이스, 현악기", "VVDBO"),
        ("Song, Song vocals, Song drums, Song bass", "-VDB"),
        ("vocals, drums, mixdown, original", "VD--"),
        ("보컬, 드럼, 원곡", "VD-"),
        ("Billie Jean, Beat It, Thriller", "???"),
    ],
)
def test_each_name_says_its_part(names: str, parts: str) -> None:
    named = named_parts(names.split(", "))
    said = ["-" if each.whole else "?" if each.part is None else each.part for each in named]
    assert said == [LETTERS.get(part, part) for part in parts]


def test_all_instruments_beside_some_of_them_are_probably_their_sum() -> None:
    vocals, drums, instrumental = named_parts(["vocals", "drums", "instrumental"])
    assert (vocals.whole, drums.whole, instrumental.whole) == (False, False, True)
    assert not named_parts(["vocals", "instrumental"])[1].whole


@pytest.mark.parametrize(
    ("folder", "names", "title"),
    [
        ("Stems", "가을밤 - 보컬, 가을밤 - 드럼", "가을밤"),
        ("My Song", "vocals, drums, bass", "My Song"),
        ("My Song/Stems", "vocals, drums", "My Song"),
        ("x", "Song - bass, Song - beats", "Song"),
        ("Night Drive", "01 vox, 02 drums", "Night Drive"),
    ],
)
def test_the_song_has_the_name_that_its_stems_share_or_that_of_their_folder(
    folder: str, names: str, title: str
) -> None:
    where = Path("/music") / folder
    assert title_of(where, [where / f"{name}.wav" for name in names.split(", ")]) == title
