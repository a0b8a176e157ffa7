"""From two songs to a mix: what every front end asks for, in the order in which it is needed."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from mashstudio.alignment.plan import KeyChoice, TempoChoice, align, check_tempo
from mashstudio.alignment.warp import Quality
from mashstudio.audio.loudness import Loudness, MasterGain, master_gain
from mashstudio.audio.songs import OpenedSong, load_samples, open_song
from mashstudio.cache import Cache
from mashstudio.engine.export import measure_mix
from mashstudio.facts.alignment import Alignment
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.key import parse_key
from mashstudio.facts.plan import Plan
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import Decibels, Samples
from mashstudio.jobs import Job, run_together
from mashstudio.mashup.arrange import arrange
from mashstudio.mashup.cells_text import parse_cells
from mashstudio.mashup.document import Lane, Mashup, SongRef, lane_index
from mashstudio.mashup.project import find_song
from mashstudio.render.compile import compile_plan
from mashstudio.separation.separator import Separator
from mashstudio.studio.stages import ReadySong, analysed, fitted, is_fitted

Songs = tuple[ReadySong, ReadySong]


@dataclass(frozen=True, eq=False)
class Mix:
    """A mashup ready to be heard: `stems` by lane (None where nothing sounds); `plan` carries the master gain.

    loudness: of the mix as it will be heard, master gain included.
    """

    plan: Plan
    stems: list[Samples | None]
    master: MasterGain
    loudness: Loudness


def ready_songs(paths: tuple[Path, Path], cache: Cache, *, job: Job) -> Songs:
    """Both songs read and analysed, at once. Raises UnusableSong, or BadArgument when they are the same song."""
    opened = run_together([partial(_open, path, cache) for path in paths], job=job.part(0, 0.1))
    if opened[0].song.sha256 == opened[1].song.sha256:
        raise BadArgument("Both files are the same song; a mashup needs two different ones.")
    a, b = run_together([partial(_analyse, song, cache) for song in opened], job=job.part(0.1, 1))
    return a, b


def new_mashup(songs: Songs, tempo: str | float, key: str, cells: str | None) -> tuple[Mashup, Alignment]:
    """A mashup of `songs` with the cells written in `cells` (see `parse_cells`), or a suggested arrangement.

    tempo: "faster", "slower", "a", "b" or BPM; key: "middle", "a", "b", "none" or a key's name.
    Raises BadArgument when one of them means nothing.
    """
    alignment = _align(songs, tempo, key, None)
    if cells is None:
        suggestion = arrange(alignment)
        matrix, offsets = suggestion.cells, suggestion.offsets
    else:
        matrix = parse_cells(cells, (len(alignment.songs[0].beats), len(alignment.songs[1].beats)))
        offsets = (0, 0)
    refs = tuple(SongRef(s.song.path, s.song.sha256, s.song.title) for s in songs)
    mashup = Mashup(
        songs=(refs[0], refs[1]),
        cells=matrix,
        lanes=(Lane(),) * len(matrix),
        offsets=offsets,
        tempo=tempo,
        key=key,
        rates=(alignment.songs[0].rate, alignment.songs[1].rate),
    )
    return mashup, alignment


def arranged(mashup: Mashup, alignment: Alignment) -> Mashup:
    """`mashup` with a suggested arrangement in place of its cells."""
    suggestion = arrange(alignment)
    return replace(mashup, cells=suggestion.cells, offsets=suggestion.offsets)


def open_songs(mashup: Mashup, folder: Path, cache: Cache, *, job: Job) -> Songs:
    """The songs of a project that lies in `folder`, found by path or hash. Raises SongMoved when one isn't there."""
    a, b = (find_song(ref, folder) for ref in mashup.songs)
    return ready_songs((a, b), cache, job=job)


def align_mashup(mashup: Mashup, songs: Songs) -> Alignment:
    """How the mashup lays its songs onto the grid."""
    return _align(songs, mashup.tempo, mashup.key, mashup.rates)


def mix_mashup(
    mashup: Mashup,
    alignment: Alignment,
    songs: Songs,
    separator: Separator,
    cache: Cache,
    *,
    target: Decibels | None,
    quality: Quality = Quality.FINAL,
    job: Job,
) -> Mix:
    """Separates and fits what the mashup plays, compiles it and sets the master gain for `target` LUFS (or None)."""
    wanted = [_wanted(mashup, song) for song in (0, 1)]
    if not any(wanted):
        raise BadArgument("Nothing is switched on in this mashup: choose some stems on some beats first.")
    tasks = [
        partial(_fit, songs[song], alignment, song, wanted[song], quality, separator, cache)
        for song in (0, 1)
        if wanted[song]
    ]
    stems: list[Samples | None] = [None] * len(mashup.cells)
    for fit in run_together(tasks, job=job.part(0, 0.95)):
        for lane, samples in fit.items():
            stems[lane] = samples
    plan = compile_plan(mashup, alignment)
    raw = measure_mix(plan, stems, job=job.part(0.95, 1))
    master = master_gain(raw, target)
    heard = Loudness(raw.integrated + master.gain_db, raw.true_peak + master.gain_db)
    return Mix(replace(plan, master=10 ** (master.gain_db / 20)), stems, master, heard)


def quality_at_hand(mashup: Mashup, alignment: Alignment, songs: Songs, separator: Separator, cache: Cache) -> Quality:
    """The best quality in which the mashup can be heard without waiting long: final when it was fitted so before."""
    final = all(
        is_fitted(songs[song], alignment.songs[song], _wanted(mashup, song), Quality.FINAL, separator, cache)
        for song in (0, 1)
    )
    return Quality.FINAL if final else Quality.PREVIEW


def _open(path: Path, cache: Cache, job: Job) -> OpenedSong:
    return open_song(path, cache, job=job)


def _analyse(opened: OpenedSong, cache: Cache, job: Job) -> ReadySong:
    return ReadySong(opened.song, opened.samples_path, analysed(opened, cache, job=job))


def _fit(
    ready: ReadySong,
    alignment: Alignment,
    song: int,
    wanted: list[StemName],
    quality: Quality,
    separator: Separator,
    cache: Cache,
    job: Job,
) -> dict[int, Samples]:
    paths = fitted(ready, alignment.songs[song], wanted, quality, separator, cache, job=job)
    return {lane_index(song, stem): load_samples(path) for stem, path in paths.items()}


def _wanted(mashup: Mashup, song: int) -> list[StemName]:
    """The stems of `song` that some cell plays and nothing mutes."""
    soloed = any(lane.solo for lane in mashup.lanes)
    wanted = []
    for stem in StemName:
        index = lane_index(song, stem)
        lane = mashup.lanes[index]
        if np.any(mashup.cells[index] >= 0) and not lane.mute and (lane.solo or not soloed):
            wanted.append(stem)
    return wanted


def _align(songs: Songs, tempo: str | float, key: str, rates: tuple[float, float] | None) -> Alignment:
    return align(songs[0].analysis, songs[1].analysis, tempo_choice(tempo), key_choice(key), rates)


def tempo_choice(text: str | float) -> TempoChoice:
    """What `--tempo` and a project say of the tempo, understood. Raises BadArgument."""
    match text:
        case "faster" | "slower" | "a" | "b":
            return text
    try:
        tempo = float(text)
    except ValueError:
        raise BadArgument(f"“{text}” is not a tempo: use faster, slower, a, b or a number of BPM.") from None
    check_tempo(tempo)
    return tempo


def key_choice(text: str) -> KeyChoice:
    """What `--key` and a project say of the key, understood. Raises BadArgument."""
    match text:
        case "middle" | "a" | "b" | "none":
            return text
    try:
        return parse_key(text)
    except ValueError as error:
        raise BadArgument(f"{error}, or use middle, a, b or none.") from None
