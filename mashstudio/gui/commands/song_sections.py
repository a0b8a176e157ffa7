"""The sections of a song in a strip where they are edited: over its deck, and over the cell grid."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QMenu, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.document import sections as edits
from mashstudio.gui.commands.actions import DECK, Action, Actions
from mashstudio.gui.commands.section_commands import (
    edit_sections,
    go_to,
    loop_section,
    place_section,
    playhead_in,
    select_section,
)
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.section_words import section_name, section_word
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.name_field import NameField
from mashstudio.gui.widgets.section_strip import SectionStrip
from mashstudio.model.analysis import nearest_beat
from mashstudio.model.sections import LONGEST_NAME, SECTION_NAMES, section_at
from mashstudio.session.song_marks import section_beats


class SongSections(SectionStrip):
    """The sections of the song `source`, with the commands on the current one and their menu."""

    def __init__(self, studio: Studio, source: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self.source = studio, source
        self._there: Seconds | None = None
        self.field: NameField | None = None
        self.actions_by_name = Actions(self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.actions_by_name.add(SECTION_ACTIONS, self)
        self._build_menu()
        self.chosen.connect(self._go_to)
        self.wanted.connect(lambda index: select_section(studio, self.source, index))
        self.border_moved.connect(self._move_border)

    def _build_menu(self) -> None:
        self.menu, self._names = QMenu(self), QMenu(self)
        self.menu.setToolTipsVisible(True)
        for action in SECTION_ACTIONS:
            if action.separated:
                self.menu.addSeparator()
            self.menu.addAction(self.actions_by_name[action.name])
            if action is RENAME:
                self.menu.addMenu(self._names)
        for name in SECTION_NAMES:
            self._names.addAction("").triggered.connect(lambda _on=False, name=name: self._call(name))
        self.menu.aboutToShow.connect(self.actions_by_name.refresh)
        # A chosen action is carried out after the menu has closed.
        self.menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._leave_there))

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.menu.setTitle(self.tr("Section"))
        self._names.setTitle(self.tr("Kind"))
        for name, action in zip(SECTION_NAMES, self._names.actions(), strict=True):
            action.setText(section_word(name))
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        self.make_current(self.current)

    def time_at(self, x: float) -> Seconds:
        """Return the time of the song that lies at pixel `x`."""
        raise NotImplementedError

    @override
    def snapped(self, x: float, *, fine: bool) -> Seconds:
        """Return the nearest bar's time, or the nearest beat's."""
        return self._nearest(self.time_at(x), fine=fine)

    @override
    def make_current(self, index: int | None) -> None:
        """Mark the section that keys and commands mean, and update what can be done with it."""
        super().make_current(index)
        self._names.setEnabled(self.has_current())
        self.actions_by_name.refresh()

    # Commands

    def can_edit(self) -> bool:
        """Return True if there are sections, in a document."""
        session, mashup = self._studio.session, self._studio.mashup
        there = mashup is not None and self.source in mashup.ids and session.analysis(self.source) is not None
        return there and session.shown(self.source) is session.decks.get(self.source)

    def has_current(self) -> bool:
        """Return True if there is a current section that can be edited."""
        return self.can_edit() and self.current is not None

    def can_loop(self) -> bool:
        """Return True if there is a current section, and something can be heard."""
        return self.has_current() and self._studio.sound.ready

    def can_join(self) -> bool:
        """Return True if another section follows the current one."""
        return self.has_current() and self.current is not None and self.current + 1 < len(self.sections)

    def can_reset(self) -> bool:
        """Return True if the sections were edited by hand."""
        mashup = self._studio.mashup
        return self.can_edit() and mashup is not None and mashup.source(self.source).sections is not None

    def why_not(self) -> str:
        """Return why sections can't be edited yet; "" if they can."""
        wanting = self._studio.session.shown(self.source) is not None and self._studio.mashup is None
        return self.tr("Sections can be edited once another song is ready") if wanting else ""

    def can_split_here(self) -> bool:
        """Return True if the menu was opened by the mouse, over a section."""
        return self.can_edit() and self._there is not None

    def can_open_border(self) -> bool:
        """Return True if another section lies before the current one."""
        return self.has_current() and self.current != 0

    def split(self) -> None:
        """Begin another section at the beat nearest to the playhead."""
        self._split(playhead_in(self._studio, self.source))

    def split_here(self) -> None:
        """Begin another section at the beat nearest to where the menu was opened."""
        self._split(self._there)

    def join(self) -> None:
        """Join the current section with the next one."""
        index = self.current
        if index is not None:
            edit_sections(self._studio, self.source, Message("Join sections"), lambda all_: edits.joined(all_, index))

    def open_border(self) -> None:
        """Remove the border before the current section: it goes on as the one before."""
        index = self.current
        if index:
            name = Message("Delete section border")
            edit_sections(self._studio, self.source, name, lambda all_: edits.joined(all_, index - 1))
            self.make_current(index - 1)

    def loop(self) -> None:
        """Select and loop the current section."""
        if self.current is not None:
            loop_section(self._studio, self.source, self.current)

    def rename(self) -> None:
        """Open a field over the current section; Enter keeps the name, Esc discards it."""
        index = self.current
        if index is None or self.field is not None:
            return
        # The strip is lower than the field.
        window = self.window()
        field = self.field = NameField(section_word(self.sections[index].name), LONGEST_NAME, window, self)
        field.setAccessibleName(self.tr("Name of the section"))
        names = QCompleter([section_word(name) for name in SECTION_NAMES], field)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        field.setCompleter(names)
        field.kept.connect(lambda typed: self._name(index, section_name(typed)))
        field.closed.connect(self._let_go)
        height = field.sizeHint().height()
        place = QPoint(max(int(self.rect_of(index).left()), 0), (self.height() - height) // 2)
        field.open_at(self.mapTo(window, place), height)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the name that is being typed."""
        super().hideEvent(event)
        self._keep_name()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the name that is being typed: its place moves."""
        super().resizeEvent(event)
        self._keep_name()

    def shift_border(self, bars: int) -> None:
        """Move the beginning of the current section by so many bars."""
        index, analysis = self.current, self._studio.session.analysis(self.source)
        if index is None or analysis is None or len(analysis.downbeats) == 0:
            return
        starts = analysis.beats[analysis.downbeats]
        bar = int(np.abs(starts - self.sections[index].start).argmin()) + bars
        if 0 <= bar < len(starts):
            self._move_border(index, float(starts[bar]))

    def select(self) -> None:
        """Select the current section's beats in the song's lanes."""
        if self.current is not None:
            select_section(self._studio, self.source, self.current)

    def place(self) -> None:
        """Place the current section at the selection, or else at the playhead."""
        selection, mashup = self._studio.selection, self._studio.mashup
        if self.current is None or mashup is None:
            return
        heard = max(int(self._studio.sound.beat_at(self._studio.player.position())), 0)
        beats = section_beats(self._studio.session, self.source, self.current)
        place_section(self._studio, self.source, beats, selection.start if selection.beats > 0 else heard)

    def reset(self) -> None:
        """Show the sections as analysed again."""
        edit_sections(self._studio, self.source, Message("Reset sections to analysis"), lambda _sections: None)

    # Parts

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu for the section under the mouse, or for the current one."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.section_at(event.pos().x())
            self._there = None if index is None else self.time_at(event.pos().x())
            if index is not None:
                self.make_current(index)
        elif self.current is not None:
            seen = self.rect_of(self.current).toRect().intersected(self.rect())
            where = self.mapToGlobal(QPoint(seen.left(), self.height()))
        self.menu.popup(where)

    def _leave_there(self) -> None:
        self._there = None

    def _nearest(self, at: Seconds, *, fine: bool) -> Seconds:
        """Return the time of the beat or bar nearest to `at`."""
        analysis = self._studio.session.analysis(self.source)
        if analysis is None:
            return at
        if fine or len(analysis.downbeats) == 0:
            return float(analysis.beats[nearest_beat(analysis, at)])
        bars = analysis.beats[analysis.downbeats]
        return float(bars[np.abs(bars - at).argmin()])

    def _split(self, at: Seconds | None) -> None:
        if at is not None:
            beat = self._nearest(at, fine=True)
            edit_sections(self._studio, self.source, Message("Split section"), lambda all_: edits.split(all_, beat))
            self.make_current(section_at(self.sections, beat))

    def _call(self, name: str) -> None:
        if self.current is not None:
            self._name(self.current, name)

    def _go_to(self, index: int) -> None:
        if index < len(self.sections):
            go_to(self._studio, self.source, self.sections[index].start)

    def _move_border(self, index: int, start: Seconds) -> None:
        name = Message("Move section border")
        edit_sections(self._studio, self.source, name, lambda all_: edits.moved(all_, index, start))
        self.make_current(index)

    def _name(self, index: int, name: str) -> None:
        if name and name != self.sections[index].name:
            edit_sections(
                self._studio, self.source, Message("Rename section"), lambda all_: edits.renamed(all_, index, name)
            )

    def _let_go(self) -> None:
        self.field = None

    def _keep_name(self) -> None:
        if self.field is not None:
            self.field.close_up(keep=True)

    def _discard(self) -> None:
        if self.field is not None:
            self.field.close_up(keep=False)


RENAME: Final[Action[SongSections]] = Action(
    "rename_section",
    DECK,
    QT_TRANSLATE_NOOP("Action", "Rename section"),
    "Shift+F2",
    SongSections.rename,
    SongSections.has_current,
    tip=QT_TRANSLATE_NOOP("Action", "Type a name: Enter applies, Esc cancels"),
)
SECTION_ACTIONS: Final[tuple[Action[SongSections], ...]] = (
    Action(
        "select_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Select section"),
        "A",
        SongSections.select,
        SongSections.has_current,
        tip=QT_TRANSLATE_NOOP("Action", "Select the section's beats in the song's lanes"),
    ),
    Action(
        "place_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Place section at the selection"),
        "Shift+A",
        SongSections.place,
        SongSections.has_current,
        tip=QT_TRANSLATE_NOOP("Action", "Play the section in its song's lanes from the selected beat, or the playhead"),
    ),
    Action(
        "loop_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Loop section"),
        "",
        SongSections.loop,
        SongSections.can_loop,
        tip=QT_TRANSLATE_NOOP("Action", "Select the section's beats in the song's lanes and loop them"),
    ),
    Action(
        "split_section_here",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Split section here"),
        "",
        SongSections.split_here,
        SongSections.can_split_here,
        tip=QT_TRANSLATE_NOOP("Action", "Begin another section at the beat under the mouse"),
        separated=True,
    ),
    Action(
        "split_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Split section at the playhead"),
        "Y",
        SongSections.split,
        SongSections.can_edit,
        why_not=SongSections.why_not,
    ),
    Action(
        "join_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Join section with the next"),
        "J",
        SongSections.join,
        SongSections.can_join,
    ),
    Action(
        "open_border",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Delete border to the section before"),
        "",
        SongSections.open_border,
        SongSections.can_open_border,
        tip=QT_TRANSLATE_NOOP("Action", "The section before goes on over this one"),
    ),
    RENAME,
    Action(
        "border_earlier",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Begin section a bar earlier"),
        "Z",
        lambda strip: strip.shift_border(-1),
        SongSections.can_open_border,
    ),
    Action(
        "border_later",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Begin section a bar later"),
        "Shift+Z",
        lambda strip: strip.shift_border(1),
        SongSections.can_open_border,
    ),
    Action(
        "reset_sections",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Reset sections to analysis"),
        "",
        SongSections.reset,
        SongSections.can_reset,
        separated=True,
    ),
)
