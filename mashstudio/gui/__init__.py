import ctypes
import sys

if sys.version_info < (3, 12):
    # Signal.emit of PySide6 6.12 hands out True without counting the reference. Some 500 signals later the interpreter
    # would take True for garbage and die; from Python 3.12 on True is immortal anyway.
    ctypes.c_ssize_t.from_address(id(True)).value += 1 << 40
