"""Versions in a session: switching is a step like any other, compares without piling up, and is heard at a bar."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playback import Listener
from sessions import Studio, followed
from sound_server import SoundServer, find

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document import mend, versions
from mashstudio.document.edits import reordered, with_tempo, with_title
from mashstudio.document.project import load_project
from mashstudio.model.choices import FixedTempo
from mashstudio.playback.ipc.devices import Switched
from mashstudio.playback.process.mixer import FADE_FRAMES
from mashstudio.session.live_mix import LiveMix
from mashstudio.session.session_edits import compare_versions, switch_version


@pytest.fixture
def two(studio: Studio, shared: Path) -> Studio:
    """A session of two songs, of which some cells play."""
    studio.load(shared / "one.wav", shared / "two.wav")
    studio.paint(0, 5)
    return studio


def keep(studio: Studio, slot: int) -> None:
    studio.commit("Keep", versions.keep(studio.mashup, slot))


def test_switching_is_one_step_and_undo_brings_back_what_was_not_kept(two: Studio) -> None:
    session = two.session
    keep(two, 0)
    two.paint(4, 6)
    two.commit("Tempo", with_tempo(two.mashup, FixedTempo(123.0)))
    edited = two.mashup
    switch_version(session, 0)
    assert two.steps[-1] == "Switch to version A"
    assert versions.is_at(two.mashup, 0)
    assert two.alignment.grid.tempo == pytest.approx(126, rel=1e-3)
    session.undo()
    assert two.mashup == edited
    session.redo()
    assert versions.is_at(two.mashup, 0)
    # There already: no step.
    steps = len(two.steps)
    switch_version(session, 0)
    assert len(two.steps) == steps
    with pytest.raises(BadArgument, match="Version B is empty"):
        switch_version(session, 1)


def test_comparing_goes_to_and_fro_and_leaves_one_step_at_most(two: Studio) -> None:
    session = two.session
    with pytest.raises(BadArgument, match="Nothing to compare yet"):
        compare_versions(session)
    keep(two, 2)
    two.paint(6)
    edited, steps = two.mashup, two.steps
    for _ in range(3):
        compare_versions(session)
        assert versions.is_at(two.mashup, 2)
        assert two.steps == [*steps, "Compare with version C"]
        compare_versions(session)
        assert two.mashup == edited
    # What is changed while one listens to it is compared in its turn.
    compare_versions(session)
    two.paint(7)
    other = two.mashup
    compare_versions(session)
    assert versions.is_at(two.mashup, 2)
    compare_versions(session)
    assert two.mashup == other
    keep(two, 3)
    compare_versions(session)
    assert versions.is_at(two.mashup, 2)
    switch_version(session, 2)
    compare_versions(session)
    assert two.mashup.versions.used[0] == 3


def test_versions_bring_back_songs_order_titles_and_mended_beats_after_the_project_was_opened_again(
    two: Studio, shared: Path, tmp_path: Path
) -> None:
    session = two.session
    session.load(2, shared / "three.wav")
    two.until(lambda: two.steps[-1] == "Add song C")
    two.paint(9)
    two.commit("Title", with_title(two.mashup, 1, "Mine", named=True))
    session.mend(1, Message("Mend"), lambda grid: mend.with_downbeats_moved(grid, 1))
    keep(two, 0)
    with_three = versions.bare(two.mashup)
    session.remove(2)
    session.load(0, shared / "three.wav")
    two.until(lambda: two.steps[-1] == "Replace song A")
    two.commit("Move", reordered(two.mashup, 1, 0))
    now = two.mashup
    two.save(tmp_path / "one.mash")
    two.open(tmp_path / "one.mash")
    assert two.mashup == now
    assert session.sources == now.ids
    two.until(lambda: session.missing(with_three) is None)
    switch_version(session, 0)
    assert versions.bare(two.mashup) == with_three
    assert [deck.title for deck in session.decks.values()] == ["one", "two", "three"]
    session.undo()
    assert two.mashup == now


def test_a_song_of_a_version_that_is_gone_is_named_and_the_rest_opens(
    studio: Studio, shared: Path, tmp_path: Path
) -> None:
    gone, project = tmp_path / "songs" / "gone.wav", tmp_path / "project" / "one.mash"
    gone.parent.mkdir()
    project.parent.mkdir()
    gone.write_bytes((shared / "three.wav").read_bytes())
    studio.load(shared / "one.wav", shared / "two.wav", gone)
    keep(studio, 1)
    studio.session.remove(2)
    studio.save(project)
    gone.unlink()
    studio.open(project)
    before = studio.mashup
    with pytest.raises(BadArgument, match="Version B plays “gone”"):
        switch_version(studio.session, 1)
    assert studio.mashup is before
    # Saved again, the version is still there.
    studio.save(project.with_name("two.mash"))
    assert load_project(project.with_name("two.mash")).versions == load_project(project).versions


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def sound(studio: Studio, sound_server: SoundServer, listener: Listener) -> Iterator[LiveMix]:
    with followed(studio.session, listener) as sound:
        yield sound


def test_a_version_is_heard_from_a_bar_on_and_one_at_another_tempo_when_it_fits(
    two: Studio, sound: LiveMix, sound_server: SoundServer, listener: Listener
) -> None:
    session, player = two.session, sound.player
    sound.target = None
    everything = range(two.mashup.beats)
    two.paint(0, 5, beats=everything)
    keep(two, 0)
    two.paint(2, 6, beats=everything)
    two.until(lambda: session.settled and two.idle and sound.loudness is not None)
    master, old = sound.master, two.mix(sound.master.linear)
    with sound_server.recording() as recording:
        player.play(0)
        began = recording.hears(old[:4000])
        sound.at_bar(lambda: switch_version(session, 0))
        assert player.switching
        assert not sound.waits_for_fit
        listener.wait(Switched)
        new = two.mix(sound.master.linear)
        recording.plays(new)
        assert sound.master == master
        heard = recording.samples
        bars = two.alignment.grid.frames(two.mashup.beats)[session.bars.within(1, two.mashup.beats)].tolist()
        bar = next(bar for bar in bars if find(new[bar : bar + 4000], heard) >= 0)
        assert find(new[bar : bar + 4000], heard) == began + bar
        assert np.array_equal(heard[began:][: bar - FADE_FRAMES], old[: bar - FADE_FRAMES])
        # At another tempo, the former version goes on until the songs fit.
        sound.loop = (0, 4)
        slow = with_tempo(two.mashup, FixedTempo(122.0))
        kept = versions.keep(slow, 1).versions
        two.commit("Keep", replace(two.mashup, versions=replace(kept, used=(0, 1))))
        player.seek(0)
        before = two.mix(sound.master.linear)
        recording.plays(before)
        sound.at_bar(lambda: switch_version(session, 1))
        assert sound.waits_for_fit
        assert not player.switching
        two.until(lambda: not sound.waits_for_fit)
        assert session.fitting.heard is two.alignment
        assert find(recording.samples[-4000:], before) >= 0
