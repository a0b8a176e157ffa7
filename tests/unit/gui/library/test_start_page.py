"""The start page: recent projects to open, remove and clear."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mashups import refs_of, with_each
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from mashstudio.document.project import load_project, save_project
from mashstudio.gui.library import recent_projects
from mashstudio.gui.library.recent_projects import RecentMenu
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import theme
from mashstudio.gui.window import StudioWindow
from mashstudio.pipeline.commands import DEMO
from mashstudio.session.recent import RecentProject, look_at
from mashstudio.session.settings import load_settings

KEYS = Qt.Key
PATIENCE = 60_000
Opened = Callable[[*tuple[Path, ...]], StudioWindow]


@pytest.fixture
def projects(tmp_path: Path) -> list[Path]:
    """Return two projects, a missing one, and a damaged one."""
    mashup = load_project(DEMO)
    paths = [tmp_path / f"{name}.mash" for name in ("day", "night", "gone", "damaged")]
    for path, ago in zip(paths[:2], (3 * 3600, 40 * 86400), strict=True):
        a, b = refs_of(mashup)
        songs = (replace(a, title=f"{path.stem} A"), replace(b, title=f"{path.stem} B"))
        save_project(with_each(mashup, "song", songs), path)
        os.utime(path, (time.time() - ago,) * 2)
    paths[3].write_text("{")
    return paths


@pytest.fixture
def opened(qtbot: QtBot, studio: Studio) -> Opened:
    """Open the studio's window after these projects, and wait until they have been read."""

    def open_window(*recent: Path) -> StudioWindow:
        studio.change_settings(recent=tuple(map(str, recent)))
        window = StudioWindow(studio)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window, before_close_func=lambda _window: studio.setParent(None))
        with qtbot.waitExposed(window):
            window.show()
        read(qtbot, window)
        return window

    return open_window


def read(qtbot: QtBot, window: StudioWindow) -> None:
    qtbot.waitUntil(lambda: all(each.songs or each.error for each in window.recent.all), timeout=PATIENCE)


def rows(window: StudioWindow) -> list[list[str]]:
    tree = window.start.list
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item is not None]


def click(window: StudioWindow, row: int, column: int) -> None:
    tree = window.start.list
    place = tree.visualRect(tree.model().index(row, column)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_start_page_shows_each_project_s_songs_and_time(opened: Opened, projects: list[Path]) -> None:
    window = opened(*projects)
    day, night, gone, damaged = rows(window)
    assert day == ["day", "day A × day B", "3 h ago"]
    assert night[:2] == ["night", "night A × night B"]
    assert str(time.localtime(time.time() - 40 * 86400).tm_year)[-2:] in night[2]
    assert gone == ["gone", f"gone.mash is no longer in {projects[2].parent}.", ""]
    assert "damaged" in damaged[1]
    items = [window.start.list.topLevelItem(row) for row in range(4)]
    assert [item is not None and item.foreground(0).color() == theme().dim for item in items] == [False] * 2 + [
        True
    ] * 2
    assert window.start.list.hasFocus()


def test_the_menu_shows_the_same_list(qtbot: QtBot, opened: Opened, projects: list[Path]) -> None:
    window = opened(*projects)
    (menu,) = window.findChildren(RecentMenu)
    entries = menu.actions()[:4]
    assert [entry.text() for entry in entries] == [path.name for path in projects]
    assert [entry.isEnabled() for entry in entries] == [True, True, False, False]
    assert "no longer" in entries[2].toolTip()
    menu.actions()[-1].trigger()
    assert window.studio.settings.recent == ()
    assert not menu.isEnabled()
    assert rows(window) == []


def test_a_project_is_opened_by_key_and_the_page_closes(qtbot: QtBot, opened: Opened, projects: list[Path]) -> None:
    window = opened(*projects)
    QTest.keyClick(window.start.list, KEYS.Key_Down)
    QTest.keyClick(window.start.list, KEYS.Key_Return)
    qtbot.waitUntil(lambda: not window.start.isVisible(), timeout=PATIENCE)
    assert window.studio.session.path == projects[1]
    assert window.grid.isAncestorOf(window.focusWidget())
    window.studio.session.close_songs()
    qtbot.waitUntil(window.start.isVisible, timeout=PATIENCE)
    assert [row[0] for row in rows(window)] == ["night", "day", "gone", "damaged"]


def test_a_double_click_opens_it_once(qtbot: QtBot, opened: Opened, projects: list[Path]) -> None:
    window = opened(*projects)
    opened_paths: list[Path] = []
    window.start._open = opened_paths.append
    click(window, 0, 0)
    click(window, 0, 1)
    assert opened_paths == projects[:1]


def test_projects_can_be_removed_and_cleared(
    qtbot: QtBot, opened: Opened, projects: list[Path], tmp_path: Path
) -> None:
    window = opened(*projects)
    click(window, 2, 3)
    assert [row[0] for row in rows(window)] == ["day", "night", "damaged"]
    item = window.start.list.topLevelItem(0)
    assert item is not None
    window.start.list.setCurrentItem(item)
    QTest.keyClick(window.start.list, KEYS.Key_Delete)
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").recent == (str(projects[1]), str(projects[3])))
    item = window.start.list.currentItem()
    assert item is not None
    window.start.list.customContextMenuRequested.emit(window.start.list.visualItemRect(item).center())
    (menu,) = window.start.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Open", "Remove from the list", "Clear list"]
    menu.actions()[1].trigger()
    menu.close()
    assert [row[0] for row in rows(window)] == ["damaged"]
    window.start.clear_button.click()
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").recent == ())
    assert projects[0].exists()
    assert not window.start.list.isVisible()
    assert window.first_steps.demo_button.isVisible()


def test_a_project_that_reappears_can_be_opened(qtbot: QtBot, opened: Opened, projects: list[Path]) -> None:
    window = opened(projects[2])
    opened_paths: list[Path] = []
    window.start._open = opened_paths.append
    save_project(load_project(DEMO), projects[2])
    click(window, 0, 0)
    assert "no longer" in window.statusBar().currentMessage()
    qtbot.waitUntil(lambda: window.recent.all[0].error is None, timeout=PATIENCE)
    click(window, 0, 0)
    assert opened_paths == [projects[2]]


def test_a_slow_disk_delays_no_other_project(
    qtbot: QtBot, opened: Opened, projects: list[Path], monkeypatch: pytest.MonkeyPatch, studio: Studio
) -> None:
    goes_on, threads = threading.Event(), []

    def slow(path: Path) -> RecentProject:
        threads.append(threading.current_thread())
        goes_on.wait(60)
        return look_at(path)

    monkeypatch.setattr(recent_projects, "look_at", slow)
    monkeypatch.setattr(f"{__name__}.read", lambda *_: None)
    window = opened(*projects)
    assert [row[0] for row in rows(window)] == ["day", "night", "gone", "damaged"]
    goes_on.set()
    qtbot.waitUntil(lambda: all(each.songs or each.error for each in window.recent.all), timeout=PATIENCE)
    assert threading.current_thread() not in threads
