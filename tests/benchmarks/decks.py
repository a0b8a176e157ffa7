"""Time to draw two decks with songs of 10 minutes, side by side at 1600 × 320.

    python tests/benchmarks/decks.py [SCALE]

Prints milliseconds of this thread's CPU time (independent of other load) for both decks together: p50, p95 and maximum
for each kind of frame. 60 frames a second leave 16.7. SCALE: device pixels per pixel (1).
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = sys.argv[1] if len(sys.argv) > 1 else "1"

import numpy as np
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from themes import apply_theme

from mashstudio.analysis.pictures import TILE_COLUMNS, PictureKind, tile_count
from mashstudio.audio.peaks import PEAK_FRAMES
from mashstudio.audio.songs import OpenedSong
from mashstudio.core.units import SAMPLE_RATE, BeatIndex
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.decks.waveform import levels_of
from mashstudio.gui.garbage import Garbage
from mashstudio.gui.studio import Studio
from mashstudio.model.analysis import Analysis, TempoSection
from mashstudio.model.key import parse_key
from mashstudio.model.song import Song
from mashstudio.model.stems import StemName
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.session.deck import Deck, Stage, StageProgress, State
from mashstudio.session.settings import Settings

_SECONDS = 600
_FRAMES = 120


def main() -> None:
    """Measure every kind of frame."""
    application = QApplication([])
    _garbage = Garbage()
    apply_theme(application, "dark")
    with TemporaryDirectory() as folder:
        studio = Studio(Settings(cache_folder=folder))
        window = QWidget()
        row = QHBoxLayout(window)
        decks = [DeckView(studio, side) for side in (0, 1)]
        for deck in decks:
            row.addWidget(deck)
        window.resize(1600, 320)
        window.show()
        _fill(studio, Path(folder) / "samples.npy")
        application.processEvents()
        _measure(decks)
        studio.session.decks = {}
        studio.close()


def _fill(studio: Studio, samples_path: Path) -> None:
    """Load two songs of noise, without decoding, analysis or separation."""
    random = np.random.default_rng(1)
    frames = _SECONDS * SAMPLE_RATE
    np.save(samples_path, random.normal(0, 0.1, (frames, 2)).astype(np.float32))
    pieces = frames // PEAK_FRAMES
    level = np.abs(np.sin(np.arange(pieces) / 40))[:, None] * random.uniform(0, 1, (pieces, 3)) * (-1, 1, 0.4)
    peaks = level.astype(np.float32)
    beats = np.arange(0.1, _SECONDS, 0.5)
    analysis = Analysis(
        beats=beats,
        beat_confidence=random.uniform(0, 1, len(beats)),
        downbeats=np.arange(0, len(beats), 4),
        downbeat_confidence=1.0,
        beats_per_bar=4,
        phrases=np.arange(0, len(beats), 32),
        tempo=120.0,
        tempo_confidence=1.0,
        sections=(TempoSection(BeatIndex(0), 120.0),),
        key=parse_key("A minor"),
        key_confidence=0.9,
        loudness=-9.0,
        duration=float(_SECONDS),
    )
    for side in (0, 1):
        deck = Deck(
            Path("/ten minutes.wav"),
            studio.session.cache,
            studio.workers,
            SpleeterSeparator(),
            changed=lambda _deck: None,
            progressed=lambda: None,
            stage_done=lambda _deck, _stage: None,
        )
        deck.opened = OpenedSong(Song(deck.path, "ab" * 32, "Ten minutes", "Noise", float(_SECONDS)), samples_path)
        deck.peaks, deck.analysis = peaks, analysis
        deck.stem_peaks = {stem: peaks * np.float32(0.5) for stem in StemName}
        deck.progress = dict.fromkeys(Stage, StageProgress(State.DONE, 1.0))
        studio.session.decks[side] = deck
    studio.decks_changed.emit()


def _measure(decks: list[DeckView]) -> None:
    for name, show in (
        ("scrolling, 12 s in view", lambda frame: (100 + frame * 0.1, 12)),
        ("scrolling, 2 s in view (samples)", lambda frame: (100 + frame * 0.02, 2)),
        ("scrolling, 60 s in view", lambda frame: (100 + frame * 0.5, 60)),
        ("zooming from 10 minutes to 2 s", lambda frame: (300, 600 * 0.953**frame)),
    ):
        _times(name, [lambda frame, deck=deck, show=show: deck.zoomed.show_window(*show(frame)) for deck in decks])  # type: ignore[misc]
    for deck in decks:
        deck.zoomed.show_window(300, 12)
    _times("the playhead alone", [lambda frame, deck=deck: _show_playhead(deck, 301 + frame / 60) for deck in decks])  # type: ignore[misc]
    _times("told of progress", [lambda _frame, deck=deck: deck.refresh() for deck in decks])  # type: ignore[misc]
    random = np.random.default_rng(2)
    tiles = [levels_of(random.integers(0, 255, (256, TILE_COLUMNS)).astype(np.uint8)) for _ in range(4)]
    for deck in decks:
        tiles_there = {tile: tiles[tile % 4] for tile in range(tile_count(_SECONDS * SAMPLE_RATE))}
        deck.zoomed.tiles.ask = lambda *_arguments: None  # type: ignore[method-assign]
        deck.zoomed.tiles.tiles = tiles_there
        deck.zoomed.show_kind(PictureKind.STFT_LOG)
    for name, length in (("scrolling a spectrogram, 12 s in view", 12), ("scrolling a spectrogram, 5 minutes", 300)):
        _times(
            name,
            [lambda frame, deck=deck, length=length: deck.zoomed.show_window(100 + frame, length) for deck in decks],  # type: ignore[misc]
        )


def _show_playhead(deck: DeckView, seconds: float) -> None:
    deck.zoomed.show_playhead(seconds)
    deck.overview.show_playhead(seconds)


def _times(name: str, changes: list[Callable[[int], object]]) -> None:
    taken = []
    for frame in range(_FRAMES):
        began = time.thread_time()
        for change in changes:
            change(frame)
        QApplication.processEvents()
        taken.append(1000 * (time.thread_time() - began))
    p50, p95 = np.percentile(taken, [50, 95])
    print(f"{name}: p50 {p50:.1f}, p95 {p95:.1f}, worst {max(taken):.1f} ms")


if __name__ == "__main__":
    main()
