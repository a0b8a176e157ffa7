"""Demucs is offered until the user declines; once installed, the songs can be separated again."""

import hashlib
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psutil
import pytest
from networks import save_checkpoint, small_network
from pytestqt.qtbot import QtBot

from mashstudio.gui import studio as studio_module
from mashstudio.gui.decks import demucs_bar
from mashstudio.gui.decks.demucs_bar import DemucsBar
from mashstudio.gui.preferences import separation as preferences_separation
from mashstudio.gui.preferences.separation import SeparationPage
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.pipeline.commands import DEMO
from mashstudio.separation.models import ModelStore, Network
from mashstudio.session.network import has_network
from mashstudio.session.settings import load_settings

PATIENCE = 120_000


@dataclass
class Origin:
    """A server with one model. goes_on: if cleared, it sends a part and then stalls; asked: the number of requests."""

    weights: bytes
    goes_on: threading.Event = field(default_factory=threading.Event)
    asked: int = 0


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small model with random weights."""
    path = tmp_path_factory.mktemp("model") / "small.th"
    save_checkpoint(small_network(), path)
    return path.read_bytes()


@pytest.fixture
def origin(weights: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Origin]:
    """Yield a server with one model, for a computer with a network and no models."""
    told = Origin(weights)
    told.goes_on.set()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked += 1
            self.send_response(200)
            self.send_header("Content-Length", str(len(weights)))
            self.end_headers()
            self.wfile.write(weights[:400_000])
            self.wfile.flush()
            told.goes_on.wait(60)
            self.wfile.write(weights[400_000:])

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("no_proxy", "*")
    for variable in ("HF_HOME", "HF_HUB_CACHE", "TORCH_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("mashstudio.separation.demucs_separator.BEST_FIRST", ("htdemucs",))
    monkeypatch.setattr(demucs_bar, "has_network", lambda: True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        published = {"htdemucs": (Network("0a1b2c3d", hashlib.sha256(weights).hexdigest(), len(weights)),)}
        address = f"http://127.0.0.1:{server.server_port}/"
        store = partial(ModelStore, origin=address, published=published)
        for module in (demucs_bar, preferences_separation, studio_module):
            monkeypatch.setattr(module, "ModelStore", store)
            monkeypatch.setattr(module, "default_models_folder", lambda: tmp_path / "models")
        yield told
        told.goes_on.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def willing(origin: Origin, loaded: Studio) -> Studio:
    """Return two songs separated by Spleeter, with the separator left to the program."""
    loaded.change_settings(separator="auto")
    return loaded


def bar_for(qtbot: QtBot, studio: Studio, *, on_deck: bool = True) -> DemucsBar:
    bar = DemucsBar(studio, on_deck=on_deck)
    qtbot.addWidget(bar)
    studio.decks_changed.emit()
    return bar


def offering(qtbot: QtBot, studio: Studio) -> DemucsBar:
    bar = bar_for(qtbot, studio)
    qtbot.waitUntil(bar.isVisible, timeout=PATIENCE)
    return bar


def test_demucs_is_offered_with_its_size_once_on_the_deck(qtbot: QtBot, willing: Studio) -> None:
    bar = offering(qtbot, willing)
    assert "MB" in bar.words.text()
    assert willing.settings.demucs_offer == "page"
    again = bar_for(qtbot, willing)
    page = SeparationPage(willing)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page._offer.isVisible, timeout=PATIENCE)
    assert not again.isVisible()


def test_it_is_not_offered_for_songs_that_come_with_their_stems(qtbot: QtBot, origin: Origin, studio: Studio) -> None:
    studio.change_settings(separator="auto")
    bar = bar_for(qtbot, studio)
    studio.session.open_project(DEMO, None, lambda error: pytest.fail(str(error)))

    def opened() -> bool:
        return all(deck is not None and deck.opened is not None for deck in studio.session.decks.values())

    qtbot.waitUntil(opened, timeout=PATIENCE)
    studio.decks_changed.emit()
    assert not bar._searched
    assert studio.settings.demucs_offer == "deck"


def test_declining_ends_the_offer(qtbot: QtBot, willing: Studio, origin: Origin, tmp_path: Path) -> None:
    bar = offering(qtbot, willing)
    bar.no.click()
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").demucs_offer == "no")
    page = SeparationPage(willing)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page._get.isEnabled, timeout=PATIENCE)
    assert not bar.isVisible()
    assert not page._offer.isVisible()
    assert not page._offer._searching
    assert origin.asked == 0


def test_it_is_downloaded_and_the_songs_are_separated_anew_at_a_click(
    qtbot: QtBot, willing: Studio, tmp_path: Path
) -> None:
    bar = offering(qtbot, willing)
    bar.yes.click()
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible, timeout=PATIENCE)
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".th"]
    names = [str(deck.separator.name) for deck in willing.session.decks.values() if deck]
    assert all("Spleeter" in name for name in names)
    bar.yes.click()
    assert not bar.isVisible()
    names = [str(deck.separator.name) for deck in willing.session.decks.values() if deck]
    assert names == ["Demucs htdemucs"] * 2


def test_a_cancelled_download_leaves_nothing(qtbot: QtBot, willing: Studio, origin: Origin, tmp_path: Path) -> None:
    origin.goes_on.clear()
    bar = offering(qtbot, willing)
    bar.yes.click()
    (task,) = willing.tasks.all
    assert task.kind is TaskKind.GET_MODEL
    models = tmp_path / "models"
    qtbot.waitUntil(lambda: models.exists() and any(models.iterdir()), timeout=PATIENCE)
    begun = time.monotonic()
    willing.tasks.cancel(task)
    qtbot.waitUntil(lambda: not any(models.iterdir()), timeout=PATIENCE)
    assert time.monotonic() - begun < 2
    # The model is still available for download.
    assert bar.isVisible()


def test_without_a_network_nothing_is_offered(qtbot: QtBot, willing: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demucs_bar, "has_network", lambda: False)
    bar = bar_for(qtbot, willing)
    assert bar._searching
    qtbot.waitUntil(lambda: not bar._searching, timeout=PATIENCE)
    assert not bar.isVisible()
    assert willing.settings.demucs_offer == "deck"


@pytest.mark.parametrize(
    ("interface", "up", "address", "there"),
    [
        ("eth0", True, "192.168.0.7", True),
        ("eth0", False, "192.168.0.7", False),
        ("eth0", True, "fe80::1%eth0", False),
        ("eth0", True, "169.254.3.4", False),
        ("wlan0", True, "fd00::2", True),
        ("lo", True, "127.0.0.1", False),
        ("lo", True, "::1", False),
    ],
)
def test_a_network_is_an_interface_that_is_up_and_has_an_address(
    interface: str, up: bool, address: str, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    stats = psutil.net_if_stats()
    addresses = psutil.net_if_addrs()
    some_stats, some_address = next(iter(stats.values())), next(iter(addresses.values()))[0]
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {interface: some_stats._replace(isup=up)})
    told = some_address._replace(family=family, address=address)
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {interface: [told]})
    assert has_network() is there
