"""What the layers below say in English, in the user's language."""

import re
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.gui.error_words import ERRORS
from mashstudio.gui.status_words import STATUSES
from mashstudio.studio.deck import plain_words

_TABLES: Final = (("Status", STATUSES), ("Error", ERRORS))
_SAID_THEMSELVES: Final = frozenset({"reason", "advice", "doing"})
"""Placeholders for what the layers below have said, too."""


def in_words(text: str) -> str:
    """What a layer below says, in the user's language; as it is when no table has it."""
    found = _recognised(text)
    if found is None:
        return text
    context, template, values = found
    shown = {name: in_words(value) if name in _SAID_THEMSELVES else value for name, value in values}
    return QCoreApplication.translate(context, template).format(**shown)


def error_in_words(error: Exception) -> str:
    """What to tell the user of `error`, in their language."""
    return in_words(plain_words(error))


@lru_cache(maxsize=512)
def _recognised(text: str) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    """The context and the template that `text` was made from, and what its placeholders stand for."""
    for context, template in _templates():
        # Patterns are costly to make: only of those that may fit.
        if text.startswith(template.partition("{")[0]) and (found := _pattern(template).fullmatch(text)):
            return context, template, tuple(found.groupdict().items())
    return None


@cache
def _templates() -> list[tuple[str, str]]:
    """Every template and its context, those with the most fixed text first: “{name}: …” fits nearly anything."""
    templates = [(context, template) for context, table in _TABLES for template in table]
    templates.sort(key=lambda entry: -len(re.sub(r"\{\w+\}", "", entry[1])))
    return templates


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A placeholder fits any text; where it comes again, the same."""
    seen: set[str] = set()

    def part(found: re.Match[str]) -> str:
        name = found[1]
        again = name in seen
        seen.add(name)
        return f"(?P={name})" if again else f"(?P<{name}>.+?)"

    escaped = re.sub(r"\\\{(\w+)\\\}", part, re.escape(template))
    return re.compile(escaped, re.DOTALL)
