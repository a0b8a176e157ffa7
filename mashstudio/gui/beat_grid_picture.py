"""What the studio has, as the beat grid draws it."""

from dataclasses import replace

import numpy as np

from mashstudio.gui.beat_grid_painting import Picture
from mashstudio.gui.beat_grid_waves import Wave, beat_lengths, wave_of
from mashstudio.gui.studio import Studio
from mashstudio.mashup.document import Lane, Mashup, heard_lanes


class PictureMaker:
    """Makes pictures of the studio's mashup; the same one again while nothing on it changes."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._last: Picture | None = None

    def make(self) -> Picture | None:
        """The mashup as it is now; None while there is none."""
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
            waves=tuple(self._wave(lane) for lane in mashup.lanes),
            ready={source: session.fitting.audible_beats(source) for source in mashup.ids},
            sounding=tuple(row in heard for row in range(len(mashup.lanes))),
        )
        if before is None or not _alike(before, picture):
            picture = replace(picture, edition=picture.edition + 1)
        elif picture.mashup is before.mashup:
            return before
        self._last = picture
        return picture

    def _wave(self, lane: Lane) -> Wave | None:
        deck = self._studio.session.decks.get(lane.source)
        peaks = None if deck is None else deck.stem_peaks.get(lane.part)
        if peaks is None:
            return None
        made = () if self._last is None else self._last.waves
        return next((wave for wave in made if wave is not None and wave.peaks is peaks), None) or wave_of(peaks)


def _alike(a: Picture, b: Picture) -> bool:
    """Whether two pictures differ in their cells at most."""
    return (
        (a.bars, a.waves, a.ready, a.sounding) == (b.bars, b.waves, b.ready, b.sounding)
        and _laid(a.mashup) == _laid(b.mashup)
        and all(np.array_equal(a.times[source], b.times[source]) for source in a.mashup.ids)
    )


def _laid(mashup: Mashup) -> tuple[object, ...]:
    """Which lanes there are, and where their songs lie."""
    return [(source.id, source.offset) for source in mashup.sources], [
        (lane.source, lane.part) for lane in mashup.lanes
    ]
