"""What a band goes by when it plays along with a mashup: its bars, and the chords and sections of what sounds."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.songs import samples_of
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.generation.harmonising import harmonised
from mashstudio.generation.harmony import Chord, chord_in_key
from mashstudio.generation.heard import Heard, HeardSection, SectionKind
from mashstudio.model.analysis import Analysis
from mashstudio.model.bars import bars_of
from mashstudio.model.beat_sound import NO_CHORD
from mashstudio.model.key import MAJOR_SCALE, Key, Mode
from mashstudio.model.mashup import SILENT, Mashup, heard_lanes
from mashstudio.model.notes import Note
from mashstudio.model.stems import StemName
from mashstudio.pipeline.mashing import Snapshot, analysis_of
from mashstudio.pipeline.stages import beats_hash

_VERSION: Final = 1
_HARMONY: Final = {StemName.OTHER: 3.0, StemName.BASS: 2.0, StemName.VOCALS: 1.0}
_WEIGHTS: Final = {StemName.VOCALS: 1.0, StemName.DRUMS: 1.0, StemName.BASS: 0.7, StemName.OTHER: 0.8}
_SHORTEST, _USUAL = 4, 8
"""Bars of a section at least, and from how many on a phrase of a song begins another."""

_SCALES: Final = {Mode.MAJOR: MAJOR_SCALE, Mode.MINOR: (0, 2, 3, 5, 7, 8, 10)}
_A: Final = 9
_ALONE: Final = 0.8
"""How full a melody is that plays alone, 0–1."""

T = TypeVar("T")
_LISTENING: Final = Message("listening to the song")

Flags = NDArray[np.bool_]


def any_song_plays(mashup: Mashup) -> bool:
    """Return True if a cell of a song plays."""
    return bool(np.any(mashup.played[mashup.song_lanes] != SILENT))


def heard_of(now: Snapshot, cache: Cache, *, job: Job) -> Heard:
    """Return what a band hears in a mashup; on beats without a chord the last one goes on.

    Raises BadArgument if it is empty.
    """
    mashup, grid = now.mashup, now.alignment
    if not any_song_plays(mashup):
        raise BadArgument(Message("The mashup is empty. Turn on some cells first."))
    tasks = [partial(_chords, now, source, cache) for source in mashup.ids]
    chords = dict(zip(mashup.ids, run_together(tasks, job=job.part(0, 0.8)), strict=True))
    bars = grid_bars(now, now.mashup.beats)
    swing = _swing(now, drummer(now), cache, job=job.part(0.8, 1))
    return Heard(bars, _harmony(now, chords), _sections(now, bars), grid.grid.tempo, swing)


def heard_in(now: Snapshot, melody: Sequence[Note]) -> Heard:
    """Return what a band hears in a melody that is played alone: chords that fit it, a verse of it every eight bars."""
    bars, key = grid_bars(now, now.mashup.beats), now.alignment.key_number
    tonic = None if key is None else (key + _A) % 12
    chords = harmonised(melody, bars, now.mashup.beats, tonic)
    sections = tuple(HeardSection(beat, SectionKind.VERSE, _ALONE) for beat in bars[::_USUAL])
    return Heard(bars, chords, sections, now.alignment.grid.tempo)


def grid_bars(now: Snapshot, beats: int) -> tuple[int, ...]:
    """Return on which of the grid's first `beats` bars begin; what precedes the first downbeat is a bar of its own."""
    first = now.mashup.sources[0]
    bars = bars_of(now.alignment.songs[first.id], first.offset)
    return tuple(np.union1d([0], bars.within(0, beats)).astype(int).tolist())


def _chords(now: Snapshot, source: int, cache: Cache, *, job: Job) -> NDArray[np.int8]:
    """Return the chord of each of a song's beats, see `Band.chords`."""

    def read(folder: Path) -> NDArray[np.int8]:
        found: NDArray[np.int8] = np.load(folder / "chords.npy")
        return found

    return _listened(now, source, cache, "chords", write_chords, read, job=job)


def _swing(now: Snapshot, source: int, cache: Cache, *, job: Job) -> float | None:
    """Return how a song swings, see `find_swing`."""

    def read(folder: Path) -> float | None:
        found: float | None = json.loads((folder / "swing.json").read_text("utf-8"))
        return found

    return _listened(now, source, cache, "swing", write_swing, read, job=job)


def _listened(
    now: Snapshot,
    source: int,
    cache: Cache,
    name: str,
    write: Callable[..., None],
    read: Callable[[Path], T],
    *,
    job: Job,
) -> T:
    """Return what is kept of a song and its beats under `name`; if it isn't, `write` finds it in a child process."""
    ready, beats = now.songs[source], now.alignment.songs[source].beats
    song = ready.song

    def make(folder: Path) -> None:
        path = samples_of(song, ready.samples_path, cache, job=job)
        run_in_child(write, path, beats, folder, job=job, doing=_LISTENING)

    def found() -> T:
        named = {"version": _VERSION, "beats": beats_hash(beats)}
        return read(cache.build(song.sha256, name, named, make, check=job.check))

    return cache.lasting(found)


def write_chords(samples: Path, beats: NDArray[np.float64], folder: Path, *, job: Job) -> None:
    """Write the chord of each beat of a song. Runs in a child process."""
    from mashstudio.analysis.chords import chords_of
    from mashstudio.analysis.sound import open_sound

    np.save(folder / "chords.npy", chords_of(open_sound(samples), beats, job=job))


def write_swing(samples: Path, beats: NDArray[np.float64], folder: Path, *, job: Job) -> None:
    """Write how a song swings. Runs in a child process."""
    from mashstudio.analysis.sound import open_sound
    from mashstudio.analysis.swing import find_swing

    (folder / "swing.json").write_text(json.dumps(find_swing(open_sound(samples), beats, job=job)), "utf-8")


def drummer(now: Snapshot) -> int:
    """Return the song whose drums are heard on most beats; without drums, the song that is."""
    mashup = now.mashup
    counts = dict.fromkeys(mashup.ids, (0, 0))
    for row in _song_rows(mashup):
        lane, sounds = mashup.lanes[row], int(np.count_nonzero(mashup.played[row] != SILENT))
        drums, every = counts[lane.source]
        counts[lane.source] = (drums + sounds * (lane.stem is StemName.DRUMS), every + sounds)
    return max(mashup.ids, key=lambda source: counts[source])


def _harmony(now: Snapshot, chords: dict[int, NDArray[np.int8]]) -> tuple[Chord, ...]:
    """Return the chord of each beat of the grid: of the song whose instruments are heard most there."""
    mashup = now.mashup
    weights = np.zeros((len(mashup.sources), mashup.beats))
    playing = np.full((len(mashup.sources), mashup.beats), SILENT)
    order = {source: number for number, source in enumerate(mashup.ids)}
    for row in _song_rows(mashup):
        lane, weight = mashup.lanes[row], _HARMONY.get(mashup.lanes[row].stem, 0.0)
        beats = mashup.played[row]
        own = order[lane.source]
        sounds = (beats != SILENT) & (weight > weights[own])
        playing[own] = np.where(sounds, beats, playing[own])
        weights[own] = np.where(beats != SILENT, np.maximum(weights[own], weight), weights[own])
    keys = {source.id: _key(analysis_of(source, now.songs[source.id]), now, source.id) for source in mashup.sources}
    found: list[Chord | None] = []
    for beat in range(mashup.beats):
        number = int(weights[:, beat].argmax())
        source = mashup.ids[number]
        at = int(playing[number, beat])
        own_chords = chords[source]
        chord = int(own_chords[at]) if weights[number, beat] > 0 and 0 <= at < len(own_chords) else NO_CHORD
        if chord == NO_CHORD:
            found.append(found[-1] if found else None)
            continue
        shift = now.alignment.songs[source].shift
        found.append(chord_in_key(chord % 12 + shift, minor=chord >= 12, scale=_scale(keys[source])))
    home = keys[mashup.ids[0]]
    first = next((each for each in found if each is not None), None)
    usual = first or chord_in_key(home.tonic + _A, minor=home.mode is Mode.MINOR, scale=_scale(home))
    return tuple(usual if each is None else each for each in found)


def _key(analysis: Analysis, now: Snapshot, source: int) -> Key:
    return analysis.key.shifted(now.alignment.songs[source].shift)


def _scale(key: Key) -> tuple[int, ...]:
    return tuple((key.tonic + _A + step) % 12 for step in _SCALES[key.mode])


def _song_rows(mashup: Mashup) -> list[int]:
    """Return the lanes of songs that aren't muted."""
    return [row for row in heard_lanes(mashup.lanes, solo=False) if row in mashup.song_lanes]


def _sections(now: Snapshot, bars: tuple[int, ...]) -> tuple[HeardSection, ...]:
    """Return sections: they begin where other lanes sound, and after a while with a phrase of a song that sounds."""
    mashup = now.mashup
    rows = _song_rows(mashup)
    stops = (*bars[1:], mashup.beats)
    plays = mashup.played[rows] != SILENT
    sounds = np.array([plays[:, start:stop].mean(axis=1) > 0.5 for start, stop in zip(bars, stops, strict=True)])
    phrases = {
        beat
        for source in mashup.sources
        for phrase in now.alignment.songs[source.id].phrases.tolist()
        for beat in np.flatnonzero(np.any(mashup.played[mashup.lanes_of(source.id)] == phrase, axis=0)).tolist()
    }
    begins = [0]
    for bar in range(1, len(bars)):
        since, changed = bar - begins[-1], bool(np.any(sounds[bar] != sounds[bar - 1]))
        if len(bars) - bar >= 2 and (
            (since >= _SHORTEST and changed) or (since >= _USUAL and (bars[bar] in phrases or since >= 2 * _USUAL))
        ):
            begins.append(bar)
    parts = [mashup.lanes[row].stem for row in rows]
    levels = [_level(sounds[first:last], parts) for first, last in zip(begins, (*begins[1:], len(bars)), strict=True)]
    most = max(*levels, 1e-9)
    return tuple(
        HeardSection(bars[bar], _kind(number, len(begins), level / most), round(level / most, 3))
        for number, (bar, level) in enumerate(zip(begins, levels, strict=True))
    )


def _level(sounds: Flags, parts: list[StemName]) -> float:
    """Return how full a stretch of bars is: parts of several songs count once."""
    return sum(
        weight * float(sounds[:, [index for index, each in enumerate(parts) if each is part]].any(axis=1).mean())
        for part, weight in _WEIGHTS.items()
        if part in parts
    )


def _kind(number: int, count: int, energy: float) -> SectionKind:
    if energy < 0.6 and number in (0, count - 1):
        return SectionKind.OUTRO if number and number == count - 1 else SectionKind.INTRO
    if energy < 0.5:
        return SectionKind.BREAK
    return SectionKind.CHORUS if energy > 0.9 else SectionKind.VERSE
