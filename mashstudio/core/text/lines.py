"""External text as one clean line, and file names that every disk accepts."""

import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from mashstudio.core.text.likely import decode_together

LONGEST_NAME: Final = 255
"""The longest file name that nearly every disk accepts, bytes."""

_LONGEST_LINE: Final = 200
_LONGEST_SAID, _SAID_HEAD = 240, 80
_JOINERS: Final = "\u200c\u200d"
_TAGS: Final = range(0xE0020, 0xE0080)
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_ENDING: Final = 32
_RAW_BYTE: Final = re.compile("[\udc80-\udcff]")
_HALF: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Half of a surrogate pair: no file name has one, but a damaged project may."""


def clean_line(text: str) -> str:
    """Return `text` as one line of at most 200 characters, without control characters or changes of direction."""
    visible = "".join(_visible(character) for character in unicodedata.normalize("NFC", text))
    line = " ".join(visible.split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…"


def _visible(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf":
            # Emoji and Indic scripts need joiners and tags.
            return character if character in _JOINERS or ord(character) in _TAGS else ""
        case "Cs":
            return "\ufffd"
        case "Cn" if ord(character) & 0xFFFE == 0xFFFE:
            return ""
    return character


def shown(path: Path | str) -> str:
    """Return a file's name or path on one line, for users to read.

    Names that aren't UTF-8 (possible on Linux, common in old archives) are decoded with the most likely encoding.
    """
    parts = _HALF.sub("\ufffd", str(path)).split("/")
    odd = [part for part in parts if _RAW_BYTE.search(part)]
    if odd:
        # All parts were most likely written by one system.
        read = dict(zip(odd, decode_together([os.fsencode(part) for part in odd]), strict=True))
        parts = [read.get(part, part) for part in parts]
    text = unicodedata.normalize("NFC", "/".join(parts))
    return " ".join("".join(_visible(character) for character in text).split())


def said(path: Path | str) -> str:
    """Return a file's name or path for a message: like `shown`, but shortened in the middle if too long to read."""
    text = shown(path)
    return text if len(text) <= _LONGEST_SAID else f"{text[:_SAID_HEAD]}…{text[_SAID_HEAD + 1 - _LONGEST_SAID :]}"


def name_that_fits(stem: str, ending: str) -> str:
    """Return `stem` + `ending` as a file name, the stem shortened to the length that disks accept."""
    return shortened(stem, LONGEST_NAME - size_of(ending)) + ending


def name_for(title: str, ending: str) -> str:
    """Return a file name made from `title` that every disk accepts: no slashes or characters that Windows refuses."""
    stem = _NOT_IN_NAMES.sub("_", clean_line(shown(title))).strip(" .")
    if not stem or _RESERVED.match(stem):
        stem = f"_{stem}"
    return name_that_fits(stem, ending)


def shortened(text: str, most: int) -> str:
    """Return the beginning of `text` that takes at most `most` bytes in a file name, in whole characters."""
    while size_of(text) > most:
        text = text[:-1]
    return text


def ending_of(path: Path) -> str:
    """Return a file name's ending, such as “.wav”; "" if the part after the last dot is too long to be one."""
    return path.suffix if size_of(path.suffix) <= _LONGEST_ENDING else ""


def size_of(text: str) -> int:
    """Return how many bytes `text` takes in a file name."""
    return len(_RAW_BYTE.sub("?", text).encode("utf-8", "surrogatepass"))
