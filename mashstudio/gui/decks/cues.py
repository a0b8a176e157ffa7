"""The cue points of a deck's song: shown over its views, set, gone to, named, moved and deleted."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.document import sections as edits
from mashstudio.gui.commands.actions import DECK, Action, Actions, shown_keys
from mashstudio.gui.commands.section_commands import go_to, playhead_in
from mashstudio.gui.decks.overview import Overview
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import clock
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.name_field import NameField
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.analysis import bar_and_beat, nearest_beat
from mashstudio.model.choices import LETTERS
from mashstudio.model.sections import CUE_NUMBERS, LONGEST_NAME, Cue
from mashstudio.session.song_marks import cues_key, cues_of
from mashstudio.session.song_time import grid_beat

_BEFORE: Final = 0.1

Change = Callable[[tuple[Cue, ...]], tuple[Cue, ...] | None]


class DeckCues(Guarded, QObject):
    """The cues of the song on a deck. current: the number of the one set or gone to last, which keys mean."""

    def __init__(self, studio: Studio, side: int, overview: Overview, zoomed: ZoomedView, deck: QWidget) -> None:
        super().__init__(deck)
        self._studio, self._side, self._overview, self._zoomed = studio, side, overview, zoomed
        self._shown: ShownSong | None = None
        self._key: tuple[object, ...] = ()
        self._flagged: tuple[object, ...] = (None, None, None)
        self.cues: tuple[Cue, ...] = ()
        self.current: int | None = None
        self.field: NameField | None = None
        self.actions_by_name = Actions(self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.actions_by_name.add(CUE_ACTIONS, self)
        self._build_menu(deck)
        for view in (overview, zoomed):
            view.cues.snap = self._nearest
            view.cues.wanted.connect(self.jump)
            view.cues.moved.connect(self.move)
            view.cues.renaming.connect(partial(self._rename_over, view))
            view.cues.menu_wanted.connect(self._open_menu)
        studio.mashup_changed.connect(self._take_mashup)

    def _build_menu(self, deck: QWidget) -> None:
        self.menu, self._set_menu = QMenu(deck), QMenu(deck)
        for menu in (self.menu, self._set_menu):
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.actions_by_name.refresh)
        for action in CUE_ACTIONS:
            if action.separated:
                self.menu.addSeparator()
            into = self._set_menu if action in SET_ACTIONS else self.menu
            into.addAction(self.actions_by_name[action.name])
            if action is JUMP_ACTIONS[-1]:
                self.menu.addMenu(self._set_menu)

    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.menu.setTitle(self.tr("Cue points"))
        self._set_menu.setTitle(self.tr("Set cue at the playhead"))
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        self._show()

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song's cues."""
        if shown is None or self._shown is None or shown.deck is not self._shown.deck:
            self.current = None
        key = cues_key(self._studio.session, self._side)
        self._shown, before, self._key = shown, self._key, key
        there = shown is not None and not shown.coming
        if not there or key != before or not self.cues:
            self._discard()
            self.cues = cues_of(self._studio.session, self._side) if there else ()
        if all(now is then for now, then in zip(self._on_flags(), self._flagged, strict=True)):
            self.actions_by_name.refresh()
        else:
            self._show()

    def _on_flags(self) -> tuple[object, ...]:
        """Return what the flags and their words depend on."""
        return self.cues, self.current, None if self._shown is None else self._shown.analysis

    def _take_mashup(self) -> None:
        """Show edits at once; `decks_changed` brings the rest."""
        if self._key[-1:] != cues_key(self._studio.session, self._side)[-1:]:
            self.show_song(self._shown)

    # Commands

    def can_edit(self) -> bool:
        """Return True if there is an analysed song, in a document."""
        mashup, shown = self._studio.mashup, self._shown
        there = mashup is not None and self._side in mashup.ids and shown is not None and not shown.coming
        return there and shown is not None and shown.analysis is not None

    def has(self, number: int) -> bool:
        """Return True if there is this cue."""
        return self.can_edit() and self._cue(number) is not None

    def has_current(self) -> bool:
        """Return True if there is a current cue."""
        return self.current is not None and self.has(self.current)

    def can_reset(self) -> bool:
        """Return True if the cues were edited by hand."""
        mashup = self._studio.mashup
        return self.can_edit() and mashup is not None and mashup.source(self._side).cues is not None

    def why_not(self) -> str:
        """Return why cues can't be set yet; "" if they can."""
        wanting = self._shown is not None and self._studio.mashup is None
        return self.tr("Cues can be set once another song is ready") if wanting else ""

    def name_of(self, number: int) -> str:
        """Return the name and place of a cue; "" if there is none."""
        cue = self._cue(number)
        return "" if cue is None else "  ".join(filter(None, (cue.name, clock(cue.at))))

    def current_name(self) -> str:
        """Return the number and name of the current cue; "" if there is none."""
        cue = self._current
        return "" if cue is None else f"{cue.number} {cue.name}".strip()

    def set(self, number: int) -> None:
        """Set a cue at the beat nearest to the playhead."""
        at = playhead_in(self._studio, self._side)
        if at is None or not self.can_edit():
            return
        before, beat = self._cue(number), self._nearest(at)
        self.current = number
        cue = Cue(number, beat) if before is None else replace(before, at=beat)
        self._edit(Message("Set cue {number}", number=number), lambda cues: edits.with_cue(cues, cue))
        self._show()

    def jump(self, number: int) -> None:
        """Move the playhead to a cue; say so if there is none."""
        cue = self._cue(number)
        if cue is None:
            self._say_missing(number)
        elif grid_beat(self._studio.session, self._side, cue.at) is not None:
            self.current = number
            self._show()
            go_to(self._studio, self._side, cue.at)
            start, length = self._zoomed.seen
            if not start <= cue.at <= start + length:
                self._zoomed.show_window(cue.at - length * _BEFORE, length)

    def move(self, number: int, at: Seconds) -> None:
        """Move a cue."""
        cue = self._cue(number)
        if cue is None or cue.at == at or not self.can_edit():
            return
        self.current = number
        self._edit(Message("Move cue {number}", number=number), lambda cues: edits.with_cue(cues, replace(cue, at=at)))

    def shift(self, beats: int) -> None:
        """Move the current cue by so many beats."""
        cue, analysis = self._current, None if self._shown is None else self._shown.analysis
        if cue is not None and analysis is not None:
            beat = nearest_beat(analysis, cue.at) + beats
            self.move(cue.number, max(float(analysis.beats[min(max(beat, 0), len(analysis.beats) - 1)]), 0.0))

    def delete(self) -> None:
        """Delete the current cue."""
        cue = self._current
        if cue is not None:
            step = Message("Delete cue {number}", number=cue.number)
            self._edit(step, lambda cues: edits.without_cue(cues, cue.number))

    def reset(self) -> None:
        """Show the cues as analysed again."""
        self._edit(Message("Reset cues to analysis"), lambda _cues: None)

    def rename(self) -> None:
        """Open a field over the current cue's flag; Enter keeps the name, Esc discards it."""
        cue = self._current
        if cue is None:
            return
        near = self._zoomed.isVisible() or not self._overview.isVisible()
        start, length = self._zoomed.seen
        if near and not start <= cue.at <= start + length:
            self._zoomed.show_window(cue.at - length * _BEFORE, length)
        self._rename_over(self._zoomed if near else self._overview, cue.number)

    # Parts

    @property
    def _current(self) -> Cue | None:
        return None if self.current is None else self._cue(self.current)

    def _cue(self, number: int) -> Cue | None:
        return next((cue for cue in self.cues if cue.number == number), None)

    def _edit(self, name: Message, change: Change) -> None:
        cues = self.cues
        self._studio.edit_with(name, lambda mashup: edits.with_cues(mashup, self._side, change(cues)))

    def _nearest(self, at: Seconds) -> Seconds:
        """Return the time of the beat nearest to `at`."""
        analysis = None if self._shown is None else self._shown.analysis
        return at if analysis is None else max(float(analysis.beats[nearest_beat(analysis, at)]), 0.0)

    def _say_missing(self, number: int) -> None:
        if self.can_edit():
            sentence = self.tr("Song {letter} has no cue {number}. {keys} sets it at the playhead.")
            keys = shown_keys(SET_ACTIONS[number - 1], self._studio.settings.shortcuts)
            self._studio.notice.emit(
                sentence.format(letter=LETTERS[self._side], number=number, keys=keys or self._set_menu.title())
            )

    def _show(self) -> None:
        self._flagged = self._on_flags()
        for view in (self._overview, self._zoomed):
            view.cues.show_cues(self.cues, self.current, self._words)
        self.actions_by_name.refresh()

    def _words(self, cue: Cue) -> tuple[str, str]:
        """Return a cue's accessible name, and its tooltip."""
        analysis = None if self._shown is None else self._shown.analysis
        title = self.tr("Cue {number}").format(number=cue.number)
        parts = [f"{title}: {cue.name}" if cue.name else title]
        if analysis is not None:
            bar, place = bar_and_beat(analysis, nearest_beat(analysis, cue.at))
            parts.append(self.tr("bar {bar}, beat {beat}").format(bar=bar, beat=place))
        parts.append(clock(cue.at, 1))
        name = ", ".join(parts)
        tip = self.tr("Click: go there. Drag: move to another beat. Double-click: rename.")
        keys = shown_keys(JUMP_ACTIONS[cue.number - 1], self._studio.settings.shortcuts)
        title = f"{name} ({keys})" if keys else name
        return name, wrapped_tip(f"{title}\n{tip}")

    def _rename_over(self, view: Overview | ZoomedView, number: int) -> None:
        cue = self._cue(number)
        if cue is None or self.field is not None or not self.can_edit():
            return
        self.current = number
        self._show()
        flag = view.cues.flags[number].geometry()
        field = self.field = NameField(cue.name, LONGEST_NAME, view)
        field.setAccessibleName(self.tr("Name of cue {number}").format(number=number))
        field.kept.connect(lambda name: self._name(number, name))
        field.closed.connect(self._let_go)
        field.open_at(flag.topLeft(), field.sizeHint().height())

    def _name(self, number: int, name: str) -> None:
        cue = self._cue(number)
        if cue is not None and name != cue.name:
            step = Message("Rename cue {number}", number=number)
            self._edit(step, lambda cues: edits.with_cue(cues, replace(cue, name=name)))

    def _let_go(self) -> None:
        self.field = None

    def _discard(self) -> None:
        if self.field is not None:
            self.field.close_up(keep=False)

    def _open_menu(self, number: int, at: QPoint) -> None:
        self.current = number
        self._show()
        self.menu.popup(at)


JUMP_ACTIONS: Final[tuple[Action[DeckCues], ...]] = tuple(
    Action(
        f"cue_{number}",
        DECK,
        text,
        f"Ctrl+{number}",
        partial(DeckCues.jump, number=number),
        partial(DeckCues.has, number=number),
        step=partial(DeckCues.name_of, number=number),
        tip=QT_TRANSLATE_NOOP("Action", "Move the playhead to this cue; on a deck that has the keys, its number alone"),
    )
    for number, text in zip(
        CUE_NUMBERS,
        (
            QT_TRANSLATE_NOOP("Action", "Go to cue 1"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 2"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 3"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 4"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 5"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 6"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 7"),
            QT_TRANSLATE_NOOP("Action", "Go to cue 8"),
        ),
        strict=True,
    )
)
SET_ACTIONS: Final[tuple[Action[DeckCues], ...]] = tuple(
    Action(
        f"set_cue_{number}",
        DECK,
        text,
        f"Shift+{number}",
        partial(DeckCues.set, number=number),
        DeckCues.can_edit,
        why_not=DeckCues.why_not,
        tip=QT_TRANSLATE_NOOP("Action", "Set this cue at the beat nearest to the playhead"),
    )
    for number, text in zip(
        CUE_NUMBERS,
        (
            QT_TRANSLATE_NOOP("Action", "Set cue 1"),
            QT_TRANSLATE_NOOP("Action", "Set cue 2"),
            QT_TRANSLATE_NOOP("Action", "Set cue 3"),
            QT_TRANSLATE_NOOP("Action", "Set cue 4"),
            QT_TRANSLATE_NOOP("Action", "Set cue 5"),
            QT_TRANSLATE_NOOP("Action", "Set cue 6"),
            QT_TRANSLATE_NOOP("Action", "Set cue 7"),
            QT_TRANSLATE_NOOP("Action", "Set cue 8"),
        ),
        strict=True,
    )
)
CUE_ACTIONS: Final[tuple[Action[DeckCues], ...]] = (
    *JUMP_ACTIONS,
    *SET_ACTIONS,
    Action(
        "rename_cue",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Rename cue"),
        "Ctrl+F2",
        DeckCues.rename,
        DeckCues.has_current,
        step=DeckCues.current_name,
        tip=QT_TRANSLATE_NOOP("Action", "Name the cue set or gone to last: Enter applies, Esc cancels"),
        separated=True,
    ),
    Action(
        "cue_earlier",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Move cue a beat earlier"),
        "Ctrl+<",
        lambda cues: cues.shift(-1),
        DeckCues.has_current,
        step=DeckCues.current_name,
    ),
    Action(
        "cue_later",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Move cue a beat later"),
        "Ctrl+>",
        lambda cues: cues.shift(1),
        DeckCues.has_current,
        step=DeckCues.current_name,
    ),
    Action(
        "delete_cue",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Delete cue"),
        "Ctrl+Shift+Del",
        DeckCues.delete,
        DeckCues.has_current,
        step=DeckCues.current_name,
        tip=QT_TRANSLATE_NOOP("Action", "Delete the cue set or gone to last"),
    ),
    Action(
        "reset_cues",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Reset cues to analysis"),
        "",
        DeckCues.reset,
        DeckCues.can_reset,
        tip=QT_TRANSLATE_NOOP("Action", "Leave cue 1 alone, on the first beat that can be heard"),
        separated=True,
    ),
)
