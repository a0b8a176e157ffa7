"""What happens to the player, in the user's language."""

from PySide6.QtCore import QCoreApplication

from mashstudio.engine.devices import (
    DeviceFailed,
    DeviceLost,
    DeviceOpened,
    PlayerEvent,
    PlayerFailed,
    PlayerRestarted,
    StemUnreadable,
)
from mashstudio.gui.in_words import in_words

translate = QCoreApplication.translate


def sentence(event: PlayerEvent) -> str:
    """What to tell the user of `event`; "" for what needs no words."""
    match event:
        case DeviceOpened() | DeviceLost() | DeviceFailed():
            return _of_device(event)
        case StemUnreadable(path, reason):
            return translate("PlayerMessages", "{path} can't be played: {reason}.").format(
                path=path, reason=in_words(reason)
            )
        case PlayerRestarted():
            return translate("PlayerMessages", "Playback was interrupted; it goes on from where it was.")
        case PlayerFailed(reason):
            return translate("PlayerMessages", "Playback doesn't work on this computer: {reason}").format(
                reason=in_words(reason)
            )
    return ""


def _of_device(event: DeviceOpened | DeviceLost | DeviceFailed) -> str:
    if event.device is None:
        return translate(
            "PlayerMessages",
            "There is no sound device to play on. Everything else works; plug one in to hear it.",
        )
    name = event.device.name
    match event:
        case DeviceOpened(rate=rate, latency=latency):
            text = translate("PlayerMessages", "Playing on {device} at {rate} kHz, {latency} ms behind.")
            return text.format(device=name, rate=f"{rate / 1000:g}", latency=round(latency * 1000))
        case DeviceLost():
            text = translate("PlayerMessages", "The sound device {device} is gone. Plug it back in, or choose another.")
            return text.format(device=name)
    text = translate("PlayerMessages", "The sound device {device} can't be opened ({reason}). Choose another.")
    return text.format(device=name, reason=in_words(event.reason))
