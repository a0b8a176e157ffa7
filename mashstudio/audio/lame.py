"""MP3 by the LAME in lameenc's library: as libsndfile's LAME makes it, in a third of the time.

lameenc itself takes only 16 bits and makes only plain stereo, so LAME's own functions are called. Where lameenc doesn't
export them (on Windows), libsndfile has to do.
"""

import ctypes
import importlib.util
from functools import cache
from typing import Protocol, Self

import numpy as np

from mashstudio.core.units import SAMPLE_RATE, Samples

_VBR = 4
# At most so many bytes come from some frames, says LAME's lame.h.
_BYTES_PER_FRAME, _AND = 1.25, 7200
_POINTER, _INT, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
_FUNCTIONS = {
    "lame_init": ((), _POINTER),
    "lame_set_in_samplerate": ((_POINTER, _INT), _INT),
    "lame_set_out_samplerate": ((_POINTER, _INT), _INT),
    "lame_set_brate": ((_POINTER, _INT), _INT),
    "lame_set_VBR": ((_POINTER, _INT), _INT),
    "lame_set_VBR_quality": ((_POINTER, ctypes.c_float), _INT),
    "lame_init_params": ((_POINTER,), _INT),
    "lame_encode_buffer_interleaved_ieee_float": ((_POINTER, _POINTER, _INT, _POINTER, _INT), _INT),
    "lame_encode_flush": ((_POINTER, _POINTER, _INT), _INT),
    "lame_get_lametag_frame": ((_POINTER, _POINTER, _SIZE), _SIZE),
    "lame_close": ((_POINTER,), _INT),
}


class Sink(Protocol):
    """Where encoded bytes go."""

    def write(self, data: bytes) -> int:
        """Write all of `data`."""
        ...

    def seek(self, offset: int, whence: int) -> int:
        """Set the position."""
        ...


@cache
def find_lame() -> ctypes.CDLL | None:
    """Return the library with LAME's functions, if there is one."""
    found = importlib.util.find_spec("lameenc")
    if found is None or found.origin is None:
        return None
    try:
        library = ctypes.CDLL(found.origin)
        for name, (takes, gives) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.argtypes, function.restype = takes, gives
    except (OSError, AttributeError):
        return None
    return library


class Mp3Writer:
    """Encodes stereo to `sink`; a context manager, as soundfile's files are. bitrate: kbit/s; None: it varies.

    quality: of a variable bitrate, 0–1, 1 is best.
    """

    def __init__(self, lame: ctypes.CDLL, sink: Sink, bitrate: int | None, quality: float) -> None:
        self._lame, self._sink = lame, sink
        self._encoder = lame.lame_init()
        if not self._encoder:
            raise MemoryError
        lame.lame_set_in_samplerate(self._encoder, SAMPLE_RATE)
        lame.lame_set_out_samplerate(self._encoder, SAMPLE_RATE)
        if bitrate is None:
            lame.lame_set_VBR(self._encoder, _VBR)
            lame.lame_set_VBR_quality(self._encoder, 10 * (1 - quality))
        else:
            lame.lame_set_brate(self._encoder, bitrate)
        self._checked(lame.lame_init_params(self._encoder))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        try:
            if failed is None:
                self._finish()
        finally:
            self._lame.lame_close(self._encoder)

    def write(self, samples: Samples) -> None:
        """Encode float32 (frames, 2)."""
        sound, room = np.ascontiguousarray(samples, np.float32), int(len(samples) * _BYTES_PER_FRAME) + _AND
        encode, encoded = self._lame.lame_encode_buffer_interleaved_ieee_float, ctypes.create_string_buffer(room)
        taken = self._checked(encode(self._encoder, sound.ctypes.data, len(sound), encoded, room))
        self._sink.write(encoded.raw[:taken])

    def _finish(self) -> None:
        """Write what LAME still holds; then, over the empty first frame, how long the sound is."""
        encoded = ctypes.create_string_buffer(_AND)
        rest = self._checked(self._lame.lame_encode_flush(self._encoder, encoded, _AND))
        self._sink.write(encoded.raw[:rest])
        first = self._lame.lame_get_lametag_frame(self._encoder, encoded, _AND)
        self._sink.seek(0, 0)
        self._sink.write(encoded.raw[:first])

    def _checked(self, result: int) -> int:
        if result < 0:
            raise RuntimeError(f"LAME: {result}")
        return result
