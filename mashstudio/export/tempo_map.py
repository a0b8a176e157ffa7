"""The grid as a MIDI file, with which a DAW lines up an export with its bars."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mashstudio.core.files import atomic_write
from mashstudio.core.units import Bpm

TICKS_PER_BEAT: Final = 480

Marker = tuple[int, str]
"""A beat, from 0, and the marker's text."""

Signature = tuple[int, int]
"""A beat, from 0, and the beats per bar from there on."""


def write_tempo_map(
    path: Path, *, name: str, tempo: Bpm, beats: int, signatures: Sequence[Signature], markers: Sequence[Marker]
) -> None:
    """Write a MIDI file (type 0, 480 ticks per beat, UTF-8) of `beats` beats: tempo, time signatures, markers.

    The tempo is rounded to whole microseconds per beat, MIDI's resolution.
    Raises StorageError if it can't be written.
    """
    from mido import MetaMessage, MidiFile, MidiTrack, bpm2tempo

    track = MidiTrack()
    events = [
        (0, MetaMessage("track_name", name=name)),
        (0, MetaMessage("set_tempo", tempo=bpm2tempo(tempo))),
    ]
    events += [(beat, MetaMessage("time_signature", numerator=bar, denominator=4)) for beat, bar in signatures]
    events += [(beat, MetaMessage("marker", text=text)) for beat, text in markers]
    now = 0
    for beat, message in sorted(events, key=lambda event: event[0]):
        track.append(message.copy(time=(beat - now) * TICKS_PER_BEAT))
        now = beat
    track.append(MetaMessage("end_of_track", time=(beats - now) * TICKS_PER_BEAT))
    with atomic_write(path, keep_link=False) as temporary:
        MidiFile(type=0, ticks_per_beat=TICKS_PER_BEAT, charset="utf-8", tracks=[track]).save(temporary)
