"""Leaks when windows open and close: `python tests/benchmarks/long_use.py [CYCLES]`.

Each cycle opens the demo in a window, paints, selects, undoes, plays a second, exports the first 8 bars and closes the
window, all in one process with a warm cache. Every ten cycles it prints the memory of the window's and the player's
process, malloc's memory in use, and the numbers of objects, widgets, threads, files and memory maps; at the end, which
kinds of objects have grown in number since the tenth cycle.
"""

import argparse
import ctypes
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sound_server import SoundServer

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint
from mashstudio.gui.app import Windows
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.garbage import Garbage
from mashstudio.gui.window import StudioWindow
from mashstudio.session.settings import Settings, default_settings_file, save_settings
from mashstudio.session.workers import SWITCH_INTERVAL

SETTLED = 10
PATIENCE = 300.0
MEGABYTE = 1 << 20


class _MallocInfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def in_use() -> int:
    """Return the bytes that malloc has allocated; 0 where that is unknown."""
    try:
        mallinfo2 = ctypes.CDLL(None).mallinfo2
    except AttributeError:
        return 0
    mallinfo2.restype = _MallocInfo
    info = mallinfo2()
    return int(info.uordblks + info.hblkhd)


def until(application: QApplication, holds: Callable[[], bool]) -> None:
    """Run the event loop until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: application.exit() if holds() or time.monotonic() > deadline else None)
    timer.start()
    application.exec()
    timer.stop()
    timer.deleteLater()
    if not holds():
        raise SystemExit("It never came.")


def pause(application: QApplication, seconds: float) -> None:
    """Run the event loop for a while."""
    end = time.monotonic() + seconds
    until(application, lambda: time.monotonic() >= end)


def fitted(window: StudioWindow) -> bool:
    """Return True once all stems are on the grid and drawn, and the mix is measured."""
    session = window.studio.session
    fits, decks = session.fitting.fits, session.decks
    drawn = len(decks) == 2 and all(len(deck.stem_peaks) == 4 for deck in decks.values())
    return drawn and fits is not None and all(len(fit.stems) == 4 for fit in fits.values())


def cycle(application: QApplication, windows: Windows, folder: Path) -> int:
    """Open, use and close one window; return the memory of its player's process."""
    over: list[bool] = []
    player = use(application, windows, folder, over)
    until(application, lambda: bool(over))
    pause(application, 0.5)
    return player


def use(application: QApplication, windows: Windows, folder: Path, over: list[bool]) -> int:
    """Work in a window and close it; `over` gets an entry once it is deleted."""
    window = windows.open([])
    window.destroyed.connect(lambda: over.append(True))
    studio = window.studio
    window.files.open_demo()
    until(application, lambda: fitted(window))
    beats = studio.session.song_beats()
    studio.select(Selection((0, 5), 0, 32))
    studio.edit_with(Message("Paint"), lambda now: paint(now, beats, studio.selection, on=True))
    studio.edit_with(Message("Erase"), lambda now: paint(now, beats, Selection((0, 1), 4, 9), on=False))
    pause(application, 0.2)
    studio.session.undo()
    window.playing.play()
    pause(application, 1.0)
    process = studio.player.process_id
    player = 0 if process is None else psutil.Process(process).memory_info().rss
    window.playing.stop()
    window.files.export()
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    dialog._name.setText(str(folder / "mix.wav"))
    dialog._selected.setChecked(True)
    dialog.accept()
    until(application, lambda: not studio.tasks.running)
    (folder / "mix.wav").unlink()
    studio.session.mark_saved()
    window.close()
    return player


def kinds() -> Counter[str]:
    """Return the number of objects of each kind that Python's collector tracks."""
    gc.unfreeze()
    gc.collect()
    return Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())


def tell(number: int, seconds: float, player: int) -> int:
    """Print the state after `number` cycles; return the window's memory."""
    process = psutil.Process()
    rss, maps = process.memory_info().rss, Path("/proc/self/maps").read_text().count("\n")
    print(
        f"{number:4} cycles, {seconds:5.0f} s: window {rss / MEGABYTE:.1f} MB (malloc {in_use() / MEGABYTE:.1f}), "
        f"player {player / MEGABYTE:.1f} MB; {len(gc.get_objects())} objects, "
        f"{len(QApplication.allWidgets())} widgets, {process.num_threads()} threads, "
        f"{process.num_fds()} files, {maps} maps",
        flush=True,
    )
    return int(rss)


def main() -> None:
    """Run and print everything."""
    # Otherwise every child would import this script and all of Qt, unlike the studio's children.
    del sys.modules["__main__"].__file__
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cycles", type=int, nargs="?", default=110)
    cycles = parser.parse_args().cycles
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        homes = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        os.environ.update({variable: str(scratch / "home") for variable in homes})
        os.environ.setdefault("MASHSTUDIO_CACHE", str(scratch / "cache"))
        (scratch / "sound").mkdir()
        server = SoundServer(scratch / "sound")
        os.environ.update(server.environment)
        try:
            in_windows(cycles, scratch)
        finally:
            server.close()


def in_windows(cycles: int, scratch: Path) -> None:
    """Run all cycles."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    save_settings(Settings(separator="spleeter"), default_settings_file())
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    _garbage = Garbage()
    windows = Windows(application)
    began, settled, before = time.monotonic(), 0, Counter[str]()
    for number in range(1, cycles + 1):
        player = cycle(application, windows, scratch)
        if number % 10 == 0:
            if number == SETTLED:
                # First, as counting takes memory.
                before = kinds()
            rss = tell(number, time.monotonic() - began, player)
            if number == SETTLED:
                settled = rss
            elif number == cycles and settled:
                print(f"grown by {(rss - settled) / MEGABYTE:.1f} MB since the {SETTLED}th")
    for kind, more in (kinds() - before).most_common(20) if before else []:
        print(f"  {more:+} {kind}")


if __name__ == "__main__":
    main()
