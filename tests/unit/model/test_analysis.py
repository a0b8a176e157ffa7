"""The analysis to JSON, with the founding document's fields, and back."""

import json
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.core.units import BeatIndex
from mashstudio.model.analysis import Analysis, TempoSection, analysis_from_json, analysis_to_json
from mashstudio.model.key import Key, Mode

SONG = Analysis(
    beats=np.array([0.251, 0.751, 1.251, 1.751, 2.251]),
    beat_confidence=np.array([0.5, 0.75, 1.0, 0.0, 0.25]),
    downbeats=np.array([1]),
    downbeat_confidence=0.875,
    beats_per_bar=4,
    phrases=np.array([1]),
    tempo=120.0,
    tempo_confidence=0.9,
    sections=(TempoSection(BeatIndex(0), 120.0), TempoSection(BeatIndex(3), 119.5)),
    key=Key(8, Mode.MINOR),
    key_confidence=0.6,
    loudness=-11.3,
    duration=3.5,
)


def same(a: Analysis, b: Analysis) -> bool:
    return all(np.array_equal(getattr(a, field.name), getattr(b, field.name)) for field in fields(Analysis))


def test_the_founding_document_s_fields() -> None:
    data = analysis_to_json(SONG, "둘째")
    assert {name: data[name] for name in ("title", "key_label", "key_label_num", "bpm", "num_beat")} == {
        "title": "둘째",
        "key_label": "F minor",
        "key_label_num": 11,
        "bpm": 120.0,
        "num_beat": 5,
    }
    milliseconds = {name: data[name] for name in ("first_beat", "last_beat", "beat_length", "length")}
    assert milliseconds == {"first_beat": 251.0, "last_beat": 2251.0, "beat_length": 500.0, "length": 3500.0}
    assert data["key"] == {"tonic": 8, "mode": "minor", "camelot": "4A"}


def test_it_comes_back_from_json_as_it_was() -> None:
    assert same(analysis_from_json(json.loads(json.dumps(analysis_to_json(SONG, "A")))), SONG)


@given(
    st.lists(st.floats(0.001, 2.0), min_size=1, max_size=50),
    st.sampled_from([Key(tonic, mode) for tonic in range(12) for mode in Mode]),
    st.floats(20, 400),
    st.floats(-70, 0),
)
def test_beats_and_numbers_survive_to_the_last_bit(steps: list[float], key: Key, tempo: float, loudness: float) -> None:
    beats = np.cumsum(steps)
    song = Analysis(
        beats=beats,
        beat_confidence=np.linspace(0, 1, len(beats)).round(4),
        downbeats=np.arange(0, len(beats), 4),
        downbeat_confidence=0.5,
        beats_per_bar=3,
        phrases=np.arange(0, len(beats), 16),
        tempo=tempo,
        tempo_confidence=0.5,
        sections=(TempoSection(BeatIndex(0), tempo),),
        key=key,
        key_confidence=0.5,
        loudness=loudness,
        duration=float(beats[-1]) + 1,
    )
    back = analysis_from_json(json.loads(json.dumps(analysis_to_json(song, "A"))))
    assert same(back, song)
    assert back.beats.dtype == np.float64
    assert back.downbeats.dtype == back.phrases.dtype == np.int64


@pytest.mark.parametrize("name", ["beats", "downbeats", "phrases", "tempo", "sections", "key", "loudness", "duration"])
def test_json_that_lacks_something_is_refused(name: str) -> None:
    data = analysis_to_json(SONG, "A")
    del data[name]
    with pytest.raises(KeyError):
        analysis_from_json(data)


@pytest.mark.parametrize(
    "wrong", [{"key": {"tonic": 12, "mode": "minor"}}, {"key": {"tonic": 0, "mode": "dorian"}}, {"beats": "no"}]
)
def test_json_that_means_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        analysis_from_json(analysis_to_json(SONG, "A") | wrong)
