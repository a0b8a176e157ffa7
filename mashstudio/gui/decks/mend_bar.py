"""Edit a song's beat grid by hand, to correct the analysis."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import TEMPO_RANGE, Bpm, Seconds
from mashstudio.document import mend as grid_repair
from mashstudio.document.mend import tempo_refusal
from mashstudio.gui.commands.actions import Action, ActionName, Actions, words
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.taps import FEWEST_TAPS, Tapped, Taps
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import plain_tempo
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Translated, translate, translate_error
from mashstudio.gui.widgets.choice_controls import Entry, MenuButton
from mashstudio.gui.widgets.flow_layout import FlowLayout
from mashstudio.model.analysis import BARS, BeatMap, beat_map_of
from mashstudio.model.choices import LETTERS
from mashstudio.session.song_time import song_time

Repair = Callable[[BeatMap, Seconds, int], BeatMap | None]
"""Return the grid to use instead of this one, for a song of this length, at this beat; None: as analysed."""

_GAP: Final = 6

_GROUPS: Final = (
    (
        QT_TRANSLATE_NOOP("Action", "Tempo"),
        ("mend_double", "mend_halve", "mend_two_thirds", "mend_three_halves"),
    ),
    ("", ("mend_tempo", "mend_tap")),
    (QT_TRANSLATE_NOOP("Action", "Beats"), ("mend_half_beat", "mend_earlier", "mend_later")),
    (QT_TRANSLATE_NOOP("Action", "Bars"), ("mend_beat_earlier", "mend_beat_later", "mend_downbeat")),
    ("", ("mend_bar", "mend_bar_here")),
    ("", ("mend_click", "mend_reset")),
)
"""Captions, and the buttons that stay together in one row; a group without a caption belongs to the one before."""

_SIGNATURES: Final = {
    2: "2/4", 3: "3/4", 4: "4/4", 5: "5/4", 6: "6/8, 6/4", 7: "7/8, 7/4", 8: "8/8", 9: "9/8", 10: "10/8", 11: "11/8",
    12: "12/8",
}  # fmt: skip
"""Time signatures by beats per bar."""


class MendBar(Guarded, Translated, QWidget):
    """Buttons for the `actions` on the grid of the song on deck `side`. mending_changed: emitted with `mending`."""

    mending_changed = Signal()

    def __init__(
        self,
        studio: Studio,
        side: int,
        zoomed: ZoomedView,
        actions: Sequence[Action["MendBar"]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._studio, self._side, self._zoomed = studio, side, zoomed
        self._shown: ShownSong | None = None
        self._focused_before: QWidget | None = None
        self._taps = Taps(self)
        self._taps.done.connect(self._take_taps)
        self.actions_by_name = Actions(self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.actions_by_name.add(actions, self)
        self._texts = {action.name: action.text for action in actions}
        self._captions: list[QLabel] = []
        self.tempo = QDoubleSpinBox(self)
        self.bars, self.bars_here = MenuButton(self._bars), MenuButton(self._bars_here)
        self._build(parent)
        zoomed.beat_moved.connect(self._move_beat)
        zoomed.chosen_changed.connect(self._show_bars)
        studio.sound_changed.connect(self._show_sound)
        self.retranslate()
        self.show_song(None)

    def show_song(self, shown: ShownSong | None) -> None:
        """Edit this song's grid from now on."""
        if shown is None or self._shown is None or shown.deck is not self._shown.deck:
            self._taps.clear()
            if self._shown is not None:
                # The song whose grid was being edited is gone.
                self.set_mending(False)
        self._shown = shown
        self._show_sound()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        for caption, (name, _) in zip(self._captions, _GROUPS, strict=True):
            caption.setText(words(name))
        self._keep_widths()
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is not None:
                button.setAccessibleName(button.defaultAction().text())
        self.tempo.setSuffix(self.tr(" BPM"))
        self.tempo.setAccessibleName(self.tr("Tempo of song {letter}").format(letter=LETTERS[self._side]))
        self._show_sound()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for as many rows as the buttons need at this width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))

    # Construction

    def _build(self, deck: QWidget) -> None:
        self._flow = FlowLayout(self, _GAP)
        self.setStyleSheet("QToolButton { padding: 2px 3px; }")
        own: dict[str, QWidget] = {
            "mend_tempo": self.tempo, "mend_bar": self.bars, "mend_bar_here": self.bars_here
        }  # fmt: skip
        for caption, names in _GROUPS:
            group, label = QWidget(self), QLabel()
            label.setObjectName("dim")
            label.setVisible(bool(caption))
            self._captions.append(label)
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
            row.addWidget(label)
            for name in names:
                row.addWidget(own.get(name) or self._button(name))
            self._flow.addWidget(group)
        for menu_button in (self.bars, self.bars_here):
            menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tempo.setRange(*TEMPO_RANGE)
        self.tempo.setDecimals(2)
        self.tempo.setKeyboardTracking(False)
        self.tempo.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.tempo.valueChanged.connect(self._type_tempo)
        deck.addActions(list(self.actions_by_name))
        self.hide()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self.actions_by_name[name])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _keep_widths(self) -> None:
        """Keep buttons in place whatever text they show."""
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is self.actions_by_name["mend_tap"]:
                button.setMinimumWidth(_width(button, self.tr("Tap {number}").format(number=88)))
        self.bars.reserve([self._beats(max(BARS))])
        self.bars_here.reserve([self._beats_from_here(max(BARS))])

    @property
    def mending(self) -> bool:
        """True while the song's grid is being edited."""
        return self._zoomed.mending

    def set_mending(self, on: bool) -> None:
        """Show the tools and edit the grid, or stop and return to what had the focus before."""
        if on == self.mending:
            return
        before, now, deck = self._focused_before, self.window().focusWidget(), self.parentWidget()
        self._focused_before = now if on else None
        self._zoomed.mending = on
        if on:
            self.setVisible(True)
            self._zoomed.setFocus()
        else:
            inside = deck is not None and now is not None and deck.isAncestorOf(now)
            if before is not None and isValid(before) and inside:
                before.setFocus()
            self.setVisible(False)
        self._show_sound()
        self.mending_changed.emit()

    def _show_sound(self) -> None:
        """Update which tools are enabled or checked, and say why others are disabled."""
        shown = self._shown
        self.actions_by_name.refresh()
        self.tempo.setEnabled(not self.unready())
        for widget, name in ((self.tempo, "mend_tempo"), (self.bars, "mend_bar"), (self.bars_here, "mend_bar_here")):
            widget.setToolTip(self.actions_by_name[name].toolTip())
        typing = self.tempo.hasFocus() and self.tempo.lineEdit().isModified()
        if shown is not None and shown.analysis is not None and not typing:
            self.tempo.blockSignals(True)
            self.tempo.setValue(shown.analysis.tempo)
            self.tempo.blockSignals(False)
        self._show_bars()

    def unready(self) -> str:
        """Return why the grid can't be edited now; "" if it can."""
        if self._shown is None or self._shown.analysis is None:
            return self.tr("The beats haven't been found yet.")
        return self.tr("Another song is loading on this deck.") if self._shown.coming else ""

    def why_not_at(self, ratio: Fraction) -> str:
        """Return why there can't be `ratio` times as many beats; "" if there can."""
        analysis = None if self._shown is None else self._shown.analysis
        refusal = None if analysis is None else tempo_refusal(analysis.tempo * float(ratio))
        return self.unready() or ("" if refusal is None else translate(refusal))

    def why_no_click(self) -> str:
        """Return why the song can't be heard with a click; "" if it can."""
        heard = self._studio.session.fitting.song_file(self._side) is not None
        return self.unready() or ("" if heard else self.tr("You can hear the song once another one is ready."))

    def why_not_reset(self) -> str:
        """Return why the grid can't be reset; "" if it can."""
        mended = self._shown is not None and self._shown.grid is not None
        return self.unready() or ("" if mended else self.tr("No edits to reset."))

    def _show_bars(self) -> None:
        """Show the usual number of beats per bar, and that of the bar at the chosen beat."""
        grid = self._grid
        for button, name in ((self.bars, "mend_bar"), (self.bars_here, "mend_bar_here")):
            button.setEnabled(self.actions_by_name[name].isEnabled())
            words_for = self.actions_by_name[name].text()
            if grid is None:
                button.show_choice("–", words_for)
            elif button is self.bars:
                button.show_choice(self._beats(grid.beats_per_bar), words_for)
            else:
                chosen = self._zoomed.chosen
                bar = grid.beats_per_bar if chosen is None else grid_repair.bar_at(grid, chosen)
                button.show_choice(self._beats_from_here(bar), words_for)

    @property
    def _grid(self) -> BeatMap | None:
        """The grid on display; None while it isn't being edited."""
        analysis = None if self._shown is None else self._shown.analysis
        return beat_map_of(analysis) if self.mending and analysis is not None and len(analysis.beats) > 1 else None

    def _beats(self, bar: int) -> str:
        return self.tr("{number} beats").format(number=bar)

    def _beats_from_here(self, bar: int) -> str:
        return self.tr("From here: {number}").format(number=bar)

    def _bars(self) -> Iterable[Iterable[Entry]]:
        """Return the menu entries for the number of beats per bar throughout the song."""
        grid = self._grid
        if grid is not None:

            def choose(bar: int) -> None:
                self._repair("mend_bar", lambda grid, _duration: grid_repair.with_bars_of(grid, bar))

            yield self._bar_entries(grid.beats_per_bar, choose)

    def _bars_here(self) -> Iterable[Iterable[Entry]]:
        """Return the menu entries for the number of beats per bar from the chosen beat on."""
        grid, beat = self._grid, self._here()
        if grid is not None:

            def choose(bar: int) -> None:
                self._repair("mend_bar_here", lambda grid, _duration: grid_repair.with_bars_from(grid, beat, bar))

            yield self._bar_entries(grid_repair.bar_at(grid, beat), choose)

    def _bar_entries(self, now: int, choose: Callable[[int], None]) -> list[Entry]:
        return [(f"{self._beats(bar)}\t{_SIGNATURES[bar]}", bar == now, partial(choose, bar)) for bar in BARS]

    # Actions

    def open_menu(self, button: MenuButton) -> None:
        """Open the menu of one of the bar's buttons."""
        button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def type_tempo(self) -> None:
        """Focus the tempo field."""
        self.tempo.setFocus()
        self.tempo.selectAll()

    def repair(self, name: str, repair: Repair) -> None:
        """Apply the repair of the action `name` at the user's beat."""
        self._repair(name, lambda grid, duration: repair(grid, duration, self._here()))

    def take_level(self, level: Bpm) -> None:
        """Count the song's beats at another metrical level."""
        analysis = None if self._shown is None else self._shown.analysis
        ratio = None if analysis is None else grid_repair.ratio_between(analysis.tempo, level)
        if ratio is not None:
            self._mend(f"{plain_tempo(level)} BPM", lambda grid, duration: grid_repair.at_ratio(grid, ratio, duration))

    def _repair(self, name: str, repair: Callable[[BeatMap, Seconds], BeatMap | None]) -> None:
        """Apply `repair` to the grid as one undo step named after the action."""
        self._mend(ActionName(self._texts[name]), repair)

    def _mend(self, name: Message | str, repair: Callable[[BeatMap, Seconds], BeatMap | None]) -> None:
        shown = self._shown
        if shown is None:
            return
        duration = shown.duration
        step = Message("{repair}, song {letter}", repair=name, letter=LETTERS[self._side])
        try:
            self._studio.session.mend(self._side, step, lambda grid: repair(grid, duration))
        except BadArgument as error:
            self._studio.notice.emit(translate_error(error))
            self._show_sound()

    def _here(self) -> int:
        """Return the chosen beat, else the one under the playhead, else the one in the middle of the view."""
        if self._zoomed.chosen is not None:
            return self._zoomed.chosen
        start, length = self._zoomed.seen
        now = self._song_time()
        seen = now is not None and start <= now <= start + length
        return self._zoomed.beat_near(now if now is not None and seen else start + length / 2) or 0

    def _song_time(self) -> Seconds | None:
        """Return the song's own time at the playhead."""
        sound, player = self._studio.sound, self._studio.player
        return song_time(self._studio.session, self._side, sound.beat_at(player.position()))

    def _move_beat(self, beat: int, seconds: Seconds) -> None:
        step = Message("Move a beat, song {letter}", letter=LETTERS[self._side])
        shown = self._shown
        if shown is not None:
            duration = shown.duration
            self._studio.session.mend(
                self._side, step, lambda grid: grid_repair.with_beat_at(grid, beat, seconds, duration)
            )

    def _type_tempo(self, tempo: float) -> None:
        self._repair("mend_tempo", lambda grid, duration: grid_repair.at_tempo(grid, tempo, duration))
        self._zoomed.setFocus()

    def tap(self) -> None:
        """Record a tap on a beat."""
        self._taps.tap(self._song_time() if self._studio.player.heard else None)
        self.actions_by_name["mend_tap"].setIconText(self.tr("Tap {number}").format(number=self._taps.count))

    def _take_taps(self, taps: Tapped) -> None:
        """Fit the grid to the taps; if the song wasn't heard, use only their tempo."""
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        if taps.in_song:
            self._repair("mend_tap", lambda grid, duration: grid_repair.tapped(grid, list(taps.heard), duration))
        elif len(taps.clock) >= FEWEST_TAPS:
            self._repair("mend_tap", lambda grid, duration: grid_repair.at_tempo(grid, taps.tempo, duration))
        else:
            self._studio.notice.emit(self.tr("Tap at least {number} beats in a row.").format(number=FEWEST_TAPS))

    @property
    def clicking(self) -> bool:
        """True while the song plays alone with a click."""
        return self._studio.sound.alone == (self._side, None) and self._studio.player.metronome

    def click(self) -> None:
        """Start or stop playing the song alone with a click on its beats."""
        studio, on = self._studio, not self.clicking
        if on != (studio.sound.alone == (self._side, None)):
            studio.listen_to(self._side)
        studio.player.set_metronome(on)
        if on and not studio.player.playing:
            studio.player.play()
        studio.sound_changed.emit()


def _width(button: QToolButton, text: str) -> int:
    """Return the width of a button with this text."""
    other = button.fontMetrics().horizontalAdvance(text) - button.fontMetrics().horizontalAdvance(button.text())
    return button.sizeHint().width() + other
