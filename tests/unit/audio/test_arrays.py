"""Arrays are written completely, or the disk's error is raised; it never kills the process."""

import errno
from pathlib import Path

import numpy as np
import pytest
from child_work import write_too_much
from numpy.typing import NDArray
from small_disk import SmallDisk, fill

from mashstudio.audio.arrays import SamplesFile, create_samples, save_array
from mashstudio.core.disks import NoRoom
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.model.stems import StemName
from mashstudio.separation.stem_files import StemFiles


def test_pieces_make_a_whole_and_the_rest_is_silent(tmp_path: Path) -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, (1000, 2)).astype(np.float32)
    file = SamplesFile(tmp_path / "a.npy", 3000)
    file[2000:] = sound
    file[:500] = sound[500:].astype(np.float64)
    read = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert read.dtype == np.float32
    assert np.array_equal(read[2000:], sound)
    assert np.array_equal(read[:500], sound[500:])
    assert not read[500:2000].any()
    with pytest.raises(ValueError, match="fit"):
        file[2999:] = sound


@pytest.mark.parametrize("dtype", [np.float32, np.uint8])
def test_any_array_is_read_again(tmp_path: Path, dtype: type) -> None:
    array: NDArray[np.generic] = np.arange(24).reshape(2, 3, 4).astype(dtype)
    for other in (array, array.transpose(2, 0, 1), array.T, array[:, ::-1]):
        save_array(tmp_path / "a.npy", other)
        assert np.array_equal(np.load(tmp_path / "a.npy"), other)


def test_a_full_disk_is_heard_of(small_disk: SmallDisk) -> None:
    disk = small_disk(1 << 20)
    sound = np.ones((200_000, 2), np.float32)
    with pytest.raises(OSError, match="No space") as caught:
        SamplesFile(disk / "reserved.npy", len(sound))
    assert caught.value.errno == errno.ENOSPC
    file = SamplesFile(disk / "gap.npy", len(sound), reserved=False)
    with pytest.raises(OSError, match="No space"):
        file[:] = sound
    with pytest.raises(OSError, match="No space"):
        save_array(disk / "array.npy", sound)


def test_what_is_missing_for_all_stems_is_known_before_one_is_written(small_disk: SmallDisk) -> None:
    disk = small_disk(1 << 20)
    mix = np.zeros((100_000, 2), np.float32)
    with pytest.raises(NoRoom) as caught:
        StemFiles(disk, mix)
    assert caught.value.missing == len(StemName) * mix.nbytes - (1 << 20)
    assert list(disk.iterdir()) == []
    fill(disk)
    with pytest.raises(NoRoom):
        create_samples([disk / "a.npy"], 1000)


def test_a_limit_of_the_user_s_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too large") as caught:
        run_in_child(write_too_much, tmp_path / "a.npy", job=Job(), doing=Message("writing too much"))
    assert caught.value.errno == errno.EFBIG
