"""Edit, Cells and Stems: commands on the selected cells."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.document.proposals import Proposal, Wish
from mashstudio.gui.commands.actions import CELLS, STEMS, Action, shown_keys, words
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.stem_words import lane_name
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, translate_error
from mashstudio.gui.widgets.dialog import ask
from mashstudio.model.mashup import SILENT, Cells, Mashup
from mashstudio.model.stems import StemName
from mashstudio.session.session_edits import fill, propose, suggest


class CellCommands(Guarded, QObject):
    """Commands on the cells that are selected in the studio.

    mashed: emitted when the whole mashup has been filled with a suggestion. gain_wanted: emitted to ask for the
    selection's gain.
    """

    mashed = Signal()
    gain_wanted = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._mashed: Mashup | None = None
        self._clip: tuple[tuple[int, ...], Cells] | None = None

    def has_mashup(self) -> bool:
        """Return True if there is a mashup."""
        return self._studio.mashup is not None

    def can_edit(self) -> bool:
        """Return True if cells are selected."""
        return self.has_mashup() and self._studio.selection.beats > 0

    @property
    def stepping(self) -> bool:
        """True while step entry is on."""
        return self._studio.settings.step_entry

    @property
    def studio(self) -> Studio:
        """The studio whose cells are edited."""
        return self._studio

    def cut(self) -> None:
        """Copy the selection, then silence it."""
        self.copy()
        self.edit(Message("Cut"), edits.clear)

    def copy(self) -> None:
        """Copy the selected cells."""
        where, mashup = self._where(), self._studio.mashup
        if where is not None and mashup is not None:
            self._clip = (where.lanes, edits.copy(mashup, where))

    def paste(self) -> None:
        """Paste at the selection's first beat: into its lanes, or into those that were copied."""
        where, mashup = self._where(), self._studio.mashup
        if self._clip is None:
            self._studio.notice.emit(self.tr("Nothing to paste yet. Select some beats and copy them first."))
            return
        if where is None or mashup is None:
            return
        origin, cells = self._clip
        lanes = where.lanes if len(where.lanes) == len(origin) else origin
        clip = edits.carried(mashup, self.beats, cells, origin, lanes)
        self._studio.edit_with(Message("Paste"), lambda m: edits.paste(m, clip, lanes, where.start))
        self._studio.select(Selection(lanes, where.start, where.start + clip.shape[1]))

    def duplicate(self) -> None:
        """Repeat the selection right after itself, and select the repetition."""
        where = self._where()
        if where is not None:
            self.edit(Message("Duplicate"), lambda m, w: edits.loop(m, w, 1))
            self._studio.select(Selection(where.lanes, where.stop, where.stop + where.beats))

    def select_all(self) -> None:
        """Select every cell."""
        if self._studio.mashup is not None:
            self._studio.select(Selection(tuple(range(len(self._studio.lanes))), 0, self._studio.mashup.beats))

    def suggest(self) -> None:
        """Fill the selected beats with a suggestion, or the whole mashup; ask first if cells are lost."""
        where, mashup, session = self._studio.selection, self._studio.mashup, self._studio.session
        if mashup is None:
            return
        if where.beats > 1:
            self._studio.attempt(partial(fill, session, self._studio.suggesting, where))
        elif self._may_lose_cells():
            self.mash_it()

    def mash_it(self) -> None:
        """Fill the whole mashup with the best proposal, whatever is selected; before there is one, with a guess."""
        made = self._studio.suggesting.proposals.get(Wish(), ())
        self._arrange(made[0] if made else None)

    def choose_proposal(self, proposal: Proposal) -> None:
        """Fill the whole mashup with a proposal; ask first if cells are lost that aren't another proposal's."""
        if self._may_lose_cells():
            self._arrange(proposal)

    def _arrange(self, proposal: Proposal | None) -> None:
        """Fill the whole mashup with a proposal; None: with what is known before stems."""
        before, session = self._studio.mashup, self._studio.session
        self._studio.attempt(partial(suggest, session) if proposal is None else partial(propose, session, proposal))
        if self._studio.mashup is not before:
            self._mashed = self._studio.mashup
            self.mashed.emit()

    def _may_lose_cells(self) -> bool:
        """Return True if there are none, or only the last suggestion's, or the user agrees."""
        mashup = self._studio.mashup
        return mashup is None or mashup is self._mashed or not np.any(mashup.played != SILENT) or self._may_replace()

    def switch_on(self) -> None:
        """Switch on the silent cells of the selection."""
        self.edit(Message("Turn on"), lambda m, w: edits.switch_on(m, self.beats, w))

    def clear(self) -> None:
        """Silence the selection."""
        self.edit(Message("Clear"), edits.clear)

    def only_vocals(self) -> None:
        """Play only the vocals of the selected songs on the selected beats."""
        self._only(Message("Vocals only"), [StemName.VOCALS])

    def all_but_drums(self) -> None:
        """Play everything but the drums of the selected songs on the selected beats."""
        self._only(Message("Everything but drums"), [stem for stem in StemName if stem is not StemName.DRUMS])

    def fill_to_end(self) -> None:
        """Repeat the selection's last beat to the end of the mashup."""
        self.edit(Message("Fill to the end"), lambda m, w: edits.fill_to_end(m, self.beats, w))

    def earlier_beat(self) -> None:
        """Move the selected cells a beat earlier."""
        self._move(Message("Move a beat earlier"), -1)

    def later_beat(self) -> None:
        """Move the selected cells a beat later."""
        self._move(Message("Move a beat later"), 1)

    def earlier_bar(self) -> None:
        """Move the selected cells a bar earlier."""
        self._move_bar(Message("Move a bar earlier"), -1)

    def later_bar(self) -> None:
        """Move the selected cells a bar later."""
        self._move_bar(Message("Move a bar later"), 1)

    def next_undecided(self) -> None:
        """Select the next beat without a stem; say so if there is none."""
        if not select_next_empty(self._studio):
            self._studio.notice.emit(self.tr("All beats are filled."))

    def step_entry(self) -> None:
        """Switch step entry on or off, and say how to use it."""
        self._studio.change_settings(step_entry=not self.stepping)
        if not self.stepping:
            self._studio.notice.emit(self.tr("Step entry is off."))
            return
        if self._studio.selection.beats == 0:
            select_next_empty(self._studio)
        first, last = (
            shown_keys(STEM_ACTIONS[lane], self._studio.settings.shortcuts)
            for lane in (0, min(len(STEM_ACTIONS), len(self._studio.lanes)) - 1)
        )
        sentence = self.tr(
            "Step entry is on. Keys {first} to {last} toggle the selected beat's stems; once every song has "
            "one, the next beat is selected."
        )
        self._studio.notice.emit(sentence.format(first=first, last=last))

    def switch_lane(self, lane: int) -> None:
        """Switch one lane on the selected beats; in step entry, advance once every song has a stem."""
        where, mashup = self._where(), self._studio.mashup
        if where is None or lane >= len(self._studio.lanes):
            return
        beats = Selection((lane,), where.start, where.stop)
        name = Message("Toggle {lane}", lane=lane_name(self._studio.lanes[lane]))
        self._studio.edit_with(name, lambda m: edits.switch(m, self.beats, beats))
        after = self._studio.mashup
        if not self.stepping or after is None or mashup is None or where.stop >= after.beats:
            return
        if edits.all_chosen(after, where) and not edits.all_chosen(mashup, where):
            self._studio.select(Selection(where.lanes, where.stop, min(where.stop + where.beats, after.beats)))

    def mute(self) -> None:
        """Mute the selected lanes, or unmute them if all are muted."""
        where, mashup = self._where(), self._studio.mashup
        if where is not None and mashup is not None:
            mute = not all(mashup.lanes[lane].mute for lane in where.lanes)
            self._for_lanes(
                Message("Mute") if mute else Message("Unmute"), lambda m, i: edits.with_lane(m, i, mute=mute)
            )

    def solo(self) -> None:
        """Solo the selected lanes, or unsolo them if all are soloed."""
        where, mashup = self._where(), self._studio.mashup
        if where is not None and mashup is not None:
            solo = not all(mashup.lanes[lane].solo for lane in where.lanes)
            self._for_lanes(
                Message("Solo") if solo else Message("Unsolo"), lambda m, i: edits.with_lane(m, i, solo=solo)
            )

    def _may_replace(self) -> bool:
        """Return True if the user agrees to lose the whole arrangement."""
        question = self.tr("The suggestion replaces the whole arrangement. To fill only some beats, select them first.")
        return ask(self._studio.parent(), words(SUGGEST.text), question, self.tr("Replace"))

    @property
    def beats(self) -> edits.BeatCounts:
        """Each source's length in beats."""
        return self._studio.session.song_beats()

    def _where(self) -> Selection | None:
        """Return the selection; if nothing is selected, tell the user and return None."""
        where = self._studio.selection
        if self._studio.mashup is None:
            return None
        if where.beats == 0 or not where.lanes:
            self._studio.notice.emit(self.tr("No beats selected. Click a beat, or hold Shift and drag over several."))
            return None
        return where

    def edit(self, name: Message, change: Callable[[Mashup, Selection], Mashup]) -> None:
        """Change the selected cells, as a step called `name`; if there is nothing to change, tell the user."""
        where = self._where()
        if where is None:
            return

        def changed(mashup: Mashup) -> Mashup:
            after = change(mashup, where)
            if _silent(mashup, where) and after == mashup:
                raise self._nothing_plays()
            return after

        self._studio.edit_with(name, changed)

    def ask_gain(self) -> None:
        """Ask for the gain of the selected cells; if there are none that sound, tell the user."""
        where, mashup = self._where(), self._studio.mashup
        if where is None or mashup is None:
            return
        if _silent(mashup, where):
            self._studio.notice.emit(translate_error(self._nothing_plays()))
        else:
            self.gain_wanted.emit()

    def _nothing_plays(self) -> BadArgument:
        keys = shown_keys(SWITCH_ON, self._studio.settings.shortcuts) or words(SWITCH_ON.text)
        return BadArgument(Message("Nothing plays on the selected beats. Turn them on first: {keys}", keys=keys))

    def _only(self, name: Message, stems: Collection[StemName]) -> None:
        self.edit(name, lambda m, w: edits.only(m, self.beats, w, stems))

    def _move(self, name: Message, by: int) -> None:
        where = self._where()
        if where is None:
            return
        self._studio.edit_with(name, lambda m: edits.move(m, where, by))
        if where.start + by >= 0:
            self._studio.select(Selection(where.lanes, where.start + by, where.stop + by))

    def _move_bar(self, name: Message, by: int) -> None:
        start = self._studio.selection.start
        self._move(name, self._studio.session.bars.moved(start, by) - start)

    def _for_lanes(self, name: Message, change: Callable[[Mashup, int], Mashup]) -> None:
        def change_all(mashup: Mashup, where: Selection) -> Mashup:
            for lane in where.lanes:
                mashup = change(mashup, lane)
            return mashup

        self.edit(name, change_all)


def _silent(mashup: Mashup, where: Selection) -> bool:
    """Return True if nothing plays in a selection."""
    return bool(np.all(mashup.played[list(where.lanes), where.start : where.stop] == SILENT))


def select_next_empty(studio: Studio) -> bool:
    """Select the next beat after the selection that has no stem, in the selected lanes; return False for none."""
    mashup, before = studio.mashup, studio.selection
    beat = None if mashup is None else edits.next_empty(mashup, before.stop)
    if beat is not None:
        studio.select(Selection(before.lanes or (0,), beat, beat + 1))
    return beat is not None


SWITCH_ON: Final = Action(
    "switch_on",
    CELLS,
    QT_TRANSLATE_NOOP("Action", "Turn on"),
    "Return",
    CellCommands.switch_on,
    CellCommands.can_edit,
    separated=True,
)
SUGGEST: Final = Action(
    "suggest",
    CELLS,
    QT_TRANSLATE_NOOP("Action", "Suggest an arrangement"),
    "Ctrl+G",
    CellCommands.suggest,
    CellCommands.has_mashup,
    tip=QT_TRANSLATE_NOOP(
        "Action", "Fill the mashup or the selected beats with one song's vocals over another's backing"
    ),
)

STEM_ACTIONS: Final[tuple[Action[CellCommands], ...]] = tuple(
    Action(f"lane_{lane + 1}", STEMS, text, str(lane + 1), partial(CellCommands.switch_lane, lane=lane))
    for lane, text in enumerate(
        (
            QT_TRANSLATE_NOOP("Action", "First song: toggle vocals"),
            QT_TRANSLATE_NOOP("Action", "First song: toggle drums"),
            QT_TRANSLATE_NOOP("Action", "First song: toggle bass"),
            QT_TRANSLATE_NOOP("Action", "First song: toggle other"),
            QT_TRANSLATE_NOOP("Action", "Second song: toggle vocals"),
            QT_TRANSLATE_NOOP("Action", "Second song: toggle drums"),
            QT_TRANSLATE_NOOP("Action", "Second song: toggle bass"),
            QT_TRANSLATE_NOOP("Action", "Second song: toggle other"),
        )
    )
)
"""The first lanes have a key each."""
