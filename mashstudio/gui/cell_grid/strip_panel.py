"""The panel under the cell grid: the strip of the selected lanes or their song, and its automation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.edits import with_transposition
from mashstudio.document.strips import StripPlace, strip_at, with_strip, without_curve
from mashstudio.gui.cell_grid.automation import AutomationEditor
from mashstudio.gui.cell_grid.view import CellGridView
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.stem_words import lane_words, song_words
from mashstudio.gui.text.strip_words import (
    band_text,
    control_tip,
    control_word,
    filter_text,
    pan_text,
    percent_text,
)
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.choice_controls import NumberField
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.gui.widgets.flow_layout import FlowLayout
from mashstudio.gui.widgets.gain_box import GainBox, signed_gain
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.model.choices import BAND, LETTERS
from mashstudio.model.mashup import TRANSPOSE_RANGE
from mashstudio.model.strip import BAND_RANGE, ECHO_BEATS, GAIN_RANGE, MOST_FEEDBACK, ROOM_RANGE, Control, Sends, Strip

_FRACTIONS: Final = {0.25: "¼", 0.5: "½", 0.75: "¾", 1.0: "1", 1.5: "1½", 2.0: "2"}
_PERCENT: Final = 100.0


@dataclass(frozen=True)
class _Knob:
    """A control of a strip: its range and usual value as shown, what multiplies its value for that, and its words."""

    lowest: float
    highest: float
    scale: float
    in_words: Callable[[float], str]
    step: Message
    usual: float = 0.0


_KNOBS: Final = {
    "gain_db": _Knob(*GAIN_RANGE, 1, signed_gain, Message("Gain")),
    "pan": _Knob(-_PERCENT, _PERCENT, _PERCENT, pan_text, Message("Pan")),
    "width": _Knob(0, 2 * _PERCENT, _PERCENT, percent_text, Message("Stereo width"), _PERCENT),
    "low": _Knob(*BAND_RANGE, 1, band_text, Message("EQ, low")),
    "mid": _Knob(*BAND_RANGE, 1, band_text, Message("EQ, mid")),
    "high": _Knob(*BAND_RANGE, 1, band_text, Message("EQ, high")),
    "filter": _Knob(-_PERCENT, _PERCENT, _PERCENT, filter_text, Message("Filter")),
    "echo": _Knob(0, _PERCENT, _PERCENT, percent_text, Message("Echo")),
    "reverb": _Knob(0, _PERCENT, _PERCENT, percent_text, Message("Reverb")),
}
_BANDS: Final = ("low", "mid", "high")


class StripPanel(Guarded, Translated, QWidget):
    """Controls of a strip, with the echo and reverb that all share; below, the automation of one control.

    It is for the selected lanes, or for their song if `whole` is checked.
    """

    def __init__(self, studio: Studio, grid: CellGridView, indent: Callable[[], int]) -> None:
        super().__init__()
        self._studio, self._grid, self._indent = studio, grid, indent
        self._merge: int | None = None
        self.title = ElidedLabel()
        self.whole = QToolButton()
        self.whole.setCheckable(True)
        self.whole.toggled.connect(self.refresh)
        self.knobs = {
            name: GainBox(k.lowest, k.highest, usual=k.usual, in_words=k.in_words) for name, k in _KNOBS.items()
        }
        self.cuts = {name: QToolButton() for name in _BANDS}
        for cut in self.cuts.values():
            cut.setCheckable(True)
        self.captions = {name: QLabel() for name in (*_KNOBS, "transpose", "beats", "feedback", "decay", "automation")}
        self.echo_beats = combo_box()
        self.echo_beats.addItems([_FRACTIONS[beats] for beats in ECHO_BEATS])
        self.feedback = GainBox(0, _PERCENT * MOST_FEEDBACK, usual=_PERCENT * Sends().feedback, in_words=percent_text)
        self.decay = GainBox(*ROOM_RANGE, usual=Sends().decay, in_words=lambda seconds: f"{seconds:.1f} s")
        self.transpose = NumberField(*TRANSPOSE_RANGE, self._transpose)
        # As high as the boxes beside it.
        self.transpose.setFixedHeight(self.feedback.sizeHint().height())
        self.transpose.setStyleSheet("QDoubleSpinBox { padding: 0px 4px; min-height: 0px; }")
        self.automated = combo_box()
        self.automated.addItems(["" for _ in Control])
        self.plain = QToolButton()
        self.editor = AutomationEditor(studio, lambda: grid.columns, lambda: grid.beats)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh()

    @property
    def place(self) -> StripPlace | None:
        """Whose strip is shown; None without a mashup."""
        mashup = self._studio.mashup
        if mashup is None:
            return None
        rows = [row for row in self._studio.selection.lanes if row < len(mashup.lanes)] or [0]
        return StripPlace(tuple(rows), mashup.lanes[rows[0]].source if self.whole.isChecked() else None)

    @property
    def control(self) -> Control:
        """The control whose automation is shown."""
        return list(Control)[max(self.automated.currentIndex(), 0)]

    def refresh(self) -> None:
        """Show the strip as it is."""
        place, mashup = self.place, self._studio.mashup
        if not self.isVisible():
            return
        self.setEnabled(place is not None)
        self.editor.show_place(place, self.control)
        if place is None or mashup is None:
            return
        first = mashup.lanes[place.lanes[0]]
        words = song_words(first.source) if place.source is not None else lane_words(first)
        more = len(place.lanes) - 1 if place.source is None else 0
        self.title.show_text(self.tr("{lane} and {count} more").format(lane=words, count=more) if more else words)
        self.editor.setAccessibleName(f"{words}, {self._word(self.control)}")
        self._show_strip(strip_at(mashup, place))
        self.whole.setText(self.tr("Whole band") if first.source == BAND else self.tr("Whole song"))
        self.transpose.setEnabled(first.source != BAND)
        self.transpose.show_number(0 if first.source == BAND else mashup.source(first.source).transpose)
        sends = mashup.sends
        self.echo_beats.setCurrentIndex(ECHO_BEATS.index(sends.echo_beats))
        self.feedback.show_gain(_PERCENT * sends.feedback)
        self.decay.show_gain(sends.decay)
        self._grid.curve = self.control
        self._grid.viewport().update()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Strip"))
        self.whole.setText(self.tr("Whole song"))
        self.whole.setToolTip(self.tr("Show the strip of the whole song, on top of its lanes' own"))
        for name, knob in self.knobs.items():
            self.captions[name].setText(control_word(name))
            knob.setAccessibleName(control_word(name))
            tip = self.tr("{what}. Drag up or down; Shift: fine; double-click: reset; Enter: type a value")
            knob.setToolTip(wrapped_tip(tip.format(what=control_tip(name))))
        for name, cut in self.cuts.items():
            cut.setText(self.tr("Cut"))
            cut.setAccessibleName(self.tr("Cut {band}").format(band=control_word(name)))
            cut.setToolTip(self.tr("Silence this band; press again for 0 dB"))
        for name, caption, box, tip in (
            (
                "transpose",
                self.tr("Transpose"),
                self.transpose,
                self.tr("Semitones to shift the whole song by, on top of what the key asks for; −1.5: with cents"),
            ),
            (
                "beats",
                self.tr("Echo after"),
                self.echo_beats,
                self.tr("Beats from one echo to the next"),
            ),
            ("feedback", self.tr("Feedback"), self.feedback, self.tr("How loud each echo follows the one before")),
            ("decay", self.tr("Reverb time"), self.decay, self.tr("Seconds until the reverb has fallen by 60 dB")),
            ("automation", self.tr("Automation"), self.automated, self.tr("The control whose curve is shown below")),
        ):
            self.captions[name].setText(caption)
            box.setAccessibleName(caption)
            box.setToolTip(tip)
        for index, control in enumerate(Control):
            self.automated.setItemText(index, self._word(control))
        self.plain.setText(self.tr("Clear"))
        self.plain.setToolTip(self.tr("Remove this control's automation"))
        tip = self.tr(
            "Click to add a point, drag to move it (Alt: between beats), double-click or Del to remove it. "
            "Keys: Enter adds one at the playhead, arrows move it, Home and End choose another"
        )
        self.editor.setToolTip(wrapped_tip(tip))
        self.refresh()

    def open_for(self, lanes: tuple[int, ...], *, whole: bool) -> None:
        """Show the strip of some lanes, or of their song."""
        selection = self._studio.selection
        stop = selection.stop if selection.beats else selection.start + 1
        self._studio.select(replace(selection, lanes=lanes, stop=stop))
        self.whole.setChecked(whole)

    def _lay_out(self) -> None:
        top = QWidget()
        flow = FlowLayout(top, 6)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.whole)
        # As high as the fields beside it.
        self.whole.setStyleSheet("QToolButton { padding: 1px 9px; min-height: 0px; }")
        column.addStretch()
        head.setFixedWidth(150)
        flow.addWidget(head)
        for name, knob in self.knobs.items():
            flow.addWidget(_captioned(self.captions[name], knob, self.cuts.get(name)))
        for name, box in (
            ("transpose", self.transpose),
            ("beats", self.echo_beats),
            ("feedback", self.feedback),
            ("decay", self.decay),
        ):
            flow.addWidget(_captioned(self.captions[name], box))
        flow.addWidget(_captioned(self.captions["automation"], self.automated, self.plain))
        self._row = QHBoxLayout()
        self._row.addWidget(self.editor, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(top)
        column.addLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        for caption in self.captions.values():
            caption.setObjectName("dim")

    def _connect(self) -> None:
        studio = self._studio
        for name, knob in self.knobs.items():
            knob.change_started.connect(self._begin)
            knob.valueChanged.connect(partial(self._turn, name))
        for name, cut in self.cuts.items():
            cut.clicked.connect(partial(self._cut, name))
        for box in (self.feedback, self.decay):
            box.change_started.connect(self._begin)
            box.valueChanged.connect(lambda _value: self._set_sends())
        self.echo_beats.activated.connect(lambda _index: self._set_sends())
        self.automated.activated.connect(lambda _index: self.refresh())
        self.plain.clicked.connect(self._clear)
        studio.mashup_changed.connect(self.refresh)
        studio.selection_changed.connect(self.refresh)
        self._grid.horizontalScrollBar().valueChanged.connect(self.editor.update)
        self._grid.horizontalScrollBar().rangeChanged.connect(self.editor.update)

    def _show_strip(self, strip: Strip) -> None:
        # A curve takes the place of the knob.
        automated = {curve.control.field for curve in strip.curves}
        for name, knob in self.knobs.items():
            knob.show_gain(getattr(strip, name) * _KNOBS[name].scale)
            knob.setEnabled(name not in automated)
        for name, cut in self.cuts.items():
            cut.setChecked(getattr(strip, name) <= BAND_RANGE[0])
            cut.setEnabled(self.knobs[name].isEnabled())
        self.plain.setEnabled(strip.curve(self.control) is not None)

    def _begin(self) -> None:
        self._merge = self._studio.session.history.new_merge()

    def _turn(self, name: str, _value: int) -> None:
        self._change(_KNOBS[name].step, **{name: self.knobs[name].gain / _KNOBS[name].scale})

    def _cut(self, name: str) -> None:
        self._begin()
        self._change(_KNOBS[name].step, **{name: BAND_RANGE[0] if self.cuts[name].isChecked() else 0.0})

    def _change(self, step: Message, **values: float) -> None:
        place = self.place
        if place is not None:
            change = partial(replace, **values)
            self._studio.edit_with(step, lambda mashup: with_strip(mashup, place, change), self._merge)

    def _set_sends(self) -> None:
        sends = Sends(ECHO_BEATS[self.echo_beats.currentIndex()], self.feedback.gain / _PERCENT, self.decay.gain)
        self._studio.edit_with(Message("Echo and reverb"), lambda mashup: replace(mashup, sends=sends), self._merge)

    def _transpose(self, semitones: float) -> None:
        place, mashup = self.place, self._studio.mashup
        if place is None or mashup is None:
            return
        source = mashup.lanes[place.lanes[0]].source
        name = Message("Transpose song {letter}", letter=LETTERS[source])
        self._studio.edit_with(name, lambda m: with_transposition(m, source, semitones))

    def _clear(self) -> None:
        place, control = self.place, self.control
        if place is not None:
            remove = partial(without_curve, control=control)
            self._studio.edit_with(Message("Clear automation"), lambda mashup: with_strip(mashup, place, remove))

    def _word(self, control: Control) -> str:
        return control_word(control.field)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while another page was shown."""
        super().showEvent(event)
        self.refresh()

    def line_up(self) -> None:
        """Put the editor's beats under the grid's."""
        self._row.setContentsMargins(max(self._indent() - 8, 0), 0, 0, 0)
        self.editor.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the height that the controls need at this width."""
        layout = self.layout()
        width = max(self.width(), 640)
        height = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(width, height) if height > 0 else super().sizeHint()


def _captioned(caption: QLabel, control: QWidget, button: QToolButton | None = None) -> QWidget:
    """Return a control under its caption, with a button beside it."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(caption)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(control)
    if button is not None:
        button.setStyleSheet("QToolButton { padding: 1px 4px; min-height: 0px; }")
        row.addWidget(button)
    row.addStretch()
    column.addLayout(row)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return box
