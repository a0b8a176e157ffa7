"""Mending a song's grid by hand: what the analysis got wrong, put right by one key each."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import TEMPO_RANGE, Bpm, Seconds
from mashstudio.document import mend as grid_repair
from mashstudio.document.mend import tempo_refusal
from mashstudio.gui.commands.actions import ActionName, words
from mashstudio.gui.commands.deck_actions import GROUPS, RATIOS, REPAIR_ACTIONS, SIGNATURES, SIGNS
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.song_time import song_time
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import plain_tempo
from mashstudio.gui.text.translation import Translated, translate, translate_error
from mashstudio.gui.widgets.choice_controls import Entry, MenuButton
from mashstudio.gui.widgets.flow_layout import FlowLayout
from mashstudio.model.analysis import BARS, BeatMap, beat_map_of
from mashstudio.model.choices import LETTERS

Repair = Callable[[BeatMap], BeatMap | None]

NUDGE: Final[Seconds] = 0.01
_TAPPED_MS = 1500
_FEWEST_TAPS = 4

_GAP: Final = 6


class MendBar(Guarded, Translated, QWidget):
    """One row of buttons that mend the grid of the song on deck `side`, and what their keys do.

    actions_by_name: an action for every one of REPAIR_ACTIONS; those of the bar work while `mend_grid` is checked.
    """

    def __init__(self, studio: Studio, side: int, zoomed: ZoomedView, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._side, self._zoomed = studio, side, zoomed
        self._shown: ShownSong | None = None
        self._taps: list[tuple[float, Seconds | None]] = []
        self._tapping = QTimer(self, interval=_TAPPED_MS, singleShot=True)
        self._tapping.timeout.connect(self._take_taps)
        self.actions_by_name = {spec.name: QAction(self) for spec in REPAIR_ACTIONS}
        self._tips: dict[str, str] = {}
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
        """Mends this song from now on."""
        if shown is None or self._shown is None or shown.deck is not self._shown.deck:
            self._taps.clear()
            if self._shown is not None:
                # What was being mended is gone.
                self.actions_by_name["mend_grid"].setChecked(False)
        self._shown = shown
        self._show_sound()

    @override
    def retranslate(self) -> None:
        """Shows everything in the user's language, with the user's shortcuts."""
        for spec in REPAIR_ACTIONS:
            action = self.actions_by_name[spec.name]
            keys = QKeySequence(self._studio.settings.shortcuts.get(spec.name, spec.keys))
            action.setShortcut(keys)
            action.setText(words(spec.text))
            action.setIconText(words(SIGNS.get(spec.name, spec.text)))
            shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
            tip = words(spec.tip or spec.text)
            self._tips[spec.name] = f"{tip} ({shown})" if shown else tip
        for caption, (name, _) in zip(self._captions, GROUPS, strict=True):
            caption.setText(words(name))
        self.actions_by_name["mend_tap"].setIconText(self.tr("Tap"))
        self._keep_widths()
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is not None:
                button.setAccessibleName(button.defaultAction().text())
        self.tempo.setSuffix(self.tr(" BPM"))
        self.tempo.setAccessibleName(self.tr("Tempo of song {letter}").format(letter=LETTERS[self._side]))
        self._show_sound()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Asks for as many rows as its buttons need at this width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))

    # How it is built

    def _build(self, deck: QWidget) -> None:
        self._flow = FlowLayout(self, _GAP)
        self.setStyleSheet("QToolButton { padding: 2px 3px; }")
        own: dict[str, QWidget] = {
            "mend_tempo": self.tempo, "mend_bar": self.bars, "mend_bar_here": self.bars_here
        }  # fmt: skip
        for caption, names in GROUPS:
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
        for spec in REPAIR_ACTIONS:
            action = self.actions_by_name[spec.name]
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(partial(self._do, spec.name))
            deck.addAction(action)
        self.actions_by_name["mend_grid"].toggled.connect(self._show_tools)
        self._show_tools(False)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self.actions_by_name[name])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _keep_widths(self) -> None:
        """Buttons stay where they are, whatever they say."""
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is self.actions_by_name["mend_tap"]:
                button.setMinimumWidth(_width(button, self.tr("Tap {number}").format(number=88)))
        self.bars.reserve([self._beats(max(BARS))])
        self.bars_here.reserve([self._beats_from_here(max(BARS))])

    def _show_tools(self, on: bool) -> None:
        self._zoomed.mending = on
        self.setVisible(on)
        self._show_sound()
        if on:
            self._zoomed.setFocus()

    def _show_sound(self) -> None:
        """What can be done now and why the rest can't, and what is on."""
        shown, mending = self._shown, self.actions_by_name["mend_grid"].isChecked()
        for name, action in self.actions_by_name.items():
            reason = self._why_not(name)
            action.setEnabled(not reason and (mending or name == "mend_grid"))
            action.setToolTip("\n".join(filter(None, (self._tips.get(name, ""), reason))))
        self.actions_by_name["mend_click"].setChecked(self._clicking)
        self.tempo.setEnabled(not self._why_not("mend_tempo"))
        for widget, name in ((self.tempo, "mend_tempo"), (self.bars, "mend_bar"), (self.bars_here, "mend_bar_here")):
            widget.setToolTip(self.actions_by_name[name].toolTip())
        typing = self.tempo.hasFocus() and self.tempo.lineEdit().isModified()
        if shown is not None and shown.analysis is not None and not typing:
            self.tempo.blockSignals(True)
            self.tempo.setValue(shown.analysis.tempo)
            self.tempo.blockSignals(False)
        self._show_bars()

    def _why_not(self, name: str) -> str:
        """Why this can't be done now; "" when it can."""
        shown = self._shown
        if shown is None or shown.analysis is None:
            return self.tr("Its beats aren't known yet.")
        if shown.coming:
            return self.tr("Another song is on its way to this deck.")
        if name in RATIOS:
            refusal = tempo_refusal(shown.analysis.tempo * float(RATIOS[name]))
            if refusal is not None:
                return translate(refusal)
        if name == "mend_click" and self._studio.session.fitting.song_file(self._side) is None:
            return self.tr("The song is heard as soon as the other one is there.")
        if name == "mend_reset" and shown.grid is None:
            return self.tr("Nothing was mended.")
        return ""

    def _show_bars(self) -> None:
        """How many beats bars have: most of them, and those around the chosen beat."""
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
        """The grid that is shown; None while none is mended."""
        analysis = None if self._shown is None else self._shown.analysis
        mending = self.actions_by_name["mend_grid"].isChecked()
        return beat_map_of(analysis) if mending and analysis is not None and len(analysis.beats) > 1 else None

    def _beats(self, bar: int) -> str:
        return self.tr("{number} beats").format(number=bar)

    def _beats_from_here(self, bar: int) -> str:
        return self.tr("From here: {number}").format(number=bar)

    def _bars(self) -> Iterable[Iterable[Entry]]:
        """What bars can be of, all through the song."""
        grid = self._grid
        if grid is not None:

            def choose(bar: int) -> None:
                self._repair("mend_bar", lambda grid, _duration: grid_repair.with_bars_of(grid, bar))

            yield self._bar_entries(grid.beats_per_bar, choose)

    def _bars_here(self) -> Iterable[Iterable[Entry]]:
        """What bars can be of from the chosen beat on."""
        grid, beat = self._grid, self._here()
        if grid is not None:

            def choose(bar: int) -> None:
                self._repair("mend_bar_here", lambda grid, _duration: grid_repair.with_bars_from(grid, beat, bar))

            yield self._bar_entries(grid_repair.bar_at(grid, beat), choose)

    def _bar_entries(self, now: int, choose: Callable[[int], None]) -> list[Entry]:
        return [(f"{self._beats(bar)}\t{SIGNATURES[bar]}", bar == now, partial(choose, bar)) for bar in BARS]

    # What the actions do

    def _do(self, name: str) -> None:
        match name:
            case "mend_double" | "mend_halve" | "mend_two_thirds" | "mend_three_halves":
                ratio = RATIOS[name]
                self._repair(name, lambda grid, duration: grid_repair.at_ratio(grid, ratio, duration))
            case "mend_beat_earlier" | "mend_beat_later":
                by = 1 if name == "mend_beat_later" else -1
                self._repair(name, lambda grid, _duration: grid_repair.with_downbeats_moved(grid, by))
            case "mend_half_beat":
                self._repair(name, grid_repair.shifted_by_half)
            case "mend_earlier" | "mend_later":
                seconds = NUDGE if name == "mend_later" else -NUDGE
                self._repair(name, lambda grid, duration: grid_repair.shifted(grid, seconds, duration))
            case "mend_downbeat":
                beat = self._here()
                self._repair(name, lambda grid, _duration: grid_repair.with_downbeat(grid, beat))
            case "mend_bar" | "mend_bar_here":
                button = self.bars if name == "mend_bar" else self.bars_here
                button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
            case "mend_tap":
                self._tap()
            case "mend_tempo":
                self.tempo.setFocus()
                self.tempo.selectAll()
            case "mend_click":
                self._click()
            case "mend_reset":
                self._repair(name, lambda _grid, _duration: None)

    def take_level(self, level: Bpm) -> None:
        """Counts the song's beats at another of the tempi that could be tapped to it."""
        analysis = None if self._shown is None else self._shown.analysis
        ratio = None if analysis is None else grid_repair.ratio_between(analysis.tempo, level)
        if ratio is not None:
            self._mend(f"{plain_tempo(level)} BPM", lambda grid, duration: grid_repair.at_ratio(grid, ratio, duration))

    def _repair(self, name: str, repair: Callable[[BeatMap, Seconds], BeatMap | None]) -> None:
        """Mend the grid, by a step that is called as its action."""
        text = next(spec.text for spec in REPAIR_ACTIONS if spec.name == name)
        self._mend(ActionName(text), repair)

    def _mend(self, name: Message | str, repair: Callable[[BeatMap, Seconds], BeatMap | None]) -> None:
        shown = self._shown
        if shown is None:
            return
        duration = shown.duration
        step = Message("{repair}, song {letter}", repair=name, letter=LETTERS[self._side])
        try:
            self._studio.session.mend(self._side, step, lambda grid: repair(grid, duration))
        except BadArgument as error:
            self._studio.told.emit(translate_error(error))
            self._show_sound()

    def _here(self) -> int:
        """The beat that is chosen, or lies under the playhead, or in the middle of the view."""
        if self._zoomed.chosen is not None:
            return self._zoomed.chosen
        start, length = self._zoomed.seen
        now = self._song_time()
        seen = now is not None and start <= now <= start + length
        return self._zoomed.beat_near(now if now is not None and seen else start + length / 2) or 0

    def _song_time(self) -> Seconds | None:
        """What of the song is under the playhead now."""
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

    def _tap(self) -> None:
        playing = self._studio.player.heard
        self._taps.append((time.perf_counter(), self._song_time() if playing else None))
        self._tapping.start()
        self.actions_by_name["mend_tap"].setIconText(self.tr("Tap {number}").format(number=len(self._taps)))

    def _take_taps(self) -> None:
        """Somebody has stopped tapping: the grid goes through the taps."""
        taps, self._taps = self._taps, []
        self.actions_by_name["mend_tap"].setIconText(self.tr("Tap"))
        heard = [at for _clock, at in taps if at is not None]
        if len(heard) == len(taps):
            self._repair("mend_tap", lambda grid, duration: grid_repair.tapped(grid, heard, duration))
        elif len(taps) >= _FEWEST_TAPS:
            clock = np.array([clock for clock, _at in taps])
            tempo = 60 / float(np.polyfit(np.arange(len(clock)), clock, 1)[0])
            self._repair("mend_tap", lambda grid, duration: grid_repair.at_tempo(grid, tempo, duration))
        else:
            self._studio.told.emit(self.tr("Tap at least {number} beats in a row.").format(number=_FEWEST_TAPS))

    @property
    def _clicking(self) -> bool:
        return self._studio.sound.alone == (self._side, None) and self._studio.player.metronome

    def _click(self) -> None:
        """The song alone with a click on its beats; again: neither."""
        studio, on = self._studio, not self._clicking
        if on != (studio.sound.alone == (self._side, None)):
            studio.listen_to(self._side)
        studio.player.set_metronome(on)
        if on and not studio.player.playing:
            studio.player.play()
        studio.sound_changed.emit()


def _width(button: QToolButton, text: str) -> int:
    """How wide a button is with this text on it."""
    other = button.fontMetrics().horizontalAdvance(text) - button.fontMetrics().horizontalAdvance(button.text())
    return button.sizeHint().width() + other
