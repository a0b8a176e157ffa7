"""An instrument is taken out of a song that plays, and put back."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sessions import Studio

from mashstudio.document.takes import put_back, with_balance, with_take
from mashstudio.model.stems import StemName, Taken
from mashstudio.session.deck import Stage, State
from mashstudio.session.snapshot import snapshot
from mashstudio.session.workers import Urgency

SYNTH = Taken("other.synth")


@pytest.fixture
def heard(studio: Studio, shared: Path) -> Studio:
    """Two songs; of the first, `other` plays."""
    studio.load(shared / "one.wav", shared / "two.wav")
    studio.paint(3)
    studio.until(lambda: studio.session.settled)
    return studio


@pytest.fixture
def taking_waits(heard: Studio) -> Iterator[threading.Event]:
    """More urgent work, which goes on until this is set: until then nothing is taken out of whole songs."""
    heard.session.look_at(range(4, 12))
    over = threading.Event()
    heard.workers.start(Urgency.READ, lambda _job: over.wait(), done=lambda _result: None, failed=heard.failures.append)
    yield over
    over.set()


def test_the_mashup_sounds_the_same_until_the_lanes_are_told_apart(heard: Studio) -> None:
    before, playing = heard.mix(), heard.files[3]
    heard.commit("Take out", with_take(heard.mashup, 0, SYNTH))
    assert not heard.session.settled
    # What was heard goes on; the new lane is silent for now.
    assert heard.files[3:5] == [playing, None]
    assert heard.session.decks[0].progress[Stage.TAKING].state is not State.DONE
    heard.until(lambda: heard.session.settled)
    rest, synth = heard.files[3:5]
    assert rest != playing
    assert synth is not None
    assert np.abs(np.load(synth)).max() > 0
    # The parts add up to what was there.
    after = heard.mix()
    assert np.sqrt(np.mean((after - before) ** 2)) < 1e-3 * np.sqrt(np.mean(before**2))
    heard.until(lambda: heard.session.decks[0].drawn)


def test_the_bars_looked_at_are_told_apart_before_the_rest(heard: Studio, taking_waits: threading.Event) -> None:
    session, before, playing = heard.session, heard.mix(), heard.files[3]
    assert playing is not None
    heard.commit("Take out", with_balance(with_take(heard.mashup, 0, SYNTH), 0, SYNTH, 0.5))
    heard.until(lambda: heard.files[4] is not None)
    assert not session.decks[0].split
    rest, synth = (np.load(file) for file in heard.files[3:5] if file is not None)
    first = np.flatnonzero(np.abs(synth).max(axis=1))[0]
    assert np.abs(synth).max() > 0.01
    assert np.array_equal(rest[:first], np.load(playing)[:first])
    # They add up to what was there, everywhere.
    np.testing.assert_allclose(rest + np.pad(synth, ((0, len(rest) - len(synth)), (0, 0))), np.load(playing), atol=1e-6)
    assert np.sqrt(np.mean((heard.mix() - before) ** 2)) < 1e-3 * np.sqrt(np.mean(before**2))
    taking_waits.set()
    heard.until(lambda: session.settled)
    assert heard.files[3] != playing
    assert np.sqrt(np.mean((heard.mix() - before) ** 2)) < 1e-3 * np.sqrt(np.mean(before**2))


def test_what_was_taken_ahead_is_forgotten_when_it_is_put_back(heard: Studio, taking_waits: threading.Event) -> None:
    playing = heard.files[3]
    heard.commit("Take out", with_balance(with_take(heard.mashup, 0, SYNTH), 0, SYNTH, -0.5))
    heard.until(lambda: heard.files[4] is not None)
    assert heard.files[3] != playing
    heard.session.undo()
    assert heard.files[3] == playing
    taking_waits.set()


def test_what_is_refused_in_the_whole_song_is_no_longer_heard_in_the_bars_looked_at(
    heard: Studio, taking_waits: threading.Event
) -> None:
    playing = heard.files[3]
    heard.commit("Take out", with_take(heard.mashup, 0, Taken("other.accordion")))
    heard.until(lambda: heard.files[4] is not None)
    assert heard.files[3] != playing
    assert (silent := heard.files[4]) is not None
    assert not np.load(silent).any()
    taking_waits.set()
    heard.until(lambda: heard.error(0) is not None)
    assert heard.files[3:5] == [playing, None]


def test_undo_puts_it_back_and_redo_takes_it_from_the_cache(heard: Studio) -> None:
    before = heard.mix()
    heard.commit("Take out", with_take(heard.mashup, 0, SYNTH))
    heard.until(lambda: heard.session.settled)
    heard.session.undo()
    assert not heard.session.settled
    heard.until(lambda: heard.session.settled)
    assert np.array_equal(heard.mix(), before)
    assert set(heard.session.decks[0].stems or ()) == set(StemName)
    heard.session.redo()
    heard.until(lambda: heard.session.settled)
    assert SYNTH in (heard.session.decks[0].stems or ())


def test_put_back_while_it_is_being_taken_out_leaves_nothing(heard: Studio) -> None:
    before, files = heard.mix(), heard.files
    heard.commit("Take out", with_take(heard.mashup, 0, SYNTH))
    heard.commit("Put back", put_back(heard.mashup, 0, SYNTH))
    heard.until(lambda: heard.session.settled)
    assert heard.files == files
    assert np.array_equal(heard.mix(), before)


def test_an_export_made_meanwhile_waits_for_it(heard: Studio) -> None:
    heard.commit("Take out", with_take(heard.mashup, 0, SYNTH))
    now = snapshot(heard.session)
    assert now.files is None
    assert now.to_fit(0).separator.parameters["takes"] == [[SYNTH, 0.0]]


def test_what_is_not_heard_is_told_and_can_be_put_back(heard: Studio) -> None:
    before, accordion = heard.mix(), Taken("other.accordion")
    heard.commit("Take out", with_take(heard.mashup, 0, accordion))
    heard.until(lambda: heard.error(0) is not None)
    assert "No accordion is heard" in str(heard.error(0))
    assert np.array_equal(heard.mix(), before)
    heard.commit("Put back", put_back(heard.mashup, 0, accordion))
    heard.until(lambda: heard.session.settled)
    assert heard.error(0) is None
    assert Stage.TAKING not in heard.session.decks[0].progress
    assert np.array_equal(heard.mix(), before)


def test_the_bars_looked_at_go_on_sounding_when_the_stems_are_done(shared: Path, tmp_path: Path) -> None:
    # With a cache of its own, in which there are no stems yet.
    studio = Studio(tmp_path, tmp_path / "cache")
    session = studio.session
    try:
        studio.load(shared / "one.wav", shared / "two.wav")
        session.look_at(range(8))
        studio.paint(3)
        studio.until(lambda: studio.files[3] is not None and session.fitting.song_file(0) is not None)
        studio.until(lambda: session.decks[0].stems is not None)
        session.fitting.listen_to(None)
        assert studio.files[3] is not None
    finally:
        session.close()
