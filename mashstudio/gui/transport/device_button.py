"""The choice of output device and latency."""

from typing import Final

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.widgets.glyph_button import PopupButton
from mashstudio.gui.widgets.plain_text import plain_tip, plain_words
from mashstudio.playback.ipc.devices import (
    Device,
    DeviceFailed,
    DeviceLost,
    DeviceName,
    DeviceOpened,
    DevicesListed,
    PlayerEvent,
    PlayerFailed,
    message_of_event,
)

_LETTERS: Final = 18


class DeviceButton(Translated, PopupButton):
    """A button that shows the output device; its menu lists devices and latencies."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._trouble: DeviceFailed | DeviceLost | PlayerFailed | None = None
        self._listed: tuple[Device, ...] = ()
        self._groups: list[QActionGroup] = []
        self.menu().aboutToShow.connect(self._open_menu)
        studio.player_event.connect(self._follow_player)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        # As wide as most names, so that its neighbours stay put when the device is found.
        self.reserve((self.tr("Audio device"), self.tr("No audio device"), "n" * _LETTERS))
        device = self._studio.player.device
        if device is not None:
            name = device.device.name
            short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
            self.setText(plain_words(short))
            state = translate(message_of_event(device))
        elif self._trouble is not None:
            self.setText(self.tr("No audio device"))
            state = translate(message_of_event(self._trouble))
        else:
            self.setText(self.tr("Audio device"))
            state = ""
        self.setToolTip(plain_tip("\n".join(filter(None, [self.tr("Audio device and latency"), state]))))
        self.setAccessibleName(self.tr("Audio device: {name}").format(name=self.text().replace("&&", "&")))

    def _follow_player(self, event: PlayerEvent) -> None:
        match event:
            case DeviceOpened():
                self._trouble = None
            case DeviceFailed() | DeviceLost() | PlayerFailed():
                self._trouble = event
            case DevicesListed(devices) if self.menu().isVisible() and devices != self._listed:
                self._fill_menu()
        self.retranslate()

    def _open_menu(self) -> None:
        # Show known devices at once; new ones are added when the search ends.
        self._studio.player.look_for_devices()
        self._fill_menu()

    def _fill_menu(self) -> None:
        settings, player = self._studio.settings, self._studio.player
        self.menu().clear()
        for old in self._groups:
            old.deleteLater()
        self._groups = [QActionGroup(self.menu()), QActionGroup(self.menu())]
        self._listed = player.devices
        self._add(self._groups[0], self.tr("System default"), settings.device is None, device=None)
        names = [device.name for device in self._listed]
        if settings.device is not None and settings.device not in names:
            names.append(settings.device)
        for name in names:
            self._add(self._groups[0], str(name), settings.device == name, device=name)
        self.menu().addSeparator()
        for latency, text in (
            ("low", self.tr("Low latency (fast computers)")),
            ("high", self.tr("Safe latency (no dropouts)")),
        ):
            self._add(self._groups[1], text, settings.latency == latency, latency=latency)
        if isinstance(self._trouble, PlayerFailed):
            self.menu().addSeparator()
            self.menu().addAction(self.tr("Try again")).triggered.connect(self._try_again)

    def _try_again(self) -> None:
        # A method of ours: PySide drops a connection to a non-Qt callable on whichever thread held it last.
        self._studio.player.restart()

    def _add(self, group: QActionGroup, text: str, chosen: bool, **choice: DeviceName | str | None) -> None:
        action = QAction(plain_words(text), group)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self._studio.change_settings(**choice))
        self.menu().addAction(action)
