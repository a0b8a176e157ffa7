"""Following a song's beat as if it were played now: nothing is known but what has sounded."""

from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.analysis.live_beats.follower import BeatFollower
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.heard_beat import HeardBeat
from mashstudio.pipeline.song_places import song_at

_READING: Final = 0.2
_PIECE: Final = SAMPLE_RATE
"""How it is cut changes nothing; the job is checked between pieces."""


def follow_file(path: Path, seconds: float | None = None, *, job: Job) -> list[HeardBeat]:
    """Return the beats of a song, each as it was decided when it sounded. seconds: only so many from its start.

    Raises UnusableSong.
    """
    cache = Cache(default_cache_folder())

    def run() -> list[HeardBeat]:
        opened = open_song(song_at(path, job=job.part(0, 0)), cache, job=job.part(0, _READING))
        samples = load_samples(opened.samples_path)
        frames = len(samples) if seconds is None else min(len(samples), round(seconds * SAMPLE_RATE))
        follower, beats = BeatFollower(), list[HeardBeat]()
        doing, part = Message("following the beat"), job.part(_READING, 1)
        for start in range(0, frames, _PIECE):
            part.report(start / frames, doing)
            beats += follower.feed(samples[start : min(start + _PIECE, frames)].mean(axis=1, dtype=np.float32))
        return beats

    return cache.lasting(run)


def beats_to_json(beats: list[HeardBeat]) -> dict[str, Any]:
    """Return beats as JSON: their times, those of downbeats, and the tempo at each beat."""
    return {
        "beats": [round(beat.time, 3) for beat in beats],
        "downbeats": [round(beat.time, 3) for beat in beats if beat.position == 1],
        "tempo": [round(beat.bpm, 2) for beat in beats],
    }
