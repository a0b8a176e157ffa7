"""A line of facts."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets.facts_line import Fact, FactsLine


def test_facts_that_are_shown_are_whole_at_every_width(qtbot: QtBot) -> None:
    line = FactsLine()
    qtbot.addWidget(line)
    line.show_facts(
        [
            Fact("126.00 BPM", 0),
            Fact("D 메이저 10B", 0),
            Fact("마디당 4박", 1, "보통"),
            Fact("−14.6 LUFS", 4),
            Fact("0:10", 3),
        ],
        "",
    )
    metrics = line.fontMetrics()
    for width in range(line.minimumSizeHint().width() + 1, 600):
        line.resize(width, 20)
        assert metrics.elidedText(line.shown, Qt.TextElideMode.ElideRight, width) == line.shown
