"""Versions of the mashup, and what differs between them, in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.document.versions import Differences, Part
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.mashup import LONGEST_VERSION_NAME, VERSION_LETTERS, Mashup

_CONTEXT: Final = "Version"
_NAMED: Final = QT_TRANSLATE_NOOP("Version", "{letter} “{name}”")
_BEAT: Final = QT_TRANSLATE_NOOP("Version", "1 beat")
_BEATS: Final = QT_TRANSLATE_NOOP("Version", "{count} beats")
_LANE: Final = QT_TRANSLATE_NOOP("Version", "1 lane")
_LANES: Final = QT_TRANSLATE_NOOP("Version", "{count} lanes")
_PARTS: Final = {
    Part.LENGTH: QT_TRANSLATE_NOOP("Version", "the length"),
    Part.SONGS: QT_TRANSLATE_NOOP("Version", "the songs"),
    Part.ORDER: QT_TRANSLATE_NOOP("Version", "the songs' order"),
    Part.TITLES: QT_TRANSLATE_NOOP("Version", "the titles"),
    Part.TEMPO: QT_TRANSLATE_NOOP("Version", "the tempo"),
    Part.KEY: QT_TRANSLATE_NOOP("Version", "the key"),
    Part.PLACES: QT_TRANSLATE_NOOP("Version", "the songs' start"),
    Part.BEATS: QT_TRANSLATE_NOOP("Version", "the edited beats"),
    Part.INSTRUMENTS: QT_TRANSLATE_NOOP("Version", "the instruments taken out"),
    Part.BAND: QT_TRANSLATE_NOOP("Version", "the accompaniment"),
    Part.STRIPS: QT_TRANSLATE_NOOP("Version", "the songs' strips"),
    Part.EFFECTS: QT_TRANSLATE_NOOP("Version", "echo and reverb"),
    Part.LOUDNESS: QT_TRANSLATE_NOOP("Version", "the songs' loudness"),
    Part.SECTIONS: QT_TRANSLATE_NOOP("Version", "the sections"),
    Part.CUES: QT_TRANSLATE_NOOP("Version", "the cue points"),
    Part.ENGINE: QT_TRANSLATE_NOOP("Version", "the engine"),
    Part.OTHERS: QT_TRANSLATE_NOOP("Version", "other settings"),
}


def version_title(mashup: Mashup | None, slot: int) -> str:
    """Return a version's letter, with its name if it has one."""
    version = None if mashup is None else mashup.versions.kept[slot]
    letter = VERSION_LETTERS[slot]
    return letter if version is None or not version.name else _said(_NAMED, letter=letter, name=version.name)


def version_name(typed: str) -> str:
    """Return the name that was meant by what the user typed; "" for none."""
    return " ".join(typed.split())[:LONGEST_VERSION_NAME]


def differences_words(what: Differences) -> str:
    """Return what differs: "48 beats, 2 lanes, the tempo"; "" if nothing does."""
    words = []
    if what.beats:
        words.append(_said(_BEAT if what.beats == 1 else _BEATS, count=f"{what.beats}"))
    if what.lanes:
        words.append(_said(_LANE if what.lanes == 1 else _LANES, count=f"{what.lanes}"))
    return ", ".join([*words, *(_said(_PARTS[part]) for part in what.parts)])


def _said(template: str, **fields: str) -> str:
    return QCoreApplication.translate(_CONTEXT, template).format(**fields)
