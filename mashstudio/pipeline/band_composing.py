"""A band composed for a mashup as it sounds, anew or in part."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.generation.composing import compose
from mashstudio.generation.heard import Heard
from mashstudio.generation.midi import timeline_of
from mashstudio.model.band import Band, Manner, transposed
from mashstudio.model.mashup import SILENT, Mashup
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.strip import Strip
from mashstudio.pipeline.accompanying import genre_named
from mashstudio.pipeline.band_listening import any_song_plays, heard_in, heard_of
from mashstudio.pipeline.mashing import Snapshot


@dataclass(frozen=True)
class BandWish:
    """What to compose: the lanes `parts`, in a genre, in a manner, in the bars that touch `beats` (None: from the first
    to the last beat on which a song plays).

    What else the band plays stays, and is listened to.
    """

    genre: str
    manner: Manner
    parts: tuple[BandPart, ...] = tuple(BandPart)
    beats: range | None = None


def composed(now: Snapshot, wish: BandWish, cache: Cache, *, job: Job) -> tuple[Band, range]:
    """Return the mashup's band with what was wished for, and the beats that were composed.

    Where no song plays, it plays along with those of its own lanes that stay.

    Raises BadArgument if the mashup is empty, if nothing is left to go by, or if there is no such genre.
    """
    model, genre = genre_named(wish.genre)
    old, key = now.mashup.band, now.alignment.key_number
    lanes = {} if old is None else {lane.part: transposed(lane, old.shift_to(key)) for lane in old.lanes}
    songs_play = any_song_plays(now.mashup)
    melody = [] if songs_play else _melody(lanes, wish.parts)
    if not (melody or songs_play) and _melody(lanes, ()):
        raise BadArgument(Message("Only the band plays. Untick the lane that the others are to go by."))
    heard = heard_in(now, melody) if melody else heard_of(now, cache, job=job.part(0, 0.8))
    bars = _bars(heard, wish.beats or _played(now.mashup, melody))
    made = compose(
        model, heard, genre, wish.manner, parts=wish.parts, lanes=lanes, bars=bars, job=job.part(0.8, 1)
    )  # fmt: skip
    if old is not None and old.genre == genre.name:
        made = {part: _by_same(lane, lanes.get(part)) for part, lane in made.items()}
    lanes |= made
    timeline = timeline_of(heard, genre)
    band = Band(
        genre=genre.name,
        beats=heard.beats if old is None else max(heard.beats, old.beats),
        lanes=tuple(lanes[part] for part in BandPart if part in lanes),
        manner=wish.manner,
        key=key,
        swing=timeline.swing,
        unit=timeline.unit,
        strip=Strip() if old is None else old.strip,
    )
    stop = heard.bars[bars.stop] if bars.stop < len(heard.bars) else heard.beats
    return band, range(heard.bars[bars.start], stop)


def _melody(lanes: Mapping[BandPart, NoteLane], but: Collection[BandPart]) -> list[Note]:
    """Return the notes of what has pitches and stays as it is: what is harmonised where no song plays."""
    kept = [lane for part, lane in lanes.items() if part is not BandPart.DRUMS and part not in but]
    return [note for lane in kept for note in lane.notes]


def _played(mashup: Mashup, melody: Sequence[Note]) -> range:
    """Return the beats from the first to the last on which a song plays, or the melody without songs."""
    if melody:
        end = max(note.start + note.length for note in melody)
        return range(int(min(note.start for note in melody)), math.ceil(end))
    beats = np.flatnonzero(np.any(mashup.played[mashup.song_lanes] != SILENT, axis=0))
    return range(int(beats[0]), int(beats[-1]) + 1)


def _bars(heard: Heard, beats: range) -> range:
    """Return the bars that touch some beats; all if none does."""
    stops = (*heard.bars[1:], heard.beats)
    touched = [
        bar
        for bar, (start, stop) in enumerate(zip(heard.bars, stops, strict=True))
        if start < beats.stop and stop > beats.start
    ]
    return range(touched[0], touched[-1] + 1) if touched else range(len(heard.bars))


def _by_same(lane: NoteLane, old: NoteLane | None) -> NoteLane:
    """Return a lane played by the instrument that the user had chosen for it."""
    return lane if old is None else replace(lane, program=old.program)
