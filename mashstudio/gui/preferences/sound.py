"""Preferences: output device, loudness and engine."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.alignment.engine_choice import ENGINE_NAMES
from mashstudio.gui.preferences.page import PreferencesPage, form, name, offer, show_choice
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets.dialog import wrapped_label
from mashstudio.gui.widgets.fields import USUAL_LOUDNESS, LoudnessField, beside, combo_box
from mashstudio.model.alignment import Engine
from mashstudio.playback.ipc.devices import DeviceName, PlayerEvent, message_of_event


class SoundPage(PreferencesPage):
    """Device, latency, loudness and engine."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._device, self._latency = combo_box(), combo_box()
        self._state = wrapped_label("dim")
        self._aim, self._target, self._engine = QCheckBox(), LoudnessField(), combo_box()
        self._target.setKeyboardTracking(False)
        self._labels = [QLabel() for _ in range(4)]
        self._device.activated.connect(self._choose_device)
        self._latency.activated.connect(lambda: studio.change_settings(latency=self._latency.currentData()))
        self._aim.clicked.connect(lambda on: studio.change_settings(loudness=USUAL_LOUDNESS if on else None))
        self._target.valueChanged.connect(lambda target: studio.change_settings(loudness=target))
        self._engine.activated.connect(lambda: studio.change_settings(engine=Engine(self._engine.currentData())))
        studio.player_event.connect(self._follow_player)
        device, latency, loudness, engine = self._labels
        aim = QHBoxLayout()
        aim.setSpacing(8)
        aim.addWidget(self._aim)
        aim.addWidget(self._target)
        aim.addStretch(1)
        self._about_loudness, self._about_engine = wrapped_label("dim"), wrapped_label("dim")
        layout = form()
        layout.addRow(device, self._device)
        layout.addRow(latency, self._latency)
        beside(loudness, self._target)
        rows: tuple[tuple[QLabel, QWidget | QLayout, QLabel], ...] = (
            (loudness, aim, self._about_loudness),
            (engine, self._engine, self._about_engine),
        )
        for label, row, about in rows:
            column = QVBoxLayout()
            column.setSpacing(4)
            if isinstance(row, QLayout):
                column.addLayout(row)
            else:
                column.addWidget(row, alignment=Qt.AlignmentFlag.AlignLeft)
            column.addWidget(about)
            layout.addRow(label, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(layout)
        whole.addWidget(self._state)
        whole.addStretch(1)
        self._state.setContentsMargins(16, 0, 16, 0)
        self.retranslate()

    @override
    def title(self) -> str:
        """Return the page's title."""
        return self.tr("Audio")

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        device, latency, loudness, engine = self._labels
        name(self._device, device, self.tr("Device"), self.tr("Output device"))
        name(self._latency, latency, self.tr("Latency"), self.tr("Output latency"))
        name(self._target, loudness, self.tr("Loudness"), self.tr("Most streaming services play at −14 LUFS"))
        name(self._engine, engine, self.tr("Engine"), self.tr("Engine that changes tempo and pitch"))
        offer(
            self._latency,
            [("high", self.tr("Safe: no dropouts")), ("low", self.tr("Low: for fast computers"))],
        )
        self._aim.setText(self.tr("Target"))
        self._aim.setAccessibleName(self.tr("Use a target loudness"))
        self._about_loudness.setText(
            self.tr("Used for playback and as the default for exports. Peaks never exceed −1 dBTP.")
        )
        offer(self._engine, [(engine.value, name) for engine, name in ENGINE_NAMES.items()])
        self._about_engine.setText(
            self.tr(
                "For new songs; each song's engine can be changed in the row above the grid. Rubber Band R3 "
                "takes minutes."
            )
        )
        self.follow()

    @override
    def follow(self) -> None:
        """Show the current settings."""
        settings, player = self.studio.settings, self.studio.player
        names = [device.name for device in player.devices]
        if settings.device is not None and settings.device not in names:
            names.append(settings.device)
        # Qt would return a tuple as a list, so the items' data are indices.
        self._names: list[DeviceName] = names
        offer(self._device, [(-1, self.tr("System default")), *((i, str(each)) for i, each in enumerate(names))])
        show_choice(self._device, -1 if settings.device is None else names.index(settings.device))
        show_choice(self._latency, settings.latency)
        self._state.setVisible(player.device is not None)
        self._state.setText("" if player.device is None else translate(message_of_event(player.device)))
        self._aim.setChecked(settings.loudness is not None)
        self._target.setEnabled(settings.loudness is not None)
        if settings.loudness is not None:
            self._target.blockSignals(True)
            self._target.setValue(settings.loudness)
            self._target.blockSignals(False)
        show_choice(self._engine, settings.engine.value)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look for new devices."""
        self.studio.player.look_for_devices()
        super().showEvent(event)

    def _choose_device(self) -> None:
        index = self._device.currentData(Qt.ItemDataRole.UserRole)
        self.studio.change_settings(device=None if index < 0 else self._names[index])

    def _follow_player(self, _event: PlayerEvent) -> None:
        if not self._device.view().isVisible():
            self.follow()
