"""Accompaniments by the model that comes with MashStudio."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job
from mashstudio.generation.composing import compose
from mashstudio.generation.harmony import Chord
from mashstudio.generation.heard import Heard, HeardSection, SectionKind
from mashstudio.generation.midi import timeline_of
from mashstudio.generation.models import SHIPPED, BandModel, load_model
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, Note, NoteLane

C = (0, 2, 4, 5, 7, 9, 11)
CHORDS = (Chord(0, (0, 4, 7), C), Chord(9, (0, 3, 7), C), Chord(5, (0, 4, 7), C), Chord(7, (0, 4, 7, 10), C))


@pytest.fixture(scope="module")
def model() -> BandModel:
    return load_model(SHIPPED)


def heard(bars: int = 8, beats_per_bar: int = 4) -> Heard:
    beats = bars * beats_per_bar
    chords = tuple(CHORDS[beat // beats_per_bar % 4] for beat in range(beats))
    half = bars // 2 * beats_per_bar
    sections = (HeardSection(0, SectionKind.VERSE, 0.5), HeardSection(half, SectionKind.CHORUS, 0.9))
    return Heard(tuple(range(0, beats, beats_per_bar)), chords, sections, 120.0)


def lanes_of(model: BandModel, genre: int, sheet: Heard, **wishes: float) -> dict[BandPart, NoteLane]:
    return compose(model, sheet, model.genres[genre], replace(Manner(), **wishes), job=Job())  # type: ignore[arg-type]


def test_every_genre_plays_notes_that_fit_and_drums_in_every_bar(model: BandModel) -> None:
    assert [genre.name for genre in model.genres] == [
        "pop", "rock", "jazz", "classical", "house", "hip-hop", "funk", "bossa", "k-pop ballad", "metal",
    ]  # fmt: skip
    sheet = heard()
    for genre in range(10):
        lanes = lanes_of(model, genre, sheet)
        for part in (BandPart.BASS, BandPart.CHORDS, BandPart.LEAD):
            assert lanes[part].notes
            for note in lanes[part].notes:
                assert sheet.chord_at(note.start).fits(note.pitch)
                assert 1 <= note.velocity <= 127
                assert 0 < note.length <= sheet.beats - note.start
        assert {int(note.start // 4) for note in lanes[BandPart.DRUMS].notes} == set(range(8))


def test_the_same_seed_gives_the_same_notes_and_another_others(model: BandModel) -> None:
    sheet = heard(4)
    assert lanes_of(model, 1, sheet, seed=3) == lanes_of(model, 1, sheet, seed=3)
    three, four = (
        {(note.start, note.pitch) for lane in lanes_of(model, 1, sheet, seed=seed).values() for note in lane.notes}
        for seed in (3, 4)
    )
    assert three != four


def test_bass_and_lead_have_one_voice(model: BandModel) -> None:
    lanes = lanes_of(model, 6, heard())
    for part in (BandPart.BASS, BandPart.LEAD):
        assert all(a.start + a.length <= b.start for a, b in pairwise(lanes[part].notes))


def test_drums_that_are_kept_stay_and_change_the_bass(model: BandModel) -> None:
    """A lane that isn't asked for is listened to: with a kick on every beat, the bass is another than with none."""
    sheet, genre = heard(4), model.genres[0]
    busy = NoteLane(BandPart.DRUMS, 0, tuple(Note(step / 4, 0.2, 36, 112) for step in range(64)))
    alone, led = (
        compose(model, sheet, genre, Manner(seed=1), parts=[BandPart.BASS], lanes=lanes, job=Job())
        for lanes in ({}, {BandPart.DRUMS: busy})
    )
    assert set(led) == {BandPart.BASS}
    assert led != alone


def test_only_the_bars_that_are_asked_for_change(model: BandModel) -> None:
    sheet, genre = heard(), model.genres[1]
    before = lanes_of(model, 1, sheet, seed=1)
    after = compose(model, sheet, genre, Manner(seed=2), lanes=before, bars=range(2, 4), job=Job())
    for part in BandPart:
        kept = [note for note in before[part].notes if not 8 <= note.start < 16]
        assert [note for note in after[part].notes if not 8 <= note.start < 16] == kept
    assert any(after[part] != before[part] for part in BandPart)
    assert compose(model, sheet, genre, Manner(), bars=range(2, 4), job=Job())[BandPart.BASS].notes[0].start >= 8


def test_density_is_heard(model: BandModel) -> None:
    few, many = (
        np.mean([len(lanes_of(model, genre, heard(4), density=density)[BandPart.DRUMS].notes) for genre in (0, 2, 6)])
        for density in (0.0, 1.0)
    )
    assert many > 1.3 * few


def test_without_temperature_the_seed_changes_velocities_only(model: BandModel) -> None:
    one, other = (lanes_of(model, 4, heard(4), seed=seed, temperature=0.0) for seed in (1, 2))
    assert [(n.start, n.pitch) for n in one[BandPart.BASS].notes] == [
        (n.start, n.pitch) for n in other[BandPart.BASS].notes
    ]


@pytest.mark.parametrize("beats_per_bar", [2, 3, 5, 7, 12])
def test_bars_of_any_length_are_filled(model: BandModel, beats_per_bar: int) -> None:
    sheet = heard(2, beats_per_bar)
    drums = lanes_of(model, 0, sheet)[BandPart.DRUMS].notes
    assert {int(note.start // beats_per_bar) for note in drums} == {0, 1}


@pytest.mark.parametrize("genre", [2, 4])
def test_beats_in_three_parts_are_played_in_thirds(model: BandModel, genre: int) -> None:
    """As in 6/8 and 12/8, also by a genre whose sixteenths swing; with even eighths those still do."""
    sheet = replace(heard(), swing=2 / 3)
    timeline = timeline_of(sheet, model.genres[genre])
    notes = [note for lane in lanes_of(model, genre, sheet).values() for note in lane.notes]
    played = timeline.seconds([note.start for note in notes]) * 2
    assert 3 * played == pytest.approx(np.round(3 * played), abs=1e-6)
    assert len({round(3 * float(each)) % 3 for each in played}) == 3
    even = timeline_of(replace(sheet, swing=0.5), model.genres[genre])
    assert (even.swing, even.unit) == ((0.5, 2), (0.55, 4))[genre == 4]


def test_composing_can_be_cancelled(model: BandModel) -> None:
    job = Job(lambda _fraction, _status: job.cancel())
    with pytest.raises(Cancelled):
        compose(model, heard(), model.genres[0], Manner(), job=job)
