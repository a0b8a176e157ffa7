"""Songs are found by words in any script, by tempo, key and tag."""

import pytest
from library_songs import facts, listed

from mashstudio.core.errors import BadArgument
from mashstudio.library.search import KeyRange, Query, Searched, TempoRange, found, key_steps
from mashstudio.model.key import parse_key


def titles(query: Query, *names: str) -> list[str]:
    return [each.song.facts.title for each in found([Searched(listed(0, title=name)) for name in names], query)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("bjork", "Björk"),
        ("STRASSE", "Straße"),
        ("밤편", "밤편지"),
        ("바", "밤편지"),
        ("편지 밤", "밤편지"),
        ("ㅂㅍㅈ", "밤편지"),
        ("ㅍㅈ", "밤편지"),
        ("밤편지", "\u1107\u1161\u11b7\u1111\u1167\u11ab\u110c\u1175"),
        ("ｱｲﾄﾞﾙ", "アイドル"),
        ("ФЕВРАЛЬ", "февраль"),
        ("artist 0", "Anything"),
    ],
)
def test_words_are_found_however_they_are_written(words: str, title: str) -> None:
    assert titles(Query(words=words), title, "nothing of the kind") == [title] + (
        ["nothing of the kind"] if words == "artist 0" else []
    )


def test_initial_consonants_are_no_syllables() -> None:
    assert titles(Query(words="ㅂㅈ"), "밤편지") == []
    assert titles(Query(words="밤ㅍ"), "밤편지") == ["밤편지"]


def test_a_tempo_is_near_in_half_and_double_time_too() -> None:
    near = TempoRange.parse("120±5%")
    assert [near.has(tempo) for tempo in (114.0, 126.0, 60.5, 238.0, 113.0, 90.0)] == [True] * 4 + [False] * 2
    assert TempoRange.parse("120") == near == TempoRange.parse("120+-5")


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("8A", "8B", 0), ("8A", "9A", 1), ("8A", "7B", 1), ("1A", "12A", 1), ("8A", "2B", 6)]
)
def test_keys_lie_as_far_apart_as_on_the_wheel(one: str, other: str, steps: int) -> None:
    assert key_steps(parse_key(one), parse_key(other)) == steps


def test_filters_narrow_together() -> None:
    songs = [Searched(listed(number)) for number in range(24)]
    query = Query(tempo=TempoRange(100.0, 6.0), key=KeyRange.parse("8A±1"), tags=("rock",))
    kept = [each.song.facts for each in found(songs, query)]
    assert kept
    assert all(94 <= song.tempo <= 106 and "rock" in song.tags for song in kept)
    assert all(key_steps(song.key, parse_key("8A")) <= 1 for song in kept)
    assert facts(0).title not in [song.title for song in kept]


@pytest.mark.parametrize("text", ["fast", "120±x", "0", "1000", "120±200", ""])
def test_what_is_no_tempo_is_refused(text: str) -> None:
    with pytest.raises(BadArgument):
        TempoRange.parse(text)


@pytest.mark.parametrize("text", ["H", "8A±7", "13A", ""])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadArgument):
        KeyRange.parse(text)
