"""A session, from two files to stems on the grid, used as by a window."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from mashups import refs_of
from rendering import render
from sessions import Studio

from mashstudio.core.messages import Message
from mashstudio.document import mend as grid_repair
from mashstudio.document.edits import with_offset, with_tempo, with_title
from mashstudio.document.project import load_project, save_project
from mashstudio.model.alignment import Engine
from mashstudio.model.choices import Fastest, FixedTempo
from mashstudio.model.stems import StemName
from mashstudio.render.compile import compile_plan
from mashstudio.session.deck import Stage, State
from mashstudio.session.editing import Topic
from mashstudio.session.mended_beats import MendedBeats
from mashstudio.session.saving import save
from mashstudio.session.session_edits import choose_engine, choose_tempo, suggest


def song(shared: Path, name: str) -> Path:
    return shared / f"{name}.wav"


def test_two_songs_become_a_mashup_that_can_be_heard(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    assert session.alignment is not None
    assert session.alignment.grid.tempo == pytest.approx(126, rel=1e-3)
    assert studio.mashup.beats >= 20
    studio.until(lambda: all(map(session.fitting.song_file, (0, 1))))
    studio.paint(0, 5)
    studio.until(lambda: all(studio.files))
    plan = compile_plan(studio.mashup, session.alignment)
    sound = render(plan, [None if file is None else np.load(file) for file in studio.files], 0, plan.frames)
    assert np.abs(sound).max() > 0.01
    deck = session.decks[0]
    assert all(progress.state is State.DONE for progress in deck.progress.values())
    assert deck.peaks is not None
    studio.until(lambda: len(deck.stem_peaks) == 4)
    assert Topic.SOUND in studio.topics


def test_a_song_is_described_after_its_stems_are_done(studio: Studio, shared: Path) -> None:
    studio.load(song(shared, "one"), song(shared, "two"))
    deck = studio.session.decks[0]
    assert deck.character is None
    studio.until(lambda: deck.character is not None)
    assert deck.stems is not None
    assert deck.character is not None
    assert len(deck.character.embedding) == 400


def test_the_stems_of_what_is_looked_at_come_first(tmp_path: Path, shared: Path) -> None:
    studio = Studio(tmp_path, tmp_path / "cache")
    session = studio.session
    try:
        studio.load(song(shared, "one"), song(shared, "two"))
        session.look_at(range(6, 20))
        studio.until(lambda: all(studio.files))
        assert [deck.stems for deck in session.decks.values()] == [None, None]
        for source in studio.mashup.sources:
            there = session.fitting.audible_beats(source.id)
            assert 2 <= there.start - source.offset <= 6
            assert len(there) >= 8
        studio.until(lambda: all(session.fitting.audible_beats(source).start == 0 for source in (0, 1)))
        assert all(deck.stems for deck in session.decks.values())
    finally:
        session.close()


def test_another_tempo_is_heard_when_both_songs_fit_it(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    studio.paint(0, 5, beats=range(4, 12))
    session.look_at(range(4, 12))
    studio.until(lambda: session.settled)
    before = session.fitting.heard
    studio.commit("Tempo", with_tempo(studio.mashup, FixedTempo(123.0)))
    assert session.fitting.heard is before
    studio.until(lambda: session.fitting.heard is session.alignment)
    # The stems of the bars on screen are there at once, so nothing falls silent.
    assert all(studio.files[lane] for lane in (0, 5))
    assert [session.fitting.song_file(source) for source in (0, 1)] == [None, None]
    studio.until(lambda: all(map(session.fitting.song_file, (0, 1))))
    assert session.alignment is not None
    assert session.alignment.grid.tempo == 123


def test_a_tempo_far_off_is_met_at_half_time_while_no_cell_plays(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    before = studio.mashup
    choose_tempo(session, Message("Tempo"), FixedTempo(62.0))
    assert studio.steps == ["Tempo"]
    assert studio.mashup.rates == {0: 0.5, 1: 0.5}
    assert abs(studio.mashup.beats - before.beats / 2) <= 1
    choose_tempo(session, Message("Tempo"), Fastest())
    assert studio.mashup == replace(before, tempo_chosen=True)
    # A song that plays keeps its rate.
    studio.paint(0)
    choose_tempo(session, Message("Tempo"), FixedTempo(62.0))
    assert studio.mashup.rates == {0: 1.0, 1: 1.0}
    np.testing.assert_array_equal(studio.mashup.played[0, :8], np.arange(8) + before.sources[0].offset)


def test_rubber_band_fits_what_is_used_and_follows_it(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    choose_engine(session, Message("Engine"), 1, Engine.RUBBER_BAND)
    studio.until(lambda: all(studio.files))
    studio.paint(4)
    studio.paint(4, 6)
    assert not session.settled
    studio.until(lambda: session.settled)
    assert session.fitting.fits is not None
    a, b = session.fitting.fits.values()
    assert a.chosen == {}
    assert b.chosen.keys() == {StemName.VOCALS, StemName.BASS}
    choose_engine(session, Message("Engine"), 1, Engine.OWN)
    assert session.settled
    assert not {b.chosen[stem] for stem in b.chosen} & set(studio.files)


def test_a_song_is_replaced_and_brought_back(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    studio.paint(0, 4)
    before = studio.mashup
    session.load(0, song(shared, "three"))
    assert studio.mashup is before
    studio.until(lambda: studio.steps[-1] == "Replace song A")
    assert studio.mashup.sources[0].song.title == "three"
    assert np.all(studio.mashup.played[0] == -1)
    np.testing.assert_array_equal(studio.mashup.played[4], before.played[4])
    studio.until(lambda: session.fitting.heard is session.alignment)
    session.undo()
    assert studio.mashup == before
    assert session.decks[0].path.name == "one.wav"
    studio.until(lambda: all(studio.files))


def test_a_file_that_is_no_song_says_why_and_the_old_song_stays(studio: Studio, shared: Path, tmp_path: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    bad = tmp_path / "notes.wav"
    bad.write_text("not a song" * 100)
    session.load(0, bad)
    studio.until(lambda: studio.error(0))
    assert "notes.wav" in str(studio.error(0))
    assert studio.mashup.sources[0].song.title == "one"
    session.cancel(0)
    deck = session.shown(0)
    assert deck is not None
    assert deck.path.name == "one.wav"


def test_the_same_song_twice_is_two_sources(studio: Studio, shared: Path, tmp_path: Path) -> None:
    studio.load(song(shared, "one"), song(shared, "one"))
    assert [ref.title for ref in refs_of(studio.mashup)] == ["one", "one"]
    studio.paint(0, 5)
    studio.commit("Move", with_offset(studio.mashup, 1, 4, studio.session.song_beats()))
    studio.session.mend(1, Message("Later"), lambda grid: grid_repair.shifted(grid, 0.02, 10))
    a, b = studio.mashup.sources
    assert (a.song.sha256, a.offset, a.beats is None) == (b.song.sha256, 0, b.beats is not None)
    assert b.offset == 4
    studio.until(lambda: studio.session.settled)
    before = studio.mashup
    studio.save(tmp_path / "twice.mash")
    studio.open(tmp_path / "twice.mash")
    assert studio.mashup == before


def test_a_song_that_is_there_already_does_not_replace_itself(studio: Studio, shared: Path) -> None:
    studio.load(song(shared, "one"), song(shared, "two"))
    studio.paint(0, 4)
    before = studio.mashup
    studio.session.load(0, song(shared, "one"))
    assert studio.session.shown(0) is not studio.session.decks[0]
    studio.until(lambda: studio.session.shown(0) is studio.session.decks[0])
    assert studio.mashup is before


def test_cancelled_work_is_taken_up_again(studio: Studio, shared: Path) -> None:
    session = studio.session
    session.load(0, song(shared, "two"))
    session.cancel(0)
    deck = session.shown(0)
    assert deck is not None
    assert deck.progress[Stage.READING].state is State.CANCELLED
    session.retry(0)
    studio.until(lambda: session.analysis(0))


def test_a_mended_grid_is_followed_and_remembered(studio: Studio, shared: Path, tmp_path: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    deck = session.decks[0]
    assert deck.opened is not None
    duration = deck.opened.song.duration
    session.mend(0, Message("Half the beats"), lambda grid: grid_repair.at_ratio(grid, Fraction(1, 2), duration))
    analysis = session.analysis(0)
    assert analysis is not None
    assert analysis.tempo == pytest.approx(60, rel=1e-3)
    assert studio.steps == ["Half the beats"]
    # The song stays on the same grid, with each of its beats counted as two.
    assert session.alignment is not None
    assert session.alignment.songs[0].rate == 2
    kept = MendedBeats(tmp_path / "grids")
    studio.until(lambda: kept.get(studio.mashup.sources[0].song.sha256) == studio.mashup.sources[0].beats)
    session.close_songs()
    studio.load(song(shared, "one"), song(shared, "three"))
    again = session.analysis(0)
    assert again is not None
    assert again.tempo == pytest.approx(60, rel=1e-3)
    session.mend(0, Message("Reset"), lambda _grid: None)
    reset = session.analysis(0)
    assert reset is not None
    assert reset.tempo == pytest.approx(120, rel=1e-3)


def test_a_project_comes_back_as_it_was(studio: Studio, shared: Path, tmp_path: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    suggest(session)
    mashup = replace(studio.mashup, tempo=FixedTempo(124.0))
    studio.commit("Tempo", mashup)
    path = tmp_path / "night.mash"
    save(session, path, lambda: studio.told.append(Message("saved")), studio.failures.append)
    studio.until(lambda: studio.told)
    assert load_project(path) == mashup
    session.close_songs()
    assert session.mashup is None
    session.open_project(path, path, studio.failures.append)
    studio.until(lambda: session.mashup is not None)
    assert studio.mashup == mashup
    assert session.path == path
    studio.until(lambda: all(studio.files))


def test_a_typed_title_is_kept_with_the_project_and_what_nobody_typed_is_the_file_s(
    studio: Studio, shared: Path, tmp_path: Path
) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    session.rename(0, "밤편지 <i>")
    assert studio.steps[-1] == "Rename song A"
    assert (session.title(0), session.title(1)) == ("밤편지 <i>", "two")
    path = tmp_path / "night.mash"
    # An older version read another title from the file's tags.
    save_project(with_title(studio.mashup, 1, "Â¹Ã£", named=False), path)
    session.close_songs()
    session.open_project(path, path, studio.failures.append)
    studio.until(lambda: session.mashup is not None)
    assert (session.title(0), session.title(1)) == ("밤편지 <i>", "two")


def test_a_song_alone_can_be_renamed_before_there_is_a_mashup(studio: Studio, shared: Path) -> None:
    session = studio.session
    session.load(0, song(shared, "one"))
    studio.until(lambda: session.decks[0].opened is not None)
    session.rename(0, "Night")
    assert session.title(0) == "Night"
    session.load(1, song(shared, "two"))
    studio.until(lambda: session.mashup is not None)
    assert [ref.title for ref in refs_of(studio.mashup)] == ["Night", "two"]


def test_a_project_whose_song_is_gone_says_so(studio: Studio, tmp_path: Path, shared: Path) -> None:
    studio.load(song(shared, "one"), song(shared, "two"))
    path = tmp_path / "night.mash"
    save(studio.session, path, lambda: studio.told.append(Message("saved")), studio.failures.append)
    studio.until(lambda: studio.told)
    data = path.read_text("utf-8").replace("one.wav", "elsewhere.wav")
    path.write_text(data, "utf-8")
    before = studio.mashup
    studio.session.open_project(path, path, studio.failures.append)
    studio.until(lambda: studio.failures)
    assert "one" in str(studio.failures[0])
    assert studio.mashup is before
