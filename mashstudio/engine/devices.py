"""Sound devices and what happens to the player, as the studio is told of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mashstudio.facts.units import Seconds


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

    def __str__(self) -> str:
        return f"Playing on {self.device} at {self.rate / 1000:g} kHz, {self.latency * 1000:.0f} ms behind."


@dataclass(frozen=True)
class DeviceLost:
    """This device is gone: playback has stopped where it was. When the device comes back it is taken again."""

    device: DeviceName

    def __str__(self) -> str:
        return f"The sound device {self.device} is gone. Plug it back in, or choose another."


@dataclass(frozen=True)
class DeviceFailed:
    """This device (None: the system's) can't be played on; it is tried again and again. reason: PortAudio's words."""

    device: DeviceName | None
    reason: str

    def __str__(self) -> str:
        if self.device is None:
            return "There is no sound device to play on. Everything else works; plug one in to hear it."
        return f"The sound device {self.device} can't be opened ({self.reason}). Choose another."


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

    def __str__(self) -> str:
        return f"{self.path} can't be played: {self.reason}."


@dataclass(frozen=True)
class PlayerRestarted:
    """The audio process had died; it is there again and goes on from where it was."""

    def __str__(self) -> str:
        return "Playback was interrupted: the audio process had died, and was started again."


@dataclass(frozen=True)
class PlayerFailed:
    """The audio process can't be kept running; `Player.restart` tries again. Everything but sound works."""

    reason: str

    def __str__(self) -> str:
        return f"Playback doesn't work on this computer: {self.reason}"


PlayerEvent = (
    DeviceOpened | DeviceLost | DeviceFailed | DevicesListed | Ended | StemUnreadable | PlayerRestarted | PlayerFailed
)
