"""The results of a song's analysis, and their JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import LONGEST_SONG, TEMPO_RANGE, BeatIndex, Bpm, Cents, Decibels, Seconds
from mashstudio.model.key import Key, Mode

BARS: Final = range(2, 13)
"""The possible numbers of beats in a bar."""

CLOSEST_BEATS: Final[Seconds] = 0.02
"""The smallest distance between two beats of a song, also of those moved by hand."""

AUDIBLE: Final[Cents] = 3.0
"""A song that is out of tune by less than this sounds in tune."""

_ROUNDING: Final = 1.01
_HAIR: Final[Seconds] = 1e-6
_SAME_LEVEL = 0.04


class Sureness(StrEnum):
    """How far a finding can be trusted, in the words shown to the user."""

    SURE = "sure"
    FAIR = "fair"
    GUESS = "guess"


def sureness(confidence: float) -> Sureness:
    """Return the name of a confidence (probability that the finding is right, 0–1). 19 of 20 sure ones are right."""
    if confidence >= 0.92:
        return Sureness.SURE
    return Sureness.FAIR if confidence >= 0.65 else Sureness.GUESS


@dataclass(frozen=True)
class TempoSection:
    """A section of constant `tempo` from beat `start` to the next section."""

    start: BeatIndex
    tempo: Bpm


@dataclass(frozen=True)
class BeatMap:
    """A song's beats as mended by hand; they override the analysis.

    beats: seconds from 0 to LONGEST_SONG, at least 2, at least CLOSEST_BEATS apart, the median tempo 20–400 BPM.
    downbeats: indices into `beats`, at least 1, strictly increasing. beats_per_bar: 2 to 12. Raises ValueError for
    anything else.
    """

    beats: tuple[Seconds, ...]
    downbeats: tuple[int, ...]
    beats_per_bar: int

    def __post_init__(self) -> None:
        times = np.array(self.beats, np.float64)
        if not np.all((times >= 0) & (times <= LONGEST_SONG * _ROUNDING)):
            raise ValueError("a song's beats lie within 3 hours")
        steps = np.diff(times)
        if len(times) < 2 or np.any(steps < CLOSEST_BEATS):
            raise ValueError("a song's grid has at least 2 beats, one after the other")
        lowest, highest = TEMPO_RANGE
        if not lowest / _ROUNDING <= 60 / np.median(steps) <= highest * _ROUNDING:
            raise ValueError(f"a song's tempo lies between {lowest:g} and {highest:g} BPM")
        indices = np.array(self.downbeats)
        if len(indices) == 0 or indices[0] < 0 or indices[-1] >= len(self.beats) or np.any(np.diff(indices) <= 0):
            raise ValueError("a song's grid has at least 1 downbeat, each one of its beats")
        if self.beats_per_bar not in BARS:
            raise ValueError(f"a bar has {BARS[0]} to {BARS[-1]} beats")


@dataclass(frozen=True, eq=False)
class Analysis:
    """Tempo, beats, downbeats, key, tuning and loudness of one song.

    beats: float64, shape (beats,), seconds, strictly increasing, all within the song.
    beat_confidence: float64, shape (beats,), 0–1.
    downbeats: int64 indices into `beats`, increasing; the first is the first audible downbeat.
    phrases: int64 indices into `beats`, increasing: the downbeats on which phrases begin.
    material: for each phrase, a number from 0 on in order of appearance; equal for phrases that sound alike.
    beats_per_bar: 2 to 12.
    tempo: BPM of most of the song; `sections`: the tempo of each section (a single one: constant tempo).
    loudness: integrated loudness, LUFS (ITU-R BS.1770).
    tuning: cents from A = 440 Hz, −50 to 50. levels: every tempo at which the song could be tapped (half, double and
    so on), likeliest first; the first is `tempo`.
    The other confidences: the probability that the finding is right, 0–1.
    """

    beats: NDArray[np.float64]
    beat_confidence: NDArray[np.float64]
    downbeats: NDArray[np.int64]
    downbeat_confidence: float
    beats_per_bar: int
    phrases: NDArray[np.int64]
    tempo: Bpm
    tempo_confidence: float
    sections: tuple[TempoSection, ...]
    key: Key
    key_confidence: float
    loudness: Decibels
    duration: Seconds
    tuning: Cents = 0.0
    levels: tuple[Bpm, ...] = ()
    material: tuple[int, ...] = ()


def beat_map_of(analysis: Analysis) -> BeatMap:
    """Return the analysis' beats and bars as a grid to be mended."""
    beats, downbeats = analysis.beats.tolist(), analysis.downbeats.tolist()
    return BeatMap(tuple(beats), tuple(downbeats), analysis.beats_per_bar)


def with_beat_map(analysis: Analysis, grid: BeatMap) -> Analysis:
    """Return `analysis` with beats, bars and tempo from `grid`; each phrase moves to the nearest downbeat.

    Beats after the song's end are left out; a grid of which nothing remains changes nothing. The analysed tempo stays
    one of the levels.
    """
    beats, downbeats = np.array(grid.beats), np.array(grid.downbeats, np.int64)
    beats = beats[beats <= analysis.duration + _HAIR]
    downbeats = downbeats[downbeats < len(beats)]
    if len(beats) < 2 or len(downbeats) == 0:
        return analysis
    starts = beats[downbeats]
    phrases = np.abs(starts[None, :] - analysis.beats[analysis.phrases][:, None]).argmin(axis=1)
    phrases, kept = np.unique(phrases, return_index=True)
    tempo = 60 / float(np.median(np.diff(beats)))
    return replace(
        analysis,
        beats=beats,
        beat_confidence=np.ones(len(beats)),
        downbeats=downbeats,
        downbeat_confidence=1.0,
        beats_per_bar=grid.beats_per_bar,
        phrases=downbeats[phrases],
        material=tuple(analysis.material[phrase] for phrase in kept.tolist()) if analysis.material else (),
        tempo=tempo,
        tempo_confidence=1.0,
        sections=(TempoSection(BeatIndex(0), tempo),),
        levels=(tempo, *(level for level in analysis.levels if abs(level / tempo - 1) > _SAME_LEVEL)),
    )


def analysis_to_json(analysis: Analysis, title: str) -> dict[str, Any]:
    """Return the analysis as JSON: the founding document's fields (times in ms), then ours (times in seconds)."""
    beats = analysis.beats
    return {
        "title": title,
        "key_label": str(analysis.key),
        "key_label_num": analysis.key.number,
        "bpm": round(analysis.tempo, 4),
        "first_beat": round(float(beats[0]) * 1000, 3),
        "last_beat": round(float(beats[-1]) * 1000, 3),
        "beat_length": round(60_000 / analysis.tempo, 4),
        "num_beat": len(beats),
        "length": round(analysis.duration * 1000, 3),
        "beats": beats.tolist(),
        "beat_confidence": [round(c, 4) for c in analysis.beat_confidence.tolist()],
        "downbeats": analysis.downbeats.tolist(),
        "downbeat_confidence": analysis.downbeat_confidence,
        "downbeat_sureness": sureness(analysis.downbeat_confidence).value,
        "beats_per_bar": analysis.beats_per_bar,
        "phrases": analysis.phrases.tolist(),
        "material": list(analysis.material),
        "tempo": analysis.tempo,
        "tempo_confidence": analysis.tempo_confidence,
        "tempo_sureness": sureness(analysis.tempo_confidence).value,
        "sections": [{"start": s.start, "tempo": s.tempo} for s in analysis.sections],
        "key": {"tonic": analysis.key.tonic, "mode": analysis.key.mode.value, "camelot": analysis.key.camelot},
        "key_confidence": analysis.key_confidence,
        "key_sureness": sureness(analysis.key_confidence).value,
        "loudness": analysis.loudness,
        "duration": analysis.duration,
        "tuning": analysis.tuning,
        "levels": list(analysis.levels),
    }


def analysis_from_json(data: Mapping[str, Any]) -> Analysis:
    """Return the analysis that `analysis_to_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    return Analysis(
        beats=np.array(data["beats"], np.float64),
        beat_confidence=np.array(data["beat_confidence"], np.float64),
        downbeats=np.array(data["downbeats"], np.int64),
        downbeat_confidence=float(data["downbeat_confidence"]),
        beats_per_bar=int(data["beats_per_bar"]),
        phrases=np.array(data["phrases"], np.int64),
        tempo=float(data["tempo"]),
        tempo_confidence=float(data["tempo_confidence"]),
        sections=tuple(TempoSection(BeatIndex(s["start"]), float(s["tempo"])) for s in data["sections"]),
        key=Key(int(data["key"]["tonic"]), Mode(data["key"]["mode"])),
        key_confidence=float(data["key_confidence"]),
        loudness=float(data["loudness"]),
        duration=float(data["duration"]),
        tuning=float(data["tuning"]),
        levels=tuple(float(level) for level in data["levels"]),
        material=tuple(int(number) for number in data["material"]),
    )


def nearest_beat(analysis: Analysis, at: Seconds) -> int:
    """Return the beat nearest to `at`."""
    return int(np.abs(analysis.beats - at).argmin())


def bar_and_beat(analysis: Analysis, beat: int) -> tuple[int, int]:
    """Return the bar of a beat and its place in the bar, both from 1; bar 0 is an upbeat."""
    bar = int(np.searchsorted(analysis.downbeats, beat, side="right"))
    since = beat - int(analysis.downbeats[max(bar - 1, 0)])
    return bar, (since if bar else since % analysis.beats_per_bar) + 1
