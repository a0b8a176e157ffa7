"""The command `accompany`: a band plays along with a mashup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.audio.songs import load_samples
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument
from mashstudio.core.files import atomic_write, explain_storage
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.leftovers import FOLDER_ENDING, temporary_beside
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_folder, check_outputs
from mashstudio.core.text.lines import said
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.generation.composing import compose
from mashstudio.generation.midi import Timeline, timeline_of, write_midi
from mashstudio.generation.models import SHIPPED, BandModel, Genre, load_model
from mashstudio.generation.rolls import PARTS
from mashstudio.generation.sound import TAIL, write_stems
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.model.song import song_files
from mashstudio.pipeline.band_listening import heard_of
from mashstudio.pipeline.mashing import Snapshot, align_mashup, ready_songs, separators_of
from mashstudio.pipeline.project_files import read_project
from mashstudio.pipeline.realign import reopened
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.training.model_folder import ACCOMPANIMENT, InstalledModels

MIDI_NAME: Final = "accompaniment.mid"
_BARS: Final = re.compile(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?")
_WAV: Final = AudioFormat("wav", "float32")
_PLAYING: Final = Message("playing the accompaniment")


@dataclass(frozen=True)
class AccompanyRequest:
    """A request to accompany the mashup in `project`, and to write MIDI and a WAV file for each lane to `out`.

    genre: by name. bars: “5-12”, from 1; None: all. lanes: “drums,bass”; None: all. replace: existing files.
    """

    project: Path
    out: Path
    genre: str
    bars: str | None = None
    lanes: str | None = None
    manner: Manner = field(default_factory=Manner)
    replace: bool = False


def accompany(request: AccompanyRequest, *, job: Job) -> dict[str, Any]:
    """Write an accompaniment; return what was written. Its files begin on the mashup's first beat.

    Raises BadArgument for a genre, lanes or bars that don't exist, and for files in the way.
    """
    parts = parts_named(request.lanes)
    model, genre = genre_named(request.genre)
    targets = [request.out / name for name in (MIDI_NAME, *(f"{part}.wav" for part in parts))]
    check_folder(request.out)
    mashup, places = read_project(request.project, job)
    read = [request.project, *(file for place in places.values() for file in song_files(place))]
    check_outputs(targets, read, replace=request.replace)
    cache = Cache(default_cache_folder())

    def run() -> dict[str, Any]:
        songs = ready_songs(places, cache, job=job.part(0, 0.4))
        chosen = choose_separator(SeparatorChoice(), ModelStore(default_models_folder()))
        now = Snapshot(
            reopened(mashup, songs), align_mashup(mashup, songs), songs, separators_of(songs, chosen), request.project
        )
        heard = heard_of(now, cache, job=job.part(0.4, 0.7))
        bars = bars_named(request.bars, len(heard.bars))
        lanes = compose(model, heard, genre, request.manner, parts=parts, bars=bars, job=job.part(0.7, 0.8))
        timeline = timeline_of(heard, genre)
        _write(request, [lanes[part] for part in parts], timeline, now.mashup.title, targets, job=job.part(0.8, 1))
        return {
            "genre": genre.name,
            "bars": [bars.start + 1, bars.stop],
            "tempo": heard.tempo,
            "lanes": {str(part): len(lanes[part].notes) for part in parts},
            "written": [str(target) for target in targets],
        }

    return cache.lasting(run)


def _write(
    request: AccompanyRequest,
    lanes: Sequence[NoteLane],
    timeline: Timeline,
    title: str,
    targets: Sequence[Path],
    *,
    job: Job,
) -> None:
    """Write everything beside the targets, then move it into place."""
    out = request.out
    frames = round((float(timeline.times[-1]) + TAIL) * SAMPLE_RATE)
    with explain_storage(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    with temporary_beside(out.resolve(), FOLDER_ENDING) as folder, explain_storage(out):
        folder.mkdir(0o700)
        staged = [folder / target.name for target in targets]
        write_midi(staged[0], lanes, timeline, title)
        stems = [folder / f"{lane.part}.npy" for lane in lanes]
        run_in_child(write_stems, lanes, timeline, frames, stems, job=job.part(0, 0.8), doing=_PLAYING)
        for number, (stem, path) in enumerate(zip(stems, staged[1:], strict=True)):
            samples = load_samples(stem)
            tags = Tags(title=f"{title} ({path.stem})")
            part = job.part(0.8 + 0.2 * number / len(stems), 0.8 + 0.2 * (number + 1) / len(stems))
            write_audio(path, [samples], len(samples), _WAV, tags, job=part)
        job.check()
        out.mkdir(exist_ok=True)
        # The MIDI file goes last: once it exists, everything does.
        for path, target in [*zip(staged[1:], targets[1:], strict=True), (staged[0], targets[0])]:
            with atomic_write(target, keep_link=False) as temporary:
                path.replace(temporary)


def known_genres() -> dict[str, tuple[Path, Genre]]:
    """Return every genre by its name, with its model's folder: those that come with MashStudio, and installed ones."""
    folders = [SHIPPED]
    installed = InstalledModels(default_models_folder()).list()
    folders += [model.folder for model in installed if model.kind == ACCOMPANIMENT]
    found: dict[str, tuple[Path, Genre]] = {}
    for folder in folders:
        for genre in load_model(folder).genres:
            found.setdefault(genre.name.casefold(), (folder, genre))
    return found


def genre_named(name: str) -> tuple[BandModel, Genre]:
    """Return a genre and its model. Raises BadArgument if there is none of that name."""
    genres = known_genres()
    if (known := genres.get(name.strip().casefold())) is None:
        names = ", ".join(genre.name for _folder, genre in genres.values())
        raise BadArgument(
            Message("There is no genre “{name}”; choose one of these: {names}.", name=said(name), names=names)
        )
    folder, genre = known
    return load_model(folder), genre


def parts_named(lanes: str | None) -> tuple[BandPart, ...]:
    """Return the lanes in “drums,bass”, in the order of PARTS; all for None. Raises BadArgument."""
    if lanes is None:
        return PARTS
    names = {name.strip().casefold() for name in lanes.split(",") if name.strip()}
    known = [str(part) for part in PARTS]
    if unknown := sorted(names - set(known)):
        raise BadArgument(
            Message("There is no lane “{name}”; choose from these: {names}.", name=said(unknown[0]),
                    names=", ".join(known))
        )  # fmt: skip
    if not names:
        raise BadArgument(Message("Name at least one lane: {names}.", names=", ".join(known)))
    return tuple(part for part in PARTS if part in names)


def bars_named(bars: str | None, count: int) -> range:
    """Return the bars in “5-12”, counted from 0; all of `count` for None. Raises BadArgument."""
    if bars is None:
        return range(count)
    match = _BARS.fullmatch(bars)
    first = int(match[1]) if match else 0
    last = int(match[2] or match[1]) if match else 0
    if not 1 <= first <= last:
        raise BadArgument(Message("“{text}” are no bars: write them like 5-12.", text=said(bars)))
    if last > count:
        raise BadArgument(Message("The mashup has {count} bars.", count=count))
    return range(first - 1, last)
