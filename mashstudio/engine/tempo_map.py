"""The grid as a MIDI file: what a DAW needs to lay an export on its own bars."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mido import MetaMessage, MidiFile, MidiTrack, bpm2tempo

from mashstudio.facts.units import Bpm
from mashstudio.files import atomic_write

TICKS_PER_BEAT: Final = 480

Marker = tuple[int, str]
"""A beat, from 0, and what begins there."""


def write_tempo_map(
    path: Path, *, name: str, tempo: Bpm, beats: int, beats_per_bar: int, first_bar: int, markers: Sequence[Marker]
) -> None:
    """Writes one track of `beats` beats (type 0, 480 ticks a beat, UTF-8) to `path`: tempo, time signature, markers.

    first_bar: the beat on which the first whole bar begins; the beats before it are a shorter bar of their own.
    The tempo is rounded to whole microseconds a beat, as MIDI has it.
    Raises StorageError when it can't be written.
    """
    track = MidiTrack()
    events = [
        (0, MetaMessage("track_name", name=name)),
        (0, MetaMessage("set_tempo", tempo=bpm2tempo(tempo))),
    ]
    if first_bar:
        events.append((0, MetaMessage("time_signature", numerator=first_bar, denominator=4)))
    if first_bar < beats:
        events.append((first_bar, MetaMessage("time_signature", numerator=beats_per_bar, denominator=4)))
    events += [(beat, MetaMessage("marker", text=text)) for beat, text in markers]
    now = 0
    for beat, message in sorted(events, key=lambda event: event[0]):
        track.append(message.copy(time=(beat - now) * TICKS_PER_BEAT))
        now = beat
    track.append(MetaMessage("end_of_track", time=(beats - now) * TICKS_PER_BEAT))
    with atomic_write(path) as temporary:
        MidiFile(type=0, ticks_per_beat=TICKS_PER_BEAT, charset="utf-8", tracks=[track]).save(temporary)
