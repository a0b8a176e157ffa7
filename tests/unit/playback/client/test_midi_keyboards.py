"""MIDI keyboards are heard as soon as they are connected; one that goes is told and comes back. Only the driver is a
stand-in.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from midi_room import PIANO, MidiRoom
from sound_server import until

from mashstudio.playback.client.midi_keyboards import MidiKeyboards
from mashstudio.playback.ipc.keys import (
    KeyboardEvent,
    KeyboardFailed,
    KeyboardFound,
    KeyboardLost,
    KeyboardsEnded,
    KeyPlayed,
    message_of_keyboard,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in's ports are named pipes")


class Room(MidiRoom):
    """A room, and what was heard of its keyboards."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        super().__init__(folder, patch)
        self.events: list[KeyboardEvent] = []

    def wait(self, event: KeyboardEvent) -> None:
        until(lambda: event in self.events)

    @property
    def keys(self) -> list[tuple[int, int]]:
        return [(event.pitch, event.velocity) for event in self.events if isinstance(event, KeyPlayed)]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    made = Room(tmp_path / "midi", monkeypatch)
    keyboards = MidiKeyboards(made.events.append)
    yield made
    keyboards.close()


def test_keys_are_heard_with_their_velocity_and_time(room: Room) -> None:
    room.plug()
    room.wait(KeyboardFound(PIANO))
    before = time.perf_counter()
    # On any channel; a press without velocity is a release.
    room.play((0x90, 60, 101), (0x93, 64, 1), (0x80, 60, 64), (0x93, 64, 0))
    until(lambda: len(room.keys) == 4)
    assert room.keys == [(60, 101), (64, 1), (60, 0), (64, 0)]
    times = [event.at for event in room.events if isinstance(event, KeyPlayed)]
    assert times == sorted(times)
    assert before < times[0] <= times[-1] < time.perf_counter()


def test_the_pedal_holds_keys_and_other_messages_mean_nothing(room: Room) -> None:
    room.plug()
    room.wait(KeyboardFound(PIANO))
    room.play(
        (0xB0, 64, 127), (0x90, 60, 90), (0x80, 60, 0), (0x90, 62, 90), (0xE0, 0, 64), (0xB0, 1, 9), (0xB0, 64, 0)
    )
    until(lambda: len(room.keys) == 3)
    assert room.keys == [(60, 90), (62, 90), (60, 0)]
    room.play((0xB0, 123, 0))
    until(lambda: len(room.keys) == 4)
    assert room.keys[-1] == (62, 0)


def test_a_keyboard_that_goes_is_told_its_keys_let_go_and_it_comes_back(room: Room) -> None:
    room.plug()
    room.wait(KeyboardFound(PIANO))
    room.play((0x90, 60, 90), (0x90, 64, 90))
    until(lambda: len(room.keys) == 2)
    room.unplug()
    room.wait(KeyboardLost(PIANO))
    assert room.keys[2:] == [(60, 0), (64, 0)]
    room.plug()
    until(lambda: room.events.count(KeyboardFound(PIANO)) == 2)
    room.play((0x90, 72, 33))
    until(lambda: room.keys[-1] == (72, 33))


def test_one_that_another_program_uses_is_told_once_and_the_others_play(room: Room) -> None:
    room.plug("Midi Through Port-0")
    (room.folder / "busy").touch()
    room.plug()
    room.wait(KeyboardFailed("busy", "it is used by another program"))
    room.wait(KeyboardFound(PIANO))
    # Found when ports are looked for once more.
    room.plug("another")
    room.wait(KeyboardFound("another"))
    room.unplug("busy")
    room.plug("busy")
    room.wait(KeyboardFound("busy"))
    assert len([event for event in room.events if isinstance(event, KeyboardFailed)]) == 1
    assert KeyboardFound("Midi Through Port-0") not in room.events


def test_a_system_without_midi_is_quiet_until_it_has_some(room: Room) -> None:
    room.plug()
    room.wait(KeyboardFound(PIANO))
    assert room.events == [KeyboardFound(PIANO)]


def test_everything_that_matters_is_told_in_a_sentence() -> None:
    assert message_of_keyboard(KeyPlayed(60, 90, 1.0)) is None
    for event in (KeyboardFound("K"), KeyboardLost("K"), KeyboardFailed("K", "busy"), KeyboardsEnded("code 1")):
        assert message_of_keyboard(event) is not None
