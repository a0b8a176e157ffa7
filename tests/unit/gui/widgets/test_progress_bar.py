"""A progress bar's new value is painted with the next frame, together with the rest of the window."""

from paint_counter import PaintCounter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets.progress_bar import ProgressBar


def test_a_new_value_paints_nothing_at_once(qtbot: QtBot) -> None:
    window, bar, neighbour = QWidget(), ProgressBar(), QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(bar)
    layout.addWidget(neighbour)
    window.resize(200, 100)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    counter = PaintCounter(bar, neighbour)
    neighbour.update()
    bar.setValue(40)
    assert counter.painted == []
    qtbot.waitUntil(lambda: {bar, neighbour} <= set(counter.painted))
    assert bar.value() == 40
