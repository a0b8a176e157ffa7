"""Responsiveness of the window while two songs are prepared: `python tests/benchmarks/interface.py FOLDER`.

FOLDER holds real songs, made by `python3 ../shared/tools/real_songs.py FOLDER`; the two longest are cut or repeated to
3:30. They are first read and analysed alone, then opened in a window with an empty cache, where they play as soon as
they can while cells are switched, the view is scrolled and beats are chosen twice a second.

Prints when each part could first be heard, and the busy periods of the interface thread: from when Qt's event loop woke
to when it slept again, several events included. For long ones, it prints what the thread was doing. "CPU" is this
thread's own time: with both cores busy, a period is longer by what other processes got. It also prints how far the
decks' estimates of the time left were from the truth.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# GLib's event loop doesn't signal when it wakes.
os.environ["QT_NO_GLIB"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import numpy as np
from PySide6.QtCore import QAbstractEventDispatcher, QTimer
from PySide6.QtWidgets import QApplication
from real_songs import as_long_as, two_longest
from sound_server import SoundServer
from themes import apply_theme

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, switch
from mashstudio.gui.garbage import Garbage
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.pipeline.mashing import ready_songs
from mashstudio.session.deck import Stage, State
from mashstudio.session.session import MashupSession
from mashstudio.session.settings import Settings
from mashstudio.session.workers import SWITCH_INTERVAL

SECONDS = 210
BOUND = 0.016
EIGHT_BARS = range(32)


class Watchdog:
    """Watches the thread that created it; `steps`: wall-clock and CPU seconds of each busy period."""

    def __init__(self) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._wake)
        dispatcher.aboutToBlock.connect(self._sleep)
        self.steps: list[tuple[float, float]] = []
        self.long: list[tuple[float, Counter[str]]] = []
        self._woken: tuple[float, float] | None = None
        self._seen: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._over.set()

    def _wake(self) -> None:
        if self._woken is None:
            self._woken = (time.perf_counter(), time.thread_time())

    def _sleep(self) -> None:
        if self._woken is not None:
            self.steps.append((time.perf_counter() - self._woken[0], time.thread_time() - self._woken[1]))
            if self.steps[-1][0] > BOUND:
                self.long.append((self.steps[-1][0], self._seen))
            self._woken, self._seen = None, Counter()

    def _watch(self) -> None:
        while not self._over.wait(0.002):
            if self._woken is not None:
                self._seen[self._doing()] += 1

    def _doing(self) -> str:
        """Return our innermost three functions. Holds no frame, which would keep its painter from ending."""
        names: list[str] = []
        frame = sys._current_frames().get(self._thread)
        while frame is not None and len(names) < 3:
            if "mashstudio/" in frame.f_code.co_filename:
                names.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
            frame = frame.f_back
        return " < ".join(names)


class User:
    """A simulated user: plays as soon as possible, then works on."""

    def __init__(self, window: StudioWindow) -> None:
        self._window, self._studio = window, window.studio
        self._random = np.random.default_rng(3)
        self._timer = QTimer(window, interval=500)
        self._timer.timeout.connect(self._work)
        self._timer.start()

    def _work(self) -> None:
        session, mashup = self._studio.session, self._studio.mashup
        if mashup is None:
            return
        if songs_heard(session) and not self._studio.player.playing:
            self._window.playing.play()
        lane, beat = int(self._random.integers(0, 8)), int(self._random.integers(0, min(mashup.beats, 60)))
        beats = session.song_beats()
        cell = Selection((lane,), beat, beat + 1)
        self._studio.edit_with(Message("Toggle"), lambda now: switch(now, beats, cell))
        self._studio.select(cell)
        bar = self._window.grid.grid.horizontalScrollBar()
        bar.setValue(int(self._random.integers(0, 400)))


class TimesLeft:
    """Records once a second each stage's estimate of the time left, to compare it with the truth."""

    def __init__(self, window: StudioWindow) -> None:
        self._session = window.studio.session
        self._said: dict[tuple[int, Stage], list[tuple[float, float]]] = {}
        self._pairs: dict[Stage, list[tuple[float, float]]] = {}
        self._timer = QTimer(window, interval=1000)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        now = time.monotonic()
        for source, deck in self._session.decks.items():
            for stage, progress in deck.progress.items():
                left = progress.seconds_left(now)
                if left is not None:
                    self._said.setdefault((source, stage), []).append((now, left))
                elif progress.state is State.DONE:
                    said = self._said.pop((source, stage), [])
                    self._pairs.setdefault(stage, []).extend((left, now - at) for at, left in said)

    def tell(self) -> None:
        """Print the estimates against the truth."""
        self._look()
        for stage, pairs in self._pairs.items():
            if pairs:
                said, came = np.array(pairs).T
                wrong = np.abs(said - came)
                print(
                    f"  time left, {stage.name.lower()}: said {len(pairs)} times, {np.mean(came):.0f} s were left on "
                    f"average; wrong by {np.median(wrong):.1f} s in half of them, by {np.quantile(wrong, 0.9):.1f} s "
                    f"in one of ten (said {np.mean(said - came):+.1f} s too much on average)"
                )


def songs_heard(session: MashupSession) -> bool:
    """Return True once both songs are on the grid in full."""
    return all(session.fitting.song_file(source) is not None for source in (0, 1))


def until(application: QApplication, holds: Callable[[], bool]) -> float:
    """Run the event loop until a condition holds; return when that was."""
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: application.exit() if holds() else None)
    timer.start()
    application.exec()
    return time.perf_counter()


def tell_steps(name: str, watchdog: Watchdog) -> None:
    """Print what was measured since the last call."""
    clock, cpu = (np.sort(np.array(watchdog.steps)[:, column]) * 1000 for column in (0, 1))
    for what, times in (("clock", clock), ("CPU", cpu)):
        p50, p99, most = np.quantile(times, (0.5, 0.99, 1))
        over = int(np.sum(times > 1000 * BOUND))
        print(
            f"  {name}, {what:5}: {len(times)} steps, p50 {p50:.2f}, p99 {p99:.2f}, max {most:.2f} ms, {over} over 16"
        )
    for seconds, doing in sorted(watchdog.long, key=lambda step: -step[0])[:8]:
        print(f"    {seconds * 1000:.0f} ms: {', '.join(f'{what} ({times})' for what, times in doing.most_common(4))}")
    watchdog.steps.clear()
    watchdog.long.clear()


def main() -> None:
    """Run and print all measurements."""
    # Otherwise every child would import this script and all of Qt, unlike the studio's children.
    del sys.modules["__main__"].__file__
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scan", action="store_true", help="meanwhile, the folder is added to the library")
    options = parser.parse_args()
    longest = two_longest(options.folder)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        os.environ.update({variable: str(scratch / "home") for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")})
        paths = [as_long_as(path, SECONDS, scratch) for path in longest]
        (scratch / "sound").mkdir()
        server = SoundServer(scratch / "sound")
        os.environ.update(server.environment)
        print(f"{paths[0].stem} and {paths[1].stem}, 3:30 each (load before: {os.getloadavg()[0]:.1f}):")
        began = time.perf_counter()
        ready_songs(dict(enumerate(paths)), Cache(scratch / "alone"), job=Job())
        alone = time.perf_counter() - began
        print(f"  read and analysed alone: {alone:.1f} s")
        in_the_window(paths, scratch / "cache", alone, options.folder if options.scan else None)
        server.close()


def in_the_window(paths: list[Path], cache: Path, alone: float, scanned: Path | None) -> None:
    """Drop both songs, and work while they are prepared. scanned: a folder that is added to the library meanwhile."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    application = QApplication([])
    _garbage = Garbage()
    apply_theme(application, "dark")
    studio = Studio(Settings(separator="spleeter", cache_folder=str(cache)))
    window, session = StudioWindow(studio), studio.session
    window.resize(1600, 1000)
    window.show()
    until(application, lambda: studio.player.device is not None)
    watchdog, left = Watchdog(), TimesLeft(window)
    # Nothing else keeps it.
    _user = User(window)
    began = time.perf_counter()
    window.drops.take(paths)
    if scanned is not None:
        window.below.library.shelf.add([scanned])
    heard = until(application, lambda: songs_heard(session)) - began
    print(f"  drop to both songs on the grid: {heard:.1f} s ({heard / alone:.2f} of the analysis alone)")
    tell_steps("read and analysed", watchdog)
    excerpt = until(application, lambda: all(_first_bars_heard(studio, side) for side in (0, 1))) - began
    print(f"  the stems of the first 8 bars in view: {excerpt:.1f} s")
    stems = until(application, lambda: all(len(session.fitting.audible_beats(side)) > 60 for side in (0, 1))) - began
    print(f"  all stems: {stems:.1f} s")
    tell_steps("separated and fitted", watchdog)
    left.tell()
    watchdog.stop()
    studio.session.mark_saved()
    window.close()
    application.processEvents()


def _first_bars_heard(studio: Studio, side: int) -> bool:
    return len(studio.session.fitting.audible_beats(side)) >= len(EIGHT_BARS)


if __name__ == "__main__":
    main()
