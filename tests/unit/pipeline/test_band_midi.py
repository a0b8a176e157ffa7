"""The band's notes are written to MIDI files as they sound, and read from them."""

from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest
from mashups import even_alignment, mashup_of

from mashstudio.core.errors import BadArgument, UnusableSong
from mashstudio.core.jobs import Job
from mashstudio.document.band import with_band
from mashstudio.model.band import MOST_NOTES, Band
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.pipeline.band_midi import lanes_in, write_band
from mashstudio.pipeline.mashing import Snapshot

BASS = NoteLane(BandPart.BASS, 33, (Note(0.0, 0.5, 40, 90), Note(0.5, 0.5, 43, 70), Note(4.0, 2.0, 38, 100)))
DRUMS = NoteLane(BandPart.DRUMS, 16, (Note(0.0, 0.25, 36, 110), Note(1.0, 0.25, 38, 100)))
BAND = Band("jazz", 8, (DRUMS, BASS), swing=0.625)


def snapshot(tmp_path: Path, band: Band = BAND) -> Snapshot:
    mashup = with_band(mashup_of({0: [*range(8)]}), band, range(8), list(BandPart))
    return Snapshot(mashup, even_alignment(150.0, (60, 60), (0, 700)), {}, {}, tmp_path / "mine.mash")


def test_all_lanes_are_written_swung_in_tempo_and_read_again(tmp_path: Path) -> None:
    write_band(snapshot(tmp_path), None, tmp_path / "all.mid", job=Job())
    file = mido.MidiFile(tmp_path / "all.mid")
    assert file.type == 1
    tempos = [message.tempo for track in file.tracks for message in track if message.type == "set_tempo"]
    assert tempos == [400_000]
    drums, bass = lanes_in(tmp_path / "all.mid", 4, job=Job())
    assert [(lane.part, lane.program) for lane in (drums, bass)] == [(BandPart.DRUMS, 16), (BandPart.BASS, 33)]
    assert [(note.start, note.pitch, note.velocity) for note in drums.notes] == [(4.0, 36, 110), (5.0, 38, 100)]
    assert np.allclose([note.start for note in bass.notes], [4.0, 4.625, 8.0], atol=1e-3)


def test_a_lane_is_written_alone_in_the_mashup_s_key(tmp_path: Path) -> None:
    now = snapshot(tmp_path)
    key = now.alignment.key_number
    assert key is not None
    higher = snapshot(tmp_path, replace(BAND, key=(key - 3) % 12))
    write_band(higher, BandPart.BASS, tmp_path / "bass.mid", job=Job())
    (bass,) = lanes_in(tmp_path / "bass.mid", 0, job=Job())
    assert [note.pitch for note in bass.notes] == [43, 46, 41]


def test_nothing_of_the_mashup_is_overwritten(tmp_path: Path) -> None:
    project = tmp_path / "mine.mash"
    project.write_text("kept")
    with pytest.raises(BadArgument, match="one of the inputs"):
        write_band(snapshot(tmp_path), None, project, job=Job())
    assert project.read_text() == "kept"
    with pytest.raises(BadArgument, match="no accompaniment"):
        write_band(
            replace(snapshot(tmp_path), mashup=mashup_of({0: [*range(8)]})), None, tmp_path / "none.mid", job=Job()
        )
    assert not (tmp_path / "none.mid").exists()


def test_a_file_with_more_notes_than_a_lane_can_have_is_refused(tmp_path: Path) -> None:
    track = mido.MidiTrack()
    for _ in range(MOST_NOTES + 1):
        track.append(mido.Message("note_on", note=40, velocity=60, time=0))
        track.append(mido.Message("note_off", note=40, time=1))
    mido.MidiFile(type=0, ticks_per_beat=480, tracks=[track]).save(tmp_path / "many.mid")
    with pytest.raises(UnusableSong, match="more than 50000 notes"):
        lanes_in(tmp_path / "many.mid", 0, job=Job())
