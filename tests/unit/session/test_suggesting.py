"""What fits among a session's songs is found in the background."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from heard_songs import FOUR_CHORDS, heard_song
from playback import Listener
from rendering import render
from sessions import Studio, followed
from sound_server import SoundServer

from mashstudio.document.sections import with_sections
from mashstudio.document.suggest import suggest
from mashstudio.model.sections import Section
from mashstudio.session.deck import State
from mashstudio.session.preview import Preview
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


def test_a_preview_is_heard_bit_for_bit_as_it_would_be_placed(
    studio: Studio, suggesting: Suggesting, sound_server: SoundServer
) -> None:
    songs = [heard_song(0, FOUR_CHORDS, bars=4), heard_song(1, (5, 7, 21, 0), bars=4, seed=1)]
    place = suggest(songs).places[0]
    studio.until(lambda: all(studio.session.fitting.audible_beats(source) for source in (0, 1)))
    before = studio.mashup
    with followed(studio.session, Listener()) as sound, sound_server.recording() as recording:
        preview = Preview(studio.session, sound, lambda: None, studio.failures.append)
        preview.start(place, 2)
        studio.until(lambda: not preview.waiting)
        assert not studio.failures
        apart = sound._apart
        assert apart is not None
        stems = [None if path is None else np.load(path) for path in apart.files]
        # Past the fade that starts playback.
        start = int(sound.frame_of(3))
        recording.hears(render(replace(apart.plan, master=sound.master.linear), stems, start, 8000))
        preview.stop()
        assert sound._apart is None
    assert studio.mashup is before
