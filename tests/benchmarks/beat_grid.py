"""Time to draw the beat grid of a 20-minute mashup of 2,600 beats, at 1600 × 600.

    python tests/benchmarks/beat_grid.py [SCALE]

Prints milliseconds of this thread's CPU time (independent of other load): p50, p95 and maximum for each kind of frame,
and the time until 2,000 cells painted at once are drawn and compiled. SCALE: device pixels per pixel (1).
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = sys.argv[1] if len(sys.argv) > 1 else "1"
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import numpy as np
from mashups import REFS, even_alignment
from PySide6.QtWidgets import QApplication
from themes import apply_theme

from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.grid import CellGrid
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.garbage import Garbage
from mashstudio.gui.studio import Studio
from mashstudio.model.bars import bars_of
from mashstudio.model.mashup import SongSource, empty_mashup
from mashstudio.model.stems import StemName
from mashstudio.render.compile import compile_plan
from mashstudio.session.laid import Laid
from mashstudio.session.settings import Settings

_BEATS = 2600
_SONGS = {0: _BEATS, 1: _BEATS}
_TEMPO = 130.0
_FRAMES = 60


def main() -> None:
    """Measure every kind of frame."""
    application = QApplication([])
    _garbage = Garbage()
    apply_theme(application, "dark")
    with TemporaryDirectory() as folder:
        studio = Studio(Settings(cache_folder=folder))
        _fill(studio)
        grid = CellGrid(studio, CellCommands(studio))
        grid.resize(1600, 600)
        grid.show()
        application.processEvents()
        _measure(grid, studio)
        studio.close()


def _fill(studio: Studio) -> None:
    """Load two songs of noise, without analysis, under a random arrangement of phrases."""
    random = np.random.default_rng(1)
    pieces = int(_BEATS * 60 / _TEMPO * 44_100 / 256)
    session = studio.session
    for side in (0, 1):
        peaks = {stem: random.uniform(0, 1, (pieces, 3)).astype(np.float32) * (-1, 1, 0.5) for stem in StemName}
        session.decks[side] = SimpleNamespace(
            peaks=peaks[StemName.OTHER], stem_peaks=peaks, ready=None, separator=None, cancel=lambda: None
        )  # type: ignore[assignment]
    alignment = even_alignment(_TEMPO, (_BEATS, _BEATS))
    mashup = empty_mashup([SongSource(side, ref) for side, ref in enumerate(REFS)], _BEATS)
    for start in range(0, _BEATS, 16):
        lanes = tuple(random.choice(8, 3, replace=False).tolist())
        mashup = edits.paint(mashup, _SONGS, Selection(lanes, start, start + 16), on=True)
    session.history.begin(Laid(mashup, alignment, bars_of(alignment.songs[0], 0)))
    session.fitting.lane_files = lambda mashup: [Path("stem.npy")] * len(mashup.lanes)  # type: ignore[method-assign]


def _measure(grid: CellGrid, studio: Studio) -> None:
    view, bar = grid.viewport(), grid.horizontalScrollBar()

    def scroll(step: int) -> Callable[[int], None]:
        return lambda frame: bar.setValue(frame * step)

    for width in (20.0, 4.0, 80.0):
        grid._set_width(width, 0)
        view.repaint()
        _times(f"scrolling by 16 px, {width:g} px a beat", grid, scroll(16))
        _times(f"scrolling by 400 px, {width:g} px a beat", grid, scroll(400))
    grid.zoom_fit()
    view.repaint()
    _times("zooming", grid, lambda frame: grid._set_width(4.0 * 1.05**frame, 700))
    grid._set_width(20.0, 0)
    grid.fold_songs([0])
    view.repaint()
    _times("scrolling by 400 px, a song folded", grid, scroll(400))
    grid.fold_songs([0])
    bar.setValue(0)
    view.repaint()
    _times("everything kept", grid, lambda _frame: None)
    _times("the playhead alone", grid, lambda frame: studio.playhead_moved.emit(frame * 0.1), whole=False)
    where = Selection(tuple(range(8)), 0, 250)
    laid = studio.session.laid
    assert laid is not None
    for name, on in (("on", True), ("off", False)):
        began = time.thread_time()
        after = replace(laid, mashup=edits.paint(laid.mashup, _SONGS, where, on=on))
        studio.session.history.begin(after)
        edited = time.thread_time()
        compile_plan(after.mashup, laid.alignment)
        compiled = time.thread_time()
        grid._take_mashup()
        view.repaint()
        drawn = time.thread_time()
        parts = [1000 * t for t in (edited - began, compiled - edited, drawn - compiled)]
        print(f"2000 cells {name}: edited in {parts[0]:.1f}, compiled in {parts[1]:.1f}, drawn in {parts[2]:.1f} ms")


def _times(name: str, grid: CellGrid, change: Callable[[int], None], *, whole: bool = True) -> None:
    taken = []
    for frame in range(_FRAMES):
        change(frame)
        began = time.thread_time()
        if whole:
            grid.viewport().repaint()
        else:
            QApplication.processEvents()
        taken.append(1000 * (time.thread_time() - began))
    p50, p95 = np.percentile(taken, [50, 95])
    print(f"{name}: p50 {p50:.1f}, p95 {p95:.1f}, worst {max(taken):.1f} ms")


if __name__ == "__main__":
    main()
