"""Commands on what fits: hear a suggested place, and place it on the grid."""

import json
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Signal

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection
from mashstudio.document.placing import has_cells, with_place
from mashstudio.document.suggest import Place
from mashstudio.gui.commands.actions import CELLS, Action, words
from mashstudio.gui.commands.section_commands import window_mark
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import signed
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.dialog import ask
from mashstudio.model.choices import LETTERS

_TYPE: Final = "application/x-mashstudio-place"


class SuggestionCommands(Guarded, QObject):
    """Commands on the current place. current: that place; None: none. chosen: emitted when it is another one."""

    chosen = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.current: Place | None = None
        studio.suggestions_changed.connect(self._follow)

    def places(self) -> tuple[Place, ...]:
        """Return all places, best first; none until they are found."""
        found = self._studio.suggesting.found
        return () if found is None else found.places

    def has_current(self) -> bool:
        """Return True if there is a current place."""
        return self.current is not None

    def previews(self) -> bool:
        """Return True while a place is heard, or about to be."""
        return self._studio.preview.place is not None

    def choose(self, place: Place | None) -> None:
        """Make `place` the current one; if another one is heard, hear this one instead."""
        if place == self.current:
            return
        self.current = place
        heard = self._studio.preview.place
        if heard is not None and place is not None and heard != place:
            self._hear(place)
        self.chosen.emit()

    def preview(self) -> None:
        """Hear the current place alone; if it is heard already, stop."""
        if self.previews():
            self._studio.preview.stop()
        elif self.current is not None:
            self._hear(self.current)

    def place(self) -> None:
        """Place the current one where cells are selected, or else at the playhead."""
        if self.current is not None:
            place_suggestion(self._studio, self.current, self._at())

    def _hear(self, place: Place) -> None:
        self._studio.attempt(partial(self._studio.preview.start, place, self._at()))

    def _at(self) -> int:
        selection = self._studio.selection
        heard = self._studio.sound.beat_at(self._studio.sound.playhead)
        return selection.start if selection.beats > 0 else max(int(heard), 0)

    def _follow(self) -> None:
        places = self.places()
        if self.current not in places:
            self.choose(places[0] if places else None)


def place_suggestion(studio: Studio, place: Place, at: int) -> None:
    """Play `place` from grid beat `at` on, and select it there; ask first if cells are lost."""
    before, alignment = studio.mashup, studio.session.alignment
    if before is None or alignment is None:
        return
    if has_cells(before, at, at + place.beats) and not _may_replace(studio, place.beats):
        return
    studio.edit_with(Message("Place suggestion"), lambda mashup: with_place(mashup, alignment.shifts, place, at))
    after = studio.mashup
    if after is None or after is before:
        return
    sides = (place.voice.source, place.band.source)
    rows = [row for row, lane in enumerate(after.lanes) if lane.source in sides]
    studio.select(Selection(tuple(rows), at, at + place.beats))
    for source in sides:
        if after.source(source).transpose != before.source(source).transpose:
            shift = signed(round(after.source(source).transpose))
            template = QCoreApplication.translate(
                "Suggestion", "Song {letter} is transposed for it: {shift} semitones in all. Undo takes both back."
            )
            studio.notice.emit(template.format(letter=LETTERS[source], shift=shift))


def carried_place(studio: Studio, place: Place) -> QMimeData:
    """Return what dragging a place carries to the grid of the same window."""
    data = QMimeData()
    data.setData(_TYPE, json.dumps([window_mark(studio), *_named(place)]).encode())
    return data


def place_in(studio: Studio, data: QMimeData) -> Place | None:
    """Return the place that `data` carries from this window; None for anything else, or if it is out of date."""
    try:
        window, *named = json.loads(bytes(data.data(_TYPE).data()))
    except (ValueError, TypeError):
        return None
    found = studio.suggesting.found
    if window != window_mark(studio) or found is None:
        return None
    return next((place for place in found.places if _named(place) == named), None)


def _named(place: Place) -> list[int]:
    spots = (place.voice.source, place.voice.beat, place.band.source, place.band.beat)
    return [place.rank, *spots, place.beats, place.semitones]


def _may_replace(studio: Studio, beats: int) -> bool:
    question = QCoreApplication.translate("Suggestion", "There are cells on these {beats} beats. Replace them?")
    replace = QCoreApplication.translate("Suggestion", "Replace")
    return ask(studio.parent(), words(PLACE.text), question.format(beats=beats), replace)


PREVIEW: Final = Action(
    "preview_place",
    CELLS,
    QT_TRANSLATE_NOOP("Action", "Preview the suggestion"),
    "Shift+P",
    SuggestionCommands.preview,
    SuggestionCommands.has_current,
    on=SuggestionCommands.previews,
    tip=QT_TRANSLATE_NOOP(
        "Action", "Hear the chosen suggestion alone, in its key; the mashup stays as it is. In the list: P"
    ),
    label=QT_TRANSLATE_NOOP("Action", "Preview"),
)
PLACE: Final = Action(
    "place_suggestion",
    CELLS,
    QT_TRANSLATE_NOOP("Action", "Place the suggestion"),
    "Shift+Return",
    SuggestionCommands.place,
    SuggestionCommands.has_current,
    tip=QT_TRANSLATE_NOOP(
        "Action", "Play the chosen suggestion from the selected beat, or the playhead. In the list: Enter"
    ),
    label=QT_TRANSLATE_NOOP("Action", "Place"),
)
SUGGESTION_ACTIONS: Final[tuple[Action[SuggestionCommands], ...]] = (PREVIEW, PLACE)
