"""What an empty mashup plays: its whole songs, aligned, so that they can be heard before there are stems."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from mashstudio.document.edits import Selection, paint
from mashstudio.model.alignment import Alignment
from mashstudio.model.choices import Fastest, Middle
from mashstudio.model.mashup import SILENT, Lane, Mashup
from mashstudio.model.plan import Plan
from mashstudio.model.stems import StemName
from mashstudio.render.compile import compile_plan


def all_whole(
    mashup: Mashup, alignment: Alignment, songs: Mapping[int, Path | None], master: float
) -> tuple[Plan, list[Path | None]] | None:
    """Return a plan with one lane for each song, and its files; None once a cell plays, or if a song isn't ready.

    songs: the samples (.npy) of each whole song on the grid; sources that it or `alignment` lacks are silent.
    master: linear gain.
    """
    if np.any(mashup.played != SILENT) or not songs or None in songs.values():
        return None
    beats = {source: len(song.beats) for source, song in alignment.songs.items()}
    sources = tuple(source for source in mashup.sources if source.id in songs)
    lanes = tuple(Lane(source.id, StemName.OTHER) for source in sources)
    cells = mashup.cells[: len(lanes)]
    silent = replace(mashup, sources=sources, lanes=lanes, cells=cells, tempo=Fastest(), key=Middle(), band=None)
    whole = paint(silent, beats, Selection(tuple(range(len(lanes))), 0, mashup.beats), on=True)
    return compile_plan(whole, alignment, master), [songs[source.id] for source in sources]
