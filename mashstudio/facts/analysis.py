"""What the analysis hears in a song, and its JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.key import Key, Mode
from mashstudio.facts.units import BeatIndex, Bpm, Decibels, Seconds


@dataclass(frozen=True)
class TempoSection:
    """From beat `start` on (up to the next section) the song keeps to `tempo`."""

    start: BeatIndex
    tempo: Bpm


@dataclass(frozen=True, eq=False)
class Analysis:
    """Tempo, beats, downbeats, key and loudness of one song.

    beats: float64, shape (beats,), seconds, strictly increasing, all within the song.
    beat_confidence: float64, shape (beats,), 0–1.
    downbeats: int64 indices into `beats`, increasing; the first is the first audible downbeat.
    phrases: int64 indices into `beats`, increasing, each one a downbeat: where a new phrase begins.
    beats_per_bar: 3 or 4.
    tempo: BPM of most of the song; `sections` holds it section by section (one section: constant tempo).
    loudness: integrated loudness, LUFS (ITU-R BS.1770).
    The other confidences are 0–1.
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


def analysis_to_json(analysis: Analysis, title: str) -> dict[str, Any]:
    """The JSON form: the founding document's fields (times in ms), then ours (times in seconds)."""
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
        "beats_per_bar": analysis.beats_per_bar,
        "phrases": analysis.phrases.tolist(),
        "tempo": analysis.tempo,
        "tempo_confidence": analysis.tempo_confidence,
        "sections": [{"start": s.start, "tempo": s.tempo} for s in analysis.sections],
        "key": {"tonic": analysis.key.tonic, "mode": analysis.key.mode.value, "camelot": analysis.key.camelot},
        "key_confidence": analysis.key_confidence,
        "loudness": analysis.loudness,
        "duration": analysis.duration,
    }


def analysis_from_json(data: Mapping[str, Any]) -> Analysis:
    """The analysis that `analysis_to_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
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
    )
