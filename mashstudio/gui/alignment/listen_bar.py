"""The bar for listening: the beat that is heard, where it comes from, and what to do with it."""

import time
from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.listen_commands import ListenCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import tempo_text
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.choice_controls import Entry, MenuButton
from mashstudio.gui.widgets.plain_text import plain_words
from mashstudio.gui.widgets.readout import ElidedLabel, Readout
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import EVERYTHING_PLAYED, BeatHeard

_FLASH_MS: Final = 120
_LETTERS: Final = 22
_EARLY: Final = 0.4
"""Beats by which the flash that was foreseen may come before its beat is heard."""


class ListenBar(Guarded, Translated, QFrame):
    """A row that is shown while the studio listens. The light flashes with the beat, as far as it can be foreseen."""

    def __init__(
        self, studio: Studio, actions: Actions, commands: ListenCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._studio, self._actions, self._commands = studio, actions, commands
        self.light = BeatLight()
        self.tempo = Readout("888.8 BPM", size=1.3)
        self.place = Readout("12 / 12")
        self.state = ElidedLabel()
        self.state.setObjectName("dim")
        self.input, self.clock = MenuButton(self._inputs), MenuButton(self._ports)
        self.captions = QLabel(), QLabel()
        self.buttons = [QToolButton() for _ in range(3)]
        for made, name in zip(self.buttons, ("heard_tempo", "heard_downbeat", "listen_beat"), strict=True):
            made.setDefaultAction(actions[name])
        self._beat: BeatHeard | None = None
        self._flashed = 0.0
        self._next = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._foreseen)
        self._build()
        self.input.menu().aboutToShow.connect(commands.look_for_inputs)
        commands.heard.connect(self._hear)
        commands.changed.connect(self._show)
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        for widget in (self.light, self.tempo, self.place):
            row.addWidget(widget)
        row.addWidget(self.state, 1)
        for caption, choice in zip(self.captions, (self.input, self.clock), strict=True):
            caption.setObjectName("dim")
            row.addWidget(caption)
            row.addWidget(choice)
        for button in self.buttons:
            row.addWidget(button)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.light.setAccessibleName(self.tr("Heard beat"))
        self.light.setToolTip(self.tr("Flashes on each beat that is heard, larger on downbeats"))
        self.tempo.setAccessibleName(self.tr("Heard tempo"))
        self.tempo.setToolTip(self.tr("Tempo of what is heard"))
        self.place.setAccessibleName(self.tr("Heard beat of the bar"))
        self.place.setToolTip(self.tr("Beat of the bar, and the beats in a bar, of what is heard"))
        self.captions[0].setText(self.tr("Input"))
        self.captions[1].setText(self.tr("MIDI clock"))
        self.input.setToolTip(self.tr("What to listen to"))
        self.clock.setToolTip(self.tr("Where to send MIDI clock, so that drum machines and sequencers play along"))
        self._show()

    def _show(self) -> None:
        commands = self._commands
        self.setVisible(commands.on)
        self._actions.refresh()
        for button in self.buttons:
            action = button.defaultAction()
            button.setAccessibleName(action.text())
            button.setToolTip(action.toolTip())
        self.input.show_choice(plain_words(_short(self._name(commands.device))), self.captions[0].text())
        self.clock.show_choice(plain_words(_short(commands.port or self.tr("Off"))), self.captions[1].text())
        if commands.beat is None:
            self._beat = None
            self._next.stop()
            self.tempo.show_text("– BPM")
            self.place.show_text("")
        if commands.trouble is not None:
            self.state.show_text(translate(commands.trouble))
        elif commands.waiting:
            self.state.show_text(self.tr("Plays on a downbeat …"))
        elif commands.opened is None:
            self.state.show_text(self.tr("Opening …"))
        else:
            self.state.show_text("" if commands.beat is not None else self.tr("Listening for a beat …"))

    def _hear(self, beat: BeatHeard) -> None:
        self._beat = beat
        self.tempo.show_text(tempo_text(self._commands.tempo or beat.bpm))
        if beat.at - self._flashed > (1 - _EARLY) * 60 / beat.bpm:
            self._flash(beat)
        else:
            # It was foreseen.
            self.place.show_text(f"{beat.position} / {beat.beats_per_bar}")
        self._foresee()

    def _flash(self, beat: BeatHeard) -> None:
        self._flashed = beat.at
        self.place.show_text(f"{beat.position} / {beat.beats_per_bar}")
        self.light.flash(downbeat=beat.position == 1)

    def _foresee(self) -> None:
        if self._beat is not None:
            wait = self._beat.at + 60 / self._beat.bpm - time.perf_counter()
            self._next.start(max(round(wait * 1000), 1))

    def _foreseen(self) -> None:
        """Flash with a beat that is about to be heard."""
        before = self._beat
        if before is None:
            return
        if self._commands.beat is None:
            self._show()
            return
        position = before.position % before.beats_per_bar + 1
        at = before.at + 60 / before.bpm
        self._beat = BeatHeard(at, 0.0, position, before.beats_per_bar, before.bpm, before.confidence)
        self._flash(self._beat)
        self._foresee()

    def _name(self, device: DeviceName | None) -> str:
        if device is None:
            return self.tr("System default")
        if device == EVERYTHING_PLAYED:
            return self.tr("What the system plays")
        return next((each.words for each in self._commands.inputs if each.device == device), device.name)

    def _inputs(self) -> Iterable[Iterable[Entry]]:
        commands = self._commands
        devices = [each.device for each in commands.inputs if each.device != EVERYTHING_PLAYED]
        first: list[DeviceName | None] = [None]
        if any(each.device == EVERYTHING_PLAYED for each in commands.inputs):
            first.append(EVERYTHING_PLAYED)
        for group in (first, devices):
            yield [
                (plain_words(self._name(device)), device == commands.device, partial(commands.listen_to, device))
                for device in group
            ]

    def _ports(self) -> Iterable[Iterable[Entry]]:
        commands = self._commands
        yield [(self.tr("Off"), commands.port is None, partial(commands.send_clock, None))]
        yield [
            (plain_words(port), port == commands.port, partial(commands.send_clock, port)) for port in commands.ports
        ]


class BeatLight(Guarded, QWidget):
    """A light that flashes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lit = self._downbeat = False
        self.flashes = 0
        self._out = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._out.timeout.connect(self._go_out)

    def flash(self, *, downbeat: bool) -> None:
        """Flash once."""
        self.lit, self._downbeat = True, downbeat
        self.flashes += 1
        self._out.start()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the large light."""
        return QSize(24, 24)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`."""
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the light: a ring, filled while it is lit."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.text if self.lit else now.dim)
        painter.setBrush(now.accent if self.lit else Qt.BrushStyle.NoBrush)
        radius = 10.0 if self.lit and self._downbeat else 7.0
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), radius, radius)

    def _go_out(self) -> None:
        self.lit = False
        self.update()


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
