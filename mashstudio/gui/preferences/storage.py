"""Preferences: the cache of computed results."""

import time
from pathlib import Path
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout
from typing_extensions import override

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.gui.desktop import open_file
from mashstudio.gui.preferences.page import PreferencesPage, form, name
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate_error
from mashstudio.gui.widgets.dialog import ask, wrapped_label
from mashstudio.gui.widgets.fields import beside
from mashstudio.gui.widgets.plain_text import plain_tip

_GIB: Final = 2**30
_BEGAN: Final = time.time()
"""The start of this process: files used since then may be in use now."""


class StoragePage(PreferencesPage):
    """The cache: its size, limit, folder, and a button to clear it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._used_bytes: int | None = None
        self._what, self._used, self._note = wrapped_label("dim"), QLabel(), wrapped_label("dim")
        self._trouble = wrapped_label("warning")
        self._limit = QSpinBox()
        self._limit.setRange(2, 2000)
        self._limit.setSuffix(" GB")
        self._limit.setKeyboardTracking(False)
        self._limit.valueChanged.connect(lambda limit: studio.change_settings(cache_limit=limit * _GIB))
        self._empty, self._choose, self._usual, self._show = (QPushButton() for _ in range(4))
        self._empty.clicked.connect(self._ask_to_empty)
        self._choose.clicked.connect(self._choose_folder)
        self._usual.clicked.connect(lambda: studio.change_settings(cache_folder=""))
        self._show.clicked.connect(lambda: open_file(self._cache.root))
        self._folder = wrapped_label()
        self._labels = [QLabel() for _ in range(3)]
        used, limit, folder = self._labels
        beside(used, self._empty)
        beside(limit, self._limit)
        layout = form()
        layout.addRow(used, _beside(self._used, self._empty))
        layout.addRow(limit, _beside(self._limit))
        layout.addRow(folder, self._folder)
        layout.addRow("", _beside(self._choose, self._usual, self._show))
        layout.addRow("", self._note)
        whole = QVBoxLayout(self)
        whole.addWidget(self._what)
        whole.addLayout(layout)
        whole.addWidget(self._trouble)
        whole.addStretch(1)
        whole.setContentsMargins(16, 16, 16, 16)
        layout.setContentsMargins(0, 8, 0, 8)
        self._trouble.hide()
        self.retranslate()

    @override
    def title(self) -> str:
        """Return the page's title."""
        return self.tr("Storage")

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self._what.setText(self.tr("Analysis and stems are cached, so that a song opens at once the next time."))
        used, limit, folder = self._labels
        name(
            self._empty,
            used,
            self.tr("In use"),
            self.tr("Delete cached data that isn't in use; it is computed again when needed"),
        )
        name(self._limit, limit, self.tr("Limit"), self.tr("The least recently used data is deleted first"))
        name(self._choose, folder, self.tr("Folder"), self.tr("Choose the cache folder"))
        self._empty.setText(self.tr("Empty"))
        self._choose.setText(self.tr("Choose…"))
        self._usual.setText(self.tr("Default folder"))
        self._usual.setToolTip(plain_tip(str(default_cache_folder())))
        self._show.setText(self.tr("Show"))
        self._show.setToolTip(self.tr("Show the folder"))
        self.follow()

    @override
    def follow(self) -> None:
        """Show the current settings."""
        settings = self.studio.settings
        self._limit.blockSignals(True)
        self._limit.setValue(round(settings.cache_limit / _GIB))
        self._limit.blockSignals(False)
        chosen = Path(settings.cache_folder) if settings.cache_folder else default_cache_folder()
        self._folder.setText(str(chosen))
        self._usual.setEnabled(chosen != default_cache_folder())
        later = chosen != self._cache.root
        self._note.setVisible(later)
        self._note.setText(
            self.tr("Takes effect at the next start. Until then: {folder}.").format(folder=self._cache.root)
        )
        self._used.setText("…" if self._used_bytes is None else f"{self._used_bytes / _GIB:.1f} GB")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Measure the cache."""
        self._measure()
        super().showEvent(event)

    @property
    def _cache(self) -> Cache:
        return self.studio.session.cache

    def _measure(self) -> None:
        cache = self._cache
        self.background(lambda _job: cache.size(), self._measured, self._show_trouble)

    def _measured(self, size: int) -> None:
        self._used_bytes = size
        self._empty.setEnabled(True)
        self.follow()

    def _ask_to_empty(self) -> None:
        question = self.tr(
            "This deletes all cached analyses and stems, except those used since MashStudio started. They are "
            "computed again when needed; your work isn't affected."
        )
        if not ask(self, self.tr("Empty cache"), question, self.tr("Empty")):
            return
        cache = self._cache
        self._empty.setEnabled(False)
        self.background(
            lambda job: cache.clear_unused(_BEGAN, check=job.check),
            lambda _nothing: self._measure(),
            self._show_trouble,
        )

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Cache folder"), self._folder.text())
        if folder:
            self.studio.change_settings(cache_folder=folder)

    def _show_trouble(self, error: Exception) -> None:
        self._empty.setEnabled(True)
        self._trouble.setText(translate_error(error))
        self._trouble.show()


def _beside(*widgets: QLabel | QPushButton | QSpinBox) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout
