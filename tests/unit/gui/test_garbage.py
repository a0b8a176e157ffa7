"""Garbage collection."""

import gc
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.gui import app as app_module
from mashstudio.gui import studio as studio_module
from mashstudio.gui.app import Windows


class Cycle:
    """A cycle that only the collector can free."""

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


def test_a_closed_window_s_garbage_is_collected_at_once(
    qtbot: QtBot, dressable: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own thresholds would keep several windows with their sound in shared memory."""
    for module in (app_module, studio_module):
        monkeypatch.setattr(module, "default_settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(studio_module, "default_autosave_folder", lambda: tmp_path / "autosave")
    window = Windows(dressable).open([])
    left = Cycle()
    window.setProperty("left", left)
    # Promoted to the oldest generation, as a window's long-lived objects are when it closes.
    gc.collect()
    watched = weakref.ref(left)
    window.close()
    del window, left
    qtbot.waitUntil(lambda: watched() is None, timeout=5_000)
