"""The part of a deck's menu that separates its song by another separator."""

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from mashstudio.core.errors import ModelError
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate, translate_error
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.own_stems import OwnStems
from mashstudio.separation.registry import SEPARATORS


class SeparatorMenu(Guarded, QMenu):
    """The separators, that of the song of `source` checked; those that can't be used say why."""

    def __init__(self, studio: Studio, source: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._source = studio, source
        self._group = QActionGroup(self)
        self.setToolTipsVisible(True)
        for number in range(len(SEPARATORS)):
            action = self._group.addAction("")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, number=number: self._separate_with(number))
            self.addAction(action)
        self.aboutToShow.connect(self._fill)
        self.refresh()

    def refresh(self) -> None:
        """Show the separators, and whether the song can be separated, in the user's language."""
        for kind, action in zip(SEPARATORS, self._group.actions(), strict=True):
            action.setText(translate(kind.title))
            action.setToolTip(translate(kind.purpose))
        deck = self._studio.session.decks.get(self._source)
        read = deck is not None and deck.opened is not None
        own = deck is not None and isinstance(deck.separator, OwnStems)
        entry = self.menuAction()
        entry.setText(self.tr("Separate with"))
        entry.setEnabled(read and not own)
        tip = self.tr("Separate this song by another separator, until the mashup is closed")
        entry.setToolTip(self.tr("This song has its own stems") if own else tip)

    def _fill(self) -> None:
        deck, store = self._studio.session.decks.get(self._source), ModelStore(default_models_folder())
        self.refresh()
        for kind, action in zip(SEPARATORS, self._group.actions(), strict=True):
            try:
                separator = kind.make(None, store)
            except ModelError as error:
                action.setEnabled(False)
                action.setChecked(False)
                action.setToolTip(translate_error(error))
                continue
            action.setEnabled(True)
            action.setChecked(deck is not None and deck.separator_from(separator) is None)

    def _separate_with(self, number: int) -> None:
        try:
            separator = SEPARATORS[number].make(None, ModelStore(default_models_folder()))
        except ModelError as error:
            self._studio.notice.emit(translate_error(error))
            return
        self._studio.session.separate_song(self._source, separator)
