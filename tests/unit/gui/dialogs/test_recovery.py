"""After a crash, the user decides what happens to the recovered work."""

import json
import time
from pathlib import Path

import pytest
from mashups import mashup_of
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.document.project import save_project
from mashstudio.gui.dialogs import recovery as recovery_module
from mashstudio.gui.dialogs.recovery import RecoveryDialog
from mashstudio.session.autosave import Recovery, find_recoveries

Recovered = list[tuple[Path, Path | None]]


@pytest.fixture
def found(tmp_path: Path) -> list[Recovery]:
    """Return what two studios that no longer run left behind."""
    for number, (title, place) in enumerate((("First × Second", None), ("밤 × Night", "/music/night.mash"))):
        copy = tmp_path / f"{number}.mash"
        save_project(mashup_of({0: [0, 1]}), copy)
        owner = {"pid": 2**22 + 1, "started": 1.0, "place": place, "title": title, "when": 1000.0 + number}
        copy.with_suffix(".json").write_text(json.dumps(owner), "utf-8")
    return find_recoveries(tmp_path)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def shown(window: QWidget, found: list[Recovery]) -> tuple[Recovered, RecoveryDialog]:
    """Return the dialog over the window, and what is chosen in it."""
    recovered = Recovered()
    dialog = RecoveryDialog(found, window)
    dialog.chosen.connect(lambda copy, place: recovered.append((copy, place)))
    dialog.show()
    return recovered, dialog


def test_the_latest_is_opened_unless_another_is_chosen(window: QWidget, found: list[Recovery]) -> None:
    recovered, dialog = shown(window, found)
    rows = [dialog._items[index][0].text(0) for index in range(2)]
    assert rows == ["밤 × Night", "First × Second"]
    dialog._open_button.click()
    assert recovered == [(found[0].copy, Path("/music/night.mash"))]
    assert not dialog.isVisible()
    assert all(recovery.copy.exists() for recovery in found)


def test_return_opens_and_discards_nothing(window: QWidget, found: list[Recovery]) -> None:
    _, dialog = shown(window, found)
    assert [button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()] == ["Open"]


def test_another_one_can_be_chosen(window: QWidget, found: list[Recovery]) -> None:
    recovered, dialog = shown(window, found)
    dialog._list.setCurrentItem(dialog._items[1][0])
    dialog._open_button.click()
    assert recovered == [(found[1].copy, None)]


def test_copies_are_discarded_after_asking(
    window: QWidget, found: list[Recovery], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True, True]
    monkeypatch.setattr(recovery_module, "ask", lambda *_arguments: answers.pop(0))
    recovered, dialog = shown(window, found)
    dialog._discard_button.click()
    assert len(find_recoveries(tmp_path)) == 2
    dialog._discard_button.click()
    assert [left.title for left in find_recoveries(tmp_path)] == ["First × Second"]
    assert dialog.isVisible()
    dialog._discard_button.click()
    assert list(tmp_path.iterdir()) == []
    assert not dialog.isVisible()
    assert recovered == []


def test_recovery_can_wait(window: QWidget, found: list[Recovery], tmp_path: Path) -> None:
    _, dialog = shown(window, found)
    dialog._later.click()
    assert find_recoveries(tmp_path) == found


def test_the_time_is_visible_however_long_the_titles_are(window: QWidget, tmp_path: Path) -> None:
    now = time.time()
    ages = {"just now": 5, "5 min ago": 310, "3 h ago": 3 * 3600 + 5, "1 day ago": 90_000, "2 days ago": 180_000}
    found = [Recovery(tmp_path / "x.mash", None, "A very long title " * 9, now - age) for age in ages.values()]
    _, dialog = shown(window, found[::-1])
    texts = [item.text(2) for item, _ in dialog._items]
    assert [text.partition("  ·  ")[0] for text in texts] == list(ages)
    view = dialog._list
    assert view.header().sectionViewportPosition(2) + view.sizeHintForColumn(2) <= view.viewport().width() + 1
