"""The suggestions beside the grid: what fits, why, and how it sounds."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.document.suggest import Place
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.suggestion_commands import SuggestionCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.suggestions.arrangements import Arrangements
from mashstudio.gui.suggestions.beat_marks import BeatMarks
from mashstudio.gui.suggestions.matrix import PlacesMatrix
from mashstudio.gui.suggestions.places_list import PlacesList
from mashstudio.gui.text.suggestion_words import place_words, reason_words
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.widgets.dialog import wrapped_label
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.gui.widgets.progress_bar import ProgressBar
from mashstudio.model.choices import LETTERS
from mashstudio.session.deck import State

_LEAST_WIDTH: Final = 300
_GAP: Final = 6
_Sides = tuple[int, int]


class SuggestionsPanel(Guarded, Translated, QWidget):
    """Places in a list and a matrix, the reasons for the current one, and what is being searched.

    closed: emitted by its close button.
    """

    closed = Signal()

    def __init__(
        self, studio: Studio, commands: SuggestionCommands, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._studio, self._commands = studio, commands
        self._sides: list[_Sides] = []
        self._shown: tuple[Place, ...] | None = None
        self.list = PlacesList(studio, commands)
        self.matrix = PlacesMatrix(commands)
        self.arrangements = Arrangements(studio)
        self.sides = combo_box()
        self.pages, self.views = QStackedWidget(), QButtonGroup(self)
        self.status, self.bar, self.stop_button = wrapped_label("dim"), ProgressBar(), QPushButton()
        self.words, self.marks = wrapped_label(), BeatMarks()
        self.close_button = QToolButton()
        self.preview_button, self.place_button = QToolButton(), QToolButton()
        for button, name in ((self.preview_button, "preview_place"), (self.place_button, "place_suggestion")):
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.close_button.setText("✕")
        self._build()
        self.close_button.clicked.connect(self.closed)
        self.stop_button.clicked.connect(self._stop_or_start)
        self.views.idClicked.connect(self._show_view)
        self.sides.currentIndexChanged.connect(self._show_matrix)
        commands.chosen.connect(self._show_current)
        studio.suggestions_changed.connect(self.refresh)
        self.retranslate()

    def _build(self) -> None:
        matrix = QWidget()
        column = QVBoxLayout(matrix)
        column.setContentsMargins(0, _GAP, 0, 0)
        column.addWidget(self.sides)
        column.addWidget(self.matrix, 1)
        head = QHBoxLayout()
        for index, page in enumerate((self.list, matrix, self.arrangements)):
            self.pages.addWidget(page)
            button = QToolButton()
            button.setCheckable(True)
            button.setChecked(index == 0)
            self.views.addButton(button, index)
            head.addWidget(button)
        head.addStretch()
        head.addWidget(self.close_button)
        search = QHBoxLayout()
        search.addWidget(self.status, 1)
        search.addWidget(self.stop_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.place_button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_GAP, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addLayout(search)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)
        self.details = QWidget()
        details = QVBoxLayout(self.details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(_GAP)
        details.addWidget(self.words)
        details.addWidget(self.marks)
        details.addLayout(buttons)
        layout.addWidget(self.details)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setFocusProxy(self.list)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Suggestions"))
        for index, (text, tip) in enumerate(self._views()):
            self.views.button(index).setText(text)
            self.views.button(index).setToolTip(tip)
        self.close_button.setToolTip(self.tr("Close the suggestions"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.stop_button.setToolTip(self.tr("Stop searching for what fits, or search again"))
        self.sides.setAccessibleName(self.tr("Which song sings over which"))
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is found, or how far the search is."""
        places, progress = self._commands.places(), self._studio.suggesting.progress
        working = progress.state is State.WORKING
        self.bar.setVisible(working)
        self.bar.setValue(round(100 * progress.fraction))
        self.stop_button.setVisible(working or progress.state in {State.FAILED, State.CANCELLED})
        self.stop_button.setText(self.tr("Stop") if working else self.tr("Search"))
        text = self._status()
        self.status.setText(text)
        self.status.setVisible(bool(text))
        self._show_view(self.pages.currentIndex())
        self.arrangements.refresh()
        if places is not self._shown:
            self._shown = places
            self.list.show_places(places)
            self._show_sides(places)
            self._show_current()

    def _show_view(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        about_places = self.pages.currentWidget() is not self.arrangements
        self.details.setVisible(about_places and bool(self._commands.places()))

    def _views(self) -> list[tuple[str, str]]:
        """Return the text and tooltip of each view."""
        return [
            (self.tr("Places"), self.tr("Which section of one song sings best over which of another")),
            (self.tr("Matrix"), self.tr("All sections at a glance: sung ones down, instrumental ones across")),
            (self.tr("Arrangements"), self.tr("Three proposals for the whole mashup")),
        ]

    def _status(self) -> str:
        progress = self._studio.suggesting.progress
        match progress.state:
            case State.WORKING:
                return translate(progress.doing) or self.tr("Waiting for other work to finish")
            case State.FAILED:
                return translate(progress.error)
            case State.CANCELLED:
                return self.tr("The search was stopped.")
            case State.DONE:
                if self._commands.places():
                    waits = self._studio.preview.waiting
                    return self.tr("Preparing the preview…") if waits else ""
                return self.tr("Nothing fits: nobody sings, no instruments play, or the songs are in different metres.")
        return self.tr("Suggestions come once two songs are separated into stems.")

    def _stop_or_start(self) -> None:
        if self._studio.suggesting.progress.state is State.WORKING:
            self._studio.suggesting.cancel()
        else:
            self._studio.suggesting.start()

    def _show_sides(self, places: tuple[Place, ...]) -> None:
        self._sides = sorted({_sides(place) for place in places})
        self.sides.blockSignals(True)
        self.sides.clear()
        template = self.tr("{voice} sings over {band}")
        self.sides.addItems([template.format(voice=LETTERS[voice], band=LETTERS[band]) for voice, band in self._sides])
        self.sides.blockSignals(False)
        self._show_matrix()

    def _show_matrix(self) -> None:
        index = self.sides.currentIndex()
        chosen = self._sides[index] if 0 <= index < len(self._sides) else None
        self.matrix.show_places([place for place in self._commands.places() if _sides(place) == chosen])

    def _show_current(self) -> None:
        place = self._commands.current
        self.marks.show_place(place)
        if place is None:
            self.words.setText("")
            return
        self.words.setText(f"{place_words(place)}\n{reason_words(place)}")
        if _sides(place) in self._sides:
            self.sides.setCurrentIndex(self._sides.index(_sides(place)))


def _sides(place: Place) -> _Sides:
    return place.voice.source, place.band.source
