"""Sessions of more than two songs: adding, removing and reordering them leaves the others unchanged."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mashups import refs_of
from playback import Listener
from rendering import render
from sessions import Studio, followed
from sound_server import SoundServer

from mashstudio.audio.encode import AudioFormat
from mashstudio.core.errors import BadArgument, SongMoved
from mashstudio.core.jobs import Job
from mashstudio.document.edits import Selection, with_key
from mashstudio.document.form import delete_beats
from mashstudio.document.project import load_project
from mashstudio.model.choices import AsIs, Fastest, Of
from mashstudio.model.mashup import MAX_SOURCES
from mashstudio.model.stems import StemName
from mashstudio.pipeline.exporting import ExportOptions, export_mashup
from mashstudio.session.laid import Laid
from mashstudio.session.live_mix import LiveMix
from mashstudio.session.session import MashupSession
from mashstudio.session.session_edits import suggest
from mashstudio.session.snapshot import snapshot
from mashstudio.session.whole_songs import all_whole

FLOAT = AudioFormat("wav", "float32")


def songs(shared: Path, *names: str) -> list[Path]:
    return [shared / f"{name}.wav" for name in names]


@pytest.fixture
def two(studio: Studio, shared: Path) -> Studio:
    """A session of A (120 BPM) and B (126 BPM), of which some cells play, with everything fitted."""
    studio.load(*songs(shared, "one", "two"))
    studio.paint(0, 5)
    studio.until(lambda: studio.session.settled)
    return studio


def add(studio: Studio, path: Path) -> Laid:
    """Add a third song; return the new state."""
    before = studio.mashup
    assert studio.session.free_sources[0] == 2
    studio.session.load(2, path)
    assert studio.session.sources == (0, 1, 2)
    assert studio.mashup is before
    studio.until(lambda: studio.steps[-1:] == ["Add song C"])
    assert studio.session.laid is not None
    return studio.session.laid


def test_a_third_song_is_added_taken_back_and_brought_again(two: Studio, shared: Path) -> None:
    session, before = two.session, two.session.laid
    assert before is not None
    after = add(two, shared / "three.wav")
    assert [ref.title for ref in refs_of(two.mashup)] == ["one", "two", "three"]
    np.testing.assert_array_equal(two.mashup.cells[:8], before.mashup.cells)
    assert np.all(two.mashup.played[8:] == -1)
    assert two.mashup.beats == before.mashup.beats
    assert after.alignment.grid == before.alignment.grid
    two.paint(8)
    two.until(lambda: session.settled)
    added = session.laid
    session.undo()
    session.undo()
    assert session.laid is before
    assert session.decks.keys() == {0, 1}
    two.until(lambda: session.settled)
    session.redo()
    session.redo()
    assert session.laid is added
    assert session.decks[2].path.name == "three.wav"
    two.until(lambda: session.settled)
    assert all(two.files)


def test_a_song_that_is_removed_while_it_is_fitted_leaves_what_is_heard(two: Studio, shared: Path) -> None:
    """Also if it would have moved the others to another key."""
    session, before, heard = two.session, two.mashup, two.files
    shift = two.alignment.songs[0].shift
    add(two, shared / "three.wav")
    deck = session.decks[2]
    assert session.fitting.song_file(2) is None
    assert two.alignment.songs[0].shift != shift
    session.remove(2)
    assert two.steps[-1] == "Remove song C"
    assert two.mashup == before
    assert session.settled
    assert two.files == heard
    two.until(lambda: two.idle)
    assert deck.error is None
    assert session.sources == (0, 1)
    with pytest.raises(BadArgument, match="needs two songs"):
        session.remove(1)


def test_of_three_songs_any_can_go(two: Studio, shared: Path) -> None:
    add(two, shared / "three.wav")
    two.paint(8, 9)
    two.commit("Key", with_key(two.mashup, Of(0)))
    before = two.mashup
    two.session.remove(0)
    assert two.mashup.ids == (1, 2)
    assert not isinstance(two.mashup.key, Of)
    np.testing.assert_array_equal(two.mashup.cells, before.cells[4:])
    assert two.session.free_sources[0] == 0
    two.until(lambda: two.session.settled)
    assert np.abs(two.mix()).max() > 0.01
    two.session.load(0, shared / "one.wav")
    two.until(lambda: two.steps[-1] == "Add song A")
    assert [source.letter for source in two.mashup.sources] == ["B", "C", "A"]


def test_a_third_that_is_no_song_leaves_the_mashup_as_it_is(two: Studio, tmp_path: Path) -> None:
    before, bad = two.mashup, tmp_path / "notes.wav"
    bad.write_text("not a song" * 100)
    two.session.load(2, bad)
    two.until(lambda: two.error(2))
    assert "notes.wav" in str(two.error(2))
    assert two.mashup is before
    assert two.session.free_sources[0] == 3
    two.session.remove(2)
    assert two.session.free_sources[0] == 2
    assert two.mashup is before


def test_songs_that_come_together_begin_without_one_that_can_t_be_used(
    studio: Studio, shared: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.wav").write_text("not a song" * 100)
    studio.load(*songs(shared, "one", "two"), tmp_path / "notes.wav")
    studio.until(lambda: studio.error(2))
    assert studio.mashup.ids == (0, 1)


@pytest.mark.parametrize("give_up", [MashupSession.cancel, MashupSession.remove])
def test_songs_wait_for_a_third_until_it_is_given_up(
    studio: Studio, shared: Path, give_up: Callable[[MashupSession, int], None]
) -> None:
    session = studio.session
    for source, path in enumerate(songs(shared, "one", "two", "three")):
        session.load(source, path)
    studio.until(lambda: sum(session.analysis(source) is not None for source in range(3)) == 2)
    assert session.mashup is None
    (last,) = (source for source in range(3) if session.analysis(source) is None)
    give_up(session, last)
    assert studio.mashup.ids == tuple(source for source in range(3) if source != last)


def test_a_third_song_is_replaced_by_one_that_is_there_already(two: Studio, shared: Path) -> None:
    add(two, shared / "three.wav")
    two.paint(8)
    before = two.mashup
    two.session.load(2, shared / "one.wav")
    two.until(lambda: two.steps[-1] == "Replace song C")
    assert [ref.title for ref in refs_of(two.mashup)] == ["one", "two", "one"]
    np.testing.assert_array_equal(two.mashup.played[:8], before.played[:8])
    assert np.all(two.mashup.played[8:] == -1)
    two.paint(8)
    two.until(lambda: two.session.settled)


def test_songs_change_places_and_sound_as_before(two: Studio, shared: Path) -> None:
    add(two, shared / "three.wav")
    two.paint(9)
    two.until(lambda: two.session.settled)
    before, sound = two.mashup, two.mix()
    two.session.reorder(2, 0)
    assert two.steps[-1] == "Move song C"
    assert two.mashup.ids == (2, 0, 1)
    assert two.mashup.title == "three × one × two"
    np.testing.assert_array_equal(two.mashup.cells, np.roll(before.cells, 4, axis=0))
    # Nothing is computed again.
    assert two.session.settled
    np.testing.assert_allclose(two.mix(), sound, atol=1e-6)
    assert two.session.bars.start(1) == 4


def test_the_fastest_tempo_is_that_of_a_faster_song_that_is_added(studio: Studio, shared: Path) -> None:
    session = studio.session
    studio.load(*songs(shared, "three", "one"))
    assert studio.mashup.tempo == Fastest()
    studio.paint(0, 5)
    studio.until(lambda: session.settled)
    before, heard = studio.mashup, session.fitting.heard
    assert heard is not None
    assert heard.grid.tempo == pytest.approx(120, rel=1e-3)
    add(studio, shared / "two.wav")
    assert studio.alignment.grid.tempo == pytest.approx(126, rel=1e-3)
    np.testing.assert_array_equal(studio.mashup.cells[:8], before.cells)
    # The former alignment is heard until every song fits.
    assert session.fitting.heard is heard
    assert all(studio.files[row] for row in (0, 5))
    studio.until(lambda: session.settled)
    assert session.fitting.heard is session.alignment


def test_there_is_room_for_eight_songs(studio: Studio, shared: Path) -> None:
    for source in range(MAX_SOURCES):
        assert studio.session.free_sources[0] == source
        studio.session.load(source, shared / "one.wav")
    assert studio.session.free_sources == []


def test_a_project_of_three_songs_comes_back_or_says_which_one_is_gone(
    two: Studio, shared: Path, tmp_path: Path
) -> None:
    add(two, shared / "three.wav")
    two.paint(9, 11)
    two.session.reorder(2, 1)
    two.session.rename(2, "밤편지")
    before, path = two.mashup, tmp_path / "night.mash"
    two.save(path)
    assert load_project(path) == before
    two.open(path)
    assert two.mashup == before
    assert two.session.title(2) == "밤편지"
    two.until(lambda: two.session.settled)
    path.write_text(path.read_text("utf-8").replace("three.wav", "elsewhere.wav"), "utf-8")
    data = json.loads(path.read_text("utf-8"))
    data["sources"][1]["sha256"] = "0" * 64
    path.write_text(json.dumps(data), "utf-8")
    two.session.open_project(path, path, two.failures.append)
    two.until(lambda: two.failures)
    assert isinstance(two.failures[0], SongMoved)
    assert "밤편지" in str(two.failures[0])
    assert two.mashup == before


@pytest.fixture
def sound(studio: Studio, sound_server: SoundServer) -> Iterator[LiveMix]:
    with followed(studio.session, Listener()) as sound:
        yield sound


def test_what_plays_goes_on_while_a_song_is_added(
    studio: Studio, sound: LiveMix, sound_server: SoundServer, shared: Path
) -> None:
    studio.load(*songs(shared, "one", "two"))
    studio.commit("Key", with_key(studio.mashup, AsIs()))
    studio.paint(0, 5, beats=range(studio.mashup.beats))
    studio.until(lambda: studio.session.settled and sound.loudness is not None)
    whole = studio.mix(sound.master.linear)
    sound.loop = (0, 8)
    with sound_server.recording() as recording:
        sound.player.play(0)
        recording.plays(whole)
        add(studio, shared / "three.wav")
        recording.wait(0.5)
        recording.plays(whole)
        studio.until(lambda: studio.session.settled and studio.idle)
        recording.wait(0.5)
        recording.plays(whole)


def test_a_loop_ends_with_a_mashup_that_is_made_shorter(studio: Studio, sound: LiveMix, shared: Path) -> None:
    studio.load(*songs(shared, "one", "two"))
    studio.until(lambda: sound.ready)
    beats = studio.mashup.beats
    sound.loop = (4, 8)
    studio.commit("Delete beats", delete_beats(studio.mashup, Selection((0,), 6, beats)))
    assert sound.loop == (4, 6)
    studio.commit("Delete beats", delete_beats(studio.mashup, Selection((0,), 4, 6)))
    assert sound.loop is None


def test_an_empty_mashup_plays_its_songs_while_another_is_added(
    studio: Studio, sound: LiveMix, sound_server: SoundServer, shared: Path
) -> None:
    studio.load(*songs(shared, "one", "two"))
    song_file = studio.session.fitting.song_file
    studio.until(lambda: all(map(song_file, (0, 1))) and studio.idle)
    files = {source: song_file(source) for source in (0, 1)}
    whole = all_whole(studio.mashup, studio.alignment, files, sound.master.linear)
    assert whole is not None
    plan, paths = whole
    both = render(plan, [None if path is None else np.load(path) for path in paths], 0, plan.frames)
    with sound_server.recording() as recording:
        sound.player.play(0)
        sound.loop = (0, 8)
        recording.plays(both)
        add(studio, shared / "three.wav")
        recording.wait(0.5)
        recording.plays(both)


def test_five_songs_in_25_lanes_play_are_exported_and_come_back(
    studio: Studio, sound: LiveMix, sound_server: SoundServer, shared: Path, tmp_path: Path
) -> None:
    session = studio.session
    studio.load(*songs(shared, "one", "two", "three", "one", "two"))
    assert (len(studio.mashup.sources), len(studio.mashup.lanes)) == (5, 20)
    suggest(session)
    studio.paint(*range(20))
    # The vocals of each song have a second lane.
    rows = [row for row, lane in enumerate(studio.mashup.lanes) for _ in range(1 + (lane.part is StemName.VOCALS))]
    lanes, cells = tuple(studio.mashup.lanes[row] for row in rows), studio.mashup.cells[rows]
    few = studio.mashup
    studio.commit("Double", replace(few, lanes=lanes, cells=cells))
    assert len(studio.mashup.lanes) == 25
    studio.until(lambda: session.settled and sound.loudness is not None and studio.idle)
    out = tmp_path / "mix.wav"
    exported = export_mashup(snapshot(session), ExportOptions(out, FLOAT, stems=True), session.cache, job=Job())
    assert exported.master == sound.master
    names = {path.stem for path in (tmp_path / "mix stems").iterdir()}
    assert names == {f"{letter} {stem}" for letter in "ABCDE" for stem in (*StemName, "vocals 2")}
    whole = studio.mix(sound.master.linear)
    with sound_server.recording() as recording:
        sound.player.play(0)
        recording.hears(whole[4000:40_000])
    before = studio.mashup
    studio.save(tmp_path / "five.mash")
    studio.open(tmp_path / "five.mash")
    assert studio.mashup == before
    studio.until(lambda: session.settled)
    again = tmp_path / "again.wav"
    export_mashup(snapshot(session), ExportOptions(again, FLOAT), session.cache, job=Job())
    # A float WAV file also contains the time it was written.
    assert np.array_equal(soundfile.read(again)[0], soundfile.read(out)[0])
    studio.commit("Halve", few)
    session.undo()
    assert studio.mashup == before
