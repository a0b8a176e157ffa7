"""What fits among a session's songs is found in the background."""

from pathlib import Path

import pytest
from sessions import Studio

from mashstudio.document.sections import with_sections
from mashstudio.model.sections import Section
from mashstudio.session.deck import State
from mashstudio.session.suggesting import Suggesting


@pytest.fixture
def suggesting(studio: Studio, shared: Path) -> Suggesting:
    """What fits among two songs, found."""
    suggesting = Suggesting(studio.session, lambda: None)
    assert suggesting.progress.state is State.WAITING
    studio.load(shared / "one.wav", shared / "two.wav")
    studio.until(lambda: suggesting.found is not None)
    return suggesting


def test_it_is_found_once_there_are_stems_and_again_when_sections_change(
    studio: Studio, suggesting: Suggesting
) -> None:
    assert all(deck.stems is not None for deck in studio.session.decks.values())
    heard = suggesting.heard
    assert [song.source for song in heard] == [0, 1]
    assert [len(song.lead.activity) for song in heard] == [len(s.beats) for s in studio.alignment.songs.values()]
    studio.paint(0, 5)
    assert suggesting.heard is heard
    studio.commit("Sections", with_sections(studio.mashup, 0, (Section(0.0, "Mine"), Section(4.0, "Yours"))))
    assert suggesting.found is None
    assert suggesting.progress.state is State.WORKING
    studio.until(lambda: suggesting.found is not None)
    assert [section.name for section in suggesting.heard[0].sections] == ["Mine", "Yours"]
    # A song fewer than two: nothing is found any more.
    studio.session.close_songs()
    assert (suggesting.found, suggesting.heard, suggesting.progress.state) == (None, [], State.WAITING)


def test_it_can_be_cancelled_and_started_again(studio: Studio, suggesting: Suggesting) -> None:
    suggesting.start()
    suggesting.cancel()
    assert suggesting.progress.state is State.CANCELLED
    studio.paint(0)
    assert suggesting.progress.state is State.CANCELLED
    suggesting.start()
    studio.until(lambda: suggesting.progress.state is State.DONE)
