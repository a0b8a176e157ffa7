"""Every edit of every project is refused before anything changes, or can be laid and played."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import LANES, REFS, even_alignment, mashup_of, mashups, with_each
from ready_songs import SONGS

from mashstudio.facts.alignment import Engine
from mashstudio.facts.analysis import SongGrid
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.stems import StemName
from mashstudio.mashup import edits
from mashstudio.mashup.document import MAX_BEATS, Mashup
from mashstudio.mashup.edits import Selection
from mashstudio.render.compile import compile_plan
from mashstudio.studio.laid import Laid, lay
from mashstudio.studio.laying import at_tempo, begun, with_mended
from mashstudio.studio.mashing import arranged

DENSE = SongGrid(tuple(0.0201 * beat for beat in range(9_000)) + tuple(200 + 0.15 * b for b in range(9_500)), (0, 4), 4)
"""Within the song a beat every 20 ms; what lies behind its end makes it 400 BPM, which a grid may have."""

GRIDS = (None, DENSE, SongGrid((0.0, 0.15), (0,), 4), SongGrid(tuple(0.15 * b for b in range(1_300)), (3,), 3))
"""As analysed; dense; the fewest beats; the fastest."""

TEMPI: list[str | float] = ["a", "b", "faster", "slower", 20.0, 400.0, 10.0]


def changes(where: Selection, laid: Laid, choice: random.Random) -> list[Callable[[Mashup], Mashup]]:
    """Edits of every kind."""
    a, b = (len(song.beats) for song in laid.alignment.songs)
    beats, side = (a, b), choice.randrange(2)
    tempo = choice.choice(TEMPI)
    return [
        lambda m: edits.switch_on(m, beats, where),
        lambda m: edits.fill_to_end(m, beats, where),
        lambda m: edits.move(m, where, choice.choice([-MAX_BEATS, -1, 1, MAX_BEATS])),
        lambda m: edits.loop(m, where, choice.choice([1, 50, MAX_BEATS])),
        lambda m: edits.with_offset(m, side, choice.choice([-MAX_BEATS + 1, -3, 5, beats[side] - 1]), beats),
        lambda m: edits.with_tempo(m, tempo),
        lambda m: at_tempo(m, laid.alignment, SONGS, tempo),
        lambda m: with_mended(m, side, SONGS, choice.choice(GRIDS)),
        lambda m: arranged(m, laid.alignment),
        lambda m: replace(m, rates=choice.choice([(2.0, 2.0), (0.5, 2.0), None])),
    ]


@settings(max_examples=60)
@given(mashups(), st.randoms(use_true_random=False))
def test_an_edit_is_refused_before_anything_changes_or_can_be_played(mashup: Mashup, choice: random.Random) -> None:
    laid = lay(with_each(mashup, "song", REFS), SONGS)
    for _ in range(12):
        start = choice.randrange(laid.mashup.beats + 1)
        where = Selection(tuple(range(choice.randrange(LANES))), start, start + choice.randrange(40))
        try:
            after = choice.choice(changes(where, laid, choice))(laid.mashup)
            laid = lay(after, SONGS, laid)
        except BadArgument:
            continue
        fresh = lay(laid.mashup, SONGS)
        assert fresh.alignment.grid == laid.alignment.grid
        for one, other in zip(fresh.alignment.songs, laid.alignment.songs, strict=True):
            np.testing.assert_array_equal(one.beat_frame, other.beat_frame)
        assert compile_plan(laid.mashup, laid.alignment).frames >= 0


def test_what_lies_as_before_isn_t_laid_anew() -> None:
    laid = lay(begun(SONGS, (None, None)), SONGS)
    painted = lay(edits.paint(laid.mashup, (9, 9), Selection((0,), 0, 4), on=True), SONGS, laid)
    assert painted.alignment is laid.alignment
    assert lay(edits.with_tempo(painted.mashup, 99.0), SONGS, painted).alignment is not laid.alignment


def test_beats_too_dense_to_be_heard_are_refused() -> None:
    mended = replace(begun(SONGS, (None, None)), grids=(DENSE, None), rates=(2.0, 1.0))
    assert lay(replace(mended, tempo="b"), SONGS).alignment.grid.tempo == pytest.approx(87.3, rel=1e-3)
    with pytest.raises(BadArgument, match="At 5970 BPM beats are too short"):
        lay(replace(mended, tempo="a"), SONGS)


def test_more_beats_than_a_document_can_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    alignment = even_alignment(120.0, (MAX_BEATS + 1, 4))
    monkeypatch.setattr("mashstudio.studio.laid.align_mashup", lambda _mashup, _songs: alignment)
    with pytest.raises(BadArgument, match="A song of 100001 beats"):
        lay(begun(SONGS, (None, None)), SONGS)


def test_engines_and_formants_are_part_of_how_songs_lie() -> None:
    plain = lay(mashup_of({0: [0, 1, 2]}), SONGS)
    assert [song.formants for song in plain.alignment.songs] == [{StemName.VOCALS}, {StemName.VOCALS}]
    changed = edits.with_lane(edits.with_engine(plain.mashup, 0, Engine.RUBBER_BAND), 7, formants=True)
    a, b = lay(changed, SONGS, plain).alignment.songs
    assert (a.engine, b.engine) == (Engine.RUBBER_BAND, Engine.OWN)
    assert a.formants == {StemName.VOCALS}
    assert b.formants == {StemName.VOCALS, StemName.OTHER}
    muted = edits.with_lane(plain.mashup, 0, mute=True)
    assert lay(muted, SONGS, plain).alignment is plain.alignment
