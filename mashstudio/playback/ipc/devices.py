"""Sound devices and what happens to the player, as the studio is told of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds


class DeviceName(NamedTuple):
    """What a sound device is remembered by: its name and its host API's (ALSA, Windows WASAPI, Core Audio, …)."""

    name: str
    host: str

    def __str__(self) -> str:
        return f"{self.name} ({self.host})"


@dataclass(frozen=True)
class Device:
    """A device that can be played on. rate: its own, Hz; default: the one that the system would choose."""

    name: DeviceName
    channels: int
    rate: float
    default: bool


@dataclass(frozen=True)
class DeviceOpened:
    """Sound goes to this device now. rate: Hz; latency: until a rendered frame is heard, as the device says."""

    device: DeviceName
    rate: int
    latency: Seconds


@dataclass(frozen=True)
class DeviceLost:
    """This device is gone: playback has stopped where it was. When the device comes back it is taken again."""

    device: DeviceName


@dataclass(frozen=True)
class DeviceFailed:
    """This device (None: the system's) can't be played on; it is tried again and again. reason: PortAudio's words."""

    device: DeviceName | None
    reason: str


@dataclass(frozen=True)
class DevicesListed:
    """What `Player.look_for_devices` found."""

    devices: tuple[Device, ...]


@dataclass(frozen=True)
class Ended:
    """The end of the mashup was reached."""


@dataclass(frozen=True)
class StemUnreadable:
    """A lane stays silent because its file can't be read."""

    path: Path
    reason: str


@dataclass(frozen=True)
class PlayerRestarted:
    """The audio process had died; it is there again and goes on from where it was."""


@dataclass(frozen=True)
class PlayerFailed:
    """The audio process can't be kept running; `Player.restart` tries again. Everything but sound works."""

    reason: Message | str


PlayerEvent = (
    DeviceOpened | DeviceLost | DeviceFailed | DevicesListed | Ended | StemUnreadable | PlayerRestarted | PlayerFailed
)


def message_of_event(event: PlayerEvent) -> Message | None:
    """Return what to tell people of `event`; None for what needs no words."""
    match event:
        case DeviceOpened() | DeviceLost() | DeviceFailed():
            return _of_device(event)
        case StemUnreadable(path, reason):
            # The audio process has devices, too, but nothing to say: it needn't load what reads names of any language.
            from mashstudio.core.text.lines import said

            return Message("{path} can't be played: {reason}.", path=said(path), reason=reason)
        case PlayerRestarted():
            return Message("Playback was interrupted; it goes on from where it was.")
        case PlayerFailed(reason):
            return Message("Playback doesn't work on this computer: {reason}", reason=reason)
    return None


def _of_device(event: DeviceOpened | DeviceLost | DeviceFailed) -> Message:
    match event:
        case DeviceOpened(DeviceName(name), rate, latency):
            return Message(
                "Playing on {device} at {rate} kHz, {latency} ms behind.",
                device=name,
                rate=f"{rate / 1000:g}",
                latency=round(latency * 1000),
            )
        case DeviceLost(DeviceName(name)):
            return Message("The sound device {device} is gone. Plug it back in, or choose another.", device=name)
        case DeviceFailed(DeviceName(name), reason):
            return Message(
                "The sound device {device} can't be opened ({reason}). Choose another.", device=name, reason=reason
            )
    return Message("There is no sound device to play on. Everything else works; plug one in to hear it.")
