"""The decks side by side, and a place for one more song."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.gui.decks.folded_deck import FOLDED_WIDTH
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.file_drops import TakesFiles
from mashstudio.gui.widgets.flow_layout import make_room_for
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.model.mashup import FEWEST_SOURCES, MAX_SOURCES

_NARROWEST: Final = 400
"""The least width of a deck in pixels if there are more than two; decks that don't fit are scrolled."""

_EDITED: Final = 624
"""The least width while beats are edited: the tools then need two rows."""

_ANY_WIDTH: Final = (1 << 24) - 1
"""QWIDGETSIZE_MAX, missing from PySide's stubs."""


class DeckRow(Guarded, QWidget):
    """One deck per song, at least two; from the third on they scroll sideways.

    files_wanted: emitted with files (a list of Paths) and the source whose deck they are for, None for a free one.
    choose: asks for files for a free deck. mending: emitted when a grid may have started or stopped being edited.
    """

    files_wanted = Signal(object, object)
    choose = Signal()
    mending = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._views: dict[int, DeckView] = {}
        self._current: DeckView | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.splitterMoved.connect(self.finish_layout)
        self._area = _Sideways()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._splitter)
        self.free_place = FreePlace()
        self.free_place.files_wanted.connect(lambda paths: self.files_wanted.emit(paths, None))
        self.free_place.clicked.connect(self.choose)
        self.band_place = QToolButton()
        self.band_place.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        places = QVBoxLayout()
        places.addWidget(self.free_place, 1)
        places.addWidget(self.band_place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._area, 1)
        row.addLayout(places)
        self.mending.connect(self._follow_mending)
        studio.decks_changed.connect(self._follow)
        studio.mashup_changed.connect(self._follow)
        studio.selection_changed.connect(self._follow_selection)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self._follow()

    def add_menu(self, source: int, menu: QMenu) -> None:
        """Append the menu of the deck of `source` to `menu`."""
        if (view := self._views.get(source)) is not None:
            menu.addSeparator()
            menu.addMenu(view.header.menu.menu())

    @property
    def views(self) -> list[DeckView]:
        """The decks, from left to right."""
        return list(self._shown())

    @property
    def any_mending(self) -> bool:
        """True while a grid is being edited."""
        return any(view.zoomed.mending for view in self.views)

    def finish_layout(self) -> None:
        """Give every deck at once the height it needs: at a new width, the tools that edit beats may need more rows."""
        for view in self.views:
            make_room_for(view.repairs)

    def set_following(self, following: bool) -> None:
        """Choose whether the zoomed views turn the page when the playhead leaves them."""
        for view in self._views.values():
            view.set_following(following)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            self._use(next((view for view in self._views.values() if view.isAncestorOf(now)), None))

    def _follow_selection(self) -> None:
        """Use the deck of the song that the selection begins in, unless beats are edited on another."""
        mashup, lanes = self._studio.mashup, self._studio.selection.lanes
        if mashup is not None and lanes and lanes[0] < len(mashup.lanes) and not self.any_mending:
            self._use(self._views.get(mashup.lanes[lanes[0]].source))

    def _use(self, view: DeckView | None) -> None:
        """Let the decks' keys work on this deck from now on; None: on the one before."""
        if view is None or view is self._current:
            return
        for each in self._views.values():
            each.take_keys(each is view)
        self._current = view

    def _places(self) -> list[int]:
        """Return the sources that have a deck, in order; with fewer than two songs, include the first free ones."""
        taken, free = self._studio.session.sources, self._studio.session.free_sources
        places = [*taken, *free[: max(FEWEST_SOURCES - len(taken), 0)]]
        return places if self._studio.mashup is not None else sorted(places)

    def _follow(self) -> None:
        self._show_free_place()
        places = self._places()
        if places == [view.source for view in self._shown()]:
            return
        for source in self._views.keys() - set(places):
            view = self._views.pop(source)
            if view is self._current:
                self._current = None
            view.hide()
            view.deleteLater()
        for index, source in enumerate(places):
            if source not in self._views:
                self._views[source] = self._create_deck(source)
            self._splitter.insertWidget(index, self._views[source])
        for view in self._views.values():
            view.show()
        self.setTabOrder(self.views[-1].zoomed, self.free_place)
        self._use(self._current or self.views[0])
        self._share_width()

    def _share_width(self) -> None:
        """Leave the width of folded decks to the others."""
        many = self._area.much = len(self._views) > FEWEST_SOURCES
        for view in self._views.values():
            least = _EDITED if view.zoomed.mending else _NARROWEST
            view.setMinimumWidth(FOLDED_WIDTH if view.folded else least if many else 0)
            view.setMaximumWidth(FOLDED_WIDTH if view.folded else _ANY_WIDTH)
        shares = [FOLDED_WIDTH if view.folded else self.width() for view in self._shown()]
        self._splitter.setSizes(shares)
        self._area.updateGeometry()

    def _follow_mending(self) -> None:
        """Make room for the tools."""
        self._show_free_place()
        if len(self._views) > FEWEST_SOURCES:
            self._share_width()
            self.finish_layout()
            edited = next((view for view in self._views.values() if view.zoomed.hasFocus()), None)
            if edited is not None:
                self._area.ensureWidgetVisible(edited)

    def _show_free_place(self) -> None:
        """Hide the free place while a grid is edited, as the tools need the room."""
        fits = FEWEST_SOURCES <= len(self._studio.session.sources) < MAX_SOURCES
        self.free_place.setVisible(fits and not self.any_mending)
        self.band_place.setVisible(self._studio.mashup is not None and not self.any_mending)

    def _shown(self) -> Iterator[DeckView]:
        for index in range(self._splitter.count()):
            widget = self._splitter.widget(index)
            if isinstance(widget, DeckView) and widget in self._views.values():
                yield widget

    def _create_deck(self, source: int) -> DeckView:
        view = DeckView(self._studio, source)
        view.folded_changed.connect(self._share_width)
        view.files_wanted.connect(partial(self._want, source))
        view.repairs.mending_changed.connect(self.mending)
        view.refresh()
        return view

    def _want(self, source: int, paths: list[Path]) -> None:
        self.files_wanted.emit(paths, source)


class _Sideways(Guarded, QScrollArea):
    """A sideways scroll area if there is `much` in it; its contents are then never cut off at the bottom."""

    much = False

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the height of the contents plus the scroll bar."""
        widget = self.widget()
        held = QSize() if widget is None else widget.minimumSizeHint()
        if self.much:
            return QSize(200, held.height() + self.horizontalScrollBar().sizeHint().height())
        return held

    @override
    def event(self, event: QEvent) -> bool:
        """Follow the contents' size, once they know it, which Qt's own scroll area does not."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled


class FreePlace(Guarded, Translated, TakesFiles, QToolButton):
    """A place to drop one more song, or click to choose it. files_wanted: emitted with dropped files."""

    files_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setText("+")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.hide()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Add a song"))
        self.setToolTip(plain_tip(self.tr("Add a song: drop it here, or click to choose one")))

    @override
    def take_files(self, paths: Sequence[Path]) -> None:
        """Put dropped files on a free deck."""
        self.files_wanted.emit(paths)

    @override
    def show_dropping(self, dropping: bool) -> None:
        """Press the button while files would land here."""
        self.setDown(dropping)
