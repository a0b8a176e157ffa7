"""The beat grid, with the suggestions beside it while they are open."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from mashstudio.gui.commands.actions import VIEW, Action, Actions
from mashstudio.gui.commands.suggestion_commands import SuggestionCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.suggestions.panel import SuggestionsPanel
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP

_WIDTH: Final = 470


class GridAndSuggestions(Guarded, QSplitter):
    """`grid` at the left, the suggestions at its right. Whether they are open, and how wide, is a setting."""

    def __init__(self, studio: Studio, grid: QWidget, commands: SuggestionCommands, actions: Actions) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._studio, self._grid = studio, grid
        self.panel = SuggestionsPanel(studio, commands, actions)
        self.panel.closed.connect(self.toggle)
        self.addWidget(grid)
        self.addWidget(self.panel)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.panel.setVisible(studio.settings.suggestions > 0)
        self.panel.resize(studio.settings.suggestions or _WIDTH, self.panel.height())

    @property
    def opened(self) -> bool:
        """True while the suggestions are open."""
        return not self.panel.isHidden()

    def toggle(self) -> None:
        """Open the suggestions, or close them, which ends a preview."""
        opening = not self.opened
        self.panel.setVisible(opening)
        if opening:
            whole = sum(self.sizes())
            self.setSizes([max(whole - _WIDTH, 1), _WIDTH])
            self.panel.setFocus()
        else:
            self._studio.preview.stop()
            self._grid.setFocus()
        self.remember()
        self._studio.suggestions_changed.emit()

    def remember(self) -> None:
        """Keep whether the suggestions are open, and how wide."""
        self._studio.change_settings(suggestions=self.panel.width() if self.opened else 0)


SHOW: Final = Action(
    "suggestions",
    VIEW,
    QT_TRANSLATE_NOOP("Action", "Suggestions"),
    "Ctrl+Shift+G",
    GridAndSuggestions.toggle,
    on=lambda beside: beside.opened,
    tip=QT_TRANSLATE_NOOP("Action", "What fits: which section of one song sings best over which of another, and why"),
)
PANEL_ACTIONS: Final[tuple[Action[GridAndSuggestions], ...]] = (SHOW,)
