"""Sound devices and the player's events."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds


class DeviceName(NamedTuple):
    """A device's identity: its name and its host API's (ALSA, Windows WASAPI, Core Audio, …)."""

    name: str
    host: str

    def __str__(self) -> str:
        return f"{self.name} ({self.host})"


@dataclass(frozen=True)
class Device:
    """An output device. rate: its own, Hz; default: True if the system would choose it."""

    name: DeviceName
    channels: int
    rate: float
    default: bool


@dataclass(frozen=True)
class DeviceOpened:
    """Sound now goes to this device. rate: Hz; latency: from rendering to hearing a frame, as the device reports."""

    device: DeviceName
    rate: int
    latency: Seconds


@dataclass(frozen=True)
class DeviceLost:
    """This device is gone: playback has stopped where it was. The device is opened again when it returns."""

    device: DeviceName


@dataclass(frozen=True)
class DeviceFailed:
    """This device (None: the system's default) can't be opened; it is retried. reason: PortAudio's words."""

    device: DeviceName | None
    reason: str


@dataclass(frozen=True)
class DevicesListed:
    """The result of `PlayerClient.look_for_devices`."""

    devices: tuple[Device, ...]


@dataclass(frozen=True)
class Ended:
    """The end of the mashup was reached."""


@dataclass(frozen=True)
class Switched:
    """The mix that waited for a bar plays."""


@dataclass(frozen=True)
class StemUnreadable:
    """A lane is silent because its file can't be read."""

    path: Path
    reason: str


@dataclass(frozen=True)
class PlayerRestarted:
    """The audio process died and was restarted; it continues where it was."""


@dataclass(frozen=True)
class PlayerFailed:
    """The audio process can't be kept running; `PlayerClient.restart` tries again. Everything else works."""

    reason: Message | str


PlayerEvent = (
    DeviceOpened
    | DeviceLost
    | DeviceFailed
    | DevicesListed
    | Ended
    | Switched
    | StemUnreadable
    | PlayerRestarted
    | PlayerFailed
)


def message_of_event(event: PlayerEvent) -> Message | None:
    """Return the user's message for `event`; None if it needs none."""
    match event:
        case DeviceOpened() | DeviceLost() | DeviceFailed():
            return _of_device(event)
        case StemUnreadable(path, reason):
            # Imported late: the audio process uses this module, too, but shows no messages.
            from mashstudio.core.text.lines import said

            return Message("{path} can't be played: {reason}.", path=said(path), reason=reason)
        case PlayerRestarted():
            return Message("Playback was interrupted and continues where it stopped.")
        case PlayerFailed(reason):
            return Message("Playback doesn't work on this computer: {reason}", reason=reason)
    return None


def _of_device(event: DeviceOpened | DeviceLost | DeviceFailed) -> Message:
    match event:
        case DeviceOpened(DeviceName(name), rate, latency):
            return Message(
                "Audio output: {device}, {rate} kHz, {latency} ms latency.",
                device=name,
                rate=f"{rate / 1000:g}",
                latency=round(latency * 1000),
            )
        case DeviceLost(DeviceName(name)):
            return Message("The audio device {device} was disconnected. Reconnect it, or choose another.", device=name)
        case DeviceFailed(DeviceName(name), reason):
            return Message(
                "The audio device {device} can't be opened ({reason}). Choose another.", device=name, reason=reason
            )
    return Message("No audio device found. Connect one to play; everything else works without it.")
