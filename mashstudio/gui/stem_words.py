"""What stems, lanes and places on the grid are called, in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.facts.stems import StemName
from mashstudio.gui.translation import QT_TRANSLATE_NOOP
from mashstudio.mashup.document import lane_song

_CONTEXT: Final = "Stem"
_STEMS: Final = {
    StemName.VOCALS: QT_TRANSLATE_NOOP("Stem", "Vocals"),
    StemName.DRUMS: QT_TRANSLATE_NOOP("Stem", "Drums"),
    StemName.BASS: QT_TRANSLATE_NOOP("Stem", "Bass"),
    StemName.OTHER: QT_TRANSLATE_NOOP("Stem", "Other"),
}
_PLACE: Final = QT_TRANSLATE_NOOP("Stem", "Bar {bar}, beat {beat}, song {song} {stem}")
_LANE: Final = QT_TRANSLATE_NOOP("Stem", "Song {song} {stem}")


def lane_stem(lane: int) -> StemName:
    """Which stem a lane holds."""
    return list(StemName)[lane % len(StemName)]


def song_letter(song: int) -> str:
    """Song 0 is "A", song 1 is "B"."""
    return "AB"[song]


def stem_word(stem: StemName) -> str:
    """A stem's name: "Vocals"."""
    return QCoreApplication.translate(_CONTEXT, _STEMS[stem])


def lane_words(lane: int) -> str:
    """A lane's name: "Song A vocals"."""
    stem = stem_word(lane_stem(lane)).lower()
    return QCoreApplication.translate(_CONTEXT, _LANE).format(song=song_letter(lane_song(lane)), stem=stem)


def cell_place(lane: int, beat: int, beats_per_bar: int) -> str:
    """Where a cell lies: "Bar 9, beat 2, song A vocals"."""
    bar, at = divmod(beat, beats_per_bar)
    return QCoreApplication.translate(_CONTEXT, _PLACE).format(
        bar=bar + 1, beat=at + 1, song=song_letter(lane_song(lane)), stem=stem_word(lane_stem(lane)).lower()
    )
