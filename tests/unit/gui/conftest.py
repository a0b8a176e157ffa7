"""Windows in tests: offscreen, each with a studio of its own whose folders are the test's."""

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
    """Garbage is collected as in the program."""
    garbage = Garbage()
    yield
    # Its timer goes while nothing is collected: Qt disconnects it with a lock in its hands, for which garbage that is
    # Qt's would wait for good.
    del garbage
    gc.unfreeze()
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _swept(qapp: QApplication) -> Iterator[None]:
    """Windows that are done with go: else every change of theme or language dresses all of them."""
    before = qapp.topLevelWidgets()
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, StudioWindow) and window not in before:
            window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module", autouse=True)
def _cleared_away(_collected: None) -> Iterator[None]:
    """So does what Python has kept of them."""
    yield
    gc.collect()


@pytest.fixture
def dressable(qapp: QApplication) -> Iterator[QApplication]:
    """The program, for tests that dress it: afterwards it looks as before."""
    palette, sheet, style, chosen = qapp.palette(), qapp.styleSheet(), qapp.style().name(), qapp.property("theme")
    yield qapp
    qapp.setProperty("theme", chosen)
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


@pytest.fixture(scope="session")
def song_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two short songs: 120 BPM in C major, 126 BPM in D major."""
    folder = tmp_path_factory.mktemp("songs")
    paths = (folder / "one.wav", folder / "two.wav")
    for path, tempo, key in zip(paths, (120.0, 126.0), ("C major", "D major"), strict=True):
        write_wav(render_song(tempo=tempo, key=parse_key(key), seconds=10), path)
    return paths


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all windows of a test run: each song is analysed and separated once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _no_device(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound device, whatever this computer or an earlier test has; unless the test asks for the sound server."""
    if "sound_server" not in request.fixturenames:
        monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
        monkeypatch.delenv("ALSA_CONFIG_PATH", raising=False)


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """An empty studio; what it keeps lies in the test's folder."""
    monkeypatch.setattr(studio_module, "default_mended_folder", lambda: tmp_path / "grids")
    monkeypatch.setattr(studio_module, "default_autosave_folder", lambda: tmp_path / "autosave")
    monkeypatch.setattr(studio_module, "default_settings_file", lambda: tmp_path / "settings.json")
    studio = Studio(Settings(separator="spleeter", cache_folder=str(shared_cache)))
    yield studio
    studio.close()


@pytest.fixture
def loaded(qtbot: QtBot, studio: Studio, song_files: tuple[Path, Path]) -> Studio:
    """A studio with two songs on its decks, and an empty mashup of them."""
    for side, path in enumerate(song_files):
        studio.session.load(side, path)
    qtbot.waitUntil(lambda: studio.mashup is not None, timeout=60_000)
    return studio


@pytest.fixture
def drawn(qtbot: QtBot, loaded: Studio) -> Studio:
    """`loaded`, with all its waveforms and stems there: nothing will look different by itself any more."""
    qtbot.waitUntil(lambda: all(len(deck.stem_peaks) == 4 for deck in loaded.session.decks.values()), timeout=120_000)

    def fitted() -> bool:
        # Not only the beats that are looked at.
        fits = loaded.session.fitting.fits
        return fits is not None and all(len(fit.stems) == 4 for fit in fits.values())

    qtbot.waitUntil(fitted, timeout=120_000)
    return loaded


@pytest.fixture
def window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    """An empty window."""
    return show_window(qtbot, studio)


@pytest.fixture
def filled(qtbot: QtBot, loaded: Studio) -> StudioWindow:
    """A window with a new mashup of the two songs."""
    return show_window(qtbot, loaded)


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[Answers]:
    """Who answers the questions of the window."""
    answers = Answers()
    yield answers
    answers.close()


class _Marking(QTranslator):
    """Translates everything that the layers below say by a mark before it."""

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _number: int = -1) -> str:
        return f"§{source}" if context == "Message" else ""


@pytest.fixture
def marked(qtbot: QtBot) -> Iterator[None]:
    """The user's language is English with a mark before every sentence of the layers below."""
    translator = _Marking()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
