"""The sections of a deck's song, over its overview: shown, chosen, edited, placed."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.document import sections as edits
from mashstudio.gui.commands.actions import DECK, Action, Actions
from mashstudio.gui.commands.section_commands import (
    carried_section,
    edit_sections,
    go_to,
    place_section,
    playhead_in,
    select_section,
)
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import clock
from mashstudio.gui.text.section_words import section_name, section_word
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.gui.widgets.section_strip import SectionStrip
from mashstudio.model.choices import LETTERS
from mashstudio.model.sections import LONGEST_NAME, SECTION_NAMES, section_at
from mashstudio.session.song_marks import section_beats, sections_key, sections_of

_FIELD_WIDTH: Final = 140
_HAIR: Final[Seconds] = 0.02


class DeckSections(SectionStrip):
    """The sections of the song on a deck; the whole song is as wide as the strip."""

    def __init__(self, studio: Studio, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._side = studio, side
        self._shown: ShownSong | None = None
        self._heard: int | None = None
        self._key: object = None
        self.field: QLineEdit | None = None
        self.actions_by_name = Actions(self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.actions_by_name.add(SECTION_ACTIONS, self)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        for action in SECTION_ACTIONS:
            if action.separated:
                self.menu.addSeparator()
            self.menu.addAction(self.actions_by_name[action.name])
        self.menu.aboutToShow.connect(self.actions_by_name.refresh)
        self.chosen.connect(self._go_to)
        self.wanted.connect(lambda index: select_section(studio, side, index))
        self.border_moved.connect(self._move_border)
        studio.mashup_changed.connect(self._take_mashup)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.setAccessibleName(self.tr("Sections of song {letter}").format(letter=LETTERS[self._side]))
        tip = self.tr(
            "Click: go there. Double-click: select its beats. Drag onto the grid: place it. Drag a border: move "
            "it (Alt: by beats). Keys: Left, Right, Return."
        )
        self.setToolTip(wrapped_tip(tip))
        self.menu.setTitle(self.tr("Section"))
        self.actions_by_name.dress(self._studio.settings.shortcuts)
        self.make_current(self.current)

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song's sections."""
        before, self._shown, self._key = self._key, shown, sections_key(self._studio.session, self._side)
        there = shown is not None and not shown.coming
        # Naming them takes a while, and decks change in bursts.
        same = there and bool(self.sections) and before == self._key
        sections = self.sections if same else sections_of(self._studio.session, self._side) if there else ()
        self.borders = self.can_edit()
        if (sections, 0.0 if shown is None else shown.duration) != (self.sections, self.end):
            self._discard()
            self.show_sections(sections, 0.0 if shown is None else shown.duration)
        self.actions_by_name.refresh()

    def _take_mashup(self) -> None:
        """Show edits at once; `decks_changed` brings the rest."""
        if self._key != sections_key(self._studio.session, self._side):
            self.show_song(self._shown)

    def show_playhead(self, seconds: Seconds | None) -> None:
        """Mark the section that the playhead has come to."""
        before, self._heard = self._heard, None if seconds is None else section_at(self.sections, seconds)
        if self._heard != before and self._heard is not None and self.field is None:
            self.make_current(self._heard)

    @override
    def make_current(self, index: int | None) -> None:
        """Mark the section that keys and commands mean, and update what can be done with it."""
        super().make_current(index)
        self.actions_by_name.refresh()

    # Commands

    def can_edit(self) -> bool:
        """Return True if there are sections, in a document."""
        mashup, shown = self._studio.mashup, self._shown
        there = mashup is not None and self._side in mashup.ids and shown is not None and not shown.coming
        return there and shown is not None and shown.analysis is not None

    def has_current(self) -> bool:
        """Return True if there is a current section that can be edited."""
        return self.can_edit() and self.current is not None

    def can_join(self) -> bool:
        """Return True if another section follows the current one."""
        return self.has_current() and self.current is not None and self.current + 1 < len(self.sections)

    def can_move(self) -> bool:
        """Return True if the current section's border can be moved: it isn't the first one."""
        return self.has_current() and self.current != 0

    def can_reset(self) -> bool:
        """Return True if the sections were edited by hand."""
        mashup = self._studio.mashup
        return self.can_edit() and mashup is not None and mashup.source(self._side).sections is not None

    def why_not(self) -> str:
        """Return why sections can't be edited yet; "" if they can."""
        wanting = self._shown is not None and self._studio.mashup is None
        return self.tr("Sections can be edited once another song is ready") if wanting else ""

    def split(self) -> None:
        """Begin another section at the beat nearest to the playhead."""
        at = playhead_in(self._studio, self._side)
        if at is not None:
            beat = self._nearest(at, fine=True)
            edit_sections(self._studio, self._side, Message("Split section"), lambda all_: edits.split(all_, beat))
            self.make_current(section_at(self.sections, beat))

    def join(self) -> None:
        """Join the current section with the next one."""
        index = self.current
        if index is not None:
            edit_sections(self._studio, self._side, Message("Join sections"), lambda all_: edits.joined(all_, index))

    def rename(self) -> None:
        """Open a field over the current section; Enter keeps the name, Esc discards it."""
        index = self.current
        if index is None or self.field is not None:
            return
        field = self.field = _NameField(section_word(self.sections[index].name), self)
        field.setMaxLength(LONGEST_NAME)
        field.setAccessibleName(self.tr("Name of the section"))
        names = QCompleter([section_word(name) for name in SECTION_NAMES], field)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        field.setCompleter(names)
        field.editingFinished.connect(self._keep)
        left = min(max(self.rect_of(index).left(), 0.0), max(self.width() - _FIELD_WIDTH, 0))
        field.setGeometry(int(left), 0, min(_FIELD_WIDTH, self.width()), self.height())
        field.show()
        field.selectAll()
        field.setFocus()

    def shift_border(self, bars: int) -> None:
        """Move the beginning of the current section by so many bars."""
        index, shown = self.current, self._shown
        if index is None or shown is None or shown.analysis is None or len(shown.analysis.downbeats) == 0:
            return
        starts = shown.analysis.beats[shown.analysis.downbeats]
        bar = int(np.abs(starts - self.sections[index].start).argmin()) + bars
        if 0 <= bar < len(starts):
            self._move_border(index, float(starts[bar]))

    def select(self) -> None:
        """Select the current section's beats in the song's lanes."""
        if self.current is not None:
            select_section(self._studio, self._side, self.current)

    def place(self) -> None:
        """Place the current section at the selection, or else at the playhead."""
        selection, mashup = self._studio.selection, self._studio.mashup
        if self.current is None or mashup is None:
            return
        heard = max(int(self._studio.sound.beat_at(self._studio.player.position())), 0)
        beats = section_beats(self._studio.session, self._side, self.current)
        place_section(self._studio, self._side, beats, selection.start if selection.beats > 0 else heard)

    def reset(self) -> None:
        """Show the sections as analysed again."""
        edit_sections(self._studio, self._side, Message("Reset sections to analysis"), lambda _sections: None)

    # What the strip needs

    @override
    def xs_of(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels at which times of the song lie."""
        return seconds / self.end * self.width() if self.end else np.zeros(len(seconds))

    @override
    def snapped(self, x: float, *, fine: bool) -> Seconds:
        """Return the nearest bar's time, or the nearest beat's."""
        return self._nearest(x / max(self.width(), 1) * self.end, fine=fine)

    @override
    def words_of(self, index: int) -> str:
        """Return a section's name, bars and time."""
        section, after = self.sections[index], [each.start for each in self.sections[index + 1 : index + 2]]
        stop = after[0] if after else self.end
        words, analysis = section_word(section.name), None if self._shown is None else self._shown.analysis
        if analysis is None:
            return words
        starts = analysis.beats[analysis.downbeats]
        first, last = (int(np.searchsorted(starts, at + _HAIR)) for at in (section.start, stop - 2 * _HAIR))
        return self.tr("{name}, bars {first} to {last}, {start} to {stop}").format(
            name=words, first=max(first, 1), last=max(last, 1), start=clock(section.start), stop=clock(stop)
        )

    @override
    def carried(self, index: int) -> QMimeData | None:
        """Return what dragging a section carries."""
        return carried_section(self._studio, self._side, index)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu for the section under the mouse, or for the current one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.section_at(event.pos().x())
            if index is not None:
                self.make_current(index)
        self.menu.popup(event.globalPos())

    def _nearest(self, at: Seconds, *, fine: bool) -> Seconds:
        """Return the time of the beat or bar nearest to `at`."""
        analysis = None if self._shown is None else self._shown.analysis
        if analysis is None or len(analysis.beats) == 0:
            return at
        plain = fine or len(analysis.downbeats) == 0
        times = analysis.beats if plain else analysis.beats[analysis.downbeats]
        return float(times[np.abs(times - at).argmin()])

    def _go_to(self, index: int) -> None:
        if index < len(self.sections):
            go_to(self._studio, self._side, self.sections[index].start)

    def _move_border(self, index: int, start: Seconds) -> None:
        name = Message("Move section border")
        edit_sections(self._studio, self._side, name, lambda all_: edits.moved(all_, index, start))
        self.make_current(index)

    def _keep(self) -> None:
        name = "" if self.field is None else section_name(self.field.text())
        index = self.current
        self._discard()
        if name and index is not None and name != self.sections[index].name:
            edit_sections(
                self._studio, self._side, Message("Rename section"), lambda all_: edits.renamed(all_, index, name)
            )

    def _discard(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            focused = field.hasFocus()
            field.hide()
            field.deleteLater()
            if focused:
                self.setFocus()


class _NameField(Guarded, QLineEdit):
    """The field over a section's name; Esc discards what was typed."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Discard on Esc."""
        strip = self.parentWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(strip, DeckSections):
            self.blockSignals(True)
            strip._discard()
        else:
            super().keyPressEvent(event)


SECTION_ACTIONS: Final[tuple[Action[DeckSections], ...]] = (
    Action(
        "select_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Select section"),
        "A",
        DeckSections.select,
        DeckSections.has_current,
        tip=QT_TRANSLATE_NOOP("Action", "Select the section's beats in the song's lanes"),
    ),
    Action(
        "place_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Place section at the selection"),
        "Shift+A",
        DeckSections.place,
        DeckSections.has_current,
        tip=QT_TRANSLATE_NOOP("Action", "Play the section in its song's lanes from the selected beat, or the playhead"),
    ),
    Action(
        "split_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Split section at the playhead"),
        "Y",
        DeckSections.split,
        DeckSections.can_edit,
        why_not=DeckSections.why_not,
    ),
    Action(
        "join_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Join section with the next"),
        "J",
        DeckSections.join,
        DeckSections.can_join,
    ),
    Action(
        "rename_section",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Rename section"),
        "Shift+F2",
        DeckSections.rename,
        DeckSections.has_current,
        tip=QT_TRANSLATE_NOOP("Action", "Type a name: Enter applies, Esc cancels"),
    ),
    Action(
        "border_earlier",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Begin section a bar earlier"),
        "Z",
        lambda strip: strip.shift_border(-1),
        DeckSections.can_move,
    ),
    Action(
        "border_later",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Begin section a bar later"),
        "Shift+Z",
        lambda strip: strip.shift_border(1),
        DeckSections.can_move,
    ),
    Action(
        "reset_sections",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Reset sections to analysis"),
        "",
        DeckSections.reset,
        DeckSections.can_reset,
        separated=True,
    ),
)
