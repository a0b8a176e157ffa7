"""Read TensorFlow checkpoints as numbers and nothing else: no TensorFlow, no pickle, no graph.

A checkpoint ("tensor bundle") is an index, a LevelDB table from each tensor's name to its type, shape and place, and a
file of raw tensors (tensorflow/core/util/tensor_bundle, tensorflow/core/lib/io/table_format.txt). TensorFlow never
compresses the index. Checksums aren't compared: the caller knows the files' hashes.
"""

import math
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

_MAGIC: Final = 0xDB4775248B80FB57.to_bytes(8, "little")
_FOOTER: Final = 48
_MOST_INDEX: Final = 1 << 20
_MOST_TENSORS: Final = 1000
_LONGEST_NAME: Final = 1000
_MOST_DIMENSIONS: Final = 8
_TRAILER: Final = 5
_FLOAT: Final = 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5

Tensors = dict[str, NDArray[np.float32]]


class _Reader:
    """Bytes read from the front; raises ValueError where they end too early."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def empty(self) -> bool:
        """Return True if everything is read."""
        return self._at == len(self._data)

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        if size > len(self._data) - self._at:
            raise ValueError("it ends too early")
        self._at += size
        return self._data[self._at - size : self._at]

    def varint(self) -> int:
        """Return the next number: seven bits a byte, lowest first, the top bit set on all but the last."""
        number = 0
        for shift in range(0, 63, 7):
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
        raise ValueError("a number is too long")


def read_tensors(index: Path, data: Path, names: Collection[str]) -> Tensors:
    """Return the tensors `names` (float32) of a checkpoint. Raises OSError, or ValueError if it is damaged."""
    if index.stat().st_size > _MOST_INDEX:
        raise ValueError("its index is longer than it can be")
    entries = dict(islice(_entries(index.read_bytes()), _MOST_TENSORS))
    if _fields(entries.get(b"", b"")).get(1) != 1:
        raise ValueError("it isn't one file")
    missing = [name for name in names if name.encode() not in entries]
    if missing:
        raise ValueError(f"{missing[0]} is missing")
    size = data.stat().st_size
    with data.open("rb") as file:
        tensors = {}
        for name in names:
            shape, start, length = _place(entries[name.encode()])
            if start + length > size:
                raise ValueError(f"{name} ends too early")
            file.seek(start)
            tensors[name] = np.frombuffer(file.read(length), "<f4").reshape(shape).astype(np.float32)
    return tensors


def _entries(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values of a LevelDB table."""
    footer = table[-_FOOTER:]
    if len(footer) < _FOOTER or not footer.endswith(_MAGIC):
        raise ValueError("it is no checkpoint")
    handles = _Reader(footer)
    handles.varint(), handles.varint()  # of a block that TensorFlow leaves empty
    for _last_key, handle in _block(table, handles):
        yield from _block(table, _Reader(handle))


def _block(table: bytes, handle: _Reader) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values of the block at `handle`: each key says how much of the one before it begins with."""
    start, size = handle.varint(), handle.varint()
    whole = _Reader(table[start:]).take(size + _TRAILER)
    if whole[size] != 0:
        raise ValueError("its index is compressed")
    restarts = 4 * (int.from_bytes(whole[size - 4 : size], "little") + 1)
    if not 4 <= restarts <= size:
        raise ValueError("its index is cut off")
    entries = _Reader(whole[: size - restarts])
    key = b""
    while not entries.empty:
        shared, own, length = entries.varint(), entries.varint(), entries.varint()
        if shared > len(key) or shared + own > _LONGEST_NAME:
            raise ValueError("a name has no beginning or no end")
        key = key[:shared] + entries.take(own)
        yield key, entries.take(length)


def _place(entry: bytes) -> tuple[tuple[int, ...], int, int]:
    """Return the shape, start and length of a tensor (BundleEntryProto)."""
    fields = _fields(entry)
    kind, shape, shard, start, length = (fields.get(number, 0) for number in (1, 2, 3, 4, 5))
    if kind != _FLOAT or shard != 0 or 7 in fields:
        raise ValueError("a tensor isn't float32 in one piece")
    sizes = tuple(_dimensions(shape if isinstance(shape, bytes) else b""))
    if not (isinstance(start, int) and isinstance(length, int) and length == 4 * math.prod(sizes)):
        raise ValueError("a tensor has another size than its shape")
    return sizes, start, length


def _dimensions(shape: bytes) -> Iterator[int]:
    """Yield the sizes in a TensorShapeProto."""
    for count, (number, value) in enumerate(_messages(shape)):
        size = _fields(value).get(1, 0) if number == 2 and isinstance(value, bytes) else None
        if not isinstance(size, int) or count == _MOST_DIMENSIONS:
            raise ValueError("a tensor has no shape")
        yield size


def _fields(message: bytes) -> dict[int, int | bytes]:
    """Return the fields of a protocol buffer message that have each a single value."""
    return dict(_messages(message))


def _messages(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a protocol buffer message, by number."""
    reader = _Reader(message)
    while not reader.empty:
        tag = reader.varint()
        wire = tag & 7
        if wire == _VARINT:
            yield tag >> 3, reader.varint()
        elif wire in (_FIXED32, _FIXED64):
            yield tag >> 3, reader.take(4 if wire == _FIXED32 else 8)
        elif wire == _BYTES:
            yield tag >> 3, reader.take(reader.varint())
        else:
            raise ValueError("a field is of no known kind")
