"""The band's lanes in the panel: which are composed anew, which instrument plays each, and whose notes are shown."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QGridLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mashstudio.gui.band.inks import colour_of
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.band_words import band_part_word, program_words
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.model.notes import BandPart


class LaneList(Guarded, Translated, QWidget):
    """A row for each lane: a tick if it is to be composed, a button that shows its notes, its instrument."""

    def __init__(self, commands: BandCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.ticks = {part: QCheckBox() for part in BandPart}
        self.buttons = {part: QToolButton() for part in BandPart}
        self.programs: dict[BandPart, QComboBox] = {part: combo_box() for part in BandPart}
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for row, part in enumerate(BandPart):
            button = self.buttons[part]
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setStyleSheet(f"QToolButton {{ border-left: 4px solid {colour_of(part).name()}; }}")
            self._group.addButton(button)
            button.clicked.connect(partial(self._show, part))
            self.ticks[part].clicked.connect(self._tick)
            self.programs[part].activated.connect(partial(self._choose, part))
            for column, widget in enumerate((self.ticks[part], button, self.programs[part])):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(2, 1)
        commands.changed.connect(self.refresh)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        for part in BandPart:
            name = band_part_word(part)
            self.ticks[part].setAccessibleName(self.tr("Compose {lane}").format(lane=name))
            self.ticks[part].setToolTip(self.tr("Compose this lane; untick it to keep what it plays"))
            self.buttons[part].setText(name)
            self.buttons[part].setToolTip(self.tr("Show and edit the notes of {lane}").format(lane=name))
            box = self.programs[part]
            box.clear()
            for program, words in program_words(part).items():
                box.addItem(words, program)
            box.setAccessibleName(self.tr("Instrument of {lane}").format(lane=name))
        self.refresh()

    def refresh(self) -> None:
        """Show the lanes as they are."""
        commands = self._commands
        for part in BandPart:
            self.ticks[part].setChecked(part in commands.parts)
            self.buttons[part].setChecked(part is commands.lane)
            self._show_program(self.programs[part], commands.program_of(part))

    def _show_program(self, box: QComboBox, program: int) -> None:
        if (index := box.findData(program)) < 0:
            box.addItem(self.tr("Program {number}").format(number=program + 1), program)
            index = box.count() - 1
        box.setCurrentIndex(index)

    def _tick(self) -> None:
        self._commands.wish(parts=frozenset(part for part in BandPart if self.ticks[part].isChecked()))

    def _show(self, part: BandPart) -> None:
        self._commands.wish(lane=part)

    def _choose(self, part: BandPart, index: int) -> None:
        self._commands.choose_program(part, int(self.programs[part].itemData(index)))
