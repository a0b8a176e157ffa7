"""Preferences: every change takes effect at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.commands.actions import AnyAction
from mashstudio.gui.preferences.look import LookPage
from mashstudio.gui.preferences.page import PreferencesPage
from mashstudio.gui.preferences.separation import SeparationPage
from mashstudio.gui.preferences.shortcuts import ShortcutsPage
from mashstudio.gui.preferences.sound import SoundPage
from mashstudio.gui.preferences.storage import StoragePage
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.dialog import Dialog


class PreferencesDialog(Dialog):
    """The pages of preferences; `actions`: those with shortcuts."""

    def __init__(self, studio: Studio, actions: Sequence[AnyAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[PreferencesPage, ...] = (
            SoundPage(studio),
            SeparationPage(studio),
            StoragePage(studio),
            LookPage(studio),
            ShortcutsPage(studio, actions),
        )
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for page in self._pages:
            self._tabs.addTab(page, "")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._tabs)
        layout.addWidget(buttons)
        self.resize(720, 560)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Preferences"))
        for index, page in enumerate(self._pages):
            self._tabs.setTabText(index, page.title())
