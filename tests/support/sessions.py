"""A session with its subscriber, for tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playback import Listener
from pump import Pump
from rendering import render
from sound_server import MAIN

from mashstudio.core.cache import Cache
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples
from mashstudio.document.edits import Selection, paint
from mashstudio.model.alignment import Alignment, Engine
from mashstudio.model.mashup import Mashup
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.devices import DeviceName, DeviceOpened
from mashstudio.render.compile import compile_plan
from mashstudio.separation.spleeter_separator import SpleeterSeparator
from mashstudio.session.autosave import Autosave
from mashstudio.session.editing import Topic
from mashstudio.session.live_mix import LiveMix
from mashstudio.session.mended_beats import MendedBeats
from mashstudio.session.saving import save
from mashstudio.session.session import MashupSession
from mashstudio.session.workers import Workers


class Studio:
    """A session and what it reported."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.pump = Pump()
        self.topics: list[Topic] = []
        self.told: list[Message] = []
        self.failures: list[Exception] = []
        self.workers = Workers(self.pump.post)
        self._followers: list[Callable[[], None]] = []
        self.session = MashupSession(
            Cache(cache),
            self.workers,
            MendedBeats(folder / "grids"),
            Autosave(folder / "autosave"),
            separator=SpleeterSeparator,
            engine=lambda: Engine.OWN,
            tell=self.told.append,
        )
        self.session.listen(self._changed)

    def commit(self, name: str, mashup: Mashup) -> None:
        self.session.edit(Message(name), mashup)

    @property
    def steps(self) -> list[str]:
        """The names of the steps that can be undone and redone."""
        return [str(step) for step in self.session.history.steps]

    def follow(self, follower: Callable[[], None]) -> None:
        """Call `follower` on every change of the mashup and of what can be heard."""
        self._followers.append(follower)

    def _changed(self, topic: Topic) -> None:
        self.topics.append(topic)
        for follower in self._followers if topic is not Topic.DECKS else ():
            follower()

    def until(self, reached: Callable[[], object]) -> None:
        self.pump.until(reached)

    def load(self, *paths: Path) -> None:
        """Load songs as A, B, C … and wait for a mashup of them."""
        for source, path in enumerate(paths):
            self.session.load(source, path)
        self.until(lambda: self.session.mashup is not None)

    def paint(self, *rows: int, beats: range = range(8)) -> None:
        """Switch cells of these lanes on."""
        where = Selection(rows, beats.start, beats.stop)
        self.commit("Paint", paint(self.mashup, self.session.song_beats(), where, on=True))

    def save(self, path: Path) -> None:
        """Save the mashup and wait until it is saved."""
        saved: list[bool] = []
        save(self.session, path, lambda: saved.append(True), self.failures.append)
        self.until(lambda: saved)

    def open(self, path: Path) -> None:
        """Close the open project and open another."""
        self.session.close_songs()
        self.session.open_project(path, path, self.failures.append)
        self.until(lambda: self.session.mashup is not None or self.failures)

    @property
    def mashup(self) -> Mashup:
        assert self.session.mashup is not None
        return self.session.mashup

    @property
    def files(self) -> list[Path | None]:
        """The file that each lane plays."""
        return self.session.lane_files(self.mashup)

    def mix(self, master: float = 1.0) -> Samples:
        """Return the sound of the present mashup."""
        plan = compile_plan(self.mashup, self.alignment, master)
        return render(plan, [None if file is None else np.load(file) for file in self.files], 0, plan.frames)

    @property
    def alignment(self) -> Alignment:
        assert self.session.alignment is not None
        return self.session.alignment

    @property
    def idle(self) -> bool:
        """Return True if no background work is running or about to start."""
        return not self.workers._running and not self.workers._waiting

    def error(self, source: int) -> Message | None:
        """Return the error shown on a source's deck."""
        deck = self.session.shown(source)
        return None if deck is None else deck.error


@contextmanager
def followed(session: MashupSession, listener: Listener) -> Iterator[LiveMix]:
    """A player on the test's sound server that follows the session, as in a window."""
    player = PlayerClient(listener, device=DeviceName(MAIN, "ALSA"))
    try:
        listener.wait(DeviceOpened)
        yield LiveMix(session, player, lambda: None)
    finally:
        player.close()
