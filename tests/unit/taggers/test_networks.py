"""The taggers: their weights, their networks and their input."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mashstudio.core.errors import ModelError
from mashstudio.taggers import musicnn_weights
from mashstudio.taggers.log_mel import log_mel
from mashstudio.taggers.musicnn_network import Musicnn
from mashstudio.taggers.musicnn_weights import VOCABULARIES, checkpoint_paths, load_networks, load_vgg
from mashstudio.taggers.networks import fill, names_of_weights
from mashstudio.taggers.tensor_bundle import read_tensors

GOLDEN: Final = Path(__file__).parent / "golden" / "musicnn.npz"
INDEX = checkpoint_paths()["MTT_musicnn", ".index"]
DATA = checkpoint_paths()["MTT_musicnn", ".data-00000-of-00001"]


def spectrogram() -> NDArray[np.float32]:
    """Return the input of golden/make_musicnn.py."""
    time, band = np.arange(187)[:, None], np.arange(96)
    waves = np.sin(0.11 * time) * np.cos(0.23 * band) + np.sin(0.9 * time + 0.05 * band * band)
    return np.asarray(np.abs(waves) * 1.3, np.float32)


@pytest.mark.parametrize("name", [*VOCABULARIES, "vgg"])
def test_the_networks_hear_what_tensorflow_heard(name: str) -> None:
    network = load_vgg() if name == "vgg" else load_networks()[name]
    with torch.inference_mode():
        heard = network(torch.from_numpy(spectrogram()[None]))
    golden = np.load(GOLDEN)
    np.testing.assert_allclose(heard.tags[0].numpy(), golden[f"{name}_tags"], rtol=0, atol=1e-5)
    hidden = golden[f"{name}_hidden"]
    np.testing.assert_allclose(heard.hidden[0].numpy(), hidden, rtol=1e-5, atol=1e-5)


def test_the_spectrogram_is_librosas() -> None:
    """The file has every ninth frame of log10(1 + 10,000 × librosa.feature.melspectrogram), by librosa 0.11.0."""
    time = np.arange(16_000) / 16_000
    mono = (time * np.sin(2 * np.pi * (100 * time + 3500 * time**2))).astype(np.float32)
    golden = np.load(GOLDEN.with_name("librosa_mel.npy"))
    np.testing.assert_allclose(log_mel(np.pad(mono, 256))[::9], golden, atol=1e-5)


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = dict.fromkeys(checkpoint_paths(), "0" * 64)
    monkeypatch.setattr(musicnn_weights, "_SHA256", wrong)
    with pytest.raises(ModelError, match=r"weights are damaged\. Delete .venv"):
        checkpoint_paths()
    monkeypatch.setattr(musicnn_weights, "_SHA256", {("none", ".index"): ""})
    with pytest.raises(ModelError, match="weights are missing"):
        checkpoint_paths()


# The checkpoint's reader


def read(index: Path, data: Path = DATA) -> None:
    read_tensors(index, data, ["dense/bias", "conv2d_5/kernel"])


def test_a_checkpoint_is_read_without_tensorflow() -> None:
    names = names_of_weights(Musicnn())
    assert len(names) == len(set(names)) == 64
    tensors = read_tensors(INDEX, DATA, names)
    assert tensors["conv2d/kernel"].shape == (7, 38, 1, 204)
    fill(Musicnn(), tensors)
    tensors["dense/kernel"] = tensors["dense/kernel"].T
    with pytest.raises(ValueError, match="dense/kernel has another shape"):
        fill(Musicnn(), tensors)


def test_a_checkpoint_that_is_cut_off_or_none_is_refused(tmp_path: Path) -> None:
    cut = tmp_path / "cut"
    cut.write_bytes(DATA.read_bytes()[:1000])
    with pytest.raises(ValueError, match="ends too early"):
        read(INDEX, cut)
    for contents in (b"", b"no checkpoint" * 10, INDEX.read_bytes()[:-1], bytes(2 << 20)):
        cut.write_bytes(contents)
        with pytest.raises(ValueError, match=r"no checkpoint|longer than it can be"):
            read(cut)
    with pytest.raises(ValueError, match="missing"):
        read_tensors(INDEX, DATA, ["nothing"])


def varint(number: int) -> bytes:
    return bytes([number & 0x7F | 0x80, number >> 7])


def test_a_hostile_index_is_refused(tmp_path: Path) -> None:
    growing = b"".join(varint(100 * step) + varint(100) + varint(0) + b"x" * 100 for step in range(20))
    tail = bytes(4) + (1).to_bytes(4, "little")
    for entries, error in (
        (growing, "no end"),
        (b"\x05\x01\x00x", "no beginning"),
        (b"\xff" * 20, "too long"),
        (b"\x00\x7f\x00x", "ends too early"),
    ):
        block = entries + tail
        handle = varint(0) + varint(len(block))
        top = b"\x00\x01\x04x" + handle + tail
        footer = varint(0) + varint(0) + varint(len(block) + 5) + varint(len(top))
        path = tmp_path / "index"
        path.write_bytes(block + bytes(5) + top + bytes(5) + footer.ljust(40, b"\0") + INDEX.read_bytes()[-8:])
        with pytest.raises(ValueError, match=error):
            read(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_index_raises_nothing_but_value_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    contents = bytearray(INDEX.read_bytes())
    for _change in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(contents) - 1))
        contents[at : at + data.draw(st.integers(1, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path_factory.getbasetemp() / "damaged.index"
    path.write_bytes(contents)
    with suppress(ValueError):
        read(path)
