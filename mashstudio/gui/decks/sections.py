"""The sections of a deck's song, over its overview."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.commands.section_commands import carried_section
from mashstudio.gui.commands.song_sections import SongSections
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import clock
from mashstudio.gui.text.section_words import section_word
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.choices import LETTERS
from mashstudio.model.sections import section_at
from mashstudio.session.song_marks import sections_key, sections_of

_HAIR: Final[Seconds] = 0.02


class DeckSections(SongSections):
    """The sections of the song on a deck; the whole song is as wide as the strip."""

    def __init__(self, studio: Studio, source: int, parent: QWidget | None = None) -> None:
        super().__init__(studio, source, parent)
        self._shown: ShownSong | None = None
        self._heard: int | None = None
        self._key: tuple[object, ...] = ()
        studio.mashup_changed.connect(self._take_mashup)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.setAccessibleName(self.tr("Sections of song {letter}").format(letter=LETTERS[self.source]))
        tip = self.tr(
            "Click: go there. Double-click: select its beats. Drag onto the grid: place it. Drag a border: move "
            "it (Alt: by beats). Keys: Left, Right, Return."
        )
        self.setToolTip(wrapped_tip(tip))
        super().retranslate()

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song's sections."""
        before, self._shown, self._key = self._key, shown, sections_key(self._studio.session, self.source)
        there = shown is not None and not shown.coming
        # Naming them takes a while, and decks change in bursts.
        same = there and bool(self.sections) and before == self._key
        sections = self.sections if same else sections_of(self._studio.session, self.source) if there else ()
        self.borders = self.can_edit()
        if (sections, 0.0 if shown is None else shown.duration) != (self.sections, self.end):
            self._discard()
            self.show_sections(sections, 0.0 if shown is None else shown.duration)
        self.actions_by_name.refresh()

    def _take_mashup(self) -> None:
        """Show edits at once; `decks_changed` brings the rest."""
        if self._key[-1:] != sections_key(self._studio.session, self.source)[-1:]:
            self.show_song(self._shown)

    def show_playhead(self, seconds: Seconds | None) -> None:
        """Mark the section that the playhead has come to."""
        before, self._heard = self._heard, None if seconds is None else section_at(self.sections, seconds)
        if self._heard != before and self._heard is not None and self.field is None:
            self.make_current(self._heard)

    # What the strip needs

    @override
    def xs_of(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels at which times of the song lie."""
        return seconds / self.end * self.width() if self.end else np.zeros(len(seconds))

    @override
    def time_at(self, x: float) -> Seconds:
        """Return the time of the song that lies at pixel `x`."""
        return x / max(self.width(), 1) * self.end

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
        return carried_section(self._studio, self.source, index)
