"""Arrangements made of the best places have a form that holds."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from heard_songs import FOUR_CHORDS, heard_song
from mashups import REFS

from mashstudio.document.edits import Selection
from mashstudio.document.placing import has_cells, in_tune, stretch_cells, with_place, with_proposal, with_stretches
from mashstudio.document.proposals import Length, Proposal, Role, Wish, filling, proposals
from mashstudio.document.suggest import HeardSong, suggest
from mashstudio.model.mashup import SILENT, Mashup, SongSource, empty_mashup, usual_lanes
from mashstudio.model.stems import StemName

SONGS = [
    heard_song(0, FOUR_CHORDS, bars=40, shift=2, sung=(False, True, True, False, True)),
    heard_song(1, (5, 7, 21, 0), bars=48, sung=(True, False, True), shift=-2, seed=1),
]

BEATS = {song.source: len(song.band.chords) for song in SONGS}


@pytest.fixture(scope="module")
def made() -> list[Proposal]:
    return proposals(SONGS, suggest(SONGS), Wish(), 120.0)


def sections_of(proposal: Proposal) -> set[tuple[int, ...]]:
    """Return which sections are sung over which."""
    return {
        (each.voice.source, each.voice.section_beat, each.band.section_beat)
        for each in proposal.stretches
        if each.voice is not None
    }


def test_three_arrangements_pair_other_sections(made: list[Proposal]) -> None:
    assert len(made) == 3
    assert all(set(each.singers) == {0, 1} for each in made)
    assert not sections_of(made[0]) & sections_of(made[1])
    assert made[0].singers != made[1].singers


def test_one_song_sings_if_that_is_wished() -> None:
    for singer in (0, 1):
        assert {each.singers for each in proposals(SONGS, suggest(SONGS), Wish(singer=singer), 120.0)} == {(singer,)}


def test_short_ones_last_about_two_minutes() -> None:
    # At twice the tempo, two minutes are twice as many beats.
    short, fast = (proposals(SONGS, suggest(SONGS), Wish(Length.SHORT), tempo)[0].beats for tempo in (80.0, 160.0))
    assert 130 <= short <= 190
    assert short < fast


def test_the_form_holds(made: list[Proposal]) -> None:
    for proposal in made:
        roles = [stretch.role for stretch in proposal.stretches]
        assert roles[0] is Role.INTRO
        assert roles[-1] is Role.ENDING
        assert roles.count(Role.DROP) == roles.count(Role.BREAK) == 1
        assert roles.index(Role.DROP) == roles.index(Role.BREAK) + 1 == len(roles) - 2
        for before, after in pairwise(proposal.stretches):
            assert after.start == before.start + before.beats
        # Everything begins on a bar, and what is sung begins and ends where a section does.
        assert all(stretch.start % 4 == 0 and stretch.band.beat % 4 == 0 for stretch in proposal.stretches)
        sung = [stretch for stretch in proposal.stretches if stretch.voice is not None]
        assert all(each.voice is not None and each.voice.beat % 32 == each.beats % 32 == 0 for each in sung)
        assert all(stretch.voice.source != stretch.band.source for stretch in sung if stretch.voice)


def test_bars_stay_whole_where_a_song_cuts_one_short() -> None:
    song = SONGS[0]
    odd = replace(song, sections=tuple(replace(each, beat=each.beat - (each.beat == 96)) for each in song.sections))
    for proposal in proposals([odd, SONGS[1]], suggest([odd, SONGS[1]]), Wish(), 120.0):
        assert all(stretch.beats % 4 == 0 for stretch in proposal.stretches)


def test_no_beat_is_sung_twice(made: list[Proposal]) -> None:
    for proposal in made:
        beats = [
            (stretch.voice.source, stretch.voice.beat + beat)
            for stretch in proposal.stretches
            if stretch.voice
            for beat in range(stretch.beats)
        ]
        assert len(beats) == len(set(beats))


def test_its_cells_play_one_voice_at_most(made: list[Proposal]) -> None:
    lanes = (*usual_lanes(0), *usual_lanes(1))
    for proposal in made:
        cells = stretch_cells(proposal.stretches, lanes, BEATS)
        assert cells.shape == (8, proposal.beats)
        plays = cells["beat"] != SILENT
        assert not plays[[0, 4]].all(axis=0).any()
        assert plays.any(axis=0).all()
        assert all(cells["beat"][row].max() < BEATS[lanes[row].source] for row in range(8))
        # The intro builds up: without a bass, its drums fade in.
        first = {lanes[row].part for row in np.flatnonzero(plays[:, 0])}
        assert first == {StemName.DRUMS, StemName.OTHER}
        assert cells["fade_in"][[1, 5], 0].max() == proposal.stretches[0].beats
        # Chords ring out where another band comes, and fade at the end.
        others = cells[[3, 7]]
        assert ((others["fade_out"] == 1) & (others["beat"] != SILENT)).any()
        assert others["fade_out"][:, -1].max() == proposal.stretches[-1].beats // 2


def test_a_phrase_begins_before_its_section_where_nobody_else_sings() -> None:
    song = heard_song(0, FOUR_CHORDS, bars=40, sung=(False, True, True, False, False))
    song.lead.activity[30:32] = 1
    song.lead.activity[96] = 1
    made = proposals([song, SONGS[1]], suggest([song, SONGS[1]]), Wish(singer=0), 120.0)
    sung = next(each for each in made[0].stretches if each.voice and each.voice.beat == 32)
    assert (sung.pickup, sung.tail) == (2, 1)
    row = stretch_cells(made[0].stretches, (*usual_lanes(0), *usual_lanes(1)), BEATS)["beat"][0]
    assert row[sung.start - 2 : sung.start].tolist() == [30, 31]
    assert row[sung.start + sung.beats] == 96


def test_songs_are_shifted_as_wholes(made: list[Proposal]) -> None:
    found = suggest(SONGS)
    assert made[0].shifts == {0: 0, 1: found.shifts[0].semitones}


@pytest.fixture
def empty() -> Mashup:
    return empty_mashup([SongSource(0, REFS[0]), SongSource(1, REFS[1])], 0)


def test_a_mashup_that_plays_it_is_transposed_for_it(made: list[Proposal], empty: Mashup) -> None:
    wanted = made[0].shifts[1]
    for planned in ({0: 0, 1: wanted}, {0: -2, 1: 5}, {0: 4, 1: -6}):
        mashup = with_proposal(empty, BEATS, planned, made[0])
        shifts = [planned[source.id] + source.transpose for source in mashup.sources]
        assert (shifts[1] - shifts[0] - wanted) % 12 == 0
        assert any(source.transpose == 0 for source in mashup.sources)
        assert max(map(abs, shifts)) <= 6
    # What lies under a source's first cell is what it plays.
    for source in mashup.sources:
        played = mashup.cells["beat"][mashup.lanes_of(source.id)].max(axis=0)
        first = int(np.argmax(played != SILENT))
        assert played[first] == source.offset + first


def test_songs_that_lie_right_are_left_alone(empty: Mashup) -> None:
    assert in_tune(empty, {0: -3, 1: -1}, {0: 0, 1: 2}) == empty
    assert in_tune(empty, {0: 7, 1: -3}, {0: 0, 1: 2}) == empty


def test_a_place_is_placed_alone(empty: Mashup) -> None:
    place = suggest(SONGS).places[0]
    mashup = with_place(empty, {0: 0, 1: 0}, place, 8)
    assert mashup.beats == 8 + place.beats
    assert not has_cells(mashup, 0, 8)
    plays = {mashup.lanes[row].source: [] for row in range(8)}  # type: ignore[var-annotated]
    for row in np.flatnonzero((mashup.played != SILENT).any(axis=1)):
        plays[mashup.lanes[row].source].append(mashup.lanes[row].part)
    assert plays[place.voice.source] == [StemName.VOCALS]
    assert plays[place.band.source] == [StemName.DRUMS, StemName.BASS, StemName.OTHER]


def test_a_selection_is_filled_alone(empty: Mashup) -> None:
    found = suggest(SONGS)
    mashup = with_place(empty, {0: 0, 1: 0}, found.places[0], 40)
    stretches = filling(SONGS, found, {0: 0, 1: found.shifts[0].semitones}, 20)
    assert sum(each.beats for each in stretches) == 20
    filled = with_stretches(mashup, BEATS, Selection(tuple(range(8)), 4, 24), stretches)
    assert not has_cells(filled, 0, 4)
    assert (filled.played[:, 4:24] != SILENT).any(axis=0).all()
    assert np.array_equal(filled.cells[:, 24:], mashup.cells[:, 24:])
    assert filling(SONGS, found, {0: 0, 1: found.shifts[0].semitones + 1}, 20) == ()


def test_without_places_there_is_no_arrangement() -> None:
    silent: list[HeardSong] = [heard_song(source, FOUR_CHORDS, sung=(False,)) for source in (0, 1)]
    assert proposals(silent, suggest(silent), Wish(), 120.0) == []
    assert proposals([], suggest([]), Wish(), 120.0) == []
