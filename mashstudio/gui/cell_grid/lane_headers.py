"""The left column of the beat grid: row headers, and beside them a band for each song."""

from itertools import chain, pairwise
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mashstudio.gui.cell_grid.geometry import Rows
from mashstudio.gui.cell_grid.lane_keys import LaneKeys
from mashstudio.gui.cell_grid.row_header import LaneHeader, RowHeader, SongHeader
from mashstudio.gui.cell_grid.rows import GridRows, Row
from mashstudio.gui.commands.actions import VIEW, Action, with_keys
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Translated
from mashstudio.gui.theme import ON_COLOURS, SONG_COLOURS, theme
from mashstudio.model.choices import BAND, source_letter
from mashstudio.model.stems import Part

_SONG_WIDTH: Final = 22
_GAP: Final = 4
_CAPTION_EDGE: Final = 8


class LaneHeaders(Guarded, Translated, QWidget):
    """A header for each row, aligned with the grid's rows.

    fold_wanted: emitted to fold or unfold a song (its id). strip_wanted: to show the strip of some lanes (their rows).
    menu_opening: see `RowHeader`.
    corner: shown beside the ruler.
    lanes: headers by lane; songs: headers of folded songs by the song's id; folds: bands by the song's id.
    """

    fold_wanted = Signal(int)
    strip_wanted = Signal(object)
    menu_opening = Signal(int, object)

    def __init__(self, studio: Studio, grid_rows: GridRows, corner: QWidget | None = None) -> None:
        super().__init__()
        self._studio, self._grid_rows = studio, grid_rows
        self._rows: Rows | None = None
        # Clips scrolled rows at the ruler.
        self._below = QWidget(self)
        self._keys = LaneKeys(self)
        self.corner = corner
        if corner is not None:
            # Before the headers are made, so that Tab comes to it first.
            corner.setParent(self)
        self.lanes: list[LaneHeader] = []
        self.songs: dict[int, SongHeader] = {}
        self.folds: dict[int, FoldButton] = {}
        self._shown: list[RowHeader] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        studio.mashup_changed.connect(self._show)
        studio.sound_changed.connect(self._show)
        studio.shortcuts_changed.connect(self.retranslate)
        self._follow_lanes()
        self.retranslate()
        self._show()

    def set_rows(self, rows: Rows) -> None:
        """Align the headers with the grid's rows."""
        self._rows = rows
        self._follow_lanes()
        if rows.shown != self._grid_rows.shown:
            return
        width = max(lane.sizeHint().width() for lane in self.lanes)
        self.setFixedWidth(_SONG_WIDTH + width)
        self._below.setGeometry(0, rows.ruler, _SONG_WIDTH + width, max(self.height() - rows.ruler, 0))
        if self.corner is not None:
            caption = self.fontMetrics().horizontalAdvance(self._bar_word) + 2 * _CAPTION_EDGE
            self.corner.setGeometry(0, 0, _SONG_WIDTH + width - caption, rows.ruler)
        for index, row in enumerate(rows.shown):
            self._header(row).setGeometry(_SONG_WIDTH, rows.top(index) - rows.ruler, width, rows.height)
        for source, fold in self.folds.items():
            own = [index for index, row in enumerate(rows.shown) if row.source == source]
            top = rows.top(own[0])
            fold.setGeometry(0, top - rows.ruler, _SONG_WIDTH - _GAP, rows.top(own[-1]) + rows.height - top)
            fold.show_state(
                folded=self._grid_rows.is_folded(source), foldable=len(own) > 1 or rows.shown[own[0]].folded
            )
        self._show_headers(rows.shown)
        self.update()

    def _header(self, row: Row) -> RowHeader:
        return self.songs[row.source] if row.folded else self.lanes[row.lanes[0]]

    def _show_headers(self, rows: tuple[Row, ...]) -> None:
        """Show only the headers of `rows`, and set their tab order."""
        shown = [self._header(row) for row in rows]
        if shown == self._shown:
            return
        self._shown = shown
        focused = self.window().focusWidget()
        for header in (*self.lanes, *self.songs.values()):
            if header not in shown and focused is not None and header.isAncestorOf(focused):
                self.folds[header.plays[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            header.setVisible(header in shown)
        firsts = {row.source: index for index, row in reversed(list(enumerate(rows)))}
        controls = [
            (self.folds[row.source] if firsts[row.source] == index else None, *header.controls)
            for index, (row, header) in enumerate(zip(rows, shown, strict=True))
        ]
        self._keys.take(controls)
        before = [] if self.corner is None else self.corner.findChildren(QAbstractButton)
        for one, next_one in pairwise(stop for stop in chain(before, *controls) if stop is not None):
            QWidget.setTabOrder(one, next_one)

    def _follow_lanes(self) -> None:
        """Create a header for each lane and song."""
        lanes = self._studio.lanes
        wanted = [(lane.source, lane.part) for lane in lanes]
        if wanted == [header.plays for header in self.lanes]:
            return
        before: list[QWidget] = [*self.lanes, *self.songs.values(), *self.folds.values()]
        headers = {header.plays: header for header in self.lanes}
        sources, songs, folds = dict.fromkeys(lane.source for lane in lanes), self.songs, self.folds
        self.lanes = [headers.pop(plays) if plays in headers else self._create_header(*plays) for plays in wanted]
        self.songs = {each: songs[each] if each in songs else self._create_song(each) for each in sources}
        self.folds = {each: folds[each] if each in folds else self._create_fold(each) for each in sources}
        kept: list[QWidget] = [*self.lanes, *self.songs.values(), *self.folds.values()]
        for gone in before:
            if gone not in kept:
                gone.hide()
                gone.deleteLater()
        for index, header in enumerate(self.lanes):
            header.take((index,))
        for source, song in self.songs.items():
            song.take(tuple(index for index, lane in enumerate(lanes) if lane.source == source))

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self._bar_word = self.tr("Bar")
        for header in (*self.lanes, *self.songs.values()):
            header.retranslate()
        for fold in self.folds.values():
            fold.retranslate()
        if self._rows is not None:
            self.set_rows(self._rows)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the captions of the ruler."""
        painter = QPainter(self)
        painter.setPen(theme().dim)
        over = QRect(0, 4, self.width() - _CAPTION_EDGE, self.fontMetrics().height())
        painter.drawText(over, Qt.AlignmentFlag.AlignRight, self._bar_word)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Align the rows with the new height."""
        super().resizeEvent(event)
        if self._rows is not None:
            self.set_rows(self._rows)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _show(self) -> None:
        self._follow_lanes()
        for header in (*self.lanes, *self.songs.values()):
            header.show_state()
        for fold in self.folds.values():
            fold.setEnabled(self._studio.mashup is not None)

    def _create_header(self, source: int, part: Part) -> LaneHeader:
        header = LaneHeader(self._studio, source, part, self._below)
        header.fold_wanted.connect(self.fold_wanted)
        header.strip_wanted.connect(self.strip_wanted)
        header.menu_opening.connect(self.menu_opening)
        return header

    def _create_song(self, source: int) -> SongHeader:
        song = SongHeader(self._studio, source, self._below)
        song.fold_wanted.connect(self.fold_wanted)
        song.strip_wanted.connect(self.strip_wanted)
        song.menu_opening.connect(self.menu_opening)
        return song

    def _create_fold(self, source: int) -> "FoldButton":
        fold = FoldButton(self._studio, source, self._below)
        fold.clicked.connect(lambda: self.fold_wanted.emit(source))
        fold.show()
        return fold


class FoldButton(Guarded, QToolButton):
    """A song's band beside its rows, with its letter and a triangle; a click folds or unfolds the song."""

    def __init__(self, studio: Studio, source: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._source = studio, source
        self._folded, self._foldable = False, True
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    def show_state(self, *, folded: bool, foldable: bool) -> None:
        """Show whether the song is folded and can be: a single lane can't."""
        if (folded, foldable) != (self._folded, self._foldable):
            self._folded, self._foldable = folded, foldable
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcut."""
        letter = source_letter(self._source)
        if self._source == BAND:
            name = tip = self.tr("Unfold the accompaniment") if self._folded else self.tr("Fold the accompaniment")
        else:
            name = self.tr("Unfold song {letter}") if self._folded else self.tr("Fold song {letter}")
            one = self.tr("Show song {letter} as one row")
            tip = self.tr("Show each lane of song {letter}") if self._folded else one
        self.setAccessibleName(name.format(letter=letter))
        shown = with_keys(tip.format(letter=letter), FOLD, self._studio.settings.shortcuts)
        self.setToolTip(shown if self._foldable else "")

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the band, with the triangle at its top and the letter in its middle if both fit."""
        painter, colour = QPainter(self), SONG_COLOURS[self._source]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().text, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour.lighter(115) if self.underMouse() and self.isEnabled() else colour)
        margin = 1 if self.hasFocus() else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(margin, margin, -margin, -margin), 4, 4)
        low = self.height() < 3 * self.fontMetrics().height()
        if self._foldable:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ON_COLOURS)
            painter.translate(self.width() / 2, self.height() / 2 if low else 12)
            painter.drawPolygon(_RIGHT if self._folded else _DOWN)
            painter.resetTransform()
        if not (low and self._foldable):
            font = self.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(ON_COLOURS)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, source_letter(self._source))


class Folds(Protocol):
    """The interface of a view that folds songs."""

    def fold(self) -> None:
        """Fold or unfold the selection."""


FOLD: Final[Action[Folds]] = Action(
    "fold",
    VIEW,
    QT_TRANSLATE_NOOP("Action", "Fold or unfold songs"),
    "U",
    lambda grid: grid.fold(),
    tip=QT_TRANSLATE_NOOP(
        "Action", "Show the lanes of each selected song as one row; with no selection, of every song"
    ),
    separated=True,
)

_DOWN: Final = QPolygonF([QPointF(-4.5, -2.5), QPointF(4.5, -2.5), QPointF(0, 3.5)])
_RIGHT: Final = QPolygonF([QPointF(-2.5, -4.5), QPointF(3.5, 0), QPointF(-2.5, 4.5)])
