"""A deterministic singing synthesiser: notes with syllables become a voice.

Source and filter (Fant, "Acoustic Theory of Speech Production", 1960): glottal pulses (Rosenberg, JASA 49, 1971),
breath and hiss pass through the resonances of a vocal tract that moves from sound to sound. The pitch glides,
overshoots, trembles and drifts as measured in singers (Saitou, Unoki and Akagi, "Development of an F0 control
model based on F0 dynamic characteristics for singing-voice synthesis", Speech Communication 46, 2005).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import bilinear, lfilter

from mashstudio.core.units import SAMPLE_RATE, Samples

Track = NDArray[np.float64]
Response = NDArray[np.complex128]

# Pitch and vocal tract are updated 490 times a second; the tract filters overlapping blocks of 23 ms.
_STEP = 90
_RATE = SAMPLE_RATE / _STEP
_PIECE = 1024
_SPECTRUM = 2 * _PIECE
# Rests longer than this, in seconds, end a phrase.
_REST = 0.12


@dataclass(frozen=True)
class Note:
    """A syllable on a pitch: its vowel begins at `start` (seconds), its consonants precede that."""

    start: float
    length: float
    midi: float
    syllable: str


@dataclass(frozen=True)
class Singer:
    """A singer. tract: the resonances' ratio to a tenor's; breath: the amount of air in the voice."""

    tract: float
    breath: float
    seed: int


MEZZO: Final = Singer(tract=1.15, breath=0.15, seed=1)
TENOR: Final = Singer(tract=1.0, breath=0.1, seed=2)


@dataclass(frozen=True)
class _Sound:
    """A part of a consonant: formants in Hz (None: the next vowel's); levels are relative to a vowel's voice."""

    seconds: float
    formants: tuple[int, int, int] | None
    voice: float = 0.0
    breath: float = 0.0
    hiss: float = 0.0
    hiss_hz: float = 5000.0


_VOWELS: Final = {
    "a": (740, 1200, 2550),
    "e": (520, 1750, 2500),
    "i": (330, 2050, 2650),
    "o": (480, 920, 2500),
    "u": (340, 850, 2400),
}
_AIR = _Sound(0.03, None, 0.1, 0.7)
_CONSONANTS: Final = {
    "m": (_Sound(0.07, (270, 1000, 2200), 0.3),),
    "n": (_Sound(0.06, (270, 1600, 2500), 0.3),),
    "l": (_Sound(0.06, (360, 1150, 2700), 0.5),),
    "r": (_Sound(0.05, (380, 1250, 1750), 0.5),),
    "w": (_Sound(0.06, (310, 680, 2200), 0.5),),
    "y": (_Sound(0.06, (290, 2150, 2900), 0.5),),
    "b": (_Sound(0.05, (250, 800, 2200), 0.05), _Sound(0.01, (300, 800, 2200), 0.3, 0.3, 0.15, 1200)),
    "d": (_Sound(0.045, (250, 1700, 2600), 0.05), _Sound(0.012, (300, 1700, 2600), 0.3, 0.3, 0.3, 4200)),
    "g": (_Sound(0.045, (250, 1800, 2300), 0.05), _Sound(0.015, (300, 1800, 2300), 0.3, 0.3, 0.25, 2300)),
    "t": (_Sound(0.05, (300, 1700, 2600)), _Sound(0.015, None, 0, 0.4, 0.5, 5000), _AIR),
    "k": (_Sound(0.05, (300, 1800, 2300)), _Sound(0.02, None, 0, 0.4, 0.45, 2300), _AIR),
    "s": (_Sound(0.09, (320, 1600, 2600), 0, 0.1, 0.5, 7000), _Sound(0.015, None, 0.3, 0.4)),
    "h": (_Sound(0.07, None, 0.05, 0.8),),
}


@dataclass(frozen=True)
class _Mouth:
    """The vocal tract, step by step: formants (3, steps) in Hz, and levels of voice, breath and hiss."""

    formants: Track
    voice: Track
    breath: Track
    hiss: Track
    hiss_hz: Track

    def say(self, sound: _Sound, span: slice, vowel: tuple[int, int, int]) -> None:
        """Set the position of `sound` for the steps in `span`."""
        self.formants[:, span] = np.array(sound.formants or vowel)[:, None]
        self.voice[span], self.breath[span] = sound.voice, sound.breath
        self.hiss[span], self.hiss_hz[span] = sound.hiss, sound.hiss_hz


def sing(notes: Sequence[Note], seconds: float, singer: Singer) -> Samples:
    """Return `seconds` of the singer alone, panned to the centre; about −20 dBFS RMS while singing.

    notes: in order; adjacent ones without a rest between them are slurred.
    """
    frames, steps = round(seconds * SAMPLE_RATE), round(seconds * _RATE) + 2
    random = np.random.default_rng(singer.seed)
    phrases = _phrases(notes)
    mouth = _mouth(phrases, steps, singer)
    pitch = 440 * 2 ** ((_pitch(phrases, steps, random) - 69) / 12)
    # Singers open their mouths until the first formant is no lower than the note (Sundberg, STL-QPSR 16, 1975).
    np.maximum(mouth.formants[0], pitch, out=mouth.formants[0])

    def audio(track: Track) -> Track:
        return np.interp(np.arange(frames) / _STEP, np.arange(steps), track)

    phase = np.cumsum(audio(pitch)) / SAMPLE_RATE % 1
    pulse = _glottal_pulse(int(SAMPLE_RATE / 2 / pitch.max()))
    unsteady = 1 + 0.06 * _wander(random, steps, 0.02)
    voice = audio(mouth.voice * unsteady) * np.interp(phase, np.linspace(0, 1, len(pulse)), pulse)
    noise = random.standard_normal(frames)
    # Aspiration noise sounds while the glottis is open, more of it at higher notes.
    air = (
        np.diff(noise, prepend=0)
        * audio(mouth.breath + singer.breath * mouth.voice)
        * (0.3 + np.sin(np.pi * phase) ** 2)
    )
    sung = _levelled(_through_the_mouth(voice + 0.5 * air, noise * audio(mouth.hiss), mouth, singer))
    return np.repeat(sung[:, None], 2, axis=1).astype(np.float32)


def _phrases(notes: Sequence[Note]) -> list[list[Note]]:
    """Return the notes, split into phrases at rests."""
    phrases = [[notes[0]]]
    for before, note in pairwise(notes):
        if note.start - before.start - before.length < _REST:
            phrases[-1].append(note)
        else:
            phrases.append([note])
    return phrases


def _mouth(phrases: Sequence[Sequence[Note]], steps: int, singer: Singer) -> _Mouth:
    formants = np.tile(np.array(_VOWELS["a"], np.float64)[:, None], steps)
    mouth = _Mouth(formants, np.zeros(steps), np.zeros(steps), np.zeros(steps), np.full(steps, 5000.0))
    rested = 0.0
    for phrase in phrases:
        inhaling = slice(_step(max(phrase[0].start - 0.45, rested)), _step(phrase[0].start - 0.17))
        mouth.breath[inhaling] = 0.25 * np.hanning(max(inhaling.stop - inhaling.start, 0))
        rested = _end(phrase)
        for note, end in zip(phrase, [*(note.start for note in phrase[1:]), rested], strict=True):
            _pronounce(mouth, note, end)
        _shape_loudness(mouth.voice, phrase)
    return _Mouth(
        np.stack([_smooth(row, 0.09) for row in formants]) * singer.tract,
        _smooth(mouth.voice, 0.04),
        _smooth(mouth.breath, 0.02),
        _smooth(mouth.hiss, 0.015),
        mouth.hiss_hz,
    )


def _pronounce(mouth: _Mouth, note: Note, end: float) -> None:
    """Articulate a syllable: consonants, then the vowel from the note's start to `end`; a second vowel at the end."""
    vowels = [_VOWELS[letter] for letter in note.syllable if letter in _VOWELS]
    sounds = [sound for letter in note.syllable for sound in _CONSONANTS.get(letter, ())]
    at = note.start - sum(sound.seconds for sound in sounds)
    for sound in sounds:
        mouth.say(sound, slice(_step(at), _step(at + sound.seconds)), vowels[0])
        at += sound.seconds
    mouth.say(_Sound(end - note.start, vowels[0], 1.0), slice(_step(note.start), _step(end)), vowels[0])
    # The tract keeps its position until the next sound.
    turn = note.start + (0.6 if len(vowels) > 1 else 0.0) * (end - note.start)
    mouth.formants[:, _step(turn) :] = np.array(vowels[-1])[:, None]


def _shape_loudness(voice: Track, phrase: Sequence[Note]) -> None:
    """Swell and fade a phrase; raise its high notes."""
    start, end = phrase[0].start, _end(phrase)
    sung = voice[_step(start) : _step(end)]
    time = (_step(start) + np.arange(len(sung))) / _RATE
    swell = 0.6 + 0.4 * np.sin(np.pi * (0.15 + 0.75 * (time - start) / (end - start)))
    begun = np.searchsorted([note.start for note in phrase[1:]], time, "right")
    height = np.array([note.midi - phrase[0].midi for note in phrase])[begun]
    sung *= swell * 10 ** (0.3 * height / 20) * np.clip((end - time) / 0.15, 0, 1)


def _pitch(phrases: Sequence[Sequence[Note]], steps: int, random: np.random.Generator) -> Track:
    """Return the pitch in MIDI notes, scooped at a phrase's start and slurred within it; vibrato comes late."""
    target = np.full(steps, float(phrases[0][0].midi))
    trembling = np.zeros(steps)
    for phrase in phrases:
        target[_step(phrase[0].start - 0.3) :] = phrase[0].midi - 1.5
        for note in phrase:
            target[_step(note.start - (0.0 if note is phrase[0] else 0.05)) :] = note.midi
            if note.length > 0.35:
                late = trembling[_step(note.start + 0.2) : _step(note.start + note.length)]
                late[:] = np.clip(np.arange(len(late)) / (0.3 * _RATE), 0, 1)
    # Saitou's overshoot: 34.8 rad/s, damping 0.5422.
    speed, damping = 34.8, 0.5422
    filters = bilinear([speed**2], [1, 2 * damping * speed, speed**2], _RATE)
    glide = lfilter(*filters, target - target[0]) + target[0]
    depth = 0.35 * _smooth(trembling, 0.1) * (1 + 0.2 * _wander(random, steps, 0.5))
    vibrato = depth * np.sin(2 * np.pi * np.cumsum(5.5 + 0.3 * _wander(random, steps, 0.4)) / _RATE)
    pitch: Track = glide + vibrato + 0.06 * _wander(random, steps, 0.3) + 0.03 * _wander(random, steps, 0.01)
    return pitch


def _glottal_pulse(harmonics: int) -> Track:
    """Return a period of the glottal flow's derivative (Rosenberg's shape C), RMS 1, without aliasing harmonics."""
    time = np.arange(4096) / 4096
    opening, closing = 0.45, 0.16
    rising = 0.5 * (1 - np.cos(np.pi * time / opening))
    falling = np.cos(np.pi * np.clip((time - opening) / (2 * closing), 0, 0.5))
    spectrum = np.fft.rfft(np.diff(np.where(time < opening, rising, falling), append=0))
    spectrum[harmonics + 1 :] = 0
    pulse = np.fft.irfft(spectrum, len(time))
    period: Track = np.append(pulse, pulse[0]) / np.sqrt(np.mean(pulse**2))
    return period


def _through_the_mouth(source: Track, hiss: Track, mouth: _Mouth, singer: Singer) -> Track:
    """Return the sound at the lips: blocks, each filtered by the tract's position, overlapped and added."""
    hop = _PIECE // 2
    padded = np.pad([source, hiss], ((0, 0), (hop, _PIECE)))
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _PIECE, axis=1)[:, ::hop]
    sounding = np.flatnonzero(np.abs(pieces).max(axis=(0, 2)) > 1e-6)
    window = np.hanning(_PIECE + 1)[:-1]
    hertz = np.linspace(0, SAMPLE_RATE / 2, _PIECE + 1)
    constant = _constant_response(hertz, singer.tract)
    out = np.zeros(padded.shape[1] + _SPECTRUM)
    for some in np.array_split(sounding, len(sounding) // 128 + 1):
        where = np.minimum(some * hop // _STEP, mouth.formants.shape[1] - 1)
        response = constant
        for formant, width in zip(mouth.formants, (90, 110, 200), strict=True):
            response = response * _resonance(hertz, formant[where, None], width)
        middle = mouth.hiss_hz[where, None]
        teeth = _resonance(hertz, middle, 0.35 * middle) * (hertz / (hertz + middle)) ** 2
        voiced, hissed = np.fft.rfft(pieces[:, some] * window, _SPECTRUM)
        for index, piece in zip(some, np.fft.irfft(voiced * response + hissed * teeth, _SPECTRUM), strict=True):
            out[index * hop : index * hop + _SPECTRUM] += piece
    return out[hop : hop + len(source)]


def _constant_response(hertz: Track, tract: float) -> Response:
    """Return the response common to all vowels: source slope, the singer's formant, and the resonances above it."""
    # A tube's resonances have a closed form; divide out its five lowest, which depend on the vowel.
    response: Response = 1 / np.cosh(np.pi / 1000 * (1j * hertz / tract + 150))
    for lowest in (500, 1500, 2500, 3500, 4500):
        response /= _resonance(hertz / tract, lowest, 300)
    response *= _resonance(hertz, 3400 * tract, 400) * _resonance(hertz, 4400 * tract, 450)
    # A soft, mellow voice: the separator assigns most of what is above 4 kHz to the instruments.
    response *= hertz / (hertz + 90) / (1 + 1j * hertz / 2000)
    return response


def _resonance(hertz: Track, middle: float | Track, width: float | Track) -> Response:
    """Return the response of one formant: 1 at 0 Hz, two poles."""
    pole = -np.pi * np.asarray(width) + 2j * np.pi * middle
    s = 2j * np.pi * hertz
    response: Response = np.abs(pole) ** 2 / ((s - pole) * (s - np.conj(pole)))
    return response


def _levelled(voice: Track) -> Track:
    """Return the voice, compressed 3:1 as in a mix, at an RMS of 0.1 while singing."""
    power = np.maximum(uniform_filter1d(voice**2, round(0.08 * SAMPLE_RATE)), 0)
    typical = np.mean(power[power > 0.1 * power.max()])
    levelled: Track = 0.1 * voice / np.sqrt(typical) * np.maximum(power / typical, 0.05) ** (-1 / 3)
    return levelled


def _wander(random: np.random.Generator, steps: int, seconds: float) -> Track:
    """Return slow noise that turns about every `seconds`, with standard deviation 1."""
    slow = _smooth(random.standard_normal(steps), seconds)
    wandering: Track = slow / slow.std()
    return wandering


def _smooth(track: Track, seconds: float) -> Track:
    window = np.hanning(2 * round(seconds * _RATE / 2) + 3)
    return np.convolve(np.pad(track, len(window) // 2, "edge"), window / window.sum(), "valid")


def _step(seconds: float) -> int:
    return max(round(seconds * _RATE), 0)


def _end(phrase: Sequence[Note]) -> float:
    return phrase[-1].start + phrase[-1].length
