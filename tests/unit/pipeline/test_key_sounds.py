"""An instrument's keys are recorded once, in tune and ready to sound at once."""

from pathlib import Path

import numpy as np
import pytest

from mashstudio.audio.loudness import integrated_loudness
from mashstudio.core.cache import Cache
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.notes import BandPart
from mashstudio.pipeline.key_sounds import key_sounds

PIANO, BASS, LEAD = 0, 33, 80


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


def keys(part: BandPart, program: int, octave: int, cache: Cache) -> list[Samples]:
    return np.split(np.load(key_sounds(part, program, octave, cache, job=Job())), 12)


def strength(sound: Samples, pitch: float) -> float:
    """Return the share of the sound that lies at a pitch and its octaves."""
    piece = sound[4410 : 4410 + 32_768].sum(axis=1)
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)))) ** 2
    hertz = np.arange(len(spectrum)) * SAMPLE_RATE / len(piece)
    tones = [440 * 2 ** ((pitch - 69) / 12) * harmonic for harmonic in range(1, 9)]
    near = np.any([np.abs(hertz - tone) < 4 for tone in tones], axis=0)
    return float(spectrum[near].sum() / spectrum.sum())


@pytest.mark.parametrize(
    ("part", "program", "octave"), [(BandPart.CHORDS, PIANO, 5), (BandPart.BASS, BASS, 3), (BandPart.LEAD, LEAD, 6)]
)
def test_each_key_has_its_pitch_and_begins_at_once(part: BandPart, program: int, octave: int, cache: Cache) -> None:
    for number, sound in enumerate(keys(part, program, octave, cache)):
        near = [strength(sound, 12 * octave + number + step) for step in range(-2, 3)]
        assert near[2] > 4 * max(near[:2] + near[3:])
        level = np.abs(sound).max(axis=1)
        assert np.flatnonzero(level > 0.1 * level.max())[0] < 0.015 * SAMPLE_RATE
        assert not sound[-1].any()
        assert level.max() < 1


def test_octaves_of_an_instrument_are_equally_loud(cache: Cache) -> None:
    middle, high = (np.concatenate(keys(BandPart.LEAD, LEAD, octave, cache)) for octave in (5, 6))
    assert integrated_loudness(middle) == pytest.approx(-24, abs=0.2)
    assert abs(integrated_loudness(high) - integrated_loudness(middle)) < 6


def test_drums_are_keys_too_and_the_last_octave_has_eight(cache: Cache) -> None:
    sounds = keys(BandPart.DRUMS, 0, 3, cache)
    kick, snare = sounds[0], sounds[2]
    assert np.abs(kick).max() > 0.05
    assert np.abs(snare).max() > 0.05
    assert [bool(sound.any()) for sound in keys(BandPart.CHORDS, PIANO, 10, cache)][8:] == [False] * 4


def test_it_is_made_once_and_can_be_cancelled(cache: Cache, tmp_path: Path) -> None:
    first = key_sounds(BandPart.LEAD, LEAD, 5, cache, job=Job())
    made = first.stat().st_mtime_ns
    assert key_sounds(BandPart.LEAD, LEAD, 5, cache, job=Job()).stat().st_mtime_ns == made
    job = Job(lambda _fraction, _status: job.cancel())
    with pytest.raises(Cancelled):
        key_sounds(BandPart.LEAD, LEAD, 5, Cache(tmp_path), job=job)
    assert not list(tmp_path.rglob("*.npy"))
