"""The left column of the beat grid: what each lane is called, and how it is mixed."""

from collections.abc import Callable
from functools import partial
from itertools import groupby, pairwise
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mashstudio.facts.choices import LETTERS
from mashstudio.facts.stems import StemName
from mashstudio.gui.actions import shown_keys
from mashstudio.gui.figures import level
from mashstudio.gui.gain_box import GainBox
from mashstudio.gui.glyph_button import GlyphButton, headphones
from mashstudio.gui.grid_geometry import Rows
from mashstudio.gui.guard import Guarded
from mashstudio.gui.lane_keys import LaneKeys
from mashstudio.gui.stem_words import lane_words, stem_word
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import ON_COLOURS, SONG_COLOURS, STEM_COLOURS, STEM_LETTERS, mixed, theme
from mashstudio.mashup import edits
from mashstudio.mashup.document import GAIN_RANGE, Lane, Mashup, heard_lanes

_SONG_WIDTH: Final = 22
_BADGE: Final = 20
_GAP: Final = 4


class LaneHeaders(Guarded, QWidget):
    """One row a lane, as high as the grid's: song and stem, mute, solo, gain, and a button to hear it alone."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._rows: Rows | None = None
        # Lanes that are scrolled away are cut off below the ruler.
        self._below = QWidget(self)
        self._keys: LaneKeys | None = None
        self.lanes: list[LaneHeader] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        studio.mashup_changed.connect(self._show)
        studio.sound_changed.connect(self._show)
        studio.settings_changed.connect(self.retranslate)
        self.retranslate()
        self._show()

    def set_rows(self, rows: Rows) -> None:
        """Lines the rows up with the grid's."""
        self._rows = rows
        self._follow_lanes()
        width = max(lane.sizeHint().width() for lane in self.lanes)
        self.setFixedWidth(_SONG_WIDTH + width)
        self._below.setGeometry(_SONG_WIDTH, rows.ruler, width, max(self.height() - rows.ruler, 0))
        for index, lane in enumerate(self.lanes[: len(rows.groups)]):
            lane.setGeometry(0, rows.top(index) - rows.ruler, width, rows.lane)
        self.update()

    def _follow_lanes(self) -> None:
        """Has a header for each lane that there is."""
        wanted = [(lane.source, lane.part) for lane in self._studio.lanes]
        if wanted == [header.plays for header in self.lanes]:
            return
        before = {header.plays: header for header in self.lanes}
        made = [
            before.pop(plays) if plays in before else LaneHeader(self._studio, *plays, self._below) for plays in wanted
        ]
        for header in before.values():
            header.hide()
            header.deleteLater()
        self.lanes = made
        for row, header in enumerate(made):
            header.set_row(row)
            header.show()
        if self._keys is not None:
            self._keys.deleteLater()
        self._keys = LaneKeys([header.controls for header in made], self)
        for one, next_one in pairwise(made):
            for control, following in pairwise((*one.controls, next_one.controls[0])):
                QWidget.setTabOrder(control, following)

    def retranslate(self) -> None:
        """Says everything in the user's language, with the user's shortcuts."""
        self._bar_word = self.tr("Bar")
        for lane in self.lanes:
            lane.retranslate()
        if self._rows is not None:
            self.set_rows(self._rows)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the songs' letters beside their lanes, and what the ruler counts."""
        if self._rows is None:
            return
        painter, now, rows = QPainter(self), theme(), self._rows
        painter.setPen(now.dim)
        over = QRect(0, 4, self.width() - 8, self.fontMetrics().height())
        painter.drawText(over, Qt.AlignmentFlag.AlignRight, self._bar_word)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setClipRect(0, rows.ruler, self.width(), self.height())
        lanes = list(zip(range(len(rows.groups)), self.lanes, strict=False))
        for source, group in groupby(lanes, key=lambda lane: lane[1].plays[0]):
            own = [row for row, _ in group]
            top, bottom = rows.top(own[0]), rows.top(own[-1]) + rows.lane
            band = QRectF(0, top, _SONG_WIDTH - _GAP, bottom - top)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(SONG_COLOURS[source])
            painter.drawRoundedRect(band, 4, 4)
            painter.setPen(ON_COLOURS)
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter, LETTERS[source])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes take the height that there is."""
        super().resizeEvent(event)
        if self._rows is not None:
            self.set_rows(self._rows)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follows the language and the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _show(self) -> None:
        self._follow_lanes()
        for lane in self.lanes:
            lane.show_state()


class LaneHeader(Guarded, QWidget):
    """One lane: its stem, mute, solo, gain, and a button to hear it alone."""

    def __init__(self, studio: Studio, source: int, part: StemName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plays = source, part
        self._studio, self._lane, self._merge = studio, -1, -1
        self.mute, self.solo = QToolButton(), QToolButton()
        self.gain = GainBox(*GAIN_RANGE)
        self.listen = GlyphButton(headphones)
        for button, asked in ((self.mute, self._set_mute), (self.solo, self._set_solo), (self.listen, self._listen)):
            button.setCheckable(True)
            button.clicked.connect(asked)
            button.setStyleSheet("QToolButton { padding: 0px; min-height: 0px; }")
        self.gain.begun.connect(self._begin)
        self.gain.valueChanged.connect(lambda _tenths: self._set_gain(self.gain.gain))
        self._controls = QHBoxLayout(self)
        self._controls.setContentsMargins(0, 0, 8, 0)
        self._controls.setSpacing(_GAP)
        self._controls.addStretch()
        self.controls = (self.mute, self.solo, self.gain, self.listen)
        for control in self.controls:
            self._controls.addWidget(control)

    def set_row(self, row: int) -> None:
        """It is the header of the lane in this row now."""
        self._lane = row
        self.retranslate()

    @override
    def sizeHint(self) -> QSize:
        """The stem's badge and name, and the controls."""
        name = self.fontMetrics().horizontalAdvance(stem_word(self.plays[1]))
        controls = self._controls.sizeHint()
        return QSize(_BADGE + 2 * _GAP + name + 3 * _GAP + controls.width(), controls.height())

    def show_state(self) -> None:
        """Shows the lane as it is mixed now."""
        mashup = self._studio.mashup
        self.setEnabled(mashup is not None)
        self.listen.setChecked(self._studio.audition == self.plays)
        if mashup is not None and self._lane < len(mashup.lanes):
            state = mashup.lanes[self._lane]
            self.mute.setChecked(state.mute)
            self.solo.setChecked(state.solo)
            self.gain.show_gain(state.gain_db)
            self._show_gain_words()
        self.update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what a lane is seldom asked for."""
        mashup = self._studio.mashup
        if mashup is None or self.plays[1] is StemName.DRUMS:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        formants = menu.addAction(self.tr("Keep formants"))
        formants.setToolTip(self.tr("Shifted by two semitones or more, a voice still sounds like the same singer"))
        formants.setCheckable(True)
        formants.setChecked(mashup.lanes[self._lane].formants)
        formants.triggered.connect(self._set_formants)
        menu.popup(event.globalPos())

    def retranslate(self) -> None:
        """Says everything in the user's language, with the user's shortcuts."""
        name, shortcuts = lane_words(Lane(*self.plays)), self._studio.settings.shortcuts
        side = self.fontMetrics().height() + 6
        for button, letter, words, action in (
            (self.mute, self.tr("M"), self.tr("Mute {lane}"), "mute"),
            (self.solo, self.tr("S"), self.tr("Solo {lane}"), "solo"),
        ):
            button.setText(letter)
            button.setFixedSize(side + 4, side)
            button.setAccessibleName(words.format(lane=name))
            keys = shown_keys(action, shortcuts)
            button.setToolTip(words.format(lane=name) + (f" ({keys})" if keys else ""))
        self.listen.setFixedSize(side + 4, side)
        alone = self.tr("Hear {lane} alone; again: the mashup").format(lane=name)
        self.listen.set_words(alone, alone)
        self.gain.setAccessibleName(self.tr("Gain of {lane}").format(lane=name))
        self._show_gain_words()
        self.setAccessibleName(name)
        self.setToolTip(name)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the stem's letter on its colour, and its name."""
        painter, now, stem = QPainter(self), theme(), self.plays[1]
        painter.fillRect(self.rect(), mixed(now.window, now.panel, 0.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge = QRectF(_GAP, (self.height() - _BADGE) / 2, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(STEM_COLOURS[stem] if self.isEnabled() else now.line)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(ON_COLOURS if self.isEnabled() else now.dim)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, STEM_LETTERS[stem])
        painter.setPen(now.text if self._sounds else now.dim)
        beside = self.rect().adjusted(_BADGE + 3 * _GAP, 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, stem_word(stem))

    @property
    def _sounds(self) -> bool:
        mashup = self._studio.mashup
        return mashup is not None and self._lane in heard_lanes(mashup.lanes)

    def _show_gain_words(self) -> None:
        gain = self.tr("Gain {gain}. Drag up or down; Shift: finely; double click: 0 dB (Backspace); Enter: type it")
        self.gain.setToolTip(gain.format(gain=level(self.gain.gain)))

    def _begin(self) -> None:
        self._merge = self._studio.new_merge()

    def _set_mute(self, mute: bool) -> None:
        self._edit(self.tr("Mute") if mute else self.tr("Unmute"), partial(edits.with_lane, lane=self._lane, mute=mute))

    def _set_solo(self, solo: bool) -> None:
        self._edit(self.tr("Solo") if solo else self.tr("Unsolo"), partial(edits.with_lane, lane=self._lane, solo=solo))

    def _set_formants(self, keep: bool) -> None:
        name = self.tr("Keep formants") if keep else self.tr("Don't keep formants")
        self._edit(name, partial(edits.with_lane, lane=self._lane, formants=keep))

    def _set_gain(self, gain: float) -> None:
        name = self.tr("Gain of {lane}").format(lane=lane_words(Lane(*self.plays)))
        self._edit(name, partial(edits.with_lane, lane=self._lane, gain_db=gain), self._merge)

    def _edit(self, name: str, change: Callable[[Mashup], Mashup], merge: int = -1) -> None:
        self._studio.edit_with(name, change, merge)

    def _listen(self) -> None:
        self._studio.listen_to(*self.plays)
        self.show_state()
