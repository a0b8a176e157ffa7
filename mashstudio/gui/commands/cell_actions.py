"""Actions on the selected cells and lanes; CellCommands carries them out."""

from typing import Final

from mashstudio.gui.commands.actions import CELLS, EDIT, PLAY, Action
from mashstudio.gui.commands.cell_commands import STEM_ACTIONS, SUGGEST, SWITCH_ON, CellCommands
from mashstudio.gui.commands.form_actions import FORM_ACTIONS
from mashstudio.gui.commands.run_actions import RUN_ACTIONS, SNAP_ACTIONS
from mashstudio.gui.commands.shape_actions import SHAPE_ACTIONS
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, translate

UNDO: Final[Action[CellCommands]] = Action(
    "undo",
    EDIT,
    QT_TRANSLATE_NOOP("Action", "Undo"),
    "Ctrl+Z",
    lambda c: c.studio.session.undo(),
    lambda c: c.studio.session.history.undo_name is not None,
    step=lambda c: translate(c.studio.session.history.undo_name),
)
REDO: Final[Action[CellCommands]] = Action(
    "redo",
    EDIT,
    QT_TRANSLATE_NOOP("Action", "Redo"),
    "Ctrl+Shift+Z",
    lambda c: c.studio.session.redo(),
    lambda c: c.studio.session.history.redo_name is not None,
    step=lambda c: translate(c.studio.session.history.redo_name),
)
NEXT_UNDECIDED: Final = Action(
    "next_undecided",
    CELLS,
    QT_TRANSLATE_NOOP("Action", "Next empty beat"),
    "N",
    CellCommands.next_undecided,
    CellCommands.has_mashup,
    separated=True,
)
MUTE: Final = Action(
    "mute", PLAY, QT_TRANSLATE_NOOP("Action", "Mute the selected lanes"), "M", CellCommands.mute, separated=True
)
SOLO: Final = Action("solo", PLAY, QT_TRANSLATE_NOOP("Action", "Solo the selected lanes"), "S", CellCommands.solo)

CELL_ACTIONS: Final[tuple[Action[CellCommands], ...]] = (
    UNDO,
    REDO,
    Action(
        "cut",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Cut"),
        "Ctrl+X",
        CellCommands.cut,
        CellCommands.can_edit,
        separated=True,
    ),
    Action("copy", EDIT, QT_TRANSLATE_NOOP("Action", "Copy"), "Ctrl+C", CellCommands.copy, CellCommands.can_edit),
    Action("paste", EDIT, QT_TRANSLATE_NOOP("Action", "Paste"), "Ctrl+V", CellCommands.paste, CellCommands.can_edit),
    Action(
        "duplicate",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Duplicate"),
        "Ctrl+D",
        CellCommands.duplicate,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Repeat the selection right after itself"),
    ),
    SUGGEST,
    SWITCH_ON,
    Action("clear", CELLS, QT_TRANSLATE_NOOP("Action", "Clear"), "Del", CellCommands.clear, CellCommands.can_edit),
    Action(
        "only_vocals",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Vocals only"),
        "Shift+V",
        CellCommands.only_vocals,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play only the vocals of the selected songs on the selected beats"),
    ),
    Action(
        "all_but_drums",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Everything but drums"),
        "Shift+D",
        CellCommands.all_but_drums,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play everything but the drums of the selected songs on the selected beats"),
    ),
    Action(
        "fill_to_end",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Fill to the end"),
        "Shift+End",
        CellCommands.fill_to_end,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Continue the stems of the last selected beat to the end"),
    ),
    Action(
        "earlier_beat",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Move a beat earlier"),
        "Alt+Left",
        CellCommands.earlier_beat,
        CellCommands.can_edit,
        separated=True,
    ),
    Action(
        "later_beat",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Move a beat later"),
        "Alt+Right",
        CellCommands.later_beat,
        CellCommands.can_edit,
    ),
    Action(
        "earlier_bar",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Move a bar earlier"),
        "Alt+Shift+Left",
        CellCommands.earlier_bar,
        CellCommands.can_edit,
    ),
    Action(
        "later_bar",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Move a bar later"),
        "Alt+Shift+Right",
        CellCommands.later_bar,
        CellCommands.can_edit,
    ),
    NEXT_UNDECIDED,
    Action(
        "step_entry",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Step entry"),
        "",
        CellCommands.step_entry,
        on=lambda c: c.stepping,
        tip=QT_TRANSLATE_NOOP(
            "Action", "Choose stems beat by beat with keys 1 to 8; once every song has one, the next beat is selected"
        ),
    ),
    *SNAP_ACTIONS,
    *FORM_ACTIONS,
    *SHAPE_ACTIONS,
    *RUN_ACTIONS,
    MUTE,
    SOLO,
    *STEM_ACTIONS,
)
