"""From two songs to a mix: what every front end asks for, in the order in which it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.alignment.plan import KeyChoice, TempoChoice, align, usual_tempo
from mashstudio.audio.loudness import Loudness, MasterGain
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.cache import Cache
from mashstudio.facts.alignment import Alignment, Engine
from mashstudio.facts.analysis import Analysis, with_grid
from mashstudio.facts.bars import bars_of
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.key import parse_key
from mashstudio.facts.messages import Message
from mashstudio.facts.plan import Plan
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import Decibels, Samples
from mashstudio.jobs import Job, run_together
from mashstudio.mashup.arrange import arrange, arranged_where
from mashstudio.mashup.cells_text import parse_cells
from mashstudio.mashup.document import SILENT, Mashup, SongRef, check_tempo, lane_index
from mashstudio.mashup.edits import Selection
from mashstudio.render.lanes import only_lanes, sounding_lanes
from mashstudio.separation.separator import Separator
from mashstudio.studio.mastering import Lanes, document_gain, measure_lanes, whole_plan, written_lanes
from mashstudio.studio.stages import ReadySong, fitted, ready_opened

_FIRST_BARS: Final = 8
Songs = tuple[ReadySong, ReadySong]


@dataclass(frozen=True, eq=False)
class Mix:
    """A mashup ready to be heard: `stems` by lane (None where nothing sounds); `plan` carries the master gain.

    loudness: of the mix as it will be heard, master gain included; it is `left_out_db` quieter than with every lane.
    """

    plan: Plan
    stems: list[Samples | None]
    master: MasterGain
    loudness: Loudness
    left_out_db: Decibels


def ready_songs(paths: tuple[Path, Path], cache: Cache, *, job: Job) -> Songs:
    """Both songs read and analysed, at once. Raises UnusableSong, or BadArgument when they are the same song."""
    opened = run_together([partial(open_song, path, cache) for path in paths], job=job.part(0, 0.1))
    if opened[0].song.sha256 == opened[1].song.sha256:
        raise BadArgument(Message("Both files are the same song; a mashup needs two different ones."))
    a, b = run_together([partial(ready_opened, song, cache) for song in opened], job=job.part(0.1, 1))
    return a, b


def new_mashup(
    songs: Songs, tempo: str | float | None, key: str, cells: str | None, engine: Engine = Engine.OWN
) -> tuple[Mashup, Alignment]:
    """A mashup of `songs` with the cells written in `cells` (see `parse_cells`), or a suggested arrangement.

    tempo: "faster", "slower", "a", "b" or BPM; None: what suits the songs. key: "middle", "a", "b", "none" or a key's
    name. Raises BadArgument when one of them means nothing.
    """
    (a, b), chosen, rates = (song.analysis for song in songs), tempo is not None, None
    if tempo is None:
        tempo, rates = usual_tempo(a, b)
    alignment = align(a, b, tempo_choice(tempo), key_choice(key), rates)
    if cells is None:
        suggestion = arrange(alignment)
        matrix, offsets = suggestion.cells, suggestion.offsets
    else:
        matrix = parse_cells(cells, (len(alignment.songs[0].beats), len(alignment.songs[1].beats)))
        offsets = (0, 0)
    mashup = Mashup(
        songs=(song_ref(songs[0]), song_ref(songs[1])),
        cells=matrix,
        offsets=offsets,
        tempo=tempo,
        key=key,
        rates=(alignment.songs[0].rate, alignment.songs[1].rate),
        tempo_chosen=chosen,
        engines=(engine, engine),
    )
    return mashup, align_mashup(mashup, songs)


def song_ref(ready: ReadySong) -> SongRef:
    """How a project names the song."""
    return SongRef(ready.song.path, ready.song.sha256, ready.song.title)


def arranged(mashup: Mashup, alignment: Alignment, where: Selection | None = None) -> Mashup:
    """`mashup` with a suggested arrangement in place of its cells, or of those of a selection.

    In a selection both songs stay where they lie: the suggestion is the one for what song A has there.
    """
    suggestion = arrange(alignment)
    if where is not None:
        beats = (len(alignment.songs[0].beats), len(alignment.songs[1].beats))
        return arranged_where(mashup, beats, where, suggestion)
    return replace(mashup, cells=suggestion.cells, offsets=suggestion.offsets)


def align_mashup(mashup: Mashup, songs: Songs) -> Alignment:
    """How the mashup lays its songs onto the grid; a song's beats as they were mended by hand, if they were."""
    plain = align(*_analyses(mashup, songs), tempo_choice(mashup.tempo), key_choice(mashup.key), mashup.rates)
    a, b = (
        replace(
            song,
            engine=mashup.engines[index],
            formants=frozenset(stem for stem in StemName if mashup.lanes[lane_index(index, stem)].formants),
        )
        for index, song in enumerate(plain.songs)
    )
    return replace(plain, songs=(a, b))


def counted_anew(mashup: Mashup, songs: Songs) -> Mashup:
    """`mashup` with half and double time, and a tempo that nobody chose, as they suit its songs."""
    if not mashup.tempo_chosen:
        tempo, rates = usual_tempo(*_analyses(mashup, songs))
        return replace(mashup, tempo=tempo, rates=rates)
    a, b = align_mashup(replace(mashup, rates=None), songs).songs
    return replace(mashup, rates=(a.rate, b.rate))


def _analyses(mashup: Mashup, songs: Songs) -> tuple[Analysis, Analysis]:
    """What is known of the mashup's songs, their beats as they were mended."""
    a, b = (
        ready.analysis if grid is None else with_grid(ready.analysis, grid)
        for ready, grid in zip(songs, mashup.grids, strict=True)
    )
    return a, b


def stems_used(mashup: Mashup, song: int) -> frozenset[StemName]:
    """The stems of `song` that some cell plays. Muted ones, too: to mute a lane is no reason to fit the rest anew."""
    used = np.any(mashup.cells != SILENT, axis=1)
    return frozenset(stem for stem in StemName if used[lane_index(song, stem)])


def first_heard(mashup: Mashup, alignment: Alignment, song: int, beats: range) -> range:
    """The first 8 bars of `song` that are heard in these beats of the grid, or else lie there."""
    lanes = [lane_index(song, stem) for stem in StemName]
    cells = mashup.cells[lanes, beats.start : beats.stop].T
    played = cells[cells != SILENT]
    first = int(played[0]) if len(played) else beats.start + mashup.offsets[song]
    bars, last = bars_of(alignment.songs[song], 0), len(alignment.songs[song].beats) - 1
    bar = bars.place(max(first, 0))[0]
    begin, end = max(bars.start(bar), 0), bars.start(bar + _FIRST_BARS)
    return range(begin, min(end, last)) if beats and begin < last else range(0)


def audible_plan(mashup: Mashup, alignment: Alignment, *, solo: bool = False) -> tuple[Plan, Lanes]:
    """The mashup compiled with every lane (see `whole_plan`), and the lanes that are heard.

    solo: only the soloed ones, while there are any. Raises BadArgument when nothing of it can be heard.
    """
    if not np.any(mashup.cells != SILENT):
        raise BadArgument(Message("Nothing is switched on in this mashup: choose some stems on some beats first."))
    whole = whole_plan(mashup, alignment)
    lanes = written_lanes(whole, mashup.lanes, solo=solo)
    if not lanes and written_lanes(whole, mashup.lanes):
        raise BadArgument(Message("The soloed lanes play nothing that could be heard: solo others, or none."))
    if not lanes:
        raise BadArgument(Message("Nothing of this mashup can be heard: every lane that plays something is muted."))
    return whole, lanes


def fit_lanes(
    mashup: Mashup,
    alignment: Alignment,
    songs: Songs,
    separators: tuple[Separator, Separator],
    cache: Cache,
    *,
    job: Job,
) -> list[Path | None]:
    """Separates and fits what the mashup plays: a file (.npy) for each lane, None where nothing is played."""
    played = [song for song in (0, 1) if stems_used(mashup, song)]
    tasks = [
        partial(fitted, songs[song], alignment.songs[song], stems_used(mashup, song), separators[song], cache)
        for song in played
    ]
    files: list[Path | None] = [None] * len(mashup.cells)
    for song, paths in zip(played, run_together(tasks, job=job), strict=True):
        for stem, path in paths.items():
            files[lane_index(song, stem)] = path
    return files


def mastered(
    whole: Plan, document: Lanes, lanes: Lanes, files: Sequence[Path | None], target: Decibels | None, *, job: Job
) -> Mix:
    """The mix of these `lanes` of `whole` and their files, with the document's master gain for `target` LUFS (or None).

    document: the lanes that the document has heard, whatever is soloed.
    """
    every = tuple(sounding_lanes(whole))
    measured = measure_lanes(whole, (every, document, lanes), files, job=job)
    master = document_gain(every, (document, lanes), measured, target)
    stems = [None if file is None else load_samples(file) for file in files]
    plan = replace(only_lanes(whole, lanes), master=master.linear)
    left_out = max(measured[every].integrated - measured[lanes].integrated, 0.0)
    return Mix(plan, stems, master, measured[lanes].louder(master.gain_db), left_out)


def mix_mashup(
    mashup: Mashup,
    alignment: Alignment,
    songs: Songs,
    separator: Separator,
    cache: Cache,
    *,
    target: Decibels | None,
    job: Job,
) -> Mix:
    """Separates and fits what the mashup plays, and sets the master gain for `target` LUFS (or None).

    It is mixed to be listened to: of soloed lanes nothing but these is heard.
    """
    whole, heard = audible_plan(mashup, alignment, solo=True)
    document = written_lanes(whole, mashup.lanes)
    both = (separator, separator)
    files = fit_lanes(mashup, alignment, songs, both, cache, job=job.part(0, 0.95))
    return mastered(whole, document, heard, files, target, job=job.part(0.95, 1))


def tempo_choice(text: str | float) -> TempoChoice:
    """What `--tempo` and a project say of the tempo, understood. Raises BadArgument."""
    match text:
        case "faster" | "slower" | "a" | "b":
            return text
    try:
        tempo = float(text)
    except ValueError:
        raise BadArgument(
            Message("“{text}” is not a tempo: use faster, slower, a, b or a number of BPM.", text=text)
        ) from None
    check_tempo(tempo)
    return tempo


def key_choice(text: str) -> KeyChoice:
    """What `--key` and a project say of the key, understood. Raises BadArgument."""
    match text:
        case "middle" | "a" | "b" | "none":
            return text
    try:
        return parse_key(text)
    except BadArgument:
        raise BadArgument(
            Message(
                "“{name}” is not a key: write it like “F minor” or “Bb major”, or use middle, a, b or none.", name=text
            )
        ) from None
