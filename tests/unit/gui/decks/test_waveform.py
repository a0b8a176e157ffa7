"""Waveforms and spectrograms show the sound in its place."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from mashstudio.analysis.pictures import COLUMN_FRAMES, TILE_COLUMNS, PictureKind, draw_tile
from mashstudio.audio.peaks import PEAK_FRAMES, Peaks, find_peaks
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.gui.decks.waveform import (
    FROM_THE_MIDDLE,
    ViewSpan,
    colour_table,
    draw_lines,
    image,
    levels_of,
    shape_of,
    shape_of_samples,
    shares_of,
    spectrogram,
    tiles_within,
    waveform,
)
from mashstudio.model.stems import Part, StemName


def burst(start: float, stop: float, seconds: float = 4.0, level: float = 0.5) -> Samples:
    samples = np.zeros((int(seconds * SAMPLE_RATE), 2), np.float32)
    first, last = int(start * SAMPLE_RATE), int(stop * SAMPLE_RATE)
    samples[first:last] = level * np.sin(np.arange(last - first) * 0.3)[:, None]
    return samples


def test_a_burst_shows_where_it_sounds() -> None:
    peaks = find_peaks(burst(1.0, 2.0), job=Job())
    shape = shape_of(peaks, ViewSpan(0.0, 4.0, 400))
    assert np.all(shape[102:198, 1] > 0.49)
    assert np.all(shape[102:198, 0] < -0.49)
    assert shape[102:198, 2] == pytest.approx(0.5 / np.sqrt(2), abs=0.01)
    assert np.all(shape[:98] == 0)
    assert np.all(shape[202:] == 0)


def test_waveforms_beyond_the_song_are_empty() -> None:
    samples = burst(0.0, 4.0)
    for shape in (
        shape_of(find_peaks(samples, job=Job()), ViewSpan(-2.0, 8.0, 80)),
        shape_of_samples(samples, ViewSpan(-2.0, 8.0, 80)),
    ):
        assert np.all(shape[:20] == 0)
        assert np.all(shape[21:59, 1] > 0.4)
        assert np.all(shape[60:] == 0)
    assert np.all(shape_of_samples(samples, ViewSpan(100.0, 1.0, 10)) == 0)


def test_peaks_and_samples_show_the_same() -> None:
    samples = np.random.default_rng(2).normal(0, 0.1, (4 * SAMPLE_RATE, 2)).astype(np.float32)
    # Every pixel is 4 pieces.
    span = ViewSpan(0.0, 100 * 4 * PEAK_FRAMES / SAMPLE_RATE, 100)
    coarse, fine = shape_of(find_peaks(samples, job=Job()), span), shape_of_samples(samples, span)
    assert coarse == pytest.approx(fine, abs=0.02)


def test_scrolled_by_a_pixel_every_pixel_stays_as_it_was() -> None:
    peaks = find_peaks(burst(0.5, 3.5), job=Job())
    pixel = 3.0 / 300
    before, after = (shape_of(peaks, ViewSpan(start, 3.0, 300)) for start in (0.4, 0.4 + pixel))
    assert np.array_equal(before[1:], after[:-1])


@given(start=st.floats(-5, 5), length=st.floats(0.01, 20), width=st.integers(1, 900))
@example(start=-1.0, length=7.0, width=1)
def test_no_peak_is_lost(start: float, length: float, width: int) -> None:
    peaks = np.zeros((600, 3), np.float32)
    peaks[::7, 1], peaks[::5, 0] = 0.9, -0.8
    shape = shape_of(peaks, ViewSpan(start, length, width))
    assert shape.shape == (width, 3)
    assert shape[:, 1].max() <= np.float32(0.9)
    seconds = len(peaks) * PEAK_FRAMES / SAMPLE_RATE
    if start < -0.1 and start + length > seconds + 0.1 and length / width > 0.1:
        assert shape[:, 1].max() == np.float32(0.9)
        assert shape[:, 0].min() == np.float32(-0.8)


def test_a_waveform_fills_as_much_as_is_loud() -> None:
    shape = np.array([[-1, 1, 0.5], [-0.5, 0.25, 0.25], [0, 0, 0]], np.float32)
    index = waveform(shape, 80)
    assert index.shape == (80, 3)
    assert (index[:, 0] > 0).all()
    assert (index[:, 0] == 2).sum() == 40
    # A quarter up of 40 rows, a half down of 40.
    assert np.flatnonzero(index[:, 1]).tolist() == list(range(30, 60))
    assert (index[:, 2] == 0).sum() >= 79


def test_stems_share_a_column_by_their_level() -> None:
    level = dict(zip(FROM_THE_MIDDLE, (0.4, 0.2, 0.1, 0.1), strict=True))
    stems: dict[Part, Peaks] = {
        stem: np.tile(np.array([-value, value, value], np.float32), (100, 1)) for stem, value in level.items()
    }
    shares = shares_of(stems, ViewSpan(0.0, 0.5, 10))
    assert shares[:, 5] == pytest.approx([0.5, 0.75, 0.875, 1.0], abs=1e-3)
    column = waveform(np.array([[-1, 1, 0]], np.float32), 160, shares[:, 5:6])[:80, 0][::-1]
    first = {stem: int(np.flatnonzero(column == 1 + 2 * place)[0]) for place, stem in enumerate(FROM_THE_MIDDLE)}
    assert list(first) == [StemName.BASS, StemName.DRUMS, StemName.OTHER, StemName.VOCALS]
    assert list(first.values()) == [0, 40, 60, 70]


def test_a_tile_is_shown_where_it_lies() -> None:
    click = np.zeros((10 * SAMPLE_RATE, 2), np.float32)
    click[5 * SAMPLE_RATE] = 1
    tile = levels_of(draw_tile(click, PictureKind.STFT, 0))
    for length, near in ((2.0, 8), (10.0, 3)):
        span = ViewSpan(5 - length / 2, length, 200)
        columns = np.flatnonzero(spectrogram({0: tile}, span, 64).max(axis=0))
        assert columns.mean() == pytest.approx(100, abs=near)
    assert spectrogram({1: tile}, ViewSpan(0.0, 10.0, 100), 20).max() == 0


def test_zoomed_out_the_peaks_are_shown() -> None:
    tile = np.zeros((4, TILE_COLUMNS), np.uint8)
    tile[2, 1000] = 200
    tile_seconds = TILE_COLUMNS * COLUMN_FRAMES / SAMPLE_RATE
    shown = spectrogram({0: levels_of(tile)}, ViewSpan(0.0, 10 * tile_seconds, 640), 4)
    assert shown.max() == 200
    # Row 2 from the bottom is row 1 from the top.
    assert np.argwhere(shown == 200)[0].tolist() == [1, 1000 * 64 // TILE_COLUMNS]


def test_tiles_in_the_middle_come_first() -> None:
    tile = TILE_COLUMNS * COLUMN_FRAMES / SAMPLE_RATE
    frames = int(7.5 * tile * SAMPLE_RATE)
    assert tiles_within(ViewSpan(2.5 * tile, tile * 2.2, 100), frames)[0] == 3
    assert sorted(tiles_within(ViewSpan(-tile, 100 * tile, 100), frames)) == list(range(8))
    assert tiles_within(ViewSpan(0.0, 1.0, 100), frames) == [0]


def test_an_image_has_the_colours_of_its_table() -> None:
    half = QColor("#FF0000")
    half.setAlpha(128)
    drawn = image(np.array([[0, 1, 2]], np.uint8), colour_table([QColor(0, 0, 0, 0), QColor("#123456"), half]))
    assert drawn.pixelColor(0, 0).alpha() == 0
    assert drawn.pixelColor(1, 0) == QColor("#123456")
    assert drawn.pixelColor(2, 0).alpha() == 128
    assert drawn.pixelColor(2, 0).red() >= 253


def test_lines_show_confidence() -> None:
    pixels = np.zeros((60, 20), np.uint8)
    draw_lines(pixels, np.array([2, 8, 14, 19, 40]), 10, 2, np.array([2, 1, 0, 2, 2]))
    assert not pixels[:10].any()
    assert (pixels[10:, [2, 3, 19]] == 3).all()
    assert set(pixels[10:, 8]) == {0, 2}
    assert set(pixels[10:, 15]) == {0, 1}
    assert (pixels[10:, 15] > 0).mean() < (pixels[10:, 8] > 0).mean() < 1
