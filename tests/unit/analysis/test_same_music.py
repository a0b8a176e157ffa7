"""The same music has the same beats, bars and key however it was recorded; guesses are reported as guesses."""

from pathlib import Path

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray
from songs import render_song
from synth import chord, hat, kick, place, snare

from mashstudio.analysis.features import analyse
from mashstudio.analysis.sound import open_sound
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.analysis import Analysis, Sureness, sureness
from mashstudio.model.key import parse_key

SAME = 0.01
SONG = render_song(tempo=112, seconds=22, key=parse_key("E minor"), lead_silence=0.4, seed=2)


def analysed(samples: Samples, folder: Path) -> Analysis:
    path = folder / "samples.npy"
    np.save(path, samples)
    return analyse(path, job=Job())


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return analysed(SONG.samples, tmp_path_factory.mktemp("plain"))


def furthest(found: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    return float(np.abs(found[None, :] - truth[:, None]).min(axis=1).max())


def assert_same(found: Analysis, plain: Analysis, later: float = 0.0) -> None:
    """Assert that `found` equals `plain`, with the song `later` seconds later."""
    assert found.tempo == pytest.approx(plain.tempo, rel=1e-4)
    assert found.beats_per_bar == plain.beats_per_bar
    assert found.key == plain.key
    for a, b in ((found.beats, plain.beats), (found.beats[found.downbeats], plain.beats[plain.downbeats])):
        own = a[(a > b[0] + later - 0.1) & (a < b[-1] + later + 0.1)]
        assert furthest(own, b + later) < SAME
        assert furthest(b + later, own) < SAME


def recorded(kind: str) -> Samples:
    left, right = SONG.samples.T
    match kind:
        case "opposite phase":
            return np.stack([left, -left], axis=1)
        case "bass in opposite phase":
            bass = SONG.stems[next(stem for stem in SONG.stems if stem.value == "bass")]
            return SONG.samples - bass * np.array([0, 2], np.float32)
        case "one dead channel, 50 dB softer":
            return np.stack([np.zeros_like(left), right], axis=1) * np.float32(10 ** (-50 / 20))
        case "24 dB louder, upside down, off zero, over noise":
            noise = np.random.default_rng(3).normal(0, 1e-3, SONG.samples.shape)
            return (-(SONG.samples + noise) * 10 ** (24 / 20) + 0.3).astype(np.float32)
        case _:
            telephone = soxr.resample(SONG.samples, SAMPLE_RATE, 8_000)
            return np.asarray(soxr.resample(telephone, 8_000, SAMPLE_RATE), np.float32)


@pytest.mark.parametrize(
    "kind",
    [
        "opposite phase",
        "bass in opposite phase",
        "one dead channel, 50 dB softer",
        "24 dB louder, upside down, off zero, over noise",
        "8 kHz",
    ],
)
def test_however_it_was_recorded(kind: str, plain: Analysis, tmp_path: Path) -> None:
    assert_same(analysed(recorded(kind), tmp_path), plain)


def test_a_hidden_track_changes_nothing(plain: Analysis, tmp_path: Path) -> None:
    """Silence before, and a long pause within: the part after it has its own beats, and the grid covers everything."""
    before, within = 3.21, 61.7
    silence = [np.zeros((round(seconds * SAMPLE_RATE), 2), np.float32) for seconds in (before, within)]
    found = analysed(np.concatenate([silence[0], SONG.samples, silence[1], SONG.samples]), tmp_path)
    length = len(SONG.samples) / SAMPLE_RATE
    assert_same(found, plain, later=before)
    assert_same(found, plain, later=before + length + within)
    steps = np.diff(found.beats)
    assert steps.max() < 1.1 * steps.min()
    assert found.tempo_confidence == pytest.approx(plain.tempo_confidence, abs=0.1)


@pytest.mark.parametrize("cents", [-45.0, 45.0])
def test_a_detuned_song_keeps_its_key(cents: float, plain: Analysis, tmp_path: Path) -> None:
    ratio = 2 ** (cents / 1200)
    found = analysed(np.asarray(soxr.resample(SONG.samples, SAMPLE_RATE * ratio, SAMPLE_RATE), np.float32), tmp_path)
    assert plain.tuning == pytest.approx(0, abs=6)
    assert found.tuning == pytest.approx(plain.tuning + cents, abs=5)
    assert found.key == plain.key
    assert found.tempo == pytest.approx(plain.tempo * ratio, rel=1e-3)


def looped(
    tempo: float, beats: int, kicks: tuple[float, ...], snares: tuple[float, ...], hats: float, seconds: float = 26
) -> tuple[Samples, NDArray[np.float64]]:
    """Return bars of `beats` at `tempo` (drums at these beats, `hats` hats a beat, a chord a bar), and their starts."""
    samples = np.zeros((round(seconds * SAMPLE_RATE), 2), np.float32)
    length = beats * 60 / tempo
    bars = np.arange(0.25, seconds - 1, length)
    for index, bar in enumerate(bars):
        for sound, places in ((kick(), kicks), (snare(), snares), (hat(), np.arange(0, beats, 1 / hats))):
            for at in places:
                place(samples, sound, bar + at * 60 / tempo, 0.7)
        root = 45 + (0, -4, 3, -2)[index % 4]
        place(samples, chord([root, root + 7, root + 12, root + (15 if index % 4 == 0 else 16)], length), bar, 0.8)
    return np.float32(0.5) * samples, bars


@pytest.mark.parametrize(
    ("tempo", "beats", "kicks", "snares", "hats", "tapped", "per_bar"),
    [
        (112, 4, (0, 1, 2, 3), (), 2, 112, 4),
        (174, 4, (0, 2.5), (1, 3), 2, 174, 4),
        (84, 4, (2,), (2,), 2, 84, 4),
        (132, 5, (0, 3), (2, 4), 2, 132, 5),
        (192, 6, (0,), (3,), 1, 64, 2),
        (240, 7, (0, 4), (2, 6), 1, 240 * 3 / 7, 3),
        (180, 3, (0,), (1, 2), 2, 180, 3),
    ],
    ids=["kick on the beat", "drum & bass", "one drop", "5/4", "6/8", "7/8", "fast waltz"],
)
def test_the_level_and_the_bars_are_those_people_tap(
    tempo: float,
    beats: int,
    kicks: tuple[float, ...],
    snares: tuple[float, ...],
    hats: float,
    tapped: float,
    per_bar: int,
    tmp_path: Path,
) -> None:
    samples, bars = looped(tempo, beats, kicks, snares, hats)
    found = analysed(samples, tmp_path)
    assert found.tempo == pytest.approx(tapped, rel=5e-3)
    assert found.beats_per_bar == per_bar
    assert found.key == parse_key("A minor")
    downbeats = found.beats[found.downbeats]
    assert furthest(downbeats, bars[:-1]) < 0.07
    assert found.levels[0] == found.tempo
    assert len(set(np.round(found.levels, 6))) == len(found.levels) >= 3


def test_a_meter_that_can_t_be_told_is_called_a_guess(tmp_path: Path) -> None:
    """Equal clicks have a tempo, but no bars."""
    samples = np.zeros((20 * SAMPLE_RATE, 2), np.float32)
    for time in np.arange(0.3, 19.5, 60 / 120):
        place(samples, hat(), float(time), 0.8)
    found = analysed(samples, tmp_path)
    assert sureness(found.downbeat_confidence) is Sureness.GUESS


def test_a_song_s_level_is_that_of_the_parts_that_sound(tmp_path: Path) -> None:
    silence = np.zeros((40 * SAMPLE_RATE, 2), np.float32)
    songs = (SONG.samples, np.concatenate([SONG.samples, silence]))
    for index, samples in enumerate(songs):
        np.save(tmp_path / f"{index}.npy", samples)
    alone, trailed = (open_sound(tmp_path / f"{index}.npy") for index in range(2))
    assert trailed.gain == pytest.approx(alone.gain, rel=0.02)
    assert len(alone.spans) == len(trailed.spans) == 1
    assert trailed.spans[0] == pytest.approx(alone.spans[0], abs=0.2)


def test_pieces_read_are_parts_of_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "samples.npy"
    np.save(path, SONG.samples - SONG.stems[next(iter(SONG.stems))] * np.array([0, 2], np.float32))
    sound = open_sound(path)
    whole = sound.read(-1000, sound.frames + 1000)
    assert not np.any(whole[:1000])
    pieces = [sound.read(start, start + 50_000) for start in range(-1000, sound.frames + 1000, 50_000)]
    np.testing.assert_allclose(np.concatenate(pieces)[: len(whole)], whole, atol=1e-5)
