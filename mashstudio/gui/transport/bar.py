"""The bar at the top: transport buttons, position, meters, listening level and sound device."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget
from typing_extensions import override

from mashstudio.core.units import SAMPLE_RATE
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.play_commands import PlayCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import clock, key_name, level, tempo_text
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.transport.device_button import DeviceButton
from mashstudio.gui.transport.meters import LevelMeters
from mashstudio.gui.widgets import glyph_button
from mashstudio.gui.widgets.glyph_button import GlyphButton
from mashstudio.gui.widgets.readout import ElidedLabel, Readout

_GROUP_SPACE: Final = 16
_QUIETEST: Final = -40
_LOUDEST: Final = 6
_LOOK_MS: Final = 1000

_BUTTONS: Final = (
    ("to_start", glyph_button.to_start),
    ("play", glyph_button.play),
    ("stop", glyph_button.stop),
    ("to_end", glyph_button.to_end),
    ("loop", glyph_button.loop),
    ("metronome", glyph_button.metronome),
)


class TransportBar(Guarded, Translated, QFrame):
    """The Play menu's commands, the position, the mashup's tempo and key, meters, listening level and sound device."""

    def __init__(self, studio: Studio, actions: Actions, commands: PlayCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._studio, self._actions, self._commands = studio, actions, commands
        self.buttons = {name: GlyphButton(glyph, actions[name]) for name, glyph in _BUTTONS}
        self.position = Readout("888.8", size=1.5)
        self.time = Readout("88:88.8", align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.length = Readout("/ 88:88", dim=True)
        self.tempo = QLabel()
        self.key = ElidedLabel()
        self.meters = LevelMeters(studio)
        self.level = LevelSlider(studio)
        self.xruns = Dropouts(studio)
        self.device = DeviceButton(studio)
        self._build()
        for signal in (studio.mashup_changed, studio.sound_changed):
            signal.connect(self._show_mashup)
        studio.playhead_moved.connect(self._show_position)
        studio.player_event.connect(lambda _event: self._show_state())
        commands.changed.connect(self._show_state)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.position.setAccessibleName(self.tr("Position in bars and beats"))
        self.position.setToolTip(self.tr("Bar and beat of the playhead"))
        self.time.setAccessibleName(self.tr("Position in time"))
        self.time.setToolTip(self.tr("Time at the playhead, and total length"))
        self.length.setAccessibleName(self.tr("Length"))
        self.tempo.setToolTip(self.tr("The mashup's tempo"))
        self._show_mashup()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addSpacing(_GROUP_SPACE)
        row.addWidget(self.position)
        row.addSpacing(8)
        row.addWidget(self.time)
        row.addWidget(self.length)
        row.addSpacing(_GROUP_SPACE)
        row.addWidget(self.tempo)
        row.addSpacing(8)
        row.addWidget(self.key)
        row.addStretch(1)
        row.addWidget(self.xruns)
        row.addSpacing(8)
        row.addWidget(self.meters)
        row.addSpacing(_GROUP_SPACE)
        row.addWidget(self.level)
        row.addSpacing(_GROUP_SPACE)
        row.addWidget(self.device)

    def _show_mashup(self) -> None:
        session, sound, mashup = self._studio.session, self._studio.sound, self._studio.mashup
        alignment = session.alignment
        frames = 0 if mashup is None else sound.frame_of(mashup.beats)
        self.length.show_text("" if frames == 0 else f"/ {clock(frames / SAMPLE_RATE)}")
        self.tempo.setText("" if alignment is None else tempo_text(alignment.grid.tempo))
        keys: list[str] = []
        for source, song in ({} if alignment is None else alignment.songs).items():
            analysis = session.analysis(source)
            if analysis is not None:
                keys.append(key_name(analysis.key.shifted(song.shift)))
        # Two names if the songs keep their own keys, or are relative major and minor.
        key = " / ".join(dict.fromkeys(keys))
        words = self.tr("The mashup's key")
        self.key.show_text(key, f"{words}: {key}" if key else "")
        self._show_state()

    def _show_state(self) -> None:
        playing = self._studio.player.playing
        self.buttons["play"].show_glyph(glyph_button.pause if playing else glyph_button.play)
        self._actions.refresh()
        self._show_position()

    def _show_position(self) -> None:
        sound, player = self._studio.sound, self._studio.player
        if not sound.ready:
            self.position.show_text("")
            self.time.show_text("")
            return
        frame = player.position()
        # A beat begins at a whole frame, which may be slightly early.
        bar, beat = self._studio.session.bars.place(int(sound.beat_at(frame) + 1e-3))
        self.position.show_text(f"{bar + 1}.{beat + 1}")
        self.time.show_text(clock(frame / SAMPLE_RATE, 1))


class Dropouts(Guarded, Translated, QToolButton):
    """The number of xruns during playback; a click resets it. Hidden at 0."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("warning")
        self._player = studio.player
        self.clicked.connect(self._clear)
        looks = QTimer(self, interval=_LOOK_MS)
        looks.timeout.connect(self.look)
        looks.start()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setToolTip(
            self.tr(
                "Buffer underruns (xruns) during playback. If you hear gaps, choose the safe latency with the "
                "audio device button or in Preferences, and close busy programs. Click to reset the counter."
            )
        )
        self.look()

    def look(self) -> None:
        """Show the current number."""
        count = self._player.xruns
        self.setText(self.tr("Xruns: {count}").format(count=count))
        self.setVisible(count > 0)

    def _clear(self) -> None:
        self._player.clear_xruns()
        self.look()


class LevelSlider(Guarded, Translated, QWidget):
    """The listening level, which doesn't affect the export. A double click resets it to 0 dB."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = studio.player
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(_QUIETEST, _LOUDEST)
        self.slider.setPageStep(3)
        self.slider.setMinimumWidth(48)
        self.slider.setMaximumWidth(96)
        self.slider.setValue(max(round(self._player.gain), _QUIETEST) if self._player.gain > _QUIETEST else _QUIETEST)
        self.slider.valueChanged.connect(self._choose)
        self.number = Readout("−40 dB", dim=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.slider)
        row.addWidget(self.number)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.slider.setAccessibleName(self.tr("Listening level"))
        tip = self.tr("Listening level; doesn't affect exports. Double-click for 0 dB.")
        self.slider.setToolTip(tip)
        self.number.setToolTip(tip)
        self.number.setAccessibleName(self.tr("Listening level"))
        self._show()

    def _choose(self, value: int) -> None:
        self._player.set_gain(float("-inf") if value == _QUIETEST else float(value))
        self._show()

    def _show(self) -> None:
        self.number.show_text(level(self._player.gain, decimals=0))


class _Slider(Guarded, QSlider):
    @override
    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.setValue(0)
