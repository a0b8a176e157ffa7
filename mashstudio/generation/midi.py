"""Accompaniments as MIDI."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.files import atomic_write
from mashstudio.core.units import Bpm, Seconds
from mashstudio.generation.heard import Heard
from mashstudio.generation.models import Genre
from mashstudio.generation.swing import EVEN, swung
from mashstudio.model.notes import BandPart, NoteLane

_TICKS: Final = 480
_FINE: Final = 24_000
_FINE_TEMPO: Final = 500_000
"""Ticks of a beat, and microseconds of one, of notes whose times are already seconds."""

_EIGHTHS: Final = 2
_DRUM_CHANNEL: Final = 9
_VOLUME, _PAN, _REVERB, _CHORUS = 7, 10, 91, 93
_PANS: Final = {BandPart.CHORDS: 46, BandPart.LEAD: 80}
_LOUD: Final = 64
"""Of a lane that is to be rendered: the loudest chords don't clip, and levels are set afterwards."""


@dataclass(frozen=True, eq=False)
class Timeline:
    """When a grid's beats are. times: float64 (beats + 1,), seconds, the last one ends the last beat. bars: the beats
    on which bars begin. swing, unit: see `swung`.
    """

    times: NDArray[np.float64]
    bars: tuple[int, ...]
    swing: float = EVEN
    unit: int = 2

    def seconds(self, positions: Sequence[float]) -> NDArray[np.float64]:
        """Return when positions are played, in beats as written."""
        places = swung(np.asarray(positions, np.float64), self.swing, self.unit)
        beats = np.arange(len(self.times), dtype=np.float64)
        after = np.maximum(places - beats[-1], 0) * (self.times[-1] - self.times[-2])
        return np.asarray(np.interp(places, beats, self.times) + after, np.float64)


def even_times(beats: int, tempo: Bpm) -> NDArray[np.float64]:
    """Return when beats of one tempo begin, and when the last one ends: float64 (beats + 1,), seconds."""
    return np.asarray(np.arange(beats + 1) * 60 / tempo, np.float64)


def timeline_of(heard: Heard, genre: Genre) -> Timeline:
    """Return when an accompaniment is played: on a grid of one tempo, with the swing that was heard, or the genre's.

    Sixteenths swing as the genre's do where eighths were heard to be even.
    """
    times = even_times(heard.beats, heard.tempo)
    if heard.swing is None or (heard.swing == EVEN and genre.unit != _EIGHTHS):
        return Timeline(times, heard.bars, genre.swing, genre.unit)
    return Timeline(times, heard.bars, heard.swing, _EIGHTHS)


def write_midi(path: Path, lanes: Sequence[NoteLane], timeline: Timeline, title: str) -> None:
    """Write all lanes (type 1, 480 ticks per beat, UTF-8): first a track with tempo and time signatures, then one for
    each lane with its name and program. Raises StorageError.
    """
    import mido

    tracks = [_tempo_track(timeline, title)]
    for number, lane in enumerate(lanes):
        starts = swung(np.array([note.start for note in lane.notes]), timeline.swing, timeline.unit)
        ends = swung(np.array([note.start + note.length for note in lane.notes]), timeline.swing, timeline.unit)
        tracks.append(_lane_track(lane, number, starts * _TICKS, ends * _TICKS))
    with atomic_write(path, keep_link=False) as temporary:
        mido.MidiFile(type=1, ticks_per_beat=_TICKS, charset="utf-8", tracks=tracks).save(temporary)


def to_be_rendered(lane: NoteLane, timeline: Timeline, lead: Seconds, tail: Seconds) -> bytes:
    """Return a lane as a MIDI file whose notes are at their seconds after `lead`; `tail` after the last it ends."""
    import mido

    second = _FINE * 1_000_000 / _FINE_TEMPO
    starts = (timeline.seconds([note.start for note in lane.notes]) + lead) * second
    ends = (timeline.seconds([note.start + note.length for note in lane.notes]) + lead) * second
    track = _lane_track(lane, 0, starts, ends, rendered=True)
    track.insert(0, mido.MetaMessage("set_tempo", tempo=_FINE_TEMPO))
    track[-1] = track[-1].copy(time=round(tail * second))
    # A renderer stops at the last event that sounds.
    track.insert(-1, _end_of_sound(round(tail * second)))
    track[-1] = track[-1].copy(time=0)
    file = io.BytesIO()
    mido.MidiFile(type=0, ticks_per_beat=_FINE, tracks=[track]).save(file=file)
    return file.getvalue()


def _end_of_sound(time: int) -> Any:
    import mido

    return mido.Message("control_change", channel=0, control=_PAN, value=64, time=time)


def _tempo_track(timeline: Timeline, title: str) -> Any:
    import mido

    events: list[tuple[int, Any]] = [(0, mido.MetaMessage("track_name", name=title))]
    last = None
    for beat, length in enumerate(np.diff(timeline.times)):
        if (tempo := round(float(length) * 1_000_000)) != last:
            events.append((beat, mido.MetaMessage("set_tempo", tempo=tempo)))
            last = tempo
    end, last = len(timeline.times) - 1, None
    for start, stop in pairwise([*timeline.bars, end]):
        if (beats := stop - start) != last:
            events.append((start, mido.MetaMessage("time_signature", numerator=beats, denominator=4)))
            last = beats
    track, now = mido.MidiTrack(), 0
    for beat, message in sorted(events, key=lambda event: event[0]):
        track.append(message.copy(time=(beat - now) * _TICKS))
        now = beat
    track.append(mido.MetaMessage("end_of_track", time=(end - now) * _TICKS))
    return track


def _lane_track(
    lane: NoteLane, number: int, starts: NDArray[np.float64], ends: NDArray[np.float64], *, rendered: bool = False
) -> Any:
    """Return a lane's track; its notes begin and end at these ticks."""
    import mido

    channel = _DRUM_CHANNEL if lane.part is BandPart.DRUMS else number
    track = mido.MidiTrack()
    track.append(mido.MetaMessage("track_name", name=str(lane.part)))
    track.append(mido.Message("program_change", channel=channel, program=lane.program))
    controls = {_PAN: _PANS.get(lane.part, 64)}
    if rendered:
        controls |= {_VOLUME: _LOUD, _REVERB: 0, _CHORUS: 0}
    for control, value in controls.items():
        track.append(mido.Message("control_change", channel=channel, control=control, value=value))
    events = []
    for note, start, end in zip(lane.notes, np.rint(starts), np.rint(ends), strict=True):
        events.append((int(start), 1, note.pitch, note.velocity))
        events.append((max(int(end), int(start) + 1), 0, note.pitch, 0))
    now = 0
    for tick, on, pitch, velocity in sorted(events):
        kind = "note_on" if on else "note_off"
        track.append(mido.Message(kind, channel=channel, note=pitch, velocity=velocity, time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track"))
    return track
