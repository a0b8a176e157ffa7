"""The licences of all dependencies can be read."""

import re
import tomllib
from pathlib import Path

from pytestqt.qtbot import QtBot

import mashstudio
from mashstudio.gui.dialogs.about import PARTS, AboutDialog

PROJECT = Path(mashstudio.__file__).parents[1] / "pyproject.toml"


def test_every_library_is_named_with_a_licence() -> None:
    needed = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    names = {re.split("[=<>;]", each)[0].strip() for each in needed}
    assert names == {package for package, *_ in PARTS if package}
    assert all(licence for _, _, licence, _ in PARTS)


def test_non_commercial_licences_stand_out(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._warning.isVisible()
    assert "CC BY-NC-SA 4.0" in dialog._warning.text()
    assert "commercial" in dialog._warning.text()
    assert "GNU GENERAL PUBLIC LICENSE" in dialog._text.toPlainText()
    assert dialog._parts.topLevelItemCount() == len(PARTS)
