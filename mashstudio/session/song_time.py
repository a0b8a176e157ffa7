"""Conversion between the grid's beats and a song's own time."""

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Seconds
from mashstudio.session.session import MashupSession


def song_time(session: MashupSession, side: int, beat: float) -> Seconds | None:
    """Return the time in song `side` that lies under the grid's `beat`; None if the song isn't on the grid yet.

    Before the song's first beat and after its last, the tempo there is continued.
    """
    laid = _laid(session, side)
    if laid is None:
        return None
    beats, offset = laid
    place = beat + offset
    last = len(beats) - 1
    if place < 0:
        return float(beats[0] + place * (beats[1] - beats[0]))
    if place > last:
        return float(beats[last] + (place - last) * (beats[last] - beats[last - 1]))
    return float(np.interp(place, np.arange(len(beats)), beats))


def grid_beat(session: MashupSession, side: int, seconds: Seconds) -> float | None:
    """Return the grid beat (at least 0) over time `seconds` of song `side`; None if it isn't on the grid yet."""
    laid = _laid(session, side)
    if laid is None:
        return None
    beats, offset = laid
    last = len(beats) - 1
    if seconds < beats[0]:
        place = (seconds - beats[0]) / (beats[1] - beats[0])
    elif seconds > beats[last]:
        place = last + (seconds - beats[last]) / (beats[last] - beats[last - 1])
    else:
        place = float(np.interp(seconds, beats, np.arange(len(beats))))
    return max(float(place) - offset, 0.0)


def _laid(session: MashupSession, side: int) -> tuple[NDArray[np.float64], int] | None:
    if session.alignment is None or session.mashup is None or side not in session.mashup.ids:
        return None
    beats = session.alignment.songs[side].beats
    return (beats, session.mashup.source(side).offset) if len(beats) > 1 else None
