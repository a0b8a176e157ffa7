"""What a deck does when it has the focus, and what mends its song's grid: words, keys and signs, in one place."""

from fractions import Fraction
from typing import Final

from mashstudio.gui.commands.actions import ActionSpec
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP

LISTEN: Final = ActionSpec(
    "listen",
    "",
    QT_TRANSLATE_NOOP("Action", "Listen to this song alone"),
    "P",
    QT_TRANSLATE_NOOP("Action", "Listen to this song alone, as it lies on the grid; again: to the mashup"),
    checkable=True,
)
RENAME: Final = ActionSpec(
    "rename",
    "",
    QT_TRANSLATE_NOOP("Action", "Rename the song"),
    "F2",
    QT_TRANSLATE_NOOP("Action", "Double click: type another title; Enter keeps it, Esc doesn't"),
)
DECK_ACTIONS: Final = (LISTEN, RENAME)
"""What a deck does besides mending."""

REPAIR_ACTIONS: Final = (
    ActionSpec(
        "mend_grid",
        "",
        QT_TRANSLATE_NOOP("Action", "Mend grid"),
        "G",
        QT_TRANSLATE_NOOP("Action", "Show what puts wrong beats right; beats can be dragged, too"),
        checkable=True,
    ),
    ActionSpec("mend_double", "", QT_TRANSLATE_NOOP("Action", "Twice as many beats"), "]"),
    ActionSpec("mend_halve", "", QT_TRANSLATE_NOOP("Action", "Half as many beats"), "["),
    ActionSpec("mend_two_thirds", "", QT_TRANSLATE_NOOP("Action", "Two beats in place of three"), "{"),
    ActionSpec("mend_three_halves", "", QT_TRANSLATE_NOOP("Action", "Three beats in place of two"), "}"),
    ActionSpec("mend_beat_earlier", "", QT_TRANSLATE_NOOP("Action", "Bars a beat earlier"), "<"),
    ActionSpec("mend_beat_later", "", QT_TRANSLATE_NOOP("Action", "Bars a beat later"), ">"),
    ActionSpec("mend_half_beat", "", QT_TRANSLATE_NOOP("Action", "All beats half a beat later"), "H"),
    ActionSpec("mend_earlier", "", QT_TRANSLATE_NOOP("Action", "All beats 10 ms earlier"), ","),
    ActionSpec("mend_later", "", QT_TRANSLATE_NOOP("Action", "All beats 10 ms later"), "."),
    ActionSpec(
        "mend_downbeat",
        "",
        QT_TRANSLATE_NOOP("Action", "The bar begins here"),
        "D",
        QT_TRANSLATE_NOOP("Action", "The chosen beat, or the one under the playhead, is the first of a bar"),
    ),
    ActionSpec("mend_bar", "", QT_TRANSLATE_NOOP("Action", "Beats a bar"), "B"),
    ActionSpec(
        "mend_bar_here",
        "",
        QT_TRANSLATE_NOOP("Action", "Beats a bar, from here on"),
        "Shift+B",
        QT_TRANSLATE_NOOP(
            "Action",
            "Beats a bar from the chosen beat on, or from the one under the playhead, as far as the next change",
        ),
    ),
    ActionSpec(
        "mend_tap",
        "",
        QT_TRANSLATE_NOOP("Action", "Tap the beats"),
        "T",
        QT_TRANSLATE_NOOP(
            "Action",
            "Tap along, four beats at least, the first of a bar first; while nothing plays, only the tempo is taken",
        ),
    ),
    ActionSpec("mend_tempo", "", QT_TRANSLATE_NOOP("Action", "Type a tempo"), "Shift+T"),
    ActionSpec(
        "mend_click",
        "",
        QT_TRANSLATE_NOOP("Action", "Click over the song"),
        "K",
        QT_TRANSLATE_NOOP("Action", "Hear this song alone with a click on its beats"),
        checkable=True,
    ),
    ActionSpec(
        "mend_reset",
        "",
        QT_TRANSLATE_NOOP("Action", "Beats as analysed"),
        "Shift+R",
        QT_TRANSLATE_NOOP("Action", "Forget what was mended, and take the beats as the analysis hears them"),
    ),
)
"""Everything that mends a grid; its keys work in the deck that has the focus."""

SIGNS: Final = {
    "mend_double": "×2",
    "mend_halve": "÷2",
    "mend_two_thirds": "×2/3",
    "mend_three_halves": "×3/2",
    "mend_beat_earlier": QT_TRANSLATE_NOOP("Action", "−1 beat"),
    "mend_beat_later": QT_TRANSLATE_NOOP("Action", "+1 beat"),
    "mend_half_beat": "+½",
    "mend_earlier": "−10 ms",
    "mend_later": "+10 ms",
    "mend_downbeat": QT_TRANSLATE_NOOP("Action", "Begin here"),
    "mend_click": QT_TRANSLATE_NOOP("Action", "Click"),
    "mend_reset": QT_TRANSLATE_NOOP("Action", "As analysed"),
}
"""What buttons show in place of their words."""

GROUPS: Final = (
    (
        QT_TRANSLATE_NOOP("Action", "Tempo"),
        ("mend_double", "mend_halve", "mend_two_thirds", "mend_three_halves", "mend_tempo", "mend_tap"),
    ),
    (QT_TRANSLATE_NOOP("Action", "Beats"), ("mend_half_beat", "mend_earlier", "mend_later")),
    (
        QT_TRANSLATE_NOOP("Action", "Bars"),
        ("mend_beat_earlier", "mend_beat_later", "mend_downbeat", "mend_bar", "mend_bar_here"),
    ),
    ("", ("mend_click", "mend_reset")),
)
"""What the buttons that stand together change, and which they are."""

RATIOS: Final = {
    "mend_double": Fraction(2),
    "mend_halve": Fraction(1, 2),
    "mend_two_thirds": Fraction(2, 3),
    "mend_three_halves": Fraction(3, 2),
}
"""How many times as many beats there are afterwards."""

SIGNATURES: Final = {
    2: "2/4",
    3: "3/4",
    4: "4/4",
    5: "5/4",
    6: "6/8, 6/4",
    7: "7/8, 7/4",
    8: "8/8",
    9: "9/8",
    10: "10/8",
    11: "11/8",
    12: "12/8",
}
"""How musicians write bars of so many beats."""
