"""The files that lanes play: that of their song and stem, and whole songs while no cell plays."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from known_songs import KnownStems, known_song
from mashups import even_alignment, lanes_but, mashup_of

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.model.choices import AsIs, Fastest
from mashstudio.model.mashup import Lane, usual_lanes
from mashstudio.model.stems import StemName
from mashstudio.pipeline.mashing import Snapshot, fit_lanes, new_mashup
from mashstudio.session.whole_songs import all_whole


def test_two_lanes_of_one_part_play_the_same_stem(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    song = known_song(tmp_path, cache, "one", tempo=120, key="C major")
    mashup, alignment = new_mashup({0: song, 1: song}, Fastest(), AsIs(), "A:vocals@1-4 B:vocals@5-8")
    lanes = (Lane(0, StemName.VOCALS), Lane(0, StemName.BASS), Lane(0, StemName.VOCALS), *usual_lanes(1))
    cells = np.stack([mashup.cells[row] for row in (0, 1, 0, 4, 5, 6, 7)])
    mashup = replace(mashup, lanes=lanes, cells=cells)
    separators = dict.fromkeys((0, 1), KnownStems(tmp_path))
    files = fit_lanes(Snapshot(mashup, alignment, {0: song, 1: song}, separators), cache, job=Job())
    # The same song twice is fitted once.
    assert [file is not None for file in files] == [True, False, True, True, False, False, False]
    assert files[0] == files[2] == files[3]


def test_while_no_song_is_on_the_grid_nothing_plays_whole() -> None:
    silent, alignment = mashup_of({0: [-1] * 8}, lanes_but({})), even_alignment()
    assert all_whole(silent, alignment, {}, 1.0) is None
    assert all_whole(silent, alignment, {0: Path("0.npy"), 1: None}, 1.0) is None
    alone = all_whole(silent, alignment, {1: Path("1.npy")}, 1.0)
    assert alone is not None
    assert alone[0].lanes == len(alone[1]) == 1
