"""The sections of one song over the cell grid: the selected song's, else the first one's."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.gui.cell_grid.view import CellGridView
from mashstudio.gui.commands.section_commands import carried_section, go_to, select_section
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.section_words import section_word
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.gui.widgets.section_strip import SectionStrip
from mashstudio.model.choices import LETTERS
from mashstudio.session.song_marks import section_beats, sections_key, sections_of


class GridSections(SectionStrip):
    """The sections of `source` as its beats lie on the grid; display, selection and dragging."""

    def __init__(self, studio: Studio, view: CellGridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._view = studio, view
        self.source = 0
        self._key: object = None
        self.chosen.connect(lambda index: go_to(studio, self.source, self.sections[index].start))
        self.wanted.connect(lambda index: select_section(studio, self.source, index))
        view.columns_changed.connect(self.update)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Sections of song {letter} on the grid").format(letter=LETTERS[self.source]))
        tip = self.tr("Click: go there. Double-click: select its beats. Drag onto the grid: place it again.")
        self.setToolTip(wrapped_tip(tip))
        self.make_current(self.current)

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
            chosen = [mashup.lanes[lane].source for lane in selection.lanes if lane < len(mashup.lanes)]
            source = chosen[0] if chosen and selection.beats > 0 else mashup.sources[0].id
            self.strip.show_source(source)
            self.label.show_text(self.tr("Sections of {letter}").format(letter=LETTERS[source]))
        self.make_room()

    def make_room(self) -> None:
        """Show the strip where there is room for it."""
        self.setVisible(self._studio.mashup is not None and self.strip.fits)
