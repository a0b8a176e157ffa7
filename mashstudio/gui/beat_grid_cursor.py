"""The cell that mouse and keys are at in the beat grid, and the selection that follows it."""

from mashstudio.gui.studio import Studio
from mashstudio.mashup.edits import Selection

Place = tuple[int, int]
"""A cell: its lane and its beat."""


class GridCursor:
    """Where the user is: `at`; a selection reaches from `anchor` to there. None before a first choice."""

    def __init__(self, studio: Studio) -> None:
        self.at: Place | None = None
        self.anchor: Place | None = None
        self._studio = studio
        self._made: Selection | None = None

    def move_to(self, place: Place) -> None:
        """Selects one cell."""
        self.anchor = self.at = place
        self._select(Selection((place[0],), place[1], place[1] + 1))

    def extend_to(self, place: Place) -> None:
        """Selects everything from the anchor to `place`."""
        self.anchor, self.at = self.anchor or place, place
        self._select(box((self.anchor, place)))

    def add(self, place: Place) -> None:
        """Selects `place`'s lane and beat, too."""
        before = self._studio.selection
        if before.beats == 0:
            self.move_to(place)
            return
        self.anchor = self.at = place
        lanes = tuple(sorted({*before.lanes, place[0]}))
        self._select(Selection(lanes, min(before.start, place[1]), max(before.stop, place[1] + 1)))

    def let_go(self, at: Place | None = None) -> None:
        """Selects nothing; the user is at `at`, or stays."""
        self.anchor = self.at = at or self.at
        self._select(Selection((), 0, 0))

    def select_beats(self, start: int, stop: int) -> None:
        """Selects whole beats, in all lanes."""
        lanes = len(self._studio.lanes)
        self.anchor, self.at = (0, start), (lanes - 1, stop - 1)
        self._select(Selection(tuple(range(lanes)), start, stop))

    def drew(self, first: Place, last: Place, passed: Selection) -> None:
        """Selects what was painted from `first` to `last`."""
        self.anchor, self.at = first, last
        self._select(passed)

    def step(self, lanes: int, beats: int, *, extend: bool) -> None:
        """Goes so many lanes down and beats on, as far as there are any."""
        mashup = self._studio.mashup
        if mashup is None or mashup.beats == 0:
            return
        if self.at is None:
            heard = int(self._studio.sound.beat_at(self._studio.player.position()))
            place = (0, min(max(heard, 0), mashup.beats - 1))
        else:
            place = (
                min(max(self.at[0] + lanes, 0), len(mashup.lanes) - 1),
                min(max(self.at[1] + beats, 0), mashup.beats - 1),
            )
        if extend:
            self.extend_to(place)
        else:
            self.move_to(place)

    def follow(self) -> None:
        """What was selected elsewhere is where the user is now."""
        selection = self._studio.selection
        if selection == self._made:
            return
        self._made = selection
        if selection.beats == 0 or not selection.lanes:
            self.anchor = self.at = None
        else:
            self.anchor, self.at = (selection.lanes[-1], selection.stop - 1), (selection.lanes[0], selection.start)

    def _select(self, selection: Selection) -> None:
        self._made = selection
        self._studio.select(selection)


def box(places: tuple[Place, ...]) -> Selection:
    """The smallest selection that holds all of `places`."""
    lanes, beats = [place[0] for place in places], [place[1] for place in places]
    return Selection(tuple(range(min(lanes), max(lanes) + 1)), min(beats), max(beats) + 1)


def stroke(start: Place, end: Place) -> list[Selection]:
    """The cells of a straight line from `start` to `end`, lane by lane: what a quick drag has passed over."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    passed: dict[int, list[int]] = {}
    for step in range(steps + 1):
        share = step / steps if steps else 0
        lane, beat = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
        passed.setdefault(lane, []).append(beat)
    return [Selection((lane,), min(beats), max(beats) + 1) for lane, beats in passed.items()]
