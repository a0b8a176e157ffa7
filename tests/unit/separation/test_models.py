"""How models are installed, and which are accepted."""

import hashlib
import http.server
import json
import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from networks import save_tensors, small_network

from mashstudio.core.errors import Cancelled, ModelError, StorageError
from mashstudio.core.jobs import Job
from mashstudio.model.stems import StemName
from mashstudio.separation.models import PUBLISHED, ModelStore, Network

WEIGHTS = bytes(range(256)) * 8000
NETWORK = Network("0a1b2c3d", hashlib.sha256(WEIGHTS).hexdigest(), len(WEIGHTS))
TWO = (Network("11111111", hashlib.sha256(b"one").hexdigest(), 3, (StemName.VOCALS,)), NETWORK)


@dataclass
class Origin:
    """A server with models: its files, whether it supports ranges, where it cuts off, and its requests."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=lambda: {NETWORK.file_name: WEIGHTS})
    ranges: bool = True
    cut_after: int | None = None
    asked: list[str | None] = field(default_factory=list)


@pytest.fixture
def origin() -> Iterator[Origin]:
    told = Origin()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = told.files.get(self.path.lstrip("/"))
            if content is None:
                self.send_error(404)
                return
            asked = self.headers.get("Range")
            told.asked.append(asked)
            match = re.fullmatch(r"bytes=(\d+)-", asked or "") if told.ranges else None
            body = content[int(match[1]) :] if match else content
            self.send_response(206 if match else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: told.cut_after])

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        told.address = f"http://127.0.0.1:{server.server_port}/"
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def downloads(tmp_path: Path, bare_computer: Path, origin: Origin) -> ModelStore:
    """A store that downloads from `origin`."""
    return ModelStore(tmp_path / "models", origin.address, {"small": (NETWORK,), "two": TWO})


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_downloaded_is_found(downloads: ModelStore) -> None:
    told: list[tuple[float, str]] = []
    downloads.get("small", job=Job(lambda fraction, status: told.append((fraction, str(status)))))
    files = downloads.find("small")
    assert files is not None
    assert files.networks[0].path.read_bytes() == WEIGHTS
    assert files.networks[0].sha256 == NETWORK.sha256
    assert names(downloads.folder) == {NETWORK.file_name}
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)
    assert any("2 MB" in status for _, status in told)


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(downloads: ModelStore, origin: Origin) -> None:
    origin.cut_after = 700_000
    with pytest.raises(ModelError, match="interrupted"):
        downloads.get("small", job=Job())
    assert names(downloads.folder) == {f"{NETWORK.file_name}.part"}
    assert downloads.find("small") is None
    origin.cut_after = None
    downloads.get("small", job=Job())
    assert origin.asked == [None, "bytes=700000-"]
    assert names(downloads.folder) == {NETWORK.file_name}


def test_a_server_without_ranges_starts_again(downloads: ModelStore, origin: Origin) -> None:
    origin.ranges = False
    downloads.folder.mkdir()
    (downloads.folder / f"{NETWORK.file_name}.part").write_bytes(WEIGHTS[:1000])
    downloads.get("small", job=Job())
    assert (downloads.folder / NETWORK.file_name).read_bytes() == WEIGHTS


def test_other_bytes_than_the_published_are_thrown_away(downloads: ModelStore, origin: Origin) -> None:
    origin.files[NETWORK.file_name] = WEIGHTS[:-1] + b"!"
    with pytest.raises(ModelError, match="checksum"):
        downloads.get("small", job=Job())
    assert names(downloads.folder) == set()


def test_a_server_that_never_ends_is_read_no_further_than_the_model(downloads: ModelStore, origin: Origin) -> None:
    origin.files[NETWORK.file_name] = WEIGHTS * 3
    downloads.get("small", job=Job())
    assert (downloads.folder / NETWORK.file_name).stat().st_size == len(WEIGHTS)


def test_a_model_that_the_server_lacks_is_told_of(downloads: ModelStore) -> None:
    with pytest.raises(ModelError, match="Not Found"):
        downloads.get("two", job=Job())


def test_only_what_is_missing_of_a_bag_is_downloaded(downloads: ModelStore, origin: Origin) -> None:
    downloads.folder.mkdir()
    (downloads.folder / TWO[0].file_name).write_bytes(b"one")
    assert downloads.find("two") is None
    downloads.get("two", job=Job())
    files = downloads.find("two")
    assert files is not None
    assert [network.stems for network in files.networks] == [network.stems for network in TWO]
    assert len(origin.asked) == 1


def test_a_cancelled_download_can_go_on_later(downloads: ModelStore) -> None:
    job = Job(lambda fraction, status: job.cancel() if fraction > 0.2 else None)
    with pytest.raises(Cancelled):
        downloads.get("small", job=job)
    assert downloads.find("small") is None
    downloads.get("small", job=Job())
    assert downloads.find("small") is not None


def test_without_a_network_it_says_so(tmp_path: Path, bare_computer: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        store = ModelStore(tmp_path / "models", address, {"small": (NETWORK,)})
        with pytest.raises(ModelError, match=r"can't be downloaded.*models import"):
            store.get("small", job=Job())


def test_a_folder_that_cant_be_written_is_told_of(tmp_path: Path, bare_computer: Path) -> None:
    (tmp_path / "models").write_text("in the way")
    with pytest.raises(StorageError, match="a file has that name"):
        ModelStore(tmp_path / "models").get("htdemucs", job=Job())


def test_the_list_tells_size_licence_and_source(store: ModelStore) -> None:
    models = {info.name: info for info in store.list()}
    assert set(models) == {"htdemucs", "htdemucs_ft", "htdemucs_6s"}
    assert models["htdemucs"].size == 84_141_911
    assert not any(info.present for info in models.values())
    assert {info.licence for info in models.values()} == {"MIT"}
    assert models["htdemucs"].source.startswith("https://")


def test_hashes_are_those_that_demucs_checks() -> None:
    import demucs

    listed = (Path(demucs.__file__).parent / "remote/files.txt").read_text("utf-8").split()
    for networks in PUBLISHED.values():
        assert all(network.file_name in listed for network in networks)
        assert {stem for network in networks for stem in network.stems} == set(StemName) - {StemName.OTHER}


def test_demucs_own_caches_are_searched(store: ModelStore, bare_computer: Path) -> None:
    hub = bare_computer / "huggingface/hub/models--adefossez--HTDemucs/snapshots/abc/955717e8.safetensors"
    torch_hub = bare_computer / "torch/hub/checkpoints/5c90dfd2-34c22ccb.th"
    for path in (hub, torch_hub):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"weights")
    found, six = store.find("htdemucs"), store.find("htdemucs_6s")
    assert found is not None
    assert six is not None
    assert (found.networks[0].path, found.networks[0].sha256) == (hub, None)
    assert (six.networks[0].path, six.networks[0].sha256) == (torch_hub, PUBLISHED["htdemucs_6s"][0].sha256)
    with pytest.raises(ModelError, match="doesn't clear"):
        store.remove("htdemucs")
    assert hub.exists()


def test_tensors_are_imported_under_their_signature(store: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "955717e8.safetensors"
    save_tensors(small_network(), path)
    assert store.import_file(path, job=Job()) == "htdemucs"
    assert store.find("htdemucs") is not None
    store.remove("htdemucs")
    assert names(store.folder) == set()
    with pytest.raises(ModelError, match="No files of htdemucs"):
        store.remove("htdemucs")


def test_a_checkpoint_is_imported_whatever_it_is_called(downloads: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "download (3).bin"
    path.write_bytes(WEIGHTS)
    assert downloads.import_file(path, job=Job()) == "small"
    assert downloads.find("small") is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("955717e8-8726e21a.th", b"not what it is called"),
        ("955717e8.safetensors", b""),
        ("955717e8.safetensors", struct.pack("<Q", 1 << 60)),
        ("955717e8.safetensors", struct.pack("<Q", 2) + b"[]"),
        ("song.mp3", b"ID3"),
    ],
)
def test_files_that_are_no_model_are_refused(name: str, content: bytes, store: ModelStore, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match="not a required file"):
        store.import_file(tmp_path / name, job=Job())
    assert not store.folder.exists()


def test_tensors_that_name_another_class_are_refused(store: ModelStore, tmp_path: Path) -> None:
    header = json.dumps({"__metadata__": {"klass": "os.system", "args": '["echo"]', "kwargs": "{}"}}).encode()
    path = tmp_path / "955717e8.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    with pytest.raises(ModelError, match="not a required file"):
        store.import_file(path, job=Job())


def test_a_missing_file_is_told_of(store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="File not found"):
        store.import_file(tmp_path / "nothing.th", job=Job())
    for place in (tmp_path, Path("/dev/zero")):
        with pytest.raises(ModelError, match="is not a model: it is a folder or a device"):
            store.import_file(place, job=Job())


def test_an_unknown_model_is_told_of(store: ModelStore) -> None:
    for ask in (store.find, store.remove):
        with pytest.raises(ModelError, match="Unknown model"):
            ask("mdx")
