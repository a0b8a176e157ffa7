"""No progress on display ever goes back, while two songs are prepared and an export runs."""

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot
from windows import show_window

import mashstudio.session.deck as deck_module
import mashstudio.session.fitting as fitting_module
import mashstudio.session.workers as workers_module
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint
from mashstudio.gui.commands.first_bars import song_words
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.window import StudioWindow
from mashstudio.model.alignment import Engine
from mashstudio.model.choices import FixedTempo
from mashstudio.model.stems import StemName
from mashstudio.pipeline.stages import SongToFit
from mashstudio.session.deck import Stage, StageProgress
from mashstudio.session.session_edits import choose_engine, choose_tempo

PATIENCE = 120_000
_REPORTS = 4


class Watch:
    """Records each percentage that a window shows; `backwards`: those that fell while their text stayed the same."""

    def __init__(self, window: StudioWindow) -> None:
        self._window = window
        self._before: dict[object, float] = {}
        self.backwards: list[str] = []
        self.said: set[str] = set()
        for signal in (window.studio.decks_changed, window.studio.mashup_changed, window.studio.tasks.changed):
            signal.connect(self.look)

    def look(self) -> None:
        now = dict(self._shown())
        for key, value in now.items():
            if value < self._before.get(key, 0.0):
                self.backwards.append(f"{key}: {self._before[key]} → {value}")
        self._before = now
        self.said |= {str(key[-1]) for key in now if isinstance(key, tuple)}

    def _shown(self) -> Iterator[tuple[object, float]]:
        for label in self._window.findChildren(QLabel):
            if label.isVisibleTo(self._window):
                for text in {label.text(), label.accessibleName(), label.toolTip()}:
                    yield from _shares(id(label), text)
        for bar in self._window.findChildren(QProgressBar):
            row = bar.parentWidget()
            if bar.isVisibleTo(self._window) and row is not None and row is not self._window.filled_bar:
                around = [label.text() for label in row.findChildren(QLabel)]
                yield (id(bar), re.sub(r"\d+", "", " ".join(around))), bar.value()
        for song in self._window.studio.session.sources:
            yield from _shares("status line", song_words(self._window.studio, song))


def _shares(place: object, text: str) -> Iterator[tuple[object, float]]:
    if (share := re.search(r"(\d+)\s%", text)) is not None:
        yield (place, re.sub(r"\d+", "", text)), float(share[1])


def stepwise(real: Callable[..., Any], words: str, draw: random.Random) -> Callable[..., Any]:
    """Wrap `real`, whose result comes from a cache, to report progress as if it didn't."""

    def task(*arguments: Any, job: Job, **named: Any) -> Any:
        # Rubber Band is slow, and its result isn't checked here.
        first, *others = arguments or (None,)
        if isinstance(first, SongToFit):
            first = replace(first, alignment=replace(first.alignment, engine=Engine.OWN))
        result = real(*(arguments and (first, *others)), job=Job(parent=job), **named)
        if result == {}:
            # There was nothing to do.
            return result
        for share in sorted(draw.random() for _ in range(_REPORTS)):
            job.report(share, Message(words))
            time.sleep(0.01)
        return result

    return task


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Make each piece of work report several steps, though its result is cached."""
    draw = random.Random(request.param)
    monkeypatch.setattr(workers_module, "_TELL_EVERY", 0.0)
    for module, name, words in (
        (deck_module, "open_song", "Reading"),
        (deck_module, "analysed", "Finding the beats"),
        (deck_module, "separated", "Separating the stems"),
        (fitting_module, "fitted_song", "Aligning the song to the grid"),
        (fitting_module, "excerpted", "Separating the first bars"),
        (fitting_module, "fitted", "Aligning stems to the grid"),
    ):
        monkeypatch.setattr(module, name, stepwise(getattr(module, name), words, draw))


def show_every_step(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show each report at once rather than with the next frame."""
    take = deck_module.Deck.set_progress

    def take_and_show(deck: deck_module.Deck, stage: Stage, progress: StageProgress) -> None:
        take(deck, stage, progress)
        studio.decks_changed.emit()

    monkeypatch.setattr(deck_module.Deck, "set_progress", take_and_show)


@pytest.mark.parametrize("unhurried", [1, 2], indirect=True)
def test_no_progress_that_is_shown_goes_back(
    qtbot: QtBot,
    studio: Studio,
    song_files: tuple[Path, Path],
    unhurried: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = show_window(qtbot, studio)
    show_every_step(studio, monkeypatch)
    watch, session = Watch(window), studio.session
    for side, path in enumerate(song_files):
        session.load(side, path)
    qtbot.waitUntil(lambda: studio.mashup is not None, timeout=PATIENCE)
    window.decks[1].fold(True)
    everything = Selection(tuple(range(8)), 0, 4)
    studio.edit_with(Message("Paint"), lambda mashup: paint(mashup, session.song_beats(), everything, on=True))

    def prepared() -> bool:
        return session.settled and all(session.stems_used(source)[0] == set(StemName) for source in session.sources)

    qtbot.waitUntil(prepared, timeout=PATIENCE)
    choose_tempo(session, Message("Tempo"), FixedTempo(121.0))
    qtbot.waitUntil(prepared, timeout=PATIENCE)
    choose_engine(session, Message("Engine"), 1, Engine.RUBBER_BAND)
    mixing = stepwise(lambda job: None, "Mixing", random.Random(3))
    studio.tasks.start(TaskKind.EXPORT, "night.wav", lambda job: mixing(job=job))
    qtbot.waitUntil(lambda: prepared() and not studio.tasks.running, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.alignment.engine.detail.text() == "", timeout=PATIENCE)
    said = " ".join(watch.said)
    for words in ("Aligning the song to the grid", "Aligning stems to the grid", "aligning stems", "Rubber Band"):
        assert words in said
    assert not watch.backwards
