"""Actions: what the user can do by menu, button or key, each declared once; what shows them is derived from that."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Marked

_CONTEXT: Final = "Action"

FILE: Final = QT_TRANSLATE_NOOP("Action", "&File")
EDIT: Final = QT_TRANSLATE_NOOP("Action", "&Edit")
CELLS: Final = QT_TRANSLATE_NOOP("Action", "&Cells")
PLAY: Final = QT_TRANSLATE_NOOP("Action", "&Play")
VIEW: Final = QT_TRANSLATE_NOOP("Action", "&View")
HELP: Final = QT_TRANSLATE_NOOP("Action", "&Help")
MENUS: Final = (FILE, EDIT, CELLS, PLAY, VIEW, HELP)
"""The window's menus."""

STEMS: Final = QT_TRANSLATE_NOOP("Action", "Stems")
DECK: Final = QT_TRANSLATE_NOOP("Action", "On the deck that was clicked last")
GROUPS: Final = (*MENUS, STEMS, DECK)
"""Every group of actions: the menus, and what only the shortcut sheet shows together."""

Owner = TypeVar("Owner")


def _always(_owner: object) -> bool:
    return True


def _nothing(_owner: object) -> str:
    return ""


@dataclass(frozen=True)
class Action(Generic[Owner]):
    """One thing to do with an Owner. All words are English, as the translations' source.

    name: what settings and code call it. group: one of GROUPS. keys: the default shortcut. run: does it.
    when: whether it can be done now. why_not: what its tooltip adds while it can't, or "". on: whether it is on, if it
    can be. tip: says more than `text`. step: what it would act on. label: stands on its button in place of `text`.
    separated: a line stands above it in the menu.
    """

    name: str
    group: str
    text: str
    keys: str
    run: Callable[[Owner], object]
    when: Callable[[Owner], bool] = _always
    on: Callable[[Owner], bool] | None = None
    tip: str = ""
    why_not: Callable[[Owner], str] = _nothing
    step: Callable[[Owner], str] = _nothing
    label: str = ""
    separated: bool = False


AnyAction = Action[Any]


class ActionName(Marked):
    """An action's words, as the name of a step."""

    context = _CONTEXT


def words(text: str) -> str:
    """Translate the English words of an action, menu or group."""
    return QCoreApplication.translate(_CONTEXT, text)


def shown_keys(action: AnyAction, shortcuts: Mapping[str, str]) -> str:
    """Return an action's shortcut as the user reads it: the default one, or the user's; "" for none."""
    return QKeySequence(shortcuts.get(action.name, action.keys)).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(tip: str, action: AnyAction, shortcuts: Mapping[str, str]) -> str:
    """Return a tooltip followed by the action's shortcut, if it has one."""
    keys = shown_keys(action, shortcuts)
    return f"{tip} ({keys})" if keys else tip


class Actions:
    """A QAction for each action that is added, by name."""

    def __init__(self, parent: QObject, scope: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut) -> None:
        self._parent, self._scope = parent, scope
        self._actions: dict[str, QAction] = {}
        self._added: list[tuple[AnyAction, Any]] = []
        self._tips: dict[str, str] = {}

    def add(self, actions: Iterable[Action[Owner]], owner: Owner) -> None:
        """Add what can be done with `owner`; the last one added has its words and keys once `dress` is called."""
        for action in actions:
            made = QAction(self._parent)
            made.setObjectName(action.name)
            made.setCheckable(action.on is not None)
            made.setShortcutContext(self._scope)
            made.triggered.connect(partial(_run, action, owner))
            self._actions[action.name] = made
            self._added.append((action, owner))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def dress(self, shortcuts: Mapping[str, str]) -> None:
        """Give every action its words in the user's language and its shortcut: the default one, or the user's."""
        for action, _ in self._added:
            made = self._actions[action.name]
            made.setShortcut(QKeySequence(shortcuts.get(action.name, action.keys)))
            made.setStatusTip(words(action.tip) if action.tip else "")
            made.setIconText(words(action.label) if action.label else "")
            self._tips[action.name] = with_keys(words(action.tip or action.text), action, shortcuts)
        self.refresh()

    def refresh(self) -> None:
        """Show which actions can be done now and which are on."""
        for action, owner in self._added:
            made, reason, step = self._actions[action.name], action.why_not(owner), action.step(owner)
            made.setEnabled(not reason and action.when(owner))
            made.setText(f"{words(action.text)}: {step}" if step else words(action.text))
            made.setToolTip("\n".join(filter(None, (self._tips.get(action.name, ""), reason))))
            if action.on is not None:
                made.setChecked(action.on(owner))


def _run(action: Action[Owner], owner: Owner, _checked: bool = False) -> None:
    action.run(owner)
