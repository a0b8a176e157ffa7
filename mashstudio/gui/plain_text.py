"""What songs, files and devices are called, shown letter by letter: Qt looks for markup, keys and marks in texts."""

from typing import Final

_UNSEEN: Final = "\u2060"  # word joiner


def plain_tip(text: str) -> str:
    """`text` as a tooltip; Qt shows what looks like HTML as such, and can't be told not to."""
    # Nothing that begins so is a tag, and whoever reads it aloud still reads the text.
    return text.replace("<", f"<{_UNSEEN}").replace("&lt;", f"&{_UNSEEN}lt;")


def plain_words(text: str) -> str:
    """`text` on a button or in a menu, where Qt takes the letter after “&” for a key."""
    return text.replace("&", "&&")


def plain_title(text: str) -> str:
    """`text` in a window's title, where Qt takes “[*]” for the place of the mark that says that it isn't saved."""
    return text.replace("[*]", "[*][*]")
