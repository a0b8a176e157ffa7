"""A deck's menu: rename, replace, read and separate again, fold, move and remove its song."""

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu, QToolButton

from mashstudio.core.jobs import Job
from mashstudio.gui.commands.actions import DECK, Action, Actions, words
from mashstudio.gui.commands.take_menu import TakeMenu
from mashstudio.gui.decks.separator_menu import SeparatorMenu
from mashstudio.gui.decks.station import TagsDialog
from mashstudio.gui.desktop import show_in_folder
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.dialog import ask
from mashstudio.gui.widgets.glyph_button import GlyphButton
from mashstudio.gui.widgets.title_label import TitleLabel
from mashstudio.model.choices import LETTERS
from mashstudio.model.mashup import FEWEST_SOURCES, SILENT
from mashstudio.model.song import song_files
from mashstudio.model.stems import StemName
from mashstudio.pipeline.features import analysed


class DeckMenu(GlyphButton):
    """A button with the deck's menu.

    title: made editable; replace: asks for another file; read_again: reads the file anew; fold: folds the deck.
    """

    def __init__(
        self,
        studio: Studio,
        source: int,
        title: TitleLabel,
        replace: Callable[[], object],
        read_again: Callable[[], object],
        fold: Callable[[], object],
    ) -> None:
        super().__init__(_dots)
        self._studio, self._source = studio, source
        self.title, self.replace, self.read_again, self.fold = title, replace, read_again, fold
        self.actions_by_name = Actions(self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.actions_by_name.add(MENU_ACTIONS, self)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for action in MENU_ACTIONS:
            if action.separated:
                menu.addSeparator()
            menu.addAction(self.actions_by_name[action.name])
            if action.name == "analyse_again":
                self.separators = SeparatorMenu(studio, source, self)
                self.takes = TakeMenu(studio, source, StemName.OTHER, self)
                menu.addMenu(self.separators)
                menu.addMenu(self.takes)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.aboutToShow.connect(self.refresh)
        studio.mashup_changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        name = self.tr("Song {letter}: rename, replace, separate, move, remove").format(letter=LETTERS[self._source])
        self.set_words(name, name)
        self.menu().setTitle(self.tr("Song {letter}").format(letter=LETTERS[self._source]))
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        self.separators.refresh()
        self.takes.refresh()

    def add_menu(self, menu: QMenu) -> None:
        """Add a submenu, before removing the song."""
        whole = self.menu()
        whole.insertMenu(self.actions_by_name["move_left"], menu)

    def has_song(self) -> bool:
        """Return True if there is a song on the deck."""
        return self._studio.session.shown(self._source) is not None

    def reveal(self) -> None:
        """Show the song's file, or its stems, in the file manager."""
        deck = self._studio.session.shown(self._source)
        if deck is not None:
            show_in_folder(song_files(deck.place)[0])

    def can_analyse(self) -> bool:
        """Return True if the song on the deck is analysed."""
        deck = self._studio.session.decks.get(self._source)
        return deck is not None and deck.analysis is not None

    def analyse_again(self) -> None:
        """Analyse the song again in the background, whatever is known of it."""
        session = self._studio.session
        deck = session.decks.get(self._source)
        if deck is None or deck.opened is None:
            return
        opened, cache = deck.opened, session.cache

        def analyse(job: Job) -> None:
            fresh = analysed(opened, cache, job=job, again=True)
            session.workers.post(lambda: self._studio.attempt(lambda: session.renew(deck, fresh)))

        self._studio.tasks.start(TaskKind.ANALYSE, session.title(self._source), analyse)

    def knows_tags(self) -> bool:
        """Return True if the song's tags are known."""
        deck = self._studio.session.shown(self._source)
        return deck is not None and deck.character is not None

    def why_no_tags(self) -> str:
        """Return why no tags can be shown yet; "" if they can."""
        waiting = self.has_song() and not self.knows_tags()
        return self.tr("Tags are found once the stems are done") if waiting else ""

    def show_tags(self) -> None:
        """List all tags of the song with their strengths."""
        deck = self._studio.session.shown(self._source)
        if deck is not None and deck.character is not None:
            title = self._studio.session.title(self._source)
            TagsDialog(self._source, title, deck.character, self.window()).open()

    def can_move(self, by: int) -> bool:
        """Return True if the deck can be moved `by` places."""
        order = self._order
        return self._source in order and 0 <= order.index(self._source) + by < len(order)

    def move_deck(self, by: int) -> None:
        """Move the song `by` places to the right."""
        to = self._order.index(self._source) + by
        self._studio.attempt(lambda: self._studio.session.reorder(self._source, to))

    def why_not_removed(self) -> str:
        """Return why the song can't be removed now; "" if it can."""
        spare = len(self._order) > FEWEST_SOURCES or self._source not in self._order
        return "" if spare else self.tr("A mashup needs two songs")

    def remove(self) -> None:
        """Remove the song; ask first if the mashup plays it."""
        if not self._plays() or self._may_remove():
            self._studio.attempt(lambda: self._studio.session.remove(self._source))

    @property
    def _order(self) -> tuple[int, ...]:
        mashup = self._studio.mashup
        return () if mashup is None else mashup.ids

    def refresh(self) -> None:
        """Update what can be done with the song now."""
        self.actions_by_name.refresh()
        self.separators.refresh()
        self.takes.refresh()

    def _plays(self) -> bool:
        """Return True if the mashup plays anything of the song."""
        mashup = self._studio.mashup
        return mashup is not None and bool(np.any(mashup.played[mashup.lanes_of(self._source)] != SILENT))

    def _may_remove(self) -> bool:
        title = self._studio.session.title(self._source)
        question = self.tr("The mashup plays “{title}”. Remove the song and its cells? Undo brings them back.")
        return ask(self.window(), words(_REMOVE), question.format(title=title), self.tr("Remove"))


READ_AGAIN: Final[Action[DeckMenu]] = Action(
    "read_again",
    DECK,
    QT_TRANSLATE_NOOP("Action", "Read song again"),
    "",
    lambda menu: menu.read_again(),
    DeckMenu.has_song,
    tip=QT_TRANSLATE_NOOP("Action", "Read and analyse the song's file again, after another program has changed it"),
)
_REMOVE: Final = QT_TRANSLATE_NOOP("Action", "Remove song")
MENU_ACTIONS: Final[tuple[Action[DeckMenu], ...]] = (
    Action(
        "rename",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Rename song"),
        "F2",
        lambda menu: menu.title.begin(),
        lambda menu: menu.title.editable,
        tip=QT_TRANSLATE_NOOP("Action", "Double-click to rename; Enter applies, Esc cancels"),
    ),
    Action("replace", DECK, QT_TRANSLATE_NOOP("Action", "Replace song…"), "", lambda menu: menu.replace()),
    Action("reveal", DECK, QT_TRANSLATE_NOOP("Action", "Show song in folder"), "", DeckMenu.reveal, DeckMenu.has_song),
    READ_AGAIN,
    Action(
        "analyse_again",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Analyse song again"),
        "",
        DeckMenu.analyse_again,
        DeckMenu.can_analyse,
        tip=QT_TRANSLATE_NOOP(
            "Action", "Find beats, key and sections anew, in place of what is stored and of beats edited by hand"
        ),
    ),
    Action(
        "show_tags",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Tags…"),
        "",
        DeckMenu.show_tags,
        DeckMenu.knows_tags,
        why_not=DeckMenu.why_no_tags,
        tip=QT_TRANSLATE_NOOP("Action", "Show what the song sounds like: genre, mood, voice and instruments"),
    ),
    Action(
        "fold_deck", DECK, QT_TRANSLATE_NOOP("Action", "Fold deck"), "", lambda menu: menu.fold(), DeckMenu.has_song
    ),
    Action(
        "move_left",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Move deck left"),
        "",
        lambda menu: menu.move_deck(-1),
        lambda menu: menu.can_move(-1),
        separated=True,
    ),
    Action(
        "move_right",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Move deck right"),
        "",
        lambda menu: menu.move_deck(1),
        lambda menu: menu.can_move(1),
    ),
    Action(
        "remove",
        DECK,
        _REMOVE,
        "",
        DeckMenu.remove,
        DeckMenu.has_song,
        why_not=DeckMenu.why_not_removed,
        separated=True,
    ),
)


def _dots(painter: QPainter, colour: QColor) -> None:
    """Paint three dots in a square of 16 pixels."""
    painter.setBrush(colour)
    for x in (3.0, 8.0, 13.0):
        painter.drawEllipse(QPointF(x, 8.0), 1.4, 1.4)
