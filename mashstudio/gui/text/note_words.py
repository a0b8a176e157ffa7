"""The names of pitches, drums, snaps, and notes' places, in the user's language."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.document.notes import Snap
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.notes import Note

_CONTEXT: Final = "Note"
_CLASSES: Final = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
_LOWEST_OCTAVE: Final = -1
"""MIDI's pitch 60 is C4."""

_LOWEST_DRUM: Final = 35
_DRUMS: Final = (
    QT_TRANSLATE_NOOP("Note", "Kick 2"),
    QT_TRANSLATE_NOOP("Note", "Kick"),
    QT_TRANSLATE_NOOP("Note", "Side stick"),
    QT_TRANSLATE_NOOP("Note", "Snare"),
    QT_TRANSLATE_NOOP("Note", "Clap"),
    QT_TRANSLATE_NOOP("Note", "Electric snare"),
    QT_TRANSLATE_NOOP("Note", "Floor tom"),
    QT_TRANSLATE_NOOP("Note", "Closed hi-hat"),
    QT_TRANSLATE_NOOP("Note", "High floor tom"),
    QT_TRANSLATE_NOOP("Note", "Pedal hi-hat"),
    QT_TRANSLATE_NOOP("Note", "Low tom"),
    QT_TRANSLATE_NOOP("Note", "Open hi-hat"),
    QT_TRANSLATE_NOOP("Note", "Low mid tom"),
    QT_TRANSLATE_NOOP("Note", "Mid tom"),
    QT_TRANSLATE_NOOP("Note", "Crash"),
    QT_TRANSLATE_NOOP("Note", "High tom"),
    QT_TRANSLATE_NOOP("Note", "Ride"),
    QT_TRANSLATE_NOOP("Note", "China cymbal"),
    QT_TRANSLATE_NOOP("Note", "Ride bell"),
    QT_TRANSLATE_NOOP("Note", "Tambourine"),
    QT_TRANSLATE_NOOP("Note", "Splash"),
    QT_TRANSLATE_NOOP("Note", "Cowbell"),
    QT_TRANSLATE_NOOP("Note", "Crash 2"),
    QT_TRANSLATE_NOOP("Note", "Vibraslap"),
    QT_TRANSLATE_NOOP("Note", "Ride 2"),
    QT_TRANSLATE_NOOP("Note", "High bongo"),
    QT_TRANSLATE_NOOP("Note", "Low bongo"),
    QT_TRANSLATE_NOOP("Note", "Muted conga"),
    QT_TRANSLATE_NOOP("Note", "High conga"),
    QT_TRANSLATE_NOOP("Note", "Low conga"),
    QT_TRANSLATE_NOOP("Note", "High timbale"),
    QT_TRANSLATE_NOOP("Note", "Low timbale"),
    QT_TRANSLATE_NOOP("Note", "High agogo"),
    QT_TRANSLATE_NOOP("Note", "Low agogo"),
    QT_TRANSLATE_NOOP("Note", "Cabasa"),
    QT_TRANSLATE_NOOP("Note", "Maracas"),
    QT_TRANSLATE_NOOP("Note", "Short whistle"),
    QT_TRANSLATE_NOOP("Note", "Long whistle"),
    QT_TRANSLATE_NOOP("Note", "Short guiro"),
    QT_TRANSLATE_NOOP("Note", "Long guiro"),
    QT_TRANSLATE_NOOP("Note", "Claves"),
    QT_TRANSLATE_NOOP("Note", "High woodblock"),
    QT_TRANSLATE_NOOP("Note", "Low woodblock"),
    QT_TRANSLATE_NOOP("Note", "Muted cuica"),
    QT_TRANSLATE_NOOP("Note", "Open cuica"),
    QT_TRANSLATE_NOOP("Note", "Muted triangle"),
    QT_TRANSLATE_NOOP("Note", "Open triangle"),
)
"""General MIDI's, from pitch 35 up."""

_SNAPS: Final = {
    Snap.QUARTER: QT_TRANSLATE_NOOP("Note", "1/4"),
    Snap.EIGHTH: QT_TRANSLATE_NOOP("Note", "1/8"),
    Snap.SIXTEENTH: QT_TRANSLATE_NOOP("Note", "1/16"),
    Snap.QUARTER_TRIPLET: QT_TRANSLATE_NOOP("Note", "1/4 triplets"),
    Snap.EIGHTH_TRIPLET: QT_TRANSLATE_NOOP("Note", "1/8 triplets"),
    Snap.SIXTEENTH_TRIPLET: QT_TRANSLATE_NOOP("Note", "1/16 triplets"),
}
_OFF: Final = QT_TRANSLATE_NOOP("Note", "Off")
_OTHER_DRUM: Final = QT_TRANSLATE_NOOP("Note", "Drum {number}")
_NOTE: Final = QT_TRANSLATE_NOOP("Note", "{place}: {pitch}, velocity {velocity}, {length} beats")
_PLACE: Final = QT_TRANSLATE_NOOP("Note", "Bar {bar}, beat {beat}")


def pitch_name(pitch: int) -> str:
    """Return a MIDI pitch's name: “C4” for 60."""
    octave, step = divmod(pitch, len(_CLASSES))
    return f"{_CLASSES[step]}{octave + _LOWEST_OCTAVE}"


def drum_name(pitch: int) -> str:
    """Return the name of General MIDI's drum."""
    if _LOWEST_DRUM <= pitch < _LOWEST_DRUM + len(_DRUMS):
        return QCoreApplication.translate(_CONTEXT, _DRUMS[pitch - _LOWEST_DRUM])
    return QCoreApplication.translate(_CONTEXT, _OTHER_DRUM).format(number=pitch)


def snap_name(snap: Snap | None) -> str:
    """Return what notes snap to: “1/8 triplets”; None: “Off”."""
    return QCoreApplication.translate(_CONTEXT, _OFF if snap is None else _SNAPS[snap])


def place_words(beat: float, bars: Sequence[int]) -> str:
    """Return “Bar 2, beat 3.5”. bars: the beats on which bars begin, in order."""
    bar = max(bisect_right(bars, beat) - 1, 0)
    at = beat - bars[bar] if bars else beat
    return QCoreApplication.translate(_CONTEXT, _PLACE).format(bar=bar + 1, beat=f"{round(at + 1, 2):g}")


def note_words(note: Note, bars: Sequence[int]) -> str:
    """Return “Bar 2, beat 3.5: C4, velocity 96, 0.5 beats”."""
    return QCoreApplication.translate(_CONTEXT, _NOTE).format(
        place=place_words(note.start, bars),
        pitch=pitch_name(note.pitch),
        velocity=note.velocity,
        length=f"{round(note.length, 2):g}",
    )
