"""Songs to learn accompaniments from: multitrack MIDI files, their lanes told by channel, program and register."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.generation.harmony import Chord
from mashstudio.generation.heard import Heard, HeardSection, SectionKind
from mashstudio.generation.midi_reading import MOST_BEATS, MidiLine, lanes_of, read_midi
from mashstudio.generation.models import Genre
from mashstudio.generation.swing import as_written
from mashstudio.model.notes import BandPart, Note
from mashstudio.training.accompaniment.songs import LearnedSong

ENDINGS: Final = (".mid", ".midi")
_FEWEST_BARS: Final = 4
_SECTION_BARS: Final = 8
_USUAL: Final = {BandPart.DRUMS: 0, BandPart.BASS: 33, BandPart.CHORDS: 0, BandPart.LEAD: 80}
_CHORDS: Final = ((0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 7, 10), (0, 4, 7, 11), (0, 3, 7, 10))
_MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)
_SWUNG: Final = 0.57
_GAIN: Final = 0.4
"""By how much two chords must explain a bar better than one."""

_Named = tuple[tuple[int, tuple[int, ...]], float]


def midi_files(folder: Path) -> list[Path]:
    """Return the MIDI files in a folder and the folders in it. Raises BadArgument if there are none."""
    if not folder.is_dir():
        raise BadArgument(Message("{path} is not a folder. Check its name.", path=said(folder)))
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    if not found:
        raise BadArgument(Message("No MIDI files in {folder}.", folder=said(folder)))
    return found


def read_songs(paths: Sequence[Path], *, job: Job) -> tuple[list[LearnedSong], list[Message]]:
    """Return the songs that can be used; and which can't, and why. Runs in a child process."""
    songs, left_out = [], []
    for number, path in enumerate(paths):
        job.report(number / len(paths), Message("Reading {name}", name=said(path.name)))
        try:
            songs.append(read_song(path, job=job))
        except BadArgument as error:
            left_out.append(Message("Left out: {name}: {reason}", name=said(path.name), reason=error.message))
    return songs, left_out


def read_song(path: Path, *, job: Job) -> LearnedSong:
    """Return the song in a MIDI file. Raises BadArgument if it can't be used."""
    song = read_midi(path, job=job)
    lines, beats = song.lines, int(song.end) + 1
    bars = _bars(song.lengths, beats) if beats <= MOST_BEATS else (0,)
    if len(bars) < _FEWEST_BARS:
        raise BadArgument(Message("it has too few bars, or too many"))
    beats = bars[-1]
    swing = _swing([note for line in lines for note in line.notes])
    straight = [MidiLine(line.drums, line.program, as_written(line.notes, swing, 2)) for line in lines]
    lanes = lanes_of(straight)
    if len(lanes) < 2:
        raise BadArgument(Message("it has fewer than two lanes: drums, bass, chords or lead"))
    chords = _chords([note for line in straight if not line.drums for note in line.notes], bars)
    sections = _sections([note for line in straight for note in line.notes], bars)
    return LearnedSong(Heard(bars[:-1], chords[:beats], sections, song.tempo, swing), lanes, 0)


def genre_of(songs: Sequence[LearnedSong], name: str) -> Genre:
    """Return a genre that sounds as these songs do mostly."""
    programs = {}
    for part in BandPart:
        found = Counter(song.lanes[part].program for song in songs if part in song.lanes)
        programs[part] = found.most_common(1)[0][0] if found else _USUAL[part]
    swing = float(np.median([song.heard.swing or 0.5 for song in songs]))
    return Genre(name, programs, round(swing, 3), 2)


def _bars(lengths: Sequence[tuple[float, float]], beats: int) -> tuple[int, ...]:
    """Return the beats on which bars begin, and the end of the last one. Raises BadArgument for bars of half beats."""
    ordered = sorted(lengths, key=lambda each: each[0])
    if any(length != int(length) or not 1 <= length <= 12 for _at, length in ordered):
        raise BadArgument(Message("its bars aren't of whole beats"))
    found = [0]
    while found[-1] < beats:
        length = [length for at, length in ordered if at <= found[-1] + 1e-6][-1]
        found.append(found[-1] + int(length))
    return tuple(found)


def _swing(notes: Sequence[Note]) -> float:
    """Return where the second eighths begin, ½ even."""
    parts = np.array([note.start % 1 for note in notes])
    late = parts[(parts > 0.4) & (parts < 0.72)]
    median = float(np.median(late)) if len(late) else 0.5
    return min(median, 0.75) if median > _SWUNG else 0.5


def _chords(notes: Sequence[Note], bars: Sequence[int]) -> tuple[Chord, ...]:
    """Return the chord of each beat, one for each bar, or for each half of a bar of four; the scale is the song's."""
    weights = np.zeros((bars[-1] + 1, 12))
    lowest = np.full(bars[-1] + 1, 128)
    for note in notes:
        for beat in range(int(note.start), min(int(np.ceil(note.start + note.length)), bars[-1])):
            sounds = min(note.start + note.length, beat + 1) - max(note.start, beat)
            weights[beat, note.pitch % 12] += sounds
            if sounds > 0.2:
                lowest[beat] = min(lowest[beat], note.pitch)
    total = weights.sum(axis=0)
    tonic = int(np.argmax([sum(total[(root + step) % 12] for step in _MAJOR) for root in range(12)]))
    scale = tuple((tonic + step) % 12 for step in _MAJOR)
    found: list[Chord] = []
    for start, stop in pairwise(bars):
        whole, *halves = (
            _likeliest(weights[first:last].sum(axis=0), int(lowest[first:last].min()))
            for first, last in ((start, stop), (start, start + 2), (start + 2, stop))
        )
        apart = (
            stop - start == 4 and all(halves) and sum(half[1] for half in halves if half) > 2 * _score(whole) + _GAIN
        )
        for named, beats in zip(halves if apart else [whole], [2, 2] if apart else [stop - start], strict=True):
            usual = (tonic, (0, 4, 7))
            found += [found[-1] if named is None and found else Chord(*(named[0] if named else usual), scale)] * beats
    return tuple(found)


def _score(named: _Named | None) -> float:
    return 0.0 if named is None else named[1]


def _likeliest(weights: NDArray[np.float64], lowest: int) -> _Named | None:
    """Return the root and tones of the chord that explains these pitch classes best, and how well; None for silence."""
    total, bass = float(weights.sum()), lowest % 12
    if total <= 0:
        return None
    best: tuple[int, tuple[int, ...]] = (0, _CHORDS[0])
    most = -np.inf
    for root in range(12):
        for tones in _CHORDS:
            classes = [(root + tone) % 12 for tone in tones]
            # Larger chords hold more by chance.
            score = 2 * float(weights[classes].sum()) / total - 0.12 * len(tones) + (0.3 if root == bass else 0)
            score += 0.2 * float(weights[root]) / total
            if score > most:
                best, most = (root, tones), score
    return best, most


def _sections(notes: Sequence[Note], bars: Sequence[int]) -> tuple[HeardSection, ...]:
    """Return sections of eight bars, as full as they are dense."""
    starts = np.array([note.start for note in notes])
    borders = [*bars[:-1:_SECTION_BARS], bars[-1]]
    density = np.array(
        [np.count_nonzero((starts >= a) & (starts < b)) / (b - a) for a, b in pairwise(borders)], np.float64
    )
    energy = density / max(float(density.max()), 1e-9)
    kinds = [SectionKind.CHORUS if each > 0.85 else SectionKind.VERSE for each in energy]
    for index, kind in ((0, SectionKind.INTRO), (-1, SectionKind.OUTRO)):
        if energy[index] < 0.6:
            kinds[index] = kind
    return tuple(
        HeardSection(beat, kind, round(float(each), 3))
        for beat, kind, each in zip(borders, kinds, energy, strict=False)
    )
