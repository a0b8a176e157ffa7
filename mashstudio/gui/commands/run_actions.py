"""Actions on the selected runs: longer, shorter, into another song, reversed, slower, stuttered; nudges; the snap."""

from functools import partial
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.document import edits, runs, shapes
from mashstudio.document.edits import Selection
from mashstudio.gui.commands.actions import EDIT, RUNS, Action
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.mashup import DOUBLE_SPEED, HALF_SPEED, Mashup

_NUDGE: Final = 5.0
"""Milliseconds."""


def _resize(by_start: int, by_stop: int, commands: CellCommands) -> None:
    """Move the start and the end of the runs at the selection's last beat."""

    def change(mashup: Mashup, where: Selection) -> Mashup:
        for lane in where.lanes:
            run = shapes.run_at(mashup, lane, where.stop - 1)
            if run is not None:
                mashup = runs.resized(mashup, commands.beats, lane, run, run[0] + by_start, run[1] + by_stop)
        return mashup

    before, where = commands.studio.mashup, commands.studio.selection
    commands.edit(Message("Lengthen") if by_stop > by_start else Message("Shorten"), change)
    if commands.studio.mashup is not before:
        start, stop = max(where.start + by_start, 0), max(where.stop + by_stop, 1)
        # The selection stays on the run's last beat, so that the command can be repeated.
        commands.studio.select(Selection(where.lanes, min(start, stop - 1), stop))


def _to_song(by: int, commands: CellCommands) -> None:
    """Move the selected cells into the lanes of the song `by` places below."""
    mashup, where = commands.studio.mashup, commands.studio.selection
    lanes = None if mashup is None else runs.in_source(mashup, where.lanes, by)
    if lanes is not None:
        commands.edit(Message("Move to another song"), lambda m, w: runs.moved(m, commands.beats, w, 0, lanes))
        commands.studio.select(Selection(lanes, where.start, where.stop))


def _at_speed(name: Message, speed: int, commands: CellCommands) -> None:
    commands.edit(name, lambda m, w: runs.at_speed(m, commands.beats, w, speed))


def _stutter(pieces: int, commands: CellCommands) -> None:
    commands.edit(Message("Stutter"), lambda m, w: runs.stuttered(m, w, pieces))


def _nudge(by: float, commands: CellCommands) -> None:
    def change(mashup: Mashup, where: Selection) -> Mashup:
        for lane in where.lanes:
            mashup = edits.with_lane(mashup, lane, nudge_ms=mashup.lanes[lane].nudge_ms + by)
        return mashup

    commands.edit(Message("Nudge"), change)


def _snapping(snap: str, text: str, *, separated: bool = False, tip: str = "") -> Action[CellCommands]:
    return Action(
        f"snap_{snap}",
        EDIT,
        text,
        "",
        lambda c: c.studio.change_settings(snap=snap),
        on=lambda c: c.studio.settings.snap == snap,
        one_of="snap",
        separated=separated,
        tip=tip,
    )


SNAP_ACTIONS: Final[tuple[Action[CellCommands], ...]] = (
    _snapping(
        "beat",
        QT_TRANSLATE_NOOP("Action", "Snap to beats"),
        separated=True,
        tip=QT_TRANSLATE_NOOP("Action", "Drag runs by beats, fades by quarters of a beat"),
    ),
    _snapping(
        "bar",
        QT_TRANSLATE_NOOP("Action", "Snap to bars"),
        tip=QT_TRANSLATE_NOOP("Action", "Drag runs by bars, fades by beats"),
    ),
    _snapping(
        "off",
        QT_TRANSLATE_NOOP("Action", "Don't snap"),
        tip=QT_TRANSLATE_NOOP("Action", "Drag runs by beats, fades freely"),
    ),
)

RUN_ACTIONS: Final[tuple[Action[CellCommands], ...]] = (
    Action(
        "run_longer",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Lengthen by a beat"),
        "Ctrl+]",
        partial(_resize, 0, 1),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Let the selected runs play a beat more of their song"),
        separated=True,
    ),
    Action(
        "run_shorter",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Shorten by a beat"),
        "Ctrl+[",
        partial(_resize, 0, -1),
        CellCommands.can_edit,
    ),
    Action(
        "run_starts_earlier",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Start a beat earlier"),
        "",
        partial(_resize, -1, 0),
        CellCommands.can_edit,
    ),
    Action(
        "run_starts_later",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Start a beat later"),
        "",
        partial(_resize, 1, 0),
        CellCommands.can_edit,
    ),
    Action(
        "to_song_above",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Move to the song above"),
        "Alt+Shift+Up",
        partial(_to_song, -1),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Move the selected cells to the same stems of the song above"),
    ),
    Action(
        "to_song_below",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Move to the song below"),
        "Alt+Shift+Down",
        partial(_to_song, 1),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Move the selected cells to the same stems of the song below"),
    ),
    Action(
        "reverse",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Reverse"),
        "R",
        lambda c: c.edit(Message("Reverse"), runs.turned),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play the selected cells backwards"),
        separated=True,
    ),
    Action(
        "half_speed",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Half speed"),
        "Shift+S",
        partial(_at_speed, Message("Half speed"), HALF_SPEED),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play the selected cells at half speed in the same key; again: as before"),
    ),
    Action(
        "double_speed",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Double speed"),
        "Shift+F",
        partial(_at_speed, Message("Double speed"), DOUBLE_SPEED),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play the selected cells at double speed in the same key; again: as before"),
    ),
    Action(
        "stutter_half",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Stutter half beats"),
        "Q",
        partial(_stutter, 2),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Fill the selection with the first half of its first beat"),
    ),
    Action(
        "stutter_quarter",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Stutter quarter beats"),
        "Shift+Q",
        partial(_stutter, 4),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Fill the selection with the first quarter of its first beat"),
    ),
    Action(
        "nudge_earlier",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Nudge lanes 5 ms earlier"),
        "(",
        partial(_nudge, -_NUDGE),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play the selected lanes earlier against the beat, by up to 200 ms"),
        separated=True,
    ),
    Action(
        "nudge_later",
        RUNS,
        QT_TRANSLATE_NOOP("Action", "Nudge lanes 5 ms later"),
        ")",
        partial(_nudge, _NUDGE),
        CellCommands.can_edit,
        tip=QT_TRANSLATE_NOOP("Action", "Play the selected lanes later against the beat, by up to 200 ms"),
    ),
)
