"""The commands of `mashstudio` as functions: what each one does, without a terminal."""

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import platformdirs

import mashstudio
from mashstudio.audio.encode import AudioFormat, Tags, format_for, write_audio
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.cache import Cache, default_cache_folder
from mashstudio.engine.export import export_mix, export_stems
from mashstudio.facts.alignment import Alignment
from mashstudio.facts.analysis import analysis_to_json
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import SAMPLE_RATE, Decibels
from mashstudio.files import atomic_write, explain_storage
from mashstudio.jobs import Job, run_together
from mashstudio.mashup.document import Mashup
from mashstudio.mashup.project import load_project, save_project
from mashstudio.separation.choose import choose_separator
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.separator import Separator
from mashstudio.studio.mashing import (
    Songs,
    align_mashup,
    key_choice,
    mix_mashup,
    new_mashup,
    open_songs,
    ready_songs,
    tempo_choice,
)
from mashstudio.studio.stages import ready_song, separated

_DEMO = Path(mashstudio.__file__).parents[1] / "resources" / "demo" / "demo.mash"


def analyze(paths: Sequence[Path], out: Path | None, *, job: Job) -> list[dict[str, Any]]:
    """The JSON of every song's analysis, two songs at a time; written to the folder `out`, too, when there is one."""
    cache = Cache(default_cache_folder())
    results: list[dict[str, Any]] = []
    at_once = os.cpu_count() or 1
    for first in range(0, len(paths), at_once):
        batch = paths[first : first + at_once]
        part = job.part(first / len(paths), (first + len(batch)) / len(paths))
        for ready in run_together([partial(_ready, path, cache) for path in batch], job=part):
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
    stems = separated(opened.song, opened.samples_path, separator, cache, job=job.part(0.1, 0.9))
    with explain_storage(out):
        out.mkdir(parents=True, exist_ok=True)
    written = []
    for stem in StemName:
        target = out / f"{stem}.wav"
        samples = load_samples(stems[stem])
        tags = Tags(title=f"{opened.song.title} ({stem})", artist=opened.song.artist)
        write_audio(target, [samples], len(samples), AudioFormat("wav", "float32"), tags, job=job.part(0.9, 1))
        written.append(target)
    return separator.name, written


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
    _check_folder(out)
    tempo_choice(tempo)
    key_choice(key)
    chosen = choose_separator(separator, model, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    songs = ready_songs(paths, cache, job=job.part(0, 0.3))
    mashup, alignment = new_mashup(songs, _number(tempo), key, cells)
    result = _mix_into(out, mashup, alignment, songs, chosen, cache, lufs, with_stems=False, job=job.part(0.3, 1))
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
    _check_folder(out)
    chosen = choose_separator(separator, model, ModelStore(default_models_folder()))
    cache = Cache(default_cache_folder())
    mashup = load_project(project)
    songs = open_songs(mashup, project.resolve().parent, cache, job=job.part(0, 0.3))
    alignment = align_mashup(mashup, songs)
    return _mix_into(out, mashup, alignment, songs, chosen, cache, lufs, with_stems=with_stems, job=job.part(0.3, 1))


def demo(out: Path, *, lufs: Decibels, job: Job) -> dict[str, Any]:
    """The bundled demo, mixed into `out` with the embedded separator."""
    return export(_DEMO, out, with_stems=False, separator="spleeter", model=None, lufs=lufs, job=job)


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


def _mix_into(
    out: Path,
    mashup: Mashup,
    alignment: Alignment,
    songs: Songs,
    separator: Separator,
    cache: Cache,
    lufs: Decibels | None,
    *,
    with_stems: bool,
    job: Job,
) -> dict[str, Any]:
    mix = mix_mashup(mashup, alignment, songs, separator, cache, target=lufs, job=job.part(0, 0.9))
    title = " × ".join(ready.song.title for ready in songs)
    tags = Tags(
        title=title,
        artist=" × ".join(dict.fromkeys(ready.song.artist for ready in songs if ready.song.artist)),
        bpm=alignment.grid.tempo,
        key=None if alignment.key_number is None else songs[0].analysis.key.shifted(alignment.songs[0].shift),
        comment="Made with MashStudio",
    )
    export_mix(mix.plan, mix.stems, out, format_for(out), tags, job=job.part(0.9, 1))
    written = [str(out)]
    if with_stems:
        names = [f"{side} {stem}" for side in "AB" for stem in StemName]
        folder = out.parent / f"{out.stem} stems"
        files = export_stems(mix.plan, mix.stems, names, folder, format_for(out), job=job.part(0.9, 1))
        written += [str(path) for path in files]
    return {
        "songs": [
            {
                "title": ready.song.title,
                "bpm": ready.analysis.tempo,
                "key": str(ready.analysis.key),
                "shift": aligned.shift,
                "stretch": aligned.stretch,
            }
            for ready, aligned in zip(songs, alignment.songs, strict=True)
        ],
        "bpm": alignment.grid.tempo,
        "separator": separator.name,
        "beats": mashup.cells.shape[1],
        "seconds": mix.plan.frames / SAMPLE_RATE,
        "loudness": mix.loudness.integrated,
        "true_peak": mix.loudness.true_peak,
        "shortfall": mix.master.shortfall_db,
        "written": written,
    }


def _ready(path: Path, cache: Cache, job: Job) -> Any:
    return ready_song(path, cache, job=job)


def _check_folder(out: Path) -> None:
    if not out.resolve().parent.is_dir():
        raise BadArgument(f"Can't write {out}: its folder doesn't exist; create it or choose another.")
    if out.is_dir():
        raise BadArgument(f"Can't write {out}: that is a folder; add a file name.")


def _number(tempo: str) -> str | float:
    choice = tempo_choice(tempo)
    return choice if isinstance(choice, float) else tempo


def _write_text(path: Path, text: str) -> None:
    with explain_storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        temporary.write_text(text + "\n", "utf-8")
