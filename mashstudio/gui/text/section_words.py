"""The names of sections in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.sections import BREAK, CHORUS, DROP, INTRO, LONGEST_NAME, OUTRO, VERSE

_CONTEXT: Final = "Section"
_WORDS: Final = {
    INTRO: QT_TRANSLATE_NOOP("Section", "Intro"),
    VERSE: QT_TRANSLATE_NOOP("Section", "Verse"),
    CHORUS: QT_TRANSLATE_NOOP("Section", "Chorus"),
    DROP: QT_TRANSLATE_NOOP("Section", "Drop"),
    BREAK: QT_TRANSLATE_NOOP("Section", "Break"),
    OUTRO: QT_TRANSLATE_NOOP("Section", "Outro"),
}


def section_word(name: str) -> str:
    """Return a section's name as shown: "Chorus", "A", or what the user typed."""
    return QCoreApplication.translate(_CONTEXT, _WORDS[name]) if name in _WORDS else name


def section_name(typed: str) -> str:
    """Return the name that was meant by what the user typed; "" for none."""
    text = " ".join(typed.split())[:LONGEST_NAME]
    return next((name for name in _WORDS if text.lower() in {name.lower(), section_word(name).lower()}), text)
