"""The number of filled beats, and the way to the next empty one."""

from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.filled_bar import FilledBar
from mashstudio.gui.studio import Studio


def decide(studio: Studio, start: int, stop: int, *, on: bool = True) -> None:
    beats = studio.session.song_beats()
    studio.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((1, 5), start, stop), on=on))


def test_the_bar_counts_filled_beats_and_signals_when_all_are(qtbot: QtBot, loaded: Studio) -> None:
    bar = FilledBar(loaded)
    qtbot.addWidget(bar)
    told: list[bool] = []
    bar.complete.connect(told.append)
    assert loaded.mashup is not None
    beats = loaded.mashup.beats
    assert bar.bar.value() == 0
    assert str(beats) in bar.label.text()
    decide(loaded, 0, 5)
    assert bar.bar.value() == 5
    assert bar.bar.maximum() == beats
    assert bar.label.text().startswith("5 ")
    assert told == []
    decide(loaded, 0, beats)
    assert told == [True]
    assert not bar.button.isEnabled()
    decide(loaded, 3, 4, on=False)
    assert told == [True, False]
    loaded.session.undo()
    assert told == [True, False, True]


def test_the_button_goes_to_the_next_empty_beat(qtbot: QtBot, loaded: Studio) -> None:
    bar = FilledBar(loaded)
    qtbot.addWidget(bar)
    decide(loaded, 0, 4)
    bar.button.click()
    assert loaded.selection == Selection((0,), 4, 5)
    bar.button.click()
    assert loaded.selection.start == 5


def test_the_button_shows_its_shortcut(qtbot: QtBot, studio: Studio) -> None:
    bar = FilledBar(studio)
    qtbot.addWidget(bar)
    assert bar.button.toolTip().endswith("(N)")
    assert not bar.button.isEnabled()
    studio.change_settings(shortcuts={"next_undecided": "Ctrl+J"})
    assert bar.button.toolTip().endswith("(Ctrl+J)")
