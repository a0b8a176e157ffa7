"""Strips: how a lane, or a whole source, is mixed."""

from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import pairwise
from typing import Final

from mashstudio.core.units import Decibels, Seconds

GAIN_RANGE: Final[tuple[Decibels, Decibels]] = (-60.0, 12.0)
"""Lowest and highest gain of a lane, dB; only mute silences it."""

BAND_RANGE: Final[tuple[Decibels, Decibels]] = (-36.0, 12.0)
"""Lowest and highest gain of an EQ's band, dB; the lowest kills the band."""

ECHO_BEATS: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""The delays of an echo, beats."""

MOST_FEEDBACK: Final = 0.8
ROOM_RANGE: Final[tuple[Seconds, Seconds]] = (0.3, 3.0)
"""Shortest and longest decay of the reverb by 60 dB."""

MOST_POINTS: Final = 10_000
"""The most points of a curve."""


class Control(StrEnum):
    """What a curve moves."""

    GAIN = "gain"
    LOW = "low"
    MID = "mid"
    HIGH = "high"
    FILTER = "filter"

    @property
    def field(self) -> str:
        """The name of its field in Strip."""
        return "gain_db" if self is Control.GAIN else str(self)


RANGES: Final = {
    Control.GAIN: GAIN_RANGE,
    Control.LOW: BAND_RANGE,
    Control.MID: BAND_RANGE,
    Control.HIGH: BAND_RANGE,
    Control.FILTER: (-1.0, 1.0),
}
"""The lowest and highest value of each control: dB, for the filter its knob."""


@dataclass(frozen=True)
class Curve:
    """Automation of one control: straight lines between points, level before the first and after the last.

    points: (beat of the mashup, value) with rising beats, at least one. It replaces the control's own value.
    Raises ValueError for points out of order or range.
    """

    control: Control
    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        beats = [beat for beat, _ in self.points]
        if not 0 < len(beats) <= MOST_POINTS or not all(0 <= beat <= 1e6 for beat in beats):
            raise ValueError(f"a curve has 1 to {MOST_POINTS} points inside the mashup")
        if any(later <= earlier for earlier, later in pairwise(beats)):
            raise ValueError("a curve's points aren't in order")
        low, high = RANGES[self.control]
        if not all(low <= value <= high for _, value in self.points):
            raise ValueError(f"a curve of {self.control} lies within {low:g} to {high:g}")


@dataclass(frozen=True, kw_only=True)
class Strip:
    """Gain, place and tone of what it mixes, and how much of it goes to the echo and the reverb.

    gain_db: within GAIN_RANGE. pan: −1 (left) … 1 (right), lowering the other side. width: 0 (mono) … 1 (as it is)
    … 2. low, mid, high: gains of the EQ's bands (below 250 Hz, between, above 2.5 kHz), within BAND_RANGE.
    filter: −1 (low-pass at 60 Hz) … 0 (off) … 1 (high-pass at 12 kHz). echo, reverb: sends, linear, 0 … 1.
    curves: automation, at most one for each control. Raises ValueError for a value out of range.
    """

    gain_db: Decibels = 0.0
    pan: float = 0.0
    width: float = 1.0
    low: Decibels = 0.0
    mid: Decibels = 0.0
    high: Decibels = 0.0
    filter: float = 0.0
    echo: float = 0.0
    reverb: float = 0.0
    curves: tuple[Curve, ...] = ()

    def __post_init__(self) -> None:
        if not GAIN_RANGE[0] <= self.gain_db <= GAIN_RANGE[1]:
            raise ValueError(f"a gain lies within {GAIN_RANGE[0]:g} to {GAIN_RANGE[1]:g} dB, not {self.gain_db}")
        if not all(BAND_RANGE[0] <= band <= BAND_RANGE[1] for band in (self.low, self.mid, self.high)):
            raise ValueError(f"an EQ's band lies within {BAND_RANGE[0]:g} to {BAND_RANGE[1]:g} dB")
        if not (-1 <= self.pan <= 1 and 0 <= self.width <= 2 and -1 <= self.filter <= 1):
            raise ValueError("a pan, width or filter can't be that")
        if not (0 <= self.echo <= 1 and 0 <= self.reverb <= 1):
            raise ValueError("a send lies within 0 to 1")
        if len({curve.control for curve in self.curves}) < len(self.curves):
            raise ValueError("a control has two curves")

    def curve(self, control: Control) -> Curve | None:
        """Return the automation of `control`, if there is any."""
        return next((curve for curve in self.curves if curve.control is control), None)

    def points(self, control: Control) -> tuple[tuple[float, float], ...]:
        """Return a control's course as points (beat, value): its curve, or its own value at beat 0."""
        curve = self.curve(control)
        value: float = getattr(self, control.field)
        return ((0.0, value),) if curve is None else curve.points


STRIP_NUMBERS: Final = tuple(field.name for field in fields(Strip) if field.name != "curves")
"""The names of a strip's fields that are numbers."""


@dataclass(frozen=True)
class Sends:
    """The echo and the reverb that all strips share.

    echo_beats: one of ECHO_BEATS. feedback: of each echo to the next, linear, 0 … MOST_FEEDBACK. decay: seconds the
    reverb takes to fall by 60 dB, within ROOM_RANGE. Raises ValueError for a value out of range.
    """

    echo_beats: float = 0.75
    feedback: float = 0.4
    decay: Seconds = 1.5

    def __post_init__(self) -> None:
        if self.echo_beats not in ECHO_BEATS:
            raise ValueError(f"an echo comes after one of {ECHO_BEATS} beats")
        if not (0 <= self.feedback <= MOST_FEEDBACK and ROOM_RANGE[0] <= self.decay <= ROOM_RANGE[1]):
            raise ValueError("a feedback or a decay can't be that")
