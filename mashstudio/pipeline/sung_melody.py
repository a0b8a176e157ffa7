"""The melody that a song's voice sings in a mashup, to be played by an instrument."""

from pathlib import Path

from mashstudio.analysis.melody import MELODY_VERSION, read_melody, write_melody
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import Cents
from mashstudio.document.melody_on_grid import melody_on_grid, sings
from mashstudio.model.melody import SungNote, in_beats
from mashstudio.model.notes import Note
from mashstudio.model.stems import StemName
from mashstudio.pipeline.mashing import Snapshot, analysis_of
from mashstudio.pipeline.stages import ReadySong, separated
from mashstudio.separation.separator import Separator
from mashstudio.separation.tag_steered import base_of


def sung_lead(now: Snapshot, source: int, beats: range, cache: Cache, *, job: Job) -> tuple[Note, ...]:
    """Return what a source's voice sings on some beats of the mashup, in beats of its grid; separates the song first.

    Empty if its vocals don't play there.
    """
    if not sings(now.mashup, source, beats):
        return ()
    aligned = now.alignment.songs[source]
    ready, tuning = now.songs[source], analysis_of(now.mashup.source(source), now.songs[source]).tuning
    sung = sung_melody(ready, tuning, now.separators[source], cache, job=job)
    return melody_on_grid(now.mashup, source, in_beats(sung, aligned.beats), aligned.shift, beats)


def sung_melody(
    ready: ReadySong, tuning: Cents, separator: Separator, cache: Cache, *, job: Job
) -> tuple[SungNote, ...]:
    """Return the notes of a song's vocals. tuning: the song's."""
    separator = base_of(separator)
    doing = Message("listening to the voice of {name}", name=ready.song.title)

    def make(folder: Path) -> None:
        vocals = separated(ready.song, ready.samples_path, separator, cache, job=job.part(0, 0.7))[StemName.VOCALS]
        run_in_child(write_melody, vocals, tuning, folder, job=job.part(0.7, 1), doing=doing)

    parameters = {"version": MELODY_VERSION, "separator": dict(separator.parameters), "tuning": round(tuning, 2)}

    def read() -> tuple[SungNote, ...]:
        return read_melody(cache.build(ready.song.sha256, "melody", parameters, make, check=job.check))

    return cache.lasting(read)
