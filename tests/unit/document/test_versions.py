"""Versions of a mashup: kept, switched to, compared."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import REFS, lanes_but, mashup_of, mashups, with_each

from mashstudio.document import versions
from mashstudio.document.edits import reordered, with_length, with_tempo, with_title, without_source
from mashstudio.document.versions import Differences, Part, differences
from mashstudio.model.alignment import Timing
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import AsIs, FixedTempo
from mashstudio.model.mashup import SILENT, Lane, Mashup, SongSource, Version, Versions, cells_of
from mashstudio.model.sections import Cue, Section
from mashstudio.model.stems import StemName
from mashstudio.model.strip import Sends, Strip

ONE = mashup_of({0: list(range(8)), 5: [4, 4, 4, 4]})
OTHER = mashup_of({0: list(range(8)), 5: [4, 4, 9, 9]})


@settings(max_examples=50)
@given(mashups(most_sources=3), mashups(most_sources=3), st.integers(0, 3))
def test_what_was_kept_comes_back_whole(mashup: Mashup, other: Mashup, slot: int) -> None:
    kept = versions.keep(mashup, slot)
    assert versions.is_at(kept, slot)
    assert versions.bare(kept) == mashup
    later = replace(other, versions=kept.versions)
    assert versions.is_at(later, slot) == (mashup == other)
    back = versions.switched(later, slot)
    assert back == kept
    assert differences(mashup, back) == Differences(0, 0, ())
    assert (differences(mashup, other) == Differences(0, 0, ())) == (mashup == other)


def test_a_kept_version_is_replaced_and_keeps_its_name() -> None:
    kept = versions.named(versions.keep(ONE, 1), 1, "Short")
    again = versions.keep(replace(OTHER, versions=kept.versions), 1)
    assert again.versions.kept == (None, Version(OTHER, "Short"), None, None)
    cleared = versions.cleared(again, 1)
    assert cleared == OTHER


def test_an_empty_version_has_neither_a_state_nor_a_name() -> None:
    assert versions.named(ONE, 2, "Nothing") == ONE
    assert not versions.is_at(ONE, 2)
    with pytest.raises(KeyError):
        versions.switched(ONE, 2)


def test_comparing_goes_to_the_version_used_last_that_differs() -> None:
    at_a = versions.keep(ONE, 0)
    assert versions.to_compare(at_a) is None
    edited = replace(OTHER, versions=at_a.versions)
    assert versions.to_compare(edited) == 0
    at_b = versions.keep(edited, 1)
    assert versions.to_compare(at_b) == 0
    back = versions.switched(at_b, 0)
    assert back.versions.used == (0, 1)
    assert versions.to_compare(back) == 1


def test_a_song_that_was_removed_since_comes_back_with_its_version() -> None:
    three = Mashup(
        tuple(SongSource(source, REFS[source % 2], beats=BeatMap((0.5, 1.0, 1.5), (0,), 4)) for source in range(3)),
        tuple(Lane(source, StemName.DRUMS) for source in range(3)),
        cells_of(np.arange(12, dtype=np.int32).reshape(3, 4)),
    )
    kept = versions.keep(three, 0)
    fewer = reordered(without_source(kept, 1), 2, 0)
    assert fewer.ids == (2, 0)
    assert versions.switched(fewer, 0) == kept
    assert differences(fewer, three) == Differences(4, 1, (Part.SONGS,))


def test_what_is_done_to_every_state_is_done_to_kept_ones() -> None:
    kept = versions.keep(ONE, 0)
    edited = replace(OTHER, versions=kept.versions)
    titled = versions.in_every_state(edited, lambda state: with_title(state, 0, "New", named=True))
    assert titled.sources[0].song.title == versions.switched(titled, 0).sources[0].song.title == "New"
    assert np.array_equal(titled.cells, OTHER.cells)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m: with_tempo(m, FixedTempo(100.0)), Differences(0, 0, (Part.TEMPO,))),
        (lambda m: replace(m, key=AsIs(), matched=False), Differences(0, 0, (Part.KEY, Part.LOUDNESS))),
        (lambda m: replace(m, sends=Sends(decay=2.0)), Differences(0, 0, (Part.EFFECTS,))),
        (lambda m: replace(m, lanes=lanes_but({0: {"mute": True}, 6: {"low": -3.0}})), Differences(0, 2, ())),
        (lambda m: replace(m, cells=OTHER.cells), Differences(2, 0, ())),
        # Nothing plays on the beats that were added.
        (lambda m: with_length(m, 20), Differences(0, 0, (Part.LENGTH,))),
        (lambda m: with_length(m, 6), Differences(2, 0, (Part.LENGTH,))),
        (lambda m: reordered(m, 1, 0), Differences(0, 0, (Part.ORDER,))),
        (
            lambda m: with_each(m, "song", (REFS[0], replace(REFS[1], sha256="c" * 64))),
            Differences(0, 0, (Part.SONGS,)),
        ),
        (lambda m: with_title(m, 1, "x", named=True), Differences(0, 0, (Part.TITLES,))),
        (lambda m: with_each(m, "offset", (0, 3)), Differences(0, 0, (Part.PLACES,))),
        (lambda m: with_each(m, "beats", (None, BeatMap((0, 1), (0,), 4))), Differences(0, 0, (Part.BEATS,))),
        (lambda m: with_each(m, "strip", (Strip(pan=0.5), Strip())), Differences(0, 0, (Part.STRIPS,))),
        (lambda m: with_each(m, "sections", ((Section(0, "A"),), None)), Differences(0, 0, (Part.SECTIONS,))),
        (lambda m: with_each(m, "cues", ((Cue(1, 0.5),), None)), Differences(0, 0, (Part.CUES,))),
        (lambda m: with_each(m, "transpose", (2.0, 0.0)), Differences(0, 0, (Part.KEY,))),
        (lambda m: with_each(m, "timing", (Timing.VOCALS, Timing.BEATS)), Differences(0, 0, (Part.BEATS,))),
        (lambda m: replace(m, limited=True), Differences(0, 0, (Part.LOUDNESS,))),
    ],
)
def test_what_differs_is_named(change: Any, expected: Differences) -> None:
    assert differences(ONE, change(ONE)) == expected
    assert differences(change(ONE), ONE) == expected


def test_every_field_of_a_mashup_and_of_a_song_can_be_told_apart() -> None:
    told = {"sources", "lanes", "cells", "versions", *versions._MASHUP_PARTS}
    assert {field.name for field in fields(Mashup)} == told
    assert {field.name for field in fields(SongSource)} == {"id", *versions._SOURCE_PARTS}


def test_versions_that_can_t_be_are_refused() -> None:
    kept = versions.keep(ONE, 0)
    for invalid in (
        lambda: Version(kept),
        lambda: Version(ONE, "x" * 101),
        lambda: Versions((None,) * 3),
        lambda: Versions(used=(0,)),
        lambda: replace(kept.versions, used=()),
        lambda: replace(kept.versions, used=(0, 0)),
    ):
        with pytest.raises(ValueError, match=r"version|kept"):
            invalid()


def test_silence_that_is_written_otherwise_is_no_difference_in_beats() -> None:
    assert np.all(ONE.played[3] == SILENT)
    fewer = Mashup(
        ONE.sources, tuple(lane for row, lane in enumerate(ONE.lanes) if row != 3), np.delete(ONE.cells, 3, 0)
    )
    assert differences(ONE, fewer) == Differences(0, 1, ())
