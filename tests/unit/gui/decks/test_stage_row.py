"""A deck's stages, and their estimated times."""

import time
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message, Waiting
from mashstudio.gui.decks.stage_row import StageRow
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.stage_words import waits_for
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.session.deck import Deck, Stage, StageProgress, State
from mashstudio.session.workers import Urgency


@pytest.fixture
def deck(studio: Studio) -> Deck:
    return Deck(
        Path("song.mp3"),
        studio.session.cache,
        studio.workers,
        SpleeterSeparator(),
        changed=lambda _deck: None,
        progressed=lambda: None,
        stage_done=lambda _deck, _stage: None,
    )


@pytest.fixture
def row(qtbot: QtBot) -> StageRow:
    row = StageRow()
    qtbot.addWidget(row)
    row.resize(760, 40)
    row.show()
    return row


def test_the_current_stage_is_shown(row: StageRow, deck: Deck) -> None:
    deck.progress[Stage.READING] = StageProgress(State.DONE, 1.0)
    since = time.monotonic() - 30
    deck.progress[Stage.ANALYSING] = StageProgress(State.WORKING, 0.6, Message("Finding the beats"), since=since)
    row.refresh(deck)
    assert row.bar.isVisible()
    assert row.bar.value() == 60
    assert row.doing.text().startswith("Finding the beats")
    assert row.doing.text().endswith("s left")
    assert "done" in row.marks[Stage.READING].accessibleName()
    assert "60 %" in row.marks[Stage.ANALYSING].accessibleName()
    assert "waiting" in row.marks[Stage.SEPARATING].accessibleName()
    deck.progress[Stage.ANALYSING] = StageProgress(State.WORKING, 0.1, Message("Finding the beats"), since=since)
    row.refresh(deck)
    assert row.doing.text().endswith("min left")


def test_an_error_is_shown_whole_on_the_lowest_deck(qtbot: QtBot, deck: Deck) -> None:
    window, row, below = QWidget(), StageRow(), QLabel("the song")
    qtbot.addWidget(window)
    below.setMinimumHeight(50)
    column = QVBoxLayout(window)
    column.addWidget(row)
    column.addWidget(below)
    window.resize(640, 60)
    window.show()
    deck.progress[Stage.FITTING] = StageProgress(State.FAILED, error=Message("The disk is full. " * 16))
    row.refresh(deck)
    qtbot.waitUntil(lambda: row.error.height() >= row.error.heightForWidth(row.error.width()) > 30, timeout=2_000)


def test_an_error_is_shown_and_can_be_retried(qtbot: QtBot, row: StageRow, deck: Deck) -> None:
    deck.progress[Stage.SEPARATING] = StageProgress(State.FAILED, error=Message("The disk is full."))
    row.refresh(deck)
    assert row.error.isVisible()
    assert row.error.text() == "The disk is full."
    assert not row.cancel_button.isVisible()
    wanted = QSignalSpy(row.retry)
    row.retry_button.click()
    assert wanted.count() == 1
    deck.progress[Stage.SEPARATING] = StageProgress()
    row.refresh(deck)
    assert not row.error.isVisible()
    assert not row.retry_button.isVisible()


def test_a_queued_song_shows_what_it_waits_for(row: StageRow, deck: Deck, studio: Studio) -> None:
    other = Deck(
        Path("other.mp3"), studio.session.cache, studio.workers, SpleeterSeparator(),
        changed=lambda _deck: None, progressed=lambda: None, stage_done=lambda _deck, _stage: None,
    )  # fmt: skip
    other.progress[Stage.SEPARATING] = StageProgress(State.WORKING, 0.3, Message("Separating the stems"))
    session = studio.session
    session.decks = {0: deck, 1: other}
    assert waits_for(session, deck) == ""
    studio.workers.close()
    deck._begin(Stage.SEPARATING, Urgency.SEPARATE, lambda job: job.check(), lambda _nothing: None)
    session.decks = {0: deck}
    assert waits_for(session, deck) == ""
    session.decks = {0: deck, 1: other}
    row.refresh(deck, waits_for(session, deck))
    assert row.doing.text() == "waiting for song B's stems"
    other.progress[Stage.SEPARATING] = StageProgress()
    other.progress[Stage.READING] = StageProgress(State.WORKING, 0.3, Message("Reading other.mp3"))
    assert waits_for(session, deck) == "waiting until song B is read"


def test_progress_never_goes_back_and_waiting_does_not_count_for_the_pace() -> None:
    first = StageProgress().going_on(0.5, Message("Finding the beats"))
    assert first.going_on(0.2, Message("Finding the beats")).fraction == 0.5
    waiting = first.going_on(0, Waiting("Waiting for another MashStudio that is analysing Song"))
    assert (waiting.fraction, waiting.seconds_left(waiting.since + 100)) == (0.5, None)
    again = waiting.going_on(0.6, Message("Finding the beats"))
    assert again.seconds_left(again.since + 10) is None
    assert again.origin == 0.6
