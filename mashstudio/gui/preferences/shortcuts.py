"""Preferences: shortcuts."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from mashstudio.gui.commands.actions import AnyAction, words
from mashstudio.gui.preferences.page import PreferencesPage
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.dialog import table, wrapped_label

_PORTABLE, _NATIVE = QKeySequence.SequenceFormat.PortableText, QKeySequence.SequenceFormat.NativeText


class ShortcutsPage(PreferencesPage):
    """A table of `actions` and their keys; a key in use by another action is reassigned only on request."""

    def __init__(self, studio: Studio, actions: Sequence[AnyAction]) -> None:
        super().__init__(studio)
        self._actions = {action.name: action for action in actions}
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._list = table(3)
        self._items = {name: QTreeWidgetItem(self._list) for name in self._actions}
        self._choose(0)
        self._list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self._what, self._keys = QLabel(), QKeySequenceEdit()
        self._keys.setMaximumSequenceLength(1)
        self._keys.editingFinished.connect(self._set_keys)
        self._keys.keySequenceChanged.connect(lambda *_: self._show_conflict())
        self._conflict = wrapped_label("warning")
        self._take, self._none, self._reset, self._reset_all = (QPushButton() for _ in range(4))
        self._none.clicked.connect(lambda: self._change({self._chosen.name: QKeySequence()}))
        self._take.clicked.connect(self._take_keys)
        self._reset.clicked.connect(self._reset_keys)
        self._reset_all.clicked.connect(lambda: studio.change_settings(shortcuts={}))
        editor, conflict = QHBoxLayout(), QHBoxLayout()
        for widget in (self._what, self._keys, self._none, self._reset, self._reset_all):
            editor.addWidget(widget, 1 if widget is self._what else 0)
        conflict.addWidget(self._conflict, 1)
        conflict.addWidget(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        layout.addLayout(editor)
        layout.addLayout(conflict)
        self.retranslate()

    @override
    def title(self) -> str:
        """Return the page's title."""
        return self.tr("Shortcuts")

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self._search.setPlaceholderText(self.tr("Find an action or key"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._list.setHeaderLabels([self.tr("Action"), self.tr("Keys"), self.tr("Default keys")])
        self._list.setAccessibleName(self.tr("Shortcuts"))
        self._keys.setToolTip(self.tr("Click here, then press the keys"))
        self._take.setText(self.tr("Use it here"))
        self._take.setToolTip(self.tr("Take the shortcut from the other action"))
        self._none.setText(self.tr("No shortcut"))
        self._none.setToolTip(self.tr("Remove the shortcut from this action"))
        self._reset.setText(self.tr("Reset"))
        self._reset.setToolTip(self.tr("Restore this action's default keys"))
        self._reset_all.setText(self.tr("Reset all"))
        self._reset_all.setToolTip(self.tr("Restore all default keys"))
        self.follow()

    @override
    def follow(self) -> None:
        """Show the current shortcuts."""
        for name, item in self._items.items():
            action = self._actions[name]
            keys, usual = self._keys_of(action), QKeySequence(action.keys)
            for column, text in enumerate((_name(action), keys.toString(_NATIVE), usual.toString(_NATIVE))):
                item.setText(column, text)
            font = item.font(1)
            font.setBold(keys != usual)
            item.setFont(1, font)
        self._reset_all.setEnabled(bool(self.studio.settings.shortcuts))
        self._filter(self._search.text())
        self._show_chosen()

    @property
    def _chosen(self) -> AnyAction:
        return list(self._actions.values())[max(self._list.currentIndex().row(), 0)]

    def _choose(self, row: int) -> None:
        self._list.setCurrentIndex(self._list.model().index(row, 0))

    def _keys_of(self, action: AnyAction) -> QKeySequence:
        return QKeySequence(self.studio.settings.shortcuts.get(action.name, action.keys))

    def _show_chosen(self) -> None:
        action = self._chosen
        self._what.setText(_name(action))
        self._keys.setAccessibleName(self.tr("Keys for {action}").format(action=_name(action)))
        self._keys.blockSignals(True)
        self._keys.setKeySequence(self._keys_of(action))
        self._keys.blockSignals(False)
        self._none.setEnabled(not self._keys_of(action).isEmpty())
        self._reset.setEnabled(action.name in self.studio.settings.shortcuts)
        self._show_conflict()

    def _rival(self) -> AnyAction | None:
        """Return the other action that has the keys being entered."""
        keys, chosen = self._keys.keySequence(), self._chosen
        if keys.isEmpty():
            return None
        return next(
            (each for each in self._actions.values() if each is not chosen and self._keys_of(each) == keys), None
        )

    def _show_conflict(self) -> None:
        rival = self._rival()
        self._take.setVisible(rival is not None)
        self._conflict.setVisible(rival is not None)
        if rival is not None:
            keys = self._keys.keySequence().toString(_NATIVE)
            text = self.tr("{keys} is already the shortcut for “{action}”.")
            self._conflict.setText(text.format(keys=keys, action=_name(rival)))

    def _set_keys(self) -> None:
        if self._rival() is None:
            self._change({self._chosen.name: self._keys.keySequence()})

    def _take_keys(self) -> None:
        rival = self._rival()
        if rival is not None:
            self._change({rival.name: QKeySequence(), self._chosen.name: self._keys.keySequence()})

    def _reset_keys(self) -> None:
        self._keys.setKeySequence(QKeySequence(self._chosen.keys))
        self._set_keys()

    def _change(self, changed: Mapping[str, QKeySequence]) -> None:
        shortcuts = dict(self.studio.settings.shortcuts)
        for name, keys in changed.items():
            shortcuts.pop(name, None)
            if keys != QKeySequence(self._actions[name].keys):
                shortcuts[name] = keys.toString(_PORTABLE)
        self.studio.change_settings(shortcuts=shortcuts)

    def _filter(self, wanted: str) -> None:
        for item in self._items.values():
            texts = (item.text(0), item.text(1))
            item.setHidden(not any(wanted.casefold() in text.casefold() for text in texts))


def _name(action: AnyAction) -> str:
    return words(action.text).removesuffix("…")
