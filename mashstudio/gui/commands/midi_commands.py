"""Commands that take the accompaniment's notes from elsewhere, and write them to MIDI files."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mashstudio.core.messages import Message
from mashstudio.core.text.lines import name_for, shown
from mashstudio.gui.commands.actions import EDIT, Action
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.desktop import first_folder, patterns
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.band_words import band_part_word
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.dialog import ask_where
from mashstudio.model.notes import BandPart
from mashstudio.pipeline.band_midi import MIDI_ENDINGS, write_band
from mashstudio.session.snapshot import snapshot


class MidiCommands(Guarded, QObject):
    """Dialogs are modal to the window of `widget`. wanted: emitted when something begins whose progress is shown."""

    wanted = Signal()

    def __init__(self, studio: Studio, band: BandCommands, widget: QWidget) -> None:
        super().__init__(studio)
        self._studio, self._band, self._widget = studio, band, widget

    def has_mashup(self) -> bool:
        """Return True if there is a mashup for notes to be played in."""
        return self._studio.mashup is not None

    def has_band(self) -> bool:
        """Return True if a band plays."""
        return self._band.has_band()

    def has_lane(self) -> bool:
        """Return True if the band has the chosen lane."""
        return self._band.lane_of(self._band.lane) is not None

    def read(self) -> None:
        """Ask for a MIDI file; let the band play its lanes from the selected beat on, or from the first."""
        kinds = self.tr("MIDI files ({endings})").format(endings=patterns(MIDI_ENDINGS))
        name, _ = QFileDialog.getOpenFileName(self._widget.window(), self.tr("Import MIDI"), "", kinds)
        if name and self._studio.mashup is not None:
            self.wanted.emit()
            selection = self._studio.selection
            at = selection.start if selection.beats and selection.start < self._studio.mashup.beats else 0
            self._studio.attempt(
                partial(
                    self._studio.accompanying.read_midi, Message("Import MIDI"), Path(name), at, self._band.new
                )
            )  # fmt: skip

    def sing(self, source: int) -> None:
        """Let the lead play what a song's voice sings: everywhere, or in the selected beats if these are wished for."""
        mashup = self._studio.mashup
        if mashup is not None:
            self.wanted.emit()
            beats = self._band.beats or range(mashup.beats)
            self._studio.attempt(
                partial(
                    self._studio.accompanying.sing, Message("Lead from vocals"), source,
                    range(beats.start, min(beats.stop, mashup.beats)), self._band.new,
                )
            )  # fmt: skip

    def write_all(self) -> None:
        """Ask for a file; write all lanes to it."""
        self._write(None, self.tr("Export MIDI"))

    def write_lane(self) -> None:
        """Ask for a file; write the chosen lane to it."""
        self._write(self._band.lane, self.tr("Export the lane as MIDI"))

    def _write(self, part: BandPart | None, title: str) -> None:
        mashup, project = self._studio.mashup, self._studio.session.path
        if mashup is None:
            return
        name = mashup.title if project is None else project.stem
        lane = self.tr("accompaniment") if part is None else band_part_word(part)
        proposal = first_folder(project) / name_for(f"{name} ({lane})", MIDI_ENDINGS[0])
        kinds = self.tr("MIDI files ({endings})").format(endings=patterns(MIDI_ENDINGS[:1]))
        out = ask_where(self._widget.window(), title, proposal, kinds)
        if out is not None:
            now = snapshot(self._studio.session)
            self._studio.tasks.start(
                TaskKind.EXPORT, shown(out.name), lambda job: write_band(now, part, out, job=job), place=out
            )


MIDI_ACTIONS: Final[tuple[Action[MidiCommands], ...]] = (
    Action(
        "import_midi",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Import MIDI as accompaniment…"),
        "",
        MidiCommands.read,
        MidiCommands.has_mashup,
        tip=QT_TRANSLATE_NOOP("Action", "Let the band play a MIDI file, from the selected beat or the first one"),
    ),
    Action(
        "export_midi",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Export accompaniment as MIDI…"),
        "",
        MidiCommands.write_all,
        MidiCommands.has_band,
        tip=QT_TRANSLATE_NOOP("Action", "Write all lanes of the accompaniment to a MIDI file"),
    ),
    Action(
        "export_midi_lane",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Export the chosen lane as MIDI…"),
        "",
        MidiCommands.write_lane,
        MidiCommands.has_lane,
        tip=QT_TRANSLATE_NOOP("Action", "Write the lane whose notes are shown to a MIDI file"),
    ),
)
