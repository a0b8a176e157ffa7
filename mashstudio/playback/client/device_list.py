"""The devices that are present, listed in the background."""

import threading
from collections.abc import Callable

from mashstudio.playback.client.process_handle import list_devices
from mashstudio.playback.ipc.devices import Device, DevicesListed


class DeviceList:
    """present: the devices that were listed last."""

    def __init__(self) -> None:
        self.present: tuple[Device, ...] = ()
        self._listing = threading.Lock()

    def look(self, listed: Callable[[DevicesListed], None]) -> None:
        """List them anew; `listed` is called on a thread of its own."""
        threading.Thread(target=self._look, args=(listed,), daemon=True).start()

    def _look(self, listed: Callable[[DevicesListed], None]) -> None:
        with self._listing:
            devices = list_devices()
            if devices is not None:
                self.present = devices
        listed(DevicesListed(self.present))
