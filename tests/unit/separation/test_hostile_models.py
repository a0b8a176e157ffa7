"""Files that only pretend to be networks: each is rejected with one sentence, and nothing it names is imported."""

import json
import os
import struct
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from networks import SMALL, save_tensors, small_network

from mashstudio.core.errors import ModelError
from mashstudio.core.jobs import Job
from mashstudio.separation.demucs_stems import load_network
from mashstudio.separation.models import ModelStore, NetworkFile
from mashstudio.separation.weights import read_recipe

TRAP = "hostile_model_trap"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A valid file."""
    path = tmp_path_factory.mktemp("sound") / "sound.safetensors"
    save_tensors(small_network(), path)
    return path.read_bytes()


@pytest.fixture(autouse=True)
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable module that creates a folder when imported."""
    sprung = tmp_path / "sprung"
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / f"{TRAP}.py").write_text(f"import os\nos.mkdir({str(sprung)!r})\nHTDemucs = print\n")
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    return sprung


def taken_apart(content: bytes) -> tuple[dict[str, Any], bytes]:
    (length,) = struct.unpack("<Q", content[:8])
    return json.loads(content[8 : 8 + length]), content[8 + length :]


def put_together(header: Any, data: bytes) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def with_metadata(**changed: Any) -> Callable[[bytes], bytes]:
    """Return an edit that replaces some of the file's metadata; None: removes it."""

    def change(content: bytes) -> bytes:
        header, data = taken_apart(content)
        metadata = header["__metadata__"] | changed
        header["__metadata__"] = {name: value for name, value in metadata.items() if value is not None}
        return put_together(header, data)

    return change


def with_arguments(**changed: Any) -> Callable[[bytes], bytes]:
    kwargs = {**SMALL, "segment": {"_type": "fraction", "numerator": 1, "denominator": 1}, **changed}
    return with_metadata(kwargs=json.dumps(kwargs))


def with_tensor(**changed: Any) -> Callable[[bytes], bytes]:
    """Return an edit that changes the description of the file's first tensor."""

    def change(content: bytes) -> bytes:
        header, data = taken_apart(content)
        first = next(name for name in header if name != "__metadata__")
        header[first] |= changed
        return put_together(header, data)

    return change


def edited(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return an edit that changes the text of the file's header."""

    def change(content: bytes) -> bytes:
        header, data = taken_apart(content)
        text = json.dumps(header).encode()
        assert old in text
        return put_together(text.replace(old, new, 1), data)

    return change


def without_a_tensor(content: bytes) -> bytes:
    header, data = taken_apart(content)
    last = max((name for name in header if name != "__metadata__"), key=lambda name: header[name]["data_offsets"][1])
    return put_together({n: v for n, v in header.items() if n != last}, data[: header.pop(last)["data_offsets"][0]])


def with_another_tensor(content: bytes) -> bytes:
    header, data = taken_apart(content)
    header["more"] = {"dtype": "F32", "shape": [1], "data_offsets": [len(data), len(data) + 4]}
    return put_together(header, data + bytes(4))


IMPORTED = json.dumps({"_dict": [["x", {"_class": f"{TRAP}.HTDemucs"}]]})
HIDDEN = b'"structure": "' + json.dumps(IMPORTED.replace("_class", "\\u005fclass")).encode()[1:-1] + b'", "klass"'
CASES: dict[str, Callable[[bytes], bytes]] = {
    "another class": with_metadata(klass=f"{TRAP}.HTDemucs"),
    "a class in the same package": with_metadata(klass="demucs.hdemucs.HDemucs"),
    "no class": with_metadata(klass=None),
    "a class within": with_metadata(structure=IMPORTED),
    "a class within, its name escaped": edited(b'"klass"', HIDDEN),
    "its place escaped, too": edited(b'"klass"', HIDDEN.replace(b"structure", b"struct\\u0075re")),
    "a structure of tensors": with_metadata(structure="{}"),
    "two classes": edited(b'"klass"', f'"klass": "{TRAP}.HTDemucs", "klass"'.encode()),
    "two classes, the other way round": edited(b'HTDemucs"', f'HTDemucs", "klass": "{TRAP}.HTDemucs"'.encode()),
    "metadata twice": edited(b'{"__metadata__"', b'{"__metadata__": {"structure": "{}"}, "__metadata__"'),
    "no metadata": edited(b'"__metadata__"', b'"__meta__"'),
    "metadata that is a list": edited(b'{"__metadata__": {', b'{"__metadata__": [], "x": {'),
    "metadata that isn't text": with_metadata(args=[["vocals"]]),
    "arguments that aren't JSON": with_metadata(kwargs="{"),
    "arguments nested without end": with_metadata(kwargs="[" * 100_000),
    "arguments that are a list": with_metadata(kwargs="[]"),
    "several plain arguments": with_metadata(args='[["drums", "bass", "other", "vocals"], 2]'),
    "sources that are a number": with_metadata(args="[10]"),
    "sources that are numbers": with_metadata(args="[[1, 2]]"),
    "more sources than there are": with_metadata(args=json.dumps([[str(n) for n in range(10_000)]])),
    "none of our stems": with_metadata(args='[["a", "b", "c", "d"]]'),
    "more channels than there is memory": with_arguments(channels=10**7),
    "channels in the millions, depth by depth": with_arguments(channels=512, depth=8, growth=4),
    "a depth without end": with_arguments(depth=10**9),
    "layers without end": with_arguments(t_layers=10**9),
    "a negative number": with_arguments(t_heads=-1),
    "true where a number belongs": with_arguments(depth=True),
    "text where a number belongs": with_arguments(channels="8"),
    "a number that is none": with_arguments(growth=float("nan")),
    "a number without end": with_arguments(growth=float("inf")),
    "an object where a number belongs": with_arguments(channels={"_type": "fraction", "numerator": 8}),
    "a segment of a year": with_arguments(segment=3e7),
    "a segment of nothing": with_arguments(segment=0),
    "a segment over zero": with_arguments(segment={"_type": "fraction", "numerator": 1, "denominator": 0}),
    "a segment of digits": with_arguments(segment={"_type": "fraction", "numerator": 10**300, "denominator": 1}),
    "an embedding that isn't used": with_arguments(t_emb="cape"),
    "attention that isn't here": with_arguments(t_sparse_self_attn=True),
    "another sample rate": with_arguments(samplerate=8000),
    "a shape of another size": with_tensor(shape=[1]),
    "a shape without end": with_tensor(shape=[2**62, 2**62]),
    "a shape that is negative": with_tensor(shape=[-1]),
    "a shape of text": with_tensor(shape="8"),
    "an unknown type": with_tensor(dtype="I64"),
    "a type that is a list": with_tensor(dtype=[]),
    "beyond the file": with_tensor(data_offsets=[2**40, 2**40 + 4]),
    "backwards": with_tensor(data_offsets=[64, 0]),
    "something more of a tensor": with_tensor(more=1),
    "a tensor less": without_a_tensor,
    "a tensor more": with_another_tensor,
    "something after the tensors": lambda content: content + bytes(64),
    "cut off": lambda content: content[:-1],
    "cut off in its header": lambda content: content[:500],
    "nothing but a length": lambda content: content[:8],
    "empty": lambda _content: b"",
    "a header longer than the file": lambda content: struct.pack("<Q", 2**40) + content[8:],
    "a length over all bounds": lambda content: b"\xff" * 8 + content[8:],
    "a header nested without end": lambda _content: put_together(b'{"a":' * 300_000, b""),
    "a header that is a list": lambda _content: put_together([], b""),
    "a header that is no text": lambda content: put_together(b"\xff\xfe" * 50, content),
    "a pickle": lambda _content: b"\x80\x04cos\nsystem\n(S'true'\ntR.",
}  # fmt: skip


def test_a_sound_file_is_taken(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sound.safetensors"
    for content in (sound, put_together(*taken_apart(sound)), with_arguments(an_older_option=1)(sound)):
        path.write_bytes(content)
        network = load_network(NetworkFile(path, None))
        expected = small_network().state_dict()
        assert all(torch.equal(tensor, expected[name]) for name, tensor in network.state_dict().items())


def test_sources_may_have_their_name(sound: bytes, tmp_path: Path) -> None:
    """As in the published files."""
    path = tmp_path / "sound.safetensors"
    header, data = taken_apart(with_arguments(sources=["drums", "bass", "other", "vocals"])(sound))
    header["__metadata__"]["args"] = "[]"
    path.write_bytes(put_together(header, data))
    assert load_network(NetworkFile(path, None)).sources == ["drums", "bass", "other", "vocals"]


@pytest.mark.parametrize("case", CASES)
def test_hostile_tensors_are_refused(case: str, sound: bytes, trap: Path, tmp_path: Path) -> None:
    path = tmp_path / "955717e8.safetensors"
    path.write_bytes(CASES[case](sound))
    tracemalloc.start()
    try:
        with pytest.raises(ModelError, match=r"damaged or not a Demucs model\. Remove it and download it again\.$"):
            load_network(NetworkFile(path, None))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000
    assert TRAP not in sys.modules
    assert not trap.exists()


@pytest.mark.parametrize("case", ["a class within, its name escaped", "none of our stems", "cut off", "a pickle"])
def test_hostile_tensors_are_not_imported_either(case: str, sound: bytes, store: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "955717e8.safetensors"
    path.write_bytes(CASES[case](sound))
    with pytest.raises(ModelError, match="not a required file"):
        store.import_file(path, job=Job())
    assert not store.folder.exists()


def test_the_trap_works(sound: bytes, trap: Path, tmp_path: Path) -> None:
    """Demucs' own loading, the reason for these tests, imports whatever is named."""
    from demucs.hf import load_safetensors_model

    path = tmp_path / "955717e8.safetensors"
    path.write_bytes(CASES["another class"](sound))
    with pytest.raises(UserWarning, match="Dropping"):
        load_safetensors_model(path)
    assert trap.exists()
    del sys.modules[TRAP]


def test_what_is_no_file_is_no_model(store: ModelStore, tmp_path: Path) -> None:
    store.folder.mkdir()
    place = store.folder / "955717e8.safetensors"
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "huge").touch()
    os.truncate(tmp_path / "huge", 2**41)
    for target in (tmp_path / "pipe", tmp_path / "folder", tmp_path / "huge", Path("/dev/zero"), place):
        place.symlink_to(target)
        assert store.find("htdemucs") is None
        with pytest.raises(ModelError):
            store.import_file(place, job=Job())
        for sha256 in (None, "0" * 64):
            with pytest.raises(ModelError):
                load_network(NetworkFile(place, sha256))
        with pytest.raises(ValueError, match="no file"):
            read_recipe(place)
        place.unlink()
