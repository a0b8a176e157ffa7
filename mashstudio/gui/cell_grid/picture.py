"""A snapshot of the studio for painting the beat grid."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from PySide6.QtGui import QFont

from mashstudio.audio.peaks import Peaks
from mashstudio.document.edits import BeatCounts
from mashstudio.gui.cell_grid.geometry import Rows
from mashstudio.gui.cell_grid.waves import Floats, Wave, beat_lengths, wave_of
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import DARK, LIGHT, Theme
from mashstudio.model.bars import Bars, bars_of
from mashstudio.model.mashup import Lane, Mashup, heard_lanes

TILE: Final = 256
"""Device pixels across one tile: whole at any screen scale, so that tiles meet exactly."""


@dataclass(frozen=True, eq=False)
class Picture:
    """All that the cells show. edition: changes whenever anything but the cells does.

    bars: the grid's; song_bars: each source's own. times: each source's beats in seconds; lengths: their lengths.
    waves: by lane, None: not known yet; songs: those of whole songs known so far, by source. ready: by source, the
    beats whose stems are ready. at_speed: by lane, whether its stem is ready at each of SPEEDS that cells have.
    sounding: the lanes that are not silenced by mute or solo.
    """

    edition: int
    mashup: Mashup
    bars: Bars
    song_bars: Mapping[int, Bars]
    times: Mapping[int, Floats]
    lengths: Mapping[int, Floats]
    waves: tuple[Wave | None, ...]
    songs: Mapping[int, Wave]
    ready: Mapping[int, range]
    at_speed: tuple[tuple[bool, ...], ...]
    sounding: tuple[bool, ...]

    @cached_property
    def reach(self) -> int:
        """The most beats over which a cell changes how others look: the longest fade."""
        cells = self.mashup.cells
        fade_in, fade_out, over = (float(cells[name].max(initial=0)) for name in ("fade_in", "fade_out", "over"))
        return math.ceil(max(fade_in, fade_out + over))

    @property
    def song_beats(self) -> BeatCounts:
        """The number of beats of each source."""
        return {source: len(beats) for source, beats in self.times.items()}


@dataclass(frozen=True)
class Style:
    """Sizes and colours: `width` pixels per beat, `scale` device pixels per pixel."""

    width: float
    rows: Rows
    scale: float
    dark: bool
    font: QFont

    @property
    def tile(self) -> float:
        """Pixels across one tile."""
        return TILE / self.scale

    @property
    def theme(self) -> Theme:
        """The colours."""
        return DARK if self.dark else LIGHT


class PictureMaker:
    """Makes pictures of the studio's mashup; returns the same one while nothing changes."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._last: Picture | None = None

    def make(self) -> Picture | None:
        """Return a picture of the mashup now; None if there is none."""
        session, before = self._studio.session, self._last
        mashup, alignment = session.mashup, session.alignment
        if mashup is None or alignment is None:
            self._last = None
            return None
        heard, files = heard_lanes(mashup.lanes), session.lane_files(mashup)
        times = {source: each.beats for source, each in alignment.played.items()}
        picture = Picture(
            edition=0 if before is None else before.edition,
            mashup=mashup,
            bars=session.bars,
            song_bars={source: bars_of(each, 0) for source, each in alignment.played.items()},
            times=times,
            lengths={source: beat_lengths(beats) for source, beats in times.items()},
            waves=tuple(self._lane_wave(lane) for lane in mashup.lanes),
            songs=self._song_waves(mashup),
            ready={source: session.audible_beats(source) for source in alignment.played},
            at_speed=tuple(
                tuple(file is not None for file in files[row :: len(mashup.lanes)]) for row in range(len(mashup.lanes))
            ),
            sounding=tuple(row in heard for row in range(len(mashup.lanes))),
        )
        if before is None or not _alike(before, picture):
            picture = replace(picture, edition=picture.edition + 1)
        elif picture.mashup is before.mashup:
            return before
        self._last = picture
        return picture

    def _lane_wave(self, lane: Lane) -> Wave | None:
        peaks = self._studio.session.lane_peaks(lane)
        return None if peaks is None else self._wave(peaks)

    def _song_waves(self, mashup: Mashup) -> dict[int, Wave]:
        decks = self._studio.session.decks
        known = {source: decks[source].peaks for source in mashup.ids if source in decks}
        return {source: self._wave(peaks) for source, peaks in known.items() if peaks is not None}

    def _wave(self, peaks: Peaks) -> Wave:
        """Return the wave of `peaks`, reusing an earlier one."""
        last = self._last
        made = () if last is None else (*last.waves, *last.songs.values())
        return next((wave for wave in made if wave is not None and wave.peaks is peaks), None) or wave_of(peaks)


def _alike(a: Picture, b: Picture) -> bool:
    """Return True if two pictures are equal but for their cells."""
    return (
        a.times.keys() == b.times.keys()
        and (a.bars, a.song_bars, a.waves, a.songs, a.ready, a.at_speed, a.sounding)
        == (b.bars, b.song_bars, b.waves, b.songs, b.ready, b.at_speed, b.sounding)
        and _laid(a.mashup) == _laid(b.mashup)
        and all(np.array_equal(a.times[source], b.times[source]) for source in a.times)
    )


def _laid(mashup: Mashup) -> tuple[object, ...]:
    """Return a key of the lanes, and of the songs' places."""
    return [(source.id, source.offset) for source in mashup.sources], [
        (lane.source, lane.part) for lane in mashup.lanes
    ]
