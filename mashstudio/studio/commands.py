"""The commands of `mashstudio` as functions: what each one does, without a terminal."""

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import platformdirs

from mashstudio.audio.encode import AudioFormat, Tags, format_for, write_audio
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.cache import Cache, default_cache_folder
from mashstudio.facts.analysis import analysis_to_json
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import Decibels
from mashstudio.files import PROJECT_FOLDER, atomic_write, explain_storage
from mashstudio.jobs import Job, run_together
from mashstudio.mashup.project import load_project, save_project
from mashstudio.separation.choose import choose_separator
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.studio.exporting import ExportOptions, Snapshot, check_out, export_mashup, usual_tags
from mashstudio.studio.laying import reopened
from mashstudio.studio.mashing import align_mashup, key_choice, new_mashup, open_songs, ready_songs, tempo_choice
from mashstudio.studio.stages import ready_song, separated

DEMO = PROJECT_FOLDER / "resources" / "demo" / "demo.mash"


def analyze(paths: Sequence[Path], out: Path | None, *, job: Job) -> list[dict[str, Any]]:
    """The JSON of every song's analysis, two songs at a time; written to the folder `out`, too, when there is one."""
    cache = Cache(default_cache_folder())
    results: list[dict[str, Any]] = []
    at_once = os.cpu_count() or 1
    for first in range(0, len(paths), at_once):
        batch = paths[first : first + at_once]
        part = job.part(first / len(paths), (first + len(batch)) / len(paths))
        for ready in run_together([partial(ready_song, path, cache) for path in batch], job=part):
            results.append(analysis_to_json(ready.analysis, ready.song.title))
    if out is not None:
        for path, result in zip(paths, results, strict=True):
            _write_text(out / f"{path.stem}.json", json.dumps(result, ensure_ascii=False, indent=1))
    return results


def separate(path: Path, out: Path, wanted: str, model: str | None, *, job: Job) -> tuple[str, list[Path]]:
    """Writes the song's four stems as float WAV into the folder `out`; the separator's name and the files."""
    separator = choose_separator(wanted, model, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    opened = open_song(path, cache, job=job.part(0, 0.1))
    with explain_storage(out):
        out.mkdir(parents=True, exist_ok=True)

    def write() -> list[Path]:
        stems = separated(opened.song, opened.samples_path, separator, cache, job=job.part(0.1, 0.9))
        written = []
        for stem in StemName:
            target = out / f"{stem}.wav"
            samples = load_samples(stems[stem])
            tags = Tags(title=f"{opened.song.title} ({stem})", artist=opened.song.artist)
            write_audio(target, [samples], len(samples), AudioFormat("wav", "float32"), tags, job=job.part(0.9, 1))
            written.append(target)
        return written

    return separator.name, cache.lasting(write)


def mash(
    paths: tuple[Path, Path],
    out: Path,
    *,
    project: Path | None,
    tempo: str,
    key: str,
    cells: str | None,
    separator: str,
    model: str | None,
    lufs: Decibels | None,
    job: Job,
) -> dict[str, Any]:
    """A mashup of two songs, mixed into `out` and saved as `project`; what was done, fit to be told."""
    # Everything that can be wrong with the arguments is said before the long work begins.
    format_for(out)
    check_out(out)
    tempo_choice(tempo)
    key_choice(key)
    chosen = choose_separator(separator, model, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    songs = ready_songs(paths, cache, job=job.part(0, 0.3))
    mashup, alignment = new_mashup(songs, _number(tempo), key, cells)
    now = Snapshot(mashup, alignment, songs, (chosen, chosen))
    result = _export_to(out, now, cache, lufs, with_stems=False, job=job.part(0.3, 1))
    if project is not None:
        save_project(mashup, project)
        result["written"].append(str(project))
    return result


def export(
    project: Path,
    out: Path,
    *,
    with_stems: bool,
    separator: str,
    model: str | None,
    lufs: Decibels | None,
    job: Job,
) -> dict[str, Any]:
    """A project mixed into `out`; what was done, fit to be told."""
    format_for(out)
    check_out(out)
    chosen = choose_separator(separator, model, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    mashup = load_project(project)
    songs = open_songs(mashup, project.resolve().parent, cache, job=job.part(0, 0.3))
    now = Snapshot(reopened(mashup, songs), align_mashup(mashup, songs), songs, (chosen, chosen))
    return _export_to(out, now, cache, lufs, with_stems=with_stems, job=job.part(0.3, 1))


def demo(out: Path, *, lufs: Decibels, job: Job) -> dict[str, Any]:
    """The bundled demo, mixed into `out` with the embedded separator."""
    return export(DEMO, out, with_stems=False, separator="spleeter", model=None, lufs=lufs, job=job)


def default_demo_path() -> Path:
    """Where the demo goes when nobody says: the user's music folder."""
    folder = platformdirs.user_music_path() / "MashStudio"
    with explain_storage(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / "MashStudio demo.mp3"


def models(action: str, name: str | None, file: Path | None, *, job: Job) -> str:
    """Lists, gets, imports or removes Demucs models; what to tell of it."""
    store = ModelStore(default_models_folder())
    match action:
        case "get":
            store.get(str(name), job=job)
            return f"{name} is ready."
        case "import":
            return f"{store.import_file(Path(str(file)), job=job)} is ready."
        case "remove":
            store.remove(str(name))
            return f"{name} was removed."
    lines = ["Spleeter (built in): ready, always there"]
    for info in store.list():
        state = "ready" if info.present else f"not here; `mashstudio models get {info.name}` downloads it"
        lines.append(f"{info.name}: {info.size / 1e6:.0f} MB, {info.licence}, {state}")
    return "\n".join(lines)


def _export_to(
    out: Path, now: Snapshot, cache: Cache, lufs: Decibels | None, *, with_stems: bool, job: Job
) -> dict[str, Any]:
    """Exports `now` as the command line does: in the format that the file's name asks for; what was done."""
    options = ExportOptions(out, format_for(out), lufs, tags=usual_tags(now), stems=with_stems)
    done = export_mashup(now, options, cache, job=job)
    return {
        "songs": [
            {
                "title": ref.title,
                "bpm": ready.analysis.tempo,
                "key": str(ready.analysis.key),
                "shift": aligned.shift,
                "correction": aligned.correction,
                "stretch": aligned.stretch,
            }
            for ref, ready, aligned in zip(now.mashup.songs, now.songs, now.alignment.songs, strict=True)
        ],
        "bpm": now.alignment.grid.tempo,
        "separator": now.separators[0].name,
        "beats": now.mashup.beats,
        "seconds": done.seconds,
        "loudness": done.loudness.integrated,
        "true_peak": done.loudness.true_peak,
        "shortfall": done.master.shortfall_db,
        "written": [str(path) for path in done.written],
    }


def _number(tempo: str) -> str | float:
    choice = tempo_choice(tempo)
    return choice if isinstance(choice, float) else tempo


def _write_text(path: Path, text: str) -> None:
    with explain_storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        temporary.write_text(text + "\n", "utf-8")
