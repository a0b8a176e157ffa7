"""Where the playhead is: what is heard, or where it was sent and what is heard isn't yet."""

import time

from mashstudio.playback.client.wish import Wish
from mashstudio.playback.ipc.status import Place, Status


class Playhead:
    """The playhead as it is shown; `wish.frame` is where it goes. For one thread at a time."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._sought = 0
        self._shown = Place(0, False, 0)

    def begin(self) -> None:
        """Another audio process plays from now on."""
        self._sought, self._shown = 0, Place(0, False, 0)

    def send(self, frame: int) -> int:
        """It is on its way to `frame` from now on; the number of that seek."""
        self._sought += 1
        self._wish.frame = max(frame, 0)
        return self._sought

    def place(self, status: Status | None) -> Place:
        """Where it is, by what the audio process (None: there is none) says."""
        if status is None:
            return Place(self._wish.frame, False, 0)
        now = time.perf_counter()
        place, shown = status.place(now), self._shown
        if status.sought < self._sought:
            # It was sent elsewhere a moment ago. What plays is heard until then.
            return place if place.rolling else Place(self._wish.frame, False, place.mark)
        if place.mark < shown.mark or (place.mark == shown.mark and place.frame < shown.frame):
            # The device's reports waver by a little; what was shown stays true.
            place = shown
        self._shown = place
        target = status.target(now)
        self._wish.frame = place.frame if target is None else target
        return place
