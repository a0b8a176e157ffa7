"""Pictures of a song show its notes in place, and their tiles fit together."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mashstudio.analysis import pictures
from mashstudio.analysis.pictures import (
    COLUMN_FRAMES,
    TILE_COLUMNS,
    PictureKind,
    draw_tile,
    draw_tiles,
    picture_ticks,
    tile_count,
)
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE

WITH_LEVELS = [PictureKind.STFT, PictureKind.STFT_LOG, PictureKind.MEL, PictureKind.CQT]


def tone(hz: float, seconds: float = 3.0, level: float = 1.0) -> NDArray[np.float32]:
    wave = level * np.sin(2 * np.pi * hz * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def middle(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return picture[:, picture.shape[1] // 2]


@pytest.mark.parametrize("kind", WITH_LEVELS)
def test_a_sine_is_as_bright_as_it_is_loud(kind: PictureKind) -> None:
    full, soft = (middle(draw_tile(tone(440.0, level=level), kind, 0)) for level in (1.0, 0.01))
    assert full.max() >= 250
    # 40 of 90 dB less.
    assert int(full.max()) - int(soft.max()) == pytest.approx(255 * 40 / 90, abs=3)
    assert draw_tile(np.zeros((SAMPLE_RATE, 2), np.float32), kind, 0).max() == 0


@pytest.mark.parametrize(
    ("kind", "hz", "label"),
    [
        (PictureKind.STFT, 5_000, "5k"),
        (PictureKind.STFT_LOG, 300, "300"),
        (PictureKind.MEL, 1_000, "1k"),
        (PictureKind.CQT, 261.63, "C4"),
        (PictureKind.CHROMA, 440, "A"),
    ],
)
def test_a_sine_lies_at_its_tick(kind: PictureKind, hz: float, label: str) -> None:
    picture = draw_tile(tone(hz), kind, 0)
    up = {name: height for height, name in picture_ticks(kind)}[label]
    assert int(middle(picture).argmax()) == pytest.approx(up * len(picture), abs=1.1)


def test_mfcc_tells_a_dark_sound_from_a_bright_one() -> None:
    dark, bright = (middle(draw_tile(tone(hz), PictureKind.MFCC, 0)) for hz in (150.0, 8_000.0))
    assert dark[1] > 128 > bright[1]


@pytest.mark.parametrize("kind", list(PictureKind))
def test_tiles_are_parts_of_one_picture(kind: PictureKind, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, (6 * SAMPLE_RATE + 7, 2)).astype(np.float32)
    noise[: 3 * SAMPLE_RATE] += tone(220.0)
    whole = draw_tile(noise, kind, 0)
    assert whole.shape[1] == -(-len(noise) // COLUMN_FRAMES)
    monkeypatch.setattr(pictures, "TILE_COLUMNS", 128)
    tiles = [draw_tile(noise, kind, tile) for tile in range(tile_count(len(noise)))]
    joined = np.concatenate(tiles, axis=1)
    assert joined.shape == whole.shape
    # The constant-Q transform's downsampling starts at another sample in each tile: an occasional step of 255.
    assert np.abs(joined.astype(int) - whole).max() <= (8 if kind in {PictureKind.CQT, PictureKind.CHROMA} else 1)


def test_tiles_are_written_in_the_order_asked_for(tmp_path: Path) -> None:
    song = tone(440.0, TILE_COLUMNS * COLUMN_FRAMES / SAMPLE_RATE + 2, level=0.1)
    np.save(tmp_path / "song.npy", song)
    seen: list[list[str]] = []
    job = Job(lambda _fraction, _status: seen.append(sorted(path.name for path in tmp_path.glob("[0-9]*"))))
    draw_tiles(tmp_path / "song.npy", PictureKind.STFT, [1, 0], tmp_path, job=job)
    assert seen == [["1.npy"], ["0.npy", "1.npy"]]
    assert np.load(tmp_path / "0.npy").shape == (256, TILE_COLUMNS)
    assert np.array_equal(np.load(tmp_path / "1.npy"), draw_tile(song, PictureKind.STFT, 1))
