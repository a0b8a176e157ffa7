"""The colours of the beat grid's rows."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from mashstudio.gui.theme import DARK, LIGHT, SONG_COLOURS, mixed, part_colour
from mashstudio.model.stems import Part


@dataclass(frozen=True)
class Inks:
    """A row's colours of cells that are void (no song there), off or on: background, wave edge, wave core.

    line: between two beats of each; bar: between two bars; cut: where a run begins; moved: above cells that play
    another beat than the one under them.
    """

    ground: tuple[int, int, int]
    edge: tuple[int, int, int]
    core: tuple[int, int, int]
    line: tuple[int, int, int]
    bar: tuple[int, int, int]
    cut: int
    moved: int


@lru_cache(maxsize=64)
def inks_of(of: Part | int, dark: bool, sounding: bool) -> Inks:
    """Return the colours of the row of a part, or of a folded song (by id); sounding: not silenced by mute or solo."""
    now = DARK if dark else LIGHT
    stem = SONG_COLOURS[of] if isinstance(of, int) else part_colour(of)
    if not sounding:
        stem = mixed(stem, now.dim, 0.8)
    on, off, void = mixed(now.panel, stem, 0.34 if dark else 0.3), now.panel, mixed(now.window, now.panel, 0.3)
    core = mixed(stem, now.text, 0.1) if dark else mixed(stem, now.text, 0.35)
    edge, inner = (0.38, 0.43) if dark else (0.48, 0.53)
    return Inks(
        ground=(rgb(void), rgb(off), rgb(on)),
        edge=(rgb(void), rgb(mixed(off, now.text, edge)), rgb(mixed(on, stem, 0.6))),
        core=(rgb(void), rgb(mixed(off, now.text, inner)), rgb(core)),
        line=(rgb(void), rgb(mixed(off, now.line, 0.4)), rgb(mixed(on, now.window, 0.3))),
        bar=(rgb(mixed(void, now.line, 0.5)), rgb(now.line), rgb(mixed(on, now.window, 0.7))),
        cut=rgb(now.window),
        moved=rgb(mixed(stem, now.text, 0.75)),
    )


def rgb(colour: QColor) -> int:
    """Return a colour as a 32-bit pixel."""
    return int(colour.rgb())
