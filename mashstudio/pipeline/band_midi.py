"""The band's notes read from MIDI files, and written to them."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from mashstudio.core.errors import BadArgument, UnusableSong
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_outputs
from mashstudio.core.text.lines import said
from mashstudio.generation.midi import Timeline, even_times, write_midi
from mashstudio.generation.midi_reading import import_midi
from mashstudio.model.band import MOST_NOTES, transposed
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.model.song import song_files
from mashstudio.pipeline.band_listening import grid_bars
from mashstudio.pipeline.mashing import Snapshot

MIDI_ENDINGS: Final = (".mid", ".midi")


def lanes_in(path: Path, at: int, *, job: Job) -> tuple[NoteLane, ...]:
    """Return the lanes in a MIDI file that begins on the beat `at`. Raises UnusableSong."""
    lanes = run_in_child(import_midi, path, job=job, doing=Message("reading {name}", name=said(path.name)))
    if any(len(lane.notes) > MOST_NOTES for lane in lanes):
        raise UnusableSong(
            path, Message("This MIDI file has more than {count} notes. Choose another.", count=MOST_NOTES)
        )
    return tuple(
        replace(lane, notes=tuple(replace(note, start=note.start + at) for note in lane.notes)) for lane in lanes
    )


def write_band(now: Snapshot, part: BandPart | None, out: Path, *, job: Job) -> None:
    """Write the band's lanes, or one of them, to a MIDI file as they sound: in the mashup's key, with their swing.

    It begins on the mashup's first beat. Raises BadArgument if `out` is one of the mashup's files, StorageError.
    """
    songs = [file for ready in now.songs.values() for file in song_files(ready.song.place)]
    check_outputs([out], songs + ([] if now.project is None else [now.project]), replace=True)
    band = now.mashup.band
    if band is None:
        raise BadArgument(Message("There is no accompaniment to export. Compose or record one first."))
    times = even_times(band.beats, now.alignment.grid.tempo)
    timeline = Timeline(times, grid_bars(now, band.beats), band.swing, band.unit)
    shift = band.shift_to(now.alignment.key_number)
    lanes = [transposed(lane, shift) for lane in band.lanes if part in (None, lane.part)]
    job.check()
    write_midi(out, lanes, timeline, now.mashup.title)
