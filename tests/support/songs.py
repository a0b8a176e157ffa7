"""Songs rendered with known beats, key and stems: the ground truth of many tests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import synth
from numpy.typing import NDArray
from singer import TENOR, Note, sing

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.key import Key, Mode
from mashstudio.model.stems import StemName

_C_MAJOR = Key(3, Mode.MAJOR)
# Each chord's degree of the scale (0: tonic) and semitones above the tonic: I–vi–IV–V; in minor i–iv–i–V.
_CHORDS = {
    Mode.MAJOR: ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14)),
    Mode.MINOR: ((0, 3, 7, 12), (5, 8, 12, 17), (0, 3, 7, 12), (7, 11, 14, 17)),
}
_MELODY = {
    Mode.MAJOR: (0, 4, 7, 4, 9, 7, 4, 2, 5, 9, 7, 5, 7, 4, 2, 0),
    Mode.MINOR: (0, 3, 7, 3, 8, 7, 3, 2, 5, 8, 7, 5, 7, 3, 2, 0),
}
_SYLLABLES = ("la", "no", "de", "mu")


@dataclass(frozen=True, eq=False)
class RenderedSong:
    """A song and its ground truth: `beats` in seconds, `downbeats` as indices into them."""

    samples: Samples
    stems: dict[StemName, Samples]
    beats: NDArray[np.float64]
    downbeats: NDArray[np.int64]
    key: Key
    beats_per_bar: int


def even_beats(tempo: float, seconds: float, start: float = 0.0) -> NDArray[np.float64]:
    """Return beats of constant tempo from `start` to `seconds`."""
    return np.arange(start, seconds - 1e-9, 60 / tempo)


def render_song(
    *,
    tempo: float = 120.0,
    seconds: float = 20.0,
    beats_per_bar: int = 4,
    key: Key = _C_MAJOR,
    swing: float = 0.0,
    lead_silence: float = 0.0,
    beats: NDArray[np.float64] | None = None,
    seed: int = 0,
) -> RenderedSong:
    """Render a song of drums, bass, chords and a singer.

    beats: explicit beat times in seconds instead of a constant `tempo`. swing: the delay of the off-beat as a share of
    the beat. lead_silence: seconds before the first beat. seed: determines the melody.
    """
    times = even_beats(tempo, seconds, lead_silence) if beats is None else beats
    frames = round(max(seconds, float(times[-1]) + 0.5) * SAMPLE_RATE)
    stems = {stem: np.zeros((frames, 2), np.float32) for stem in StemName}
    tonic = 57 + key.tonic if key.tonic < 6 else 45 + key.tonic
    lengths = np.append(np.diff(times), times[-1] - times[-2])
    kick, snare, hat = synth.kick(), synth.snare(), synth.hat()
    melody = np.roll(_MELODY[key.mode], 4 * seed)
    notes = []
    for index, (time, length) in enumerate(zip(times, lengths, strict=True)):
        position, bar = index % beats_per_bar, index // beats_per_bar
        harmony = _CHORDS[key.mode][bar % 4]
        drums = stems[StemName.DRUMS]
        on_one = position == 0 or (beats_per_bar == 4 and position == 2)
        synth.place(drums, kick if on_one else snare, time, 0.8 if position == 0 else 0.65)
        synth.place(drums, hat, time, 0.8)
        synth.place(drums, hat, time + length * (0.5 + swing), 0.5)
        synth.place(stems[StemName.BASS], synth.bass(tonic - 24 + harmony[0], length * 0.9), time, 0.7)
        if position == 0:
            bar_length = length * beats_per_bar
            synth.place(stems[StemName.OTHER], synth.chord([tonic + tone for tone in harmony], bar_length), time, 0.8)
        if bar % 4 != 3 or position == 0:
            midi = tonic + int(melody[index % len(melody)])
            notes.append(Note(time, length * 0.95, midi, _SYLLABLES[index % 4]))
    stems[StemName.VOCALS] += np.float32(1.8) * sing(notes, frames / SAMPLE_RATE, TENOR)
    mix = np.sum(list(stems.values()), axis=0, dtype=np.float32)
    level = np.float32(0.8 / np.abs(mix).max())
    stems = {stem: samples * level for stem, samples in stems.items()}
    downbeats = np.arange(0, len(times), beats_per_bar)
    return RenderedSong(
        np.sum(list(stems.values()), axis=0, dtype=np.float32), stems, times, downbeats, key, beats_per_bar
    )


def write_wav(song: RenderedSong, path: Path) -> None:
    """Write the mix as 24-bit WAV."""
    soundfile.write(path, song.samples, SAMPLE_RATE, subtype="PCM_24")
