"""A mix that waits for a bar, on a real (virtual) sound device: the recording is both mixes' own samples."""

from pathlib import Path

import numpy as np
from mashups import lanes_but, mashup_of
from playback import ALIGNMENT, BEAT, PLAN, Listener
from rendering import render
from sound_server import SoundServer, find, until

from mashstudio.core.units import Samples
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import Switched
from mashstudio.playback.process.mixer import FADE_FRAMES
from mashstudio.render.compile import compile_plan

OTHER = compile_plan(mashup_of({1: list(range(40)), 6: [*range(20), *range(5, 25)]}), ALIGNMENT, 0.9)
EDITED = compile_plan(
    mashup_of({1: list(range(40)), 6: [9] * 40}, lanes_but({1: {"low": -20.0, "reverb": 0.3}})), ALIGNMENT, 0.7
)
BARS = np.arange(6, 40, 2) * BEAT


def test_the_old_mix_is_heard_up_to_the_bar_and_from_it_on_the_one_edited_meanwhile(
    sound_server: SoundServer,
    player: PlayerClient,
    listener: Listener,
    stems: list[Path],
    loaded: list[Samples | None],
) -> None:
    with sound_server.recording() as recording:
        player.play(5 * BEAT)
        began = recording.hears(render(PLAN, loaded, 5 * BEAT, 4000))
        player.set_mix(OTHER, stems, bars=BARS)
        assert player.switching
        player.set_mix(EDITED, stems)
        listener.wait(Switched)
        assert not player.switching
        recording.plays(render(EDITED, loaded, 0, EDITED.frames))
    heard = recording.samples
    bar = next(int(bar) for bar in BARS if find(render(EDITED, loaded, int(bar), 4000), heard) >= 0)
    frames = bar - FADE_FRAMES - 5 * BEAT
    assert np.array_equal(heard[began:][:frames], render(PLAN, loaded, 5 * BEAT, frames))
    assert find(render(EDITED, loaded, bar, 4000), heard) == began + bar - 5 * BEAT


def test_while_a_mix_waits_the_playhead_is_moved_and_stopped_at_once(
    sound_server: SoundServer, player: PlayerClient, listener: Listener, stems: list[Path], loaded: list[Samples | None]
) -> None:
    never = np.array([PLAN.frames - 1])
    with sound_server.recording() as recording:
        player.play(0)
        recording.hears(render(PLAN, loaded, 0, 4000))
        player.set_mix(OTHER, stems, bars=never)
        player.seek(20 * BEAT)
        recording.hears(render(OTHER, loaded, 20 * BEAT, 8000))
        listener.wait(Switched)
        player.set_mix(PLAN, stems, bars=never)
        player.pause()
        listener.wait(Switched)
    until(lambda: not player.heard)
    player.set_mix(OTHER, stems, bars=never)
    listener.wait(Switched)
