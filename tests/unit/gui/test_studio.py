"""The model of a window: edits are undoable, audible and kept."""

import sys
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint, with_lane, with_tempo
from mashstudio.gui import studio as studio_module
from mashstudio.gui.studio import Studio
from mashstudio.model.choices import FixedTempo
from mashstudio.session.autosave import find_recoveries
from mashstudio.session.settings import load_settings


def test_edits_are_named_steps_that_can_be_undone(loaded: Studio) -> None:
    before = loaded.mashup
    assert before is not None
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: paint(m, beats, Selection((0,), 0, 4), on=True))
    loaded.edit_with(Message("Paint"), lambda m: m)
    assert len(loaded.session.history.steps) == 1
    assert str(loaded.session.history.undo_name) == "Paint"
    loaded.session.undo()
    assert loaded.mashup == before
    loaded.session.redo()
    assert loaded.mashup is not None
    assert (loaded.mashup.played[0, :5] >= 0).tolist() == [True] * 4 + [False]


def test_a_drag_is_one_step(loaded: Studio) -> None:
    before, beats = loaded.mashup, loaded.session.song_beats()
    for stop in range(1, 6):
        where = Selection((0,), 0, stop)
        loaded.edit_with(Message("Paint"), partial(paint, beats=beats, where=where, on=True), merge=7)
    assert len(loaded.session.history.steps) == 1
    loaded.session.undo()
    assert loaded.mashup == before


def test_impossible_repairs_are_reported(qtbot: QtBot, loaded: Studio) -> None:
    with qtbot.waitSignal(loaded.notice) as told:
        loaded.edit_with(Message("Tempo"), lambda m: with_tempo(m, FixedTempo(10_000)))
    assert "10000" in told.args[0]
    assert len(loaded.session.history.steps) == 0


def test_edits_are_autosaved_until_they_are_saved(qtbot: QtBot, loaded: Studio, tmp_path: Path) -> None:
    loaded.edit_with(Message("Tempo"), lambda m: with_tempo(m, FixedTempo(123.0)))
    copies = tmp_path / "autosave"
    qtbot.waitUntil(lambda: bool(list(copies.glob("[!.]*.mash"))), timeout=10_000)
    assert find_recoveries(copies) == []
    loaded.session.mark_saved()
    qtbot.waitUntil(lambda: list(copies.iterdir()) == [])


def test_choices_are_kept_and_followed(qtbot: QtBot, loaded: Studio, tmp_path: Path) -> None:
    loaded.change_settings(loudness=None, theme="light")
    assert loaded.sound.target is None
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json") == loaded.settings)


def test_listening_never_changes_the_master_gain(qtbot: QtBot, drawn: Studio) -> None:
    sound, player, beats = drawn.sound, drawn.player, drawn.session.song_beats()
    drawn.edit_with(Message("Paint"), lambda m: paint(m, beats, Selection((0, 5, 6), 0, 8), on=True))
    qtbot.waitUntil(lambda: sound.loudness is not None, timeout=60_000)
    master, loudness = sound.master, sound.loudness
    assert loudness is not None
    drawn.edit_with(Message("Solo"), lambda m: with_lane(m, 6, solo=True))
    drawn.listen_to(0)
    # Nothing to measure: a song alone is as loud as in the mix.
    assert sound._measuring is None
    assert drawn.session.alignment is not None
    matched = 10 ** (drawn.session.alignment.songs[0].gain_db / 20)
    assert player._wish.program().plan.master == pytest.approx(master.linear * matched)
    drawn.listen_to(0)
    assert (sound.master, sound.loudness) == (master, loudness)
    drawn.edit_with(Message("Mute"), lambda m: with_lane(with_lane(m, 6, solo=False), 5, mute=True))
    assert player._wish.plan.master == master.linear
    # The rest is measured for its peaks; it is quieter, and stays so.
    qtbot.waitUntil(lambda: sound.loudness != loudness, timeout=60_000)
    assert sound.master == master
    assert sound.loudness is not None
    assert sound.loudness.integrated < loudness.integrated
    drawn.edit_with(Message("Unmute"), lambda m: with_lane(m, 5, mute=False))
    assert sound._measuring is None
    assert (sound.master, sound.loudness) == (master, loudness)


def test_settings_that_cant_be_written_are_told(
    qtbot: QtBot, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio_module, "default_settings_file", lambda: tmp_path / "file" / "settings.json")
    (tmp_path / "file").touch()
    with qtbot.waitSignal(studio.notice) as told:
        studio.change_settings(theme="light")
    assert "file" in told.args[0]


def test_a_worker_imports_what_the_first_median_needs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.delitem(sys.modules, "numpy.ma", raising=False)
    request.getfixturevalue("studio")
    qtbot.waitUntil(lambda: "numpy.ma" in sys.modules, timeout=60_000)
