"""Commands on the accompaniment: compose it, another one, change its notes and instruments, remove it."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from mashstudio.core.messages import Message
from mashstudio.document.band import with_notes, without_band
from mashstudio.gui.commands.actions import EDIT, Action
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.band_words import program_words
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.band import MOST, Band, Manner
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.pipeline.accompanying import known_genres
from mashstudio.pipeline.band_composing import BandWish
from mashstudio.session.accompanying import NewBand
from mashstudio.session.workers import Urgency

_USUAL: Final = "pop"


class BandCommands(Guarded, QObject):
    """What the user wishes of the band, and what carries it out.

    genre, manner, parts, selected: the next wish; selected: compose the selected beats only. lane: the one whose notes
    are shown, and which is played on keys. programs: of lanes that the band doesn't have yet. genres: those there are.
    changed: emitted when any of this changes.
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.genres: tuple[str, ...] = (_USUAL,)
        self.genre, self.manner = _USUAL, Manner()
        self.parts = frozenset(BandPart)
        self.selected = False
        self.lane = BandPart.DRUMS
        self.programs = {part: next(iter(program_words(part))) for part in BandPart}
        self._of: Band | None = None
        studio.mashup_changed.connect(self._follow)

    @property
    def band(self) -> Band | None:
        """The band that plays."""
        return None if self._studio.mashup is None else self._studio.mashup.band

    @property
    def new(self) -> NewBand:
        """What a band is like that doesn't come from composing."""
        return NewBand(self.genre, self.manner, self.programs)

    @property
    def beats(self) -> range | None:
        """The beats that are wished for; None: all."""
        selection = self._studio.selection
        return range(selection.start, selection.stop) if self.selected and selection.beats else None

    def find_genres(self) -> None:
        """Look which genres there are: those that come with MashStudio, and one's own."""

        def done(genres: tuple[str, ...]) -> None:
            self.genres = genres
            self.changed.emit()

        self._studio.workers.start(
            Urgency.DRAW, lambda _job: tuple(genre.name for _folder, genre in known_genres().values()),
            done=done, failed=lambda _error: None,
        )  # fmt: skip

    def wish(self, **choices: object) -> None:
        """Change the next wish."""
        for name, value in choices.items():
            setattr(self, name, value)
        self.changed.emit()

    def can_compose(self) -> bool:
        """Return True if there are songs to play along with, and a lane to write."""
        return self._studio.mashup is not None and bool(self.parts)

    def compose(self) -> None:
        """Compose what is wished for."""
        name = Message("Add an accompaniment") if self.band is None else Message("Compose the accompaniment")
        wish = BandWish(self.genre, self.manner, tuple(part for part in BandPart if part in self.parts), self.beats)
        self._studio.attempt(partial(self._studio.accompanying.compose, name, wish))

    def another(self) -> None:
        """Compose the same with other notes."""
        seed = (self.manner.seed + 1) % MOST["seed"]
        self.wish(manner=replace(self.manner, seed=seed))
        self.compose()

    def remove(self) -> None:
        """Remove the band."""
        self._studio.accompanying.cancel()
        self._studio.edit_with(Message("Remove the accompaniment"), without_band)

    def has_band(self) -> bool:
        """Return True if a band plays."""
        return self.band is not None

    def edit(self, name: Message, lane: NoteLane) -> None:
        """Let the band play a lane, which is in the mashup's key, as a step called `name`."""
        heard = self.lane_of(lane.part) is not None
        self._studio.edit_with(
            name,
            lambda mashup: self._studio.accompanying.joined(
                mashup, [lane], range(0 if heard else mashup.beats), self.new
            ),
        )

    def choose_program(self, part: BandPart, program: int) -> None:
        """Let a lane be played by another instrument."""
        lane = self.lane_of(part)
        if lane is None:
            self.wish(programs=self.programs | {part: program})
        elif lane.program != program:
            changed = replace(lane, program=program)
            self._studio.edit_with(Message("Change the instrument"), lambda mashup: with_notes(mashup, changed))

    def program_of(self, part: BandPart) -> int:
        """Return the instrument that a lane is played by, or would be."""
        lane = self.lane_of(part)
        return self.programs[part] if lane is None else lane.program

    def lane_of(self, part: BandPart) -> NoteLane | None:
        """Return a lane of the band; None: it has none of that part."""
        return None if self.band is None else self.band.lane_of(part)

    def _follow(self) -> None:
        """Wish for what the band that came was composed of."""
        band, before = self.band, self._of
        if band is before:
            return
        if band is not None and (before is None or (band.genre, band.manner) != (before.genre, before.manner)):
            self.genre, self.manner = band.genre, band.manner
        self._of = band
        self.changed.emit()


BAND_ACTIONS: Final[tuple[Action[BandCommands], ...]] = (
    Action(
        "compose",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Compose accompaniment"),
        "Ctrl+J",
        BandCommands.compose,
        when=BandCommands.can_compose,
        tip=QT_TRANSLATE_NOOP("Action", "Let a band play along in the chosen genre, in the mashup's key and tempo"),
        label=QT_TRANSLATE_NOOP("Action", "Compose"),
        separated=True,
    ),
    Action(
        "another_accompaniment",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Another accompaniment"),
        "Ctrl+Alt+J",
        BandCommands.another,
        when=BandCommands.can_compose,
        tip=QT_TRANSLATE_NOOP("Action", "Compose the same with other notes"),
        label=QT_TRANSLATE_NOOP("Action", "Another one"),
    ),
    Action(
        "remove_accompaniment",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Remove accompaniment"),
        "",
        BandCommands.remove,
        when=BandCommands.has_band,
        label=QT_TRANSLATE_NOOP("Action", "Remove"),
    ),
)
