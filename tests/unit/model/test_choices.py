"""The choices of tempo and key and their text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.core.errors import BadArgument
from mashstudio.model.choices import (
    LETTERS,
    AsIs,
    Between,
    Closest,
    Fastest,
    FixedKey,
    FixedTempo,
    KeyChoice,
    Middle,
    Of,
    Slowest,
    TempoChoice,
    key_choice,
    key_text,
    tempo_choice,
    tempo_text,
)
from mashstudio.model.key import Key, Mode, parse_key

letters = st.integers(0, len(LETTERS) - 1).map(Of)
keys = st.builds(Key, st.integers(0, 11), st.sampled_from(list(Mode))).map(FixedKey)


@pytest.mark.parametrize("tempo", [19.9, 400.1, 0.0, -120.0, math.nan, math.inf, 401, 0])
def test_a_tempo_out_of_range_is_refused(tempo: float) -> None:
    with pytest.raises(BadArgument, match="choose 20 to 400 BPM"):
        FixedTempo(tempo)
    with pytest.raises(BadArgument, match="choose 20 to 400 BPM"):
        tempo_choice(str(tempo))


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("fastest", Fastest()),
        ("Slowest", Slowest()),
        ("CLOSEST", Closest()),
        ("between", Between()),
        ("faster", Fastest()),  # as it was called when there were two songs
        ("slower", Slowest()),
        ("a", Of(0)),
        ("B", Of(1)),
        ("h", Of(7)),
        ("128", FixedTempo(128.0)),
        ("87.5", FixedTempo(87.5)),
        ("20", FixedTempo(20.0)),
        ("400", FixedTempo(400.0)),
    ],
)
def test_tempi_as_people_type_them(text: str, choice: TempoChoice) -> None:
    assert tempo_choice(text) == choice


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("middle", Middle()),
        ("None", AsIs()),
        ("a", Of(0)),
        ("H", Of(7)),
        ("A minor", FixedKey(parse_key("A minor"))),
        ("bb major", FixedKey(parse_key("Bb major"))),
    ],
)
def test_keys_as_people_type_them(text: str, choice: KeyChoice) -> None:
    assert key_choice(text) == choice


@pytest.mark.parametrize("text", ["", "quick", "I", "AB", "12x", "A:", "middle"])
def test_what_is_no_tempo_is_told_what_is_one(text: str) -> None:
    with pytest.raises(BadArgument, match=r"not a tempo: use fastest, slowest, closest, between, a song's letter or"):
        tempo_choice(text)


@pytest.mark.parametrize("text", ["", "H major", "I", "128", "fastest"])
def test_what_is_no_key_is_told_what_is_one(text: str) -> None:
    with pytest.raises(BadArgument, match=r"not a key: write it like .* or use middle, none or a song's letter"):
        key_choice(text)


@given(
    st.one_of(
        st.sampled_from([Fastest(), Slowest(), Closest(), Between()]), letters, st.floats(20, 400).map(FixedTempo)
    )
)
def test_a_tempo_that_was_written_is_read_again(choice: TempoChoice) -> None:
    assert tempo_choice(tempo_text(choice)) == choice


@given(st.one_of(st.sampled_from([Middle(), AsIs()]), letters, keys))
def test_a_key_that_was_written_is_read_again(choice: KeyChoice) -> None:
    assert key_choice(key_text(choice)) == choice


@given(st.text(max_size=20))
def test_any_text_is_a_choice_or_refused_in_a_sentence(text: str) -> None:
    for read in (tempo_choice, key_choice):
        try:
            read(text)
        except BadArgument as error:
            assert str(error).endswith(".")  # noqa: PT017
