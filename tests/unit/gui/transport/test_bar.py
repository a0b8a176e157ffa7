"""The bar at the top, with and without a sound device."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sound_server import MAIN, SoundServer
from themes import apply_theme

from mashstudio.core.messages import Message
from mashstudio.document.edits import with_key
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.play_commands import PLAY_ACTIONS, PlayCommands
from mashstudio.gui.studio import Studio
from mashstudio.gui.transport.bar import TransportBar
from mashstudio.model.choices import AsIs
from mashstudio.playback.ipc.devices import DeviceName

NOWHERE = DeviceName("nowhere", "ALSA")
Left = Qt.MouseButton.LeftButton


def bar_of(qtbot: QtBot, studio: Studio) -> TransportBar:
    commands = PlayCommands(studio)
    actions = Actions(studio)
    actions.add(PLAY_ACTIONS, commands)
    actions.dress({})
    bar = TransportBar(studio, actions, commands)
    qtbot.addWidget(bar)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


@pytest.fixture
def silent(qtbot: QtBot, loaded: Studio) -> Studio:
    """Return two songs without a sound device."""
    qtbot.waitUntil(lambda: loaded.sound.ready, timeout=60_000)
    return loaded


def test_position_tempo_and_key_are_those_of_the_mashup(qtbot: QtBot, silent: Studio) -> None:
    bar = bar_of(qtbot, silent)
    assert (bar.position.text, bar.time.text) == ("1.1", "0:00.0")
    assert bar.tempo.text() == "126.0 BPM"
    assert bar.key.text() == "D♭ major"
    silent.player.seek(silent.sound.frame_of(5))
    qtbot.waitUntil(lambda: bar.position.text == "2.2", timeout=10_000)
    assert bar.time.text == "0:02.3"
    assert bar.length.text.startswith("/ 0:")
    silent.edit_with(Message("Key"), lambda mashup: with_key(mashup, AsIs()))
    assert bar.key.text() == "C major / D major"


def test_a_missing_device_is_shown_and_nothing_plays(qtbot: QtBot, silent: Studio) -> None:
    bar = bar_of(qtbot, silent)
    silent.change_settings(device=NOWHERE)
    qtbot.waitUntil(lambda: "nowhere" in bar.device.toolTip(), timeout=20_000)
    assert bar.device.text() == "No audio device"
    with qtbot.waitSignal(silent.player_event, timeout=20_000):
        QTest.mouseClick(bar.buttons["play"], Left)
    assert not silent.player.playing
    assert silent.player.position() == 0


def test_buttons_do_what_the_menu_does_and_show_what_is_on(
    qtbot: QtBot, sound_server: SoundServer, loaded: Studio
) -> None:
    bar = bar_of(qtbot, loaded)
    player = loaded.player
    qtbot.waitUntil(lambda: loaded.sound.ready and player.device is not None, timeout=60_000)
    assert "(Space)" in bar.buttons["play"].toolTip()
    assert bar.buttons["play"].accessibleName() or bar.buttons["play"].text()
    QTest.mouseClick(bar.buttons["loop"], Left)
    QTest.mouseClick(bar.buttons["metronome"], Left)
    assert bar.buttons["loop"].isChecked()
    assert bar.buttons["metronome"].isChecked()
    assert player.metronome
    QTest.mouseClick(bar.buttons["play"], Left)
    qtbot.waitUntil(lambda: bar.position.text in {"1.2", "1.3", "1.4"}, timeout=20_000)
    QTest.mouseClick(bar.buttons["stop"], Left)
    QTest.mouseClick(bar.buttons["loop"], Left)
    assert not player.playing
    assert loaded.sound.loop is None
    assert not bar.buttons["loop"].isChecked()
    qtbot.waitUntil(lambda: bar.position.text == "1.1", timeout=10_000)


def test_an_impossible_loop_is_not_shown_as_on(qtbot: QtBot, studio: Studio) -> None:
    bar = bar_of(qtbot, studio)
    QTest.mouseClick(bar.buttons["loop"], Left)
    assert not bar.buttons["loop"].isChecked()


def test_a_device_is_chosen_from_the_list(qtbot: QtBot, sound_server: SoundServer, studio: Studio) -> None:
    bar = bar_of(qtbot, studio)
    qtbot.waitUntil(lambda: studio.player.device is not None, timeout=20_000)
    menu = bar.device.menu()
    menu.aboutToShow.emit()
    texts = {action.text(): action for action in menu.actions()}
    assert texts["System default"].isChecked()
    texts[f"{MAIN} (ALSA)"].trigger()
    assert studio.settings.device == DeviceName(MAIN, "ALSA")
    qtbot.waitUntil(lambda: bar.device.text() == MAIN, timeout=20_000)
    assert studio.player.device is not None
    safe = studio.player.device.latency
    assert safe == pytest.approx(0.1, abs=0.03)
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith("Low latency")).trigger()
    assert studio.settings.latency == "low"
    qtbot.waitUntil(lambda: studio.player.device is not None and studio.player.device.latency < safe, timeout=20_000)


def test_an_unplugged_device_stays_chosen(qtbot: QtBot, studio: Studio) -> None:
    bar = bar_of(qtbot, studio)
    studio.change_settings(device=NOWHERE)
    menu = bar.device.menu()
    menu.aboutToShow.emit()
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked[0] == "nowhere (ALSA)"


def test_the_listening_level_goes_to_silence_and_back(qtbot: QtBot, studio: Studio) -> None:
    bar = bar_of(qtbot, studio)
    slider = bar.level.slider
    slider.setValue(-12)
    assert studio.player.gain == pytest.approx(-12)
    assert bar.level.number.text == "−12 dB"
    slider.setValue(slider.minimum())
    assert studio.player.gain == float("-inf")
    assert bar.level.number.text == "−∞ dB"
    middle = QPointF(slider.rect().center())
    press = QMouseEvent.Type.MouseButtonDblClick
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(slider, QMouseEvent(press, middle, slider.mapToGlobal(middle), Left, Left, none))
    assert studio.player.gain == 0
    assert bar.level.number.text == "0 dB"


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_is_drawn_in_both_themes(qtbot: QtBot, studio: Studio, dressable: QApplication, choice: str) -> None:
    bar = bar_of(qtbot, studio)
    apply_theme(dressable, choice)
    image = bar.grab().toImage()
    ground = image.pixelColor(image.width() // 2, 6).lightness()
    assert (ground < 80) == (choice == "dark")
    # The glyph on the stop button stands out.
    place = bar.buttons["stop"].geometry().center()
    assert abs(image.pixelColor(place).lightness() - ground) > 100


def test_dropouts_show_only_if_there_are_any_and_a_click_resets_them(
    qtbot: QtBot, sound_server: SoundServer, studio: Studio
) -> None:
    bar, player = bar_of(qtbot, studio), studio.player
    qtbot.waitUntil(lambda: player.device is not None, timeout=20_000)
    assert not bar.xruns.isVisible()
    process = player._process
    assert process is not None
    # As the audio process does on an xrun.
    for _ in range(3):
        process.status.write_callback(0.001, xrun=True)
    bar.xruns.look()
    assert bar.xruns.isVisible()
    assert bar.xruns.text() == "Xruns: 3"
    assert "latency" in bar.xruns.toolTip()
    QTest.mouseClick(bar.xruns, Left)
    assert not bar.xruns.isVisible()
    assert player.xruns == 0
    process.status.write_callback(0.001, xrun=True)
    assert player.xruns == 1
    # New ones stay when a process dies, and cleared ones stay cleared.
    player.restart()
    qtbot.waitUntil(lambda: player.process_id not in (None, process.pid), timeout=20_000)
    assert player.xruns == 1
