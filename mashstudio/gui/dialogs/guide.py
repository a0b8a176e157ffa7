"""The guide: a page to read beside the studio, with its chapters and the current shortcuts."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.gui.commands.actions import AnyAction, shown_keys, words
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.dialog import Dialog

FOLDER: Final = PROJECT_FOLDER / "resources" / "guide"
"""One Markdown file per language. `{name}` stands for the shortcut of the action `name`."""
FIELD: Final = re.compile(r"\{(\w+)\}")
_CHAPTER: Final = 2


class GuideDialog(Dialog):
    """The guide in the user's language; a click on a chapter shows it."""

    def __init__(self, studio: Studio, actions: Sequence[AnyAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._actions = studio, {action.name: action for action in actions}
        self.chapters, self.page = QListWidget(), QTextBrowser()
        self.chapters.setFixedWidth(220)
        self.chapters.setSpacing(2)
        self.chapters.currentRowChanged.connect(self._show_chapter)
        self.page.setOpenExternalLinks(True)
        self.page.document().setDocumentMargin(16)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        columns = QHBoxLayout()
        columns.setSpacing(8)
        columns.addWidget(self.chapters)
        columns.addWidget(self.page, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(columns, 1)
        layout.addWidget(buttons)
        self.resize(960, 720)
        studio.shortcuts_changed.connect(self.retranslate)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, at the chapter shown before."""
        self.setWindowTitle(self.tr("Guide"))
        self.chapters.setAccessibleName(self.tr("Chapters"))
        self.page.setAccessibleName(self.tr("Guide"))
        before = max(self.chapters.currentRow(), 0)
        self.page.setMarkdown(FIELD.sub(self._keys, guide_text(QLocale())))
        self.chapters.clear()
        self.chapters.addItems([block.text() for block in self._headings()])
        self.chapters.setCurrentRow(before)

    def _keys(self, field: re.Match[str]) -> str:
        action = self._actions[field[1]]
        # Not bold text: Markdown doesn't end it between a sign and a Korean particle.
        return f"`{shown_keys(action, self._studio.settings.shortcuts) or words(action.text)}`"

    def _headings(self) -> list[QTextBlock]:
        blocks, block = [], self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _CHAPTER:
                blocks.append(block)
            block = block.next()
        return blocks

    def _show_chapter(self, row: int) -> None:
        if row >= 0:
            place = self.page.document().documentLayout().blockBoundingRect(self._headings()[row])
            self.page.verticalScrollBar().setValue(0 if row == 0 else round(place.top()))


def guide_text(locale: QLocale) -> str:
    """Return the guide's Markdown in the language of `locale`, or in English."""
    path = FOLDER / f"{locale.name().partition('_')[0]}.md"
    return (path if path.is_file() else FOLDER / "en.md").read_text("utf-8")
