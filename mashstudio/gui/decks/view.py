"""A deck: one song, from a dropped file to stems on the grid."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.commands.actions import DECK, Action, Actions
from mashstudio.gui.decks.cues import DeckCues
from mashstudio.gui.decks.fit_words import fit_words
from mashstudio.gui.decks.folded_deck import FoldedDeck
from mashstudio.gui.decks.header import DeckHeader, StemLegend
from mashstudio.gui.decks.mend_actions import REPAIR_ACTIONS
from mashstudio.gui.decks.mend_bar import MendBar
from mashstudio.gui.decks.overview import Overview
from mashstudio.gui.decks.picture import DeckPicture
from mashstudio.gui.decks.picture_choice import PictureChoice
from mashstudio.gui.decks.sections import DeckSections
from mashstudio.gui.decks.shown_song import ShownSong, shown_song
from mashstudio.gui.decks.stage_row import StageRow
from mashstudio.gui.decks.station import StationLine
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.desktop import patterns
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.stage_words import waits_for
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Translated, translate
from mashstudio.gui.theme import SONG_COLOURS
from mashstudio.gui.widgets.digit_keys import TakesDigits
from mashstudio.gui.widgets.file_drops import TakesFiles
from mashstudio.gui.widgets.glyph_button import GlyphButton, headphones
from mashstudio.gui.widgets.page_stack import PageStack, centred_page
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.library.song_lists import PLAYLIST_ENDINGS
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import LETTERS
from mashstudio.model.sections import CUE_NUMBERS
from mashstudio.model.song import SONG_ENDINGS, song_files
from mashstudio.session.song_time import grid_beat, song_time

_LOW_DECK: Final = 184
"""The height in pixels below which only the close-up of the song is shown."""

_USUAL: Final = QSize(440, 240)


class DeckView(TakesDigits, Translated, TakesFiles, QFrame):
    """The panel of the source `side` and its song.

    files_wanted: emitted with files (a list of Paths) dropped here or chosen for this deck. folded_changed: emitted
    with `folded`.
    """

    digits = CUE_NUMBERS
    files_wanted = Signal(object)
    folded_changed = Signal()

    def __init__(self, studio: Studio, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._side = studio, side
        self._shown: ShownSong | None = None
        self._dropping, self._folded = False, False
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self._grid: BeatMap | None = None
        self.stages, self.fit, self.station, self.legend = StageRow(), ElidedLabel(), StationLine(), StemLegend()
        self.overview, self.zoomed = Overview(side), ZoomedView(studio, side)
        self.sections, self.cues = DeckSections(studio, side), DeckCues(studio, side, self.overview, self.zoomed, self)
        self.picture = DeckPicture(studio, self.zoomed)
        self.repairs = MendBar(studio, side, self.zoomed, REPAIR_ACTIONS, self)
        self.pictures = PictureChoice()
        self.actions_by_name = Actions(self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.actions_by_name.add([LISTEN], self)
        self.listen, self.mend_button = self.actions_by_name["listen"], QToolButton()
        self.listen_button = GlyphButton(headphones, self.listen)
        self.header = DeckHeader(studio, side, self.pictures, (self.mend_button, self.listen_button))
        self.invitation, self.choose_button = QLabel(), QPushButton()
        self.refusal, self.back_button, self.again_button, self.other_button = (
            QLabel(textFormat=Qt.TextFormat.PlainText), QPushButton(), QPushButton(), QPushButton()
        )  # fmt: skip
        self._build()
        self._connect()
        self.retranslate()

    @property
    def source(self) -> int:
        """The id of its song's source."""
        return self._side

    @property
    def folded(self) -> bool:
        """True while a narrow card stands in for the deck."""
        return self._folded and self._shown is not None

    def fold(self, folded: bool) -> None:
        """Show a narrow card in place of the deck, or the deck again."""
        if folded and self.zoomed.mending:
            self.repairs.set_mending(False)
        self._folded = folded
        self.refresh()
        (self.folded_page.unfold_button if folded else self.header.menu).setFocus()

    def take_keys(self, mine: bool) -> None:
        """Choose whether the decks' keys work on this deck wherever the focus is, or only in it."""
        scope = Qt.ShortcutContext.WindowShortcut if mine else Qt.ShortcutContext.WidgetWithChildrenShortcut
        for part in (self, self.header.menu, self.repairs, self.sections, self.cues):
            part.actions_by_name.set_scope(scope)

    def set_following(self, following: bool) -> None:
        """Choose whether the zoomed view turns the page when the playhead leaves it."""
        self.zoomed.following = following

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        letter = LETTERS[self._side]
        self.setAccessibleName(self.tr("Deck {letter}").format(letter=letter))
        self.invitation.setText(self.tr("Song {letter}: drop an audio file here, or").format(letter=letter))
        for button in (self.choose_button, self.other_button):
            button.setText(self.tr("Choose a file…"))
            button.setToolTip(self.tr("Choose an audio file for this deck"))
        self.again_button.setText(self.tr("Try again"))
        self.again_button.setToolTip(self.tr("Read the file again"))
        for part in (self.pictures, self.sections, self.header.menu, self.cues):
            part.retranslate()
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        self.listen_button.setAccessibleName(self.listen.text())
        self.refresh()

    def refresh(self) -> None:
        """Show the session's current state."""
        self._shown = shown = shown_song(self._studio.session, self._side, self._shown)
        before = self.pages.currentWidget()
        self.sections.show_song(shown)
        self._show_page(shown)
        if self.pages.currentWidget() is not before and self.folded_page in {before, self.pages.currentWidget()}:
            self.folded_changed.emit()
        self.header.refresh(shown)
        self.overview.show_song(shown)
        self.picture.show_song(shown)
        self.cues.show_song(shown)
        self.repairs.show_song(shown)
        self._show_progress()
        self._show_sound()
        self._show_playhead(self._studio.sound.beat_at(self._studio.player.position()))

    # Construction

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        self.pages = PageStack(self)
        layout.addWidget(self.pages)
        self.empty_page = centred_page([self.invitation], [self.choose_button])
        self.refused_page = centred_page([self.refusal], [self.again_button, self.other_button, self.back_button])
        self.refusal.setObjectName("warning")
        self.refusal.setWordWrap(True)
        self.refusal.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.song_page = self._build_song_page()
        self.folded_page = FoldedDeck(self._side, lambda: self.fold(False))
        for page in (self.empty_page, self.refused_page, self.song_page, self.folded_page):
            self.pages.addWidget(page)

    def _build_song_page(self) -> QWidget:
        for part in (self, self.header.menu, self.sections, self.cues):
            self.addActions(list(part.actions_by_name))
        for menu in (self.sections.menu, self.cues.menu):
            self.header.menu.add_menu(menu)
        self.mend_button.setDefaultAction(self.repairs.actions_by_name["mend_grid"])
        self.fit.setObjectName("dim")
        self.lines = PageStack()
        fit_line = QWidget()
        fit_row = QHBoxLayout(fit_line)
        fit_row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.fit, 0), (self.station, 1), (self.legend, 0)):
            fit_row.addWidget(widget, stretch)
        for line in (self.stages, fit_line):
            self.lines.addWidget(line)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.header)
        column.addWidget(self.lines)
        column.addWidget(self.sections)
        column.addWidget(self.overview)
        column.addWidget(self.picture, 1)
        column.addWidget(self.repairs)
        return page

    def _connect(self) -> None:
        studio = self._studio
        studio.decks_changed.connect(self.refresh)
        studio.progress_changed.connect(self._show_progress)
        studio.mashup_changed.connect(self._take_grid)
        studio.sound_changed.connect(self._show_sound)
        studio.shortcuts_changed.connect(self._follow_shortcuts)
        studio.playhead_moved.connect(self._show_playhead)
        self.zoomed.window_moved.connect(self.overview.show_seen)
        self.zoomed.seek_wanted.connect(self._seek)
        self.overview.moved.connect(self._centre)
        self.overview.seek_wanted.connect(self._seek)
        self.stages.cancel.connect(lambda: studio.session.cancel(self._side))
        self.stages.retry.connect(lambda: studio.session.retry(self._side))
        self.again_button.clicked.connect(lambda: studio.session.retry(self._side))
        self.back_button.clicked.connect(lambda: studio.session.cancel(self._side))
        self.header.replace_wanted.connect(self._choose_file)
        self.header.read_wanted.connect(self._read_again)
        self.header.fold_wanted.connect(lambda: self.fold(True))
        for button in (self.choose_button, self.other_button):
            button.clicked.connect(self._choose_file)
        self.repairs.mending_changed.connect(lambda: self._make_room(self._shown))
        self.pictures.activated.connect(lambda _index: self.picture.choose(self.pictures.currentData()))
        self.header.levels.chosen.connect(self.repairs.take_level)
        self.header.title.left.connect(self.zoomed.setFocus)
        self.station.clicked.connect(self.header.menu.show_tags)

    def _take_grid(self) -> None:
        """Show repairs at once; `decks_changed` brings the other effects of an edit."""
        before, self._grid = self._grid, self._studio.session.grid(self._side)
        if self._grid != before:
            self.refresh()

    # Display

    def _show_page(self, shown: ShownSong | None) -> None:
        if shown is None:
            self.pages.setCurrentWidget(self.empty_page)
        elif self.folded:
            self.pages.setCurrentWidget(self.folded_page)
        elif shown.deck.error and shown.analysis is None:
            self.refusal.setText(translate(shown.deck.error))
            self._show_way_back(shown)
            self.pages.setCurrentWidget(self.refused_page)
        else:
            self.pages.setCurrentWidget(self.song_page)
            self.lines.setCurrentIndex(int(shown.settled))
            self._make_room(shown)

    def _show_way_back(self, shown: ShownSong) -> None:
        """Offer to be rid of a song that can't be used: to keep the one it would replace, or to take it off."""
        self.back_button.setVisible(shown.coming)
        keeps = self._studio.session.decks.get(self._side) is not None
        self.back_button.setText(self.tr("Keep previous song") if keeps else self.tr("Remove"))
        tip = self.tr("Keep the song that is on this deck") if keeps else self.tr("Take this song off the deck")
        self.back_button.setToolTip(tip)

    def _make_room(self, shown: ShownSong | None) -> None:
        """Make room for the tools while the grid is edited, and in a low deck."""
        mending = self.zoomed.mending
        low = self.height() < _LOW_DECK + (self.repairs.height() if mending else 0)
        wrong = shown is not None and bool(shown.deck.error)
        self.lines.setVisible(not mending or wrong or (not low and shown is not None and not shown.settled))
        self.overview.setVisible(not low)
        self.sections.setVisible(not mending and self.sections.fits)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show less at once in a low deck."""
        super().resizeEvent(event)
        self._make_room(self._shown)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the minimum size of a low deck, also for a high one, so that it can shrink."""
        least = super().minimumSizeHint()
        if self.pages.currentWidget() is self.song_page:
            spared = [self.overview, self.lines] if self.zoomed.mending else [self.overview]
            heights = (part.minimumSizeHint().height() for part in spared if not part.isHidden())
            least.setHeight(least.height() - sum(heights))
        return least

    @override
    def sizeHint(self) -> QSize:
        """Return the size of a deck with a song, even without one."""
        return super().sizeHint().expandedTo(_USUAL)

    def _show_progress(self) -> None:
        shown, session = self._shown, self._studio.session
        if shown is None:
            self.stages.refresh(None)
            return
        self.stages.refresh(shown.deck, waits_for(session, shown.deck))
        line = fit_words(session, self._side, shown)
        self.fit.show_text(line, "\n".join([line, *shown.stem_lines]))
        self.station.show_character(shown.deck.character)
        if self.folded:
            self.folded_page.refresh(shown)

    def _show_sound(self) -> None:
        self.actions_by_name.refresh()

    def _show_playhead(self, beat: float) -> None:
        coming = self._shown is None or self._shown.coming
        now = None if coming else song_time(self._studio.session, self._side, beat)
        self.overview.show_playhead(now)
        self.sections.show_playhead(now)
        self.picture.show_playhead(now)

    def _follow_shortcuts(self) -> None:
        self.repairs.retranslate()
        self.retranslate()

    # Actions

    def _centre(self, seconds: Seconds) -> None:
        length = self.zoomed.seen[1]
        self.zoomed.show_window(seconds - length / 2, length)

    def _seek(self, seconds: Seconds) -> None:
        beat = grid_beat(self._studio.session, self._side, seconds)
        if beat is not None and self._shown is not None and not self._shown.coming:
            self._studio.player.seek(self._studio.sound.frame_of(beat))

    @property
    def alone(self) -> bool:
        """True while this song plays alone."""
        return self._studio.sound.alone == (self._side, None)

    def can_listen(self) -> bool:
        """Return True if this song can play alone, or does."""
        return self.alone or self._studio.session.fitting.song_file(self._side) is not None

    def listen_alone(self) -> None:
        """Play this song alone, or the mashup again."""
        self._studio.listen_to(self._side)
        if self._studio.sound.alone is not None and not self._studio.player.playing:
            self._studio.player.play()
        self._studio.sound_changed.emit()

    def _choose_file(self) -> None:
        songs = self.tr("Songs ({endings})").format(endings=patterns(SONG_ENDINGS + PLAYLIST_ENDINGS))
        title = self.tr("Choose a song for deck {letter}").format(letter=LETTERS[self._side])
        names, _ = QFileDialog.getOpenFileNames(self, title, "", songs + ";;" + self.tr("All files (*)"))
        if names:
            self.files_wanted.emit([Path(name) for name in names])

    def _read_again(self) -> None:
        if self._shown is not None:
            self.files_wanted.emit(list(song_files(self._shown.deck.place)))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the deck's menu."""
        if self._shown is not None:
            self.header.menu.menu().popup(event.globalPos())

    @override
    def take_digit(self, digit: int) -> None:
        """Go to the cue of this number."""
        self.cues.jump(digit)

    # Dropping

    @override
    def take_files(self, paths: Sequence[Path]) -> None:
        """Put dropped files on this deck."""
        self.files_wanted.emit(paths)

    @override
    def show_dropping(self, dropping: bool) -> None:
        """Frame the deck while files would land here."""
        self._dropping = dropping
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame in the song's colour while files would land here."""
        super().paintEvent(event)
        if self._dropping:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(SONG_COLOURS[self._side], 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)


LISTEN: Final = Action(
    "listen",
    DECK,
    QT_TRANSLATE_NOOP("Action", "Listen to this song alone"),
    "P",
    DeckView.listen_alone,
    DeckView.can_listen,
    on=lambda deck: deck.alone,
    tip=QT_TRANSLATE_NOOP("Action", "Hear this song alone, aligned to the grid; press again for the mashup"),
)
