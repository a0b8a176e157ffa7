"""The player's live status, in shared memory: its callback writes, the studio reads, neither waits.

Frames of the *stream* count what was rendered since the player began; marks map them to frames of the mashup.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds

_VERSION, _RENDERED, _MARKS, _XRUNS, _LIMITED, _CALLBACKS = range(6)
_TAKEN, _SOUGHT, _SOUGHT_AT, _SOUGHT_FRAME, _ENDED, _ANCHOR_FRAME, _ANCHOR_TIME, _CUT, _LIMIT, _WAITS = range(6, 16)
_FIRST_MARK = 16
_MARK_WORDS = 4
_MARKS_KEPT = 64
_WORDS = _FIRST_MARK + _MARK_WORDS * _MARKS_KEPT

SOUND_FRAMES: Final = 1 << 18
"""How much of the played sound is kept: 6 seconds."""

_TIMES_KEPT = 1 << 17
_MOST_READS = 1000

STATUS_BYTES: Final = _WORDS * 8 + SOUND_FRAMES * 8 + _TIMES_KEPT * 4


class Place(NamedTuple):
    """The playhead's `frame` of the mashup, whether it moves, and the number of the mark it moves from."""

    frame: float
    rolling: bool
    mark: int


class Status:
    """A view of `STATUS_BYTES` of zeroed memory. The player calls `write_…`, the studio the rest."""

    def __init__(self, memory: memoryview) -> None:
        words = memory[: _WORDS * 8]
        self._whole = words.cast("q")
        self._real = words.cast("d")
        end = _WORDS * 8 + SOUND_FRAMES * 8
        self._sound = np.frombuffer(memory[_WORDS * 8 : end], np.float32).reshape(-1, 2)
        self._times = np.frombuffer(memory[end:STATUS_BYTES], np.float32)

    def write_mark(self, stream: int, frame: int, floor: int, *, rolling: bool) -> None:
        """Note that from the stream's frame `stream` on the mashup plays from `frame`, or stands there.

        floor: the first frame at which the playhead is shown (the frames faded in lie before the target of a seek).
        """
        whole = self._whole
        at = _FIRST_MARK + whole[_MARKS] % _MARKS_KEPT * _MARK_WORDS
        whole[_VERSION] += 1
        whole[at], whole[at + 1], whole[at + 2], whole[at + 3] = stream, frame, floor, rolling
        whole[_MARKS] += 1
        whole[_VERSION] += 1

    def write_cut(self) -> None:
        """Note that the device is closed: rendered sound that isn't heard yet never will be."""
        self._whole[_CUT] = self._whole[_RENDERED]
        self.write_anchor(self._whole[_RENDERED], -math.inf)

    def write_anchor(self, stream: float, time: Seconds) -> None:
        """Note that the stream's frame `stream` is heard at `time` (`time.perf_counter`); −inf: no device."""
        self._whole[_VERSION] += 1
        self._real[_ANCHOR_FRAME], self._real[_ANCHOR_TIME] = stream, time
        self._whole[_VERSION] += 1

    def write_block(self, out: Samples, gain: float = 1.0) -> None:
        """Add the rendered block `out`, for the meters. gain: the limiters' lowest in it."""
        rendered = self._whole[_RENDERED]
        at = rendered % SOUND_FRAMES
        first = min(len(out), SOUND_FRAMES - at)
        self._sound[at : at + first] = out[:first]
        self._sound[: len(out) - first] = out[first:]
        if gain < 1:
            self._whole[_LIMITED] += 1
            self._real[_LIMIT] = gain
        self._whole[_RENDERED] = rendered + len(out)

    def write_callback(self, seconds: Seconds, *, xrun: bool) -> None:
        """Add a callback's duration. xrun: the device had run dry before it."""
        self._times[self._whole[_CALLBACKS] % _TIMES_KEPT] = seconds
        self._whole[_CALLBACKS] += 1
        if xrun:
            self._whole[_XRUNS] += 1

    def write_taken(self, number: int) -> None:
        """Note that no program before `number` is played any more."""
        self._whole[_TAKEN] = number

    def write_waits(self, number: int) -> None:
        """Note that the program `number` waits for its bar; 0: none does. Call it after `write_taken`."""
        self._whole[_WAITS] = number

    def write_sought(self, number: int, stream: int, frame: int) -> None:
        """Note that seeks up to `number` are carried out, the last to `frame`, at the stream's frame `stream`."""
        whole = self._whole
        whole[_VERSION] += 1
        whole[_SOUGHT] = max(number, whole[_SOUGHT])
        whole[_SOUGHT_AT], whole[_SOUGHT_FRAME] = stream, frame
        whole[_VERSION] += 1

    def write_end(self, number: int) -> None:
        """Note that the roll `number` has reached the end of the mashup."""
        self._whole[_ENDED] = number

    @property
    def taken(self) -> int:
        """The oldest program that may still be played."""
        return self._whole[_TAKEN]

    @property
    def waits(self) -> int:
        """The program that waits for its bar; 0: none. Read it before `taken`, which may change meanwhile."""
        return self._whole[_WAITS]

    @property
    def sought(self) -> int:
        """The last seek carried out."""
        return self._whole[_SOUGHT]

    @property
    def ended(self) -> int:
        """The last roll that reached the end of the mashup; 0: none."""
        return self._whole[_ENDED]

    @property
    def xruns(self) -> int:
        """The number of xruns during playback."""
        return self._whole[_XRUNS]

    @property
    def limited(self) -> int:
        """The number of blocks that were limited."""
        return self._whole[_LIMITED]

    @property
    def limit(self) -> float:
        """The limiters' lowest gain in the last of them."""
        return self._real[_LIMIT]

    @property
    def callbacks(self) -> int:
        """The number of callbacks."""
        return self._whole[_CALLBACKS]

    @property
    def rendered(self) -> int:
        """Frames of the stream so far."""
        return self._whole[_RENDERED]

    def times(self) -> NDArray[np.float32]:
        """Return the durations of the last 131 072 callbacks, in seconds, in no order."""
        return self._times[: min(self.callbacks, _TIMES_KEPT)].copy()

    def heard(self, now: Seconds) -> float:
        """Return the stream's frame that is heard at `now` (`time.perf_counter`)."""
        return self._consistent(now)[0]

    def stream_at(self, time: Seconds) -> float | None:
        """Return the stream's frame that is heard at `time`, even in the future; None: there is no device yet."""
        anchor = self._real[_ANCHOR_TIME]
        return self._real[_ANCHOR_FRAME] + (time - anchor) * SAMPLE_RATE if math.isfinite(anchor) else None

    def place(self, now: Seconds) -> Place:
        """Return the playhead's place at `now`: what is heard, not what was rendered."""
        return self._consistent(now)[1]

    def target(self, now: Seconds) -> int | None:
        """Return the target of a seek that is carried out but not heard yet at `now`; None: there is none."""
        return self._consistent(now)[2]

    def sound(self, start: int, end: int) -> Samples:
        """Return a copy of the stream's frames `start` … `end`, as far as they are kept."""
        start = max(start, self.rendered - SOUND_FRAMES // 2, 0)
        return self._sound[np.arange(start, max(start, end)) % SOUND_FRAMES]

    def _consistent(self, now: Seconds) -> tuple[float, Place, int | None]:
        # Read again while the callback is writing, which takes a microsecond; give up if it died meanwhile.
        for _ in range(_MOST_READS):
            version = self._whole[_VERSION]
            rendered = self.rendered
            heard = self._real[_ANCHOR_FRAME] + (now - self._real[_ANCHOR_TIME]) * SAMPLE_RATE
            heard = max(min(heard, rendered), self._whole[_CUT]) if math.isfinite(heard) else rendered
            place = self._place(heard)
            target = self._whole[_SOUGHT_FRAME] if self._whole[_SOUGHT_AT] > heard else None
            if version % 2 == 0 and version == self._whole[_VERSION]:
                break
        return heard, place, target

    def _place(self, heard: float) -> Place:
        count = self._whole[_MARKS]
        if count == 0:
            return Place(0, False, 0)
        number = count - 1
        oldest = max(count - _MARKS_KEPT, 0)
        at_rest = number
        while number > oldest and self._mark(number)[0] > heard:
            number -= 1
            if self._mark(number + 1)[3]:
                at_rest = number
        stream, frame, floor, rolling = self._mark(number)
        if not rolling:
            # Nothing is heard, so a later seek shows at once.
            return Place(self._mark(at_rest)[1], False, at_rest)
        return Place(max(frame + heard - stream, floor), True, number)

    def _mark(self, number: int) -> tuple[int, int, int, bool]:
        at = _FIRST_MARK + number % _MARKS_KEPT * _MARK_WORDS
        stream, frame, floor, rolling = self._whole[at : at + _MARK_WORDS]
        return stream, frame, floor, bool(rolling)
