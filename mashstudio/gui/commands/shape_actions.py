"""Actions on the shape of the selected cells: gain, fades and crossfades."""

from collections.abc import Callable
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.document import shapes
from mashstudio.document.edits import Selection
from mashstudio.gui.commands.actions import RUNS, Action
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.mashup import Mashup

_Change = Callable[[Mashup, Selection], Mashup]


def _crossfade(commands: CellCommands) -> None:
    commands.edit(Message("Crossfade"), lambda m, w: shapes.crossfade(m, commands.beats, w))


def _shaping(name: str, text: str, keys: str, step: Message, change: _Change, tip: str = "") -> Action[CellCommands]:
    return Action(name, RUNS, text, keys, lambda c: c.edit(step, change), CellCommands.can_edit, tip=tip)


SHAPE_ACTIONS: Final[tuple[Action[CellCommands], ...]] = (
    Action(
        "cell_gain",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Gain…"),
        "V",
        CellCommands.ask_gain,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Type the gain of the selected cells, in dB"),
    ),
    _shaping(
        "cell_louder",
        QT_TRANSLATE_NOOP("Action", "Louder by 1 dB"),
        "Alt+Up",
        Message("Louder"),
        lambda m, w: shapes.louder(m, w, 1),
    ),
    _shaping(
        "cell_quieter",
        QT_TRANSLATE_NOOP("Action", "Quieter by 1 dB"),
        "Alt+Down",
        Message("Quieter"),
        lambda m, w: shapes.louder(m, w, -1),
    ),
    _shaping(
        "fade_in",
        QT_TRANSLATE_NOOP("Action", "Fade in over the selection"),
        "I",
        Message("Fade in"),
        shapes.fade_in_over,
        QT_TRANSLATE_NOOP("Action", "Fade in the selected lanes over the selected beats"),
    ),
    _shaping(
        "fade_out",
        QT_TRANSLATE_NOOP("Action", "Fade out over the selection"),
        "O",
        Message("Fade out"),
        shapes.fade_out_over,
        QT_TRANSLATE_NOOP("Action", "Fade out the selected lanes over the selected beats"),
    ),
    Action(
        "crossfade",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Crossfade selection"),
        "X",
        _crossfade,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP(
            "Action",
            "Over the selected beats, 1 to 16, fade out what ends there and fade in what begins there, in one lane or "
            "several",
        ),
    ),
    _shaping(
        "linear_fades",
        QT_TRANSLATE_NOOP("Action", "Linear or curved fades"),
        "Shift+X",
        Message("Fade curve"),
        shapes.with_curves_switched,
        QT_TRANSLATE_NOOP("Action", "Switch the selected cells' fades between linear and equal power"),
    ),
    _shaping(
        "plain_cells",
        QT_TRANSLATE_NOOP("Action", "Remove gain and fades"),
        "Shift+Del",
        Message("Remove gain and fades"),
        shapes.without_shape,
    ),
)
