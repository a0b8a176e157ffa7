"""The commands of `mashstudio` as functions that don't need a terminal."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from functools import partial
from pathlib import Path
from typing import Any

import platformdirs

from mashstudio.alignment.warp import check_engine
from mashstudio.audio.encode import AudioFormat, Tags, format_for, write_audio
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, Cancelled, MashStudioError
from mashstudio.core.files import PROJECT_FOLDER, check_can_be_folder, explain_storage, write_text
from mashstudio.core.jobs import Job, run_together
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_outputs, numbered_path
from mashstudio.core.text.lines import said
from mashstudio.core.units import Decibels
from mashstudio.generation.models import GAN, SHIPPED, load_model
from mashstudio.model.alignment import Engine
from mashstudio.model.analysis import analysis_to_json
from mashstudio.model.character import sentence
from mashstudio.model.choices import AsIs, KeyChoice, Of, Slowest, TempoChoice
from mashstudio.model.mashup import Mashup
from mashstudio.model.song import song_files
from mashstudio.model.stems import StemName
from mashstudio.pipeline.costs import Cost, cost_of, spared
from mashstudio.pipeline.exporting import (
    ExportOptions,
    check_out,
    export_mashup,
    files_to_write,
    lane_names,
    muted_lanes,
    soloed_lanes,
    usual_tags,
)
from mashstudio.pipeline.features import character_of
from mashstudio.pipeline.mashing import (
    Snapshot,
    align_mashup,
    analyses,
    check_count,
    check_song,
    new_mashup,
    ready_songs,
    separators_of,
)
from mashstudio.pipeline.project_files import files_written, read_project, write_project
from mashstudio.pipeline.realign import reopened
from mashstudio.pipeline.song_places import song_at
from mashstudio.pipeline.stages import ready_opened, separated
from mashstudio.pipeline.suggesting import Arranging, arranged_by_sound, songs_to_hear
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SEPARATORS, SeparatorChoice, choose_separator
from mashstudio.training.model_folder import ACCOMPANIMENT, GENRE, InstalledModels

DEMO = PROJECT_FOLDER / "resources" / "demo" / "demo.mash"


@dataclass(frozen=True)
class Analysed:
    """The result of analysing one file: its JSON and the file it was written to, or the error."""

    result: dict[str, Any] | None = None
    written: Path | None = None
    error: MashStudioError | None = None


def analyze(paths: Sequence[Path], out: Path | None, *, replace: bool, job: Job) -> list[Analysed]:
    """Analyse every song, two at a time; with `out`, also write each song's JSON into that folder.

    A file that can't be used doesn't stop the others. Songs with the same name get numbered files. Raises
    BadArgument if a file exists and `replace` is false.
    """
    once = list({os.path.realpath(path): path for path in reversed(paths)}.values())[::-1]
    targets = _analysis_files(once, out)
    if out is not None:
        check_can_be_folder(out)
        check_outputs(targets.values(), paths, replace=replace)
    cache = Cache(default_cache_folder())
    found: dict[str, Analysed] = {}
    at_once = os.cpu_count() or 1
    for first in range(0, len(once), at_once):
        batch = once[first : first + at_once]
        part = job.part(first / len(once), (first + len(batch)) / len(once))
        done = run_together([partial(_analyse, path, cache) for path in batch], job=part)
        for path, each in zip(batch, done, strict=True):
            found[os.path.realpath(path)] = each if out is None else _written(each, targets[path])
    return [found[os.path.realpath(path)] for path in paths]


def _written(analysed: Analysed, target: Path) -> Analysed:
    if analysed.result is None:
        return analysed
    _write_text(target, json.dumps(analysed.result, ensure_ascii=False, indent=1))
    return replaced(analysed, written=target)


def _analyse(path: Path, cache: Cache, *, job: Job) -> Analysed:
    try:
        opened = open_song(song_at(path, job=job), cache, job=job.part(0, 0.1))
        analysis = ready_opened(opened, cache, job=job.part(0.1, 0.5)).analysis
        character = character_of(opened, cache, job=job.part(0.5, 1))
    except Cancelled:
        raise
    except MashStudioError as error:
        return Analysed(error=error)
    words = {"tags": dict(character.tags), "sentence": ", ".join(word for _role, word in sentence(character.tags))}
    return Analysed(analysis_to_json(analysis, opened.song.title) | words)


def _analysis_files(paths: Sequence[Path], out: Path | None) -> dict[Path, Path]:
    """Return each song's JSON file; songs with the same name, from different folders, get numbers."""
    targets: dict[Path, Path] = {}
    names: set[str] = set()
    for path in paths if out is not None else ():
        assert out is not None
        targets[path] = numbered_path(out, path.stem, ".json", lambda target: target.name.casefold() in names)
        names.add(targets[path].name.casefold())
    return targets


def separate(path: Path, out: Path, separator: SeparatorChoice, *, replace: bool, job: Job) -> tuple[str, list[Path]]:
    """Write the song's four stems as float WAV into the folder `out`; return the separator's name and the files.

    Raises BadArgument if one of them would be the song itself, or exists and `replace` is false.
    """
    targets = {stem: out / f"{stem}.wav" for stem in StemName}
    check_can_be_folder(out)
    check_outputs(targets.values(), [path], replace=replace)
    chosen = choose_separator(separator, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    opened = open_song(song_at(path, job=job), cache, job=job.part(0, 0.1))
    if opened.song.stems:
        raise BadArgument(
            Message("{name} has its own stems: there is nothing to separate. Use it as it is.", name=said(path.name))
        )

    def write() -> list[Path]:
        stems = separated(opened.song, opened.samples_path, chosen, cache, job=job.part(0.1, 0.9))
        with explain_storage(out):
            out.mkdir(parents=True, exist_ok=True)
        for index, (stem, target) in enumerate(targets.items()):
            samples = load_samples(stems[stem])
            part = job.part(0.9 + 0.1 * index / len(targets), 0.9 + 0.1 * (index + 1) / len(targets))
            tags = Tags(title=f"{opened.song.title} ({stem})", artist=opened.song.artist)
            write_audio(target, [samples], len(samples), AudioFormat("wav", "float32"), tags, job=part)
        return list(targets.values())

    return str(chosen.name), cache.lasting(write)


@dataclass(frozen=True)
class MashRequest:
    """A request to make a mashup of songs, mix it into `out` and save it as `project`.

    tempo: None: the one that suits the songs. cells: see `parse_cells`; None: a suggested arrangement, chosen by
    `arranging`. limited: see `Mashup`. replace: existing files may be replaced.
    """

    songs: Sequence[Path]
    out: Path
    project: Path | None
    tempo: TempoChoice | None
    key: KeyChoice
    cells: str | None
    engine: Engine
    separator: SeparatorChoice
    lufs: Decibels | None
    limited: bool
    replace: bool
    arranging: Arranging = field(default_factory=Arranging)


@dataclass(frozen=True)
class ExportRequest:
    """A request to mix a project into `out`. replace: existing files may be replaced."""

    project: Path
    out: Path
    with_stems: bool
    separator: SeparatorChoice
    lufs: Decibels | None
    replace: bool


def mash(request: MashRequest, *, job: Job) -> dict[str, Any]:
    """Make a mashup of songs; return a summary that can be printed."""
    out, project = request.out, request.project
    # Check all arguments before the long work begins.
    places = [song_at(path, job=job) for path in request.songs]
    paths = [file for place in places for file in song_files(place)]
    format_for(out)
    outputs = [out, *([] if project is None else [project])]
    for output in outputs:
        check_out(output)
    check_outputs(outputs, paths, replace=request.replace)
    if project is not None:
        check_outputs([out, *files_written(project)], paths, replace=True)
    check_count(len(places))
    named = [choice.source for choice in (request.tempo, request.key) if isinstance(choice, Of)]
    for source in (*named, request.arranging.wish.singer or 0):
        check_song(source, len(places))
    check_engine(request.engine)
    chosen = choose_separator(request.separator, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    songs = ready_songs(dict(enumerate(places)), cache, job=job.part(0, 0.3))
    mashup, alignment = new_mashup(songs, request.tempo, request.key, request.cells, request.engine)
    mashup = replaced(mashup, limited=request.limited)
    if (cost := spared(mashup, analyses(mashup, songs))) is not None:
        job.tell(_why_this_tempo(mashup, cost_of(alignment), cost))
    separators, begun = separators_of(songs, chosen), 0.3
    # What fits needs its own shifts, so songs whose keys stay as they are take turns instead.
    if request.cells is None and request.key != AsIs():
        begun = 0.7
        to_hear = songs_to_hear(songs, alignment, separators)
        hearing = job.part(0.3, begun)
        mashup = arranged_by_sound(mashup, alignment, to_hear, request.arranging, cache, job=hearing)
        alignment = align_mashup(mashup, songs)
    now = Snapshot(mashup, alignment, songs, separators)
    options = ExportOptions(out, format_for(out), request.lufs, tags=usual_tags(now), replace=request.replace)
    result = _exported(now, options, cache, job=job.part(begun, 1))
    if project is not None:
        write_project(mashup, project, paths, over_read_only=request.replace)
        result["written"].append(str(project))
    return result


def export(request: ExportRequest, *, job: Job) -> dict[str, Any]:
    """Mix a project; return a summary that can be printed.

    Muted lanes are left out, of the stems as well. Solo is for listening and leaves nothing out. Both are reported.
    """
    project, out = request.project, request.out
    options = ExportOptions(out, format_for(out), request.lufs, stems=request.with_stems, replace=request.replace)
    check_out(out)
    mashup, places = read_project(project, job)
    read = [project, *(file for place in places.values() for file in song_files(place))]
    check_outputs([out], read, replace=request.replace)
    check_outputs(files_to_write(options, lane_names(mashup.lanes)), read, replace=True)
    chosen = choose_separator(request.separator, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    songs = ready_songs(places, cache, job=job.part(0, 0.3))
    now = Snapshot(reopened(mashup, songs), align_mashup(mashup, songs), songs, separators_of(songs, chosen), project)
    tell_lanes(now, options, job)
    return _exported(now, replaced(options, tags=usual_tags(now)), cache, job=job.part(0.3, 1))


def tell_lanes(now: Snapshot, options: ExportOptions, job: Job) -> None:
    """Report the lanes that an export leaves out, and the ones it keeps although others are soloed."""
    names = lane_names(now.mashup.lanes)
    if muted := muted_lanes(now, options):
        job.tell(Message("Left out because muted: {names}.", names=", ".join(names[lane] for lane in muted)))
    if soloed := soloed_lanes(now, options):
        heard = ", ".join(names[lane] for lane in soloed)
        job.tell(
            Message(
                "Soloed: {names}. Solo only affects listening: everything that isn't muted is exported.", names=heard
            )
        )


def demo(out: Path, *, lufs: Decibels, replace: bool, job: Job) -> dict[str, Any]:
    """Mix the bundled demo, whose songs come with their stems, into `out`."""
    return export(ExportRequest(DEMO, out, False, SeparatorChoice("spleeter"), lufs, replace), job=job)


def default_demo_path() -> Path:
    """Return the demo's default file: in the user's music folder, under a name that isn't taken yet."""
    folder = platformdirs.user_music_path() / "MashStudio"
    with explain_storage(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return numbered_path(folder, "MashStudio demo", ".mp3", Path.exists)


def models(action: str, name: str | None, file: Path | None, *, job: Job) -> str:
    """List, download, import or remove models; return what to print. Only Demucs' models can be downloaded."""
    store, trained = ModelStore(default_models_folder()), InstalledModels(default_models_folder())
    match action:
        case "get":
            store.get(str(name), job=job)
            return f"{name} is ready."
        case "import" if file is not None and file.is_dir():
            return f"{trained.install(file)} is ready."
        case "import":
            return f"{store.import_file(Path(str(file)), job=job)} is ready."
        case "remove":
            (trained if trained.has(str(name)) else store).remove(str(name))
            return f"Removed {name}."
    lines = [f"{kind.title}: {kind.licence}, installed" for kind in SEPARATORS if not kind.takes_model]
    names = ", ".join(genre.name for genre in load_model(SHIPPED).genres)
    lines.append(f"MashStudio's accompaniment model ({names}): GPL-3.0-or-later, installed")
    for info in store.list():
        state = (
            "installed" if info.present else f"not installed; to download it, run `mashstudio models get {info.name}`"
        )
        lines.append(f"{info.name}: {info.size / 1e6:.0f} MB, {info.licence}, {state}")
    for model in trained.list():
        if model.kind == GENRE:
            what = f"genre model ({', '.join(model.genres)}), {model.accuracy:.0%} of {model.songs} songs right"
        elif model.kind == ACCOMPANIMENT:
            does = "of bars told from written ones" if model.facts.get("model") == GAN else "of notes foreseen"
            what = f"accompaniment model ({', '.join(model.genres)}), {model.accuracy:.0%} {does}"
        else:
            what = f"beat model, F-measure {model.accuracy:.2f} on {model.songs} songs"
        lines.append(f"{model.name}: your {what}, installed")
    return "\n".join(lines)


def _exported(now: Snapshot, options: ExportOptions, cache: Cache, *, job: Job) -> dict[str, Any]:
    """Export `now`; return a summary."""
    done = export_mashup(now, options, cache, job=job)
    return {
        "songs": [
            {
                "letter": source.letter,
                "title": source.song.title,
                "bpm": now.songs[source.id].analysis.tempo,
                "key": str(now.songs[source.id].analysis.key),
                "shift": now.alignment.songs[source.id].shift,
                "correction": now.alignment.songs[source.id].correction,
                "stretch": now.alignment.songs[source.id].stretch,
            }
            for source in now.mashup.sources
        ],
        "bpm": now.alignment.grid.tempo,
        "separator": ", ".join(dict.fromkeys(str(separator.name) for separator in now.separators.values())),
        "beats": now.mashup.beats,
        "seconds": done.seconds,
        "loudness": done.loudness.integrated,
        "true_peak": done.loudness.true_peak,
        "shortfall": done.master.shortfall_db,
        "limited": done.master.limited_db,
        "left_out": done.left_out_db,
        "written": [str(path) for path in done.written],
    }


def _why_this_tempo(mashup: Mashup, cost: Cost, spared: Cost) -> Message:
    if isinstance(mashup.tempo, Slowest):
        choice = Message("Tempo of the slowest song")
    elif 0.5 in (mashup.rates or {}).values():
        choice = Message("Half-time tempo")
    else:
        choice = Message("Double-time tempo")
    now, otherwise = (f"{100 * each.furthest - 100:+.1f} %" for each in (cost, spared))
    return Message(
        "{choice}: less stretching ({now} instead of {otherwise}); use --tempo to choose another.",
        choice=choice,
        now=now,
        otherwise=otherwise,
    )


def _write_text(path: Path, text: str) -> None:
    with explain_storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text + "\n", keep_link=False)
