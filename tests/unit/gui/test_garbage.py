"""Who collects garbage."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot


class Cycle:
    """What nothing but the collector ends."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_on_the_interface_thread(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=20_000)
    ended_on: list[threading.Thread] = []

    def litter() -> None:
        for _ in range(10_000):
            weakref.finalize(Cycle(), lambda: ended_on.append(threading.current_thread()))

    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(ended_on) == 10_000, timeout=60_000)
    assert set(ended_on) == {threading.main_thread()}
