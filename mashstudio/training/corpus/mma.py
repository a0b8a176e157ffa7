"""Grooves played by MMA (Musical MIDI Accompaniment), where it is installed: it writes MIDI, which is read here."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import ToolMissing
from mashstudio.core.leftovers import temporary_folder
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.training.corpus.sampler import Sound
from mashstudio.training.corpus.score import BASS, CHORDS, DRUM_PART, LEAD

_LIBRARY: Final = Path("/usr/share/mma/lib")
_TIME_LIMIT: Final[Seconds] = 30.0
_METERS: Final = range(2, 8)
_DRUM_CHANNEL: Final = 9
_BAR: Final = "bar"
_PAN, _MIDDLE = 10, 64
_PARTS: Final = {"bass": BASS, "walk": BASS, "solo": LEAD, "melody": LEAD, "aria": LEAD}
_GROOVE: Final = re.compile(r"^\s*DefGroove\s+(\S+)", re.IGNORECASE | re.MULTILINE)
_PASSING: Final = re.compile("Intro|End|Fill")
"""What grooves for a bar or two are called."""


@dataclass(frozen=True)
class Bar:
    """A bar to be played: a groove of a file of the library, and a chord as MMA writes it."""

    groove: str
    chord: str


@dataclass(frozen=True)
class Event:
    """A note that MMA wrote; start, end: beats of the song."""

    start: float
    end: float
    part: int
    sound: Sound
    note: int
    velocity: int


@dataclass(frozen=True)
class Accompaniment:
    """What MMA plays. meter: beats of a bar; steps: 3 if beats are divided in three, as in 6/8, else 2."""

    meter: int
    steps: int
    events: tuple[Event, ...]


def version_of_mma() -> str:
    """Return the version of MMA: another one may play otherwise. Raises ToolMissing without it."""
    if shutil.which("mma") is None or not grooves():
        raise ToolMissing(
            Message("MMA isn't installed. Install it (on Debian: sudo apt-get install mma), or leave out --mma.")
        )
    return _run("-v").stdout.split()[-1]


@cache
def grooves() -> dict[str, tuple[str, ...]]:
    """Return the names of the grooves of each file of MMA's library, but for those of intros, ends and fills."""
    found = {}
    for file in sorted(_LIBRARY.rglob("*.mma")):
        names = dict.fromkeys(_GROOVE.findall(file.read_text("utf-8", "replace")))
        if lasting := tuple(name for name in names if not _PASSING.search(name)):
            found[file.relative_to(_LIBRARY).with_suffix("").as_posix()] = lasting
    return found


def accompaniment(bars: Sequence[Bar], seed: int) -> Accompaniment | None:
    """Return what MMA plays; None if it can't play these grooves, or if their bars aren't of one meter of 2–7 beats."""
    import mido

    with temporary_folder() as folder:
        (folder / "song.mma").write_text("".join(f"{line}\n" for line in _lines(bars, seed)), "utf-8")
        ran = _run(str(folder / "song.mma"), "-f", str(folder / "song.mid"))
        if ran.returncode or not (folder / "song.mid").exists():
            return None
        file = mido.MidiFile(folder / "song.mid")
    marks, signatures = _bars(file.tracks[0])
    meters = {_beats_of(*signature) for signature in signatures}
    if len(meters) != 1 or len(marks) != len(bars) + 1 or np.min(np.diff(marks)) <= 0:
        return None
    meter, steps = meters.pop()
    if meter not in _METERS:
        return None
    beats = meter * np.arange(len(marks), dtype=np.float64)
    events = [event for track in file.tracks[1:] for event in _events(track, marks, beats)]
    return Accompaniment(meter, steps, tuple(events))


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["mma", *arguments], capture_output=True, text=True, errors="replace", timeout=_TIME_LIMIT, check=False
    )


def _lines(bars: Sequence[Bar], seed: int) -> Iterator[str]:
    yield f"RndSeed {seed}"
    groove = ""
    for number, bar in enumerate(bars, 1):
        if bar.groove != groove:
            groove = bar.groove
            yield f"Groove {groove}"
        yield f"MidiMark {_BAR}"
        yield f"{number} {bar.chord}"
    yield f"MidiMark {_BAR}"


def _bars(track: Any) -> tuple[NDArray[np.float64], set[tuple[int, int]]]:
    """Return the ticks on which bars begin and the last one ends, and the time signatures of bars."""
    at, signature = 0, (4, 4)
    marks: list[int] = []
    signatures = set()
    for message in track:
        if message.time and marks:
            signatures.add(signature)
        at += message.time
        if message.type == "time_signature":
            signature = (message.numerator, message.denominator)
        elif message.type == "marker" and message.text == _BAR:
            marks.append(at)
    return np.array(marks, np.float64), signatures


def _beats_of(above: int, below: int) -> tuple[int, int]:
    """Return the beats of a bar, and their division."""
    compound = below >= 8 and above % 3 == 0 and above > 3
    return (above // 3, 3) if compound else (above, 2)


def _events(track: Any, marks: NDArray[np.float64], beats: NDArray[np.float64]) -> Iterator[Event]:
    at, program, pan, channel = 0, 0, _MIDDLE, 0
    name = ""
    sounding: dict[int, tuple[int, int]] = {}
    for message in track:
        at += message.time
        if message.type == "track_name":
            name = message.name.partition("-")[0].strip().lower()
        elif message.type == "program_change":
            program = message.program
        elif message.type == "control_change" and message.control == _PAN:
            pan = message.value
        elif message.type in ("note_on", "note_off"):
            channel = message.channel
            drums = channel == _DRUM_CHANNEL
            if (begun := sounding.pop(message.note, None)) is not None:
                start, end = np.interp([begun[0], at], marks, beats)
                part = DRUM_PART if drums else _PARTS.get(name, CHORDS)
                sound = Sound(program, drums=drums, pan=pan)
                yield Event(float(start), float(end), part, sound, message.note, begun[1])
            if message.type == "note_on" and message.velocity:
                sounding[message.note] = (at, message.velocity)
