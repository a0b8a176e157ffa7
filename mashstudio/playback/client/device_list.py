"""The devices that are present, listed in the background, and the one that is open."""

import threading
from collections.abc import Callable

from mashstudio.playback.client.process_handle import list_devices
from mashstudio.playback.ipc.devices import Device, DeviceFailed, DeviceLost, DeviceOpened, DevicesListed
from mashstudio.playback.ipc.wire import OutputFailed, OutputLost, OutputOpened


class DeviceList:
    """present: the devices that were listed last. opened: the open device; None: there is no sound."""

    def __init__(self) -> None:
        self.present: tuple[Device, ...] = ()
        self.opened: DeviceOpened | None = None
        self._listing = threading.Lock()

    def hear(self, answer: OutputOpened | OutputLost | OutputFailed) -> DeviceOpened | DeviceLost | DeviceFailed:
        """Note what the audio process tells; return what it means to the user."""
        self.opened = None
        match answer:
            case OutputOpened(device, rate, latency, devices):
                self.present, self.opened = devices, DeviceOpened(device, rate, latency)
                return self.opened
            case OutputLost(device):
                return DeviceLost(device)
            case OutputFailed(wanted, reason, _roll, devices):
                self.present = devices
                return DeviceFailed(wanted, reason)

    def look(self, listed: Callable[[DevicesListed], None]) -> None:
        """List them anew; `listed` is called on a thread of its own."""
        threading.Thread(target=self._look, args=(listed,), daemon=True).start()

    def _look(self, listed: Callable[[DevicesListed], None]) -> None:
        with self._listing:
            devices = list_devices()
            if devices is not None:
                self.present = devices
        listed(DevicesListed(self.present))
