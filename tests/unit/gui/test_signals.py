"""Many signals and calls of Qt do not crash the interpreter."""

import subprocess
import sys

SEND = """
import mashstudio.gui
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Sender(QObject):
    moved = Signal(float)
application = QCoreApplication([])
sender, heard = Sender(), []
sender.moved.connect(heard.append)
for number in range(20_000):
    sender.moved.emit(number)
assert len(heard) == 20_000
"""

CALL = """
import mashstudio.gui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(100_000):
    thing.setObjectName("name")
"""


def test_many_signals_don_t_crash_the_interpreter() -> None:
    run(SEND)


def test_many_calls_don_t_crash_the_interpreter() -> None:
    run(CALL)


def run(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
