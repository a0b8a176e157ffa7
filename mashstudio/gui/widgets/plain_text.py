"""Names of songs, files and devices shown literally: Qt looks for markup, mnemonics and placeholders in texts."""

import textwrap
import unicodedata
from typing import Final

_UNSEEN: Final = "\u2060"  # word joiner
_LINE: Final = 80
_WIDE_LINE: Final = 48


def plain_tip(text: str) -> str:
    """Return `text` as a literal tooltip; Qt renders what looks like HTML, with no way to turn that off."""
    # No tag begins with a word joiner, and screen readers ignore it.
    return text.replace("<", f"<{_UNSEEN}").replace("&lt;", f"&{_UNSEEN}lt;")


def wrapped_tip(text: str) -> str:
    """Return `text` wrapped to short lines; Qt doesn't wrap a plain-text tooltip."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text) > len(text) / 4
    return "\n".join("\n".join(textwrap.wrap(line, _WIDE_LINE if wide else _LINE)) for line in text.splitlines())


def plain_words(text: str) -> str:
    """Return `text` for a button or menu, where Qt takes “&” as the mark of a mnemonic."""
    return text.replace("&", "&&")


def plain_title(text: str) -> str:
    """Return `text` for a window title, where Qt replaces “[*]” by the mark of unsaved changes."""
    return text.replace("[*]", "[*][*]")
