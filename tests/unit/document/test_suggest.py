"""What is suggested for songs of known chords and melodies."""

from dataclasses import replace

import numpy as np
import pytest
from heard_songs import FOUR_CHORDS, heard_song

from mashstudio.document.mashability import BandWindows, harmony
from mashstudio.document.reasons import Fit
from mashstudio.document.suggest import suggest

OTHERS = ((2, 9, 16, 4), (14, 7, 0, 19), (3, 8, 13, 10), (6, 11, 1, 18))
"""Progressions that aren't FOUR_CHORDS in any key."""


def test_a_song_s_own_band_fits_its_voice_best() -> None:
    voice = heard_song(0, FOUR_CHORDS)
    bands = [heard_song(1, chords).band for chords in (*OTHERS, FOUR_CHORDS)]
    scores = [harmony(voice.lead, 0, BandWindows(band, np.zeros(1, np.int64), 32)).max() for band in bands]
    assert int(np.argmax(scores)) == len(OTHERS)


@pytest.mark.parametrize("shift", [-3, 0, 2, 5])
def test_a_shifted_voice_finds_its_band_and_transposition(shift: int) -> None:
    voice = heard_song(0, FOUR_CHORDS, shift=shift)
    own = replace(heard_song(1, FOUR_CHORDS), lead=heard_song(1, FOUR_CHORDS, sung=(False,)).lead)
    found = suggest([voice, own])
    assert found.shifts[0].semitones == shift
    assert {(fifth - shift) % 12 for fifth in found.shifts[0].fifths} == {5, 7}
    best = found.places[0]
    assert (best.voice.source, best.band.source, best.semitones) == (0, 1, shift)
    assert (best.voice.beat - best.band.beat) % 16 == 0
    assert best.fit is Fit.GOOD


def test_places_are_ranked_over_all_songs_in_both_directions() -> None:
    songs = [heard_song(0, FOUR_CHORDS, bars=32), heard_song(1, OTHERS[0], bars=32, seed=1), heard_song(2, OTHERS[1])]
    places = suggest(songs).places
    assert [place.rank for place in places] == list(range(1, len(places) + 1))
    assert {place.of for place in places} == {len(places)}
    assert [place.score for place in places] == sorted((place.score for place in places), reverse=True)
    pairs = {(place.voice.source, place.band.source) for place in places}
    assert pairs == {(a, b) for a in range(3) for b in range(3) if a != b}
    # One place for each sung section in each section with room for it.
    assert len({(p.voice, p.band.source, p.band.section) for p in places}) == len(places)


def test_only_sung_sections_sing_and_long_ones_are_tried_over_16_bars() -> None:
    a = heard_song(0, FOUR_CHORDS, bars=40, sung=(False, True, True, False, True))
    b = heard_song(1, OTHERS[0], bars=40, sung=(False,))
    places = suggest([a, b]).places
    assert {(place.voice.section, place.voice.bar, place.bars) for place in places} == {
        ("2", 9, 16),
        ("3", 17, 8),
        ("5", 33, 8),
    }
    assert all(place.band.beat + place.beats <= 160 for place in places)


def test_songs_in_other_metres_or_too_short_have_no_places() -> None:
    waltz = replace(heard_song(1, FOUR_CHORDS), beats_per_bar=3)
    assert suggest([heard_song(0, FOUR_CHORDS), waltz]).places == ()
    assert suggest([heard_song(0, FOUR_CHORDS, bars=3), heard_song(1, FOUR_CHORDS)]).places == ()
    # 4 bars are enough for a short excerpt.
    assert {place.bars for place in suggest([heard_song(0, FOUR_CHORDS, bars=7), heard_song(1, OTHERS[0])]).places} == {
        4
    }


def test_bars_of_two_pair_with_bars_of_four() -> None:
    voice, fours = heard_song(0, FOUR_CHORDS), heard_song(1, FOUR_CHORDS, seed=1)
    halves = replace(fours, beats_per_bar=2, downbeats=np.arange(0, len(fours.lead.activity), 2))
    best, best_over_halves = (suggest([voice, band]).places[0] for band in (fours, halves))
    assert best_over_halves.band.beat % 4 == 0
    assert (best_over_halves.beats, best_over_halves.semitones) == (best.beats, best.semitones)


def test_a_song_without_instruments_only_sings() -> None:
    full = heard_song(1, FOUR_CHORDS)
    acapella = replace(full, source=0, band=replace(full.band, activity=np.zeros(64, np.float32)))
    assert {place.voice.source for place in suggest([acapella, full]).places} == {0}


def test_reasons_say_what_fits_and_what_it_costs() -> None:
    a = heard_song(0, FOUR_CHORDS, shift=2, tempo=120.0)
    b = heard_song(1, FOUR_CHORDS, shift=-2, tempo=126.0)
    best = next(place for place in suggest([a, b]).places if place.voice.source == 0)
    assert [str(reason) for reason in best.reasons] == [
        "100 % of the singing on chord tones",
        "accents coincide",
        "+2 semitones",
        "tempi 5 % apart",
        "two voices, unless the second song's is left out",
    ]


def test_the_beats_that_rub_are_named() -> None:
    a, b = heard_song(0, (0,) * 4, bars=8), heard_song(1, (0,) * 4, bars=8, sung=(False,))
    melody = a.lead.melody.copy()
    # C sharp over C major.
    melody[[5, 20]] = np.eye(12)[1]
    found = suggest([replace(a, lead=replace(a.lead, melody=melody)), b]).places[0]
    assert found.melody.rubbing == (5, 20)
    assert "2 beats rub, a semitone beside a chord tone" in [str(reason) for reason in found.reasons]
    assert found.melody.beside == pytest.approx(2 / 32)


def test_a_melody_beside_the_chords_is_poor() -> None:
    a = heard_song(0, FOUR_CHORDS)
    beside = np.roll(a.lead.melody, 1, axis=1)
    beside[::2] = a.lead.melody[::2]
    # In no transposition do both halves of it lie on the chords.
    place = suggest([replace(a, lead=replace(a.lead, melody=beside)), heard_song(1, OTHERS[2])]).places[0]
    assert place.fit is not Fit.GOOD
