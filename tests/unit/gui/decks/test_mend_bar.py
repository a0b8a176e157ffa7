"""Correcting beats by hand: one key each, undoable, and checked by ear."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from mashups import each_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.gui.cell_grid.grid import CellGridPanel
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.commands.play_commands import PLAY_ACTIONS, PlayCommands
from mashstudio.gui.decks.mend_actions import REPAIR_ACTIONS
from mashstudio.gui.decks.mend_bar import MendBar
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.studio import Studio
from mashstudio.gui.transport.bar import TransportBar
from mashstudio.model.analysis import Analysis


@pytest.fixture
def deck(qtbot: QtBot, loaded: Studio) -> DeckView:
    """Return deck A while its grid is being edited."""
    deck = DeckView(loaded, 0)
    qtbot.addWidget(deck)
    deck.resize(780, 300)
    with qtbot.waitActive(deck):
        deck.show()
        deck.activateWindow()
    deck.zoomed.setFocus()
    key(deck, "mend_grid")
    assert deck.repairs.isVisible()
    return deck


def key(deck: DeckView, name: str) -> None:
    """Press the action's key."""
    action = deck.repairs.actions_by_name[name]
    assert action.isEnabled()
    action.trigger()


def analysis(studio: Studio) -> Analysis:
    found = studio.session.analysis(0)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "tempo"),
    [("mend_double", 240.0), ("mend_halve", 60.0), ("mend_two_thirds", 80.0), ("mend_three_halves", 180.0)],
)
def test_a_wrong_tempo_is_corrected_and_reset(loaded: Studio, deck: DeckView, name: str, tempo: float) -> None:
    before = analysis(loaded)
    key(deck, name)
    assert analysis(loaded).tempo == pytest.approx(tempo, rel=1e-3)
    assert f"{deck.repairs.tempo.value():.0f}" == f"{tempo:.0f}"
    assert "A" in str(loaded.session.history.undo_name)
    loaded.session.undo()
    assert analysis(loaded).beats == pytest.approx(before.beats)


def test_bars_and_beats_are_moved(loaded: Studio, deck: DeckView) -> None:
    before = analysis(loaded)
    key(deck, "mend_beat_later")
    assert analysis(loaded).downbeats[0] == before.downbeats[0] + 1
    key(deck, "mend_beat_earlier")
    assert analysis(loaded).downbeats.tolist() == before.downbeats.tolist()
    key(deck, "mend_later")
    assert analysis(loaded).beats[3] == pytest.approx(before.beats[3] + 0.01)
    key(deck, "mend_earlier")
    key(deck, "mend_half_beat")
    middle = (before.beats[3] + before.beats[4]) / 2
    assert np.abs(analysis(loaded).beats - middle).min() < 1e-6


def test_the_bar_begins_at_the_chosen_beat(loaded: Studio, deck: DeckView) -> None:
    deck.zoomed.choose(6)
    key(deck, "mend_downbeat")
    assert 6 in analysis(loaded).downbeats


def choose_bar(deck: DeckView, name: str, bar: int) -> None:
    """Open the menu by its key, and choose so many beats per bar."""
    key(deck, name)
    button = deck.repairs.bars if name == "mend_bar" else deck.repairs.bars_here
    entries = {action.text().split()[0]: action for action in button.menu().actions()}
    assert list(entries) == [str(count) for count in range(2, 13)]
    entries[str(bar)].trigger()
    button.menu().close()


@pytest.mark.parametrize("bar", [2, 3, 5, 7, 12])
def test_bars_can_have_any_number_of_beats(loaded: Studio, deck: DeckView, bar: int) -> None:
    before = analysis(loaded)
    choose_bar(deck, "mend_bar", bar)
    found = analysis(loaded)
    assert found.beats_per_bar == bar
    assert found.downbeats[0] == before.downbeats[0] % bar
    assert all(b - a == bar for a, b in pairwise(found.downbeats.tolist()))
    assert deck.repairs.bars.text() == f"{bar} beats"
    assert f"bars of {bar} (edited)" in deck.header.facts.text()
    loaded.session.undo()
    assert analysis(loaded).downbeats.tolist() == before.downbeats.tolist()


def test_bars_change_from_the_chosen_beat_on_and_everything_counts_them(
    qtbot: QtBot, loaded: Studio, deck: DeckView
) -> None:
    before = analysis(loaded).downbeats.tolist()
    begin = before[2]
    deck.zoomed.choose(begin)
    choose_bar(deck, "mend_bar_here", 3)
    assert deck.repairs.bars_here.text() == "From here: 3"
    found = analysis(loaded).downbeats.tolist()
    assert found[:3] == before[:3]
    assert set(np.diff(found[2:])) == {3}
    deck.zoomed.choose(begin + 6)
    choose_bar(deck, "mend_bar_here", 4)
    assert np.diff(analysis(loaded).downbeats).tolist() == [4, 4, 3, 3, 4]
    # The window counts by these downbeats: position, texts, and moves by a bar.
    bars = loaded.session.bars
    assert [bars.place(beat) for beat in (7, 8, 10, 11, 14, 17)] == [(1, 3), (2, 0), (2, 2), (3, 0), (4, 0), (4, 3)]
    commands, actions = PlayCommands(loaded), Actions(loaded)
    actions.add(PLAY_ACTIONS, commands)
    bar = TransportBar(loaded, actions, commands)
    qtbot.addWidget(bar)
    qtbot.waitUntil(lambda: loaded.sound.ready, timeout=60_000)
    loaded.player.seek(loaded.sound.frame_of(11))
    qtbot.waitUntil(lambda: bar.position.text == "4.1", timeout=10_000)
    panel = CellGridPanel(loaded, CellCommands(loaded))
    qtbot.addWidget(panel)
    assert panel.grid.words_for((0, 10)).startswith("Bar 3, beat 3")
    assert panel.grid.words_for((0, 11)).startswith("Bar 4, beat 1")
    assert deck.repairs.bars.text() == "4 beats"


def test_without_a_choice_the_bar_begins_under_the_playhead(qtbot: QtBot, loaded: Studio, deck: DeckView) -> None:
    qtbot.waitUntil(lambda: loaded.sound.ready, timeout=60_000)
    loaded.player.seek(loaded.sound.frame_of(5.2))
    qtbot.waitUntil(lambda: abs(loaded.sound.beat_at(loaded.player.position()) - 5.2) < 0.05)
    mashup = loaded.mashup
    assert mashup is not None
    key(deck, "mend_downbeat")
    assert 5 + mashup.sources[0].offset in analysis(loaded).downbeats


def test_a_beat_is_dragged(loaded: Studio, deck: DeckView) -> None:
    before = analysis(loaded).beats
    deck.zoomed.beat_moved.emit(4, float(before[4]) + 0.05)
    assert analysis(loaded).beats[4] == pytest.approx(before[4] + 0.05)
    assert analysis(loaded).beats[5] == pytest.approx(before[5])
    assert len(loaded.session.history.steps) == 1


def test_a_beat_that_is_undone_while_it_is_dragged_is_let_go(loaded: Studio, deck: DeckView) -> None:
    view, before = deck.zoomed, analysis(loaded).beats.tolist()
    key(deck, "mend_double")
    last = float(analysis(loaded).beats[-1])
    view.show_window(last - 2, 4.0)
    start, length = view.seen
    at = QPoint(round((last - start) / length * view.width()), view.height() // 2)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(view, at - QPoint(20, 0))
    loaded.session.undo()
    view.grab()
    QTest.mouseMove(view, at - QPoint(25, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at - QPoint(25, 0))
    assert analysis(loaded).beats.tolist() == before
    assert loaded.session.history.done == 0


def test_a_typed_tempo_is_taken_when_it_is_confirmed(loaded: Studio, deck: DeckView) -> None:
    key(deck, "mend_tempo")
    assert deck.repairs.tempo.hasFocus()
    QTest.keyClicks(deck.repairs.tempo, "97.5")
    assert len(loaded.session.history.steps) == 0
    QTest.keyClick(deck.repairs.tempo, Qt.Key.Key_Return)
    assert analysis(loaded).tempo == pytest.approx(97.5)
    assert np.ptp(np.diff(analysis(loaded).beats)) < 1e-6


def test_repairs_beyond_the_range_of_tempi_are_disabled_with_a_reason(loaded: Studio, deck: DeckView) -> None:
    key(deck, "mend_double")
    double, halve = (deck.repairs.actions_by_name[name] for name in ("mend_double", "mend_halve"))
    assert not double.isEnabled()
    assert "480 BPM" in double.toolTip()
    assert halve.isEnabled()
    assert "BPM" not in halve.toolTip()
    loaded.session.undo()
    assert double.isEnabled()


def test_tapped_without_sound_the_tempo_alone_is_taken(
    qtbot: QtBot, loaded: Studio, deck: DeckView, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = float(analysis(loaded).beats[analysis(loaded).downbeats[0]])
    clock = iter(np.arange(6) * 0.6 + np.array([0, 0.01, -0.01, 0.01, -0.01, 0]))
    monkeypatch.setattr("mashstudio.gui.decks.taps.time", SimpleNamespace(perf_counter=lambda: next(clock)))
    for _ in range(6):
        key(deck, "mend_tap")
    qtbot.waitUntil(lambda: len(loaded.session.history.steps) == 1)
    assert analysis(loaded).tempo == pytest.approx(100, abs=1)
    assert analysis(loaded).beats[analysis(loaded).downbeats] == pytest.approx(
        first + 2.4 * np.arange(len(analysis(loaded).downbeats)), abs=0.1
    )


def test_tapped_along_the_grid_goes_through_the_taps(
    qtbot: QtBot, loaded: Studio, deck: DeckView, monkeypatch: pytest.MonkeyPatch
) -> None:
    taps = iter([1.25, 1.75, 2.25, 2.75])
    monkeypatch.setattr(MendBar, "_song_time", lambda _self: next(taps))
    monkeypatch.setattr(type(loaded.player), "heard", True)
    for _ in range(4):
        key(deck, "mend_tap")
    qtbot.waitUntil(lambda: len(loaded.session.history.steps) == 1)
    found = analysis(loaded)
    assert found.tempo == pytest.approx(120)
    assert np.abs(found.beats[found.downbeats] - 1.25).min() < 1e-6


def test_too_few_taps_are_reported(qtbot: QtBot, loaded: Studio, deck: DeckView) -> None:
    with qtbot.waitSignal(loaded.notice) as told:
        key(deck, "mend_tap")
        key(deck, "mend_tap")
    assert "4" in told.args[0]
    assert len(loaded.session.history.steps) == 0


def test_reset_takes_the_beats_as_analysed(loaded: Studio, deck: DeckView) -> None:
    before = analysis(loaded).beats
    assert not deck.repairs.actions_by_name["mend_reset"].isEnabled()
    key(deck, "mend_halve")
    key(deck, "mend_reset")
    assert analysis(loaded).beats == pytest.approx(before)
    assert loaded.mashup is not None
    assert each_of(loaded.mashup, "beats") == (None, None)


def test_the_click_over_the_song_follows_what_is_mended(
    qtbot: QtBot, loaded: Studio, deck: DeckView, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: all(map(loaded.session.fitting.song_file, (0, 1))), timeout=60_000)
    played: list[bool] = []
    monkeypatch.setattr(loaded.player, "play", lambda: played.append(True))
    key(deck, "mend_click")
    assert played
    assert loaded.sound.alone == (0, None)
    assert loaded.player.metronome
    heard: list[tuple[object, int]] = []
    play = loaded.player.set_audition

    def listen(path: Path | None, source: int = 0, gain: float = 1.0) -> None:
        heard.append((path, source))
        play(path, source, gain)

    monkeypatch.setattr(loaded.player, "set_audition", listen)
    before = loaded.session.fitting.song_file(0)
    key(deck, "mend_half_beat")
    qtbot.waitUntil(lambda: loaded.session.fitting.heard is loaded.session.alignment, timeout=60_000)
    assert loaded.session.fitting.song_file(0) != before
    assert heard[-1][0] == loaded.session.fitting.song_file(0)
    key(deck, "mend_click")
    assert loaded.sound.alone is None
    assert not loaded.player.metronome


def test_keys_work_in_the_focused_deck_and_only_while_mending(loaded: Studio, deck: DeckView, qtbot: QtBot) -> None:
    QTest.keyClick(deck.zoomed, Qt.Key.Key_BracketLeft)
    assert analysis(loaded).tempo == pytest.approx(60, rel=1e-3)
    QTest.keyClick(deck.zoomed, Qt.Key.Key_G)
    assert not deck.repairs.isVisible()
    QTest.keyClick(deck.zoomed, Qt.Key.Key_BracketLeft)
    assert analysis(loaded).tempo == pytest.approx(60, rel=1e-3)


def test_every_button_has_a_name_and_says_its_key(deck: DeckView) -> None:
    for spec in REPAIR_ACTIONS:
        action = deck.repairs.actions_by_name[spec.name]
        assert action.text()
        # A disabled action gives its reason on a line of its own.
        assert action.toolTip().splitlines()[0].endswith(f"({action.shortcut().toString()})")
