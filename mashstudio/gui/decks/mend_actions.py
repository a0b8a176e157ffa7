"""Actions that edit a song's beat grid, each with a key; MendBar carries them out."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from mashstudio.core.units import Seconds
from mashstudio.document import mend as grid_repair
from mashstudio.gui.commands.actions import DECK, Action
from mashstudio.gui.decks.mend_bar import MendBar, Repair
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP

NUDGE: Final[Seconds] = 0.01


def _repairing(name: str, text: str, keys: str, label: str, repair: Repair, tip: str = "") -> Action[MendBar]:
    run, why_not = lambda bar: bar.repair(name, repair), MendBar.unready
    return Action(name, DECK, text, keys, run, _mending, tip=tip, why_not=why_not, label=label)


def _at_ratio(name: str, text: str, keys: str, label: str, ratio: Fraction) -> Action[MendBar]:
    """Declare an action that multiplies the number of beats by `ratio`."""
    action = _repairing(
        name, text, keys, label, lambda grid, duration, _beat: grid_repair.at_ratio(grid, ratio, duration)
    )
    return replace(action, why_not=lambda bar: bar.why_not_at(ratio))


def _mending(bar: MendBar) -> bool:
    return bar.mending


_TAP: Final = Action(
    "mend_tap",
    DECK,
    QT_TRANSLATE_NOOP("Action", "Tap beats"),
    "T",
    MendBar.tap,
    _mending,
    why_not=MendBar.unready,
    label=QT_TRANSLATE_NOOP("Action", "Tap"),
    tip=QT_TRANSLATE_NOOP(
        "Action",
        "Tap at least four beats, starting on a downbeat; while stopped, only the tempo is set",
    ),
)

REPAIR_ACTIONS: Final[tuple[Action[MendBar], ...]] = (
    Action(
        "mend_grid",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Edit beats"),
        "G",
        lambda bar: bar.set_mending(not bar.mending),
        on=_mending,
        why_not=MendBar.unready,
        tip=QT_TRANSLATE_NOOP("Action", "Show tools for correcting beats; you can also drag beats"),
    ),
    _at_ratio("mend_double", QT_TRANSLATE_NOOP("Action", "Double the beats"), "]", "×2", Fraction(2, 1)),
    _at_ratio("mend_halve", QT_TRANSLATE_NOOP("Action", "Halve the beats"), "[", "÷2", Fraction(1, 2)),
    _at_ratio("mend_two_thirds", QT_TRANSLATE_NOOP("Action", "Two beats for every three"), "{", "×2/3", Fraction(2, 3)),
    _at_ratio(
        "mend_three_halves", QT_TRANSLATE_NOOP("Action", "Three beats for every two"), "}", "×3/2", Fraction(3, 2)
    ),
    _repairing(
        "mend_beat_earlier",
        QT_TRANSLATE_NOOP("Action", "Move bars a beat earlier"),
        "<",
        QT_TRANSLATE_NOOP("Action", "−1 beat"),
        lambda grid, _duration, _beat: grid_repair.with_downbeats_moved(grid, -1),
    ),
    _repairing(
        "mend_beat_later",
        QT_TRANSLATE_NOOP("Action", "Move bars a beat later"),
        ">",
        QT_TRANSLATE_NOOP("Action", "+1 beat"),
        lambda grid, _duration, _beat: grid_repair.with_downbeats_moved(grid, 1),
    ),
    _repairing(
        "mend_half_beat",
        QT_TRANSLATE_NOOP("Action", "All beats half a beat later"),
        "H",
        "+½",
        lambda grid, duration, _beat: grid_repair.shifted_by_half(grid, duration),
    ),
    _repairing(
        "mend_earlier",
        QT_TRANSLATE_NOOP("Action", "All beats 10 ms earlier"),
        ",",
        "−10 ms",
        lambda grid, duration, _beat: grid_repair.shifted(grid, -NUDGE, duration),
    ),
    _repairing(
        "mend_later",
        QT_TRANSLATE_NOOP("Action", "All beats 10 ms later"),
        ".",
        "+10 ms",
        lambda grid, duration, _beat: grid_repair.shifted(grid, NUDGE, duration),
    ),
    _repairing(
        "mend_downbeat",
        QT_TRANSLATE_NOOP("Action", "Set downbeat"),
        "D",
        QT_TRANSLATE_NOOP("Action", "Set downbeat"),
        lambda grid, _duration, beat: grid_repair.with_downbeat(grid, beat),
        QT_TRANSLATE_NOOP("Action", "Make the selected beat, or the one at the playhead, a downbeat"),
    ),
    Action(
        "mend_bar",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Beats per bar"),
        "B",
        lambda bar: bar.open_menu(bar.bars),
        _mending,
        why_not=MendBar.unready,
    ),
    Action(
        "mend_bar_here",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Beats per bar from here on"),
        "Shift+B",
        lambda bar: bar.open_menu(bar.bars_here),
        _mending,
        why_not=MendBar.unready,
        tip=QT_TRANSLATE_NOOP(
            "Action",
            "Beats per bar from the selected beat, or the playhead, to the next change",
        ),
    ),
    _TAP,
    Action(
        "mend_tempo",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Enter tempo"),
        "Shift+T",
        MendBar.type_tempo,
        _mending,
        why_not=MendBar.unready,
    ),
    Action(
        "mend_click",
        DECK,
        QT_TRANSLATE_NOOP("Action", "Click track"),
        "K",
        MendBar.click,
        _mending,
        label=QT_TRANSLATE_NOOP("Action", "Click"),
        why_not=MendBar.why_no_click,
        on=lambda bar: bar.clicking,
        tip=QT_TRANSLATE_NOOP("Action", "Hear this song alone with a click on every beat"),
    ),
    replace(
        _repairing(
            "mend_reset",
            QT_TRANSLATE_NOOP("Action", "Reset beats to analysis"),
            "Shift+R",
            QT_TRANSLATE_NOOP("Action", "Reset"),
            lambda _grid, _duration, _beat: None,
            QT_TRANSLATE_NOOP("Action", "Discard all edits and restore the analysed beats"),
        ),
        why_not=MendBar.why_not_reset,
    ),
)
"""The actions that edit a grid; their keys work on the deck used last."""
