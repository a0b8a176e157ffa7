import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 hands out True (Signal.emit) and None (every call without a result) without counting the reference.
    # Some hundred signals or thousand calls later the interpreter would take them for garbage and die; from Python
    # 3.12 on both are immortal anyway.
    for constant in (True, None):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40
