"""The commands of the Edit and Cells menus, on a selection."""

from functools import partial

import numpy as np
import pytest
from mashups import LANE_COUNT, each_of
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.commands import cell_commands
from mashstudio.gui.commands.cell_actions import CELL_ACTIONS
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.studio import Studio
from mashstudio.model.mashup import Mashup, Played

ALL = tuple(range(LANE_COUNT))


@pytest.fixture
def commands(loaded: Studio) -> CellCommands:
    return CellCommands(loaded)


def mashup_of(studio: Studio) -> Mashup:
    assert studio.mashup is not None
    return studio.mashup


def lying(studio: Studio, lane: int, start: int, stop: int) -> list[int]:
    """Return the song beats under a lane's cells."""
    beats: list[int] = edits.under(mashup_of(studio), studio.session.song_beats(), lane, start, stop).tolist()
    return beats


def row(studio: Studio, lane: int, start: int = 0, stop: int = 12) -> list[int]:
    cells: Played = mashup_of(studio).played
    beats: list[int] = cells[lane, start:stop].tolist()
    return beats


def paint(studio: Studio, lanes: tuple[int, ...], start: int, stop: int) -> None:
    beats = studio.session.song_beats()
    studio.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection(lanes, start, stop), on=True))


def test_cut_and_paste(loaded: Studio, commands: CellCommands) -> None:
    paint(loaded, (0, 1), 2, 4)
    first = row(loaded, 0, 2, 4)
    loaded.select(Selection((0, 1), 2, 4))
    commands.cut()
    assert row(loaded, 0) == row(loaded, 1) == [-1] * 12
    loaded.select(Selection((0,), 8, 9))
    commands.paste()
    assert row(loaded, 0, 8, 10) == row(loaded, 1, 8, 10) == first
    assert loaded.selection == Selection((0, 1), 8, 10)
    assert list(map(str, loaded.session.history.steps))[1:] == ["Cut", "Paste"]


def test_pasting_into_other_lanes_plays_what_lies_there(loaded: Studio, commands: CellCommands) -> None:
    offsets = each_of(mashup_of(loaded), "offset")
    paint(loaded, (1,), 2, 4)
    loaded.select(Selection((1,), 2, 4))
    commands.copy()
    loaded.select(Selection((6,), 2, 4))
    commands.paste()
    assert row(loaded, 6, 2, 4) == [2 + offsets[1], 3 + offsets[1]]


def test_pasting_before_copying_is_reported(qtbot: QtBot, loaded: Studio, commands: CellCommands) -> None:
    loaded.select(Selection((1,), 2, 4))
    with qtbot.waitSignal(loaded.notice) as told:
        commands.paste()
    assert "copy" in told.args[0]


def test_without_a_selection_the_user_is_told_what_to_do(qtbot: QtBot, loaded: Studio, commands: CellCommands) -> None:
    for command in (
        commands.clear,
        commands.duplicate,
        commands.mute,
        commands.later_bar,
        partial(commands.switch_lane, 2),
    ):
        with qtbot.waitSignal(loaded.notice) as told:
            command()
        assert "selected" in told.args[0]
    assert len(loaded.session.history.steps) == 0


def test_duplicating_selects_the_repetition(loaded: Studio, commands: CellCommands) -> None:
    paint(loaded, (3,), 0, 2)
    first = row(loaded, 3, 0, 2)
    loaded.select(Selection((3,), 0, 2))
    commands.duplicate()
    commands.duplicate()
    assert row(loaded, 3, 0, 7) == [*first, *first, *first, -1]
    assert loaded.selection == Selection((3,), 4, 6)


def test_switching_on_and_clearing_everything(loaded: Studio, commands: CellCommands) -> None:
    commands.select_all()
    assert loaded.selection == Selection(ALL, 0, mashup_of(loaded).beats)
    commands.switch_on()
    for lane in ALL:
        assert row(loaded, lane) == lying(loaded, lane, 0, 12)
    commands.clear()
    assert np.all(mashup_of(loaded).played == -1)


def test_only_some_stems(loaded: Studio, commands: CellCommands) -> None:
    loaded.select(Selection((5,), 1, 3))
    commands.all_but_drums()
    assert [row(loaded, lane, 1, 3) == lying(loaded, lane, 1, 3) for lane in ALL] == [
        *[False] * 4,
        True,
        False,
        True,
        True,
    ]
    commands.only_vocals()
    sounding = [row(loaded, lane, 1, 3) != [-1, -1] for lane in ALL]
    assert sounding == [*[False] * 4, True, False, False, False]


def test_filling_to_the_end(loaded: Studio, commands: CellCommands) -> None:
    paint(loaded, (0,), 0, 3)
    loaded.select(Selection((0,), 0, 3))
    commands.fill_to_end()
    assert row(loaded, 0, 0, 10) == lying(loaded, 0, 0, 10)


def test_moving_moves_the_selection(qtbot: QtBot, loaded: Studio, commands: CellCommands) -> None:
    paint(loaded, (0,), 4, 6)
    cells = row(loaded, 0, 4, 6)
    loaded.select(Selection((0,), 4, 6))
    commands.later_beat()
    commands.later_bar()
    assert loaded.selection == Selection((0,), 9, 11)
    assert row(loaded, 0, 9, 11) == cells
    commands.earlier_bar()
    commands.earlier_beat()
    assert row(loaded, 0, 4, 6) == cells
    commands.earlier_bar()
    with qtbot.waitSignal(loaded.notice):
        commands.earlier_bar()
    assert loaded.selection == Selection((0,), 0, 2)
    assert row(loaded, 0, 0, 2) == cells


def test_moving_silence_moves_the_selection_too(loaded: Studio, commands: CellCommands) -> None:
    loaded.select(Selection((0,), 4, 6))
    commands.later_beat()
    assert loaded.selection == Selection((0,), 5, 7)


def test_keys_switch_the_stems_of_the_selected_beats(loaded: Studio, commands: CellCommands) -> None:
    loaded.select(Selection((0,), 2, 4))
    commands.switch_lane(6)
    assert row(loaded, 6, 0, 5) == [-1, -1, *lying(loaded, 6, 2, 4), -1]
    assert loaded.selection == Selection((0,), 2, 4)
    commands.switch_lane(6)
    assert row(loaded, 6, 0, 5) == [-1] * 5


def test_step_entry_advances_once_both_songs_have_a_choice(loaded: Studio, commands: CellCommands) -> None:
    commands.step_entry()
    assert loaded.settings.step_entry
    loaded.select(Selection((0,), 2, 3))
    commands.switch_lane(0)
    commands.switch_lane(1)
    assert loaded.selection == Selection((0,), 2, 3)
    commands.switch_lane(5)
    assert loaded.selection == Selection((0,), 3, 4)
    # On a beat that is already filled, switching doesn't advance.
    loaded.select(Selection((0,), 2, 3))
    commands.switch_lane(6)
    assert loaded.selection == Selection((0,), 2, 3)
    last = mashup_of(loaded).beats - 1
    loaded.select(Selection((0,), last, last + 1))
    commands.switch_lane(0)
    commands.switch_lane(4)
    assert loaded.selection == Selection((0,), last, last + 1)


def test_the_next_empty_beat(loaded: Studio, commands: CellCommands) -> None:
    paint(loaded, (2,), 0, 5)
    paint(loaded, (2,), 6, mashup_of(loaded).beats - 1)
    loaded.select(Selection((3,), 0, 1))
    commands.next_undecided()
    assert loaded.selection == Selection((3,), 5, 6)
    commands.next_undecided()
    assert loaded.selection.start == mashup_of(loaded).beats - 1
    commands.next_undecided()
    assert loaded.selection.start == 5
    paint(loaded, (2, 6), 0, mashup_of(loaded).beats)
    said: list[str] = []
    loaded.notice.connect(said.append)
    commands.next_undecided()
    assert said == ["All beats are filled."]


def test_muting_and_soloing_the_selected_lanes(loaded: Studio, commands: CellCommands) -> None:
    loaded.select(Selection((1, 6), 0, 1))
    commands.mute()
    assert [lane.mute for lane in mashup_of(loaded).lanes] == [lane in {1, 6} for lane in ALL]
    assert len(loaded.session.history.steps) == 1
    loaded.select(Selection((1, 2), 0, 1))
    commands.mute()
    assert [lane.mute for lane in mashup_of(loaded).lanes] == [lane in {1, 2, 6} for lane in ALL]
    commands.mute()
    commands.solo()
    assert [lane.mute for lane in mashup_of(loaded).lanes] == [lane == 6 for lane in ALL]
    assert [lane.solo for lane in mashup_of(loaded).lanes] == [lane in {1, 2} for lane in ALL]
    commands.solo()
    assert not any(lane.solo for lane in mashup_of(loaded).lanes)


def test_a_suggestion_fills_the_mashup(loaded: Studio, commands: CellCommands) -> None:
    commands.suggest()
    assert edits.filled_beats(mashup_of(loaded)).any()
    assert len(loaded.session.history.steps) == 1


def test_a_suggestion_over_painted_cells_is_confirmed(
    loaded: Studio, commands: CellCommands, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint(loaded, (0,), 2, 4)
    asked: list[str] = []
    for answer in (False, True):

        def ask(*words: str, answer: bool = answer) -> bool:
            asked.append(words[2])
            return answer

        monkeypatch.setattr(cell_commands, "ask", ask)
        commands.suggest()
        assert len(loaded.session.history.steps) == 1 + answer
    assert len(asked) == 2


def test_a_suggestion_fills_only_the_selection_and_keeps_the_offsets(loaded: Studio, commands: CellCommands) -> None:
    commands.suggest()
    suggested = mashup_of(loaded)
    beats = loaded.session.song_beats()
    loaded.session.undo()
    loaded.edit_with(Message("Move"), lambda m: edits.with_offset(m, 0, suggested.source(0).offset - 2, beats))
    paint(loaded, ALL, 0, 12)
    before = mashup_of(loaded)
    loaded.select(Selection((0, 4, 5), 4, 8))
    commands.suggest()
    after = mashup_of(loaded)
    assert after.sources == before.sources
    changed = {(lane, beat) for lane, beat in np.argwhere(after.played != before.played).tolist()}
    assert changed
    assert changed <= {(lane, beat) for lane in (0, 4, 5) for beat in range(4, 8)}
    for lane in (0, 4, 5):
        on = (suggested.played[lane, 2:6] >= 0).tolist()
        assert (after.played[lane, 4:8] >= 0).tolist() == on
        assert row(loaded, lane, 4, 8) == [
            beat if plays else -1 for beat, plays in zip(lying(loaded, lane, 4, 8), on, strict=True)
        ]


def test_step_entry_explains_itself(qtbot: QtBot, loaded: Studio, commands: CellCommands) -> None:
    with qtbot.waitSignal(loaded.notice) as told:
        commands.step_entry()
    assert "Keys 1 to 8" in told.args[0]
    assert loaded.selection == Selection((0,), 0, 1)
    with qtbot.waitSignal(loaded.notice) as told:
        commands.step_entry()
    assert told.args[0] == "Step entry is off."


def test_in_an_empty_studio_nothing_happens(studio: Studio) -> None:
    commands = CellCommands(studio)
    for action in CELL_ACTIONS:
        action.run(commands)
    assert studio.mashup is None
    assert len(studio.session.history.steps) == 0


def test_the_form_is_changed_in_all_lanes(loaded: Studio, commands: CellCommands) -> None:
    act = {action.name: action for action in CELL_ACTIONS}
    paint(loaded, (0, 6), 0, 4)
    before, length = row(loaded, 0, 0, 4), mashup_of(loaded).beats
    loaded.select(Selection((0,), 0, 2))
    act["insert_silence"].run(commands)
    assert row(loaded, 0, 0, 6) == [-1, -1, *before]
    assert mashup_of(loaded).beats == length + 2
    act["delete_beats"].run(commands)
    act["repeat_beats"].run(commands)
    assert row(loaded, 0, 0, 6) == before[:2] + before
    assert loaded.selection == Selection((0,), 2, 4)
    loaded.select(Selection(ALL, 0, 2))
    act["swap_songs"].run(commands)
    assert row(loaded, 0, 0, 2) == [-1, -1]
    assert row(loaded, 4, 0, 2) == lying(loaded, 4, 0, 2)
    for _ in range(4):
        loaded.session.undo()
    assert row(loaded, 0, 0, 4) == before
