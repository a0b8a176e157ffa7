"""What to compose: genre, boldness, density, complexity, and where."""

from dataclasses import asdict
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QToolButton, QWidget
from typing_extensions import override

from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.band_words import genre_word
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.gui.widgets.flow_layout import FlowLayout
from mashstudio.model.band import MOST, Manner

_STEPS: Final = 20
_SLIDER_WIDTH: Final = 110
_FIELD_HEIGHT: Final = 31


class Wishes(Guarded, Translated, QWidget):
    """The controls of the next accompaniment, and the buttons that compose it. flow: where they stand, for more."""

    def __init__(self, commands: BandCommands, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.genre, self.where = combo_box(), combo_box()
        self.sliders = {name: QSlider(Qt.Orientation.Horizontal) for name in ("temperature", "density", "complexity")}
        self.captions = {name: QLabel() for name in ("genre", *self.sliders, "where")}
        self.buttons = [QToolButton() for _name in ("compose", "another_accompaniment")]
        for button, name in zip(self.buttons, ("compose", "another_accompaniment"), strict=True):
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.flow = FlowLayout(self, 10)
        for name, field in (("genre", self.genre), *self.sliders.items(), ("where", self.where)):
            self.flow.addWidget(captioned(self.captions[name], field))
        for button in self.buttons:
            self.flow.addWidget(captioned(QLabel(), button))
        for name, slider in self.sliders.items():
            slider.setRange(0, _STEPS)
            slider.setFixedWidth(_SLIDER_WIDTH)
            slider.valueChanged.connect(partial(self._turn, name))
        self.genre.activated.connect(lambda index: commands.wish(genre=self.genre.itemData(index)))
        self.where.activated.connect(lambda index: commands.wish(selected=index == 1))
        commands.changed.connect(self.refresh)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        for name, caption, field, tip in (
            ("genre", self.tr("Genre"), self.genre, self.tr("The style in which the band plays")),
            (
                "temperature", self.tr("Boldness"), self.sliders["temperature"],
                self.tr("Left: the likeliest notes; right: surprising ones"),
            ),
            ("density", self.tr("Density"), self.sliders["density"], self.tr("Left: few notes; right: many")),
            (
                "complexity", self.tr("Complexity"), self.sliders["complexity"],
                self.tr("Left: on the beat; right: syncopated"),
            ),
            ("where", self.tr("Where"), self.where, self.tr("Everywhere, or in the bars of the selected beats")),
        ):  # fmt: skip
            self.captions[name].setText(caption)
            field.setAccessibleName(caption)
            field.setToolTip(tip)
        index = max(self.where.currentIndex(), 0)
        self.where.clear()
        self.where.addItems([self.tr("Whole mashup"), self.tr("Selected bars")])
        self.where.setCurrentIndex(index)
        self.genre.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show the wish as it is."""
        commands = self._commands
        if [self.genre.itemData(index) for index in range(self.genre.count())] != list(commands.genres):
            self.genre.clear()
            for genre in commands.genres:
                self.genre.addItem(genre_word(genre), genre)
        self.genre.setCurrentIndex(self.genre.findData(commands.genre))
        self.where.setCurrentIndex(int(commands.selected))
        for name, slider in self.sliders.items():
            slider.blockSignals(True)
            slider.setValue(round(getattr(commands.manner, name) / MOST[name] * _STEPS))
            slider.blockSignals(False)

    def _turn(self, name: str, value: int) -> None:
        wished = asdict(self._commands.manner) | {name: value * MOST[name] / _STEPS}
        self._commands.wish(manner=Manner(**wished))


def captioned(caption: QLabel, field: QWidget) -> QWidget:
    """Return a field with its caption above it."""
    caption.setObjectName("dim")
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    # Fields and buttons beside each other stand on one line.
    grid.setRowMinimumHeight(1, _FIELD_HEIGHT)
    grid.addWidget(caption, 0, 0)
    grid.addWidget(field, 1, 0, Qt.AlignmentFlag.AlignVCenter)
    return whole
