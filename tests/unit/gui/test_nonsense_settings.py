"""Invalid settings never prevent the start."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mashstudio.gui import studio as studio_module
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import EVERY_ACTION, StudioWindow
from mashstudio.session.settings import Settings, load_settings

_LAYOUTS = [
    b"", b"\0" * 66, b"\xff" * 66, b"\x01\xd9\xd0\xcb\0\x03\0\0" + b"\x7f\xff\xff\xff" * 14,
    b"\x01\xd9\xd0\xcb\0\x03\0\0" + b"\x80\0\0\0" * 14, b"\0\0\0\xff\0\0\0\1\x7f\xff\xff\xff",
    b"\0\0\0\xff\0\0\0\1" + b"\xff" * 40,
    b"\0\0\0\xff\0\0\0\1\0\0\0\2\x7f\xff\xff\xff\x7f\xff\xff\xff\x01\x7f\xff\xff\xff\x01\0\0\0\2\0",
]  # fmt: skip
NONSENSE: list[dict[str, Any]] = [
    *({"window": f"{(text := base64.b64encode(layout).decode())} {text}"} for layout in _LAYOUTS),
    *({"window": text} for text in ("not base 64 ### ==", "", " ", " 0,0", " 99999,0", " 1,2,3", " -1,5", "AAAA 3,x")),
    {"shortcuts": {"play": "<b>&Nonsense</b>", "stop": "Ctrl+Ctrl+Ctrl", "loop": "\ud800", "none": "A"}},
    {"shortcuts": {"play": "Ctrl+" * 1000, "undo": "", "redo": "\n"}},
    {"device": ["<b>no</b> & such", "\ud800"], "latency": "low"},
    {"cache_limit": 1, "loudness": -69.9},
    {"cache_limit": 2**50, "loudness": 0},
    {"recent": ["/dev/zero", "<b>&x[*].mash", ".", "\udce9.mash"], "theme": "dark", "language": "ko"},
]  # fmt: skip


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the settings file; all other user files are in the test's folder, too."""
    for name in ("default_mended_folder", "default_autosave_folder"):
        monkeypatch.setattr(studio_module, name, lambda: tmp_path / "state")
    monkeypatch.setattr(studio_module, "default_settings_file", lambda: tmp_path / "settings.json")
    return tmp_path / "settings.json"


def shown(qtbot: QtBot, studio: Studio) -> StudioWindow:
    # It is deleted once closed: remaining windows would be restyled by every later test.
    window = StudioWindow(studio)
    with qtbot.waitExposed(window):
        window.show()
    return window


def share_above(window: StudioWindow) -> float:
    above, below = window.splitter.sizes()
    return above / (above + below)


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_window_opens_with_any_saved_settings(
    qtbot: QtBot, nonsense: dict[str, Any], settings_file: Path, tmp_path: Path
) -> None:
    settings_file.write_text(json.dumps({"separator": "spleeter", "cache_folder": str(tmp_path / "cache")} | nonsense))
    settings = load_settings(settings_file)
    studio = Studio(settings)
    window = shown(qtbot, studio)
    assert window.width() < 20_000
    assert window.screen().geometry().intersects(window.geometry())
    qtbot.waitUntil(lambda: all(each.songs or each.error for each in window.recent.all), timeout=60_000)
    dialog = PreferencesDialog(studio, EVERY_ACTION, window)
    dialog.show()
    dialog.close()
    # It closes normally, and what it then saves can be read again.
    assert window.close()
    assert load_settings(settings_file).recent == settings.recent


def test_a_window_restores_its_layout(qtbot: QtBot, settings_file: Path, tmp_path: Path) -> None:
    first = shown(qtbot, Studio(Settings(separator="spleeter", cache_folder=str(tmp_path / "cache"))))
    above, below = first.splitter.sizes()
    first.splitter.setSizes([above - 40, below + 40])
    share = share_above(first)
    assert abs(share - above / (above + below)) > 0.02
    assert first.close()
    # Settings are written off the interface thread.
    qtbot.waitUntil(lambda: load_settings(settings_file).window != "")
    second = shown(qtbot, Studio(load_settings(settings_file)))
    # The screen may have restricted its size.
    assert abs(share_above(second) - share) < 0.01
    assert second.close()
