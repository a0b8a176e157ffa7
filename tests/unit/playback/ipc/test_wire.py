"""Commands and answers pass between the studio and its audio process unchanged."""

import json

import pytest

from mashstudio.playback.ipc.devices import Device, DeviceName
from mashstudio.playback.ipc.keys import CountIn, PressKey, ReleaseKey, SetKeys
from mashstudio.playback.ipc.lines import Crashed, encode
from mashstudio.playback.ipc.plan_slots import PlanLayout, ProgramLayout
from mashstudio.playback.ipc.wire import (
    Answer,
    ChangeProgram,
    Command,
    EndReached,
    FileUnreadable,
    Listed,
    MovePlayhead,
    OpenDevice,
    OutputFailed,
    OutputLost,
    OutputOpened,
    ProgramTaken,
    ProgramWaits,
    SetGain,
    SetMetronome,
    SetRolling,
    StartAt,
    decode_answer,
    decode_command,
)

CARD = DeviceName("스피커", "ALSA")
CARDS = (Device(CARD, 2, 48_000.0, True), Device(DeviceName("HDMI", "ALSA"), 8, 44_100.0, False))
PLAN = PlanLayout(((0, 12), (96, 0)), 44_100, 0.5, True)
COMMANDS = [
    OpenDevice(CARD, 0.1),
    OpenDevice(None, "high"),
    ChangeProgram(3, 1, ProgramLayout(PLAN, PLAN, (0, 441), PLAN), ("/a\n\udcff.npy", None), MovePlayhead(7, 2)),
    ChangeProgram(4, 0, ProgramLayout(PLAN, None, None, None, (8, 3)), (), None, True),
    MovePlayhead(44_100, 9),
    StartAt(44_100, 12.5, 9, 3),
    SetRolling(True, 5),
    SetGain(0.25),
    SetMetronome(False),
    SetKeys((None, "/c1.npy"), True),
    PressKey(60, 100),
    ReleaseKey(60),
    CountIn(12.5, 0.5, 4),
]
ANSWERS = [
    OutputOpened(CARD, 44_100, 0.02, CARDS),
    OutputFailed(None, "no such device", 4, ()),
    OutputFailed(CARD, "busy", 4, CARDS),
    OutputLost(CARD, 1),
    ProgramTaken(2),
    ProgramWaits(3),
    EndReached(3),
    FileUnreadable("/a.npy", "gone"),
    Crashed("Traceback\n  …"),
    Listed(CARDS),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_commands_arrive_as_they_were_sent(command: Command) -> None:
    line = encode(command)
    assert line.count(b"\n") == 1
    assert decode_command(line) == command


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_answers_arrive_as_they_were_sent(answer: Answer) -> None:
    arrived = decode_answer(encode(answer))
    assert arrived == answer
    assert hash(arrived) == hash(answer)


def test_every_message_is_tried() -> None:
    tried = {type(message) for message in (*COMMANDS, *ANSWERS)}
    assert tried == set(Command.__args__) | set(Answer.__args__)


def test_a_line_that_is_no_message_is_refused() -> None:
    with pytest.raises(KeyError):
        decode_answer(json.dumps({"is": "Nonsense"}).encode())
