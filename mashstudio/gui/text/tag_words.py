"""The tags of songs in the user's language."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP

WORDS: Final = (
    QT_TRANSLATE_NOOP("Tag", "rock"),
    QT_TRANSLATE_NOOP("Tag", "pop"),
    QT_TRANSLATE_NOOP("Tag", "electronic"),
    QT_TRANSLATE_NOOP("Tag", "metal"),
    QT_TRANSLATE_NOOP("Tag", "dance"),
    QT_TRANSLATE_NOOP("Tag", "country"),
    QT_TRANSLATE_NOOP("Tag", "ambient"),
    QT_TRANSLATE_NOOP("Tag", "techno"),
    QT_TRANSLATE_NOOP("Tag", "classical"),
    QT_TRANSLATE_NOOP("Tag", "opera"),
    QT_TRANSLATE_NOOP("Tag", "new age"),
    QT_TRANSLATE_NOOP("Tag", "Indian"),
    QT_TRANSLATE_NOOP("Tag", "alternative"),
    QT_TRANSLATE_NOOP("Tag", "indie"),
    QT_TRANSLATE_NOOP("Tag", "jazz"),
    QT_TRANSLATE_NOOP("Tag", "soul"),
    QT_TRANSLATE_NOOP("Tag", "folk"),
    QT_TRANSLATE_NOOP("Tag", "blues"),
    QT_TRANSLATE_NOOP("Tag", "funk"),
    QT_TRANSLATE_NOOP("Tag", "classic rock"),
    QT_TRANSLATE_NOOP("Tag", "electro"),
    QT_TRANSLATE_NOOP("Tag", "experimental"),
    QT_TRANSLATE_NOOP("Tag", "punk"),
    QT_TRANSLATE_NOOP("Tag", "hard rock"),
    QT_TRANSLATE_NOOP("Tag", "progressive rock"),
    QT_TRANSLATE_NOOP("Tag", "hip-hop"),
    QT_TRANSLATE_NOOP("Tag", "R&B"),
    QT_TRANSLATE_NOOP("Tag", "house"),
    QT_TRANSLATE_NOOP("Tag", "easy listening"),
    QT_TRANSLATE_NOOP("Tag", "guitar"),
    QT_TRANSLATE_NOOP("Tag", "strings"),
    QT_TRANSLATE_NOOP("Tag", "drums"),
    QT_TRANSLATE_NOOP("Tag", "piano"),
    QT_TRANSLATE_NOOP("Tag", "violin"),
    QT_TRANSLATE_NOOP("Tag", "harpsichord"),
    QT_TRANSLATE_NOOP("Tag", "flute"),
    QT_TRANSLATE_NOOP("Tag", "sitar"),
    QT_TRANSLATE_NOOP("Tag", "harp"),
    QT_TRANSLATE_NOOP("Tag", "cello"),
    QT_TRANSLATE_NOOP("Tag", "synth"),
    QT_TRANSLATE_NOOP("Tag", "beat"),
    QT_TRANSLATE_NOOP("Tag", "acoustic"),
    QT_TRANSLATE_NOOP("Tag", "female voice"),
    QT_TRANSLATE_NOOP("Tag", "male voice"),
    QT_TRANSLATE_NOOP("Tag", "vocals"),
    QT_TRANSLATE_NOOP("Tag", "choir"),
    QT_TRANSLATE_NOOP("Tag", "instrumental"),
    QT_TRANSLATE_NOOP("Tag", "fast"),
    QT_TRANSLATE_NOOP("Tag", "loud"),
    QT_TRANSLATE_NOOP("Tag", "party"),
    QT_TRANSLATE_NOOP("Tag", "slow"),
    QT_TRANSLATE_NOOP("Tag", "quiet"),
    QT_TRANSLATE_NOOP("Tag", "soft"),
    QT_TRANSLATE_NOOP("Tag", "mellow"),
    QT_TRANSLATE_NOOP("Tag", "chill-out"),
    QT_TRANSLATE_NOOP("Tag", "weird"),
    QT_TRANSLATE_NOOP("Tag", "solo"),
    QT_TRANSLATE_NOOP("Tag", "beautiful"),
    QT_TRANSLATE_NOOP("Tag", "sexy"),
    QT_TRANSLATE_NOOP("Tag", "catchy"),
    QT_TRANSLATE_NOOP("Tag", "sad"),
    QT_TRANSLATE_NOOP("Tag", "happy"),
    QT_TRANSLATE_NOOP("Tag", "60s"),
    QT_TRANSLATE_NOOP("Tag", "70s"),
    QT_TRANSLATE_NOOP("Tag", "80s"),
    QT_TRANSLATE_NOOP("Tag", "90s"),
    QT_TRANSLATE_NOOP("Tag", "00s"),
    QT_TRANSLATE_NOOP("Tag", "oldies"),
    QT_TRANSLATE_NOOP("Tag", "energetic"),
    QT_TRANSLATE_NOOP("Tag", "calm"),
    QT_TRANSLATE_NOOP("Tag", "medium energy"),
)


def tag_word(name: str) -> str:
    """Return a tag, or a word of a station's sentence, as shown."""
    return QCoreApplication.translate("Tag", name) if name in WORDS else name


def sentence_words(words: Iterable[str]) -> str:
    """Return a station's sentence: "energetic, female voice, electronic"."""
    return ", ".join(tag_word(word) for word in words)
