"""The Play menu, on a real (virtual) sound device."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from rendering import render
from sound_server import SoundServer, find

from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.edits import Selection, paint, with_lane, with_tempo
from mashstudio.gui.commands.play_commands import PlayCommands
from mashstudio.gui.studio import Studio
from mashstudio.model.choices import FixedTempo
from mashstudio.session.whole_songs import all_whole


@pytest.fixture
def heard(qtbot: QtBot, sound_server: SoundServer, loaded: Studio) -> Studio:
    """Return two songs ready to play, on a device."""
    qtbot.waitUntil(lambda: loaded.sound.ready and loaded.player.device is not None, timeout=60_000)
    return loaded


def beat(studio: Studio) -> float:
    return studio.sound.beat_at(studio.player.position())


def test_it_plays_pauses_and_goes_back_to_where_it_began(qtbot: QtBot, heard: Studio) -> None:
    commands = PlayCommands(heard)
    heard.select(Selection((0,), 4, 8))
    commands.play_selection()
    qtbot.waitUntil(lambda: heard.player.heard and beat(heard) > 4.2, timeout=10_000)
    commands.play()
    assert not heard.player.playing
    qtbot.waitUntil(lambda: not heard.player.heard, timeout=10_000)
    paused = beat(heard)
    assert paused >= 4.2
    commands.play()
    qtbot.waitUntil(lambda: beat(heard) > paused + 0.2, timeout=10_000)
    commands.stop()
    qtbot.waitUntil(lambda: not heard.player.heard, timeout=10_000)
    qtbot.waitUntil(lambda: beat(heard) == pytest.approx(paused, abs=0.01), timeout=10_000)


def test_an_empty_mashup_plays_both_songs_whole(qtbot: QtBot, sound_server: SoundServer, heard: Studio) -> None:
    fitting, told = heard.session.fitting, list[str]()
    heard.notice.connect(told.append)
    qtbot.waitUntil(lambda: fitting.fits is not None and all(fit.song for fit in fitting.fits.values()), timeout=60_000)
    # Mutes belong to lanes; they don't affect whole songs.
    heard.edit_with(Message("Mute"), lambda mashup: with_lane(mashup, 0, mute=True))
    mashup, fits, grid = heard.mashup, fitting.fits, fitting.heard
    assert mashup is not None
    assert fits is not None
    assert grid is not None
    whole = all_whole(mashup, grid, {source: fit.song for source, fit in fits.items()}, heard.sound.master.linear)
    assert whole is not None
    plan, files = whole
    stems = [None if file is None else np.load(file, mmap_mode="r") for file in files]
    mixed = render(plan, stems, grid.grid.frame(2), SAMPLE_RATE)
    sums = np.zeros_like(mixed)
    for source in mashup.sources:
        fit, offset = fits[source.id], source.offset
        assert fit.song is not None
        first = fit.alignment.beat_frame[offset + 2]
        sums += np.load(fit.song)[first : first + SAMPLE_RATE] * 10 ** (grid.songs[source.id].gain_db / 20)
    assert np.allclose(mixed, sums * heard.sound.master.linear, atol=1e-4)
    assert np.abs(mixed).max() > 0.1
    commands = PlayCommands(heard)
    with sound_server.recording() as recording:
        commands.play()
        qtbot.waitUntil(lambda: find(mixed, recording.samples) >= 0, timeout=20_000)
    assert told[-1].startswith("No cells yet")
    commands.stop()
    beats = heard.session.song_beats()
    heard.edit_with(Message("Paint"), lambda mashup: paint(mashup, beats, Selection((5,), 0, 4), on=True))
    assert heard.mashup is not None
    assert all_whole(heard.mashup, grid, {source: fit.song for source, fit in fits.items()}, 1.0) is None


def test_the_playhead_can_go_to_both_ends(qtbot: QtBot, heard: Studio) -> None:
    commands = PlayCommands(heard)
    assert heard.mashup is not None
    commands.to_end()
    qtbot.waitUntil(lambda: heard.player.position() == heard.sound.frame_of(heard.mashup.beats), timeout=10_000)  # type: ignore[union-attr]
    commands.to_start()
    qtbot.waitUntil(lambda: heard.player.position() == 0, timeout=10_000)


def test_the_selection_is_looped_and_stays_on_its_beats_at_another_tempo(qtbot: QtBot, heard: Studio) -> None:
    commands = PlayCommands(heard)
    heard.select(Selection((0,), 4, 6))
    with qtbot.waitSignal(heard.sound_changed):
        commands.loop()
    assert commands.looping
    assert heard.sound.loop == (4, 6)
    commands.play()
    # The loop wraps from the end of beat 6 to beat 5.
    qtbot.waitUntil(lambda: beat(heard) > 5.6, timeout=10_000)
    qtbot.waitUntil(lambda: beat(heard) < 4.6, timeout=10_000)
    heard.edit_with(Message("Tempo"), lambda mashup: with_tempo(mashup, FixedTempo(110.0)))
    qtbot.waitUntil(lambda: heard.session.fitting.heard is heard.session.alignment, timeout=60_000)
    qtbot.waitUntil(lambda: beat(heard) > 5.6, timeout=10_000)
    qtbot.waitUntil(lambda: beat(heard) < 4.6, timeout=10_000)
    assert heard.sound.loop == (4, 6)
    commands.loop()
    assert not commands.looping
    qtbot.waitUntil(lambda: beat(heard) > 6.5, timeout=10_000)


def test_without_a_selection_all_of_it_is_looped(heard: Studio) -> None:
    PlayCommands(heard).loop()
    assert heard.mashup is not None
    assert heard.sound.loop == (0, heard.mashup.beats)


def test_the_metronome_is_switched(heard: Studio) -> None:
    commands = PlayCommands(heard)
    assert not commands.clicking
    commands.metronome()
    assert commands.clicking
    commands.metronome()
    assert not commands.clicking


def test_an_empty_studio_reports_that_there_is_nothing_to_play(qtbot: QtBot, studio: Studio) -> None:
    commands = PlayCommands(studio)
    for command in (commands.play, commands.play_selection, commands.loop):
        with qtbot.waitSignal(studio.notice) as told:
            command()
        assert "Nothing to play yet" in told.args[0]
    assert not studio.player.playing
    assert not commands.looping
