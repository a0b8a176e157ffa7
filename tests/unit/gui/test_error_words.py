"""Whatever the layers below say of a failure can be said in the user's language."""

import ast
import errno
import importlib
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import mashstudio
from mashstudio.facts.errors import MashStudioError, StorageError, UnusableSong
from mashstudio.files import explain_storage
from mashstudio.gui.error_words import ERRORS
from mashstudio.gui.in_words import error_in_words, in_words
from mashstudio.mashup.project import load_project

PACKAGE = Path(mashstudio.__file__).parent
NOT_IN_THE_WINDOW = {
    "cli/run.py": "the terminal's",
    "cli/commands.py": "the terminal's",
    "cli/terminal.py": "the terminal's",
    "{said(there)} is there already": "the window asks instead",
    "mashup/cells_text.py": "patterns are typed in the terminal only",
    "studio/playing.py": "plays in the terminal",
    "“{text}” is not a loudness": "typed",
    "There is no separator “{wanted}”": "the window offers those there are",
    "Spleeter has no models to choose from": "the window doesn't offer any",
    "There is no model “{name}”": "the window offers those there are",
    "There are two songs, 0 and 1.": "a mistake of a program",
    "There are {LANES} lanes": "a mistake of a program",
    "“{text}” is not a tempo": "the window has a number to turn",
    "{error}, or use middle, a, b or none.": "the window offers the keys there are",
}
"""What only the terminal says, by file or by how it begins, and why."""
SAID_ELSEWHERE = {"{error}", "{error}.", "{event}", "Can't write {shown(path)}: {reason}."}
"""Built from other sentences, which have tests of their own."""


def raised() -> Iterator[tuple[str, str]]:
    """Every sentence that is raised: as it is written, and as it might be said."""
    kinds = {kind.__name__ for kind in _kinds(MashStudioError)}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(["mashstudio", *path.relative_to(PACKAGE).with_suffix("").parts])
        tree = ast.parse(path.read_text("utf-8"))
        local = {
            node.targets[0].id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in kinds and call.args:
                written = _written(call.args[-1])
                if path.relative_to(PACKAGE).as_posix() in NOT_IN_THE_WINDOW or not written:
                    continue
                if written in SAID_ELSEWHERE or written.startswith(tuple(NOT_IN_THE_WINDOW)):
                    continue
                said = _said(call.args[-1], module, local)
                song = call.func.id == UnusableSong.__name__
                yield written, str(UnusableSong(Path("song.wav"), said)) if song else said


def _kinds(kind: type[MashStudioError]) -> Iterator[type[MashStudioError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _written(node: ast.expr) -> str:
    """How a sentence is written: what is in braces as it is there; "" for what is no sentence."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_written(part) for part in parts)
        case ast.FormattedValue(value=value):
            return f"{{{ast.unparse(value)}}}"
        case ast.BinOp(left=left, right=right):
            return _written(left) + _written(right)
        case ast.Call(func=ast.Attribute(attr="join")):
            return "{files}"
    return ""


def _said(node: ast.expr, module: str, local: dict[str, ast.expr]) -> str:
    """What a sentence may sound like: constants have their value, and everything else is some number."""
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.JoinedStr(values=parts):
            return "".join(_said(part, module, local) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _said(left, module, local) + _said(right, module, local)
        case ast.FormattedValue(value=ast.Name(id=name)) if isinstance(local.get(name), ast.Constant):
            return _said(local[name], module, local)
        case ast.FormattedValue(value=ast.Name(id=name)):
            return str(getattr(importlib.import_module(module), name, 7))
    return "7"


SENTENCES = sorted(set(raised()))


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 60
    assert any("silence" in said for _, said in SENTENCES)


@pytest.mark.parametrize(("written", "said"), SENTENCES)
@pytest.mark.usefixtures("marked")
def test_every_sentence_can_be_translated(written: str, said: str) -> None:
    assert in_words(said).startswith("§"), f"add it to mashstudio/gui/error_words.py: {written}"
    assert in_words(said).replace("§", "") == said


def done_in_children() -> Iterator[str]:
    """What children do, in words that follow “while”: `doing` of run_in_child."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assigned = {
            node.targets[0].id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "run_in_child":
                doing = next(given.value for given in call.keywords if given.arg == "doing")
                yield _said(assigned["doing"] if isinstance(doing, ast.Name) else doing, "mashstudio", {})


DONE_IN_CHILDREN = sorted(set(done_in_children()))


@pytest.mark.parametrize("doing", DONE_IN_CHILDREN)
@pytest.mark.usefixtures("marked")
def test_what_a_child_does_can_be_translated(doing: str) -> None:
    assert "reading 7" in DONE_IN_CHILDREN
    assert in_words(doing) == f"§{doing}"


@pytest.mark.parametrize("number", sorted(errno.errorcode))
@pytest.mark.usefixtures("marked")
def test_what_a_disk_refuses_can_be_translated(number: int) -> None:
    with pytest.raises((StorageError, OSError)) as caught, explain_storage(Path("/music/mash: up.wav")):
        raise OSError(number, "no")
    said = error_in_words(caught.value)
    assert said == f"§{caught.value}" or said.startswith("§Something unexpected went wrong (")


@pytest.mark.usefixtures("marked")
def test_what_is_said_within_a_sentence_is_translated_too(tmp_path: Path) -> None:
    project = tmp_path / "night.mash"
    project.write_text("{")
    with pytest.raises(MashStudioError) as caught:
        load_project(project)
    assert error_in_words(caught.value) == (
        "§night.mash is not a MashStudio project, or it is damaged. §Open a copy of it if you have one."
    )
    assert in_words("Gave up after 60 seconds while reading 비 {오는} 날.mp3.") == (
        "§Gave up after 60 seconds while §reading 비 {오는} 날.mp3."
    )


@pytest.mark.usefixtures("marked")
def test_what_nobody_has_thought_of_stays_as_it_is() -> None:
    assert in_words("Nobody has thought of this") == "Nobody has thought of this"
    assert in_words("") == ""


def test_no_sentence_is_kept_that_nothing_says() -> None:
    known = "\n".join(
        [said for _, said in SENTENCES]
        + [_text(path) for path in PACKAGE.rglob("*.py") if path.name != "error_words.py"]
    )
    assert [template for template in ERRORS if not all(part in known for part in _fixed(template))] == []


def _fixed(template: str) -> list[str]:
    """What a template says besides its placeholders."""
    return [part for text, *_ in string.Formatter().parse(template) if (part := text.strip(" .:;,()“”"))]


def _text(path: Path) -> str:
    """The module's string constants, those that go on in the next line put together."""
    tree = ast.parse(path.read_text("utf-8"))
    return "\n".join(
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
