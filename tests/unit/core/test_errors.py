"""Errors can be sent from child processes and read as sentences."""

import pickle
from pathlib import Path

import pytest

from mashstudio.core.errors import Cancelled, MashStudioError, ProjectError, SongMoved, UnusableSong
from mashstudio.core.messages import Message


@pytest.mark.parametrize(
    "error",
    [Cancelled(), UnusableSong(Path("/music/a.mp3"), Message("It is silent.")), SongMoved(Message("It is gone."))],
)
def test_an_error_survives_the_way_from_a_child_process(error: MashStudioError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)


def test_an_unusable_song_names_its_file() -> None:
    error = UnusableSong(Path("/music/둘째.mp3"), Message("It is silent."))
    assert str(error) == "둘째.mp3: It is silent."
    assert (error.path, error.reason) == (Path("/music/둘째.mp3"), Message("It is silent."))


def test_a_moved_song_is_a_project_s_trouble() -> None:
    assert isinstance(SongMoved(Message("gone")), ProjectError)
