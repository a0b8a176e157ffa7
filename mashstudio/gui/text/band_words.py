"""The names of the band's lanes, of its instruments and of its genres, in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.notes import BandPart

_CONTEXT: Final = "Band"
_PARTS: Final = {
    BandPart.DRUMS: QT_TRANSLATE_NOOP("Band", "Drums"),
    BandPart.BASS: QT_TRANSLATE_NOOP("Band", "Bass"),
    BandPart.CHORDS: QT_TRANSLATE_NOOP("Band", "Chords"),
    BandPart.LEAD: QT_TRANSLATE_NOOP("Band", "Lead"),
}
_KITS: Final = {
    0: QT_TRANSLATE_NOOP("Band", "Standard kit"),
    8: QT_TRANSLATE_NOOP("Band", "Room kit"),
    16: QT_TRANSLATE_NOOP("Band", "Power kit"),
    24: QT_TRANSLATE_NOOP("Band", "Electronic kit"),
    25: QT_TRANSLATE_NOOP("Band", "TR-808 kit"),
    32: QT_TRANSLATE_NOOP("Band", "Jazz kit"),
    40: QT_TRANSLATE_NOOP("Band", "Brush kit"),
    48: QT_TRANSLATE_NOOP("Band", "Orchestra kit"),
}
_BASSES: Final = {
    33: QT_TRANSLATE_NOOP("Band", "Fingered bass"),
    32: QT_TRANSLATE_NOOP("Band", "Acoustic bass"),
    36: QT_TRANSLATE_NOOP("Band", "Slap bass"),
    38: QT_TRANSLATE_NOOP("Band", "Synth bass"),
    43: QT_TRANSLATE_NOOP("Band", "Contrabass"),
}
_CHORDS: Final = {
    0: QT_TRANSLATE_NOOP("Band", "Grand piano"),
    4: QT_TRANSLATE_NOOP("Band", "Electric piano"),
    24: QT_TRANSLATE_NOOP("Band", "Nylon guitar"),
    28: QT_TRANSLATE_NOOP("Band", "Muted guitar"),
    30: QT_TRANSLATE_NOOP("Band", "Distorted guitar"),
    48: QT_TRANSLATE_NOOP("Band", "Strings"),
}
_LEADS: Final = {
    80: QT_TRANSLATE_NOOP("Band", "Square lead"),
    81: QT_TRANSLATE_NOOP("Band", "Saw lead"),
    30: QT_TRANSLATE_NOOP("Band", "Distorted guitar"),
    11: QT_TRANSLATE_NOOP("Band", "Vibraphone"),
    40: QT_TRANSLATE_NOOP("Band", "Violin"),
    61: QT_TRANSLATE_NOOP("Band", "Brass section"),
    66: QT_TRANSLATE_NOOP("Band", "Tenor sax"),
    73: QT_TRANSLATE_NOOP("Band", "Flute"),
}
_PROGRAMS: Final = {
    BandPart.DRUMS: _KITS,
    BandPart.BASS: _BASSES,
    BandPart.CHORDS: _CHORDS,
    BandPart.LEAD: _LEADS,
}
_GENRES: Final = {
    each.lower(): each
    for each in (
        QT_TRANSLATE_NOOP("Band", "Pop"),
        QT_TRANSLATE_NOOP("Band", "Rock"),
        QT_TRANSLATE_NOOP("Band", "Jazz"),
        QT_TRANSLATE_NOOP("Band", "Classical"),
        QT_TRANSLATE_NOOP("Band", "House"),
        QT_TRANSLATE_NOOP("Band", "Hip-hop"),
        QT_TRANSLATE_NOOP("Band", "Funk"),
        QT_TRANSLATE_NOOP("Band", "Bossa"),
        QT_TRANSLATE_NOOP("Band", "K-pop ballad"),
        QT_TRANSLATE_NOOP("Band", "Metal"),
    )
}


def band_part_word(part: BandPart) -> str:
    """Return a lane's name: "Drums"."""
    return _translated(_PARTS[part])


def genre_word(genre: str) -> str:
    """Return a genre's name; of one's own genres as they are."""
    return _translated(_GENRES[genre]) if genre in _GENRES else genre


def program_words(part: BandPart) -> dict[int, str]:
    """Return the instruments that a lane can be played by: their General MIDI programs and names."""
    return {program: _translated(words) for program, words in _PROGRAMS[part].items()}


def _translated(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)
