"""Where beats and lanes lie in the beat grid, in pixels: one answer for its painting, its mouse and its headers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mashstudio.mashup.document import Lane, usual_lanes

WIDEST: Final = 192.0
"""Pixels of a beat at the most."""

USUAL: Final = 20.0
"""Pixels of a beat to begin with: wide enough to hit, and 18 bars of 4 beats fit into 1440 pixels."""

NARROWEST: Final = 4.0
"""Pixels of a beat at the least, unless the whole mashup is shown."""

BEFORE: Final = 8
AFTER: Final = 16
"""Empty pixels before the first beat and after the last."""

_SONG_GAP: Final = 8
_LANE_GAP: Final = 1
_LOWEST_LANE: Final = 24


@dataclass(frozen=True)
class Rows:
    """The ruler above, then the lanes, a gap between those of two sources.

    ruler: height of the ruler; lane: of a lane; groups: the number of each lane's group, from 0. scroll: by how many
    pixels the lanes are scrolled under the ruler.
    """

    ruler: int
    lane: int
    groups: tuple[int, ...]
    scroll: int = 0

    def top(self, lane: int) -> int:
        """The first pixel of `lane`."""
        return self._unscrolled(lane) - self.scroll

    def _unscrolled(self, lane: int) -> int:
        return self.ruler + lane * (self.lane + _LANE_GAP) + self.groups[lane] * _SONG_GAP + _LANE_GAP

    @property
    def whole(self) -> int:
        """The height of the ruler and all lanes."""
        return self._unscrolled(len(self.groups) - 1) + self.lane if self.groups else self.ruler

    @property
    def bottom(self) -> int:
        """The first pixel below the last lane."""
        return self.whole - self.scroll

    def lane_at(self, y: float) -> int | None:
        """The lane at `y`, the nearest one above when `y` lies in a gap or below; None: the ruler."""
        if y < self.ruler:
            return None
        return max((lane for lane in range(len(self.groups)) if self.top(lane) <= y), default=0)


def groups_of(lanes: Iterable[Lane]) -> tuple[int, ...]:
    """The number of the group that each lane belongs to: its source's."""
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(lane.source, len(numbers)) for lane in lanes)


def rows_in(height: int, ruler: int, groups: tuple[int, ...], scroll: int = 0) -> Rows:
    """The rows of a grid that is `height` pixels high; never so low that a lane's controls wouldn't fit."""
    lanes = max(len(groups), 1)
    room = height - ruler - max(groups, default=0) * _SONG_GAP - lanes * _LANE_GAP
    return Rows(ruler, max(room // lanes, _LOWEST_LANE), groups, scroll)


def lowest_height(ruler: int) -> int:
    """The height below which the lanes of two songs would be cut off."""
    return Rows(ruler, _LOWEST_LANE, groups_of([*usual_lanes(0), *usual_lanes(1)])).whole


@dataclass(frozen=True)
class Columns:
    """Beats across: `width` pixels each, scrolled by `scroll` pixels."""

    width: float
    scroll: int

    def x(self, beat: float) -> float:
        """The pixel at which `beat` begins."""
        return BEFORE + beat * self.width - self.scroll

    def beat(self, x: float) -> float:
        """The beat at pixel `x`, fractions of one included; negative before the first."""
        return (x + self.scroll - BEFORE) / self.width


def content_width(beats: int, width: float) -> int:
    """Pixels that `beats` beats take, with the margins."""
    return round(BEFORE + beats * width + AFTER)


def fitting_width(beats: int, room: int) -> float:
    """Pixels of a beat so that `beats` beats fill `room` pixels."""
    return min(max((room - BEFORE - AFTER) / max(beats, 1), 0.05), WIDEST)
