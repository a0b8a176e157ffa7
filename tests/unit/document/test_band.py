"""A band joins the songs, plays other notes and leaves, and the songs are edited beside it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import mashup_of, mashups

from mashstudio.core.errors import BadArgument
from mashstudio.document.arrange import Arrangement, arranged_where
from mashstudio.document.band import with_band, with_band_cells, with_lanes, with_notes, with_taken, without_band
from mashstudio.document.edits import Selection, reordered, without_source
from mashstudio.document.form import swap_songs
from mashstudio.document.notes import Snap
from mashstudio.document.runs import in_source
from mashstudio.document.strips import StripPlace, strip_at, with_strip
from mashstudio.model.band import Band, transposed
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import MAX_LANE_COUNT, SILENT, Mashup, silence
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.stems import StemName

SONGS = mashup_of({0: [*range(8), *[SILENT] * 8]})
DRUMS, BASS = (NoteLane(part, 0, (Note(0, 1, 36, 100),)) for part in (BandPart.DRUMS, BandPart.BASS))
BAND_OF_TWO = Band("House", 12, (DRUMS, BASS))


def rows(mashup: Mashup) -> list[list[int]]:
    return [mashup.played[row].tolist() for row in mashup.lanes_of(BAND)]


@given(mashups(most_sources=4).filter(lambda mashup: mashup.band is None))
def test_a_band_joins_and_leaves_without_a_trace(mashup: Mashup) -> None:
    joined = with_band(mashup, BAND_OF_TWO, range(mashup.beats), [BandPart.BASS])
    assert [lane.part for lane in joined.lanes[len(mashup.lanes) :]] == [StemName.DRUMS, StemName.BASS]
    heard = [*range(min(mashup.beats, 12)), *[SILENT] * (mashup.beats - 12)]
    assert rows(joined) == [[SILENT] * mashup.beats, heard]
    assert without_band(joined) == mashup


def test_lanes_that_were_there_keep_their_mix_and_their_cells() -> None:
    joined = with_band(SONGS, BAND_OF_TWO, range(8), [BandPart.DRUMS, BandPart.BASS])
    quiet = with_strip(joined, StripPlace((9,)), lambda strip: replace(strip, gain_db=-6.0))
    lead = NoteLane(BandPart.LEAD, 80, ())
    grown = with_band(quiet, replace(BAND_OF_TWO, lanes=(DRUMS, BASS, lead)), range(4, 10), [BandPart.LEAD])
    assert grown.lanes[9] == quiet.lanes[9]
    assert rows(grown)[:2] == rows(quiet)
    assert rows(grown)[2] == [*[SILENT] * 4, *range(4, 10), *[SILENT] * 6]
    # A shorter band has no beats there any more.
    assert rows(with_band(grown, replace(BAND_OF_TWO, beats=6), range(0), []))[0] == [*range(6), *[SILENT] * 10]


PLAYED = NoteLane(BandPart.LEAD, 80, (Note(4.0, 1.0, 72, 100),))


def test_a_lane_that_is_played_makes_a_band_heard_where_it_was_played() -> None:
    made = with_lanes(SONGS, Band("Pop", 16, (PLAYED,), key=3), range(4, 6))
    assert made.band == Band("Pop", 16, (PLAYED,), key=3)
    assert rows(made) == [[*[SILENT] * 4, 4, 5, *[SILENT] * 10]]
    assert without_band(made) == SONGS


def test_a_played_lane_joins_the_band_in_its_key_and_length() -> None:
    old = replace(BAND_OF_TWO, key=0, swing=0.6)
    joined = with_strip(
        with_band(SONGS, old, range(8), [BandPart.BASS]), StripPlace((9,)), lambda strip: replace(strip, gain_db=-6.0)
    )
    bass = NoteLane(BandPart.BASS, 33, (Note(9, 1, 40, 90),))
    made = with_lanes(joined, Band("Pop", 16, (bass, PLAYED), key=2), range(6, 10))
    assert made.band is not None
    assert [lane.part for lane in made.band.lanes] == [BandPart.DRUMS, BandPart.BASS, BandPart.LEAD]
    # What is heard two semitones higher is written two lower.
    assert [lane.notes[0].pitch for lane in made.band.lanes] == [36, 38, 70]
    assert replace(made.band, lanes=old.lanes) == old
    assert made.lanes[9] == joined.lanes[9]
    assert rows(made) == [rows(joined)[0], [*range(10), *[SILENT] * 6], [*[SILENT] * 6, *range(6, 10), *[SILENT] * 6]]
    # Notes after its end make it longer.
    late = replace(PLAYED, notes=(Note(11.5, 1, 72, 100),))
    longer = with_lanes(joined, Band("Pop", 16, (late,), key=0), range(11, 13))
    assert longer.band is not None
    assert longer.band.beats == 16


def test_a_cell_that_plays_keeps_its_gain_where_notes_join() -> None:
    joined = with_band(SONGS, BAND_OF_TWO, range(8), list(BandPart))
    cells = np.array(joined.cells)
    cells["gain"][9, :8] = -3.0
    quiet = replace(joined, cells=cells)
    assert np.array_equal(with_lanes(quiet, BAND_OF_TWO, range(8)).cells, quiet.cells)


def test_what_was_played_joins_a_lane_quantised() -> None:
    lane = replace(PLAYED, notes=(Note(4.0, 1.0, 72, 100), Note(6.0, 1.0, 60, 100)))
    played = (Note(4.52, 0.4, 72, 80), Note(7.9, 0.5, 64, 70))

    def taken(snap: Snap | None, *, loops: bool = False) -> list[tuple[float, float, int]]:
        made = with_taken(lane, played, range(4, 8), snap, last=12, loops=loops)
        assert (made.part, made.program) == (lane.part, lane.program)
        return [(round(note.start, 3), round(note.length, 3), note.pitch) for note in made.notes]

    assert taken(Snap.EIGHTH) == [(4.0, 0.5, 72), (4.5, 0.4, 72), (6.0, 1.0, 60), (8.0, 0.5, 64)]
    assert taken(Snap.EIGHTH_TRIPLET)[1:] == [(4.667, 0.4, 72), (6.0, 1.0, 60), (8.0, 0.5, 64)]
    # Where the loop ends it begins again.
    assert taken(Snap.EIGHTH, loops=True) == [(4.0, 0.5, 64), (4.0, 0.5, 72), (4.5, 0.4, 72), (6.0, 1.0, 60)]
    assert [start for start, _length, _pitch in taken(None, loops=True)] == [4.0, 4.52, 6.0, 7.9]


def test_other_notes_change_nothing_else() -> None:
    joined = with_band(SONGS, BAND_OF_TWO, range(16), list(BandPart))
    changed = with_notes(joined, replace(BASS, notes=()))
    assert changed.band is not None
    assert changed.band.lanes == (DRUMS, replace(BASS, notes=()))
    assert replace(changed, band=joined.band) == joined


def test_there_is_room_for_so_many_lanes() -> None:
    full = replace(
        SONGS,
        lanes=(SONGS.lanes[0],) * 31 + (SONGS.lanes[4],) * (MAX_LANE_COUNT - 31),
        cells=silence(MAX_LANE_COUNT, 4),
    )
    with pytest.raises(BadArgument, match="64 lanes"):
        with_band(full, BAND_OF_TWO, range(4), [])


def test_songs_are_edited_beside_it() -> None:
    joined = with_band(SONGS, BAND_OF_TWO, range(16), list(BandPart))
    moved = reordered(joined, 1, 0)
    assert (moved.ids, moved.song_lanes) == ((1, 0), range(8))
    assert rows(moved) == rows(joined)
    assert in_source(joined, (1,), 2) == (8,)
    assert in_source(joined, (8,), 1) is None
    place = StripPlace((8, 9), BAND)
    assert strip_at(with_strip(joined, place, lambda strip: replace(strip, pan=0.5)), place).pan == 0.5
    three = replace(joined, sources=(*joined.sources, replace(joined.sources[0], id=2)), lanes=(
        *joined.lanes[:8], replace(joined.lanes[0], source=2), *joined.lanes[8:]
    ), cells=np.insert(joined.cells, 8, joined.cells[0], axis=0))  # fmt: skip
    assert rows(without_source(three, 0)) == rows(joined)


def test_with_everything_selected_it_is_the_songs_that_swap() -> None:
    joined = with_band(SONGS, BAND_OF_TWO, range(16), list(BandPart))
    beats = {0: 40, 1: 40, BAND: 12}
    swapped = swap_songs(joined, beats, Selection(tuple(range(10)), 0, 16))
    assert without_band(swapped) == swap_songs(SONGS, beats, Selection(tuple(range(8)), 0, 16))
    assert rows(swapped) == rows(joined)


def test_suggestions_leave_it_as_it_is() -> None:
    joined = with_band(SONGS, BAND_OF_TWO, range(16), list(BandPart))
    suggestion = Arrangement(silence(10, 16), {0: 0, 1: 0})
    everything = Selection(tuple(range(10)), 0, 16)
    assert rows(arranged_where(joined, {0: 40, 1: 40, BAND: 12}, everything, suggestion)) == rows(joined)
    longer = with_band_cells(joined, silence(10, 20))
    assert longer["beat"][8].tolist() == [*rows(joined)[0], *[SILENT] * 4]


@given(st.integers(-12, 12))
def test_drums_are_not_transposed_and_nothing_leaves_midi(by: int) -> None:
    notes = tuple(Note(0, 1, pitch, 100) for pitch in (0, 60, 127))
    assert transposed(NoteLane(BandPart.DRUMS, 0, notes), by).notes == notes
    pitches = [note.pitch for note in transposed(NoteLane(BandPart.LEAD, 0, notes), by).notes]
    assert pitches == [max(by, 0), 60 + by, min(127 + by, 127)]
