"""What the menus and keys do with the cells that are selected."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.commands.actions import shown_keys, words
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.stem_words import lane_name
from mashstudio.gui.widgets.dialog import ask
from mashstudio.model.mashup import SILENT, Cells, Mashup
from mashstudio.model.stems import StemName
from mashstudio.session.session_edits import suggest

LANE_KEYS: Final = 8
"""The first lanes have a key each."""


class CellCommands(Guarded, QObject):
    """The actions of the Edit and Cells menus: a method for each, working on the studio's selection.

    mashed: the whole mashup was filled with a suggestion.
    """

    mashed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._clip: tuple[tuple[int, ...], Cells] | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to do for each action, by its name."""
        methods = (
            self.cut, self.copy, self.paste, self.duplicate, self.select_all, self.suggest, self.switch_on, self.clear,
            self.only_vocals, self.all_but_drums, self.fill_to_end, self.earlier_beat, self.later_beat,
            self.earlier_bar, self.later_bar, self.next_undecided, self.step_entry, self.mute, self.solo,
        )  # fmt: skip
        found: dict[str, Callable[[], object]] = {method.__name__: method for method in methods}
        for lane in range(LANE_KEYS):
            found[f"lane_{lane + 1}"] = partial(self.switch_lane, lane)
        return found

    def cut(self) -> None:
        """Copies the selection and silences it."""
        self.copy()
        self._edit(Message("Cut"), edits.clear)

    def copy(self) -> None:
        """Keeps the selection's cells, to be pasted."""
        where, mashup = self._where(), self._studio.mashup
        if where is not None and mashup is not None:
            self._clip = (where.lanes, edits.copy(mashup, where))

    def paste(self) -> None:
        """Writes what was copied from the selection's first beat on: into its lanes, or where it came from."""
        where, mashup = self._where(), self._studio.mashup
        if self._clip is None:
            self._studio.told.emit(self.tr("Nothing was copied yet: select some beats and copy them first."))
            return
        if where is None or mashup is None:
            return
        origin, cells = self._clip
        lanes = where.lanes if len(where.lanes) == len(origin) else origin
        clip = edits.carried(mashup, self._beats, cells, origin, lanes)
        self._studio.edit_with(Message("Paste"), lambda m: edits.paste(m, clip, lanes, where.start))
        self._studio.select(Selection(lanes, where.start, where.start + clip.shape[1]))

    def duplicate(self) -> None:
        """Repeats the selection right behind itself, and selects the repetition."""
        where = self._where()
        if where is not None:
            self._edit(Message("Duplicate"), lambda m, w: edits.loop(m, w, 1))
            self._studio.select(Selection(where.lanes, where.stop, where.stop + where.beats))

    def select_all(self) -> None:
        """Selects every cell."""
        if self._studio.mashup is not None:
            self._studio.select(Selection(tuple(range(len(self._studio.lanes))), 0, self._studio.mashup.beats))

    def suggest(self) -> None:
        """Fills the selected beats with a suggestion, or, asked when anything is painted, the whole mashup."""
        where, mashup, session = self._studio.selection, self._studio.mashup, self._studio.session
        if mashup is None:
            return
        if where.beats > 1:
            self._studio.attempt(partial(suggest, session, where))
        elif not np.any(mashup.played != SILENT) or self._may_replace():
            self.mash_it()

    def mash_it(self) -> None:
        """Fills the whole mashup with a suggestion, whatever is selected."""
        before = self._studio.mashup
        self._studio.attempt(partial(suggest, self._studio.session))
        if self._studio.mashup is not before:
            self.mashed.emit()

    def switch_on(self) -> None:
        """Switches on what is silent in the selection."""
        self._edit(Message("Switch on"), lambda m, w: edits.switch_on(m, self._beats, w))

    def clear(self) -> None:
        """Silences the selection."""
        self._edit(Message("Clear"), edits.clear)

    def only_vocals(self) -> None:
        """On the selected beats, of the selected songs, only the vocals sound."""
        self._only(Message("Only vocals"), [StemName.VOCALS])

    def all_but_drums(self) -> None:
        """On the selected beats, of the selected songs, everything but the drums sounds."""
        self._only(Message("Everything but drums"), [stem for stem in StemName if stem is not StemName.DRUMS])

    def fill_to_end(self) -> None:
        """What sounds on the selection's last beat goes on to the end."""
        self._edit(Message("Fill to the end"), lambda m, w: edits.fill_to_end(m, self._beats, w))

    def earlier_beat(self) -> None:
        """Moves the selected cells a beat earlier."""
        self._move(Message("Move a beat earlier"), -1)

    def later_beat(self) -> None:
        """Moves the selected cells a beat later."""
        self._move(Message("Move a beat later"), 1)

    def earlier_bar(self) -> None:
        """Moves the selected cells a bar earlier."""
        self._move_bar(Message("Move a bar earlier"), -1)

    def later_bar(self) -> None:
        """Moves the selected cells a bar later."""
        self._move_bar(Message("Move a bar later"), 1)

    def next_undecided(self) -> None:
        """Selects the next beat that has no stem."""
        select_next_undecided(self._studio)

    def step_entry(self) -> None:
        """Switches step entry on or off, and says how it is used."""
        self._studio.change_settings(step_entry=not self._studio.settings.step_entry)
        if not self._studio.settings.step_entry:
            self._studio.told.emit(self.tr("Step entry is off."))
            return
        if self._studio.selection.beats == 0:
            select_next_undecided(self._studio)
        first, last = (
            shown_keys(f"lane_{lane}", self._studio.settings.shortcuts)
            for lane in (1, min(LANE_KEYS, len(self._studio.lanes)))
        )
        sentence = self.tr(
            "Step entry is on: keys {first} to {last} switch the selected beat's stems; "
            "once all songs have one, the next beat is selected."
        )
        self._studio.told.emit(sentence.format(first=first, last=last))

    def switch_lane(self, lane: int) -> None:
        """Switches one lane on the selected beats; with step entry, goes on once all songs have had a choice."""
        where, mashup = self._where(), self._studio.mashup
        if where is None or lane >= len(self._studio.lanes):
            return
        beats = Selection((lane,), where.start, where.stop)
        name = Message("Switch {lane}", lane=lane_name(self._studio.lanes[lane]))
        self._studio.edit_with(name, lambda m: edits.switch(m, self._beats, beats))
        after = self._studio.mashup
        if not self._studio.settings.step_entry or after is None or mashup is None or where.stop >= after.beats:
            return
        if edits.all_chosen(after, where) and not edits.all_chosen(mashup, where):
            self._studio.select(Selection(where.lanes, where.stop, min(where.stop + where.beats, after.beats)))

    def mute(self) -> None:
        """Mutes the selected lanes, or lets them sound again when all are mute."""
        where, mashup = self._where(), self._studio.mashup
        if where is not None and mashup is not None:
            mute = not all(mashup.lanes[lane].mute for lane in where.lanes)
            self._for_lanes(
                Message("Mute") if mute else Message("Unmute"), lambda m, i: edits.with_lane(m, i, mute=mute)
            )

    def solo(self) -> None:
        """Solos the selected lanes, or no longer when all of them are soloed."""
        where, mashup = self._where(), self._studio.mashup
        if where is not None and mashup is not None:
            solo = not all(mashup.lanes[lane].solo for lane in where.lanes)
            self._for_lanes(
                Message("Solo") if solo else Message("Unsolo"), lambda m, i: edits.with_lane(m, i, solo=solo)
            )

    def _may_replace(self) -> bool:
        window = self._studio.parent()
        question = self.tr(
            "The whole arrangement is replaced by the suggestion. To fill only some beats, select them first."
        )
        return ask(
            window if isinstance(window, QWidget) else None,
            words("Suggest an arrangement"),
            question,
            self.tr("Replace"),
        )

    @property
    def _beats(self) -> edits.BeatCounts:
        return self._studio.session.song_beats()

    def _where(self) -> Selection | None:
        """The selection; None, and the user is told, when nothing is selected."""
        where = self._studio.selection
        if self._studio.mashup is None:
            return None
        if where.beats == 0 or not where.lanes:
            self._studio.told.emit(self.tr("Nothing is selected: click a beat, or drag over some with Shift held."))
            return None
        return where

    def _edit(self, name: Message, change: Callable[[Mashup, Selection], Mashup]) -> None:
        where = self._where()
        if where is not None:
            self._studio.edit_with(name, lambda m: change(m, where))

    def _only(self, name: Message, stems: Collection[StemName]) -> None:
        self._edit(name, lambda m, w: edits.only(m, self._beats, w, stems))

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

        self._edit(name, change_all)


def select_next_undecided(studio: Studio) -> None:
    """Selects the next beat after the selection that has no stem, in the lanes that are selected."""
    mashup, before = studio.mashup, studio.selection
    if mashup is None:
        return
    beat = edits.next_undecided(mashup, before.stop)
    if beat is not None:
        studio.select(Selection(before.lanes or (0,), beat, beat + 1))
