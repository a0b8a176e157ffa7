"""The band's sound in a session, rendered again whenever its notes or the grid change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.audio.peaks import Peaks
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.model.alignment import Alignment
from mashstudio.model.mashup import Mashup
from mashstudio.model.stems import Part
from mashstudio.pipeline.band_stems import LaneToPlay, band_stem, lanes_to_play, notes_hash
from mashstudio.pipeline.stages import peaks_of
from mashstudio.session.workers import Urgency, Work, Workers

_KEPT: Final = 16
"""Renderings of a lane that are remembered: those of the last steps that can be undone."""

_Place = tuple[Part, int]
"""A lane's part, and a speed, an index of SPEEDS."""


@dataclass(frozen=True, eq=False)
class Rendered:
    """A lane and its sound: file (.npy), and its peaks."""

    lane: LaneToPlay
    file: Path
    peaks: Peaks


class BandSound:
    """The band's lanes as files. What was rendered goes on sounding until what follows it is.

    changed: called when more can be heard. failed: gets the error if a lane can't be rendered, once for all lanes and
    tries until one is.
    """

    def __init__(
        self, cache: Cache, workers: Workers, changed: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        self._cache, self._workers, self._changed, self._failed = cache, workers, changed, failed
        self._made: dict[_Place, list[Rendered]] = {}
        self._works: dict[_Place, tuple[LaneToPlay, Work[Rendered]]] = {}
        self._told = ""

    def follow(self, mashup: Mashup | None, alignment: Alignment | None, speeds: frozenset[int] = frozenset()) -> None:
        """Render the band's lanes as they are now, and at other `speeds` that runs play; give up other work."""
        wanted: dict[_Place, LaneToPlay] = {}
        if mashup is not None and alignment is not None and mashup.band is not None:
            for speed in {0, *speeds}:
                lanes = lanes_to_play(mashup.band, mashup.band.parts, alignment, speed)
                wanted |= {(part, speed): lane for part, lane in lanes.items()}
        for place, (lane, work) in list(self._works.items()):
            if wanted.get(place) != lane:
                work.cancel()
                del self._works[place]
        for place, lane in wanted.items():
            if place not in self._works and self._rendered(place, lane) is None:
                self._render(place, lane)

    def heard(self, mashup: Mashup, alignment: Alignment, part: Part, speed: int = 0) -> Rendered | None:
        """Return a lane's sound on a grid: as it is now, else as it was there last; None: not rendered yet."""
        if mashup.band is None or part not in mashup.band.parts:
            return None
        lane = lanes_to_play(mashup.band, [part], alignment, speed)[part]
        before = (each for each in reversed(self._made.get((part, speed), [])) if each.lane.tempo == lane.tempo)
        return self._rendered((part, speed), lane) or next(before, None)

    def settled(self, mashup: Mashup, alignment: Alignment, used: Mapping[int, frozenset[Part]]) -> bool:
        """Return True if the parts that cells play, by speed, sound as they will in an export."""
        return mashup.band is None or all(
            self._rendered((part, speed), lane) is not None
            for speed, parts in used.items()
            for part, lane in lanes_to_play(mashup.band, parts, alignment, speed).items()
        )

    def close(self) -> None:
        """Cancel all work and forget what was rendered."""
        self.follow(None, None)
        self._made.clear()

    def _rendered(self, place: _Place, lane: LaneToPlay) -> Rendered | None:
        return next((each for each in self._made.get(place, []) if each.lane == lane), None)

    def _render(self, place: _Place, lane: LaneToPlay) -> None:
        def task(job: Job) -> Rendered:
            file = band_stem(lane, self._cache, job=job.part(0, 0.9))
            return Rendered(lane, file, peaks_of(notes_hash(lane), file, self._cache, job=job.part(0.9, 1)))

        def done(made: Rendered) -> None:
            del self._works[place]
            self._made[place] = [*self._made.get(place, []), made][-_KEPT:]
            self._told = ""
            self._changed()

        def failed(error: Exception) -> None:
            del self._works[place]
            # Every edit tries again.
            told, self._told = self._told, str(error)
            if told != self._told:
                self._failed(error)

        self._works[place] = lane, self._workers.start(Urgency.PLAY_BAND, task, done=done, failed=failed)
