"""The user's messages for the player's events."""

from pathlib import Path

import pytest

from mashstudio.playback.ipc.devices import (
    DeviceFailed,
    DeviceLost,
    DeviceName,
    DeviceOpened,
    DevicesListed,
    Ended,
    PlayerEvent,
    PlayerFailed,
    PlayerRestarted,
    StemUnreadable,
    message_of_event,
)

CARD = DeviceName("Scarlett", "ALSA")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (DeviceOpened(CARD, 48_000, 0.0351), "Scarlett, 48 kHz, 35 ms"),
        (DeviceLost(CARD), "Scarlett was disconnected"),
        (DeviceFailed(None, "no default"), "No audio device"),
        (DeviceFailed(CARD, "busy"), "Scarlett can't be opened (busy)"),
        (StemUnreadable(Path("/a/b.npy"), "no such file"), "/a/b.npy"),
        (PlayerRestarted(), "continues where it stopped"),
        (PlayerFailed("no memory"), "no memory"),
    ],
)
def test_what_matters_is_told(event: PlayerEvent, words: str) -> None:
    assert words in str(message_of_event(event))


@pytest.mark.parametrize("event", [Ended(), DevicesListed(())])
def test_what_shows_by_itself_needs_no_words(event: PlayerEvent) -> None:
    assert message_of_event(event) is None
