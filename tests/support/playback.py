"""Sounds for tests of live playback, and a listener for the player's events."""

from typing import TypeVar

import numpy as np
from mashups import even_alignment, lanes_but, mashup_of
from sound_server import until

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.ipc.devices import PlayerEvent
from mashstudio.playback.process.mixer import Mixer
from mashstudio.render.compile import compile_plan

TEMPO = 120.0
BEAT = SAMPLE_RATE // 2
ALIGNMENT = even_alignment(TEMPO, (60, 60), (0, 700))
LEVELS = lanes_but({0: {"gain_db": -3.0}})
MASHUP = mashup_of({0: [*range(10), *range(20, 50)], 2: [5] * 40, 5: list(range(3, 43)), 7: [1, 2] * 20}, LEVELS)
PLAN = compile_plan(MASHUP, ALIGNMENT, 0.8)
BEATS, DOWNBEATS = ALIGNMENT.grid.frames(40), np.arange(0, 40, 4)


def played(mixer: Mixer, frames: int, block: int = 383) -> Samples:
    """Return the next frames that `mixer` computes, in callbacks of `block` frames."""
    out = np.full((frames, 2), np.nan, np.float32)
    for start in range(0, frames, block):
        mixer.process(out[start : start + block])
        mixer._status.write_block(out[start : start + block])
    return out


Event = TypeVar("Event", bound=PlayerEvent)


class Listener:
    """Keeps the player's events."""

    def __init__(self) -> None:
        self.events: list[PlayerEvent] = []

    def __call__(self, event: PlayerEvent) -> None:
        self.events.append(event)

    def wait(self, kind: type[Event], seconds: float = 20.0) -> Event:
        """Return the first event of this kind, dropping those before it."""
        try:
            until(lambda: any(isinstance(event, kind) for event in self.events), seconds)
        except AssertionError:
            raise AssertionError(f"no {kind.__name__} came, only {self.events}") from None
        while not isinstance(event := self.events.pop(0), kind):
            pass
        return event


def tone(lane: int, frames: int = 62 * BEAT) -> Samples:
    time = np.arange(frames) / SAMPLE_RATE
    waves = [0.1 * np.sin(2 * np.pi * (110 * 1.31**lane) * time + side) for side in (0, 1)]
    return np.stack(waves, axis=1).astype(np.float32)


def largest_step(samples: Samples) -> float:
    return float(np.abs(np.diff(samples, axis=0)).max())
