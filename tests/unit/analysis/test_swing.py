"""How songs swing, told from their sound."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mashstudio.analysis.sound import open_sound
from mashstudio.analysis.swing import find_swing
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.generation.midi import Timeline
from mashstudio.generation.sound import played
from mashstudio.model.notes import NoteLane
from mashstudio.training.accompaniment.songs import LearnedSong, song_of
from mashstudio.training.corpus.score import compose
from mashstudio.training.corpus.styles import STYLES

Floats = NDArray[np.float64]


def song_in(style: str) -> LearnedSong:
    return song_of(compose(5, 1, 30.0, next(each for each in STYLES if each.name == style)), 0)


def rendered(lanes: list[NoteLane], song: LearnedSong, swing: float) -> tuple[Samples, Floats]:
    """Return a song of a tempo that wanders by 1 %, and its beats."""
    beats = np.arange(song.heard.beats + 1)
    times = 1 + np.cumsum(60 / song.heard.tempo * (1 + 0.01 * np.sin(beats / 7)))
    timeline = Timeline(times, song.heard.bars, swing, 2)
    frames = round((float(times[-1]) + 1) * SAMPLE_RATE)
    return sounding(lanes, timeline, frames), times


def sounding(lanes: list[NoteLane], timeline: Timeline, frames: int) -> Samples:
    return np.asarray(sum(played(lane, timeline, frames) for lane in lanes), np.float32)


def swing_of(samples: Samples, beats: Floats, folder: Path) -> float | None:
    np.save(folder / "song.npy", samples)
    return find_swing(open_sound(folder / "song.npy"), beats, job=Job())


@pytest.mark.parametrize("style", ["rock", "swing"])
@pytest.mark.parametrize("swing", [0.5, 0.57, 2 / 3])
def test_swing_is_told_from_a_whole_band(style: str, swing: float, tmp_path: Path) -> None:
    """Also where beats were found some milliseconds beside the drums."""
    song = song_in(style)
    samples, beats = rendered(list(song.lanes.values()), song, swing)
    strayed = beats + 0.008 + np.random.default_rng(1).normal(0, 0.004, len(beats))
    for times in (beats, strayed):
        assert swing_of(samples, times, tmp_path) == pytest.approx(swing, abs=0.015)


def test_straight_sixteenths_are_even(tmp_path: Path) -> None:
    song = song_in("house")
    assert swing_of(*rendered(list(song.lanes.values()), song, 0.5), tmp_path) == 0.5


def test_six_eight_is_in_thirds(tmp_path: Path) -> None:
    """Its beats are dotted quarters, and it is written as it is played."""
    style = next(each for each in STYLES if each.steps == 3)
    score = compose(5, 1, 30.0, style)
    beats, frames = np.asarray(score.beats, np.float64), round((float(score.beats[-1]) + 1) * SAMPLE_RATE)
    song = song_of(score, 0)
    lanes = [lane for lane in song.lanes.values() if lane.notes]
    timeline = Timeline(beats, song.heard.bars, 0.5, 2)
    samples = sounding(lanes, timeline, frames)
    assert swing_of(samples, beats, tmp_path) == pytest.approx(2 / 3, abs=0.012)


def test_where_nothing_is_struck_between_beats_swing_is_unclear(tmp_path: Path) -> None:
    song = song_in("rock")
    lanes = [
        NoteLane(lane.part, lane.program, tuple(note for note in lane.notes if round(4 * note.start) % 4 == 0))
        for lane in song.lanes.values()
    ]
    assert swing_of(*rendered(lanes, song, 0.6), tmp_path) is None


def test_what_falls_anywhere_between_beats_doesn_t_swing(tmp_path: Path) -> None:
    dice = np.random.default_rng(1)
    beats = 1 + 0.5 * np.arange(61, dtype=np.float64)
    samples = np.zeros((32 * SAMPLE_RATE, 2), np.float32)
    for time in [*beats, *dice.uniform(1, 31, 120)]:
        at = round(time * SAMPLE_RATE)
        samples[at : at + 2000] += dice.standard_normal((2000, 1)) * np.exp(-np.arange(2000) / 300)[:, None] * 0.2
    assert swing_of(samples, beats, tmp_path) is None


def test_silence_has_no_swing(tmp_path: Path) -> None:
    assert swing_of(np.zeros((20 * SAMPLE_RATE, 2), np.float32), np.arange(1.0, 19.0, 0.5), tmp_path) is None
