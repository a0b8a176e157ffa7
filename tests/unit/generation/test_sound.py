"""Accompaniments as MIDI and as sound."""

from pathlib import Path

import mido
import numpy as np
import pytest

from mashstudio.core.errors import BadArgument
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.generation.midi import Timeline, write_midi
from mashstudio.generation.sound import BANK, played
from mashstudio.model.notes import BandPart, Note, NoteLane

DRIFTING = Timeline(np.concatenate([[0.0], np.cumsum(0.5 + 0.03 * np.sin(np.arange(16)))]), tuple(range(0, 16, 4)))
BANK_MOST = 25_000_000


def lane(part: BandPart, program: int, pitch: int, starts: list[float]) -> NoteLane:
    return NoteLane(part, program, tuple(Note(start, 0.4, pitch, 110) for start in starts))


@pytest.mark.parametrize(
    ("part", "program", "pitch"),
    [
        (BandPart.DRUMS, 0, 36),
        (BandPart.DRUMS, 0, 38),
        (BandPart.BASS, 38, 36),
        (BandPart.CHORDS, 0, 60),
        (BandPart.LEAD, 80, 72),
    ],
)
def test_onsets_follow_a_grid_that_drifts(part: BandPart, program: int, pitch: int) -> None:
    beats = [1.0, 4.0, 7.0, 10.0, 13.0]
    sound = np.abs(played(lane(part, program, pitch, beats), DRIFTING, 10 * SAMPLE_RATE)).max(axis=1)
    for beat in beats:
        at = round(float(DRIFTING.times[int(beat)]) * SAMPLE_RATE)
        near = sound[at - 2000 : at + 4000]
        onset = int(np.argmax(near > 0.05 * near.max())) - 2000
        assert abs(onset) < 0.005 * SAMPLE_RATE


def test_the_first_note_on_beat_0_isn_t_cut() -> None:
    sound = played(lane(BandPart.DRUMS, 0, 38, [0.0, 4.0]), DRIFTING, 4 * SAMPLE_RATE)
    at = round(float(DRIFTING.times[4]) * SAMPLE_RATE)
    first, second = (float(np.abs(sound[start : start + 2000]).max()) for start in (0, at))
    assert first == pytest.approx(second, rel=0.2)
    assert first == pytest.approx(float(np.abs(sound).max()), rel=0.2)


def test_stems_are_balanced_and_of_the_length_that_was_asked_for() -> None:
    one = played(lane(BandPart.CHORDS, 4, 60, [0.0, 2.0, 4.0]), DRIFTING, 3 * SAMPLE_RATE)
    assert one.shape == (3 * SAMPLE_RATE, 2)
    assert one.dtype == np.float32
    assert 0.01 < np.abs(one).max() <= 1
    assert np.array_equal(one, played(lane(BandPart.CHORDS, 4, 60, [0.0, 2.0, 4.0]), DRIFTING, 3 * SAMPLE_RATE))


def test_a_lane_without_notes_is_silent() -> None:
    assert not played(NoteLane(BandPart.LEAD, 80, ()), DRIFTING, 1000).any()


def test_a_bank_that_is_none_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.sf2").write_bytes(b"no bank")
    with pytest.raises(BadArgument, match=r"bad\.sf2 is no soundfont"):
        played(lane(BandPart.BASS, 33, 40, [0.0]), DRIFTING, 1000, tmp_path / "bad.sf2")


def test_the_bank_is_small_and_its_licence_lies_beside_it() -> None:
    assert BANK.stat().st_size < BANK_MOST
    assert "Frank Wen" in (BANK.parent / "README.md").read_text("utf-8")


def test_midi_has_the_grid_s_tempi_names_programs_and_swing(tmp_path: Path) -> None:
    swung = Timeline(DRIFTING.times, DRIFTING.bars, 2 / 3)
    lanes = [lane(BandPart.DRUMS, 32, 38, [0.0, 3.5]), lane(BandPart.BASS, 33, 40, [1.0])]
    write_midi(tmp_path / "band.mid", lanes, swung, "A × B")
    file = mido.MidiFile(tmp_path / "band.mid", charset="utf-8")
    assert file.type == 1
    assert [track.name for track in file.tracks] == ["A × B", "drums", "bass"]
    assert file.length == pytest.approx(DRIFTING.times[-1], abs=1e-3)
    programs = {m.channel: m.program for track in file.tracks for m in track if m.type == "program_change"}
    assert programs == {9: 32, 1: 33}
    now, onsets = 0.0, []
    for message in file:
        now += message.time
        if message.type == "note_on":
            onsets.append(now)
    second = np.interp(3 + 2 / 3, np.arange(17), DRIFTING.times)
    assert onsets == pytest.approx([0.0, DRIFTING.times[1], second], abs=2e-3)
