"""What an empty mashup plays: both songs, whole, as they lie on the grid. So they are heard before their stems are."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from mashstudio.facts.alignment import Alignment
from mashstudio.facts.plan import Plan
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import LANES, SILENT, USUAL_LANES, Mashup, lane_index
from mashstudio.mashup.edits import Selection, paint
from mashstudio.render.compile import compile_plan

_LANES: Final = tuple(lane_index(song, StemName.VOCALS) for song in (0, 1))
"""The lanes that stand for the songs; of their lanes' own mutes and gains nothing is heard."""


def both_whole(
    mashup: Mashup, alignment: Alignment, songs: Sequence[Path | None], master: float
) -> tuple[Plan, list[Path | None]] | None:
    """The plan and the files of its lanes; None once anything is painted, or while a song isn't on the grid.

    songs: the samples (.npy) of each whole song on the grid. master: linear gain.
    """
    if np.any(mashup.cells != SILENT) or None in songs:
        return None
    a, b = (len(song.beats) for song in alignment.songs)
    both = paint(replace(mashup, lanes=USUAL_LANES), (a, b), Selection(_LANES, 0, mashup.beats), on=True)
    files: list[Path | None] = [None] * LANES
    for lane, song in zip(_LANES, songs, strict=True):
        files[lane] = song
    return compile_plan(both, alignment, master), files
