"""A row's header in the beat grid: its name and mixer controls."""

from collections.abc import Callable
from functools import reduce
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QMenu, QToolButton, QWidget, QWidgetAction
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.gui.commands.actions import with_keys
from mashstudio.gui.commands.cell_actions import MUTE, SOLO
from mashstudio.gui.commands.take_menu import TakeMenu, add_taken
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import level, signed
from mashstudio.gui.text.stem_words import lane_name, lane_words, part_word, song_words
from mashstudio.gui.theme import ON_COLOURS, SONG_COLOURS, mixed, part_colour, part_letter, theme
from mashstudio.gui.widgets.gain_box import GainBox
from mashstudio.gui.widgets.glyph_button import GlyphButton, headphones
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.model.choices import BAND, source_letter
from mashstudio.model.mashup import NUDGE_RANGE, Lane, Mashup, heard_lanes
from mashstudio.model.stems import Part, StemName, Taken, stem_of
from mashstudio.model.strip import GAIN_RANGE, Control

_BADGE: Final = 20
_GAP: Final = 4


class RowHeader(Guarded, QWidget):
    """A row's badge and name, mute, solo, and a button to play it alone.

    plays: the song's id and the part to play alone; None: all of it. lanes: those that mute and solo act on.
    fold_wanted: emitted to fold or unfold the song; strip_wanted: to show the strip of the lanes (tuple of rows);
    menu_opening: with the song's id and the QMenu about to be shown, to add the song's commands.
    controls: from left to right; None: this kind of row has none there.
    """

    fold_wanted = Signal(int)
    strip_wanted = Signal(object)
    menu_opening = Signal(int, object)

    def __init__(self, studio: Studio, source: int, part: Part | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plays = source, part
        self.lanes: tuple[int, ...] = ()
        self._painted: object = None
        self._studio = studio
        self.mute, self.solo, self.listen = QToolButton(), QToolButton(), GlyphButton(headphones)
        for button, asked in ((self.mute, self._set_mute), (self.solo, self._set_solo), (self.listen, self._listen)):
            button.setCheckable(True)
            button.clicked.connect(asked)
            button.setStyleSheet("QToolButton { padding: 0px; min-height: 0px; }")
        self.controls: tuple[QWidget | None, ...] = ()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(_GAP)
        self._layout.addStretch()

    def take(self, lanes: tuple[int, ...]) -> None:
        """Set the lanes that this header is for."""
        self.lanes = lanes
        self.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Show the current mix of the lanes."""
        mashup = self._studio.mashup
        self.setEnabled(mashup is not None)
        # All of its lanes together are no file.
        self.listen.setEnabled(self.plays != (BAND, None))
        self.listen.setChecked(self._studio.sound.alone == self.plays)
        if mashup is not None and self.lanes and self.lanes[-1] < len(mashup.lanes):
            self._show_lanes([mashup.lanes[lane] for lane in self.lanes])
        painted = self._short_name(), self._sounds
        if painted != self._painted:
            self._painted = painted
            self.update()

    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        name, shortcuts = self._full_name(), self._studio.settings.shortcuts
        side = self.fontMetrics().height() + 6
        for button, letter, words, action in (
            (self.mute, self.tr("M"), self.tr("Mute {lane}"), MUTE),
            (self.solo, self.tr("S"), self.tr("Solo {lane}"), SOLO),
        ):
            button.setText(letter)
            button.setFixedSize(side + 4, side)
            button.setAccessibleName(words.format(lane=name))
            button.setToolTip(with_keys(words.format(lane=name), action, shortcuts))
        self.listen.setFixedSize(side + 4, side)
        alone = self.tr("Hear {lane} alone; press again for the mashup").format(lane=name)
        self.listen.set_words(alone, alone)
        self.setAccessibleName(name)
        self.setToolTip(name)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show a menu of the less common commands."""
        mashup = self._studio.mashup
        if mashup is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        strip = menu.addAction(self.tr("EQ, filter, sends, automation…"))
        strip.triggered.connect(lambda: self.strip_wanted.emit(self.lanes))
        self._fill_menu(menu, mashup)
        source = self.plays[0]
        if len(mashup.lanes_of(source)) > 1:
            words = self.tr("Unfold song {letter}") if len(self.lanes) > 1 else self.tr("Fold song {letter}")
            if source == BAND:
                words = (
                    self.tr("Unfold the accompaniment") if len(self.lanes) > 1 else self.tr("Fold the accompaniment")
                )
            fold = menu.addAction(words.format(letter=source_letter(source)))
            fold.triggered.connect(lambda: self.fold_wanted.emit(source))
        self.menu_opening.emit(source, menu)
        menu.popup(event.globalPos())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge and the name."""
        painter, now, (colour, letter) = QPainter(self), theme(), self._badge()
        painter.fillRect(self.rect(), mixed(now.window, now.panel, 0.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge = QRectF(_GAP, (self.height() - _BADGE) / 2, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour if self.isEnabled() else now.line)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(ON_COLOURS if self.isEnabled() else now.dim)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, letter)
        painter.setPen(now.text if self._sounds else now.dim)
        left = _BADGE + 3 * _GAP
        beside = QRect(left, 0, self.mute.x() - _GAP - left, self.height())
        name = self.fontMetrics().elidedText(self._short_name(), Qt.TextElideMode.ElideRight, beside.width())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _show_lanes(self, lanes: list[Lane]) -> None:
        self.mute.setChecked(all(lane.mute for lane in lanes))
        self.solo.setChecked(all(lane.solo for lane in lanes))

    def _fill_menu(self, menu: QMenu, mashup: Mashup) -> None:
        """Add the menu entries of this kind of row."""

    def _full_name(self) -> str:
        raise NotImplementedError

    def _short_name(self) -> str:
        raise NotImplementedError

    def _badge(self) -> tuple[QColor, str]:
        raise NotImplementedError

    @property
    def _sounds(self) -> bool:
        mashup = self._studio.mashup
        return mashup is not None and not set(self.lanes).isdisjoint(heard_lanes(mashup.lanes))

    def _add(self, *controls: QWidget | None) -> None:
        self.controls = controls
        for control in controls:
            if control is not None:
                self._layout.addWidget(control)

    def _set_mute(self, mute: bool) -> None:
        name = Message("Mute") if mute else Message("Unmute")
        self._mix(name, lambda mashup, lane: edits.with_lane(mashup, lane, mute=mute))

    def _set_solo(self, solo: bool) -> None:
        name = Message("Solo") if solo else Message("Unsolo")
        self._mix(name, lambda mashup, lane: edits.with_lane(mashup, lane, solo=solo))

    def _mix(self, name: Message, change: Callable[[Mashup, int], Mashup], merge: int | None = None) -> None:
        self._studio.edit_with(name, lambda mashup: reduce(change, self.lanes, mashup), merge)

    def _listen(self) -> None:
        self._studio.listen_to(*self.plays)
        self.show_state()


class LaneHeader(RowHeader):
    """The header of one lane, with a gain."""

    def __init__(self, studio: Studio, source: int, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(studio, source, part, parent)
        self._part = part
        self._merge: int | None = None
        self.gain = GainBox(*GAIN_RANGE)
        self.gain.change_started.connect(self._begin)
        self.gain.valueChanged.connect(lambda _tenths: self._set_gain(self.gain.gain))
        self._add(self.mute, self.solo, self.gain, self.listen)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of the stem's badge and name, and the controls."""
        name = self.fontMetrics().horizontalAdvance(part_word(self._part))
        controls = self._layout.sizeHint()
        return QSize(_BADGE + 2 * _GAP + name + 3 * _GAP + controls.width(), controls.height())

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        super().retranslate()
        self.gain.setAccessibleName(self.tr("Gain of {lane}").format(lane=self._full_name()))
        self._show_gain_words()

    @override
    def _show_lanes(self, lanes: list[Lane]) -> None:
        super()._show_lanes(lanes)
        nudge = lanes[0].nudge_ms
        nudged = self.tr("{lane}, nudged by {nudge} ms").format(lane=self._full_name(), nudge=signed(nudge))
        self.setToolTip(nudged if nudge else self._full_name())
        self.gain.show_gain(lanes[0].gain_db)
        # A curve takes its place.
        self.gain.setEnabled(lanes[0].curve(Control.GAIN) is None)
        self._show_gain_words()

    @override
    def _fill_menu(self, menu: QMenu, mashup: Mashup) -> None:
        menu.addAction(self._nudge_action(menu, mashup.lanes[self.lanes[0]].nudge_ms))
        if self.plays[0] == BAND:
            # Its notes are played as they are: nothing is shifted, and nothing can be taken out.
            return
        if stem_of(self._part) is not StemName.DRUMS:
            self._add_formants(menu, mashup)
        if isinstance(self._part, Taken):
            add_taken(menu, self._studio, self.plays[0], self._part)
        else:
            menu.addMenu(TakeMenu(self._studio, self.plays[0], self._part, menu))

    def _add_formants(self, menu: QMenu, mashup: Mashup) -> None:
        formants = menu.addAction(self.tr("Keep formants"))
        formants.setToolTip(self.tr("Keep voices natural when shifted by two semitones or more"))
        formants.setCheckable(True)
        formants.setChecked(mashup.lanes[self.lanes[0]].formants)
        formants.triggered.connect(self._set_formants)

    @override
    def _full_name(self) -> str:
        return lane_words(Lane(self.plays[0], self._part))

    @override
    def _short_name(self) -> str:
        return part_word(self._part)

    @override
    def _badge(self) -> tuple[QColor, str]:
        return part_colour(self._part), part_letter(self._part)

    def _show_gain_words(self) -> None:
        gain = self.tr(
            "Gain {gain}. Drag up or down; Shift: fine; double-click or Backspace: 0 dB; Enter: type a value"
        )
        self.gain.setToolTip(gain.format(gain=level(self.gain.gain)))

    def _begin(self) -> None:
        self._merge = self._studio.session.history.new_merge()

    def _set_formants(self, keep: bool) -> None:
        name = Message("Keep formants") if keep else Message("Don't keep formants")
        self._mix(name, lambda mashup, lane: edits.with_lane(mashup, lane, formants=keep))

    def _nudge_action(self, menu: QMenu, nudge: float) -> QWidgetAction:
        """Return a menu entry with a field for the lane's nudge."""
        words = self.tr("Nudge")
        field = QDoubleSpinBox()
        field.setRange(*NUDGE_RANGE)
        field.setDecimals(0)
        field.setPrefix(f"{words} ")
        field.setSuffix(" ms")
        field.setValue(nudge)
        field.setAccessibleName(self.tr("Nudge of {lane}, ms").format(lane=self._full_name()))
        field.setToolTip(self.tr("Play this lane later (or earlier, below 0) against the beat"))
        merge = self._studio.session.history.new_merge()
        field.valueChanged.connect(
            lambda ms: self._mix(Message("Nudge"), lambda m, lane: edits.with_lane(m, lane, nudge_ms=ms), merge)
        )
        entry = QWidgetAction(menu)
        entry.setObjectName("nudge")
        entry.setDefaultWidget(field)
        return entry

    def _set_gain(self, gain: float) -> None:
        name = Message("Gain of {lane}", lane=lane_name(Lane(self.plays[0], self._part)))
        self._mix(name, lambda mashup, lane: edits.with_lane(mashup, lane, gain_db=gain), self._merge)


class SongHeader(RowHeader):
    """The header of a folded song: its letter and title; mute and solo act on all its lanes."""

    def __init__(self, studio: Studio, source: int, parent: QWidget | None = None) -> None:
        super().__init__(studio, source, None, parent)
        self._add(self.mute, self.solo, None, self.listen)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        super().retranslate()
        self.setToolTip(plain_tip(self._short_name()))

    @override
    def _show_lanes(self, lanes: list[Lane]) -> None:
        super()._show_lanes(lanes)
        self.setToolTip(plain_tip(self._short_name()))

    @override
    def _full_name(self) -> str:
        return song_words(self.plays[0])

    @override
    def _short_name(self) -> str:
        return self.tr("Accompaniment") if self.plays[0] == BAND else self._studio.session.title(self.plays[0])

    @override
    def _badge(self) -> tuple[QColor, str]:
        return SONG_COLOURS[self.plays[0]], source_letter(self.plays[0])
