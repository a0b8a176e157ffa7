"""The zoomed view: scrolling, zooming, following the playhead, and dragging beats."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.analysis.pictures import PictureKind
from mashstudio.gui.decks.shown_song import shown_song
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.studio import Studio
from mashstudio.model.analysis import Analysis


@pytest.fixture
def view(qtbot: QtBot, loaded: Studio) -> Iterator[ZoomedView]:
    """Return a view of song A's first 4 seconds."""
    view = ZoomedView(loaded, 0)
    qtbot.addWidget(view)
    view.resize(600, 160)
    view.show()
    qtbot.waitUntil(lambda: loaded.session.decks[0].peaks is not None)
    view.show_song(shown_song(loaded.session, 0, None))
    view.show_window(0.0, 4.0)
    QApplication.processEvents()
    yield view
    view.tiles.forget()


def x_of(view: ZoomedView, seconds: float) -> int:
    return round(float(view._seen.x_of(seconds)))


def analysis(view: ZoomedView) -> Analysis:
    found = view._beats.analysis
    assert found is not None
    return found


def beats(view: ZoomedView) -> NDArray[np.float64]:
    return analysis(view).beats


def wheel(view: ZoomedView, at: QPoint, turn: QPoint, ctrl: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), turn, Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def picture(view: ZoomedView) -> QImage:
    QApplication.processEvents()
    drawn: QImage = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return drawn


def differing(a: QImage, b: QImage) -> float:
    """Return the share of pixels that differ."""
    size = (a.height(), a.width())
    return float(np.mean(np.frombuffer(a.constBits(), np.uint32).reshape(size)
                         != np.frombuffer(b.constBits(), np.uint32).reshape(size)))  # fmt: skip


def test_the_wheel_scrolls_and_zooms_around_the_pointer(view: ZoomedView) -> None:
    at = QPoint(x_of(view, 1.0), 60)
    wheel(view, at, QPoint(0, -120))
    assert view.seen == pytest.approx((0.4, 4.0))
    wheel(view, at, QPoint(0, 120))
    wheel(view, at, QPoint(0, 1200))
    assert view.seen == pytest.approx((0.0, 4.0))
    wheel(view, at, QPoint(0, 120), ctrl=True)
    start, length = view.seen
    assert length == pytest.approx(4 / 1.25)
    assert (1.0 - start) / length == pytest.approx(0.25, abs=0.01)
    for _ in range(50):
        wheel(view, at, QPoint(0, 120), ctrl=True)
    assert view.seen[1] == pytest.approx(0.25)
    for _ in range(60):
        wheel(view, at, QPoint(0, -120), ctrl=True)
    assert view.seen == pytest.approx((0.0, analysis(view).duration), abs=1e-4)


def test_dragging_moves_the_song_along(view: ZoomedView) -> None:
    view.show_window(2.0, 4.0)
    from_x, to_x = x_of(view, 4.0), x_of(view, 3.0)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(from_x, 50))
    QTest.mouseMove(view, QPoint(to_x, 50))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(to_x, 50))
    assert view.seen == pytest.approx((3.0, 4.0), abs=0.02)
    assert view.chosen is None


def test_a_click_chooses_the_nearest_beat_and_seeks(qtbot: QtBot, view: ZoomedView) -> None:
    with qtbot.waitSignal(view.seek_wanted) as wanted:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x_of(view, 1.6), 50))
    assert wanted.args[0] == pytest.approx(1.6, abs=0.01)
    assert view.chosen == int(np.abs(beats(view) - 1.6).argmin())


def test_keys_go_from_beat_to_beat_and_page_to_page(view: ZoomedView) -> None:
    view.choose(2)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == 3
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == 1
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.seen == pytest.approx((4.0, 4.0))
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.seen[1] == pytest.approx(3.2)
    view.choose(2)
    start, length = view.seen
    assert start <= beats(view)[2] <= start + length


def test_beats_can_be_dragged_only_while_mending(qtbot: QtBot, view: ZoomedView) -> None:
    beat = float(beats(view)[3])
    near = QPoint(x_of(view, beat) + 2, 60)
    there = QPoint(x_of(view, beat + 0.1), 60)
    moved: list[tuple[int, float]] = []
    view.beat_moved.connect(lambda *args: moved.append(args))

    def drag() -> None:
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=near)
        QTest.mouseMove(view, there)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=there)

    drag()
    assert not moved
    view.show_window(0.0, 4.0)
    view.mending = True
    drag()
    assert len(moved) == 1
    assert moved[0] == pytest.approx((3, beat + 0.1), abs=0.01)
    assert view.seen == pytest.approx((0.0, 4.0))


def test_the_page_turns_when_the_playhead_leaves_it(view: ZoomedView) -> None:
    view.show_playhead(3.98)
    view.show_playhead(4.01)
    assert view.seen == pytest.approx((4.01 - 0.4, 4.0))
    # After scrolling away, the view stays.
    view.show_window(0.0, 2.0)
    view.show_playhead(4.02)
    assert view.seen == pytest.approx((0.0, 2.0))
    # After a jump, it follows the playhead again.
    view.show_playhead(6.0)
    assert view.seen[0] < 6.0 < sum(view.seen)
    view.following = False
    view.show_playhead(0.5)
    assert view.seen[0] > 0.5


@pytest.mark.parametrize("span", [(0.0, 4.0), (0.0, 0.5), (0.0, 10.0)])
def test_waveform_beats_and_playhead_are_drawn(view: ZoomedView, span: tuple[float, float]) -> None:
    view.show_window(*span)
    full = picture(view)
    view.show_playhead(0.25)
    assert differing(full, picture(view)) > 0.001
    view.show_playhead(None)
    assert differing(full, picture(view)) == 0
    view.show_song(None)
    assert differing(full, picture(view)) > 0.05


def test_a_spectrogram_replaces_the_waveform(qtbot: QtBot, drawn: Studio, view: ZoomedView) -> None:
    waveform = picture(view)
    view.show_kind(PictureKind.MEL)
    qtbot.waitUntil(lambda: bool(view.tiles.tiles), timeout=60_000)
    beside = picture(view).copy(0, 0, 30, 120)
    assert differing(beside, waveform.copy(0, 0, 30, 120)) > 0.5
    assert len({beside.pixel(x, y) for x in range(30) for y in range(120)}) > 5
    assert differing(waveform, picture(view)) > 0.5
    view.show_kind(None)
    assert not view.tiles.tiles
    assert differing(waveform, picture(view)) < 0.01


def test_unsure_beats_look_unsure(view: ZoomedView) -> None:
    sure = picture(view)
    analysis(view).beat_confidence[:] = 0.0
    view._redraw()
    assert differing(sure, picture(view)) > 0.002
