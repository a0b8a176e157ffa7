"""A session from two files to stems on the grid, as a window uses it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from mashups import refs_of
from pump import Pump
from songs import render_song, write_wav

from mashstudio.cache import Cache
from mashstudio.facts.alignment import Engine
from mashstudio.facts.key import parse_key
from mashstudio.facts.messages import Message
from mashstudio.facts.stems import StemName
from mashstudio.mashup import grid_repair
from mashstudio.mashup.document import Mashup
from mashstudio.mashup.edits import Selection, paint, with_tempo, with_title
from mashstudio.mashup.project import load_project, save_project
from mashstudio.render.compile import compile_plan
from mashstudio.render.kernel import render
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.studio.deck import Stage, State
from mashstudio.studio.mended_grids import MendedGrids
from mashstudio.studio.saving import save
from mashstudio.studio.session import Session, Topic
from mashstudio.studio.workers import Workers


class Studio:
    """A session with somebody who looks at it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.pump = Pump()
        self.topics: list[Topic] = []
        self.steps: list[str] = []
        self.told: list[Message] = []
        self.failures: list[Exception] = []
        self.workers = Workers(self.pump.post)
        self.session = Session(
            Cache(cache),
            self.workers,
            MendedGrids(folder / "grids"),
            separator=SpleeterSeparator,
            engine=lambda: Engine.OWN,
            changed=self.topics.append,
            commit=self.commit,
            tell=self.told.append,
        )

    def commit(self, name: Message | str, mashup: Mashup) -> None:
        self.steps.append(str(name))
        self.session.take(self.session.prepare(mashup))

    def until(self, reached: Callable[[], object]) -> None:
        self.pump.until(reached)

    def load(self, *paths: Path) -> None:
        for side, path in enumerate(paths):
            self.session.load(side, path)
        self.until(lambda: self.session.mashup is not None)

    @property
    def mashup(self) -> Mashup:
        assert self.session.mashup is not None
        return self.session.mashup


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short songs, and the cache that all tests share."""
    folder = tmp_path_factory.mktemp("songs")
    for name, tempo, key in (("one", 120.0, "C major"), ("two", 126.0, "D major"), ("three", 112.0, "A minor")):
        write_wav(render_song(tempo=tempo, key=parse_key(key), seconds=10, seed=len(name)), folder / f"{name}.wav")
    return folder


@pytest.fixture
def studio(tmp_path: Path, shared: Path) -> Iterator[Studio]:
    studio = Studio(tmp_path, shared / "cache")
    yield studio
    studio.workers.close()


def song(shared: Path, name: str) -> Path:
    return shared / f"{name}.wav"


def test_two_songs_become_a_mashup_that_can_be_heard(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    assert session.alignment is not None
    assert session.alignment.grid.tempo == pytest.approx(126, rel=1e-3)
    assert studio.mashup.beats >= 20
    studio.until(lambda: all(session.fitting.song_files()))
    studio.commit("Paint", paint(studio.mashup, session.song_beats(), Selection((0, 5), 0, 8), on=True))
    studio.until(lambda: all(session.fitting.lane_files()))
    plan = compile_plan(studio.mashup, session.alignment)
    files = session.fitting.lane_files()
    sound = render(plan, [None if file is None else np.load(file) for file in files], 0, plan.frames)
    assert np.abs(sound).max() > 0.01
    deck = session.decks[0]
    assert deck is not None
    assert all(progress.state is State.DONE for progress in deck.progress.values())
    assert deck.peaks is not None
    studio.until(lambda: len(deck.stem_peaks) == 4)
    assert Topic.SOUND in studio.topics


def test_the_stems_of_what_is_looked_at_come_first(tmp_path: Path, shared: Path) -> None:
    studio = Studio(tmp_path, tmp_path / "cache")
    session = studio.session
    try:
        studio.load(song(shared, "one"), song(shared, "two"))
        session.look_at(range(6, 20))
        studio.until(lambda: all(session.fitting.lane_files()))
        assert [deck.stems for deck in session.decks if deck is not None] == [None, None]
        for side in (0, 1):
            there = session.fitting.audible_beats(side)
            assert 2 <= there.start - studio.mashup.sources[side].offset <= 6
            assert len(there) >= 8
        studio.until(lambda: all(session.fitting.audible_beats(side).start == 0 for side in (0, 1)))
        assert all(deck.stems for deck in session.decks if deck is not None)
    finally:
        studio.workers.close()


def test_another_tempo_is_heard_when_both_songs_fit_it(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    studio.commit("Paint", paint(studio.mashup, session.song_beats(), Selection((0, 5), 4, 12), on=True))
    session.look_at(range(4, 12))
    studio.until(lambda: session.settled)
    before = session.fitting.heard
    studio.commit("Tempo", with_tempo(studio.mashup, 123.0))
    assert session.fitting.heard is before
    studio.until(lambda: session.fitting.heard is session.alignment)
    # At once with the stems of what is looked at: nothing that played falls silent.
    assert all(session.fitting.lane_files()[lane] for lane in (0, 5))
    assert [session.fitting.song_files()[side] for side in (0, 1)] == [None, None]
    studio.until(lambda: all(session.fitting.song_files()))
    assert session.alignment is not None
    assert session.alignment.grid.tempo == 123


def test_a_tempo_far_off_is_met_at_half_time_while_no_cell_plays(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    before = studio.mashup
    session.choose_tempo("Tempo", 62.0)
    assert studio.steps == ["Tempo"]
    assert studio.mashup.rates == (0.5, 0.5)
    assert abs(studio.mashup.beats - before.beats / 2) <= 1
    session.choose_tempo("Tempo", "faster")
    assert studio.mashup == replace(before, tempo_chosen=True)
    # What plays keeps counting its song's beats as it did.
    studio.commit("Paint", paint(studio.mashup, session.song_beats(), Selection((0,), 0, 8), on=True))
    session.choose_tempo("Tempo", 62.0)
    assert studio.mashup.rates == (1.0, 1.0)
    np.testing.assert_array_equal(studio.mashup.cells[0, :8], np.arange(8) + before.offsets[0])


def test_rubber_band_fits_what_is_used_and_follows_it(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    session.choose_engine("Engine", 1, Engine.RUBBER_BAND)
    studio.until(lambda: all(session.fitting.lane_files()))
    studio.commit("Paint", paint(studio.mashup, session.song_beats(), Selection((4,), 0, 8), on=True))
    studio.commit("Paint", paint(studio.mashup, session.song_beats(), Selection((4, 6), 0, 8), on=True))
    assert not session.settled
    studio.until(lambda: session.settled)
    assert session.fitting.fits is not None
    a, b = session.fitting.fits
    assert a.chosen == {}
    assert b.chosen.keys() == {StemName.VOCALS, StemName.BASS}
    session.choose_engine("Engine", 1, Engine.OWN)
    assert session.settled
    assert not {b.chosen[stem] for stem in b.chosen} & set(session.fitting.lane_files())


def test_a_song_is_replaced_and_brought_back(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    studio.commit("Paint", paint(studio.mashup, session.song_beats(), Selection((0, 4), 0, 8), on=True))
    before = studio.mashup
    session.load(0, song(shared, "three"))
    assert studio.mashup is before
    studio.until(lambda: studio.steps[-1] == "Replace song A")
    assert studio.mashup.sources[0].song.title == "three"
    assert np.all(studio.mashup.cells[0] == -1)
    np.testing.assert_array_equal(studio.mashup.cells[4], before.cells[4])
    studio.until(lambda: session.fitting.heard is session.alignment)
    session.take(session.prepare(before))
    assert session.decks[0] is not None
    assert session.decks[0].path.name == "one.wav"
    studio.until(lambda: all(session.fitting.lane_files()))


def test_a_file_that_is_no_song_says_why_and_the_old_song_stays(studio: Studio, shared: Path, tmp_path: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    bad = tmp_path / "notes.wav"
    bad.write_text("not a song" * 100)
    session.load(0, bad)
    studio.until(lambda: (deck := session.shown(0)) is not None and deck.error)
    shown = session.shown(0)
    assert shown is not None
    assert "notes.wav" in str(shown.error)
    assert studio.mashup.sources[0].song.title == "one"
    session.cancel(0)
    deck = session.shown(0)
    assert deck is not None
    assert deck.path.name == "one.wav"


def test_the_same_song_twice_is_refused(studio: Studio, shared: Path) -> None:
    studio.session.load(0, song(shared, "one"))
    studio.until(lambda: studio.session.analysis(0))
    studio.session.load(1, song(shared, "one"))
    studio.until(lambda: (deck := studio.session.shown(1)) is not None and deck.error)
    assert studio.session.mashup is None


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
    assert deck is not None
    assert deck.opened is not None
    duration = deck.opened.song.duration
    session.mend(0, "Half the beats", lambda grid: grid_repair.at_ratio(grid, Fraction(1, 2), duration))
    analysis = session.analysis(0)
    assert analysis is not None
    assert analysis.tempo == pytest.approx(60, rel=1e-3)
    assert studio.steps == ["Half the beats"]
    # The song is still laid on the same grid: every one of its beats is taken for two.
    assert session.alignment is not None
    assert session.alignment.songs[0].rate == 2
    kept = MendedGrids(tmp_path / "grids")
    studio.until(lambda: kept.get(studio.mashup.sources[0].song.sha256) == studio.mashup.sources[0].beats)
    session.close_songs()
    studio.load(song(shared, "one"), song(shared, "three"))
    again = session.analysis(0)
    assert again is not None
    assert again.tempo == pytest.approx(60, rel=1e-3)
    session.mend(0, "Reset", lambda _grid: None)
    reset = session.analysis(0)
    assert reset is not None
    assert reset.tempo == pytest.approx(120, rel=1e-3)


def test_a_project_comes_back_as_it_was(studio: Studio, shared: Path, tmp_path: Path) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    session.suggest()
    mashup = replace(studio.mashup, tempo=124.0)
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
    studio.until(lambda: all(session.fitting.lane_files()))


def test_a_typed_title_is_kept_with_the_project_and_what_nobody_typed_is_the_file_s(
    studio: Studio, shared: Path, tmp_path: Path
) -> None:
    session = studio.session
    studio.load(song(shared, "one"), song(shared, "two"))
    session.rename(0, "Rename", "밤편지 <i>")
    assert studio.steps[-1] == "Rename"
    assert (session.title(0), session.title(1)) == ("밤편지 <i>", "two")
    path = tmp_path / "night.mash"
    # An older program took a title for another than the file's tags say now.
    save_project(with_title(studio.mashup, 1, "Â¹Ã£", named=False), path)
    session.close_songs()
    session.open_project(path, path, studio.failures.append)
    studio.until(lambda: session.mashup is not None)
    assert (session.title(0), session.title(1)) == ("밤편지 <i>", "two")


def test_a_song_alone_can_be_renamed_before_there_is_a_mashup(studio: Studio, shared: Path) -> None:
    session = studio.session
    session.load(0, song(shared, "one"))
    studio.until(lambda: session.decks[0] is not None and session.decks[0].opened is not None)
    session.rename(0, "Rename", "Night")
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
