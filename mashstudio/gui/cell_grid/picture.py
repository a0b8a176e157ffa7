"""What the studio has, as the beat grid draws it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PySide6.QtGui import QFont

from mashstudio.audio.peaks import Peaks
from mashstudio.document.edits import BeatCounts
from mashstudio.gui.cell_grid.geometry import Rows
from mashstudio.gui.cell_grid.waves import Floats, Wave, beat_lengths, wave_of
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import DARK, LIGHT, Theme
from mashstudio.model.bars import Bars
from mashstudio.model.mashup import Lane, Mashup, heard_lanes

TILE: Final = 256
"""Device pixels across one tile: whole at any scale of the screen, so that tiles meet exactly."""


@dataclass(frozen=True, eq=False)
class Picture:
    """All that the cells show. edition: another number whenever anything but the cells is another.

    times: each source's beats in seconds; lengths: how long each is. waves: by lane, None: not known yet; songs: those
    of whole songs that are known, by source. ready: by source, its beats whose stems can be heard. sounding: those that
    are neither muted nor kept silent by a solo.
    """

    edition: int
    mashup: Mashup
    bars: Bars
    times: Mapping[int, Floats]
    lengths: Mapping[int, Floats]
    waves: tuple[Wave | None, ...]
    songs: Mapping[int, Wave]
    ready: Mapping[int, range]
    sounding: tuple[bool, ...]

    @property
    def song_beats(self) -> BeatCounts:
        """How many beats each source has."""
        return {source: len(beats) for source, beats in self.times.items()}


@dataclass(frozen=True)
class Style:
    """How large things are drawn, and in which colours: `width` pixels a beat, `scale` device pixels a pixel."""

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
    """Makes pictures of the studio's mashup: the same one again while nothing on it changes."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._last: Picture | None = None

    def make(self) -> Picture | None:
        """Return the mashup as it is now; None while there is none."""
        session, before = self._studio.session, self._last
        mashup, alignment = session.mashup, session.alignment
        if mashup is None or alignment is None:
            self._last = None
            return None
        heard = heard_lanes(mashup.lanes)
        times = {source: alignment.songs[source].beats for source in mashup.ids}
        picture = Picture(
            edition=0 if before is None else before.edition,
            mashup=mashup,
            bars=session.bars,
            times=times,
            lengths={source: beat_lengths(beats) for source, beats in times.items()},
            waves=tuple(self._lane_wave(lane) for lane in mashup.lanes),
            songs=self._song_waves(mashup),
            ready={source: session.fitting.audible_beats(source) for source in mashup.ids},
            sounding=tuple(row in heard for row in range(len(mashup.lanes))),
        )
        if before is None or not _alike(before, picture):
            picture = replace(picture, edition=picture.edition + 1)
        elif picture.mashup is before.mashup:
            return before
        self._last = picture
        return picture

    def _lane_wave(self, lane: Lane) -> Wave | None:
        deck = self._studio.session.decks.get(lane.source)
        peaks = None if deck is None else deck.stem_peaks.get(lane.part)
        return None if peaks is None else self._wave(peaks)

    def _song_waves(self, mashup: Mashup) -> dict[int, Wave]:
        decks = self._studio.session.decks
        there = {source: decks[source].peaks for source in mashup.ids if source in decks}
        return {source: self._wave(peaks) for source, peaks in there.items() if peaks is not None}

    def _wave(self, peaks: Peaks) -> Wave:
        """Return the wave of `peaks`: the one made before, if there is one."""
        last = self._last
        made = () if last is None else (*last.waves, *last.songs.values())
        return next((wave for wave in made if wave is not None and wave.peaks is peaks), None) or wave_of(peaks)


def _alike(a: Picture, b: Picture) -> bool:
    """Return True if two pictures differ in their cells at most."""
    return (
        (a.bars, a.waves, a.songs, a.ready, a.sounding) == (b.bars, b.waves, b.songs, b.ready, b.sounding)
        and _laid(a.mashup) == _laid(b.mashup)
        and all(np.array_equal(a.times[source], b.times[source]) for source in a.mashup.ids)
    )


def _laid(mashup: Mashup) -> tuple[object, ...]:
    """Return which lanes there are, and where their songs lie."""
    return [(source.id, source.offset) for source in mashup.sources], [
        (lane.source, lane.part) for lane in mashup.lanes
    ]
