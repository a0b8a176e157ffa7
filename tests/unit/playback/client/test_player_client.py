"""Live playback on a real (virtual) sound device: the recording is what was meant to play."""

import threading
import time
from pathlib import Path

import numpy as np
from mashups import LANE_COUNT, lanes_but, mashup_of
from playback import ALIGNMENT, BEAT, BEATS, DOWNBEATS, PLAN, Listener, largest_step
from rendering import render
from sound_server import SoundServer, until

from mashstudio.audio.loudness import true_peak
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.strip import Control, Curve
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import Ended
from mashstudio.playback.process.mixer import FADE_FRAMES
from mashstudio.render.compile import compile_plan
from mashstudio.render.loop import loop_plan
from mashstudio.render.metronome import CLICK_FRAMES, CLICK_STEMS
from mashstudio.render.one_lane import empty_plan


def test_what_is_recorded_is_the_mix_bit_by_bit(
    sound_server: SoundServer, player: PlayerClient, loaded: list[Samples | None]
) -> None:
    with sound_server.recording() as recording:
        player.play(7 * BEAT + 123)
        recording.hears(render(PLAN, loaded, 7 * BEAT + 123, 2 * SAMPLE_RATE))


def test_strips_are_heard_as_they_are_exported_from_anywhere_and_in_a_loop(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    curve = Curve(Control.FILTER, ((0.0, -0.8), (12.0, 0.8)))
    strips = lanes_but({0: {"low": -20.0, "reverb": 0.3, "pan": 0.4}, 5: {"echo": 0.5, "curves": (curve,)}})
    plan = compile_plan(mashup_of({0: list(range(40)), 5: [9, 10, -1, -1] * 10}, strips), ALIGNMENT, 0.5)
    with sound_server.recording() as recording:
        player.set_mix(plan, stems)
        player.play(3 * BEAT)
        recording.hears(render(plan, loaded, 3 * BEAT, SAMPLE_RATE))
        player.seek(7 * BEAT + 99)
        recording.hears(render(plan, loaded, 7 * BEAT + 99, SAMPLE_RATE))
        loop = (8 * BEAT, 10 * BEAT)
        player.set_loop(loop)
        player.seek(loop[0])
        once = render(loop_plan(plan, *loop), loaded, loop[0], loop[1] - loop[0])
        recording.hears(np.concatenate([once, once]))


def test_edits_while_it_plays_neither_tear_nor_click(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    rows = [{0: list(range(40)), 5: [9] * 40}, {3: list(range(40)), 6: [2, 9] * 20}, {0: [1] * 40}]
    plans = [compile_plan(mashup_of(each), ALIGNMENT, 0.9) for each in rows]
    own = max(largest_step(render(plan, loaded, 0, 8 * SAMPLE_RATE)) for plan in [*plans, PLAN])
    with sound_server.recording() as recording:
        player.play(0)
        until(lambda: player.position() > BEAT)
        for turn in range(60):
            player.set_mix(plans[turn % 3], stems)
            recording.wait(0.03)
        player.set_mix(PLAN, stems)
        recording.plays(render(PLAN, loaded, 0, PLAN.frames), SAMPLE_RATE // 4)
        player.pause()
        recording.wait(0.2)
    assert largest_step(recording.samples) <= own + 2 * 0.5 * np.pi / 2 / FADE_FRAMES


def test_a_mix_at_another_tempo_goes_on_at_its_own_place(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    with sound_server.recording() as recording:
        player.play(10 * BEAT)
        recording.wait(0.4)
        other = compile_plan(mashup_of({1: list(range(40))}), ALIGNMENT)
        with player.together():
            player.seek(3 * BEAT)
            player.set_mix(other, stems)
        recording.hears(render(other, loaded, 3 * BEAT, 12_000))
        position = player.position()
        at = recording.plays(render(other, loaded, 0, other.frames))
    # Nor is it ahead of the recording a moment later.
    assert 3 * BEAT <= position < at + SAMPLE_RATE


def test_a_seek_is_heard_without_a_click_and_from_its_first_sample(
    sound_server: SoundServer, player: PlayerClient, loaded: list[Samples | None]
) -> None:
    own = largest_step(render(PLAN, loaded, 0, PLAN.frames))
    with sound_server.recording() as recording:
        player.play(0)
        places = [recording.hears(render(PLAN, loaded, 0, 12_000))]
        for beat in (20, 3, 11):
            player.seek(beat * BEAT)
            places.append(recording.hears(render(PLAN, loaded, beat * BEAT, 12_000)))
        player.stop()
        recording.wait(0.2)
    assert places == sorted(places)
    assert largest_step(recording.samples) <= own + 2 * 0.5 * np.pi / 2 / FADE_FRAMES
    until(lambda: player.position() == 0)


def test_where_it_was_sent_is_known_before_it_is_heard(player: PlayerClient) -> None:
    player.play(0)
    until(lambda: player.position() > BEAT)
    player.seek(20 * BEAT)
    # From the command, through the latency, to the sound and beyond.
    while (heard := player.position()) < 21 * BEAT:
        goal = player.goal()
        # The target of the seek, or its continuation as it is heard.
        assert goal == 20 * BEAT or heard <= goal <= player.position(), heard
    assert player.goal() >= heard


def test_a_loop_s_seam_is_the_mix_s_own(
    sound_server: SoundServer, player: PlayerClient, loaded: list[Samples | None]
) -> None:
    loop = (8 * BEAT, 10 * BEAT)
    player.set_loop(loop)
    with sound_server.recording() as recording:
        player.play(8 * BEAT)
        once = render(loop_plan(PLAN, *loop), loaded, loop[0], loop[1] - loop[0])
        recording.hears(np.concatenate([once] * 3))
        positions = [player.position() for _ in range(100)]
    assert all(loop[0] <= position < loop[1] for position in positions)


def test_a_mix_its_place_and_its_loop_come_in_one_moment(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    other = compile_plan(mashup_of({1: list(range(40))}), ALIGNMENT)
    loop = (2 * BEAT, 3 * BEAT)
    player.set_loop((8 * BEAT, 12 * BEAT))
    with sound_server.recording() as recording:
        player.play(8 * BEAT)
        recording.wait(0.4)
        with player.together():
            # So near to the loop's end that the next block passes it.
            player.set_mix(other, stems)
            player.seek(3 * BEAT - 300)
            player.set_loop(loop)
        once = render(loop_plan(other, *loop), loaded, loop[0], BEAT)
        recording.hears(np.concatenate([once] * 2))


def test_the_metronome_is_heard_over_the_mix(
    sound_server: SoundServer, player: PlayerClient, loaded: list[Samples | None]
) -> None:
    player.set_metronome(True)
    with sound_server.recording() as recording:
        player.play(3 * BEAT)
        at = recording.hears(render(PLAN, loaded, 3 * BEAT + CLICK_FRAMES, 10_000)) - CLICK_FRAMES
        until(lambda: recording.frames > at + 3 * BEAT)
    heard = recording.samples
    clicks = CLICK_STEMS[0]
    assert clicks is not None
    for beat, click in ((3, clicks[CLICK_FRAMES:]), (4, clicks[:CLICK_FRAMES]), (5, clicks[CLICK_FRAMES:])):
        over = heard[at + (beat - 3) * BEAT :][:CLICK_FRAMES] - render(PLAN, loaded, beat * BEAT, CLICK_FRAMES)
        assert np.allclose(over, click, atol=1e-6)


def test_what_is_edited_to_be_too_loud_is_held_at_once(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    loud = compile_plan(mashup_of({lane: list(range(40)) for lane in range(LANE_COUNT)}), ALIGNMENT, 3.0)
    assert true_peak(render(loud, loaded, 0, 4 * BEAT)) > 5
    with sound_server.recording() as recording:
        player.play(0)
        recording.wait(0.5)
        player.set_mix(loud, stems)
        until(lambda: player.meters().limited > 5)
        player.set_mix(PLAN, stems)
        # Soon nothing is limited any more, and samples pass bit by bit.
        recording.plays(render(PLAN, loaded, 0, PLAN.frames), 10_000)
    assert true_peak(recording.samples) <= -1.0


def test_a_lane_whose_stem_is_not_ready_is_silent_and_joins(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    player.set_mix(PLAN, [None, *stems[1:]], BEATS, DOWNBEATS)
    with sound_server.recording() as recording:
        player.play(0)
        recording.hears(render(PLAN, [None, *loaded[1:]], 0, 15_000))
        player.set_mix(PLAN, stems, BEATS, DOWNBEATS)
        assert recording.plays(render(PLAN, loaded, 0, PLAN.frames)) > 15_000


def test_one_stem_alone_is_heard_as_it_is(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    stem = loaded[6]
    assert stem is not None
    player.set_audition(stems[6], 777)
    with sound_server.recording() as recording:
        player.play(2 * BEAT)
        recording.hears(stem[2 * BEAT + 777 :][:20_000])
        player.set_audition(None)
        recording.plays(render(PLAN, loaded, 0, PLAN.frames))


def test_at_the_end_it_stops_and_says_so(player: PlayerClient, listener: Listener) -> None:
    player.play(PLAN.frames - BEAT)
    assert player.playing
    listener.wait(Ended)
    until(lambda: not player.heard)
    assert not player.playing
    assert player.position() == PLAN.frames


def test_play_is_meant_for_the_mix_that_was_set_before_however_quickly(
    sound_server: SoundServer, player: PlayerClient, stems: list[Path], loaded: list[Samples | None]
) -> None:
    with sound_server.recording() as recording:
        player.set_mix(empty_plan(), [None] * LANE_COUNT)
        player.set_mix(PLAN, stems)
        player.play(4 * BEAT)
        recording.hears(render(PLAN, loaded, 4 * BEAT, 8000))
        assert player.playing


def playhead_errors(sound_server: SoundServer, player: PlayerClient) -> tuple[float, float]:
    """Play a click on each beat; return how far the playhead was from the clicks heard, and how unsteady (seconds)."""
    reads: list[tuple[float, int]] = []
    with sound_server.recording(piece=0.002) as recording:
        # The server's reported latency settles once a recording has begun.
        recording.wait(3.0)
        player.play(0)
        until(lambda: player.heard)
        pause, started = threading.Event(), recording.frames
        while recording.frames < started + 4 * SAMPLE_RATE:
            before, position, after = time.perf_counter(), player.position(), time.perf_counter()
            # If the computer was busy between the three readings, the time isn't known.
            if after - before < 0.001:
                reads.append((before, position))
            pause.wait(1 / 60)
        player.stop()
    times, frames = np.array(reads).T
    assert np.all(np.diff(frames) >= 0)
    found = np.flatnonzero(recording.samples[:, 0] == 0.5)
    assert len(found) >= 7
    errors = []
    for beat, frame in enumerate(found):
        heard_at = recording.time_of(int(frame))
        if times[0] < heard_at < times[-1]:
            errors.append((np.interp(heard_at, times, frames) - (beat + 1) * BEAT) / SAMPLE_RATE)
    assert len(errors) >= 6
    steady = frames - times * SAMPLE_RATE
    return float(np.abs(errors).max()), float(np.ptp(steady[len(steady) // 4 :]) / SAMPLE_RATE)


def test_the_playhead_is_within_10_ms_of_the_click_that_is_recorded(
    sound_server: SoundServer, player: PlayerClient, tmp_path: Path
) -> None:
    clicks = np.zeros((40 * BEAT, 2), np.float32)
    clicks[BEAT::BEAT] = 0.5
    np.save(tmp_path / "clicks.npy", clicks)
    player.set_audition(tmp_path / "clicks.npy")
    # A busy computer delays the recorder and the sound server; they have to be undisturbed for four seconds once.
    tries: list[tuple[float, float]] = []
    while len(tries) < 5 and not (tries and max(tries[-1]) < 0.010):
        tries.append(playhead_errors(sound_server, player))
    assert max(tries[-1]) < 0.010, tries
