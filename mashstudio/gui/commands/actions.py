"""Everything the user can do by menu, toolbar or key: its name, its words and its shortcut, in one table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Marked

_CONTEXT: Final = "Action"


@dataclass(frozen=True)
class ActionSpec:
    """One thing to do. name: what settings and code call it; menu: where it is found; keys: its usual shortcuts.

    text and tip are English, as the translations' source; a tip says more than the text does, or is empty.
    """

    name: str
    menu: str
    text: str
    keys: str = ""
    tip: str = ""
    checkable: bool = False
    separated: bool = False


MENUS: Final = (
    QT_TRANSLATE_NOOP("Action", "&File"),
    QT_TRANSLATE_NOOP("Action", "&Edit"),
    QT_TRANSLATE_NOOP("Action", "&Cells"),
    QT_TRANSLATE_NOOP("Action", "&Play"),
    QT_TRANSLATE_NOOP("Action", "&View"),
    QT_TRANSLATE_NOOP("Action", "&Help"),
)

ACTIONS: Final = (
    ActionSpec("new", "&File", QT_TRANSLATE_NOOP("Action", "New mashup"), "Ctrl+N"),
    ActionSpec("open", "&File", QT_TRANSLATE_NOOP("Action", "Open songs or a project…"), "Ctrl+O"),
    ActionSpec("open_folder", "&File", QT_TRANSLATE_NOOP("Action", "Open a folder…"), "Ctrl+Shift+O"),
    ActionSpec("demo", "&File", QT_TRANSLATE_NOOP("Action", "Open the demo")),
    ActionSpec("save", "&File", QT_TRANSLATE_NOOP("Action", "Save"), "Ctrl+S", separated=True),
    ActionSpec("save_as", "&File", QT_TRANSLATE_NOOP("Action", "Save as…"), "Ctrl+Shift+S"),
    ActionSpec(
        "collect",
        "&File",
        QT_TRANSLATE_NOOP("Action", "Collect with songs…"),
        tip=QT_TRANSLATE_NOOP("Action", "Write the project and both songs into one zip file"),
    ),
    ActionSpec("export", "&File", QT_TRANSLATE_NOOP("Action", "Export…"), "Ctrl+E", separated=True),
    ActionSpec("preferences", "&File", QT_TRANSLATE_NOOP("Action", "Preferences…"), "Ctrl+,", separated=True),
    ActionSpec("close", "&File", QT_TRANSLATE_NOOP("Action", "Close window"), "Ctrl+W"),
    ActionSpec("quit", "&File", QT_TRANSLATE_NOOP("Action", "Quit"), "Ctrl+Q"),
    ActionSpec("undo", "&Edit", QT_TRANSLATE_NOOP("Action", "Undo"), "Ctrl+Z"),
    ActionSpec("redo", "&Edit", QT_TRANSLATE_NOOP("Action", "Redo"), "Ctrl+Shift+Z"),
    ActionSpec("cut", "&Edit", QT_TRANSLATE_NOOP("Action", "Cut"), "Ctrl+X", separated=True),
    ActionSpec("copy", "&Edit", QT_TRANSLATE_NOOP("Action", "Copy"), "Ctrl+C"),
    ActionSpec("paste", "&Edit", QT_TRANSLATE_NOOP("Action", "Paste"), "Ctrl+V"),
    ActionSpec(
        "duplicate",
        "&Edit",
        QT_TRANSLATE_NOOP("Action", "Duplicate"),
        "Ctrl+D",
        QT_TRANSLATE_NOOP("Action", "Repeat the selection right behind itself"),
    ),
    ActionSpec("select_all", "&Edit", QT_TRANSLATE_NOOP("Action", "Select all"), "Ctrl+A"),
    ActionSpec(
        "suggest",
        "&Cells",
        QT_TRANSLATE_NOOP("Action", "Suggest an arrangement"),
        "Ctrl+G",
        QT_TRANSLATE_NOOP("Action", "Fill the mashup, or the selected beats: vocals of one song over the other's rest"),
    ),
    ActionSpec("switch_on", "&Cells", QT_TRANSLATE_NOOP("Action", "Switch on"), "Return", separated=True),
    ActionSpec("clear", "&Cells", QT_TRANSLATE_NOOP("Action", "Clear"), "Del"),
    ActionSpec(
        "only_vocals",
        "&Cells",
        QT_TRANSLATE_NOOP("Action", "Only vocals"),
        "Shift+V",
        QT_TRANSLATE_NOOP("Action", "On the selected beats, of the selected songs, only the vocals sound"),
    ),
    ActionSpec(
        "all_but_drums",
        "&Cells",
        QT_TRANSLATE_NOOP("Action", "Everything but drums"),
        "Shift+D",
        QT_TRANSLATE_NOOP("Action", "On the selected beats, of the selected songs, everything but the drums sounds"),
    ),
    ActionSpec(
        "fill_to_end",
        "&Cells",
        QT_TRANSLATE_NOOP("Action", "Fill to the end"),
        "Shift+End",
        QT_TRANSLATE_NOOP("Action", "What sounds on the selection's last beat sounds from there to the end"),
    ),
    ActionSpec(
        "earlier_beat", "&Cells", QT_TRANSLATE_NOOP("Action", "Move a beat earlier"), "Alt+Left", separated=True
    ),
    ActionSpec("later_beat", "&Cells", QT_TRANSLATE_NOOP("Action", "Move a beat later"), "Alt+Right"),
    ActionSpec("earlier_bar", "&Cells", QT_TRANSLATE_NOOP("Action", "Move a bar earlier"), "Alt+Shift+Left"),
    ActionSpec("later_bar", "&Cells", QT_TRANSLATE_NOOP("Action", "Move a bar later"), "Alt+Shift+Right"),
    ActionSpec("next_undecided", "&Cells", QT_TRANSLATE_NOOP("Action", "Next undecided beat"), "N", separated=True),
    ActionSpec(
        "step_entry",
        "&Cells",
        QT_TRANSLATE_NOOP("Action", "Step entry"),
        tip=QT_TRANSLATE_NOOP(
            "Action", "Keys 1 to 8 choose stems, beat by beat: once both songs have one, the next is selected"
        ),
        checkable=True,
    ),
    *(
        ActionSpec(f"lane_{lane + 1}", "", text, str(lane + 1))
        for lane, text in enumerate(
            (
                QT_TRANSLATE_NOOP("Action", "First song: vocals on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "First song: drums on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "First song: bass on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "First song: other on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "Second song: vocals on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "Second song: drums on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "Second song: bass on the selected beats"),
                QT_TRANSLATE_NOOP("Action", "Second song: other on the selected beats"),
            )
        )
    ),
    ActionSpec("play", "&Play", QT_TRANSLATE_NOOP("Action", "Play or pause"), "Space"),
    ActionSpec(
        "play_selection",
        "&Play",
        QT_TRANSLATE_NOOP("Action", "Play from the selection"),
        "Shift+Space",
    ),
    ActionSpec("stop", "&Play", QT_TRANSLATE_NOOP("Action", "Stop"), "Esc"),
    ActionSpec("to_start", "&Play", QT_TRANSLATE_NOOP("Action", "Go to the start"), "Home"),
    ActionSpec("to_end", "&Play", QT_TRANSLATE_NOOP("Action", "Go to the end"), "End"),
    ActionSpec(
        "loop",
        "&Play",
        QT_TRANSLATE_NOOP("Action", "Loop the selection"),
        "L",
        QT_TRANSLATE_NOOP("Action", "Repeat the selected beats; again: play on"),
        checkable=True,
        separated=True,
    ),
    ActionSpec("metronome", "&Play", QT_TRANSLATE_NOOP("Action", "Metronome"), "C", checkable=True),
    ActionSpec("mute", "&Play", QT_TRANSLATE_NOOP("Action", "Mute the selected lanes"), "M", separated=True),
    ActionSpec("solo", "&Play", QT_TRANSLATE_NOOP("Action", "Solo the selected lanes"), "S"),
    ActionSpec("zoom_in", "&View", QT_TRANSLATE_NOOP("Action", "Zoom in"), "Ctrl++"),
    ActionSpec("zoom_out", "&View", QT_TRANSLATE_NOOP("Action", "Zoom out"), "Ctrl+-"),
    ActionSpec("zoom_fit", "&View", QT_TRANSLATE_NOOP("Action", "Show everything"), "Ctrl+0"),
    ActionSpec(
        "fold",
        "&View",
        QT_TRANSLATE_NOOP("Action", "Fold or unfold songs"),
        "U",
        QT_TRANSLATE_NOOP("Action", "Show each selected song's lanes as one row; without a selection, all songs'"),
        separated=True,
    ),
    ActionSpec("follow", "&View", QT_TRANSLATE_NOOP("Action", "Follow the playhead"), "F", checkable=True),
    ActionSpec("shortcuts", "&Help", QT_TRANSLATE_NOOP("Action", "Keyboard shortcuts"), "?"),
    ActionSpec("doctor", "&Help", QT_TRANSLATE_NOOP("Action", "What works here")),
    ActionSpec("log", "&Help", QT_TRANSLATE_NOOP("Action", "Show the log file")),
    ActionSpec("about", "&Help", QT_TRANSLATE_NOOP("Action", "About MashStudio")),
)


class ActionName(Marked):
    """An action's words, as the name of a step."""

    context = _CONTEXT


def words(text: str) -> str:
    """An action's or menu's English words in the user's language."""
    return QCoreApplication.translate(_CONTEXT, text)


def shown_keys(name: str, shortcuts: Mapping[str, str]) -> str:
    """An action's shortcut as the user reads it: the usual one, or the user's in `shortcuts`; "" for none."""
    usual = next(spec.keys for spec in ACTIONS if spec.name == name)
    return QKeySequence(shortcuts.get(name, usual)).toString(QKeySequence.SequenceFormat.NativeText)


class Actions:
    """A QAction for every entry of ACTIONS, by name; what each does is its handler, a function without arguments."""

    def __init__(self, parent: QObject, handlers: Mapping[str, Callable[[], object]]) -> None:
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(parent)
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            action.triggered.connect(lambda _checked=False, handler=handlers[spec.name]: handler())
            self._actions[spec.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def dress(self, shortcuts: Mapping[str, str]) -> None:
        """Gives every action its words in the user's language, and its shortcut: the usual one, or the user's."""
        for spec in ACTIONS:
            action = self._actions[spec.name]
            keys = shortcuts.get(spec.name, spec.keys)
            action.setText(words(spec.text))
            action.setShortcut(QKeySequence(keys))
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            tip = words(spec.tip or spec.text)
            action.setToolTip(f"{tip} ({shown})" if shown else tip)
            action.setStatusTip(words(spec.tip) if spec.tip else "")
