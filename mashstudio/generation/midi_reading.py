"""MIDI files read: what plays, as lanes told by channel, program and register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.core.errors import BadArgument, UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Bpm
from mashstudio.model.notes import BandPart, Note, NoteLane, in_time

LARGEST: Final = 4_000_000
MOST_BEATS: Final = 4000

_DRUM_CHANNEL: Final = 9
_BASSES: Final = range(32, 40)
_LOW: Final = 52
_ONE_VOICE: Final = 0.9
_SHORTEST: Final = 0.05
_CHECKED_EVERY: Final = 4096


@dataclass(frozen=True)
class MidiLine:
    """What plays on one channel of one track. notes: in quarter notes."""

    drums: bool
    program: int
    notes: tuple[Note, ...]

    @property
    def height(self) -> float:
        """The mean pitch."""
        return float(np.mean([note.pitch for note in self.notes]))

    @property
    def has_one_voice(self) -> bool:
        """True if hardly any notes begin together."""
        return len({round(note.start * 8) for note in self.notes}) >= _ONE_VOICE * len(self.notes)


@dataclass(frozen=True)
class MidiSong:
    """A MIDI file. lengths: (quarter note, quarter notes in a bar) of each time signature; tempo: the first one."""

    lines: tuple[MidiLine, ...]
    lengths: tuple[tuple[float, float], ...]
    tempo: Bpm

    @property
    def end(self) -> float:
        """Where the last note ends."""
        return max((note.start + note.length for line in self.lines for note in line.notes), default=0.0)


def import_midi(path: Path, *, job: Job) -> tuple[NoteLane, ...]:
    """Return the lanes in a MIDI file, in the order of BandPart; a quarter note is a beat of the grid.

    Runs in a child process: large files take seconds. Raises UnusableSong.
    """
    try:
        song = read_midi(path, job=job)
    except BadArgument as error:
        raise UnusableSong(
            path, Message("This file can't be imported ({reason}). Choose another.", reason=error.message)
        ) from error
    if not any(line.notes for line in song.lines):
        raise UnusableSong(path, Message("This MIDI file has no notes. Choose another."))
    if song.end > MOST_BEATS:
        raise UnusableSong(path, Message("This MIDI file is longer than {beats} beats. Choose another.",
                                         beats=MOST_BEATS))  # fmt: skip
    lanes = lanes_of(song.lines)
    return tuple(lanes[part] for part in BandPart if part in lanes)


def read_midi(path: Path, *, job: Job) -> MidiSong:
    """Return what is in a MIDI file. Raises BadArgument with the reason if it can't be read."""
    import mido

    try:
        if path.stat().st_size > LARGEST:
            raise BadArgument(Message("it is larger than {megabytes} MB", megabytes=LARGEST // 10**6))
        file = mido.MidiFile(path, clip=True)
        per_beat = file.ticks_per_beat
        if per_beat <= 0 or file.type == 2:
            raise ValueError("its time isn't in beats")
    except (OSError, ValueError, EOFError, KeyError, IndexError, TypeError, mido.KeySignatureError) as error:
        raise BadArgument(Message("it is no MIDI file that can be read")) from error
    lines: list[MidiLine] = []
    lengths, tempo = [(0.0, 4.0)], None
    for track in file.tracks:
        now, played = 0, _Played()
        for number, message in enumerate(track):
            if number % _CHECKED_EVERY == 0:
                job.check()
            now += message.time
            at = now / per_beat
            if message.type == "set_tempo":
                tempo = tempo or mido.tempo2bpm(message.tempo)
            elif message.type == "time_signature":
                lengths.append((at, message.numerator * 4 / message.denominator))
            elif message.type == "program_change":
                played.programs.setdefault(message.channel, message.program)
            elif message.type in ("note_on", "note_off"):
                played.take(message, at)
        played.end(now / per_beat)
        lines += played.lines()
    return MidiSong(tuple(lines), tuple(lengths), min(max(tempo or 120.0, 20.0), 400.0))


class _Played:
    """What was played on a track so far, by channel."""

    def __init__(self) -> None:
        self.programs: dict[int, int] = {}
        self._held: dict[tuple[int, int], list[tuple[float, int]]] = {}
        self._notes: dict[int, list[Note]] = {}

    def take(self, message: Any, at: float) -> None:
        """Begin a note, or end one that was begun."""
        key = (message.channel, message.note)
        if message.type == "note_on" and message.velocity:
            self._held.setdefault(key, []).append((at, message.velocity))
        elif self._held.get(key):
            self._add(key, *self._held[key].pop(0), at)

    def end(self, at: float) -> None:
        """End the notes that nothing ended."""
        for key, held in self._held.items():
            for start, velocity in held:
                self._add(key, start, velocity, at)

    def _add(self, key: tuple[int, int], start: float, velocity: int, end: float) -> None:
        channel, pitch = key
        self._notes.setdefault(channel, []).append(Note(start, max(end - start, _SHORTEST), pitch, velocity))

    def lines(self) -> Iterable[MidiLine]:
        """Return the line of each channel."""
        for channel, notes in self._notes.items():
            yield MidiLine(channel == _DRUM_CHANNEL, self.programs.get(channel, 0), tuple(notes))


def lanes_of(lines: Sequence[MidiLine]) -> dict[BandPart, NoteLane]:
    """Return drums by channel, bass by program or register, the highest single voice as lead, the rest as chords."""
    pitched = [line for line in lines if not line.drums]
    basses = [line for line in pitched if line.program in _BASSES]
    if not basses:
        basses = [line for line in pitched if line.has_one_voice and line.height < _LOW]
    others = [line for line in pitched if line not in basses]
    single = [line for line in others if line.has_one_voice]
    leads = [max(single, key=lambda line: line.height)] if single else []
    groups = {
        BandPart.DRUMS: [line for line in lines if line.drums],
        BandPart.BASS: basses,
        BandPart.CHORDS: [line for line in others if line not in leads],
        BandPart.LEAD: leads,
    }
    return {
        part: NoteLane(
            part,
            max(some, key=lambda line: len(line.notes)).program,
            in_time(note for line in some for note in line.notes),
        )
        for part, some in groups.items()
        if some
    }
