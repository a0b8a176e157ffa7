"""The whole analysis, on songs with known beats, bars and key."""

import json
from pathlib import Path

import numpy as np
import pytest
import synth
from numpy.typing import NDArray
from songs import RenderedSong, even_beats, render_song

from mashstudio.analysis.features import analyse
from mashstudio.analysis.key import find_key
from mashstudio.analysis.sound import open_sound
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.analysis import Analysis, Sureness, analysis_from_json, analysis_to_json, sureness
from mashstudio.model.key import Key, Mode, parse_key

# A cut that is 2 ms off is inaudible.
EXACT = 0.002


def analysed(samples: Samples, folder: Path) -> Analysis:
    path = folder / "samples.npy"
    np.save(path, samples)
    return analyse(path, job=Job())


def furthest(found: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    """Return the greatest distance from a true beat to the nearest found one, seconds."""
    return float(np.abs(found[None, :] - truth[:, None]).min(axis=1).max())


def assert_found(analysis: Analysis, song: RenderedSong) -> None:
    assert furthest(analysis.beats, song.beats) < EXACT
    within = analysis.beats[(analysis.beats > song.beats[0]) & (analysis.beats < song.beats[-1])]
    assert furthest(song.beats, within) < EXACT
    downbeats = analysis.beats[analysis.downbeats]
    assert furthest(downbeats, song.beats[song.downbeats]) < EXACT
    assert analysis.beats_per_bar == song.beats_per_bar


@pytest.mark.parametrize(
    ("tempo", "key"), [(170.0, "F# minor"), (93.0, "Eb major"), (127.5, "A minor"), (101.3, "D major")]
)
def test_a_steady_song_is_heard_exactly(tmp_path: Path, tempo: float, key: str) -> None:
    song = render_song(tempo=tempo, key=parse_key(key), seconds=24)
    analysis = analysed(song.samples, tmp_path)
    assert analysis.tempo == pytest.approx(tempo, rel=5e-4)
    assert len(analysis.sections) == 1
    assert np.ptp(np.diff(analysis.beats)) < 1e-4
    assert_found(analysis, song)
    assert analysis.key == parse_key(key)
    assert analysis.tempo_confidence > 0.8
    assert analysis.duration == len(song.samples) / SAMPLE_RATE


def test_silence_before_the_first_beat_is_no_beat(tmp_path: Path) -> None:
    song = render_song(tempo=112, lead_silence=2.7, seconds=22)
    analysis = analysed(song.samples, tmp_path)
    assert_found(analysis, song)
    assert analysis.beats[0] == pytest.approx(2.7, abs=EXACT)
    assert analysis.downbeats[0] == 0


def test_bars_of_three_are_told(tmp_path: Path) -> None:
    song = render_song(tempo=140, beats_per_bar=3, seconds=24)
    assert_found(analysed(song.samples, tmp_path), song)


def test_what_may_be_six_eight_is_called_no_waltz_without_doubt(tmp_path: Path) -> None:
    """A ballad whose equal eighths could be the beats of a waltz; its own beats are offered as well."""
    eighth = 60 / 54 / 3
    samples = np.zeros((round(97 * eighth * SAMPLE_RATE), 2), np.float32)
    for number in range(96):
        root, third = ((62, 3), (58, 4), (65, 4), (60, 4))[number // 6 % 4]
        sounds = [(synth.pluck(root + (0, third, 7)[number % 3], eighth), 0.6)]
        if number % 3 == 0:
            sounds += [(synth.bass(root - 24, 2.8 * eighth), 0.7), (synth.kick(), 0.4)]
        else:
            sounds.append((synth.snare(), 0.15))
        for sound, level in sounds:
            synth.place(samples, sound, number * eighth, level)
    analysis = analysed(samples, tmp_path)
    assert 54 in np.rint(analysis.levels)
    assert analysis.tempo == pytest.approx(54, rel=5e-4) or sureness(analysis.tempo_confidence) is Sureness.GUESS


def test_swing_doesn_t_move_the_beats(tmp_path: Path) -> None:
    song = render_song(tempo=110, swing=0.16, seconds=24)
    analysis = analysed(song.samples, tmp_path)
    assert_found(analysis, song)
    assert analysis.tempo == pytest.approx(110, rel=5e-4)


def test_a_drifting_tempo_is_followed(tmp_path: Path) -> None:
    beats = np.cumsum(60 / np.linspace(110, 124, 56))
    song = render_song(beats=beats, seconds=float(beats[-1]) + 1)
    analysis = analysed(song.samples, tmp_path)
    assert_found(analysis, song)
    tempi = [section.tempo for section in analysis.sections]
    assert tempi == sorted(tempi)
    assert tempi[0] < 114
    assert tempi[-1] > 120


def test_a_step_of_tempo_parts_the_song_in_two(tmp_path: Path) -> None:
    beats = np.concatenate([even_beats(120, 16), 16 + even_beats(100, 19.2)])
    song = render_song(beats=beats, seconds=float(beats[-1]) + 1)
    analysis = analysed(song.samples, tmp_path)
    assert_found(analysis, song)
    assert [section.tempo for section in analysis.sections] == pytest.approx([120, 100], rel=5e-4)
    assert [section.start for section in analysis.sections] == [0, 32]


@pytest.mark.parametrize("kind", ["noise", "tone", "one click"])
def test_without_a_beat_there_is_a_plain_grid_and_no_claim(tmp_path: Path, kind: str) -> None:
    samples = np.zeros((12 * SAMPLE_RATE, 2), np.float32)
    match kind:
        case "noise":
            samples += np.random.default_rng(1).normal(0, 0.1, samples.shape).astype(np.float32)
        case "tone":
            samples += 0.3 * np.sin(np.arange(len(samples)) * 0.05)[:, None].astype(np.float32)
        case _:
            samples[5 * SAMPLE_RATE : 5 * SAMPLE_RATE + 500] = 0.5
    analysis = analysed(samples, tmp_path)
    assert len(analysis.beats) >= 2
    assert np.all(np.diff(analysis.beats) > 0)
    assert analysis.beats[0] >= 0
    assert analysis.beats[-1] <= 12
    assert analysis.tempo_confidence < 0.3


def test_phrases_begin_where_the_music_changes(tmp_path: Path) -> None:
    sparse, full = render_song(seconds=32, seed=1), render_song(seconds=32, seed=2)
    quiet = sparse.samples - sum(sparse.stems[stem] for stem in list(sparse.stems)[1:3])
    analysis = analysed(np.concatenate([quiet, full.samples[: 32 * SAMPLE_RATE]]).astype(np.float32), tmp_path)
    assert furthest(analysis.beats[analysis.phrases], np.array([0.0, 32.0])) < 0.1
    assert set(analysis.phrases) <= set(analysis.downbeats)


@pytest.mark.parametrize("key", [Key(tonic, mode) for mode in Mode for tonic in range(12)], ids=str)
def test_every_key_is_told(key: Key, tmp_path: Path) -> None:
    np.save(tmp_path / "samples.npy", render_song(key=key, seconds=17, tempo=118).samples)
    found, confidence = find_key(open_sound(tmp_path / "samples.npy"), 0.0)
    assert found == key
    assert 0 < confidence <= 1


def test_an_analysis_survives_its_json(tmp_path: Path) -> None:
    analysis = analysed(render_song(seconds=8).samples, tmp_path)
    data = json.loads(json.dumps(analysis_to_json(analysis, "Song")))
    back = analysis_from_json(data)
    np.testing.assert_array_equal(back.beats, analysis.beats)
    np.testing.assert_array_equal(back.downbeats, analysis.downbeats)
    assert (back.tempo, back.key, back.sections, back.loudness) == (
        analysis.tempo,
        analysis.key,
        analysis.sections,
        analysis.loudness,
    )
    assert data["num_beat"] == len(data["beats"])
    assert data["beat_length"] == pytest.approx(60_000 / data["bpm"], abs=1e-3)


def test_progress_rises_and_cancelling_stops(tmp_path: Path) -> None:
    path = tmp_path / "samples.npy"
    np.save(path, render_song(seconds=8).samples)
    told: list[float] = []
    analyse(path, job=Job(lambda fraction, _status: told.append(fraction)))
    assert told == sorted(told)
    job = Job(lambda fraction, _status: job.cancel() if fraction > 0.3 else None)
    with pytest.raises(Cancelled):
        analyse(path, job=job)
