"""A file is replaced whole or stays as it was."""

import errno
import os
import pickle
import socket
from pathlib import Path

import pytest
from small_disk import SmallDisk, fill

from mashstudio.core.disks import NoRoom, disk_of, require_room, try_writing
from mashstudio.core.errors import StorageError
from mashstudio.core.files import NotAFile, atomic_write, explain_reading, explain_storage, open_regular


def test_a_new_file_appears_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "새 노래.wav"
    with atomic_write(path) as temporary:
        temporary.write_bytes(b"new")
        assert not path.exists()
        assert temporary.suffix == ".wav"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_old_file_is_there_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "mix.wav"
    path.write_bytes(b"old")
    with atomic_write(path) as temporary:
        temporary.write_bytes(b"half")
        assert path.read_bytes() == b"old"
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_keeps_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "mix.wav"
    path.write_bytes(b"old")

    def fail() -> None:
        with atomic_write(path) as temporary:
            temporary.write_bytes(b"half")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_are_those_of_the_old_file_or_of_any_new_one(tmp_path: Path) -> None:
    old, new, plain = tmp_path / "old", tmp_path / "new", tmp_path / "plain"
    old.write_bytes(b"old")
    old.chmod(0o640)
    before = old.stat().st_mode
    plain.write_bytes(b"")
    for path in (old, new):
        with atomic_write(path) as temporary:
            temporary.write_bytes(b"written")
    assert old.stat().st_mode == before
    assert new.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("name", ["pipe", "folder"])
def test_a_folder_or_device_is_refused(tmp_path: Path, name: str) -> None:
    # Not a real device: if this failed for root, the device would be replaced on the whole system.
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match="folder or a device"), atomic_write(tmp_path / name):
        pytest.fail("It let something be written.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_missing_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="folder doesn't exist"), atomic_write(tmp_path / "no" / "mix.wav"):
        pytest.fail("It let something be written.")


def test_a_file_as_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="folder doesn't exist"), atomic_write(tmp_path / "file" / "mix.wav"):
        pytest.fail("It let something be written.")


@pytest.mark.parametrize("length", [60, 255])
def test_a_long_name_is_written(tmp_path: Path, length: int) -> None:
    path = tmp_path / f"{'m' * (length - 4)}.wav"
    with atomic_write(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"new"


def test_a_long_korean_name_is_written(tmp_path: Path) -> None:
    # 83 syllables of 3 bytes: 249 of the 255 bytes of a name.
    path = tmp_path / f"{'가' * 83}.wav"
    with atomic_write(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    "name",
    [
        "가" * 60 + "." + "나" * 24,  # what comes after the last dot is no ending
        os.fsdecode(b"\xb9\xe3" * 125 + b".wav"),
        "줄\n바꿈.wav",
        "🎵" * 62 + ".wav",
        "e\u0301" * 80 + ".wav",
    ],
)
def test_any_name_that_the_disk_takes_is_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with atomic_write(path) as temporary:
        temporary.write_bytes(b"new")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_only_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with open_regular(tmp_path / "link") as file:
        assert file.read() == b"content"
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link to pipe").symlink_to(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for path in ("pipe", "link to pipe", "socket", "/dev/zero"):
        with pytest.raises(NotAFile):
            open_regular(tmp_path / path)
    with pytest.raises(IsADirectoryError):
        open_regular(tmp_path)
    with pytest.raises(FileNotFoundError):
        open_regular(tmp_path / "nothing")


def test_a_name_that_is_too_long_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="name is too long"), atomic_write(tmp_path / f"{'m' * 300}.wav"):
        pytest.fail("It let something be written.")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "quota"),
        (errno.EFBIG, "larger"),
        (errno.EIO, "reports an error"),
        (errno.EROFS, "read-only"),
    ],
)
def test_a_disk_that_refuses_is_named(tmp_path: Path, number: int, words: str) -> None:
    disk = disk_of(tmp_path)
    with pytest.raises(StorageError, match=words) as caught, explain_storage(tmp_path / "mix.wav"):
        raise OSError(number, os.strerror(number))
    assert f"the disk at {disk} " in str(caught.value)
    assert str(tmp_path / "mix.wav") in str(caught.value)
    assert "choose another folder" in str(caught.value)


def test_a_full_disk_keeps_what_it_has_and_takes_the_new_file_once_there_is_room(small_disk: SmallDisk) -> None:
    disk = small_disk(1 << 20)
    path = disk / "mix.wav"
    path.write_bytes(b"old")
    filler = fill(disk)

    def write() -> None:
        with atomic_write(path) as temporary:
            temporary.write_bytes(bytes(300_000))

    with pytest.raises(StorageError, match=f"the disk at {disk} is full"):
        write()
    assert path.read_bytes() == b"old"
    assert sorted(each.name for each in disk.iterdir()) == ["filler", "mix.wav"]
    filler.unlink()
    write()
    assert path.read_bytes() == bytes(300_000)


def test_it_is_told_how_much_is_missing(small_disk: SmallDisk) -> None:
    disk = small_disk(1 << 20)
    require_room(disk, 1 << 20)
    with pytest.raises(StorageError, match=r"\(9 MB more needed\)"), explain_storage(disk / "mix.wav"):
        require_room(disk, 10_000_000)
    with pytest.raises(OSError, match="No space"):
        try_writing(disk, 2 << 20)
    try_writing(disk, 1 << 19)
    assert list(disk.iterdir()) == []


def test_what_a_child_says_of_the_disk_is_not_lost_on_the_way(tmp_path: Path) -> None:
    error = pickle.loads(pickle.dumps(NoRoom(tmp_path, 7)))
    assert (error.errno, error.filename, error.missing) == (errno.ENOSPC, str(tmp_path), 7)


def test_only_what_the_disk_refuses_is_explained(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Can't write") as caught, explain_storage(tmp_path):
        (tmp_path / "no").read_bytes()
    assert isinstance(caught.value.__cause__, FileNotFoundError)
    with pytest.raises(OSError, match="odd"), explain_storage(tmp_path):
        raise OSError(None, "odd")


def test_a_link_stays_unless_its_target_is_another_file_of_the_users(tmp_path: Path) -> None:
    song, link = tmp_path / "song.wav", tmp_path / "bass.wav"
    for keep_link in (False, True):
        song.write_bytes(b"song")
        link.unlink(missing_ok=True)
        link.symlink_to(song)
        with atomic_write(link, keep_link=keep_link) as temporary:
            temporary.write_bytes(b"bass")
        assert link.read_bytes() == b"bass"
        assert link.is_symlink() == keep_link
        assert song.read_bytes() == (b"bass" if keep_link else b"song")


def test_what_can_not_be_read_is_not_said_to_be_written() -> None:
    with (
        pytest.raises(StorageError, match=r"^Can't read /song.wav: .*error. Check its permissions"),
        explain_reading(Path("/song.wav")),
    ):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_of_two_files_the_one_that_was_to_be_written_tells_the_disk(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"the disk at {disk_of(tmp_path)} is full"), explain_storage(tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/proc/cpuinfo", None, str(tmp_path / "copy"))
