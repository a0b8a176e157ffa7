"""Arrangements made of the best places have a form that holds."""

from itertools import pairwise

import numpy as np
import pytest
from heard_songs import FOUR_CHORDS, heard_song

from mashstudio.document.proposals import Proposal, Role, proposals, proposed_cells
from mashstudio.document.suggest import HeardSong, suggest
from mashstudio.model.mashup import SILENT, usual_lanes
from mashstudio.model.stems import StemName

SONGS = [
    heard_song(0, FOUR_CHORDS, bars=40, shift=2, sung=(False, True, True, False, True)),
    heard_song(1, (5, 7, 21, 0), bars=48, sung=(True, False, True), shift=-2, seed=1),
]


@pytest.fixture(scope="module")
def made() -> list[Proposal]:
    return proposals(SONGS, suggest(SONGS))


def test_three_arrangements_differ_in_who_sings(made: list[Proposal]) -> None:
    assert len(made) == 3
    assert set(made[0].singers) == {0, 1}
    assert {each.singers for each in made[1:]} == {(0,), (1,)}


def test_the_form_holds(made: list[Proposal]) -> None:
    for proposal in made:
        roles = [stretch.role for stretch in proposal.stretches]
        assert roles[:3] == [Role.INTRO, Role.BUILD, Role.SUNG]
        assert roles[-3:] == [Role.SUNG, Role.ENDING, Role.ENDING]
        assert roles.count(Role.BREAK) == (roles.count(Role.SUNG) > 1)
        for before, after in pairwise(proposal.stretches):
            assert after.start == before.start + before.beats
        # Everything begins on a bar, and what is sung where a section does.
        assert all(stretch.start % 4 == 0 and stretch.band.beat % 4 == 0 for stretch in proposal.stretches)
        sung = [stretch.voice for stretch in proposal.stretches if stretch.voice is not None]
        assert all(voice.beat % 32 == 0 for voice in sung)
        assert all(stretch.voice.source != stretch.band.source for stretch in proposal.stretches if stretch.voice)


def test_singers_take_turns_and_no_beat_is_sung_twice(made: list[Proposal]) -> None:
    sung = [stretch for stretch in made[0].stretches if stretch.voice is not None]
    assert [each.voice.source for each in sung[:2] if each.voice] in ([0, 1], [1, 0])
    for proposal in made:
        beats = [
            (stretch.voice.source, stretch.voice.beat + beat)
            for stretch in proposal.stretches
            if stretch.voice
            for beat in range(stretch.beats)
        ]
        assert len(beats) == len(set(beats))


def test_its_cells_play_one_voice_at_most_over_the_other_band(made: list[Proposal]) -> None:
    lanes = (*usual_lanes(0), *usual_lanes(1))
    for proposal in made:
        cells = proposed_cells(proposal, lanes)
        assert cells.shape == (8, proposal.beats)
        plays = cells["beat"] != SILENT
        voices = plays[[0, 4]]
        assert not voices.all(axis=0).any()
        assert plays.any(axis=0).all()
        assert not (voices[0] & plays[1:4].any(axis=0)).any()
        assert all(cells["beat"][row].max() < len(SONGS[lanes[row].source].band.chords) for row in range(8))
        first = plays[:, 0]
        assert {lanes[row].part for row in np.flatnonzero(first)} == {StemName.DRUMS}


def test_songs_are_shifted_as_wholes(made: list[Proposal]) -> None:
    found = suggest(SONGS)
    assert made[0].shifts == {0: 0, 1: found.shifts[0].semitones}


def test_without_places_there_is_no_arrangement() -> None:
    silent: list[HeardSong] = [heard_song(source, FOUR_CHORDS, sung=(False,)) for source in (0, 1)]
    assert proposals(silent, suggest(silent)) == []
    assert proposals([], suggest([])) == []
