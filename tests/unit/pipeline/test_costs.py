"""The costs of a tempo or key are known before it is chosen."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from mashups import REFS, mashup_of, with_cell, with_each

from mashstudio.core.units import BeatIndex
from mashstudio.document import mend as grid_repair
from mashstudio.document.edits import with_source, with_tempo
from mashstudio.model.analysis import Analysis, TempoSection, beat_map_of
from mashstudio.model.choices import (
    AsIs,
    Closest,
    Fastest,
    FixedKey,
    FixedTempo,
    KeyChoice,
    Middle,
    Of,
    Slowest,
    TempoChoice,
)
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import SongSource, empty_mashup
from mashstudio.model.song import Song
from mashstudio.pipeline.costs import SongCost, cost_of, costs, spared
from mashstudio.pipeline.mashing import align_mashup, analyses, new_mashup, song_ref
from mashstudio.pipeline.realign import at_tempo, blank_mashup, rates_kept, with_added, with_mended, with_song
from mashstudio.pipeline.stages import ReadySong


def analysis(tempo: float, key: str) -> Analysis:
    beats = np.arange(0.5, 60, 60 / tempo)
    return Analysis(
        beats=beats,
        beat_confidence=np.ones(len(beats)),
        downbeats=np.arange(0, len(beats), 4),
        downbeat_confidence=1.0,
        beats_per_bar=4,
        phrases=np.arange(0, len(beats), 32),
        tempo=tempo,
        tempo_confidence=1.0,
        sections=(TempoSection(BeatIndex(0), tempo),),
        key=parse_key(key),
        key_confidence=1.0,
        loudness=-12.0,
        duration=60.0,
    )


SONGS = {0: analysis(120, "C major"), 1: analysis(126, "D major")}
EMPTY = empty_mashup([SongSource(source, ref) for source, ref in enumerate(REFS)], 100)


@pytest.mark.parametrize(
    ("tempo", "target"),
    [
        (Fastest(), 126.0),
        (Slowest(), 120.0),
        (Closest(), 126.0),
        (Of(0), 120.0),
        (Of(1), 126.0),
        (FixedTempo(100.0), 100.0),
    ],
)
def test_each_song_is_stretched_from_its_tempo_to_the_target(tempo: TempoChoice, target: float) -> None:
    cost = costs(EMPTY, SONGS, tempo, AsIs())
    assert cost.tempo == pytest.approx(target)
    assert [song.stretch for song in cost.songs.values()] == pytest.approx([target / 120, target / 126])


@pytest.mark.parametrize(
    ("key", "shifts"),
    [
        (Middle(), [1, -1]),
        (Of(0), [0, -2]),
        (Of(1), [2, 0]),
        (AsIs(), [0, 0]),
        (FixedKey(parse_key("B minor")), [2, 0]),
    ],
)
def test_each_song_is_shifted_the_shorter_way(key: KeyChoice, shifts: list[int]) -> None:
    assert [song.shift for song in costs(EMPTY, SONGS, Fastest(), key).songs.values()] == shifts


def test_half_and_double_time_are_judged_anew_until_a_cell_counts_beats() -> None:
    empty = with_each(EMPTY, "rate", (1.0, 1.0))
    assert costs(empty, SONGS, FixedTempo(60.0), AsIs()).songs == {
        0: SongCost(1.0, 0, 0.5),
        1: SongCost(60 / 63, 0, 0.5),
    }
    playing = with_each(mashup_of({0: [0, 1]}), "rate", (1.0, 1.0))
    assert rates_kept(playing) == {0: 1.0, 1: 1.0}
    assert [song.rate for song in costs(playing, SONGS, FixedTempo(60.0), AsIs()).songs.values()] == [1, 1]


def ready(tempo: float, sha256: str, sure: float = 1.0) -> ReadySong:
    song = Song(Path(f"/music/{sha256}.wav"), sha256 * 64, f"Song {sha256}", "", 60.0)
    return ReadySong(song, Path(), replace(analysis(tempo, "C major"), tempo_confidence=sure))


METAL, SLOW, NEAR = ready(135, "a"), ready(93.25, "b", 0.18), ready(130, "c")


def test_a_tempo_that_spares_the_songs_is_taken_and_what_the_faster_one_would_have_asked_is_known() -> None:
    songs = {0: METAL, 1: SLOW}
    mashup = blank_mashup(songs, dict.fromkeys(songs))
    assert (mashup.tempo, mashup.rates, mashup.tempo_chosen) == (Slowest(), {0: 0.5, 1: 1.0}, False)
    stretches = [song.stretch for song in cost_of(align_mashup(mashup, songs)).songs.values()]
    assert stretches == pytest.approx([1, 67.5 / 93.25])
    cost = spared(mashup, analyses(mashup, songs))
    assert cost is not None
    assert cost.furthest == pytest.approx(135 / 93.25)


def test_a_song_that_fits_brings_the_faster_tempo_back_unless_somebody_chose_another() -> None:
    songs = {0: METAL, 1: SLOW}
    mashup = blank_mashup(songs, dict.fromkeys(songs))
    near = {0: METAL, 1: NEAR}
    changed = with_song(mashup, 1, near, None)
    assert (changed.tempo, changed.rates) == (Fastest(), {0: 1.0, 1: 1.0})
    assert spared(changed, analyses(changed, near)) is None
    chosen = at_tempo(mashup, align_mashup(mashup, songs), songs, Slowest())
    assert spared(chosen, analyses(chosen, songs)) is None
    assert with_song(chosen, 1, near, None).tempo == Slowest()


def test_what_others_play_is_counted_as_it_was_whatever_comes_beside_it() -> None:
    songs = {0: METAL, 1: SLOW}
    playing = with_cell(blank_mashup(songs, dict.fromkeys(songs)), 0, 0, 0)
    assert playing.rates == {0: 0.5, 1: 1.0}
    replaced = with_song(playing, 1, {0: METAL, 1: NEAR}, None)
    assert (replaced.tempo, replaced.rates) == (Slowest(), {0: 0.5, 1: 0.5})
    added = with_added(playing, SongSource(2, song_ref(NEAR)), {**songs, 2: NEAR})
    assert (added.tempo, added.rates) == (Slowest(), {0: 0.5, 1: 1.0, 2: 0.5})
    doubled = grid_repair.at_ratio(beat_map_of(SLOW.analysis), Fraction(2), 60.0)
    of_it = with_tempo(playing, Of(1))
    assert with_mended(of_it, 1, songs, doubled).rates == {0: 0.5, 1: 0.5}


def test_while_nothing_plays_all_beats_are_counted_anew_and_songs_lie_where_they_lay() -> None:
    songs = {0: METAL, 1: SLOW}
    empty = blank_mashup(songs, dict.fromkeys(songs))
    empty = with_source(empty, replace(empty.source(0), offset=10))
    near = with_song(empty, 1, {0: METAL, 1: NEAR}, None)
    assert [(source.rate, source.offset) for source in near.sources] == [(1.0, 20), (1.0, 0)]
    back = with_song(near, 1, songs, None)
    assert [(source.rate, source.offset) for source in back.sources] == [(0.5, 10), (1.0, 0)]


def test_who_asks_for_the_faster_tempo_gets_it() -> None:
    mashup, alignment = new_mashup({0: METAL, 1: SLOW}, Fastest(), AsIs(), None)
    assert (mashup.tempo, mashup.tempo_chosen, alignment.grid.tempo) == (Fastest(), True, 135)
    usual, alignment = new_mashup({0: METAL, 1: SLOW}, None, AsIs(), None)
    assert (usual.tempo, usual.tempo_chosen, alignment.grid.tempo) == (Slowest(), False, 67.5)
    assert with_tempo(usual, Slowest()).tempo_chosen
