"""Offscreen windows for tests, each with a studio of its own in the test's folder."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from songs import render_song, write_wav

from mashstudio.model.key import parse_key

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import Answers, show_window

from mashstudio.gui import studio as studio_module
from mashstudio.gui.garbage import Garbage
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.session.settings import Settings


@pytest.fixture(scope="package", autouse=True)
def _collected(qapp: QApplication) -> Iterator[None]:
    """Collect garbage as the program does."""
    garbage = Garbage()
    yield
    # Delete its timer while collection is off: Qt disconnects it with a lock held, for which a collection of Qt objects
    # would wait forever.
    del garbage
    gc.unfreeze()
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _swept(qapp: QApplication) -> Iterator[None]:
    """Delete the test's windows: every later change of theme or language would restyle them."""
    before = qapp.topLevelWidgets()
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, StudioWindow) and window not in before:
            window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module", autouse=True)
def _cleared_away(_collected: None) -> Iterator[None]:
    """Collect what Python has kept of deleted windows."""
    yield
    gc.collect()


@pytest.fixture
def dressable(qapp: QApplication) -> Iterator[QApplication]:
    """Return the application for tests that change its look; restore it afterwards."""
    palette, sheet, style, chosen = qapp.palette(), qapp.styleSheet(), qapp.style().name(), qapp.property("theme")
    yield qapp
    qapp.setProperty("theme", chosen)
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


@pytest.fixture(scope="session")
def song_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two short songs: 120 BPM in C major, 126 BPM in D major."""
    folder = tmp_path_factory.mktemp("songs")
    paths = (folder / "one.wav", folder / "two.wav")
    for path, tempo, key in zip(paths, (120.0, 126.0), ("C major", "D major"), strict=True):
        write_wav(render_song(tempo=tempo, key=parse_key(key), seconds=10), path)
    return paths


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all windows of a test run: each song is analysed and separated once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _no_device(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide all sound devices, unless the test uses the sound server."""
    if "sound_server" not in request.fixturenames:
        monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
        monkeypatch.delenv("ALSA_CONFIG_PATH", raising=False)


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """Return an empty studio that keeps its files in the test's folder."""
    monkeypatch.setattr(studio_module, "default_mended_folder", lambda: tmp_path / "grids")
    monkeypatch.setattr(studio_module, "default_autosave_folder", lambda: tmp_path / "autosave")
    monkeypatch.setattr(studio_module, "default_settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setenv("MASHSTUDIO_LIBRARY", str(tmp_path / "library.db"))
    studio = Studio(Settings(separator="spleeter", cache_folder=str(shared_cache)))
    yield studio
    studio.close()


@pytest.fixture
def loaded(qtbot: QtBot, studio: Studio, song_files: tuple[Path, Path]) -> Studio:
    """Return a studio with two songs on its decks, and an empty mashup of them."""
    for side, path in enumerate(song_files):
        studio.session.load(side, path)
    qtbot.waitUntil(lambda: studio.mashup is not None, timeout=60_000)
    return studio


@pytest.fixture
def drawn(qtbot: QtBot, loaded: Studio) -> Studio:
    """Return `loaded` with all waveforms and stems: nothing will change by itself any more."""
    qtbot.waitUntil(lambda: all(len(deck.stem_peaks) == 4 for deck in loaded.session.decks.values()), timeout=120_000)

    def fitted() -> bool:
        # All beats, not only the visible ones.
        fits = loaded.session.fitting.fits
        return fits is not None and all(len(fit.stems) == 4 for fit in fits.values())

    qtbot.waitUntil(fitted, timeout=120_000)
    return loaded


@pytest.fixture
def window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    """Return an empty window."""
    return show_window(qtbot, studio)


@pytest.fixture
def filled(qtbot: QtBot, loaded: Studio) -> StudioWindow:
    """Return a window with a new mashup of the two songs."""
    return show_window(qtbot, loaded)


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[Answers]:
    """Return an object that answers the window's questions."""
    answers = Answers()
    yield answers
    answers.close()


class _Marking(QTranslator):
    """Translates each message of the lower layers by putting a mark before it."""

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _number: int = -1) -> str:
        return f"§{source}" if context == "Message" else ""


@pytest.fixture
def marked(qtbot: QtBot) -> Iterator[None]:
    """Make the user's language English with a mark before every message of the lower layers."""
    translator = _Marking()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
