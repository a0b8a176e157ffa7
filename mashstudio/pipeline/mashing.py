"""From songs to a mix: the steps that every front end takes, in order."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.alignment.plan import Rates, align, usual_tempo
from mashstudio.audio.loudness import Loudness, MasterGain
from mashstudio.audio.songs import load_samples, open_song
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job, run_together
from mashstudio.core.messages import Message
from mashstudio.core.units import Decibels, Samples, Semitones
from mashstudio.document.arrange import arrange, arranged_where
from mashstudio.document.band import with_band_cells
from mashstudio.document.cells_text import parse_cells
from mashstudio.document.edits import BeatCounts, Selection
from mashstudio.export.mastering import Lanes, document_gain, measure_lanes, whole_plan, written_lanes
from mashstudio.model.alignment import Alignment, Engine, SongAlignment
from mashstudio.model.analysis import Analysis, with_beat_map
from mashstudio.model.bars import bars_of
from mashstudio.model.choices import BAND, LETTERS, Fastest, KeyChoice, TempoChoice
from mashstudio.model.mashup import FEWEST_SOURCES, MAX_SOURCES, SILENT, SPEEDS, Mashup, SongSource, empty_mashup
from mashstudio.model.plan import Plan
from mashstudio.model.runs import sounds
from mashstudio.model.song import SongPlace, SongRef
from mashstudio.model.stems import Part
from mashstudio.pipeline.band_stems import LaneToPlay, band_stems, lanes_to_play
from mashstudio.pipeline.stages import ReadySong, SongToFit, fitted, ready_opened
from mashstudio.render.lanes import only_lanes, sounding_lanes
from mashstudio.separation.own_stems import separator_for
from mashstudio.separation.separator import Separator
from mashstudio.separation.tag_steered import steered

_FIRST_BARS: Final = 8
_MATCHED: Final = -14.0
"""LUFS of every song that is matched: a fixed one, so that no song's level hangs on the others."""
_MOST_MATCHING: Final = 12.0
"""A song is made at most this much louder or softer for that, dB."""
Songs = Mapping[int, ReadySong]
"""Songs by source id, in the order of the sources."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A mashup at one moment with everything needed to mix it; later edits don't affect it.

    project: the file it was saved to, if any. files: the samples (.npy) of all that `sounds`; None: not made yet.
    """

    mashup: Mashup
    alignment: Alignment
    songs: Songs
    separators: Mapping[int, Separator]
    project: Path | None = None
    files: Sequence[Path | None] | None = None

    def to_fit(self, source: int, speed: int = 0) -> SongToFit:
        """Return what determines the fitted stems of `source` at a speed, an index of SPEEDS."""
        alignment = self.alignment.songs[source].at_speed(SPEEDS[speed])
        separator = steered(self.separators[source], self.mashup.source(source).takes)
        return SongToFit(self.songs[source], alignment, separator)

    def band_to_play(self) -> list[tuple[int, dict[Part, LaneToPlay]]]:
        """Return what determines the sound of the band's lanes that some cell plays, at each speed."""
        if (band := self.mashup.band) is None:
            return []
        used = stems_used(self.mashup, BAND)
        return [(speed, lanes_to_play(band, parts, self.alignment, speed)) for speed, parts in used.items()]


@dataclass(frozen=True, eq=False)
class Mix:
    """A mashup ready to play: `stems` of all that `sounds` (None: nothing); `plan` includes the master gain.

    loudness: of the mix with the master gain; it is `left_out_db` quieter than with every lane.
    """

    plan: Plan
    stems: list[Samples | None]
    master: MasterGain
    loudness: Loudness
    left_out_db: Decibels


def check_count(songs: int) -> None:
    """Raise BadArgument unless a mashup can have this many songs."""
    if not FEWEST_SOURCES <= songs <= MAX_SOURCES:
        raise BadArgument(
            Message(
                "A mashup takes {fewest} to {most} songs, not {count}.",
                fewest=FEWEST_SOURCES,
                most=MAX_SOURCES,
                count=songs,
            )
        )


def check_song(source: int, songs: int) -> None:
    """Raise BadArgument unless the song `source` is one of that many."""
    if source >= songs:
        raise BadArgument(Message("There is no song {letter}.", letter=LETTERS[source]))


def ready_songs(places: Mapping[int, SongPlace], cache: Cache, *, job: Job) -> Songs:
    """Read and analyse the songs of some sources in parallel. Raises UnusableSong."""
    opened = run_together([partial(open_song, place, cache) for place in places.values()], job=job.part(0, 0.1))
    ready = run_together([partial(ready_opened, song, cache) for song in opened], job=job.part(0.1, 1))
    return dict(zip(places, ready, strict=True))


def new_mashup(
    songs: Songs, tempo: TempoChoice | None, key: KeyChoice, cells: str | None, engine: Engine = Engine.OWN
) -> tuple[Mashup, Alignment]:
    """Make a mashup of `songs` with the cells written in `cells` (see `parse_cells`), or a suggested arrangement.

    tempo: None: the one that suits the songs. Raises BadArgument for cells that can't be parsed.
    """
    sources = [SongSource(source, song_ref(song), engine=engine) for source, song in songs.items()]
    empty = empty_mashup(sources, 0, parts_of(songs))
    mashup = replace(empty, key=key, tempo=tempo or Fastest(), tempo_chosen=tempo is not None)
    mashup = recounted(mashup, songs)
    alignment = align_mashup(mashup, songs)
    if cells is None:
        return arranged(mashup, alignment), alignment
    return replace(mashup, cells=parse_cells(cells, mashup.lanes, song_beats(alignment))), alignment


def song_ref(ready: ReadySong) -> SongRef:
    """Return a project's reference to the song."""
    song = ready.song
    return SongRef(song.path, song.sha256, song.title, stems=song.files)


def separators_of(songs: Songs, usual: Separator) -> dict[int, Separator]:
    """Return what yields each song's stems: `usual`, unless the song has its own."""
    return {source: separator_for(ready.song, usual) for source, ready in songs.items()}


def parts_of(songs: Songs) -> dict[int, Sequence[Part]]:
    """Return the parts of each song: its lanes in a new mashup."""
    return {source: ready.song.parts for source, ready in songs.items()}


def arranged(mashup: Mashup, alignment: Alignment, where: Selection | None = None) -> Mashup:
    """Replace the mashup's cells, or those of a selection, by a suggested arrangement.

    In a selection the songs keep their offsets: the suggestion is made for the part of the first song there.
    """
    suggestion = arrange(mashup.lanes, alignment)
    if where is not None:
        return arranged_where(mashup, song_beats(alignment), where, suggestion)
    sources = tuple(replace(source, offset=suggestion.offsets[source.id]) for source in mashup.sources)
    return replace(mashup, cells=with_band_cells(mashup, suggestion.cells), sources=sources)


def song_beats(alignment: Alignment) -> BeatCounts:
    """Return how many beats each source, and the band, has on the grid."""
    return {source: len(song.beats) for source, song in alignment.played.items()}


def align_mashup(mashup: Mashup, songs: Songs) -> Alignment:
    """Align the mashup's songs to its grid, using their mended beats where there are any."""
    known = analyses(mashup, songs)
    plain = align(known, mashup.tempo, mashup.key, mashup.rates)
    gains = _matching(known) if mashup.matched else {}
    laid = {
        source.id: replace(
            plain.songs[source.id],
            shift=_within_an_octave(plain.songs[source.id].shift + round(source.transpose)),
            correction=plain.songs[source.id].correction + round(100 * (source.transpose - round(source.transpose)), 2),
            engine=source.engine,
            timing=source.timing,
            formants=frozenset(lane.part for lane in mashup.lanes if lane.source == source.id and lane.formants),
            gain_db=gains.get(source.id, 0.0),
        )
        for source in mashup.sources
    }
    return replace(plain, songs=laid, band=_band_on(mashup, replace(plain, songs=laid)))


def _band_on(mashup: Mashup, alignment: Alignment) -> SongAlignment | None:
    """Return how the band lies on the grid: its beats are the grid's, in the bars of the first song."""
    if (band := mashup.band) is None:
        return None
    grid, first = alignment.grid, mashup.sources[0]
    bars = bars_of(alignment.songs[first.id], first.offset)
    return SongAlignment(
        rate=1.0,
        beats=np.arange(band.beats, dtype=np.float64) * np.float64(grid.beat_length),
        beat_frame=grid.frames(band.beats),
        downbeats=bars.within(0, band.beats),
        phrases=np.empty(0, np.int64),
        beats_per_bar=bars.usual,
        shift=band.shift_to(alignment.key_number),
        stretch=1.0,
    )


def _matching(songs: Mapping[int, Analysis]) -> dict[int, Decibels]:
    """Return the gain that brings each song to the common loudness; none for silence."""
    loudness = {source: analysis.loudness for source, analysis in songs.items() if math.isfinite(analysis.loudness)}
    most = _MOST_MATCHING
    return {source: round(min(max(_MATCHED - each, -most), most), 2) for source, each in loudness.items()}


def _within_an_octave(shift: int) -> Semitones:
    return min(max(shift, -12), 12)


def recounted(mashup: Mashup, songs: Songs) -> Mashup:
    """Return `mashup` with half and double time, and an automatic tempo, chosen again for its songs."""
    if not mashup.tempo_chosen:
        tempo, rates = usual_tempo(analyses(mashup, songs))
        return with_rates(replace(mashup, tempo=tempo), rates)
    return with_rates(mashup, rates_of(align_mashup(with_rates(mashup, None), songs)))


def with_rates(mashup: Mashup, rates: Rates | None) -> Mashup:
    """Return `mashup` with each source's beats counted at `rates`; None: not chosen yet."""
    sources = (replace(source, rate=None if rates is None else rates[source.id]) for source in mashup.sources)
    return replace(mashup, sources=tuple(sources))


def rates_of(alignment: Alignment) -> Rates:
    """Return the rate (half, normal or double time) at which an alignment counts each source's beats."""
    return {source: song.rate for source, song in alignment.songs.items()}


def analyses(mashup: Mashup, songs: Songs) -> dict[int, Analysis]:
    """Return the analyses of the mashup's songs, with mended beats."""
    return {source.id: analysis_of(source, songs[source.id]) for source in mashup.sources}


def analysis_of(source: SongSource, song: ReadySong) -> Analysis:
    """Return the analysis of a source's song, with mended beats."""
    return song.analysis if source.beats is None else with_beat_map(song.analysis, source.beats)


def stems_used(mashup: Mashup, source: int) -> dict[int, frozenset[Part]]:
    """Return the parts of `source` that some cell plays, by speed (an index of SPEEDS), without unused speeds.

    Muted or not: muting a lane must not refit the others.
    """
    own = mashup.lanes_of(source)
    cells = mashup.cells[own.start : own.stop]
    used = {
        speed: np.any((cells["beat"] != SILENT) & (cells["speed"] == speed), axis=1) for speed in range(len(SPEEDS))
    }
    return {
        speed: frozenset(mashup.lanes[row].part for row, plays in zip(own, rows, strict=True) if plays)
        for speed, rows in used.items()
        if rows.any()
    }


def first_heard(mashup: Mashup, alignment: Alignment, source: int, beats: range) -> range:
    """Return the first 8 bars of `source` that sound in these beats of the grid, else those that lie under them."""
    cells = mashup.played[mashup.lanes_of(source), beats.start : beats.stop].T
    played = cells[cells != SILENT]
    first = int(played[0]) if len(played) else beats.start + mashup.source(source).offset
    bars, last = bars_of(alignment.songs[source], 0), len(alignment.songs[source].beats) - 1
    bar = bars.place(max(first, 0))[0]
    begin, end = max(bars.start(bar), 0), bars.start(bar + _FIRST_BARS)
    return range(begin, min(end, last)) if beats and begin < last else range(0)


def audible_plan(mashup: Mashup, alignment: Alignment, *, solo: bool = False) -> tuple[Plan, Lanes]:
    """Compile the mashup with every lane (see `whole_plan`); return the plan and the lanes that sound.

    solo: only the soloed ones, if there are any. Raises BadArgument if nothing can be heard.
    """
    if not np.any(mashup.played != SILENT):
        raise BadArgument(Message("The mashup is empty. Turn on some cells first."))
    whole = whole_plan(mashup, alignment)
    lanes = written_lanes(whole, mashup.lanes, solo=solo)
    if not lanes and written_lanes(whole, mashup.lanes):
        raise BadArgument(Message("The soloed lanes are silent. Solo others, or none."))
    if not lanes:
        raise BadArgument(Message("The mashup is silent: every lane with cells is muted. Unmute a lane."))
    return whole, lanes


def fit_lanes(now: Snapshot, cache: Cache, *, job: Job) -> list[Path | None]:
    """Separate and fit what the mashup plays; return a file (.npy) for all that `sounds`, None where nothing plays."""
    tasks: dict[tuple[int, int], Callable[..., dict[Part, Path]]] = {
        (source, speed): partial(fitted, now.to_fit(source, speed), stems, cache)
        for source in now.mashup.ids
        for speed, stems in stems_used(now.mashup, source).items()
    }
    tasks |= {(BAND, speed): partial(band_stems, lanes, cache) for speed, lanes in now.band_to_play()}
    files = dict(zip(tasks, run_together([*tasks.values()], job=job), strict=True))
    return [files.get((lane.source, speed), {}).get(lane.part) for lane, speed in sounds(now.mashup)]


def mastered(
    whole: Plan, document: Lanes, lanes: Lanes, files: Sequence[Path | None], target: Decibels | None, *, job: Job
) -> Mix:
    """Mix `lanes` of `whole` from their files, with the document's master gain for `target` LUFS (or None).

    document: the lanes that sound in the document, whatever is soloed.
    """
    every = tuple(sounding_lanes(whole))
    measured = measure_lanes(whole, (every, document, lanes), files, job=job)
    master = document_gain(every, (document, lanes), measured, target)
    stems = [None if file is None else load_samples(file) for file in files]
    plan = replace(only_lanes(whole, lanes), master=master.linear)
    left_out = max(measured[every].integrated - measured[lanes].integrated, 0.0)
    return Mix(plan, stems, master, measured[lanes].louder(master.gain_db), left_out)


def mix_mashup(now: Snapshot, cache: Cache, *, target: Decibels | None, job: Job) -> Mix:
    """Separate and fit what the mashup plays, and set the master gain for `target` LUFS (or None).

    The mix is for listening: while lanes are soloed, only these are heard.
    """
    whole, heard = audible_plan(now.mashup, now.alignment, solo=True)
    document = written_lanes(whole, now.mashup.lanes)
    files = fit_lanes(now, cache, job=job.part(0, 0.95))
    return mastered(whole, document, heard, files, target, job=job.part(0.95, 1))
