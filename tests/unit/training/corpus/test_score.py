"""Songs made by chance: every style is whole, beats and sections fit, tempo does what it says."""

import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from mashstudio.generation.swing import swung
from mashstudio.training.corpus.harmony import chord_at, chord_label, key_label
from mashstudio.training.corpus.score import BASS, CHORDS, DRUM_PART, LEAD, Score, compose, style_of
from mashstudio.training.corpus.styles import DRUMS, MAJOR, MINOR, STYLES, Style, parts_of
from mashstudio.training.corpus.timing import Manner, beat_times
from mashstudio.training.corpus.writing import beat_lines, chord_lines, section_lines

LONGEST = 25.0


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """A song of every style."""
    return [compose(number, 3, LONGEST) for number in range(len(STYLES))]


@pytest.mark.parametrize("style", STYLES, ids=[style.name for style in STYLES])
def test_a_style_s_patterns_fill_its_bars(style: Style) -> None:
    steps = style.meter * style.steps
    for drums in style.drums:
        parts = parts_of(drums)
        assert set(parts) <= set(DRUMS)
        assert {len(pattern) for pattern in parts.values()} == {steps}
        assert set("".join(parts.values())) <= set("Xxo.")
    for pattern in (*style.bass, *style.chords):
        assert len(pattern) == steps
    assert set("".join(style.bass)) <= set("Xxo.3578a")
    assert set("".join(style.chords)) <= set("Xxo.")
    assert 50 <= style.tempo[0] < style.tempo[1] <= 270


def test_the_styles_are_many_and_take_turns() -> None:
    assert len({style.name for style in STYLES}) == len(STYLES) >= 40
    turns = [style_of(number, 1).name for number in range(2 * len(STYLES))]
    assert set(Counter(turns).values()) == {2}
    assert turns[: len(STYLES)] != turns[len(STYLES) :]


def test_a_song_follows_from_its_number_and_seed(scores: list[Score]) -> None:
    again = compose(5, 3, LONGEST)
    assert again.notes == scores[5].notes
    assert again.hits == scores[5].hits
    assert np.array_equal(again.beats, scores[5].beats)
    assert compose(5, 4, LONGEST).beats[0] != scores[5].beats[0]


def test_beats_bars_sections_and_chords_fit(scores: list[Score]) -> None:
    for score in scores:
        meter = score.style.meter
        assert (np.diff(score.beats) > 0).all()
        assert (len(score.beats) - 1) % meter == 0
        assert [one.bar + one.bars for one in score.sections[:-1]] == [two.bar for two in score.sections[1:]]
        assert len(score.chords) == (len(score.beats) - 1) // meter
        assert len(beat_lines(score)) == len(score.beats) - 1
        assert [line.split("\t")[1] for line in beat_lines(score)[: meter + 1]] == [
            *map(str, range(1, meter + 1)), "1",
        ]  # fmt: skip
        for lines in (section_lines(score), chord_lines(score)):
            times = [tuple(map(float, line.split("\t")[:2])) for line in lines]
            assert all(one[1] == two[0] for one, two in pairwise(times))
            assert times[0][0] == pytest.approx(score.beats[0], abs=1e-6)
            assert times[-1][1] == pytest.approx(score.beats[-1], abs=1e-6)


def test_parts_rest_where_their_section_says(scores: list[Score]) -> None:
    for score in scores:
        meter = score.style.meter
        for section in score.sections:
            start, end = score.beats[section.bar * meter], score.beats[(section.bar + section.bars) * meter]
            margin = 0.06
            heard = {note.part for note in score.notes if start + margin < note.start < end - margin}
            if any(start + margin < hit.start < end - margin for hit in score.hits):
                heard.add(DRUM_PART)
            assert heard <= section.playing
            assert section.playing & {BASS, CHORDS, LEAD, DRUM_PART}


def test_notes_are_played_near_what_is_written(scores: list[Score]) -> None:
    for score in scores:
        grid = np.interp(np.arange(0, len(score.beats) - 1, 1 / 2), np.arange(len(score.beats)), score.beats)
        drums = [note.start for note in score.notes if note.part == DRUM_PART] + [hit.start for hit in score.hits]
        distance = np.abs(np.array(drums)[:, None] - grid[::2]).min(axis=1)
        assert np.sum(distance < 0.01) > 0.25 * (len(score.beats) - 1)


def test_the_tempo_drifts_steps_wavers_and_slows_down() -> None:
    def paces(manner: Manner) -> np.ndarray:
        return 60 / np.diff(beat_times(120, 64, manner, 0.5, random.Random(1)))

    steady = paces(Manner())
    assert steady == pytest.approx(120)
    drifting = paces(Manner(drift=0.02))
    assert 0.5 < drifting.std() < 6
    assert np.abs(np.diff(drifting)).max() < 4
    stepped = paces(Manner(steps=((32, 1.2),)))
    assert stepped[31:33] == pytest.approx([120, 144])
    free = paces(Manner(rubato=16))
    assert np.ptp(free[:16]) > 8
    assert free[16:] == pytest.approx(120)
    slowing = paces(Manner(slowing=8))
    assert (np.diff(slowing[-8:]) < 0).all()
    assert slowing[-1] == pytest.approx(78)


def test_swing_moves_every_second_eighth_or_sixteenth() -> None:
    eighths = swung(np.array([0, 0.5, 1, 1.5]), 2 / 3, 2)
    assert eighths == pytest.approx([0, 2 / 3, 1, 5 / 3])
    sixteenths = swung(np.arange(0, 1, 0.25), 0.6, 4)
    assert sixteenths == pytest.approx([0, 0.3, 0.5, 0.8])
    assert swung(np.arange(0, 1, 0.25), 0.5, 4) == pytest.approx(np.arange(0, 1, 0.25))


def test_chords_are_named_as_harte_does() -> None:
    major = next(style for style in STYLES if style.scale == MAJOR and style.tones == 3)
    assert [chord_label(chord_at(major, 0, degree)) for degree in (0, 1, 4, 6)] == ["C:maj", "D:min", "G:maj", "B:dim"]
    minor = next(style for style in STYLES if style.scale == MINOR and style.tones == 4)
    assert [chord_label(chord_at(minor, 9, degree)) for degree in (0, 2, 6)] == ["A:min7", "C:maj7", "G:7"]
    assert key_label(minor, 9) == "A:min"
    for style in STYLES:
        for degree in range(7):
            assert chord_label(chord_at(style, 3, degree)).startswith(tuple("ABCDEFG"))
