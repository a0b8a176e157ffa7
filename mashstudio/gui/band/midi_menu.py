"""The menu that takes the accompaniment's notes from elsewhere, and writes them to MIDI files."""

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.midi_commands import MidiCommands
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.glyph_button import PopupButton
from mashstudio.model.choices import LETTERS
from mashstudio.model.stems import StemName


class MidiMenu(Translated, PopupButton):
    """A button with the menu; it has an entry for each song with vocals."""

    def __init__(self, studio: Studio, commands: MidiCommands, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._commands, self._actions = studio, commands, actions
        self.menu().aboutToShow.connect(self._fill)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setText(self.tr("MIDI"))
        self.setToolTip(self.tr("Import and export MIDI files, and let the lead play what a song's voice sings"))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        menu.addActions([self._actions[name] for name in ("import_midi", "export_midi", "export_midi_lane")])
        menu.addSeparator()
        mashup = self._studio.mashup
        if mashup is None:
            return
        for source in mashup.ids:
            if any(mashup.lanes[row].stem is StemName.VOCALS for row in mashup.lanes_of(source)):
                words = self.tr("Lead from song {letter}'s vocals").format(letter=LETTERS[source])
                menu.addAction(words, partial(self._commands.sing, source))
