"""Every edit of every project is rejected before anything changes, or can be aligned and played."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import LANE_COUNT, REFS, even_alignment, mashup_of, mashups, with_cell, with_each
from ready_songs import SONGS

from mashstudio.core.errors import BadArgument
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.document.runs import stuttered
from mashstudio.model.alignment import Engine
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import Between, Closest, Fastest, FixedTempo, Of, Slowest, TempoChoice
from mashstudio.model.mashup import MAX_BEATS, Mashup, SongSource, cells_of
from mashstudio.model.stems import StemName
from mashstudio.pipeline.mashing import arranged, song_beats
from mashstudio.pipeline.realign import at_tempo, blank_mashup, with_added, with_mended
from mashstudio.render.compile import compile_plan
from mashstudio.session.laid import Laid, lay

DENSE = BeatMap(tuple(0.0201 * beat for beat in range(9_000)) + tuple(200 + 0.15 * b for b in range(9_500)), (0, 4), 4)
"""Within the song a beat every 20 ms; the part beyond its end makes it 400 BPM, which a grid may have."""

GRIDS = (None, DENSE, BeatMap((0.0, 0.15), (0,), 4), BeatMap(tuple(0.15 * b for b in range(1_300)), (3,), 3))
"""As analysed; dense; the fewest beats; the fastest."""

TEMPI: list[TempoChoice] = [
    Of(0),
    Of(1),
    Fastest(),
    Slowest(),
    Closest(),
    Between(),
    FixedTempo(20.0),
    FixedTempo(400.0),
]

UNMENDED = dict.fromkeys(SONGS)


def changes(where: Selection, laid: Laid, choice: random.Random) -> list[Callable[[Mashup], Mashup]]:
    """Return edits of every kind."""
    beats = song_beats(laid.alignment)
    source = choice.choice(laid.mashup.ids)
    tempo = choice.choice(TEMPI)
    return [
        lambda m: edits.switch_on(m, beats, where),
        lambda m: edits.fill_to_end(m, beats, where),
        lambda m: edits.move(m, where, choice.choice([-MAX_BEATS, -1, 1, MAX_BEATS])),
        lambda m: edits.loop(m, where, choice.choice([1, 50, MAX_BEATS])),
        lambda m: edits.with_offset(m, source, choice.choice([-MAX_BEATS + 1, -3, 5, beats[source] - 1]), beats),
        lambda m: edits.with_tempo(m, tempo),
        lambda m: at_tempo(m, laid.alignment, SONGS, tempo),
        lambda m: with_mended(m, source, SONGS, choice.choice(GRIDS)),
        lambda m: arranged(m, laid.alignment),
        lambda m: with_each(m, "rate", choice.choice([(2.0, 2.0), (0.5, 2.0), (None, None)])),
        lambda m: edits.reordered(m, source, choice.randrange(2)),
    ]


@settings(max_examples=60)
@given(mashups(), st.randoms(use_true_random=False))
def test_an_edit_is_refused_before_anything_changes_or_can_be_played(mashup: Mashup, choice: random.Random) -> None:
    laid = lay(with_each(mashup, "song", REFS), SONGS)
    for _ in range(12):
        start = choice.randrange(laid.mashup.beats + 1)
        where = Selection(tuple(range(choice.randrange(LANE_COUNT))), start, start + choice.randrange(40))
        try:
            after = choice.choice(changes(where, laid, choice))(laid.mashup)
            laid = lay(after, SONGS, laid)
        except BadArgument:
            continue
        fresh = lay(laid.mashup, SONGS)
        assert fresh.alignment.grid == laid.alignment.grid
        assert fresh.alignment.songs.keys() == laid.alignment.songs.keys()
        for source, song in fresh.alignment.songs.items():
            np.testing.assert_array_equal(song.beat_frame, laid.alignment.songs[source].beat_frame)
        assert compile_plan(laid.mashup, laid.alignment).frames >= 0


def test_what_lies_as_before_isn_t_laid_anew() -> None:
    laid = lay(blank_mashup(SONGS, UNMENDED), SONGS)
    painted = lay(edits.paint(laid.mashup, {0: 9, 1: 9}, Selection((0,), 0, 4), on=True), SONGS, laid)
    assert painted.alignment is laid.alignment
    changes: list[Callable[[Mashup], Mashup]] = [
        lambda m: edits.with_lane(m, 3, gain_db=-6.0, mute=True, solo=True),
        lambda m: edits.with_title(m, 1, "밤편지", named=True),
        lambda m: edits.with_offset(m, 1, 4, {0: 40, 1: 40}),
        lambda m: edits.with_length(m, 12),
        lambda m: arranged(m, laid.alignment),
    ]
    for change in changes:
        assert lay(change(painted.mashup), SONGS, painted).alignment is laid.alignment
    assert lay(edits.with_tempo(painted.mashup, FixedTempo(99.0)), SONGS, painted).alignment is not laid.alignment


def test_beats_too_dense_to_be_heard_are_refused() -> None:
    mended = with_each(with_each(blank_mashup(SONGS, UNMENDED), "beats", (DENSE, None)), "rate", (2.0, 1.0))
    assert lay(replace(mended, tempo=Of(1)), SONGS).alignment.grid.tempo == pytest.approx(87.3, rel=1e-3)
    with pytest.raises(BadArgument, match="At 5970 BPM the beats are too short"):
        lay(replace(mended, tempo=Of(0)), SONGS)


def test_a_mashup_of_many_lanes_is_refused_before_it_is_too_long() -> None:
    songs, mashup = dict(SONGS), edits.with_length(with_cell(blank_mashup(SONGS, UNMENDED), 0, 0, 0), MAX_BEATS)
    for source in (2, 3):
        songs[source] = SONGS[0]
        mashup = with_added(mashup, SongSource(source, REFS[0]), songs)
    assert (mashup.beats, len(mashup.lanes)) == (MAX_BEATS, 16)
    songs[4] = SONGS[0]
    fifth = SongSource(4, REFS[0])
    with pytest.raises(BadArgument, match="can't have 100000 beats; the limit is 80000"):
        with_added(mashup, fifth, songs)
    grown = with_added(edits.with_length(mashup, 80_000), fifth, songs)
    with pytest.raises(BadArgument, match="80001 beats"):
        edits.with_length(grown, 80_001)


def test_more_beats_than_a_document_can_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    alignment = even_alignment(120.0, (MAX_BEATS + 1, 4))
    monkeypatch.setattr("mashstudio.session.laid.align_mashup", lambda _mashup, _songs: alignment)
    with pytest.raises(BadArgument, match="A song with 100001 beats"):
        lay(blank_mashup(SONGS, UNMENDED), SONGS)


def test_engines_and_formants_are_part_of_how_songs_lie() -> None:
    plain = lay(mashup_of({0: [0, 1, 2]}), SONGS)
    assert [song.formants for song in plain.alignment.songs.values()] == [{StemName.VOCALS}, {StemName.VOCALS}]
    changed = edits.with_lane(edits.with_engine(plain.mashup, 0, Engine.RUBBER_BAND), 7, formants=True)
    a, b = lay(changed, SONGS, plain).alignment.songs.values()
    assert (a.engine, b.engine) == (Engine.RUBBER_BAND, Engine.OWN)
    assert a.formants == {StemName.VOCALS}
    assert b.formants == {StemName.VOCALS, StemName.OTHER}
    muted = edits.with_lane(plain.mashup, 0, mute=True)
    assert lay(muted, SONGS, plain).alignment is plain.alignment


@pytest.mark.parametrize(("loudness", "gain"), [(-18.5, 4.5), (-9.0, -5.0), (-40.0, 12.0), (-np.inf, 0.0)])
def test_songs_are_brought_to_the_same_loudness(loudness: float, gain: float) -> None:
    quiet = replace(SONGS[1], analysis=replace(SONGS[1].analysis, loudness=loudness))
    songs, mashup = {0: SONGS[0], 1: quiet}, mashup_of({0: [0], 4: [0, 1, 2]})
    matched = lay(mashup, songs).alignment
    assert [matched.songs[source].gain_db for source in (0, 1)] == [-2, gain]
    left = lay(edits.with_matching(mashup, False), songs).alignment
    assert left.songs[1].gain_db == 0
    ratio = compile_plan(mashup, matched).gain[1] / compile_plan(mashup, left).gain[1]
    assert 20 * np.log10(ratio) == pytest.approx(gain, abs=0.01)


def test_more_stuttered_beats_than_a_plan_has_room_for_are_refused() -> None:
    long = edits.with_length(lay(blank_mashup(SONGS, UNMENDED), SONGS).mashup, 15_000)
    every = Selection(tuple(range(len(long.lanes))), 0, long.beats)
    full = edits.paste(long, cells_of(np.zeros((len(long.lanes), long.beats), np.int32)), every.lanes, 0)
    lay(stuttered(full, every, 2), SONGS)
    with pytest.raises(BadArgument, match="Too many beats are stuttered"):
        lay(stuttered(full, every, 16), SONGS)


@pytest.mark.parametrize(("semitones", "shift", "cents"), [(2.0, 2, 0), (-1.5, -2, 50), (0.25, 0, 25), (12.0, 12, 0)])
def test_a_transposed_song_is_shifted_on_top_of_what_the_key_asks_for(semitones: float, shift: int, cents: int) -> None:
    mashup = mashup_of({0: [0, 1]})
    plain = lay(mashup, SONGS)
    moved = lay(edits.with_transposition(mashup, 1, semitones), SONGS, plain)
    assert moved.alignment.songs[0].pitch == plain.alignment.songs[0].pitch
    base = plain.alignment.songs[1]
    assert moved.alignment.songs[1].shift == min(base.shift + shift, 12)
    assert moved.alignment.songs[1].correction == pytest.approx(base.correction + cents)
