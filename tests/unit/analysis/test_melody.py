"""A sung melody becomes the notes that were sung."""

from pathlib import Path

import numpy as np
import pytest
from singing import Sung, sing, tune

from mashstudio.analysis.melody import SHORTEST, melody_of, read_melody, write_melody
from mashstudio.core.jobs import Job
from mashstudio.model.melody import SungNote, in_beats
from mashstudio.model.notes import Note


def shares(found: list[SungNote], truth: list[Sung]) -> tuple[float, float]:
    """Return how many of the notes were found, and how many of those found are notes: within 50 ms, at their pitch."""

    def same(note: SungNote, sung: Sung) -> bool:
        return abs(note.start - sung.start) <= 0.05 and note.pitch == sung.pitch

    return (
        float(np.mean([any(same(note, sung) for note in found) for sung in truth])),
        float(np.mean([any(same(note, sung) for sung in truth) for note in found])),
    )


@pytest.mark.parametrize(("seed", "vibrato", "cents"), [(0, 0.5, 0.0), (1, 0.3, -35.0), (2, 0.8, 20.0)])
def test_notes_are_found_where_they_are_sung(seed: int, vibrato: float, cents: float) -> None:
    truth = tune(seed)
    found = melody_of(sing(truth, vibrato=vibrato, cents=cents, seed=seed), cents, job=Job())
    assert min(shares(found, truth)) >= 0.9
    ends = {(note.pitch, round(note.start, 1)): note.end for note in found}
    late = [ends[key] - sung.end for sung in truth if (key := (sung.pitch, round(sung.start, 1))) in ends]
    assert np.median(np.abs(late)) < 0.05


def test_louder_notes_have_more_velocity() -> None:
    truth = [Sung(0.5 + beat, 1.2 + beat, 60 + beat % 3, 75 + 30 * (beat % 2), False) for beat in range(8)]
    velocities = [note.velocity for note in melody_of(sing(truth), 0.0, job=Job())]
    assert min(velocities[1::2]) > max(velocities[::2]) + 10
    assert 1 <= min(velocities) <= max(velocities) <= 127


@pytest.mark.parametrize("level", [0.0, 0.01])
def test_nothing_is_sung_in_silence_or_noise(level: float) -> None:
    noise = np.random.default_rng(1).standard_normal((2 * 44_100, 2)) * level
    assert not [note for note in melody_of(noise.astype(np.float32), 0.0, job=Job()) if note.end - note.start > 0.2]
    assert melody_of(np.zeros((0, 2), np.float32), 0.0, job=Job()) == []


def test_it_is_kept_as_it_was_found(tmp_path: Path) -> None:
    sound = sing(tune(0, 6))
    np.save(tmp_path / "vocals.npy", sound)
    write_melody(tmp_path / "vocals.npy", 0.0, tmp_path, job=Job())
    found = read_melody(tmp_path)
    assert list(found) == melody_of(sound, 0.0, job=Job())
    assert all(note.end - note.start >= SHORTEST for note in found)


def test_notes_are_counted_in_the_beats_of_their_song() -> None:
    beats = np.array([1.0, 1.5, 2.5, 3.0])
    sung = [SungNote(0.2, 0.9, 60, 80), SungNote(1.25, 2.0, 61, 80), SungNote(2.5, 9.0, 62, 80)]
    assert in_beats(sung, beats) == (Note(0.5, 1.0, 61, 80), Note(2.0, 1.0, 62, 80))
