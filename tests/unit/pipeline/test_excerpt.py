"""The bars on screen can be heard before the rest is separated."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from small_disk import SmallDisk
from songs import render_song, write_wav

from mashstudio.alignment.plan import align
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.alignment import Timing
from mashstudio.model.choices import AsIs, FixedKey, FixedTempo, KeyChoice, Of, TempoChoice
from mashstudio.model.key import parse_key
from mashstudio.model.stems import StemName
from mashstudio.pipeline.commands import DEMO
from mashstudio.pipeline.stages import ReadySong, SongToFit, excerpted, fitted, fitted_song, ready_song, separated
from mashstudio.separation.own_stems import OwnStems, separator_for
from mashstudio.separation.spleeter_separator import SpleeterSeparator

BEATS = range(8, 16)
LENGTH = 3 * SAMPLE_RATE


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadySong, Cache]:
    """An analysed song of 20 s at 120 BPM."""
    folder = tmp_path_factory.mktemp("excerpt")
    write_wav(render_song(tempo=120.0, key=parse_key("C major"), seconds=20), folder / "song.wav")
    cache = Cache(folder / "cache")
    return ready_song(folder / "song.wav", cache, job=Job()), cache


@pytest.fixture(scope="module")
def apart(ready: tuple[ReadySong, Cache], tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """Another cache, in which the song is also separated."""
    song, cache = ready[0], Cache(tmp_path_factory.mktemp("apart"))
    separated(song.song, song.samples_path, SpleeterSeparator(), cache, job=Job())
    return cache


def envelope(sound: Samples) -> NDArray[np.float64]:
    """Return the power, smoothed over 10 ms."""
    smooth = np.hanning(441) / np.hanning(441).sum()
    power: NDArray[np.float64] = np.convolve(np.square(sound, dtype=np.float64).mean(axis=1), smooth, "same")
    return power


@pytest.mark.parametrize(("tempo", "key"), [(Of(0), AsIs()), (FixedTempo(129.0), FixedKey(parse_key("D major")))])
def test_an_excerpt_is_the_song_on_the_grid_and_silence_before_it(
    ready: tuple[ReadySong, Cache], apart: Cache, tempo: TempoChoice, key: KeyChoice
) -> None:
    song, cache = ready
    # What keeps its timing takes the bars of the excerpt.
    alignment = replace(align({0: song.analysis}, tempo, key).songs[0], timing=Timing.INSTRUMENTS)
    separator = SpleeterSeparator()
    files = excerpted(SongToFit(song, alignment, separator), BEATS, cache, job=Job())
    later = fitted(SongToFit(song, alignment, separator), list(StemName), apart, job=Job())
    start, stop = int(alignment.beat_frame[BEATS.start]), int(alignment.beat_frame[BEATS.stop])
    stems = {stem: np.load(file) for stem, file in files.items()}
    assert all(not stem[: start - SAMPLE_RATE // 100].any() for stem in stems.values())
    assert all(abs(len(stem) - stop) <= SAMPLE_RATE // 1000 for stem in stems.values())
    for stem, sound in stems.items():
        heard, meant = (
            envelope(samples[start + 1000 : start + 1000 + LENGTH]) for samples in (sound, np.load(later[stem]))
        )
        # It equals the whole stem there, except that the phases of tones may differ.
        assert abs(10 * np.log10(heard.mean() / meant.mean())) < 1.5, stem
        if stem is StemName.DRUMS:
            assert np.corrcoef(heard, meant)[0, 1] > 0.95
            lags = np.arange(-441, 442, 21)
            alike = [float(np.dot(heard[500:-500], meant[500 + lag : len(meant) - 500 + lag])) for lag in lags]
            assert abs(lags[int(np.argmax(alike))]) <= 42


def test_an_excerpt_of_a_song_with_its_own_stems_has_those_of_its_place(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    song = ready_song(DEMO.with_name("low-tide.ogg"), cache, job=Job())
    own = separator_for(song.song, SpleeterSeparator())
    assert isinstance(own, OwnStems)
    alignment = align({0: song.analysis}, Of(0), AsIs()).songs[0]
    files = excerpted(SongToFit(song, alignment, own), BEATS, cache, job=Job())
    wholes = separated(song.song, song.samples_path, own, cache, job=Job())
    first = round(song.analysis.beats[BEATS.start] * SAMPLE_RATE) + 500
    for stem, file in files.items():
        sound = np.load(file)[first:-500]
        np.testing.assert_allclose(sound, np.load(wholes[stem])[first:][: len(sound)], atol=1e-6)


def test_unmoved_stems_of_an_excerpt_add_up_to_the_song(ready: tuple[ReadySong, Cache]) -> None:
    song, cache = ready
    alignment = align({0: song.analysis}, Of(0), AsIs()).songs[0]
    files = excerpted(SongToFit(song, alignment, SpleeterSeparator()), BEATS, cache, job=Job())
    inner = slice(round(song.analysis.beats[BEATS.start] * SAMPLE_RATE) + 500, -500)
    total = sum(np.load(file)[inner].astype(np.float64) for file in files.values())
    mix = np.load(song.samples_path)[inner.start :][: len(total)]
    assert np.abs(total - mix).max() < 1e-4


def test_of_a_song_that_is_on_the_grid_there_is_no_excerpt(ready: tuple[ReadySong, Cache], apart: Cache) -> None:
    song, _ = ready
    alignment = align({0: song.analysis}, Of(0), AsIs()).songs[0]
    assert excerpted(SongToFit(song, alignment, SpleeterSeparator()), range(4, 8), apart, job=Job()) == {}


def test_the_excerpt_of_a_separated_song_is_cut_from_its_stems(ready: tuple[ReadySong, Cache], apart: Cache) -> None:
    song, separator, cache = ready[0], SpleeterSeparator(), apart
    stems = separated(song.song, song.samples_path, separator, cache, job=Job())
    alignment = align({0: song.analysis}, FixedTempo(126.0), AsIs()).songs[0]
    files = excerpted(SongToFit(song, alignment, separator), range(4, 8), cache, job=Job())
    begin, end = (round(float(song.analysis.beats[beat]) * SAMPLE_RATE) for beat in (4, 8))
    start, stop = (int(alignment.beat_frame[beat]) for beat in (4, 8))
    for stem in (StemName.VOCALS, StemName.DRUMS):
        cut, fitted_to = np.load(stems[stem])[begin:end], np.load(files[stem])[start:stop]
        assert np.square(fitted_to).mean() == pytest.approx(np.square(cut).mean(), rel=0.15), stem
    fitted(SongToFit(song, alignment, separator), list(StemName), cache, job=Job())
    assert excerpted(SongToFit(song, alignment, separator), range(4, 8), cache, job=Job()) == {}


def test_the_beginning_of_a_song_can_be_heard_while_the_rest_is_fitted(ready: tuple[ReadySong, Cache]) -> None:
    song, cache = ready
    alignment = align({0: song.analysis}, FixedTempo(125.0), AsIs()).songs[0]
    heard: list[Samples] = []

    def on_beginning(path: Path) -> None:
        heard.append(np.array(np.load(path, mmap_mode="r")[:SAMPLE_RATE]))

    whole = np.load(fitted_song(song, alignment, cache, on_beginning=on_beginning, job=Job()))
    assert len(heard) == 1
    assert heard[0].any()
    assert np.array_equal(heard[0], whole[:SAMPLE_RATE])


def test_on_a_disk_in_memory_the_silence_has_its_room_before_it_is_read(
    ready: tuple[ReadySong, Cache], small_disk: SmallDisk
) -> None:
    """Reading a gap takes memory there: if it were full by then, the reading process would be killed."""
    song, _ = ready
    alignment = align({0: song.analysis}, Of(0), AsIs()).songs[0]
    cache = Cache(small_disk(64 << 20) / "cache")
    for file in excerpted(SongToFit(song, alignment, SpleeterSeparator()), BEATS, cache, job=Job()).values():
        status = file.stat()
        assert status.st_blocks * 512 >= status.st_size
