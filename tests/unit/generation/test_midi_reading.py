"""MIDI files become lanes; those that can't are told in one sentence."""

from collections.abc import Callable
from pathlib import Path

import mido
import pytest

from mashstudio.core.errors import UnusableSong
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.generation.midi_reading import LARGEST, import_midi
from mashstudio.model.notes import BandPart, Note, NoteLane

Events = list[tuple[float, int, int, float]]
"""Start, pitch, velocity and length of each note, in beats."""


def track(channel: int, program: int, notes: Events, *, ended: bool = True) -> mido.MidiTrack:
    made = mido.MidiTrack([mido.Message("program_change", channel=channel, program=program)])
    events = [(start, "note_on", pitch, velocity) for start, pitch, velocity, _ in notes]
    if ended:
        events += [(start + length, "note_off", pitch, 0) for start, pitch, _, length in notes]
    now = 0.0
    for at, kind, pitch, velocity in sorted(events, key=lambda event: (event[0], event[1])):
        made.append(mido.Message(kind, channel=channel, note=pitch, velocity=velocity, time=round((at - now) * 96)))
        now = at
    return made


def write(path: Path, *tracks: mido.MidiTrack, kind: int = 1) -> Path:
    mido.MidiFile(type=kind, ticks_per_beat=96, tracks=list(tracks)).save(path)
    return path


DRUMS: Events = [(beat / 2, 36 + beat % 2 * 2, 100, 0.25) for beat in range(16)]
BASS: Events = [(beat, 36 + beat, 90, 1.0) for beat in range(8)]
CHORDS: Events = [(beat, pitch, 70, 2.0) for beat in (0.0, 2.0, 4.0, 6.0) for pitch in (60, 64, 67)]
LEAD: Events = [(beat + 0.5, 72 + beat, 80 + beat, 0.5) for beat in range(8)]
SECOND: Events = [(beat + 0.5, 62 + beat, 60, 0.5) for beat in range(8)]


def notes(events: Events) -> list[Note]:
    return sorted(
        (Note(start, length, pitch, velocity) for start, pitch, velocity, length in events),
        key=lambda note: (note.start, note.pitch),
    )


def test_lanes_are_told_by_channel_program_and_voices(tmp_path: Path) -> None:
    path = write(
        tmp_path / "노래.mid", track(9, 0, DRUMS), track(0, 33, BASS), track(1, 4, CHORDS), track(2, 80, LEAD),
        track(3, 73, SECOND),
    )  # fmt: skip
    lanes = run_in_child(import_midi, path, job=Job(), doing=Message("reading"))
    assert [lane.part for lane in lanes] == list(BandPart)
    assert [lane.program for lane in lanes] == [0, 33, 4, 80]
    # The lower of two single voices accompanies.
    expected = [DRUMS, BASS, [*CHORDS, *SECOND], LEAD]
    assert [list(lane.notes) for lane in lanes] == [notes(events) for events in expected]


def test_channels_of_one_track_are_told_apart(tmp_path: Path) -> None:
    both = mido.merge_tracks([track(9, 0, DRUMS), track(4, 81, LEAD)])
    lanes = import_midi(write(tmp_path / "one.mid", both, kind=0), job=Job())
    assert lanes == (
        NoteLane(BandPart.DRUMS, 0, tuple(notes(DRUMS))),
        NoteLane(BandPart.LEAD, 81, tuple(notes(LEAD))),
    )


def test_a_low_single_voice_is_the_bass_whatever_plays_it(tmp_path: Path) -> None:
    lanes = import_midi(write(tmp_path / "low.mid", track(0, 0, BASS), track(1, 0, CHORDS)), job=Job())
    assert [lane.part for lane in lanes] == [BandPart.BASS, BandPart.CHORDS]


def test_a_note_that_is_never_ended_ends_with_its_track(tmp_path: Path) -> None:
    held = track(0, 80, [(1.0, 72, 90, 0)], ended=False)
    held.append(mido.MetaMessage("end_of_track", time=3 * 96))
    (lane,) = import_midi(write(tmp_path / "held.mid", held), job=Job())
    assert lane.notes == (Note(1.0, 3.0, 72, 90),)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b""), "no MIDI file that can be read"),
        (lambda path: path.write_bytes(b"MThd\0\0\0\6\0\1\0\1\0\x60MTrk\0\0\xff"), "no MIDI file that can be read"),
        (lambda path: path.write_bytes(bytes(LARGEST + 1)), "larger than 4 MB"),
        (lambda path: write(path, track(0, 0, [])), "has no notes"),
        (lambda path: write(path, track(0, 0, LEAD), kind=2), "no MIDI file that can be read"),
        (lambda path: write(path, track(0, 0, [(5000.0, 60, 9, 1.0)])), "longer than 4000 beats"),
        (lambda path: None, "no MIDI file that can be read"),
    ],
    ids=["empty", "broken", "huge", "no notes", "no song", "far away", "missing"],
)
def test_a_file_that_cannot_be_used_gets_one_sentence(
    make: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    make(tmp_path / "song.mid")
    with pytest.raises(UnusableSong, match=f"^song.mid: .*{said}.*"):
        import_midi(tmp_path / "song.mid", job=Job())
