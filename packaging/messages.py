"""Print the templates of the package's Messages in the form that lupdate reads, as it doesn't find them by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parents[1] / "mashstudio"
_KINDS = {"Message", "Waiting"}


def templates() -> Iterator[str]:
    """Yield every template that the window may have to translate. Raises ValueError for one that isn't a literal."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        if path.relative_to(_PACKAGE).parts[0] == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text))]) if name in _KINDS:
                    yield text
                case ast.Call(func=ast.Name(id=name)) if name in _KINDS:
                    raise ValueError(f"{path}:{node.lineno}: write the template out where the Message is made")


if __name__ == "__main__":
    for template in sorted(set(templates())):
        print(f"QT_TRANSLATE_NOOP({'Message'!r}, {template!r})")
