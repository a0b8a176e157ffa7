"""What the studio has, as the beat grid draws it."""

from dataclasses import replace

import numpy as np

from mashstudio.gui.beat_grid_painting import Picture
from mashstudio.gui.beat_grid_waves import Wave, beat_lengths, wave_of
from mashstudio.gui.stem_words import lane_stem
from mashstudio.gui.studio import Studio
from mashstudio.mashup.document import LANES, heard_lanes, lane_song


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
        a, b = (song.beats for song in alignment.songs)
        picture = Picture(
            edition=0 if before is None else before.edition,
            mashup=mashup,
            bars=session.bars,
            times=(a, b),
            lengths=(beat_lengths(a), beat_lengths(b)),
            waves=tuple(self._wave(lane) for lane in range(LANES)),
            ready=(session.fitting.audible_beats(0), session.fitting.audible_beats(1)),
            sounding=tuple(lane in heard for lane in range(LANES)),
        )
        if before is None or not _alike(before, picture):
            picture = replace(picture, edition=picture.edition + 1)
        elif picture.mashup is before.mashup:
            return before
        self._last = picture
        return picture

    def _wave(self, lane: int) -> Wave | None:
        deck = self._studio.session.decks[lane_song(lane)]
        peaks = None if deck is None else deck.stem_peaks.get(lane_stem(lane))
        if peaks is None:
            return None
        before = None if self._last is None else self._last.waves[lane]
        return before if before is not None and before.peaks is peaks else wave_of(peaks)


def _alike(a: Picture, b: Picture) -> bool:
    """Whether two pictures differ in their cells at most."""
    return (
        (a.bars, a.waves, a.ready, a.sounding) == (b.bars, b.waves, b.ready, b.sounding)
        and a.mashup.offsets == b.mashup.offsets
        and all(np.array_equal(old, new) for old, new in zip(a.times, b.times, strict=True))
    )
