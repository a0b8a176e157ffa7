"""What songs, files and devices are called, shown letter by letter: Qt looks for markup, keys and marks in texts."""

import textwrap
import unicodedata
from typing import Final

_UNSEEN: Final = "\u2060"  # word joiner
_LINE: Final = 80
_WIDE_LINE: Final = 48


def plain_tip(text: str) -> str:
    """`text` as a tooltip; Qt shows what looks like HTML as such, and can't be told not to."""
    # Nothing that begins so is a tag, and whoever reads it aloud still reads the text.
    return text.replace("<", f"<{_UNSEEN}").replace("&lt;", f"&{_UNSEEN}lt;")


def wrapped_tip(text: str) -> str:
    """`text` in lines that are short enough to be read at a glance; Qt shows a tooltip that is no markup in one."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text) > len(text) / 4
    return "\n".join("\n".join(textwrap.wrap(line, _WIDE_LINE if wide else _LINE)) for line in text.splitlines())


def plain_words(text: str) -> str:
    """`text` on a button or in a menu, where Qt takes the letter after “&” for a key."""
    return text.replace("&", "&&")


def plain_title(text: str) -> str:
    """`text` in a window's title, where Qt takes “[*]” for the place of the mark that says that it isn't saved."""
    return text.replace("[*]", "[*][*]")
