"""The names of stems, lanes and places on the grid, in the user's language."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.core.messages import Message
from mashstudio.document.edits import BeatCounts, under
from mashstudio.gui.text.shape_words import shape_words
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Marked, translate
from mashstudio.model.bars import Bars
from mashstudio.model.choices import BAND, LETTERS, source_letter
from mashstudio.model.mashup import SILENT, Lane, Mashup
from mashstudio.model.stems import Part, StemName, Taken

_CONTEXT: Final = "Stem"
_STEMS: Final = {
    StemName.VOCALS: QT_TRANSLATE_NOOP("Stem", "Vocals"),
    StemName.DRUMS: QT_TRANSLATE_NOOP("Stem", "Drums"),
    StemName.BASS: QT_TRANSLATE_NOOP("Stem", "Bass"),
    StemName.OTHER: QT_TRANSLATE_NOOP("Stem", "Other"),
}
_INSTRUMENTS: Final = (
    QT_TRANSLATE_NOOP("Instrument", "guitar"),
    QT_TRANSLATE_NOOP("Instrument", "piano"),
    QT_TRANSLATE_NOOP("Instrument", "organ"),
    QT_TRANSLATE_NOOP("Instrument", "accordion"),
    QT_TRANSLATE_NOOP("Instrument", "synth"),
    QT_TRANSLATE_NOOP("Instrument", "strings"),
    QT_TRANSLATE_NOOP("Instrument", "violin"),
    QT_TRANSLATE_NOOP("Instrument", "cello"),
    QT_TRANSLATE_NOOP("Instrument", "harp"),
    QT_TRANSLATE_NOOP("Instrument", "flute"),
    QT_TRANSLATE_NOOP("Instrument", "brass"),
    QT_TRANSLATE_NOOP("Instrument", "sax"),
    QT_TRANSLATE_NOOP("Instrument", "choir"),
    QT_TRANSLATE_NOOP("Instrument", "bells"),
    QT_TRANSLATE_NOOP("Instrument", "percussion"),
    QT_TRANSLATE_NOOP("Instrument", "chords"),
    QT_TRANSLATE_NOOP("Instrument", "lead"),
)
_PLACE: Final = QT_TRANSLATE_NOOP("Stem", "Bar {bar}, beat {beat}, song {song} {stem}")
_BAND_PLACE: Final = QT_TRANSLATE_NOOP("Stem", "Bar {bar}, beat {beat}, accompaniment {stem}")
_ON: Final = QT_TRANSLATE_NOOP("Stem", "{place}: on")
_OFF: Final = QT_TRANSLATE_NOOP("Stem", "{place}: off")
_MOVED: Final = QT_TRANSLATE_NOOP("Stem", "{place}: on, plays the song's bar {bar}, beat {beat}")
_VOID: Final = QT_TRANSLATE_NOOP("Stem", "{place}: outside the song")
_SONG_PLACE: Final = QT_TRANSLATE_NOOP("Stem", "Bar {bar}, beat {beat}, song {song}")
_WHOLE_BAND_PLACE: Final = QT_TRANSLATE_NOOP("Stem", "Bar {bar}, beat {beat}, accompaniment")
_ALL_ON: Final = QT_TRANSLATE_NOOP("Stem", "{place}: all stems on")
_SOME_ON: Final = QT_TRANSLATE_NOOP("Stem", "{place}: {parts} on")
_BAND_MOVED: Final = QT_TRANSLATE_NOOP("Stem", "{place}: on, plays the accompaniment's bar {bar}, beat {beat}")
_BAND_VOID: Final = QT_TRANSLATE_NOOP("Stem", "{place}: outside the accompaniment")
_BAND_ALL_ON: Final = QT_TRANSLATE_NOOP("Stem", "{place}: all lanes on")
_BAND_SOME_MOVED: Final = QT_TRANSLATE_NOOP("Stem", "{cell}, playing other beats of the accompaniment")
_SOME_MOVED: Final = QT_TRANSLATE_NOOP("Stem", "{cell}, playing other beats of the song")
_WHOLE_SONG: Final = QT_TRANSLATE_NOOP("Stem", "Song {song}, all stems")
_LANE_WORDS: Final = {
    StemName.VOCALS: QT_TRANSLATE_NOOP("Stem", "Song {song} vocals"),
    StemName.DRUMS: QT_TRANSLATE_NOOP("Stem", "Song {song} drums"),
    StemName.BASS: QT_TRANSLATE_NOOP("Stem", "Song {song} bass"),
    StemName.OTHER: QT_TRANSLATE_NOOP("Stem", "Song {song} other"),
}
_TAKEN_LANE: Final = QT_TRANSLATE_NOOP("Stem", "Song {song} {instrument}")
_WHOLE_BAND: Final = QT_TRANSLATE_NOOP("Stem", "Accompaniment, all lanes")
_BAND_LANES: Final = {
    StemName.DRUMS: QT_TRANSLATE_NOOP("Stem", "Accompaniment drums"),
    StemName.BASS: QT_TRANSLATE_NOOP("Stem", "Accompaniment bass"),
}
_BAND_LANE: Final = QT_TRANSLATE_NOOP("Stem", "Accompaniment {instrument}")


class LaneName(Marked):
    """A lane's name within the name of an undo step."""

    context = _CONTEXT


class InstrumentName(Marked):
    """The name of an instrument that can be taken out."""

    context = "Instrument"


def instrument_name(tag: str) -> Message:
    """Return an instrument's name, to be translated: "guitar"."""
    return InstrumentName(tag)


def part_word(part: Part) -> str:
    """Return a part's name: "Vocals"."""
    if isinstance(part, Taken):
        word = translate(instrument_name(part.tag))
        return word[0].upper() + word[1:]
    return QCoreApplication.translate(_CONTEXT, _STEMS[part])


def lane_name(lane: Lane) -> Message:
    """Return a lane's name, to be translated: "Song A vocals"."""
    if lane.source == BAND:
        if isinstance(lane.part, Taken):
            return LaneName(_BAND_LANE, instrument=instrument_name(lane.part.tag))
        return LaneName(_BAND_LANES[lane.part])
    song = LETTERS[lane.source]
    if isinstance(lane.part, Taken):
        return LaneName(_TAKEN_LANE, song=song, instrument=instrument_name(lane.part.tag))
    return LaneName(_LANE_WORDS[lane.part], song=song)


def lane_words(lane: Lane) -> str:
    """Return a lane's name: "Song A vocals"."""
    return translate(lane_name(lane))


def cell_words(mashup: Mashup, beats: BeatCounts, bars: Bars, song_bars: Bars, lane: int, beat: int) -> str:
    """Return a cell's place and state: "Bar 9, beat 2, song A vocals: on". bars: the grid's; song_bars: the song's."""
    (bar, at), here = bars.place(beat), mashup.lanes[lane]
    is_band = here.source == BAND
    place = QCoreApplication.translate(_CONTEXT, _BAND_PLACE if is_band else _PLACE).format(
        bar=bar + 1, beat=at + 1, song=source_letter(here.source), stem=part_word(here.part).lower()
    )
    cell, lying = int(mashup.played[lane, beat]), int(under(mashup, beats, lane, beat, beat + 1)[0])
    if cell == SILENT:
        return _silent(place, void=lying == SILENT, is_band=is_band)
    song_bar, song_beat = song_bars.place(cell)
    moved = _BAND_MOVED if is_band else _MOVED
    words = QCoreApplication.translate(_CONTEXT, _ON if cell == lying else moved).format(
        place=place, bar=song_bar + 1, beat=song_beat + 1
    )
    return ", ".join(filter(None, (words, shape_words(mashup.cells[lane, beat]))))


def song_words(source: int) -> str:
    """Return the name of a folded song's row: "Song A, all parts"."""
    words = _WHOLE_BAND if source == BAND else _WHOLE_SONG
    return QCoreApplication.translate(_CONTEXT, words).format(song=source_letter(source))


def song_cell_words(mashup: Mashup, beats: BeatCounts, bars: Bars, lanes: Sequence[int], beat: int) -> str:
    """Return the place and state of a folded song's cell: "Bar 9, beat 2, song A: vocals, bass on"."""
    (bar, at), source = bars.place(beat), mashup.lanes[lanes[0]].source
    is_band = source == BAND
    place = QCoreApplication.translate(_CONTEXT, _WHOLE_BAND_PLACE if is_band else _SONG_PLACE).format(
        bar=bar + 1, beat=at + 1, song=source_letter(source)
    )
    cells, lying = mashup.played[list(lanes), beat], int(under(mashup, beats, lanes[0], beat, beat + 1)[0])
    on = cells != SILENT
    if not on.any():
        return _silent(place, void=lying == SILENT, is_band=is_band)
    playing = (mashup.lanes[lane].part for lane, plays in zip(lanes, on, strict=True) if plays)
    parts = ", ".join(part_word(part).lower() for part in playing)
    all_on, some_moved = (_BAND_ALL_ON, _BAND_SOME_MOVED) if is_band else (_ALL_ON, _SOME_MOVED)
    cell = QCoreApplication.translate(_CONTEXT, all_on if on.all() else _SOME_ON).format(place=place, parts=parts)
    moved = bool((cells[on] != lying).any())
    return QCoreApplication.translate(_CONTEXT, some_moved).format(cell=cell) if moved else cell


def _silent(place: str, *, void: bool, is_band: bool) -> str:
    """Return the words for a cell that doesn't play. void: nothing lies under it."""
    outside = _BAND_VOID if is_band else _VOID
    return QCoreApplication.translate(_CONTEXT, outside if void else _OFF).format(place=place)
