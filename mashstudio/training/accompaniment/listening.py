"""What a training of accompaniments can be heard and judged by while it runs: samples, and measures of quality."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.generation.composing import compose
from mashstudio.generation.heard import Heard, HeardSection
from mashstudio.generation.midi import timeline_of, write_midi
from mashstudio.generation.models import BandModel, Genre
from mashstudio.generation.rolls import STEPS
from mashstudio.generation.sound import TAIL, played
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.training.accompaniment.songs import LearnedSong
from mashstudio.training.curves import SAMPLE

_BARS: Final = 8
_SONGS: Final = 10
_MP3: Final = AudioFormat("mp3", bitrate=128)
_ENTROPY, _DRUMS, _EMPTY, _SCALE = "Pitch-class entropy, bits", "Drums on eighths", "Empty bars", "Notes in the scale"

Lanes = Mapping[BandPart, NoteLane]


@dataclass(frozen=True)
class Listener:
    """Composes to some songs after each epoch. every: so many epochs it leaves a sample in `folder`; also after the
    first one and the `last`. songs: eight bars of each, see `listener`.
    """

    songs: tuple[LearnedSong, ...]
    folder: Path
    every: int
    last: int

    def look(self, model: BandModel, epoch: int, job: Job) -> dict[str, dict[str, float]]:
        """Return the measures of what is composed after an epoch, counted from 1, beside those of what was written."""
        composed = []
        for number, song in enumerate(self.songs):
            part = job.part(0.7 * number / len(self.songs), 0.7 * (number + 1) / len(self.songs))
            manner = Manner(number, temperature=1.0)
            genre = model.genres[song.genre]
            composed.append(compose(model, song.heard, genre, manner, parts=list(song.lanes), job=part))
        if epoch in (1, self.last) or epoch % self.every == 0:
            song = self.songs[0]
            write_sample(
                self.folder, SAMPLE.format(epoch=epoch), composed[0], song.heard, model.genres[song.genre], job=job
            )
        sheets = [song.heard for song in self.songs]
        ours, theirs = (measures(lanes, sheets) for lanes in (composed, [song.lanes for song in self.songs]))
        return {name: {"composed": ours[name], "written": theirs[name]} for name in ours}


def listener(songs: Sequence[LearnedSong], folder: Path, every: int, last: int) -> Listener:
    """Return what hears a training by these songs, or by ten of them."""
    chosen = songs[:: -(-len(songs) // _SONGS)]
    return Listener(tuple(map(excerpt, chosen)), folder, every, last)


def excerpt(song: LearnedSong) -> LearnedSong:
    """Return eight bars of a song, from where it is fullest on."""
    heard = song.heard
    fullest = max(heard.sections, key=lambda section: section.energy)
    first = max(min(int(np.searchsorted(heard.bars, fullest.beat)), len(heard.bars) - _BARS), 0)
    bars = heard.bars[first : first + _BARS]
    start, stop = bars[0], [*heard.bars, heard.beats][first + len(bars)]
    later = [section for section in heard.sections if start < section.beat < stop]
    sections = [heard.section_at(start), *later]
    lanes = {
        part: NoteLane(
            part,
            lane.program,
            tuple(
                replace(note, start=max(note.start - start, 0.0))
                for note in lane.notes
                if start <= round(STEPS * note.start) / STEPS < stop
            ),
        )
        for part, lane in song.lanes.items()
    }
    sheet = Heard(
        tuple(bar - start for bar in bars),
        heard.chords[start:stop],
        tuple(HeardSection(max(each.beat - start, 0), each.kind, each.energy) for each in sections),
        heard.tempo,
        heard.swing,
    )
    return LearnedSong(sheet, {part: lane for part, lane in lanes.items() if lane.notes}, song.genre)


def write_sample(folder: Path, name: str, lanes: Lanes, heard: Heard, genre: Genre, *, job: Job) -> None:
    """Write what was composed to `folder`, as MIDI and as MP3. Raises StorageError."""
    timeline = timeline_of(heard, genre)
    frames = round((float(timeline.times[-1]) + TAIL) * SAMPLE_RATE)
    mix = np.zeros((frames, 2), np.float32)
    for lane in lanes.values():
        job.check()
        mix += played(lane, timeline, frames)
    mix /= max(float(np.abs(mix).max()), 1.0)
    title = f"{genre.name}, {name}"
    write_midi(folder / f"{name}.mid", list(lanes.values()), timeline, title)
    tags = Tags(title=title, bpm=heard.tempo)
    write_audio(folder / f"{name}.mp3", [mix], frames, _MP3, tags, job=job.part(0.7, 1))


def measures(songs: Sequence[Lanes], sheets: Sequence[Heard]) -> dict[str, float]:
    """Return MuseGAN's measures of some songs (Dong et al. 2018), lanes that a song has counted only.

    The entropy of pitch classes in bits, the mean of songs; the share of drums that are struck on eighths as they are
    written; the share of lanes' bars in which nothing begins; the share of pitched notes in the scale of the moment.
    """
    entropies, drums, empty, scale = list[float](), list[bool](), list[bool](), list[bool]()
    for lanes, heard in zip(songs, sheets, strict=True):
        classes: Counter[int] = Counter()
        for part, lane in lanes.items():
            starts = np.round(np.array([STEPS * note.start for note in lane.notes])) / STEPS
            bars = pairwise([*heard.bars, heard.beats])
            empty += [not np.any((starts >= first) & (starts < stop)) for first, stop in bars]
            if part is BandPart.DRUMS:
                drums += (STEPS * starts % (STEPS // 2) == 0).tolist()
                continue
            classes.update(note.pitch % 12 for note in lane.notes)
            scale += [note.pitch % 12 in heard.chord_at(note.start).scale for note in lane.notes]
        shares = np.array(list(classes.values()), np.float64) / max(classes.total(), 1)
        entropies.append(float(-(shares * np.log2(shares)).sum()))
    values: dict[str, Sequence[float]] = {_ENTROPY: entropies, _DRUMS: drums, _EMPTY: empty, _SCALE: scale}
    return {name: round(float(np.mean(each)), 4) if each else 0.0 for name, each in values.items()}
