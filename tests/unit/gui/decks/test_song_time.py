"""Conversion between the playhead and the song's own time."""

from functools import partial

import pytest

from mashstudio.core.messages import Message
from mashstudio.document.edits import with_offset
from mashstudio.gui.studio import Studio
from mashstudio.session.song_time import grid_beat, song_time


def test_the_grid_lies_on_the_songs_own_beats(loaded: Studio) -> None:
    session = loaded.session
    loaded.edit_with(Message("Offset"), partial(with_offset, source=1, offset=3, beats=session.song_beats()))
    assert session.alignment is not None
    beats = session.alignment.songs[1].beats
    assert song_time(session, 1, 0.0) == pytest.approx(beats[3])
    assert song_time(session, 1, 2.25) == pytest.approx(0.75 * beats[5] + 0.25 * beats[6])
    # Before the first beat and after the last, the tempo is continued.
    assert song_time(session, 1, -4.0) == pytest.approx(beats[0] - (beats[1] - beats[0]))
    assert song_time(session, 1, len(beats) - 3 + 1.0) == pytest.approx(2 * beats[-1] - 1 * beats[-2] + 0.0, abs=0.6)


@pytest.mark.parametrize("seconds", [0.2, 3.3, 9.9, 30.0])
def test_conversion_there_and_back(loaded: Studio, seconds: float) -> None:
    beat = grid_beat(loaded.session, 1, seconds)
    assert beat is not None
    time = song_time(loaded.session, 1, beat)
    first = song_time(loaded.session, 1, 0.0)
    assert first is not None
    assert time == pytest.approx(max(seconds, first))


def test_without_a_grid_there_is_no_such_time(studio: Studio) -> None:
    assert song_time(studio.session, 0, 1.0) is None
    assert grid_beat(studio.session, 0, 1.0) is None
