"""Preferences: language, theme, and the beat grid."""

from PySide6.QtWidgets import QCheckBox, QLabel
from typing_extensions import override

from mashstudio.gui.preferences.page import PreferencesPage, form, name, offer, show_choice
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.fields import combo_box


class LookPage(PreferencesPage):
    """Language, theme, and the behaviour of the beat grid."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._language, self._theme, self._step_entry = combo_box(), combo_box(), QCheckBox()
        self._labels = [QLabel() for _ in range(3)]
        self._language.activated.connect(lambda: studio.change_settings(language=self._language.currentData()))
        self._theme.activated.connect(lambda: studio.change_settings(theme=self._theme.currentData()))
        self._step_entry.clicked.connect(lambda on: studio.change_settings(step_entry=on))
        layout = form()
        for label, widget in zip(self._labels, (self._language, self._theme, self._step_entry), strict=True):
            layout.addRow(label, widget)
        self.setLayout(layout)
        self.retranslate()

    @override
    def title(self) -> str:
        """Return the page's title."""
        return self.tr("General")

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        language, theme, grid = self._labels
        name(self._language, language, self.tr("Language"))
        name(self._theme, theme, self.tr("Theme"))
        name(self._step_entry, grid, self.tr("Cell grid"))
        # Each language goes by its own name.
        offer(self._language, [("", self.tr("System")), ("en", "English"), ("ko", "한국어")])
        offer(self._theme, [("", self.tr("System")), ("dark", self.tr("Dark")), ("light", self.tr("Light"))])
        self._step_entry.setText(self.tr("Step entry"))
        self._step_entry.setToolTip(self.tr("Go to the next beat once every song has a stem"))
        self.follow()

    @override
    def follow(self) -> None:
        """Show the current settings."""
        settings = self.studio.settings
        show_choice(self._language, settings.language)
        show_choice(self._theme, settings.theme)
        self._step_entry.setChecked(settings.step_entry)
