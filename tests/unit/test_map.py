"""The map for newcomers (mashstudio/README.md) names what is there."""

import ast
import re
from pathlib import Path

import pytest

import mashstudio

PACKAGE = Path(mashstudio.__file__).parent
MAP = (PACKAGE / "README.md").read_text("utf-8")
PLACES = sorted(set(re.findall(r"`([\w/]+\.py)`(?:\)? `([\w.]+)`)?", MAP)))


def defined(path: Path) -> set[str]:
    """Return the names of a module's functions, classes and variables, and `Class.method` for methods."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name, body=body):
                names |= {name, *(f"{name}.{each.name}" for each in body if isinstance(each, ast.FunctionDef))}
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names


@pytest.mark.parametrize(("path", "name"), PLACES)
def test_every_place_on_the_map_exists(path: str, name: str) -> None:
    file = next((folder / path for folder in (PACKAGE, PACKAGE.parent) if (folder / path).exists()), None)
    assert file is not None
    assert not name or name in defined(file)


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= set(re.findall(r"`(\w+)`", MAP.split("## Three walks")[0]))
