"""Durations of the window's longest operations: `python tests/benchmarks/window.py`.

Prints, also in CPU time of its thread, the time from process start to the window's first frame (several times: the
first has a cold disk cache and compiles all modules), the longest steps of a change of theme and of language while the
demo is open, how long the list of a folder of 5,000 songs blocks the window, and the longest steps of a library of as
many: opened, searched, sorted, filtered, scrolled and closed.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mashstudio.gui.window import StudioWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# GLib's event loop doesn't signal when it wakes.
os.environ["QT_NO_GLIB"] = "1"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

_STARTS: Final = 5
_SONGS: Final = 5_000
_WATCHED_MS: Final = 3_000
_FIRST_FRAME: Final = """
import sys, time, psutil
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.inherits("QMainWindow"):
            now = time.time() - psutil.Process().create_time()
            print(f"{now:.2f} {time.process_time():.2f}", flush=True)
            import os
            os._exit(0)
        return False
watch = Watch()
made = QApplication.__init__
def init(self, *arguments):
    made(self, *arguments)
    self.installEventFilter(watch)
QApplication.__init__ = init
from mashstudio.cli import main
main(["studio"])
"""


def main() -> None:
    """Run all measurements."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {f"XDG_{kind}_HOME": f"{name}/{kind}" for kind in ("CONFIG", "DATA", "STATE")}
        # As on a user's second start: compiled.
        environment = os.environ | {"PYTHONPYCACHEPREFIX": f"{name}/compiled"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(_STARTS):
            told = subprocess.run(
                [sys.executable, "-c", _FIRST_FRAME], env=environment, capture_output=True, text=True, check=True
            )
            wall, cpu = told.stdout.split()[-2:]
            print(f"start {number + 1}: first frame after {wall} s ({cpu} s of processor time)")
        within(Path(name))


def within(folder: Path) -> None:
    """Measure operations within a window."""
    from PySide6.QtWidgets import QApplication

    from mashstudio.gui.app import Windows
    from mashstudio.gui.garbage import Garbage
    from mashstudio.gui.library.song_choice import SongChoice

    application = QApplication([])
    _garbage = Garbage()
    window = Windows(application).open([])
    window.files.open_demo()
    until = time.monotonic() + 60
    while not window.studio.session.settled and time.monotonic() < until:
        application.processEvents()
    tell_steps("the demo's last pictures", lambda: None)
    for theme in ("light", "dark"):
        tell_steps(f"theme {theme}", partial(window.studio.change_settings, theme=theme))
    for language in ("ko", "en"):
        tell_steps(f"language {language}", partial(window.studio.change_settings, language=language))
    songs = [folder / f"{number % 40:02}" / f"A song with a long name, take {number}.flac" for number in range(_SONGS)]
    lists: list[SongChoice] = []
    tell(f"a list of {_SONGS} songs", lambda: lists.append(SongChoice(songs, "Music", "", 8, window)))
    tell("its first sight", lists[0].open)
    tell("a letter typed over it", lambda: lists[0].filter.setText("7"))
    tell("and cleared", lists[0].filter.clear)
    lists[0].close()
    in_the_library(window)
    window.studio.close()


def in_the_library(window: "StudioWindow") -> None:
    """Measure what is done with a library of many songs."""
    from library_songs import fill, listed

    from mashstudio.library.facts import Stamp

    panel = window.below.library
    library = panel.shelf.library
    fill(library, _SONGS)
    library.forget_files([listed(number).path for number in range(_SONGS)])
    for number in range(_SONGS):
        # There, as a scan forgets songs whose files are gone.
        path = library.file.parent / f"{number}.wav"
        path.touch()
        found = path.stat()
        library.put_file(path, Stamp(found.st_mtime_ns, found.st_size), listed(number).facts.sha256)
    bar = panel.table.verticalScrollBar()
    header = panel.table.horizontalHeader()
    steps: list[tuple[str, Callable[[], object]]] = [
        ("opened", window.actions_by_name["library"].trigger),
        ("a letter typed", partial(panel.filters.words.setText, "1")),
        ("two", partial(panel.filters.words.setText, "12")),
        ("cleared", panel.filters.words.clear),
        ("a tag", partial(panel.filters.tag.setCurrentIndex, 1)),
        ("every tag", partial(panel.filters.tag.setCurrentIndex, 0)),
        ("sorted by tempo", partial(header.sectionClicked.emit, 4)),
        ("sorted backwards", partial(header.sectionClicked.emit, 4)),
        ("half way down", lambda: bar.setValue(bar.maximum() // 2)),
        ("all selected", panel.table.selectAll),
        ("another process adds", lambda: library.add_playlist("set", [library.file])),
        ("closed", window.actions_by_name["library"].trigger),
    ]
    for what, does in steps:
        tell_steps(f"a library of {_SONGS} songs, {what}", does)
    assert panel.rows.rowCount() == _SONGS


def tell_steps(what: str, does: Callable[[], object]) -> None:
    """Run an operation within Qt's event loop, and print the longest busy periods of the seconds after it."""
    from PySide6.QtCore import QAbstractEventDispatcher, QTimer
    from PySide6.QtWidgets import QApplication

    dispatcher, steps, woken = QAbstractEventDispatcher.instance(), [0.0], [time.thread_time()]

    def sleep() -> None:
        if woken:
            steps.append(time.thread_time() - woken[0])
            woken.clear()

    def wake() -> None:
        woken.append(time.thread_time())

    dispatcher.awake.connect(wake)
    dispatcher.aboutToBlock.connect(sleep)
    QTimer.singleShot(0, does)
    QTimer.singleShot(_WATCHED_MS, QApplication.exit)
    QApplication.exec()
    dispatcher.awake.disconnect(wake)
    dispatcher.aboutToBlock.disconnect(sleep)
    longest = ", ".join(f"{1000 * step:.1f}" for step in sorted(steps)[-1:-6:-1])
    print(f"{what}: longest steps {longest} ms of processor time")


def tell(what: str, does: Callable[[], object]) -> None:
    """Run an operation and the events that follow, and print how long both took."""
    from PySide6.QtWidgets import QApplication

    began, busy = time.perf_counter(), time.thread_time()
    does()
    done = time.perf_counter()
    QApplication.processEvents()
    QApplication.processEvents()
    ended = time.perf_counter()
    print(
        f"{what}: {1000 * (done - began):.0f} ms, and {1000 * (ended - done):.0f} ms of what follows, "
        f"{1000 * (time.thread_time() - busy):.0f} ms of processor time"
    )


if __name__ == "__main__":
    main()
