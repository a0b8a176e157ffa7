"""What narrows the library's list: words, and tempo and key near those of a deck's song, tags, genre, playlists."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.tag_words import tag_word
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.gui.widgets.flow_layout import FlowLayout
from mashstudio.library.search import EVERY_SONG, KeyRange, Query, TempoRange
from mashstudio.library.shelf import Shelf
from mashstudio.model.analysis import Analysis
from mashstudio.model.choices import LETTERS

_PERCENTS: Final = (3.0, 6.0, 10.0)
_STEPS: Final = (0, 1, 2)
_TYPING_MS: Final = 60
_WORDS_WIDTH: Final = 220
_LONGEST_ENTRY: Final = 24
_GAP: Final = 6


class LibraryFilters(Guarded, Translated, QWidget):
    """Fields to search and filter by. changed: emitted when `query` or `playlist` may be others."""

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._tags: list[str] = []
        self._genres: list[str] = []
        self._playlists: list[str] = []
        self._known = EVERY_SONG
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(_WORDS_WIDTH)
        self.tempo, self.key, self.near = combo_box(), combo_box(), combo_box()
        self.tag, self.genre, self.playlists = combo_box(), combo_box(), combo_box()
        for box in (self.tag, self.genre, self.playlists):
            box.setMaxVisibleItems(_LONGEST_ENTRY)
        layout = FlowLayout(self, _GAP)
        for widget in (self.words, self.tempo, self.key, self.near, self.tag, self.genre, self.playlists):
            layout.addWidget(widget)
        # As you type, but not for each of many quick letters.
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _text: self._typing.start())
        for box in (self.tempo, self.key, self.near, self.tag, self.genre, self.playlists):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        studio.decks_changed.connect(self._follow_decks)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.words.setPlaceholderText(self.tr("Search the library"))
        for field, name, tip in (
            (self.words, self.tr("Search the library"), self.tr("Words in title, artist, tags or file name")),
            (self.tempo, self.tr("Tempo"), self.tr("Tempo near that of the song chosen beside, or half or double it")),
            (self.key, self.tr("Key"), self.tr("Keys near that of the song chosen beside, on the Camelot wheel")),
            (self.near, self.tr("Near which song"), self.tr("The song whose tempo and key are meant")),
            (self.tag, self.tr("Tag"), self.tr("Songs to which a tag applies")),
            (self.genre, self.tr("Genre"), self.tr("Songs of a genre, as your own model judges them")),
            (self.playlists, self.tr("Playlist"), self.tr("All songs, or those of a playlist")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tip)
        self._fill(self.tempo, [self.tr("Any tempo"), *(f"±{percent:g} %" for percent in _PERCENTS)])
        same = self.tr("Same key")
        self._fill(self.key, [self.tr("Any key"), same, *(self.tr("Key ±{steps}").format(steps=n) for n in _STEPS[1:])])
        self._show_tags()
        self._follow_decks()

    def show_shelf(self, shelf: Shelf) -> None:
        """Offer the tags, genres and playlists that there are."""
        there = shelf.tags, shelf.genres, list(shelf.playlists)
        if there != (self._tags, self._genres, self._playlists):
            self._tags, self._genres, self._playlists = there
            self._show_tags()

    @property
    def query(self) -> Query:
        """What is searched for."""
        analysis, tag, genre = self._near(), self.tag.currentIndex() - 1, self.genre.currentIndex() - 1
        tempo, key = self.tempo.currentIndex() - 1, self.key.currentIndex() - 1
        return Query(
            words=self.words.text(),
            tempo=TempoRange(analysis.tempo, _PERCENTS[tempo]) if analysis is not None and tempo >= 0 else None,
            key=KeyRange(analysis.key, _STEPS[key]) if analysis is not None and key >= 0 else None,
            tags=(self._tags[tag],) if 0 <= tag < len(self._tags) else (),
            genre=self._genres[genre] if 0 <= genre < len(self._genres) else "",
        )

    @property
    def playlist(self) -> str:
        """The name of the chosen playlist; "" for all songs."""
        index = self.playlists.currentIndex() - 1
        return self._playlists[index] if 0 <= index < len(self._playlists) else ""

    def _near(self) -> Analysis | None:
        """Return the analysis of the song whose tempo and key are meant."""
        decks = self._studio.session.decks
        source = self.near.currentData()
        return decks[source].analysis if source in decks else None

    def _show_tags(self) -> None:
        self._fill(self.tag, [self.tr("Any tag"), *map(tag_word, self._tags)])
        self._fill(self.genre, [self.tr("Any genre"), *self._genres])
        self.genre.setVisible(bool(self._genres))
        self._fill(self.playlists, [self.tr("All songs"), *self._playlists])
        self.playlists.setVisible(bool(self._playlists))

    def _follow_decks(self) -> None:
        """Offer the songs on decks; without any, tempo and key can't be near one."""
        sources = [source for source, deck in self._studio.session.decks.items() if deck.analysis is not None]
        for field in (self.tempo, self.key, self.near):
            field.setEnabled(bool(sources))
        texts = [self.tr("of song {letter}").format(letter=LETTERS[source]) for source in sources]
        shown = [self.near.itemText(index) for index in range(self.near.count())]
        if texts != shown:
            chosen = self.near.currentData()
            with QSignalBlocker(self.near):
                self.near.clear()
                for source, text in zip(sources, texts, strict=True):
                    self.near.addItem(text, source)
                self.near.setCurrentIndex(sources.index(chosen) if chosen in sources else 0 if sources else -1)
        self.near.setVisible(bool(sources))
        if self.query != self._known:
            self._known = self.query
            self.changed.emit()

    def _fill(self, box: QComboBox, texts: list[str]) -> None:
        """Offer other texts; the choice stays if it is still there."""
        index, before = box.currentIndex(), box.currentText()
        with QSignalBlocker(box):
            box.clear()
            box.addItems(texts)
            same = texts.index(before) if before in texts else index if 0 <= index < len(texts) else 0
            box.setCurrentIndex(same)
