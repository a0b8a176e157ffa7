"""The wanted state of the player, from which a new audio process is set up."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.units import Decibels, Seconds
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.ipc.wire import OpenDevice
from mashstudio.render.loop import loop_plan

DEFAULT_LATENCY: Final[Seconds] = 0.1
"""With less, the sound server of a busy computer underruns however fast the player is
(tests/benchmarks/playback.py)."""


LIVE_LATENCY: Final[Seconds] = 0.03
"""While keys are played: what one hears of them is then still in time."""


@dataclass(eq=False)
class Wish:
    """The mix is plan, stems (one .npy per `Plan.stem`, None: silent), clicks and loop; see `PlayerClient.set_mix`.

    audition: the plan and the file that play instead of the mix. gain: dB. device, latency: see `PlayerClient`. live:
    keys are played, so that the latency is LIVE_LATENCY at most. rolling: it plays; origin: the frame where playback
    began; frame: where the playhead was last, or its target. xruns: the number in earlier processes, less those that
    were cleared.
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
    live: bool = False
    rolling: bool = False
    origin: int = 0
    frame: float = 0.0
    xruns: int = 0

    def output(self) -> OpenDevice:
        """Return where to play."""
        latency = min(self.latency, LIVE_LATENCY) if self.live and not isinstance(self.latency, str) else self.latency
        return OpenDevice(self.device, latency)

    def program(self) -> Program:
        """Return what to play."""
        plan = self.plan if self.audition is None else self.audition[0]
        looped = None if self.loop is None else loop_plan(plan, *self.loop)
        return Program(plan, self.clicks, self.loop, looped)

    def files(self) -> tuple[str | None, ...]:
        """Return the files of the program, by `Plan.stem`."""
        stems = self.stems if self.audition is None else (self.audition[1],)
        return tuple(None if stem is None else str(stem) for stem in stems)
