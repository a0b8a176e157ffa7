"""Everything that was asked of the player, so that a new audio process can be told all of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.units import Decibels, Seconds
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.render.loop import loop_plan

DEFAULT_LATENCY: Final[Seconds] = 0.1
"""With less, a busy computer's sound server runs dry however prompt the player is (tests/benchmarks/playback.py)."""


@dataclass(eq=False)
class Wish:
    """plan, stems (one .npy a lane, None: silent), clicks, loop: the mix; see `Player.set_mix`, `set_loop`.

    audition: the plan and the file that play in the mix's stead. gain: dB. device, latency: see `Player`.
    rolling: it plays; origin: the frame where it began to; frame: where the playhead was seen last, or was sent.
    xruns: how often the device ran dry in earlier processes, less those that were cleared.
    """

    plan: Plan
    stems: tuple[Path | None, ...] = ()
    clicks: Plan | None = None
    loop: tuple[int, int] | None = None
    audition: tuple[Plan, Path] | None = None
    gain: Decibels = 0.0
    metronome: bool = False
    device: DeviceName | None = None
    latency: str | Seconds = DEFAULT_LATENCY
    rolling: bool = False
    origin: int = 0
    frame: float = 0.0
    xruns: int = 0

    def program(self) -> Program:
        """Return what to play."""
        plan = self.plan if self.audition is None else self.audition[0]
        looped = None if self.loop is None else loop_plan(plan, *self.loop)
        return Program(plan, self.clicks, self.loop, looped)

    def files(self) -> tuple[str | None, ...]:
        """Return the files to play it from, by lane."""
        stems = self.stems if self.audition is None else (self.audition[1],)
        return tuple(None if stem is None else str(stem) for stem in stems)
