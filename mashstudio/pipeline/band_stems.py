"""The band as sound: its lanes on the mashup's grid, each kept in the cache until its notes or the grid change."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Bpm, Semitones
from mashstudio.generation.midi import Timeline, even_times
from mashstudio.generation.sound import TAIL, write_stems
from mashstudio.model.alignment import Alignment
from mashstudio.model.band import Band, transposed
from mashstudio.model.mashup import SPEEDS
from mashstudio.model.notes import NoteLane
from mashstudio.model.stems import Part

_VERSION: Final = 1
_DOING: Final = Message("playing the accompaniment")


@dataclass(frozen=True)
class LaneToPlay:
    """A lane of the band and all that determines how it sounds.

    beats: the band's length. tempo: of the grid, times the speed at which runs play. swing, unit: the band's.
    """

    lane: NoteLane
    beats: int
    tempo: Bpm
    shift: Semitones
    swing: float
    unit: int


def lanes_to_play(band: Band, parts: Collection[Part], alignment: Alignment, speed: int = 0) -> dict[Part, LaneToPlay]:
    """Return what determines the sound of some of a band's lanes on a grid at a speed, an index of SPEEDS."""
    tempo, shift = alignment.grid.tempo * SPEEDS[speed], band.shift_to(alignment.key_number)
    return {
        part: LaneToPlay(lane, band.beats, tempo, shift, band.swing, band.unit)
        for part, lane in zip(band.parts, band.lanes, strict=True)
        if part in parts
    }


def band_stems(lanes: Mapping[Part, LaneToPlay], cache: Cache, *, job: Job) -> dict[Part, Path]:
    """Return the sound (.npy) of some of a band's lanes; render only what isn't cached."""
    stems = run_together([partial(band_stem, lane, cache) for lane in lanes.values()], job=job)
    return dict(zip(lanes, stems, strict=True))


def band_stem(played: LaneToPlay, cache: Cache, *, job: Job) -> Path:
    """Return the sound (.npy) of a lane of the band; render it if it isn't cached."""

    def make(folder: Path) -> None:
        times = even_times(played.beats, played.tempo)
        timeline = Timeline(times, (0,), played.swing, played.unit)
        frames = round((float(times[-1]) + TAIL) * SAMPLE_RATE)
        lane = transposed(played.lane, played.shift)
        run_in_child(write_stems, [lane], timeline, frames, [_file(folder)], job=job, doing=_DOING)

    return _file(cache.build(notes_hash(played), "band", _parameters(played), make, check=job.check))


def is_rendered(played: LaneToPlay, cache: Cache) -> bool:
    """Return True if the sound of a lane is cached."""
    return cache.get(notes_hash(played), "band", _parameters(played)) is not None


def notes_hash(played: LaneToPlay) -> str:
    """Return the SHA-256 of a lane's notes: what stands for the song in the cache."""
    lane = played.lane
    notes = json.dumps([lane.part, lane.program, played.shift, *map(astuple, lane.notes)])
    return hashlib.sha256(notes.encode()).hexdigest()


def _parameters(played: LaneToPlay) -> dict[str, Any]:
    return {
        "version": _VERSION, "tempo": played.tempo, "beats": played.beats, "swing": played.swing, "unit": played.unit,
    }  # fmt: skip


def _file(folder: Path) -> Path:
    return folder / "stem.npy"
