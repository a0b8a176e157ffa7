"""The stages of a song, each cached under its parameters and run in a child process that can be killed."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.alignment.warp import untouched, warp, warp_parameters
from mashstudio.analysis.beat_sounds import BEAT_SOUNDS_VERSION, read_beat_sounds, write_beat_sounds
from mashstudio.audio.arrays import save_array
from mashstudio.audio.peaks import PEAKS_VERSION, Peaks, find_peaks
from mashstudio.audio.songs import OpenedSong, load_samples, open_song, samples_of, waiting_for
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.model.alignment import Engine, SongAlignment, Timing
from mashstudio.model.analysis import Analysis
from mashstudio.model.beat_sound import Band, Lead
from mashstudio.model.song import Song, SongPlace
from mashstudio.model.stems import Part, StemName, Take, in_order, stem_of
from mashstudio.pipeline.ahead import Ahead, write_ahead
from mashstudio.pipeline.excerpt import Excerpt, write_excerpt
from mashstudio.pipeline.features import analysed
from mashstudio.separation.own_stems import OwnStems
from mashstudio.separation.separator import Separator, run_separator
from mashstudio.separation.tag_steered import TagSteered, base_of, parts_made_by, write_take

_BEGUN: Final = 0.1
_SEPARATED: Final = 0.3
"""Share of the progress for the stems of which instruments are then taken out."""
_AGAIN: Final = 0.03
"""Share of the progress for reading a song again, which is seldom necessary."""


@dataclass(frozen=True, eq=False)
class ReadySong:
    """A song that has been read and analysed. `samples_path` holds its samples (.npy)."""

    song: Song
    samples_path: Path
    analysis: Analysis


def ready_song(place: SongPlace, cache: Cache, *, job: Job) -> ReadySong:
    """Read and analyse the song at `place`. Raises UnusableSong if it can't be used."""
    return ready_opened(open_song(place, cache, job=job.part(0, 0.1)), cache, job=job.part(0.1, 1))


def ready_opened(opened: OpenedSong, cache: Cache, *, job: Job) -> ReadySong:
    """Analyse a song that was read before."""
    return ReadySong(opened.song, opened.samples_path, analysed(opened, cache, job=job))


def separated(song: Song, samples_path: Path, separator: Separator, cache: Cache, *, job: Job) -> dict[Part, Path]:
    """Return the song's parts (.npy files), from the cache or made in a child process: the four stems, or more."""
    doing = Message("separating {name}", name=song.title)
    if isinstance(separator, TagSteered):
        stems = separated(song, samples_path, separator.base, cache, job=job.part(0, _SEPARATED))
        return _with_takes(song, separator, stems, cache, job=job.part(_SEPARATED, 1))

    def make(folder: Path) -> None:
        mix = samples_of(song, samples_path, cache, job=job.part(0, _AGAIN))
        run_in_child(run_separator, separator, mix, folder, job=job.part(_AGAIN, 1), doing=doing)

    folder = _build(_Stage(song.sha256, "stems", separator.parameters, doing), make, cache, job=job)
    return {stem: folder / f"{stem}.npy" for stem in StemName}


def _with_takes(
    song: Song, separator: TagSteered, stems: dict[Part, Path], cache: Cache, *, job: Job
) -> dict[Part, Path]:
    """Return `stems` after the separator's instruments were taken out of them, one after the other."""
    parts, count = dict(stems), len(separator.takes)
    doing = Message("taking an instrument out of {name}", name=song.title)
    for number, take in enumerate(separator.takes):
        source, own = parts[take.part.stem], job.part(number / count, (number + 1) / count)

        def make(folder: Path, take: Take = take, source: Path = source, own: Job = own) -> None:
            run_in_child(write_take, source, take, separator.direct, folder, job=own, doing=doing)

        stage = _Stage(song.sha256, "take", separator.up_to(number).parameters, doing)
        folder = _build(stage, make, cache, job=own)
        parts |= {each: folder / f"{each}.npy" for each in (take.part, take.part.stem)}
    return {part: parts[part] for part in in_order(parts)}


def _at_hand(song: Song, separator: Separator, cache: Cache, check: Callable[[], None]) -> dict[Part, Path] | None:
    """Return the song's parts if all are cached."""
    there = _nearest(song, separator, cache, check)
    return None if there is None or there.left else there.parts


@dataclass(frozen=True, eq=False)
class _Nearest:
    """The parts of a song that are cached, and what is yet to be taken out of them."""

    parts: dict[Part, Path]
    left: tuple[Take, ...] = ()


def _nearest(song: Song, separator: Separator, cache: Cache, check: Callable[[], None]) -> _Nearest | None:
    """Return what is cached of what `separator` makes of a song; None if its stems aren't."""
    folder = cache.get(song.sha256, "stems", base_of(separator).parameters, check=check)
    if folder is None:
        return None
    parts: dict[Part, Path] = {stem: folder / f"{stem}.npy" for stem in StemName}
    if not isinstance(separator, TagSteered):
        return _Nearest(parts)
    for number, take in enumerate(separator.takes):
        folder = cache.get(song.sha256, "take", separator.up_to(number).parameters, check=check)
        if folder is None:
            return _Nearest(parts, separator.takes[number:])
        parts |= {each: folder / f"{each}.npy" for each in (take.part, take.part.stem)}
    return _Nearest(parts)


@dataclass(frozen=True, eq=False)
class SongToFit:
    """A song, its alignment and its separator: everything that determines its fitted stems."""

    ready: ReadySong
    alignment: SongAlignment
    separator: Separator


def fitted(to_fit: SongToFit, wanted: Collection[Part], cache: Cache, *, job: Job) -> dict[Part, Path]:
    """Return the `wanted` parts of a song on the grid (.npy); compute only what isn't cached or needs fitting."""
    ready, alignment, separator = to_fit.ready, to_fit.alignment, to_fit.separator
    same = [part for part in in_order(wanted) if untouched(alignment, part)]
    moved, parameters = _to_fit(to_fit, wanted)
    doing = Message("aligning {name} to the grid", name=ready.song.title)

    def stems() -> dict[Part, Path]:
        return separated(ready.song, ready.samples_path, separator, cache, job=job.part(0, 0.5))

    def make(target: Path) -> None:
        are_separated = _at_hand(ready.song, separator, cache, job.check) is not None
        part = job.part(0 if are_separated else 0.5, 1)
        run_in_child(warp, stems(), alignment, moved, target, job=part, doing=doing)

    paths: dict[Part, Path] = {}
    if moved:
        folder = _build(_Stage(ready.song.sha256, "fitted", parameters, doing), make, cache, job=job)
        paths = {stem: folder / f"{stem}.npy" for stem in moved}
    if same:
        whole = stems()
        paths |= {stem: whole[stem] for stem in same}
    return {stem: paths[stem] for stem in [*same, *moved]}


def is_fitted(to_fit: SongToFit, wanted: Collection[Part], cache: Cache) -> bool:
    """Return True if `fitted` would have no part to fit to the grid."""
    moved, parameters = _to_fit(to_fit, wanted)
    return not moved or cache.get(to_fit.ready.song.sha256, "fitted", parameters) is not None


def is_at_hand(to_fit: SongToFit, wanted: Collection[Part], cache: Cache) -> bool:
    """Return True if `fitted` would find every part cached."""
    separated = not any(untouched(to_fit.alignment, part) for part in wanted) or (
        _at_hand(to_fit.ready.song, to_fit.separator, cache, lambda: None) is not None
    )
    return separated and is_fitted(to_fit, wanted, cache)


def _to_fit(to_fit: SongToFit, wanted: Collection[Part]) -> tuple[list[Part], dict[str, Any]]:
    """Return the wanted parts that need fitting, and their parameters in the cache."""
    moved = [part for part in in_order(wanted) if not untouched(to_fit.alignment, part)]
    separator = dict(to_fit.separator.parameters)
    return moved, {"separator": separator, **warp_parameters(to_fit.alignment, moved)}


def excerpted(to_fit: SongToFit, beats: range, cache: Cache, *, job: Job) -> dict[Part, Path]:
    """Return `beats` of the song's parts on the grid (.npy), by our engine, with silence before them.

    Return nothing if the whole parts are on the grid already.
    """
    ready, separator = to_fit.ready, to_fit.separator
    alignment = replace(to_fit.alignment, engine=Engine.OWN)
    to_fit = replace(to_fit, alignment=alignment)
    if isinstance(separator, OwnStems):
        # They are available for the whole song only, and soon.
        separated(ready.song, ready.samples_path, separator, cache, job=job.part(0, 0.6))
    whole, parts = _at_hand(ready.song, separator, cache, job.check), parts_made_by(separator)
    if whole is not None and is_fitted(to_fit, parts, cache):
        return {}
    parameters = _to_fit(to_fit, parts)[1]
    doing = Message("separating {name}", name=ready.song.title)

    def make(folder: Path) -> None:
        mix = samples_of(ready.song, ready.samples_path, cache, job=job.part(0, _AGAIN))
        part = job.part(_AGAIN, 1)
        excerpt = Excerpt(mix, alignment, beats, parts, whole or separator)
        run_in_child(write_excerpt, excerpt, folder, job=part, doing=doing)

    stage = _Stage(ready.song.sha256, "excerpt", {**parameters, "beats": [beats.start, beats.stop]}, doing)
    folder = _build(stage, make, cache, job=job)
    return {part: folder / f"{part}.npy" for part in parts}


def taken_ahead(
    to_fit: SongToFit, beats: range, heard: Mapping[Part, Path], cache: Cache, *, job: Job
) -> dict[Part, Path]:
    """Return the parts that change when more is taken out of a song: in `beats`, and around them as they are heard.

    heard: the song's parts on the grid (.npy), of which less, or something else, was taken out; those returned add up
    to them. Return nothing if everything is taken out already.
    """
    song, separator, alignment = to_fit.ready.song, to_fit.separator, to_fit.alignment
    there = _nearest(song, separator, cache, job.check)
    if there is None or not there.left or not isinstance(separator, TagSteered):
        return {}
    frames = range(*map(int, alignment.beat_frame[[beats.start, beats.stop]]))
    taking, kept = replace(separator, takes=there.left), there.parts.keys() - set(StemName)
    changing = {each.part.stem for each in there.left}
    heard = {part: path for part, path in heard.items() if stem_of(part) in changing}
    doing = Message("taking an instrument out of {name}", name=song.title)

    def make(folder: Path) -> None:
        run_in_child(write_ahead, Ahead(heard, frames, taking, kept), folder, job=job, doing=doing)

    files = {part: _cached(path) for part, path in heard.items()}
    parameters = {**separator.parameters, "frames": [frames.start, frames.stop], "heard": files}
    folder = _build(_Stage(song.sha256, "ahead", parameters, doing), make, cache, job=job)
    return {part: folder / f"{part}.npy" for part in parts_made_by(taking) if stem_of(part) in changing}


def heard_by_beat(
    ready: ReadySong, beats: NDArray[np.float64], separator: Separator, cache: Cache, *, job: Job
) -> tuple[Lead, Band]:
    """Return the song's voice and instruments on each of `beats` (seconds), from its four stems."""
    separator = base_of(separator)
    doing = Message("listening to {name}", name=ready.song.title)

    def make(folder: Path) -> None:
        stems = separated(ready.song, ready.samples_path, separator, cache, job=job.part(0, 0.8))
        run_in_child(write_beat_sounds, stems, beats, folder, job=job.part(0.8, 1), doing=doing)

    named = {"version": BEAT_SOUNDS_VERSION, "separator": dict(separator.parameters), "beats": beats_hash(beats)}
    stage = _Stage(ready.song.sha256, "beat-sounds", named, doing)
    return cache.lasting(lambda: read_beat_sounds(_build(stage, make, cache, job=job)))


def beats_hash(beats: NDArray[np.float64]) -> str:
    """Return what identifies a song's beats, seconds, to the microsecond."""
    return hashlib.sha256(np.rint(beats * 1e6).astype("<i8").tobytes()).hexdigest()


def fitted_song(
    ready: ReadySong,
    alignment: SongAlignment,
    cache: Cache,
    *,
    on_beginning: Callable[[Path], None] = lambda path: None,
    job: Job,
) -> Path:
    """Return the whole song on the grid (.npy), by our engine, to be heard before there are stems.

    on_beginning: called with the file once it holds the song's beginning; it then fills much faster than it plays.
    """
    # The engine takes the whole song as one stem; any but the drums, which are never shifted.
    only: list[Part] = [StemName.OTHER]
    alignment = replace(alignment, engine=Engine.OWN, timing=Timing.BEATS)
    if untouched(alignment, StemName.OTHER):
        return samples_of(ready.song, ready.samples_path, cache, job=job)
    doing = Message("aligning {name} to the grid", name=ready.song.title)

    def make(folder: Path) -> None:
        whole: dict[Part, Path] = {
            StemName.OTHER: samples_of(ready.song, ready.samples_path, cache, job=job.part(0, _AGAIN))
        }
        reported = False

        def watch(fraction: float, _stems: Message) -> None:
            nonlocal reported
            if fraction >= _BEGUN and not reported:
                reported = True
                on_beginning(folder / f"{StemName.OTHER}.npy")
            job.report(fraction, Message("Aligning the song to the grid"))

        watched = Job(watch, parent=job).part(_AGAIN, 1)
        run_in_child(warp, whole, alignment, only, folder, job=watched, doing=doing)

    parameters = warp_parameters(alignment, only)
    stage = _Stage(ready.song.sha256, "fitted-song", parameters, doing)
    return _build(stage, make, cache, job=job) / f"{StemName.OTHER}.npy"


def peaks_of(sha256: str, samples_path: Path, cache: Cache, *, job: Job) -> Peaks:
    """Return the peaks (see `find_peaks`) of samples (.npy) in the cache of the song `sha256`."""

    def make(folder: Path) -> None:
        save_array(folder / "peaks.npy", find_peaks(load_samples(samples_path), job=job))

    parameters = {"version": PEAKS_VERSION, "source": _cached(samples_path)}

    def read() -> Peaks:
        peaks: Peaks = np.load(cache.build(sha256, "peaks", parameters, make, check=job.check) / "peaks.npy")
        return peaks

    return cache.lasting(read)


def _cached(path: Path) -> str:
    """Return what identifies the content of a file in the cache."""
    return f"{path.parent.name}/{path.name}"


@dataclass(frozen=True, eq=False)
class _Stage:
    """A result to cache: of which song, under which name and parameters, and what is done meanwhile."""

    sha256: str
    name: str
    parameters: Mapping[str, Any]
    doing: Message


def _build(stage: _Stage, make: Callable[[Path], None], cache: Cache, *, job: Job) -> Path:
    """Return the folder of a stage's result, made unless it is cached."""
    # Another process may be building the same.
    waiting = waiting_for(stage.doing, job)
    return cache.build(stage.sha256, stage.name, stage.parameters, make, check=job.check, waiting=waiting)
