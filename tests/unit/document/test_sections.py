"""Sections and cues are edited by pure functions; a section's beats are placed on the grid."""

from collections.abc import Callable

import pytest
from mashups import LANE_COUNT, mashup_of

from mashstudio.core.errors import BadArgument
from mashstudio.document import sections as edits
from mashstudio.model.mashup import SILENT, SongSource
from mashstudio.model.sections import Cue, Section

SONG = (Section(0.5, "Intro"), Section(8.5, "A"), Section(24.5, "A"))


def test_a_section_is_split_under_its_name_and_joined_again() -> None:
    cut = edits.split(SONG, 16.5)
    assert cut == (Section(0.5, "Intro"), Section(8.5, "A"), Section(16.5, "A"), Section(24.5, "A"))
    assert edits.joined(cut, 1) == SONG
    assert edits.joined(SONG, 0) == (Section(0.5, "Intro"), Section(24.5, "A"))
    assert edits.split(SONG, 0.0)[:2] == (Section(0.0, "Intro"), Section(0.5, "Intro"))


def test_a_section_can_t_be_split_where_it_begins_or_joined_with_nothing() -> None:
    with pytest.raises(BadArgument, match="already begins"):
        edits.split(SONG, 8.52)
    with pytest.raises(BadArgument, match="last section"):
        edits.joined(SONG, 2)


def test_a_border_moves_between_its_neighbours() -> None:
    assert edits.moved(SONG, 1, 10.5)[1] == Section(10.5, "A")
    for start in (0.5, 24.5, 30.0):
        with pytest.raises(BadArgument, match="past the next"):
            edits.moved(SONG, 1, start)


def test_a_section_is_renamed() -> None:
    assert edits.renamed(SONG, 2, "Refrain") == (*SONG[:2], Section(24.5, "Refrain"))


def test_a_cue_takes_the_place_of_the_one_with_its_number() -> None:
    cues = edits.with_cue((Cue(1, 0.5), Cue(4, 8.0, "drop")), Cue(2, 3.0))
    assert cues == (Cue(1, 0.5), Cue(2, 3.0), Cue(4, 8.0, "drop"))
    assert edits.with_cue(cues, Cue(4, 9.0)) == (Cue(1, 0.5), Cue(2, 3.0), Cue(4, 9.0))
    assert edits.without_cue(cues, 1) == (Cue(2, 3.0), Cue(4, 8.0, "drop"))


def test_a_section_s_beats_are_placed_in_all_lanes_of_its_song_and_lengthen_the_mashup() -> None:
    mashup = edits.placed(mashup_of({0: [0, 1, 2, 3], 4: [0, 1, 2, 3]}), {0: 10, 1: 40}, 0, range(7, 12), 2)
    assert mashup.played.shape == (LANE_COUNT, 7)
    assert mashup.played[0].tolist() == [0, 1, 7, 8, 9, SILENT, SILENT]
    assert mashup.played[3].tolist() == [SILENT, SILENT, 7, 8, 9, SILENT, SILENT]
    assert mashup.played[4].tolist() == [0, 1, 2, 3, SILENT, SILENT, SILENT]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sections": ()},
        {"sections": (Section(3.0, "A"), Section(3.0, "B"))},
        {"cues": (Cue(2, 1.0), Cue(1, 2.0))},
        {"cues": (Cue(1, 1.0), Cue(1, 2.0))},
    ],
)
def test_sections_out_of_order_and_cues_of_one_number_are_refused(wrong: dict[str, tuple[Section, ...]]) -> None:
    song = mashup_of({0: [0]}).sources[0].song
    with pytest.raises(ValueError, match=r"section|cues"):
        SongSource(0, song, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [lambda: Section(-1.0, "A"), lambda: Section(1.0, ""), lambda: Cue(9, 1.0), lambda: Cue(1, float("nan"))],
)
def test_what_no_song_has_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"section|cue"):
        make()
