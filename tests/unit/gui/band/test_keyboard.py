"""The keyboard on the screen: played by mouse and keys, lit by whoever plays."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot
from themes import apply_theme

from mashstudio.gui.band.keyboard import KEYS, Keyboard
from mashstudio.gui.band.keyboard_bar import KeyboardBar
from mashstudio.gui.text.translation import apply_language
from mashstudio.model.notes import BandPart

A, W, K, Z, X, C, V = (Qt.Key(ord(letter)) for letter in "AWKZXCV")
Left, Plain, Ctrl = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Played:
    """What a keyboard said."""

    def __init__(self, keys: Keyboard) -> None:
        self.said: list[tuple[str, int]] = []
        self.velocities: list[int] = []
        keys.pressed.connect(self._press)
        keys.released.connect(lambda pitch: self.said.append(("up", pitch)))

    def _press(self, pitch: int, velocity: int) -> None:
        self.said.append(("down", pitch))
        self.velocities.append(velocity)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    bar = KeyboardBar()
    made.setCentralWidget(bar)
    made.resize(900, 160)
    made.show()
    bar.keys.setFocus()
    qtbot.waitUntil(bar.keys.hasFocus)
    return made


@pytest.fixture
def keys(window: QMainWindow) -> Keyboard:
    bar = window.centralWidget()
    assert isinstance(bar, KeyboardBar)
    return bar.keys


@pytest.fixture
def played(keys: Keyboard) -> Played:
    return Played(keys)


def on(keys: Keyboard, pitch: int, share: float = 0.9) -> QPointF:
    """Return a place on a key, so far down."""
    rect = keys.rect_of(pitch)
    return QPointF(rect.center().x(), rect.top() + share * rect.height())


def test_it_has_32_keys_black_ones_over_white_ones(keys: Keyboard) -> None:
    found = {keys.key_at(on(keys, pitch)) for pitch in range(48, 48 + KEYS)}
    assert found == set(range(48, 80))
    # Between two black keys and under them are the white ones'.
    assert keys.key_at(on(keys, 50, 0.1)) == 50
    assert keys.key_at(QPointF(keys.rect_of(49).center().x(), keys.rect_of(48).bottom() - 1)) in {48, 50}
    assert keys.key_at(QPointF(-5, 5)) is None


def test_the_mouse_presses_louder_further_down_and_glides(keys: Keyboard, played: Played) -> None:
    QTest.mousePress(keys, Left, Plain, on(keys, 60, 0.2).toPoint())
    assert keys.lit == {60}
    for pitch in (61, 62):
        QTest.mouseMove(keys, on(keys, pitch, 0.9).toPoint())
    QTest.mouseRelease(keys, Left, Plain, on(keys, 62).toPoint())
    assert played.said == [("down", 60), ("up", 60), ("down", 61), ("up", 61), ("down", 62), ("up", 62)]
    assert 30 <= played.velocities[0] < 60
    assert 100 < played.velocities[2] <= 127
    assert keys.lit == frozenset()


def test_two_rows_of_the_computer_play_and_repeats_do_not(keys: Keyboard, played: Played) -> None:
    QTest.keyPress(keys, A)
    QApplication.sendEvent(keys, QKeyEvent(QEvent.Type.KeyPress, A, Plain, "a", True))
    QTest.keyPress(keys, W)
    assert keys.lit == {60, 61}
    QTest.keyRelease(keys, A)
    QTest.keyRelease(keys, W)
    QTest.keyClick(keys, K)
    QTest.keyClick(keys, Qt.Key.Key_Apostrophe)
    downs = [pitch for kind, pitch in played.said if kind == "down"]
    assert downs == [60, 61, 72, 77]
    assert len(played.said) == 8
    assert set(played.velocities) == {96}


def test_keys_typed_in_hangul_play_too(keys: Keyboard, played: Played) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(keys, QKeyEvent(kind, ord("ㅁ"), Plain, "ㅁ"))
    assert played.said == [("down", 60), ("up", 60)]


def test_octaves_and_velocity_move_within_midi(keys: Keyboard, played: Played) -> None:
    QTest.keyPress(keys, A)
    QTest.keyClick(keys, X)
    # What is held ends with its own pitch.
    QTest.keyRelease(keys, A)
    QTest.keyClick(keys, A)
    QTest.keyClick(keys, V)
    QTest.keyClick(keys, A)
    assert played.said == [("down", 60), ("up", 60), *[("down", 72), ("up", 72)] * 2]
    assert played.velocities == [96, 96, 112]
    for _ in range(12):
        QTest.keyClick(keys, X)
        QTest.keyClick(keys, V)
    assert keys.lowest + KEYS - 1 == 127
    assert keys.velocity == 127
    for _ in range(12):
        QTest.keyClick(keys, Z)
        QTest.keyClick(keys, C)
    assert keys.lowest == 0
    assert keys.velocity == 30


def test_buttons_move_the_octave_and_the_range_is_told(window: QMainWindow, keys: Keyboard) -> None:
    bar = window.centralWidget()
    assert isinstance(bar, KeyboardBar)
    assert keys.accessibleDescription() == "C3–G5, velocity 96"
    for _ in range(9):
        QTest.mouseClick(bar._up, Left)
    assert keys.accessibleDescription() == "C7–G9, velocity 96"
    assert not bar._up.isEnabled()
    assert bar._down.isEnabled()


def test_shortcuts_of_the_window_wait_while_it_has_the_focus(
    qtbot: QtBot, window: QMainWindow, keys: Keyboard, played: Played
) -> None:
    done: list[str] = []
    for sequence in ("A", "Ctrl+A", "Q"):
        action = QAction(window)
        action.setShortcut(sequence)
        action.triggered.connect(lambda _checked=False, sequence=sequence: done.append(sequence))
        window.addAction(action)
    QTest.keyClick(keys, A)
    QTest.keyClick(keys, A, Ctrl)
    QTest.keyClick(keys, Qt.Key(ord("Q")))
    assert done == ["Ctrl+A", "Q"]
    assert played.said == [("down", 60), ("up", 60)]
    keys.clearFocus()
    QTest.keyClick(window, A)
    assert done[2:] == ["A"]


def test_keys_are_let_go_when_the_focus_goes(qtbot: QtBot, window: QMainWindow, keys: Keyboard, played: Played) -> None:
    QTest.keyPress(keys, A)
    field = QLineEdit()
    window.statusBar().addWidget(field)
    field.setFocus()
    qtbot.waitUntil(lambda: not keys.hasFocus())
    assert played.said == [("down", 60), ("up", 60)]
    assert keys.lit == frozenset()


def test_a_key_held_twice_sounds_until_both_let_go(keys: Keyboard, played: Played) -> None:
    QTest.keyPress(keys, A)
    QTest.mousePress(keys, Left, Plain, on(keys, 60).toPoint())
    QTest.keyRelease(keys, A)
    assert ("up", 60) not in played.said
    QTest.mouseRelease(keys, Left, Plain, on(keys, 60).toPoint())
    assert played.said[-1] == ("up", 60)


@pytest.mark.parametrize("look", ["dark", "light"])
def test_keys_light_up_whoever_plays_and_the_focus_shows(
    qtbot: QtBot, dressable: QApplication, window: QMainWindow, keys: Keyboard, look: str
) -> None:
    apply_theme(dressable, look)

    def colour(pitch: int) -> QColor:
        return keys.grab().toImage().pixelColor(on(keys, pitch, 0.3).toPoint() * int(keys.devicePixelRatio()))

    dark = colour(61), colour(50)
    keys.show_part(BandPart.BASS)
    keys.show_held(frozenset({61, 50}))
    for before, pitch in zip(dark, (61, 50), strict=True):
        now = colour(pitch)
        assert now.green() > now.red() + 60
        assert now != before
    edge = keys.grab().toImage().pixelColor(1, 1)
    keys.clearFocus()
    qtbot.waitUntil(lambda: keys.grab().toImage().pixelColor(1, 1) != edge)
    keys.show_held(frozenset())
    assert (colour(61), colour(50)) == dark


@pytest.fixture
def korean(dressable: QApplication) -> Iterator[None]:
    apply_language(dressable, "ko")
    yield
    apply_language(dressable, "en")


def test_it_speaks_korean(korean: None, qtbot: QtBot) -> None:
    keys = Keyboard()
    qtbot.addWidget(keys)
    assert keys.accessibleName() == "건반"
    assert "벨로시티" in keys.accessibleDescription()
