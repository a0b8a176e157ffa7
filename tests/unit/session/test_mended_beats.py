"""Mended grids are restored; a damaged one is ignored."""

import os
from pathlib import Path

import pytest

from mashstudio.core.errors import StorageError
from mashstudio.model.analysis import BeatMap
from mashstudio.session.mended_beats import MendedBeats

GRID = BeatMap((0.5, 1.0, 1.5, 2.0), (1,), 3)


def test_what_was_mended_comes_back(tmp_path: Path) -> None:
    grids, failures = MendedBeats(tmp_path / "grids"), list[StorageError]()
    grids.put("a" * 64, GRID, failures.append)
    assert grids.get("a" * 64) == GRID
    grids._writer.shutdown()
    assert MendedBeats(tmp_path / "grids").get("a" * 64) == GRID
    assert failures == []


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"3", b"{}", b"[" * 100_000, b'{"beats":' * 50_000, b"\xff" * 100, b"x" * 10_000_000,
        b'{"beats": 3, "downbeats": [0], "beats_per_bar": 4}',
        b'{"beats": [0, 1e999], "downbeats": [0], "beats_per_bar": 4}',
        b'{"beats": [0, NaN], "downbeats": [0], "beats_per_bar": 4}',
        b'{"beats": [0, 1' + b"0" * 390 + b'], "downbeats": [0], "beats_per_bar": 4}',
        b'{"beats": [0, 0.5, 1], "downbeats": [9' + b"9" * 5000 + b'], "beats_per_bar": 4}',
        b'{"beats": [0, 0.01, 0.02], "downbeats": [0], "beats_per_bar": 4}',
        b'{"beats": {"0": 1}, "downbeats": {"0": 1}, "beats_per_bar": {}}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_no_grid(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{'a' * 64}.json").write_bytes(content)
    assert MendedBeats(tmp_path).get("a" * 64) is None


def test_what_is_no_file_is_no_grid(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{'a' * 64}.json")
    (tmp_path / f"{'b' * 64}.json").mkdir()
    (tmp_path / f"{'c' * 64}.json").symlink_to("/dev/zero")
    assert [MendedBeats(tmp_path).get(letter * 64) for letter in "abc"] == [None] * 3
