"""Small disks that fill up quickly: real file systems in memory."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

SmallDisk = Callable[[int], Path]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Mount a disk of a given size in bytes and return its folder; skip the test if that isn't permitted."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        folder = tmp_path / f"disk{len(mounted)}"
        folder.mkdir()
        program = shutil.which("mount")
        arguments = ["-t", "tmpfs", "-o", f"size={size}", "mashstudio", str(folder)]
        if program is None or subprocess.run([program, *arguments], capture_output=True, check=False).returncode != 0:
            pytest.skip("Only root may mount a disk, and only on Linux.")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, spare: int = 0) -> Path:
    """Fill a disk except for `spare` bytes; return the file whose removal makes room again."""
    path = disk / "filler"
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(1 << 12)):
            pass
    with path.open("r+b") as file:
        file.truncate(max(path.stat().st_size - spare, 0))
    return path
