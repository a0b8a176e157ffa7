"""The one way from a plan to sound, for playback and export: a plan and its stems in, frames out.

Every sample is a function of its absolute frame, and lanes are added in a fixed order, so any range in blocks of any
size yields the same bits. What has effects or is limited is computed in blocks that begin at multiples of BLOCK, and
the last ones are kept; that saves time and changes nothing. numpy only.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from mashstudio.core.units import Samples
from mashstudio.model.plan import Plan
from mashstudio.render.kernel import add_lane
from mashstudio.render.lanes import sounding_lanes
from mashstudio.render.limiter import Limiter
from mashstudio.render.sends import SendReturns
from mashstudio.render.strips import BLOCK, LaneStrip


class Renderer:
    """Renders `plan`. Not for two threads at once.

    stems: by `Plan.stem`, float32 (frames, 2) each; None: silence, as is anything past a stem's end. Without effects
    and limiter nothing is allocated while rendering. led: the mix whose limiter's gain is applied; None: this one.
    """

    def __init__(self, plan: Plan, stems: Sequence[Samples | None], led: "Renderer | None" = None) -> None:
        self.plan = plan
        # Plain views: slicing np.memmap costs more than adding its samples.
        self._stems = [None if stem is None else np.asarray(stem) for stem in stems]
        self._lanes = [lane for lane in sounding_lanes(plan) if _any_of(plan, lane, stems)]
        effects = plan.effects
        self._strips: dict[int, LaneStrip] = {}
        self._returns: SendReturns | None = None
        if effects is not None:
            changed = np.any(effects.place != (1, 0, 0, 1), axis=1) | np.any(effects.sends > 0, axis=1)
            changed |= (np.diff(effects.lane_levels) > 0) | (np.diff(effects.lane_tones) > 0)
            self._strips = {lane: LaneStrip(plan, effects, lane, self._stems) for lane in self._lanes if changed[lane]}
            sending = [strip for strip in self._strips.values() if any(strip.sends)]
            self._returns = SendReturns(effects, sending) if sending else None
        self._limiter = Limiter(self._block) if plan.limited else None
        self._gains = self._limiter if led is None else led._limiter
        self._scratch = np.empty((BLOCK if plan.limited else 0, 2), np.float32)

    def into(self, start: int, out: Samples, scratch: Samples) -> None:
        """Fill `out` (float32 (frames, 2)) with the mix from frame `start` on; outside the mashup there is silence.

        scratch: float32 (frames, 2), as long as `out` or longer.
        """
        if self._limiter is None:
            self._mix(start, out, scratch)
        else:
            out.fill(0)
            _add_blocks(self._limited, start, out)

    def lowest_gain(self, start: int, frames: int) -> float:
        """Return the limiter's lowest gain in these frames."""
        if self._gains is None or frames == 0:
            return 1.0
        index, into = divmod(start, BLOCK)
        gains = self._gains.gains(index)[into : into + frames]
        rest = frames - len(gains)
        return min(float(gains.min()), self.lowest_gain(start + len(gains), rest))

    def _limited(self, index: int) -> Samples:
        assert self._limiter is not None
        assert self._gains is not None
        # One column per channel, as numpy multiplies equal shapes several times faster than it broadcasts.
        return self._limiter.sound(index) * np.repeat(self._gains.gains(index)[:, None], 2, axis=1)

    def _block(self, index: int) -> Samples:
        """Return block `index` of the mix, not limited."""
        sound = np.empty((BLOCK, 2), np.float32)
        self._mix(index * BLOCK, sound, self._scratch)
        return sound

    def _mix(self, start: int, out: Samples, scratch: Samples) -> None:
        out.fill(0)
        for lane in self._lanes:
            strip = self._strips.get(lane)
            if strip is None:
                add_lane(self.plan, lane, self._stems, start, out, scratch)
            else:
                _add_blocks(strip.block, start, out)
        if self._returns is not None:
            _add_blocks(self._returns.block, start, out)
        if self.plan.master != 1:
            np.multiply(out, np.float32(self.plan.master), out=out)

    def prepare(self, frame: int) -> None:
        """Compute what lasts until `frame` of what was before, so that `into` begins at once there."""
        if self._returns is not None:
            self._returns.keep(frame // BLOCK)
        if self._gains is not None:
            self._gains.keep(frame // BLOCK)

    def blocks(self, block: int = 1 << 16) -> Iterator[Samples]:
        """Yield the whole mix in new arrays of `block` frames (the last one may be shorter)."""
        scratch = np.empty((block, 2), np.float32)
        for start in range(0, self.plan.frames, block):
            out = np.empty((min(block, self.plan.frames - start), 2), np.float32)
            self.into(start, out, scratch)
            yield out


def _any_of(plan: Plan, lane: int, stems: Sequence[Samples | None]) -> bool:
    """Return True if there are any of the stems that a lane plays."""
    return any(stems[stem] is not None for stem in np.unique(plan.stem[slice(*plan.lane_runs[lane : lane + 2])]))


def _add_blocks(block: Callable[[int], Samples | None], start: int, out: Samples) -> None:
    """Add the blocks that `out` touches; None: silence."""
    stop = start + len(out)
    for index in range(start // BLOCK, -(-stop // BLOCK)):
        if (sound := block(index)) is None:
            continue
        first = index * BLOCK
        begin, end = max(start, first), min(stop, first + BLOCK)
        heard = out[begin - start : end - start]
        np.add(heard, sound[begin - first : end - first], out=heard)
