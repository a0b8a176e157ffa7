"""The sections of one song over the cell grid: the selected song's, else the first one's."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QSize
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.cell_grid.view import CellGridView
from mashstudio.gui.commands.section_commands import carried_section
from mashstudio.gui.commands.song_sections import SongSections
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.section_words import section_word
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.model.choices import LETTERS
from mashstudio.session.song_marks import section_beats, sections_key, sections_of
from mashstudio.session.song_time import song_time


class GridSections(SongSections):
    """The sections of `source` as its beats lie on the grid. While it has focus, its keys come before the decks'."""

    def __init__(self, studio: Studio, view: CellGridView, parent: QWidget | None = None) -> None:
        super().__init__(studio, 0, parent)
        self._view = view
        self._key: object = None
        studio.shortcuts_changed.connect(self.retranslate)
        view.columns_changed.connect(self.update)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Sections of song {letter} on the grid").format(letter=LETTERS[self.source]))
        tip = self.tr(
            "Click: go there. Double-click: select its beats. Drag onto the grid: place it again. Drag a border: move "
            "it (Alt: by beats). Keys: Left, Right, Return."
        )
        self.setToolTip(wrapped_tip(tip))
        super().retranslate()

    def show_source(self, source: int) -> None:
        """Show this song's sections as they are now."""
        key = source, sections_key(self._studio.session, source)
        if key == self._key:
            self.update()
            return
        self._key = key
        if source != self.source:
            self.source, self.current = source, None
            self.retranslate()
        analysis = self._studio.session.analysis(source)
        on_grid = self._studio.session.alignment is not None and analysis is not None
        end = 0.0 if analysis is None else analysis.duration
        self.borders = on_grid and self.can_edit()
        if self.field is not None:
            self.field.close_up(keep=False)
        self.show_sections(sections_of(self._studio.session, source) if on_grid else (), end)

    @override
    def xs_of(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels over the grid's beats under which times of the song lie."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None or self.source not in alignment.songs:
            return np.zeros(len(seconds))
        beats, columns = alignment.songs[self.source].beats, self._view.columns
        places = np.interp(seconds, beats, np.arange(len(beats))) if len(beats) else np.zeros(len(seconds))
        first = mashup.source(self.source).offset
        return columns.x(0) + np.clip(places - first, 0, mashup.beats) * columns.width

    @override
    def time_at(self, x: float) -> Seconds:
        """Return the time of the song under the grid's pixel `x`."""
        at = song_time(self._studio.session, self.source, self._view.columns.beat(x))
        return 0.0 if at is None else max(at, 0.0)

    @override
    def event(self, event: QEvent) -> bool:
        """Claim the keys of the sections' actions before the deck used last takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._action_of(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out the action of a key."""
        action = self._action_of(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            action.trigger()

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        keys = QKeySequence(event.keyCombination())
        return next((action for action in self.actions_by_name if action.shortcut() == keys), None)

    @override
    def words_of(self, index: int) -> str:
        """Return a section's name and its bars on the grid."""
        mashup, bars = self._studio.mashup, self._studio.session.bars
        beats = section_beats(self._studio.session, self.source, index)
        if mashup is None or not beats:
            return section_word(self.sections[index].name)
        offset = mashup.source(self.source).offset
        first, last = (bars.place(max(beat - offset, 0))[0] + 1 for beat in (beats[0], beats[-1]))
        return self.tr("{name}, bars {first} to {last} of the mashup").format(
            name=section_word(self.sections[index].name), first=first, last=last
        )

    @override
    def carried(self, index: int) -> QMimeData | None:
        """Return what dragging a section carries."""
        return carried_section(self._studio, self.source, index)


class SectionBand(Guarded, Translated, QWidget):
    """The strip over the grid, beside it the song that it shows."""

    def __init__(self, studio: Studio, view: CellGridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.label, self.strip = ElidedLabel(), GridSections(studio, view)
        self.label.setObjectName("dim")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.label)
        row.addWidget(self.strip, 1)
        for signal in (studio.mashup_changed, studio.decks_changed, studio.selection_changed):
            signal.connect(self.refresh)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.refresh()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return no height, so that a high window can become a low one in one step."""
        return QSize(super().minimumSizeHint().width(), 0)

    def line_up(self, headers: int) -> None:
        """Begin the strip where the grid begins, beside headers of this width."""
        self.label.setFixedWidth(headers)

    def refresh(self) -> None:
        """Show the sections of the selected song, else of the first one."""
        mashup, selection = self._studio.mashup, self._studio.selection
        if mashup is not None:
            chosen = [mashup.lanes[lane].source for lane in selection.lanes if lane in mashup.song_lanes]
            source = chosen[0] if chosen and selection.beats > 0 else mashup.sources[0].id
            self.strip.show_source(source)
            self.label.show_text(self.tr("Sections of {letter}").format(letter=LETTERS[source]))
        self.make_room()

    def make_room(self) -> None:
        """Show the strip where there is room for it."""
        self.setVisible(self._studio.mashup is not None and self.strip.fits)
