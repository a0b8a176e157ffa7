"""Where beats and lanes lie in the beat grid, in pixels: one answer for its painting, its mouse and its headers."""

from dataclasses import dataclass
from typing import Final

from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import LANES

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
    """The ruler above, then eight lanes as high as fits, a gap between the two songs.

    ruler: height of the ruler; lane: of a lane.
    """

    ruler: int
    lane: int

    def top(self, lane: int) -> int:
        """The first pixel of `lane`."""
        songs_above = lane // len(StemName)
        return self.ruler + lane * (self.lane + _LANE_GAP) + songs_above * _SONG_GAP + _LANE_GAP

    @property
    def bottom(self) -> int:
        """The first pixel below the last lane."""
        return self.top(LANES - 1) + self.lane

    def lane_at(self, y: float) -> int | None:
        """The lane at `y`, the nearest one above when `y` lies in a gap or below; None: the ruler."""
        if y < self.ruler:
            return None
        return max((lane for lane in range(LANES) if self.top(lane) <= y), default=0)


def rows_in(height: int, ruler: int) -> Rows:
    """The rows of a grid that is `height` pixels high; never so low that a lane's controls wouldn't fit."""
    room = height - ruler - _SONG_GAP - LANES * _LANE_GAP
    return Rows(ruler, max(room // LANES, _LOWEST_LANE))


def lowest_height(ruler: int) -> int:
    """The height below which lanes would be cut off."""
    return Rows(ruler, _LOWEST_LANE).bottom


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
