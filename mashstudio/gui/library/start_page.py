"""The start page, shown while no song is loaded: the demo and the recent projects."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.commands.actions import words
from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.recent_projects import RecentProjects
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import ago
from mashstudio.gui.text.translation import Translated, translate_error
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.claims_keys import ENTER
from mashstudio.gui.widgets.dialog import dress_table
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.session.recent import RecentProject

_WIDEST: Final = 860
_CROSS: Final = 3
_WEEK: Final = 7 * 86400


class StartPage(Guarded, Translated, QWidget):
    """Covers the empty grid while there are recent projects and no song. Reads the projects when shown."""

    def __init__(
        self,
        studio: Studio,
        recent: RecentProjects,
        open_demo: Callable[[], object],
        open_project: Callable[[Path], object],
    ) -> None:
        super().__init__()
        self._studio, self._recent, self._open = studio, recent, open_project
        self.heading, self.demo_button, self.clear_button = QLabel(), QPushButton(), QPushButton()
        self.demo_button.clicked.connect(open_demo)
        self.clear_button.clicked.connect(recent.clear)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.list = ProjectList()
        self.list.opened.connect(self._open_row)
        self.list.removed.connect(lambda row: recent.remove(recent.all[row]))
        self.list.customContextMenuRequested.connect(self._show_menu)
        # Ignores the second click of a double click.
        self._opening = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        recent.changed.connect(self._fill)
        self._build()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.heading.setText(self.tr("Drop two songs on the decks above, or open a recent project:"))
        self.demo_button.setText(words("Open the demo"))
        self.demo_button.setToolTip(self.tr("Two short songs and their mashup, included with MashStudio"))
        self.clear_button.setText(self.tr("Clear list"))
        self.clear_button.setToolTip(self.tr("Remove all projects from the list; the files stay"))
        self.list.setHeaderLabels([self.tr("Project"), self.tr("Songs"), self.tr("Saved"), ""])
        self.list.setAccessibleName(self.tr("Recent projects"))
        self._fill()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read the projects."""
        self._recent.look()
        super().showEvent(event)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.demo_button)
        buttons.addWidget(self.clear_button)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        column.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 8)
        whole.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(1)

    def _fill(self) -> None:
        projects = self._recent.all
        row = max(self.list.currentIndex().row(), 0)
        self.list.clear()
        for project in projects:
            self.list.addTopLevelItem(self._item(project))
        self.list.setCurrentIndex(self.list.model().index(min(row, len(projects) - 1), 0))
        self.list.fit_height()

    def _item(self, project: RecentProject) -> QTreeWidgetItem:
        why = "" if project.error is None else translate_error(project.error)
        saved = "" if project.saved is None else _when(project.saved)
        item = QTreeWidgetItem([shown(project.path.stem), why or " × ".join(project.songs), saved, "×"])
        for column in range(_CROSS):
            item.setToolTip(column, plain_tip(why or shown(project.path)))
            if why:
                item.setForeground(column, theme().dim)
        remove = self.tr("Remove from the list; the file stays")
        item.setToolTip(_CROSS, f"{remove} (Del)")
        item.setData(_CROSS, Qt.ItemDataRole.AccessibleTextRole, remove)
        item.setTextAlignment(_CROSS, Qt.AlignmentFlag.AlignCenter)
        return item

    def _open_row(self, row: int) -> None:
        project = self._recent.all[row]
        if project.error is not None:
            self._studio.notice.emit(translate_error(project.error))
            # Its disk may have been plugged in since.
            self._recent.look()
        elif not self._opening.isActive():
            self._opening.start()
            self._open(project.path)

    def _show_menu(self, at: QPoint) -> None:
        row = self.list.indexAt(at).row()
        if row >= 0:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("Open")).triggered.connect(lambda: self._open_row(row))
            remove = menu.addAction(self.tr("Remove from the list"))
            remove.triggered.connect(lambda: self.list.removed.emit(row))
            menu.addAction(self.tr("Clear list")).triggered.connect(self._recent.clear)
            menu.popup(self.list.viewport().mapToGlobal(at))


class ProjectList(Guarded, QTreeWidget):
    """Rows that open on click or Enter, and are removed by Del or their cross; both signals carry the row."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        dress_table(self, _CROSS + 1)
        header = self.header()
        header.setStretchLastSection(False)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.itemClicked.connect(self._clicked)

    def fit_height(self) -> None:
        """Make the list as high as its rows, if there is room."""
        rows = self.sizeHintForRow(0) * self.topLevelItemCount()
        self.setMaximumHeight(self.header().sizeHint().height() + rows + 2 * self.frameWidth())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Fit the height, which depends on the style."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.fit_height()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, remove by Del."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in ENTER:
            self.opened.emit(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        (self.removed if column == _CROSS else self.opened).emit(self.indexOfTopLevelItem(item))


def _when(saved: float) -> str:
    """Return how long ago it was, or the date after a week."""
    seconds = time.time() - saved
    if seconds < _WEEK:
        return ago(seconds)
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(saved)).date(), QLocale.FormatType.ShortFormat)
