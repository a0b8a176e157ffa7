"""The beat grid's cursor, and the selection that follows it."""

from collections.abc import Sequence

from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.rows import GridRows, Row, row_of
from mashstudio.gui.studio import Studio

Place = tuple[int, int]
"""A cell: its row and beat."""


class GridCursor:
    """The cursor `at` a cell, and the `anchor` from which a selection extends to it. None until a first choice."""

    def __init__(self, studio: Studio, rows: GridRows) -> None:
        self._studio, self._rows = studio, rows
        # Stored as lane and beat, so that they stay put when songs are folded.
        self._at: tuple[int, int] | None = None
        self._anchor: tuple[int, int] | None = None
        self._own_selection: Selection | None = None

    @property
    def at(self) -> Place | None:
        """The cell under the cursor."""
        return self._place(self._at)

    @property
    def anchor(self) -> Place | None:
        """The cell where the selection began."""
        return self._place(self._anchor)

    def move_to(self, place: Place) -> None:
        """Select one cell."""
        self._go(place, place)
        self._select(box(self._rows.shown, (place,)))

    def extend_to(self, place: Place) -> None:
        """Select the rectangle from the anchor to `place`."""
        anchor = self.anchor or place
        self._go(anchor, place)
        self._select(box(self._rows.shown, (anchor, place)))

    def add(self, place: Place) -> None:
        """Add the row and beat of `place` to the selection."""
        before = self._studio.selection
        if before.beats == 0:
            self.move_to(place)
            return
        self._go(place, place)
        lanes = tuple(sorted({*before.lanes, *self._rows.shown[place[0]].lanes}))
        self._select(Selection(lanes, min(before.start, place[1]), max(before.stop, place[1] + 1)))

    def clear(self, at: Place | None = None) -> None:
        """Clear the selection; move to `at`, or stay."""
        place = at or self.at
        if place is not None:
            self._go(place, place)
        self._select(Selection((), 0, 0))

    def select_beats(self, start: int, stop: int) -> None:
        """Select whole beats, in all rows."""
        corners = (0, start), (len(self._rows.shown) - 1, stop - 1)
        self._go(*corners)
        self._select(box(self._rows.shown, corners))

    def select_painted(self, first: Place, last: Place, passed: Sequence[Place]) -> None:
        """Select what was painted from `first` to `last`."""
        self._go(first, last)
        self._select(box(self._rows.shown, passed))

    def step(self, rows: int, beats: int, *, extend: bool) -> None:
        """Move by so many rows and beats, clamped to the grid."""
        mashup = self._studio.mashup
        if mashup is None or mashup.beats == 0:
            return
        at = self.at
        if at is None:
            heard = int(self._studio.sound.beat_at(self._studio.player.position()))
            place = (0, min(max(heard, 0), mashup.beats - 1))
        else:
            place = (
                min(max(at[0] + rows, 0), len(self._rows.shown) - 1),
                min(max(at[1] + beats, 0), mashup.beats - 1),
            )
        if extend:
            self.extend_to(place)
        else:
            self.move_to(place)

    def follow(self) -> None:
        """Move to a selection that was made elsewhere."""
        selection = self._studio.selection
        if selection == self._own_selection:
            return
        self._own_selection = selection
        if selection.beats == 0 or not selection.lanes:
            self._anchor = self._at = None
        else:
            self._anchor = selection.lanes[-1], selection.stop - 1
            self._at = selection.lanes[0], selection.start

    def _place(self, kept: tuple[int, int] | None) -> Place | None:
        return None if kept is None else (row_of(self._rows.shown, kept[0]), kept[1])

    def _go(self, anchor: Place, at: Place) -> None:
        rows = self._rows.shown
        self._anchor, self._at = ((rows[row].lanes[0], beat) for row, beat in (anchor, at))

    def _select(self, selection: Selection) -> None:
        self._own_selection = selection
        self._studio.select(selection)


def box(rows: Sequence[Row], places: Sequence[Place]) -> Selection:
    """Return the smallest selection that holds all of `places`."""
    across, beats = [place[0] for place in places], [place[1] for place in places]
    lanes = (lane for row in rows[min(across) : max(across) + 1] for lane in row.lanes)
    return Selection(tuple(lanes), min(beats), max(beats) + 1)


def stroke(rows: Sequence[Row], start: Place, end: Place) -> list[Selection]:
    """Return the cells on a straight line from `start` to `end`, row by row: those that a quick drag passed over."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    passed: dict[int, list[int]] = {}
    for step in range(steps + 1):
        share = step / steps if steps else 0
        row, beat = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
        passed.setdefault(row, []).append(beat)
    return [Selection(rows[row].lanes, min(beats), max(beats) + 1) for row, beats in passed.items()]
