"""The position of the playhead: what is heard, or the target of a seek that isn't heard yet."""

import time

from mashstudio.playback.client.wish import Wish
from mashstudio.playback.ipc.status import Place, Status


class Playhead:
    """The playhead as shown; `wish.frame` is its target. Not thread-safe."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._sought = 0
        self._shown = Place(0, False, 0)

    def begin(self) -> None:
        """Start over with a new audio process."""
        self._sought, self._shown = 0, Place(0, False, 0)

    def send(self, frame: int) -> int:
        """Note a seek to `frame`; return the seek's number."""
        self._sought += 1
        self._wish.frame = max(frame, 0)
        return self._sought

    def place(self, status: Status | None) -> Place:
        """Return the playhead's place, by the audio process's `status` (None: no process)."""
        if status is None:
            return Place(self._wish.frame, False, 0)
        now = time.perf_counter()
        place, shown = status.place(now), self._shown
        if status.sought < self._sought:
            # A seek is pending; until it is carried out, the former place is heard.
            return place if place.rolling else Place(self._wish.frame, False, place.mark)
        if place.mark < shown.mark or (place.mark == shown.mark and place.frame < shown.frame):
            # The device's reports jitter; never step back for that.
            place = shown
        self._shown = place
        target = status.target(now)
        self._wish.frame = place.frame if target is None else target
        return place
