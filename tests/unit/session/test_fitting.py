"""Songs change to another grid during playback: nothing falls silent, and each piece of work is named."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mashups import LANE_COUNT
from sessions import Studio

from mashstudio.core.errors import Cancelled
from mashstudio.core.messages import Waiting
from mashstudio.document.edits import Selection, paint, with_tempo
from mashstudio.document.runs import at_speed
from mashstudio.model.choices import FixedTempo
from mashstudio.model.mashup import DOUBLE_SPEED, HALF_SPEED
from mashstudio.model.stems import StemName
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.session.deck import Stage, State
from mashstudio.session.live_mix import LiveMix


class Listener(PlayerClient):
    """A player that counts the mixes sent to it, and records the files to be auditioned."""

    def __init__(self) -> None:
        super().__init__()
        self.alone: list[Path | None] = []
        self.mixes = 0

    def set_mix(self, *mix: Any, **_bars: Any) -> None:
        self.mixes += 1
        super().set_mix(*mix)

    def set_audition(self, stem: Path | None, source: int = 0, gain: float = 1.0) -> None:
        self.alone.append(stem)
        super().set_audition(stem, source, gain)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def loaded(studio: Studio, shared: Path) -> Studio:
    """Two songs with some bars painted and on screen, everything fitted."""
    studio.load(shared / "one.wav", shared / "two.wav")
    studio.paint(0, 5)
    studio.session.look_at(range(8))
    studio.until(lambda: settled(studio))
    return studio


def settled(studio: Studio) -> bool:
    """Return True if nothing is left to do."""
    files = [studio.session.fitting.song_file(source) for source in studio.mashup.ids]
    return studio.idle and studio.session.settled and all(files) and all(studio.files)


def go_to(studio: Studio, tempo: float) -> None:
    studio.commit("Tempo", with_tempo(studio.mashup, FixedTempo(tempo)))


@pytest.mark.parametrize("stem", [None, StemName.BASS])
def test_what_is_auditioned_goes_on_until_it_is_there_at_the_new_tempo(
    loaded: Studio, listener: Listener, stem: StemName | None
) -> None:
    sound, fitting = LiveMix(loaded.session, listener, lambda: None), loaded.session.fitting
    if stem is not None:
        # A song that the mashup doesn't play is first fitted whole.
        loaded.commit("Erase", paint(loaded.mashup, loaded.session.song_beats(), Selection((5,), 0, 8), on=False))
        assert listener.mixes == 1
    sound.audition(1, stem)
    before, heard = listener.alone[-1], fitting.heard
    assert before is not None
    go_to(loaded, 121.4 if stem is None else 121.6)
    loaded.until(lambda: fitting.heard is loaded.alignment)
    after = listener.alone[-1]
    # Then the whole song is available at once; of a stem, the bars on screen.
    assert after not in {before, None}
    assert set(listener.alone) == {before, after}
    there = np.load(after, mmap_mode="r")
    assert np.abs(there[len(there) // 2 : len(there) // 2 + 44_100]).max() > 0.001
    assert heard is not loaded.alignment
    # The mashup can also be heard at once.
    assert all(loaded.files[lane] for lane in (0, 5))


def test_the_mashup_is_heard_as_soon_as_nothing_is_auditioned_any_more(loaded: Studio, listener: Listener) -> None:
    sound, fitting = LiveMix(loaded.session, listener, lambda: None), loaded.session.fitting
    sound.audition(1, None)
    go_to(loaded, 121.8)
    loaded.until(lambda: fitting._coming[0].excerpt and fitting._coming[1].excerpt)
    assert fitting.heard is not loaded.alignment
    sound.audition_nothing()
    assert fitting.heard is loaded.alignment
    assert all(loaded.files[lane] for lane in (0, 5))


def test_an_empty_mashup_plays_on_whole_until_all_of_it_is_there_at_the_new_tempo(studio: Studio, shared: Path) -> None:
    fitting = studio.session.fitting
    studio.load(shared / "one.wav", shared / "two.wav")
    studio.until(lambda: studio.idle and all(map(fitting.song_file, studio.mashup.ids)))
    whole: list[bool] = []
    studio.follow(lambda: whole.append(fitting.fits is not None and all(fit.song for fit in fitting.fits.values())))
    go_to(studio, 122.2)
    studio.until(lambda: fitting.heard is studio.alignment)
    assert whole
    assert all(whole)


def test_each_piece_of_a_fit_has_a_name_of_its_own_and_never_goes_back(loaded: Studio) -> None:
    told: list[tuple[str, float]] = []

    def look() -> bool:
        progress = loaded.session.decks[0].progress[Stage.FITTING]
        doing = progress.doing
        # The mix may read the same song first.
        if progress.state is State.WORKING and doing is not None and not isinstance(doing, Waiting):
            told.append((doing.template, progress.fraction))
        return settled(loaded)

    go_to(loaded, 122.4)
    loaded.until(look)
    pieces = {name: [fraction for _, fraction in each] for name, each in groupby(told, lambda one: one[0])}
    assert list(pieces) == [
        "Aligning these bars to the grid",
        "Aligning stems to the grid",
        "Aligning the song to the grid",
    ]
    assert len(list(groupby(told, lambda one: one[0]))) == len(pieces)
    for fractions in pieces.values():
        assert all(after >= before for before, after in pairwise(fractions))
    # Stems separated before don't count as half of the work.
    assert pieces["Aligning stems to the grid"][0] < 0.5


def at_speed_of(studio: Studio, speed: int) -> None:
    """Play the first lane's first bar at a speed."""
    beats = studio.session.song_beats()
    studio.commit("Speed", at_speed(studio.mashup, beats, Selection((0,), 0, 4), speed))


def test_runs_at_another_speed_are_heard_once_they_are_fitted(loaded: Studio, listener: Listener) -> None:
    LiveMix(loaded.session, listener, lambda: None)
    before, mixes = loaded.files, listener.mixes
    at_speed_of(loaded, DOUBLE_SPEED)
    # The other cells play on, and so does the rest of the lane.
    assert loaded.files == [*before, *[None] * 2 * LANE_COUNT]
    assert not loaded.session.settled
    assert loaded.session.decks[0].progress[Stage.FITTING].state in {State.WAITING, State.WORKING}
    loaded.until(lambda: settled_at(loaded, 2 * LANE_COUNT))
    assert [index for index, file in enumerate(loaded.files[LANE_COUNT:]) if file is not None] == [LANE_COUNT]
    assert listener.mixes > mixes + 1
    fast = loaded.files[2 * LANE_COUNT]
    assert fast is not None
    assert before[0] is not None
    assert len(np.load(fast, mmap_mode="r")) == pytest.approx(len(np.load(before[0], mmap_mode="r")) / 2, rel=0.01)
    # It is kept while it isn't played, but not on another grid.
    loaded.session.undo()
    assert loaded.session.settled
    loaded.session.redo()
    assert loaded.session.settled
    go_to(loaded, 122.6)
    loaded.until(lambda: loaded.session.fitting.heard is loaded.alignment)
    assert loaded.files[2 * LANE_COUNT] != fast


def test_a_fit_at_another_speed_is_given_up_with_its_song(loaded: Studio) -> None:
    at_speed_of(loaded, HALF_SPEED)
    (work,) = loaded.session.fitting._works.values()
    loaded.session.close_songs()
    with pytest.raises(Cancelled):
        work._job.check()
    assert not loaded.session.fitting._works


def settled_at(studio: Studio, file: int) -> bool:
    return studio.session.settled and studio.files[file] is not None
