"""The suggestions beside the grid: places are listed, heard and placed."""

from dataclasses import replace

import numpy as np
import pytest
from heard_songs import FOUR_CHORDS, heard_song
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import Answers, drop_data, show_window

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, filled_beats, paint
from mashstudio.document.proposals import Wish, proposals
from mashstudio.document.suggest import Place, suggest
from mashstudio.gui.studio import Studio
from mashstudio.gui.suggestions.panel import SuggestionsPanel
from mashstudio.gui.window import StudioWindow
from mashstudio.model.mashup import SILENT
from mashstudio.model.stems import Part, StemName
from mashstudio.session.deck import State

WISHES = [Wish(singer=singer) for singer in (None, 0, 1)]
LONG = [heard_song(0, FOUR_CHORDS, bars=40), heard_song(1, (5, 7, 21, 0), bars=48, sung=(True, False, True), seed=1)]
SONGS = [heard_song(0, FOUR_CHORDS, bars=4), heard_song(1, (5, 7, 21, 0), bars=4, shift=-2, seed=1)]


@pytest.fixture
def window(qtbot: QtBot, drawn: Studio) -> StudioWindow:
    """Return a window whose songs, which nobody sings, are heard as others."""
    qtbot.waitUntil(lambda: drawn.suggesting.progress.state is State.DONE, timeout=120_000)
    suggesting = drawn.suggesting
    suggesting.heard, suggesting.found = SONGS, suggest(SONGS)
    suggesting.proposals = {wish: proposals(LONG, suggest(LONG), wish, 120.0) for wish in WISHES}
    window = show_window(qtbot, drawn)
    window.actions_by_name["suggestions"].trigger()
    return window


@pytest.fixture
def panel(window: StudioWindow) -> SuggestionsPanel:
    return window.beside.panel


def first(window: StudioWindow) -> Place:
    return window.suggesting.places()[0]


def shown(studio: Studio) -> list[tuple[int, Part, int, int]]:
    """Return what plays: the song, its part, where it begins and the song's beat there."""
    assert studio.mashup is not None
    played = studio.mashup.played
    rows = [row for row in range(len(played)) if np.any(played[row] != SILENT)]
    begins = [int(np.argmax(played[row] != SILENT)) for row in rows]
    lanes = studio.mashup.lanes
    return [
        (lanes[row].source, lanes[row].part, begin, int(played[row, begin]))
        for row, begin in zip(rows, begins, strict=True)
    ]


def test_places_are_listed_best_first_with_reasons(window: StudioWindow, panel: SuggestionsPanel) -> None:
    assert panel.list.hasFocus()
    assert panel.list.topLevelItemCount() == len(window.suggesting.places())
    assert "best of" in panel.words.text()
    assert "on chord tones" in panel.words.text()
    item = panel.list.topLevelItem(0)
    assert item is not None
    assert "sings over" in item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    # The matrix says the same of the same places, and walking in one walks in the other.
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert window.suggesting.current == window.suggesting.places()[1]
    cell = panel.matrix.currentIndex()
    assert cell.data() == "2"
    assert "sings over" in cell.data(Qt.ItemDataRole.ToolTipRole)
    panel.matrix.setCurrentIndex(panel.matrix.model().index(0, 0))
    assert window.suggesting.current is not None
    assert panel.list.currentIndex().row() == window.suggesting.current.rank - 1


def test_a_place_is_heard_without_touching_the_mashup(
    qtbot: QtBot, window: StudioWindow, panel: SuggestionsPanel
) -> None:
    studio = window.studio
    before, steps, head = studio.mashup, studio.session.history.steps, studio.player.goal()
    QTest.keyClick(panel.list, Qt.Key.Key_P)
    assert studio.preview.waiting
    qtbot.waitUntil(lambda: not studio.preview.waiting, timeout=60_000)
    assert studio.preview.place == first(window)
    wish = studio.player._wish
    heard = [path for path in wish.stems if path is not None]
    assert len(heard) == 8
    # One voice over the other's three parts.
    assert sorted(np.diff(wish.plan.lane_runs).tolist()) == [0, 0, 0, 0, 1, 1, 1, 1]
    assert wish.loop is not None
    assert studio.mashup is before
    QTest.keyClick(panel.list, Qt.Key.Key_P)
    assert studio.preview.place is None
    assert not studio.player.playing
    assert studio.player.goal() == head
    assert studio.player._wish.loop is None
    assert (studio.mashup, studio.session.history.steps) == (before, steps)
    # Esc ends it, too, and so does an edit.
    QTest.keyClick(panel.list, Qt.Key.Key_P)
    window.playing.stop()
    assert studio.preview.place is None
    window.suggesting.preview()
    studio.edit_with(Message("Paint"), lambda m: paint(m, studio.session.song_beats(), Selection((0,), 0, 4), on=True))
    assert studio.preview.place is None


def test_enter_places_it_at_the_selection_in_one_step(
    qtbot: QtBot, window: StudioWindow, panel: SuggestionsPanel, answers: Answers
) -> None:
    studio, place = window.studio, first(window)
    assert studio.mashup is not None
    steps = len(studio.session.history.steps)
    studio.select(Selection((0,), 4, 5))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(studio.session.history.steps) == steps + 1
    assert shown(studio) == sorted(
        [(place.voice.source, StemName.VOCALS, 4, place.voice.beat)]
        + [(place.band.source, part, 4, place.band.beat) for part in (StemName.DRUMS, StemName.BASS, StemName.OTHER)],
        key=lambda each: (each[0], list(StemName).index(each[1])),
    )
    assert (studio.selection.start, studio.selection.stop) == (4, 4 + place.beats)
    shifts = {source: song.shift for source, song in studio.session.alignment.songs.items()}  # type: ignore[union-attr]
    assert (shifts[place.band.source] - shifts[place.voice.source] - place.semitones) % 12 == 0
    # Cells are replaced only after asking.
    placed = studio.mashup
    window.suggesting.choose(window.suggesting.places()[1])
    answers.click(QMessageBox.StandardButton.Cancel)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert studio.mashup is placed
    assert answers.asked == [f"There are cells on these {place.beats} beats. Replace them?"]
    studio.session.undo()
    assert shown(studio) == []


def test_a_row_is_dragged_onto_the_grid(qtbot: QtBot, window: StudioWindow, panel: SuggestionsPanel) -> None:
    grid = window.grid.grid
    at = int(grid.columns.beat(grid.viewport().rect().center().x()) // 1)
    drop_data(grid.viewport(), panel.list.mimeData([panel.list.topLevelItem(0)]))
    qtbot.waitUntil(lambda: bool(shown(window.studio)))
    assert shown(window.studio)[0][2] == at


def test_a_proposal_fills_the_mashup_in_one_step(
    window: StudioWindow, panel: SuggestionsPanel, answers: Answers
) -> None:
    studio, arrangements = window.studio, panel.arrangements
    panel.views.button(2).click()
    assert panel.details.isHidden()
    assert [arrangements.singer.itemText(index) for index in range(3)] == ["All sing in turn", "A sings", "B sings"]
    made = studio.suggesting.proposals[Wish()]
    assert arrangements.list.count() == len(made) > 1
    assert arrangements.list.item(0).text().startswith("Proposal 1: ")
    assert "intro" in arrangements.list.item(0).text()
    steps = len(studio.session.history.steps)
    arrangements.button.click()
    assert len(studio.session.history.steps) == steps + 1
    assert studio.mashup is not None
    assert studio.mashup.beats == made[0].beats
    assert filled_beats(studio.mashup).all()
    # Another one takes its place without a question, until the cells are the user's own.
    arrangements.list.setCurrentRow(1)
    QTest.keyClick(arrangements.list, Qt.Key.Key_Return)
    assert len(studio.session.history.steps) == steps + 2
    studio.select(Selection(tuple(range(8)), 0, 1))
    window.cells.clear()
    before = studio.mashup
    answers.click(QMessageBox.StandardButton.Cancel)
    arrangements.button.click()
    assert studio.mashup is before
    assert answers.asked[0].startswith("The suggestion replaces the whole arrangement.")
    arrangements.singer.setCurrentIndex(2)
    assert "sung by B" in arrangements.list.item(0).text()


def test_mash_it_takes_the_best_proposal_once_there_is_one(window: StudioWindow) -> None:
    studio = window.studio
    window.cells.mash_it()
    assert studio.mashup is not None
    assert studio.mashup.beats == studio.suggesting.proposals[Wish()][0].beats
    # A selection is filled alone, in the songs' present keys.
    transposed = [source.transpose for source in studio.mashup.sources]
    studio.session.undo()
    window.cells.select_all()
    lanes = studio.selection.lanes
    studio.select(Selection(lanes, 2, 10))
    window.cells.suggest()
    filled = np.flatnonzero(filled_beats(studio.mashup))
    assert (filled.min(), filled.max()) == (2, 9)
    assert [source.transpose for source in studio.mashup.sources] == [0.0 for _ in transposed]


def test_the_search_is_stopped_and_started_again(qtbot: QtBot, window: StudioWindow, panel: SuggestionsPanel) -> None:
    suggesting = window.studio.suggesting
    suggesting.start()
    assert panel.stop_button.text() == "Stop"
    panel.stop_button.click()
    assert suggesting.progress.state is State.CANCELLED
    assert panel.status.text() == "The search was stopped."
    assert not window.suggesting.places()
    panel.stop_button.click()
    qtbot.waitUntil(lambda: suggesting.progress.state is State.DONE, timeout=60_000)
    assert not panel.stop_button.isVisible()


def test_the_panel_is_closed_and_its_width_remembered(window: StudioWindow, panel: SuggestionsPanel) -> None:
    window.beside.remember()
    assert window.studio.settings.suggestions == panel.width() > 0
    panel.close_button.click()
    assert panel.isHidden()
    assert window.studio.settings.suggestions == 0
    assert window.grid.grid.hasFocus()


def test_a_long_list_is_filled_in_turns(qtbot: QtBot, window: StudioWindow, panel: SuggestionsPanel) -> None:
    (best, *_), rows = window.suggesting.places(), panel.list
    many = tuple(replace(best, rank=rank, of=90) for rank in range(1, 91))
    rows.show_places(many)
    assert 0 < rows.topLevelItemCount() < 45
    qtbot.waitUntil(lambda: rows.topLevelItemCount() == len(many))
    ranks = [item.text(0) for row in range(len(many)) if (item := rows.topLevelItem(row)) is not None]
    assert ranks == [str(place.rank) for place in many]
