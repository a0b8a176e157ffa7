"""Spectrograms arrive tile by tile, and are drawn once."""

from pathlib import Path

import numpy as np
import pytest

from mashstudio.analysis.pictures import TILE_COLUMNS, Picture, PictureKind, draw_tile
from mashstudio.core.cache import Cache
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job
from mashstudio.pipeline.pictures import pictures_of

SHA = "ab" * 32
FRAMES = TILE_COLUMNS * 512 + 44_100


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    samples = np.random.default_rng(5).normal(0, 0.1, (FRAMES, 2)).astype(np.float32)
    np.save(folder / "samples.npy", samples)
    return folder / "samples.npy"


def test_every_tile_is_told_and_then_found_again(song: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    drawn: list[tuple[int, Picture]] = []
    said: list[str] = []

    def ask(tiles: list[int]) -> None:
        job = Job(lambda _fraction, status: said.append(str(status)))
        pictures_of(SHA, song, PictureKind.MEL, tiles, cache, drawn=lambda *tile: drawn.append(tile), job=job)

    ask([1])
    assert [tile for tile, _ in drawn] == [1]
    assert np.array_equal(drawn[0][1], draw_tile(np.load(song), PictureKind.MEL, 1))
    assert said
    said.clear()
    ask([1, 0])
    assert [tile for tile, _ in drawn] == [1, 1, 0]
    assert np.array_equal(drawn[1][1], drawn[0][1])
    said.clear()
    ask([0, 1])
    assert not said


def test_cancelled_it_leaves_what_was_drawn(song: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    drawn: list[int] = []
    job = Job()

    def first(tile: int, _picture: Picture) -> None:
        drawn.append(tile)
        job.cancel()

    with pytest.raises(Cancelled):
        pictures_of(SHA, song, PictureKind.STFT, [0, 1], cache, drawn=first, job=job)
    assert drawn[0] == 0
    again: list[int] = []
    pictures_of(SHA, song, PictureKind.STFT, [0], cache, drawn=lambda tile, _: again.append(tile), job=Job())
    assert again == [0]
