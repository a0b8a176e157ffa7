"""Actions of menus, buttons and keys: each is declared once, and everything that shows it is derived from that."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Marked

_CONTEXT: Final = "Action"

FILE: Final = QT_TRANSLATE_NOOP("Action", "&File")
EDIT: Final = QT_TRANSLATE_NOOP("Action", "&Edit")
CELLS: Final = QT_TRANSLATE_NOOP("Action", "&Cells")
RUNS: Final = QT_TRANSLATE_NOOP("Action", "&Runs")
VERSIONS: Final = QT_TRANSLATE_NOOP("Action", "Ver&sions")
PLAY: Final = QT_TRANSLATE_NOOP("Action", "&Play")
VIEW: Final = QT_TRANSLATE_NOOP("Action", "&View")
HELP: Final = QT_TRANSLATE_NOOP("Action", "&Help")
MENUS: Final = (FILE, EDIT, CELLS, RUNS, VERSIONS, PLAY, VIEW, HELP)
"""The window's menus."""

STEMS: Final = QT_TRANSLATE_NOOP("Action", "Stems")
DECK: Final = QT_TRANSLATE_NOOP("Action", "On the last-used deck")
GROUPS: Final = (*MENUS, STEMS, DECK)
"""All groups of actions: the menus, and groups that only the shortcut sheet shows."""

Owner = TypeVar("Owner")


def _always(_owner: object) -> bool:
    return True


def _nothing(_owner: object) -> str:
    return ""


@dataclass(frozen=True)
class Action(Generic[Owner]):
    """An action on an Owner. All text is English, as the source of translations.

    name: its key in settings and code. group: one of GROUPS. keys: the default shortcut. run: carries it out.
    when: whether it is available. why_not: added to its tooltip while it isn't, or "". on: whether it is checked, if it
    is checkable. one_of: the exclusive choice that it belongs to, if any. tip: a longer text than `text`. step: the
    object it would act on. label: replaces `text` on its button. separated: preceded by a separator in the menu.
    """

    name: str
    group: str
    text: str
    keys: str
    run: Callable[[Owner], object]
    when: Callable[[Owner], bool] = _always
    on: Callable[[Owner], bool] | None = None
    one_of: str = ""
    tip: str = ""
    why_not: Callable[[Owner], str] = _nothing
    step: Callable[[Owner], str] = _nothing
    label: str = ""
    separated: bool = False


AnyAction = Action[Any]


class ActionName(Marked):
    """An action's text as the name of an undo step."""

    context = _CONTEXT


def words(text: str) -> str:
    """Translate the English text of an action, menu or group."""
    return QCoreApplication.translate(_CONTEXT, text)


def shown_keys(action: AnyAction, shortcuts: Mapping[str, str]) -> str:
    """Return an action's shortcut as shown to the user: the default one, or the user's; "" for none."""
    return QKeySequence(shortcuts.get(action.name, action.keys)).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(tip: str, action: AnyAction, shortcuts: Mapping[str, str]) -> str:
    """Return a tooltip followed by the action's shortcut, if it has one."""
    keys = shown_keys(action, shortcuts)
    return f"{tip} ({keys})" if keys else tip


class Actions:
    """The QActions of added actions, by name."""

    def __init__(self, parent: QObject, scope: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut) -> None:
        self._parent, self._scope = parent, scope
        self._actions: dict[str, QAction] = {}
        self._choices = defaultdict[str, QActionGroup](partial(QActionGroup, parent))
        self._added: list[tuple[AnyAction, Any]] = []
        self._words: dict[str, tuple[str, str]] = {}
        self._questions: dict[tuple[Callable[[Any], Any], int], Any] = {}
        self._shown: dict[str, tuple[bool, str, str]] = {}

    def add(self, actions: Iterable[Action[Owner]], owner: Owner) -> None:
        """Add actions on `owner`; call `dress` after the last one to set texts and shortcuts."""
        for action in actions:
            made = QAction(self._parent)
            made.setObjectName(action.name)
            made.setCheckable(action.on is not None)
            made.setShortcutContext(self._scope)
            if action.one_of:
                self._choices[action.one_of].addAction(made)
            made.triggered.connect(partial(_run, action, owner))
            self._actions[action.name] = made
            self._added.append((action, owner))
            for question in (action.when, action.why_not, action.step):
                self._questions[question, id(owner)] = owner

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def set_scope(self, scope: Qt.ShortcutContext) -> None:
        """Choose where the shortcuts work."""
        for made in self:
            made.setShortcutContext(scope)

    def dress(self, shortcuts: Mapping[str, str]) -> None:
        """Set every action's text in the user's language and its shortcut: the default one, or the user's."""
        self._shown.clear()
        for action, _ in self._added:
            made = self._actions[action.name]
            made.setShortcut(QKeySequence(shortcuts.get(action.name, action.keys)))
            made.setStatusTip(words(action.tip) if action.tip else "")
            made.setIconText(words(action.label) if action.label else "")
            self._words[action.name] = (
                words(action.text),
                with_keys(words(action.tip or action.text), action, shortcuts),
            )
        self.refresh()

    def refresh(self) -> None:
        """Update which actions are enabled and checked."""
        # Many depend on the same, and decks change often.
        answers = {question: question[0](owner) for question, owner in self._questions.items()}
        for action, owner in self._added:
            which = id(owner)
            shown = answers[action.when, which], answers[action.why_not, which], answers[action.step, which]
            if shown != self._shown.get(action.name):
                self._shown[action.name] = shown
                self._show(action.name, *shown)
            if action.on is not None:
                # A click has toggled it.
                self._actions[action.name].setChecked(action.on(owner))

    def _show(self, name: str, available: bool, reason: str, step: str) -> None:
        made, (text, tip) = self._actions[name], self._words.get(name, ("", ""))
        made.setEnabled(available and not reason)
        made.setText(f"{text}: {step}" if step else text)
        made.setToolTip(f"{tip}\n{reason}" if reason else tip)


def _run(action: Action[Owner], owner: Owner, _checked: bool = False) -> None:
    action.run(owner)
