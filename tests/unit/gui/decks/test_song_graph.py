"""The graph of a song's tempo and loudness: its contents and gestures."""

import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from contrast import contrast
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from themes import apply_theme

from mashstudio.gui.decks.picture_choice import GRAPH
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.theme import theme
from mashstudio.model.analysis import Analysis


def choose(deck: DeckView, kind: object) -> None:
    """Choose the deck's picture, as a user does."""
    index = deck.pictures.findData(kind)
    deck.pictures.setCurrentIndex(index)
    deck.pictures.activated.emit(index)


@pytest.fixture
def deck(qtbot: QtBot, drawn: Studio) -> Iterator[DeckView]:
    """Return song A on its deck, as a graph."""
    deck = DeckView(drawn, 0)
    qtbot.addWidget(deck)
    deck.resize(800, 340)
    with qtbot.waitExposed(deck):
        deck.show()
    deck.refresh()
    choose(deck, GRAPH)
    qtbot.waitUntil(lambda: deck.picture.graph is not None)
    QApplication.processEvents()
    yield deck
    choose(deck, None)


def graph_of(deck: DeckView) -> Any:
    """Return the graph; pyqtgraph ships no types."""
    assert deck.picture.graph is not None
    return deck.picture.graph


def analysis(deck: DeckView) -> Analysis:
    assert deck._shown is not None
    found = deck._shown.analysis
    assert found is not None
    return found


def place(deck: DeckView, seconds: float) -> QPoint:
    """Return the position of a time."""
    at = graph_of(deck).getViewBox().mapViewToScene(QPointF(seconds, -20.0))
    return QPoint(round(at.x()), 60)


def picture(deck: DeckView) -> QImage:
    QApplication.processEvents()
    image: QImage = graph_of(deck).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return image


def differing(a: QImage, b: QImage) -> float:
    """Return the share of pixels that differ."""
    return float(np.mean(np.frombuffer(a.constBits(), np.uint32) != np.frombuffer(b.constBits(), np.uint32)))


STARTS = """
import sys, tempfile, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from mashstudio.gui import studio as module
for name in ("grids_folder", "autosave_folder", "settings_file"):
    setattr(module, f"default_{name}", lambda name=name: Path(tempfile.gettempdir()) / name)
from mashstudio.gui.window import StudioWindow
from mashstudio.session.settings import Settings
studio = module.Studio(Settings(cache_folder=tempfile.gettempdir()))
window = StudioWindow(studio)
window.show()
application.processEvents()
print("pyqtgraph" in sys.modules)
deck = window.decks[0]
index = deck.pictures.findData("graph")
deck.pictures.setCurrentIndex(index)
deck.pictures.activated.emit(index)
while deck.picture.graph is None:
    application.processEvents()
    time.sleep(0.01)
print("pyqtgraph" in sys.modules)
studio.close()
"""


def test_the_graph_s_library_is_loaded_on_demand(tmp_path: Any) -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), "PULSE_SERVER": "unix:/nowhere"}
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        environment[name] = str(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", STARTS], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == ["False", "True"], ran.stderr


def test_it_takes_the_place_of_the_zoomed_view_and_shows_the_whole_song(deck: DeckView) -> None:
    graph = graph_of(deck)
    assert graph.isVisible()
    assert not deck.zoomed.isVisible()
    assert deck.zoomed.seen == pytest.approx((0.0, deck._shown.duration))  # type: ignore[union-attr]
    drawn = picture(deck)
    graph.show_song(None)
    assert differing(drawn, picture(deck)) > 0.05


def test_the_wheel_zooms_a_drag_scrolls_a_double_click_shows_all(deck: DeckView) -> None:
    graph, at = graph_of(deck), place(deck, 6.0)
    event = QWheelEvent(
        QPointF(at), QPointF(graph.mapToGlobal(at)), QPoint(), QPoint(0, 360), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(graph.viewport(), event)
    start, length = deck.zoomed.seen
    assert length == pytest.approx(10 / 1.25**3, abs=0.01)
    assert (6.0 - start) / length == pytest.approx(0.6, abs=0.01)
    assert place(deck, 6.0).x() == pytest.approx(at.x(), abs=1)
    from_here, to_there = place(deck, start + 2), place(deck, start + 1)
    QTest.mousePress(graph.viewport(), Qt.MouseButton.LeftButton, pos=from_here)
    QTest.mouseMove(graph.viewport(), to_there)
    QTest.mouseRelease(graph.viewport(), Qt.MouseButton.LeftButton, pos=to_there)
    assert deck.zoomed.seen == pytest.approx((start + 1, length), abs=0.05)
    assert deck.zoomed.chosen is None
    QTest.mouseDClick(graph.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert deck.zoomed.seen == pytest.approx((0.0, 10.0), abs=0.01)


def test_a_click_seeks_and_chooses_the_beat(qtbot: QtBot, deck: DeckView) -> None:
    with qtbot.waitSignal(deck.zoomed.seek_wanted) as wanted:
        QTest.mouseClick(graph_of(deck).viewport(), Qt.MouseButton.LeftButton, pos=place(deck, 4.1))
    assert wanted.args[0] == pytest.approx(4.1, abs=0.02)
    assert deck.zoomed.chosen == deck.zoomed.beat_near(4.1)


def test_the_place_under_the_pointer_is_described(deck: DeckView) -> None:
    graph, before = graph_of(deck), picture(deck)
    beat = float(analysis(deck).beats[5])
    QTest.mouseMove(graph.viewport(), place(deck, beat + 0.25))
    said = graph.accessibleDescription()
    assert said.startswith(deck.zoomed.words_of(analysis(deck), 5))
    assert "BPM" in said
    tempo = float(said.split(" BPM")[0].split()[-1])
    assert tempo == pytest.approx(60 / float(np.diff(analysis(deck).beats)[5]), abs=0.06)
    assert said.endswith(" dB")
    assert differing(before, picture(deck)) > 0.005
    QApplication.sendEvent(graph, QEvent(QEvent.Type.Leave))
    assert graph.accessibleDescription() == ""
    assert differing(before, picture(deck)) == 0


def test_the_keys_work_as_in_the_zoomed_view(deck: DeckView) -> None:
    graph = graph_of(deck)
    deck.zoomed.choose(3)
    QTest.keyClick(graph, Qt.Key.Key_Right)
    assert deck.zoomed.chosen == 4
    assert deck.zoomed.words_of(analysis(deck), 4) in graph.accessibleDescription()
    QTest.keyClick(graph, Qt.Key.Key_Up)
    assert deck.zoomed.seen[1] == pytest.approx(8.0, abs=0.01)
    # Focus given to the zoomed view goes to the graph.
    deck.activateWindow()
    deck.zoomed.setFocus()
    assert deck.focusWidget() is graph


def test_the_playhead_moves_and_the_page_turns(deck: DeckView) -> None:
    deck.zoomed.show_window(0.0, 4.0)
    deck.picture.show_playhead(None)
    before = picture(deck)
    deck.picture.show_playhead(2.0)
    assert differing(before, picture(deck)) > 0.001
    deck.picture.show_playhead(3.99)
    deck.picture.show_playhead(4.01)
    assert deck.zoomed.seen[0] > 3
    shown = graph_of(deck).getViewBox().viewRange()[0]
    assert shown == pytest.approx([deck.zoomed.seen[0], sum(deck.zoomed.seen)])


def test_a_mended_grid_is_shown_and_what_was_heard_before(deck: DeckView) -> None:
    graph = graph_of(deck)
    heard = analysis(deck).beats.copy()
    deck.repairs.actions_by_name["mend_grid"].trigger()
    deck.repairs.actions_by_name["mend_earlier"].trigger()
    assert graph._tempo_curve.xData == pytest.approx(analysis(deck).beats)
    assert graph._heard_curve.xData == pytest.approx(heard)
    assert np.abs(graph._tempo_curve.xData - (heard[4] - 0.01)).min() < 1e-6
    deck.repairs.actions_by_name["mend_reset"].trigger()
    assert graph._heard_curve.xData is None or len(graph._heard_curve.xData) == 0


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_it_follows_the_theme_and_can_be_read(deck: DeckView, dressable: QApplication, choice: str) -> None:
    apply_theme(dressable, "light" if choice == "dark" else "dark")
    other = picture(deck)
    apply_theme(dressable, choice)
    deck.zoomed.choose(3)
    graph, ground = graph_of(deck), theme().panel
    assert differing(other, picture(deck)) > 0.5
    inks = [graph._tempo_curve.opts["pen"].color(), graph._level_curve.opts["pen"].color()]
    inks += [axis.textPen().color() for axis in (graph._tempo_axis, graph._level_axis, graph._time_axis)]
    inks += [marks.opts["pen"].color() for marks in (graph._unsure, graph._guesses, graph._above)]
    assert min(contrast(ink, ground) for ink in inks) >= 3
    # Also where it crosses the loudness.
    assert contrast(graph._tempo_curve.opts["pen"].color(), graph._level_curve.opts["brush"].color()) >= 3
    assert contrast(graph._readout.color, graph._readout.fill.color()) >= 3


def test_it_follows_the_language(deck: DeckView, dressable: QApplication) -> None:
    graph = graph_of(deck)
    deck.zoomed.choose(3)
    assert graph.accessibleName() == "Tempo and loudness of song A"
    try:
        apply_language(dressable, "ko")
        QApplication.processEvents()
        assert "라우드니스" in graph.accessibleName()
        assert "마디" in graph.accessibleDescription()
        assert "템포" in graph.toolTip()
        assert deck.pictures.currentText() == "템포와 라우드니스"
    finally:
        apply_language(dressable, "en")


def test_another_choice_frees_it_and_shows_the_same_place(qtbot: QtBot, deck: DeckView) -> None:
    gone = weakref.ref(graph_of(deck))
    deck.picture._near = 4.0
    deck.zoomed.choose(12)
    choose(deck, None)
    assert deck.zoomed.isVisible()
    start, length = deck.zoomed.seen
    assert length == pytest.approx(4.0)
    assert start <= float(analysis(deck).beats[12]) <= start + length
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    # Nothing refers to the graph any more: the deck works without it.
    deck.picture.show_playhead(2.0)
    deck.zoomed.show_window(0.0, 3.0)


def test_the_last_of_several_choices_wins(qtbot: QtBot, deck: DeckView) -> None:
    choose(deck, None)
    choose(deck, GRAPH)
    choose(deck, "chroma")
    assert deck.zoomed._kind == "chroma"
    QTest.qWait(50)
    assert deck.picture.graph is None
