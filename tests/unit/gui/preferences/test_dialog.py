"""Preferences take effect at once, are kept, and show the current settings."""

import hashlib
import os
import time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from mashstudio.gui import studio as studio_module
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.play_commands import PLAY_ACTIONS, PlayCommands
from mashstudio.gui.preferences import separation as preferences_separation
from mashstudio.gui.preferences import storage as preferences_storage
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.preferences.look import LookPage
from mashstudio.gui.preferences.page import PreferencesPage
from mashstudio.gui.preferences.separation import SeparationPage
from mashstudio.gui.preferences.shortcuts import ShortcutsPage
from mashstudio.gui.preferences.sound import SoundPage
from mashstudio.gui.preferences.storage import StoragePage
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import EVERY_ACTION
from mashstudio.model.alignment import Engine
from mashstudio.playback.ipc.devices import Device, DeviceName
from mashstudio.separation.models import ModelStore, Network
from mashstudio.session.settings import load_settings
from mashstudio.session.workers import Urgency

WEIGHTS = b"weights" * 40_000
NETWORK = Network("0a1b2c3d", hashlib.sha256(WEIGHTS).hexdigest(), len(WEIGHTS))
SPEAKERS = DeviceName("Speakers", "ALSA")


def shown(qtbot: QtBot, page: PreferencesPage) -> None:
    qtbot.addWidget(page)
    page.show()


@pytest.fixture
def origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to download models from, for a computer without any."""
    folder = tmp_path / "origin"
    folder.mkdir()
    (folder / NETWORK.file_name).write_bytes(WEIGHTS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for variable in ("HF_HOME", "HF_HUB_CACHE", "TORCH_HOME"):
        monkeypatch.delenv(variable, raising=False)
    store = partial(ModelStore, origin=f"{folder.as_uri()}/", published={"htdemucs": (NETWORK,)})
    for module in (preferences_separation, studio_module):
        monkeypatch.setattr(module, "ModelStore", store)
        monkeypatch.setattr(module, "default_models_folder", lambda: tmp_path / "models")
    monkeypatch.setattr("mashstudio.separation.demucs_separator.BEST_FIRST", ("htdemucs",))
    return folder


def test_all_pages_have_their_titles_and_follow_the_language(qtbot: QtBot, studio: Studio) -> None:
    dialog = PreferencesDialog(studio, EVERY_ACTION)
    qtbot.addWidget(dialog)
    titles = [dialog._tabs.tabText(index) for index in range(dialog._tabs.count())]
    assert all(titles)
    assert len(set(titles)) == 5
    dialog._tabs.setTabText(0, "")
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.LanguageChange))
    assert dialog._tabs.tabText(0) == titles[0]


def test_language_theme_and_step_entry_are_saved(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    page = LookPage(studio)
    shown(qtbot, page)
    page._theme.setCurrentIndex(page._theme.findData("light"))
    page._theme.activated.emit(page._theme.currentIndex())
    page._language.setCurrentIndex(page._language.findData("ko"))
    page._language.activated.emit(page._language.currentIndex())
    page._step_entry.click()

    def kept() -> bool:
        kept = load_settings(tmp_path / "settings.json")
        return (kept.theme, kept.language, kept.step_entry) == ("light", "ko", True)

    qtbot.waitUntil(kept)


def test_a_choice_made_elsewhere_is_shown(qtbot: QtBot, studio: Studio) -> None:
    page = LookPage(studio)
    shown(qtbot, page)
    studio.change_settings(theme="dark", step_entry=True)
    assert page._theme.currentData() == "dark"
    assert page._step_entry.isChecked()


def test_loudness_and_engine(qtbot: QtBot, studio: Studio) -> None:
    page = SoundPage(studio)
    shown(qtbot, page)
    page._target.setValue(-9.0)
    assert studio.settings.loudness == studio.sound.target == -9
    page._aim.click()
    assert studio.settings.loudness is None
    assert not page._target.isEnabled()
    page._engine.setCurrentIndex(1)
    page._engine.activated.emit(1)
    assert studio.settings.engine is Engine.RUBBER_BAND


def test_known_devices_can_be_chosen(qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio.player._devices, "present", (Device(SPEAKERS, 2, 48_000, default=True),))
    monkeypatch.setattr(studio.player, "look_for_devices", lambda: None)
    page = SoundPage(studio)
    shown(qtbot, page)
    assert page._device.currentIndex() == 0
    page._device.setCurrentIndex(1)
    page._device.activated.emit(1)
    assert studio.settings.device == SPEAKERS
    monkeypatch.setattr(studio.player._devices, "present", ())
    page.follow()
    # It is unplugged now, but still the choice.
    assert page._device.currentText() == str(SPEAKERS)
    page._device.setCurrentIndex(0)
    page._device.activated.emit(0)
    assert studio.settings.device is None


def test_a_model_is_downloaded_used_and_removed(
    qtbot: QtBot, studio: Studio, origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preferences_separation, "ask", lambda *_arguments: True)
    studio.change_settings(separator="auto")
    page = SeparationPage(studio)
    shown(qtbot, page)
    qtbot.waitUntil(page._get.isEnabled, timeout=60_000)
    assert "0 MB" in page._get.text()
    assert not page._remove.isEnabled()
    page._get.click()
    assert not page._get.isEnabled()
    qtbot.waitUntil(page._remove.isEnabled, timeout=120_000)
    assert (tmp_path / "models" / NETWORK.file_name).read_bytes() == WEIGHTS
    assert "htdemucs" in str(studio._separator().name)
    page._separator.setCurrentIndex(page._separator.findData("demucs"))
    page._separator.activated.emit(page._separator.currentIndex())
    assert studio.settings.separator == "demucs"
    page._remove.click()
    qtbot.waitUntil(lambda: studio.settings.separator == "auto", timeout=60_000)
    assert list((tmp_path / "models").iterdir()) == []
    assert "Spleeter" in str(studio._separator().name)


def test_demucs_can_t_be_chosen_without_a_model(qtbot: QtBot, studio: Studio, origin: Path) -> None:
    page = SeparationPage(studio)
    shown(qtbot, page)
    qtbot.waitUntil(page._get.isEnabled, timeout=60_000)
    page._separator.setCurrentIndex(page._separator.findData("demucs"))
    page._separator.activated.emit(page._separator.currentIndex())
    assert studio.settings.separator == "spleeter"
    assert page._separator.currentData() == "spleeter"
    assert "model" in page._trouble.text()


@pytest.mark.parametrize("sound", [True, False])
def test_a_model_is_taken_from_a_file(
    qtbot: QtBot, studio: Studio, origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sound: bool
) -> None:
    file = tmp_path / "from a friend.th"
    file.write_bytes(WEIGHTS if sound else b"something else")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(file), ""))
    page = SeparationPage(studio)
    shown(qtbot, page)
    page._import.click()
    (task,) = studio.tasks.all
    qtbot.waitUntil(lambda: not task.running, timeout=120_000)
    assert (NETWORK.file_name in [path.name for path in (tmp_path / "models").glob("*")]) is sound
    assert bool(task.progress.error) is not sound
    if sound:
        qtbot.waitUntil(lambda: page._list.topLevelItem(0) is not None and page._models[0].present)


def test_the_cache_is_measured_limited_and_emptied(
    qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(studio.session.cache, "root", tmp_path / "cache")
    monkeypatch.setattr(preferences_storage, "ask", lambda *_arguments: True)
    cache = studio.session.cache

    def make(folder: Path) -> None:
        (folder / "samples").write_bytes(b"samples")

    old, new = (cache.build(sha256 * 64, "samples", {}, make) for sha256 in "ab")
    hour_ago = time.time() - 3600
    os.utime(old / "entry.json", (hour_ago, hour_ago))
    monkeypatch.setattr(preferences_storage, "_BEGAN", time.time() - 60)
    page = StoragePage(studio)
    shown(qtbot, page)
    qtbot.waitUntil(lambda: page._used.text() == "0.0 GB", timeout=60_000)
    page._limit.setValue(7)
    assert cache.limit == studio.settings.cache_limit == 7 * 2**30
    page._empty.click()
    assert not page._empty.isEnabled()
    qtbot.waitUntil(page._empty.isEnabled, timeout=60_000)
    assert not old.exists()
    assert new.exists()


def test_another_cache_folder_takes_effect_at_the_next_start(
    qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = StoragePage(studio)
    shown(qtbot, page)
    assert not page._note.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path))
    page._choose.click()
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").cache_folder == str(tmp_path))
    assert page._folder.text() == str(tmp_path)
    assert page._note.isVisible()
    page._usual.click()
    assert studio.settings.cache_folder == ""


def test_a_page_may_close_early(qtbot: QtBot, studio: Studio, origin: Path) -> None:
    for kind in (StoragePage, SeparationPage):
        page = kind(studio)
        page.show()
        delete(page)
    after: list[str] = []
    for _ in range(2):
        studio.workers.start(Urgency.DRAW, lambda _job: "done", done=after.append, failed=lambda _error: None)
    qtbot.waitUntil(lambda: len(after) == 2, timeout=60_000)


def row(name: str) -> int:
    return [spec.name for spec in EVERY_ACTION].index(name)


def press(page: ShortcutsPage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    page._keys.setFocus()
    QTest.keyClick(page._keys, key, modifier)


def keys_of(page: ShortcutsPage, name: str) -> str:
    return QKeySequence(page._items[name].text(1)).toString()


NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def test_a_shortcut_is_changed_and_reset(qtbot: QtBot, studio: Studio) -> None:
    page = ShortcutsPage(studio, EVERY_ACTION)
    shown(qtbot, page)
    actions = Actions(studio)
    actions.add(PLAY_ACTIONS, PlayCommands(studio))
    page._choose(row("play"))
    press(page, Qt.Key.Key_F12, NONE)
    qtbot.waitUntil(lambda: studio.settings.shortcuts == {"play": "F12"})
    assert keys_of(page, "play") == "F12"
    actions.dress(studio.settings.shortcuts)
    assert actions["play"].shortcut() == QKeySequence("F12")
    page._reset.click()
    assert studio.settings.shortcuts == {}
    assert keys_of(page, "play") == "Space"
    page._none.click()
    assert studio.settings.shortcuts == {"play": ""}
    page._reset_all.click()
    assert studio.settings.shortcuts == {}


def test_a_conflict_is_shown_and_resolved_by_the_user(qtbot: QtBot, studio: Studio) -> None:
    page = ShortcutsPage(studio, EVERY_ACTION)
    shown(qtbot, page)
    page._choose(row("play"))
    assert not page._take.isVisible()
    press(page, Qt.Key.Key_Z, CTRL)
    assert page._take.isVisible()
    assert "Undo" in page._conflict.text()
    assert studio.settings.shortcuts == {}
    page._take.click()
    assert studio.settings.shortcuts == {"undo": "", "play": "Ctrl+Z"}
    assert keys_of(page, "undo") == ""
    assert not page._take.isVisible()


def test_actions_are_found_by_name_and_by_key(qtbot: QtBot, studio: Studio) -> None:
    page = ShortcutsPage(studio, EVERY_ACTION)
    shown(qtbot, page)
    for wanted, name in (("metro", "metronome"), ("ctrl+shift+z", "redo")):
        page._search.setText(wanted)
        assert [each for each, item in page._items.items() if not item.isHidden()] == [name]
