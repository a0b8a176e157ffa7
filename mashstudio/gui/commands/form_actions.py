"""Actions on the mashup's form, all lanes at once."""

from typing import Final

from mashstudio.core.messages import Message
from mashstudio.document import form
from mashstudio.document.edits import Selection
from mashstudio.gui.commands.actions import CELLS, Action
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP


def _repeat(commands: CellCommands) -> None:
    where = commands.studio.selection
    commands.edit(Message("Repeat beats"), form.repeat_beats)
    commands.studio.select(Selection(where.lanes, where.stop, where.stop + where.beats))


def _swap(commands: CellCommands) -> None:
    commands.edit(Message("Swap songs"), lambda mashup, where: form.swap_songs(mashup, commands.beats, where))


FORM_ACTIONS: Final[tuple[Action[CellCommands], ...]] = (
    Action(
        "insert_silence",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Insert silence in all lanes"),
        "Ctrl+I",
        lambda commands: commands.edit(Message("Insert silence"), form.insert_silence),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Push everything from the selection on later by as many beats as are selected"),
        separated=True,
    ),
    Action(
        "delete_beats",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Delete beats in all lanes"),
        "Ctrl+Del",
        lambda commands: commands.edit(Message("Delete beats"), form.delete_beats),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Remove the selected beats in all lanes; what follows moves up"),
    ),
    Action(
        "repeat_beats",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Repeat beats in all lanes"),
        "Ctrl+Shift+D",
        _repeat,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Insert the selected beats of all lanes again after themselves"),
    ),
    Action(
        "swap_songs",
        CELLS,
        QT_TRANSLATE_NOOP("Action", "Swap two songs"),
        "W",
        _swap,
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "On the selected beats, each of two songs plays the parts the other played"),
    ),
)
