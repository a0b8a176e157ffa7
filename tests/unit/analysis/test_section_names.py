"""Phrases get names where sound and material are clear, and letters elsewhere."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from planned_songs import song

from mashstudio.analysis.section_names import first_audible_beat, named_sections
from mashstudio.analysis.structure import find_material
from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.analysis import Analysis, beat_map_of, with_beat_map
from mashstudio.model.key import parse_key


def planned(material: list[int]) -> Analysis:
    """Return a song with a phrase of 16 beats for each number, at 120 BPM: 8 s each, from 0 s on."""
    even = song(120.0, parse_key("C major"), first=0.0, beats=16 * len(material))
    return replace(even, material=tuple(material))


def peaks(levels_db: list[float | None]) -> Peaks:
    """Return the peaks of a song whose phrases have these levels; None: silent."""
    rms = [0.0 if level is None else 10 ** (level / 20) for level in levels_db]
    heights = np.repeat(rms, 8 * SAMPLE_RATE // PEAK_FRAMES).astype(np.float32)
    return np.stack([-heights, heights, heights], axis=1)


def names(material: list[int], levels: list[float | None], vocals: list[float | None] | None = None) -> list[str]:
    voice = None if vocals is None else peaks(vocals)
    return [section.name for section in named_sections(planned(material), peaks(levels), voice)]


def test_a_sung_song_has_verses_and_a_chorus_between_intro_and_outro() -> None:
    found = names(
        [0, 1, 2, 1, 2, 3, 2, 0],
        [-18, -14, -11, -14, -11, -20, -11, -18],
        [None, -18, -15, -18, -15, None, -15, None],
    )
    assert found == ["Intro", "Verse", "Chorus", "Verse", "Chorus", "Break", "Chorus", "Outro"]


def test_where_nothing_is_louder_than_the_rest_there_is_no_chorus() -> None:
    assert names([0, 1, 0, 1], [-12, -12, -12, -12], [-15, -15, -15, -15]) == ["A", "B", "A", "B"]


def test_what_rings_after_the_end_is_no_verse() -> None:
    assert names([0, 1, 0, 2], [-12, -12, -12, -24], [-15, -15, -15, -27]) == ["A", "B", "A", "Outro"]


def test_an_instrumental_has_breaks_and_drops() -> None:
    found = names([0, 1, 2, 1, 3, 0], [-14, -12, -20, -11, -12, -14], [None] * 6)
    assert found == ["Intro", "B", "Break", "Drop", "D", "Outro"]


def test_a_riff_that_sets_in_after_a_beginning_hardly_quieter_is_no_drop() -> None:
    assert names([0, 1, 2, 1, 0], [-14, -10.9, -12, -11, -12], [None] * 5) == ["Intro", "B", "C", "B", "Outro"]


def test_without_stems_only_what_is_quiet_has_a_name() -> None:
    assert names([0, 1, 2, 1, 0], [-22, -12, -20, -11, -12]) == ["Intro", "B", "Break", "B", "A"]


def test_before_anything_has_been_measured_there_are_letters() -> None:
    assert [section.name for section in named_sections(planned([0, 1, 0]))] == ["A", "B", "A"]
    assert [section.start for section in named_sections(planned([0, 1, 0]))] == [0.0, 8.0, 16.0]


def test_phrases_that_fall_together_when_beats_are_mended_keep_their_material() -> None:
    analysis = planned([0, 1, 2])
    grid = replace(beat_map_of(analysis), downbeats=(0, 32))
    mended = with_beat_map(analysis, grid)
    assert (mended.phrases.tolist(), mended.material) == ([0, 32], (0, 2))


def bars(*kinds: int) -> NDArray[np.float64]:
    """Return features of bars: alike for the same number, with some noise."""
    rng = np.random.default_rng(1)
    sound = rng.standard_normal((max(kinds) + 1, 26))
    return np.stack([sound[kind] for kind in kinds]) + 0.3 * rng.standard_normal((len(kinds), 26))


def test_phrases_that_sound_alike_are_the_same_material() -> None:
    features = bars(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1)
    assert find_material(features, np.array([0, 4, 8, 12, 16])) == [0, 1, 0, 1, 0]
    # The same bars, but most of the phrase is missing.
    assert find_material(features, np.array([0, 4, 8, 12, 17])) == [0, 1, 0, 1, 2]
    assert find_material(np.zeros((1, 1)), np.array([0])) == [0]
    assert find_material(np.zeros((0, 1)), np.array([], np.int64)) == []


@pytest.mark.parametrize(("silence", "first"), [(0, 0.0), (1, 8.0)])
def test_the_first_audible_beat_comes_after_silence(silence: int, first: float) -> None:
    levels: list[float | None] = [*[None] * silence, -12.0, -12.0]
    assert first_audible_beat(planned([0, 1, 2]), peaks(levels)) == pytest.approx(first, abs=0.51)
    assert first_audible_beat(planned([0]), peaks([None])) == 0.0
