"""Whatever the layers below say of long work and of songs can be said in the user's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mashstudio
from mashstudio.facts.errors import UnusableSong
from mashstudio.gui.in_words import in_words

PACKAGE = Path(mashstudio.__file__).parent
_ANOTHER = "Choose another file, or convert this one to WAV or FLAC first."


def example(node: ast.expr) -> str | None:
    """A text that the expression could be; None when that can't be told from it."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(example_part(part) for part in parts)
    return None


def example_part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    return _ANOTHER if isinstance(part.value, ast.Name) and part.value.id == "ANOTHER" else "7"


def said() -> Iterator[str]:
    """Every text that a job is reported with, every name of an edit, and every reason why a song can't be used."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="report"), args=[_, text]) if example(text) is not None:
                    yield str(example(text))
                case ast.Call(func=ast.Attribute(attr="_commit"), args=[text, _]) if example(text) is not None:
                    yield str(example(text))
                case ast.Call(func=ast.Name(id="UnusableSong"), args=[_, text]) if example(text) is not None:
                    yield str(UnusableSong(Path("song.wav"), str(example(text))))


TEXTS = sorted(set(said()))


def test_what_is_said_is_found() -> None:
    assert {"Finding the beats", "Suggest an arrangement"} <= set(TEXTS)
    assert any("silence" in text for text in TEXTS)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.usefixtures("marked")
def test_every_text_can_be_translated(text: str) -> None:
    assert in_words(text) == f"§{text}"


@pytest.mark.usefixtures("marked")
def test_names_stay_as_they_are() -> None:
    assert in_words("Reading 비 {오는} 날: 1.mp3") == "§Reading 비 {오는} 날: 1.mp3"
    assert in_words("Downloading htdemucs: 12 of 168 MB") == "§Downloading htdemucs: 12 of 168 MB"
    assert in_words("Nobody has thought of this") == "Nobody has thought of this"
