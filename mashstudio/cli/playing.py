"""`mashstudio play`: play a project in the terminal, with a position line and keys."""

import queue
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.cli.keys import keys
from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import BadArgument, ToolMissing
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Decibels, Seconds
from mashstudio.model.alignment import TargetGrid
from mashstudio.model.bars import Bars, bars_of
from mashstudio.model.mashup import Mashup
from mashstudio.model.plan import Plan
from mashstudio.model.song import SongPlace
from mashstudio.pipeline.mashing import Snapshot, align_mashup, mix_mashup, ready_songs, separators_of
from mashstudio.pipeline.project_files import read_project
from mashstudio.pipeline.realign import reopened
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.client.process_handle import list_devices
from mashstudio.playback.ipc.devices import (
    DeviceFailed,
    DeviceLost,
    DeviceName,
    Ended,
    PlayerEvent,
    PlayerFailed,
    message_of_event,
)
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SeparatorChoice, choose_separator
from mashstudio.separation.separator import Separator

_REFRESH: Seconds = 0.05
_RANGE = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")


@dataclass(frozen=True, eq=False)
class Playable:
    """A project ready to be played: `stems` are files, one per `Plan.stem`."""

    title: str
    plan: Plan
    stems: list[Path | None]
    grid: TargetGrid
    beats: int
    bars: Bars


def prepare(
    mashup: Mashup, places: Mapping[int, SongPlace], separator: Separator, lufs: Decibels | None, *, job: Job
) -> Playable:
    """Analyse, separate, fit and mix `mashup`, whose songs are at `places`, as far as that isn't cached."""
    cache = Cache(default_cache_folder())
    songs = ready_songs(places, cache, job=job.part(0, 0.3))
    alignment = align_mashup(mashup, songs)
    part, first = job.part(0.3, 1), mashup.sources[0]
    now = Snapshot(mashup, alignment, songs, separators_of(songs, separator))
    mix = cache.lasting(lambda: mix_mashup(now, cache, target=lufs, job=part))
    return Playable(
        title=reopened(mashup, songs).title,
        plan=mix.plan,
        stems=[Path(str(stem.filename)) if isinstance(stem, np.memmap) else None for stem in mix.stems],
        grid=alignment.grid,
        beats=mashup.beats,
        bars=bars_of(alignment.songs[first.id], first.offset),
    )


def parse_loop(text: str, beats: int) -> tuple[int, int]:
    """Return the beats “5-8” (from 1, inclusive) as a half-open range from 0. Raises BadArgument."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise BadArgument(Message("“{text}” is not a loop: write the first and last beat, like 5-8.", text=text))
    first, last = int(match[1]), int(match[2])
    if not 1 <= first <= last <= beats:
        raise BadArgument(
            Message("The loop “{text}” is out of range: the mashup has beats 1-{beats}.", text=text, beats=beats)
        )
    return first - 1, last


def parse_beat(beat: int, beats: int) -> int:
    """Return the index of the beat numbered `beat` from 1. Raises BadArgument if there is none."""
    if not 1 <= beat <= beats:
        raise BadArgument(Message("There is no beat {beat}: the mashup has beats 1-{beats}.", beat=beat, beats=beats))
    return beat - 1


def find_device(wanted: str | None) -> DeviceName | None:
    """Return the device whose name is or contains `wanted`.

    Raises BadArgument if there is none or several, ToolMissing if the devices can't be listed.
    """
    if wanted is None:
        return None
    devices = list_devices()
    if devices is None:
        raise ToolMissing(Message("Can't list the audio devices; run `mashstudio doctor` to find out why."))
    names = [device.name for device in devices]
    exact = [name for name in names if wanted in (name.name, str(name))]
    near = exact or [name for name in names if wanted.casefold() in str(name).casefold()]
    if len(near) == 1:
        return near[0]
    if near:
        several = Message(
            "“{name}” matches several audio devices: {names}.", name=wanted, names=", ".join(map(str, near))
        )
        raise BadArgument(several)
    if names:
        raise BadArgument(
            Message(
                "No audio device “{name}”; choose one of these: {names}.", name=wanted, names=", ".join(map(str, names))
            )
        )
    raise BadArgument(Message("No audio device “{name}”, nor any other.", name=wanted))


@dataclass(frozen=True)
class PlayRequest:
    """A project to play. start: the beat to begin at, loop: the beats to repeat (“5-8”), both from 1."""

    project: Path
    start: int | None
    loop: str | None
    device: str | None
    metronome: bool
    separator: SeparatorChoice
    lufs: Decibels | None


def play(request: PlayRequest, *, prepared: Callable[[], None], job: Job) -> None:
    """Play a project until its end, or until q is pressed.

    prepared: called when everything is ready. Without a terminal there are no keys. Raises BadArgument, and
    ToolMissing if there is no way to play.
    """
    mashup, songs = read_project(request.project, job)
    around = None if request.loop is None else parse_loop(request.loop, mashup.beats)
    begin = around[0] if around else 0
    if request.start is not None:
        begin = parse_beat(request.start, mashup.beats)
    chosen = choose_separator(request.separator, ModelStore(default_models_folder()))
    name = find_device(request.device)
    playable = prepare(mashup, songs, chosen, request.lufs, job=job)
    beats = playable.grid.frames(playable.beats + 1)
    prepared()
    events: queue.SimpleQueue[PlayerEvent] = queue.SimpleQueue()
    player = PlayerClient(events.put, device=name)
    try:
        player.set_mix(playable.plan, playable.stems, beats[:-1], playable.bars.within(0, playable.beats))
        if around is not None:
            player.set_loop((int(beats[around[0]]), int(beats[around[1]])))
        player.set_metronome(request.metronome)
        player.play(int(beats[begin]))
        _Terminal(playable, player, events, beats, metronome=request.metronome).run()
    finally:
        player.close()


class _Terminal:
    """The position line and the keys."""

    def __init__(
        self,
        playable: Playable,
        player: PlayerClient,
        events: "queue.SimpleQueue[PlayerEvent]",
        beats: NDArray[np.int64],
        *,
        metronome: bool,
    ) -> None:
        self._playable, self._player, self._events, self._beats = playable, player, events, beats
        self._metronome = metronome
        self._gain: Decibels = 0.0
        self._screen = sys.stdout.isatty()
        self._width = 0

    def run(self) -> None:
        """Run until the end, or q. Raises ToolMissing if playback fails and there is no user to fix it."""
        self._say(f"{self._playable.title} · {self._playable.grid.tempo:.2f} BPM · {self._playable.beats} beats")
        with keys() as next_key:
            if next_key is not None:
                self._say("space: play/pause · ←→: one bar · ↑↓: level · m: metronome · q: quit")
            ended = False
            # The end is reported when it is rendered, before it is heard.
            while not ended or self._player.heard:
                if next_key is not None and (key := next_key(_REFRESH)) and not self._press(key):
                    break
                event = self._event(0 if next_key is not None else _REFRESH)
                if event is not None:
                    self._tell(event, interactive=next_key is not None)
                    ended = isinstance(event, Ended) and next_key is None
                self._show()
        self._say("")

    def _event(self, patience: Seconds) -> PlayerEvent | None:
        try:
            return self._events.get(patience > 0, patience)
        except queue.Empty:
            return None

    def _tell(self, event: PlayerEvent, *, interactive: bool) -> None:
        message = message_of_event(event)
        if message is None:
            return
        if isinstance(event, PlayerFailed) or (isinstance(event, DeviceFailed | DeviceLost) and not interactive):
            raise ToolMissing(message)
        self._say(str(message))

    def _press(self, key: str) -> bool:
        """Carry out a key; return False to quit."""
        player = self._player
        match key:
            case "q":
                return False
            case " ":
                if player.playing:
                    player.pause()
                else:
                    player.play()
            case "left" | "right":
                beat = self._playable.bars.moved(self._beat(), 1 if key == "right" else -1)
                player.seek(int(self._beats[min(max(beat, 0), self._playable.beats - 1)]))
            case "up" | "down":
                self._gain = min(max(self._gain + (1 if key == "up" else -1), -60.0), 12.0)
                player.set_gain(self._gain)
            case "m":
                self._metronome = not self._metronome
                player.set_metronome(self._metronome)
        return True

    def _beat(self) -> int:
        at = int(np.searchsorted(self._beats, self._player.position(), "right")) - 1
        return min(at, self._playable.beats - 1)

    def _show(self) -> None:
        if not self._screen:
            return
        player, playable, beat = self._player, self._playable, self._beat()
        meters = player.meters()
        bar, step = playable.bars.place(beat)
        line = (
            f"{'▶' if player.playing else '⏸'} beat {beat + 1} · bar {bar + 1}.{step + 1} · "
            f"{_clock(player.position())} / {_clock(playable.plan.frames)} · {meters.short_term:.1f} LUFS · "
            f"peak {max(meters.peak):.1f} dB{' LIMITED' if meters.limited else ''}"
        )
        print(f"\r{line:<{self._width}}", end="", flush=True)
        self._width = len(line)

    def _say(self, text: str) -> None:
        if self._screen and self._width:
            print(f"\r{'':<{self._width}}\r", end="")
            self._width = 0
        if text:
            print(text, flush=True)


def _clock(frames: int) -> str:
    seconds = frames / SAMPLE_RATE
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"
