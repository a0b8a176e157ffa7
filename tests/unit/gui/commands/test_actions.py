"""Every action: declared once, with text and keys, and working whenever it is enabled."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog
from windows import Answers, change

from mashstudio.document.edits import Selection
from mashstudio.gui import window as studio_window
from mashstudio.gui.commands.actions import GROUPS, words
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.window import EVERY_ACTION, StudioWindow

HANGUL = re.compile("[가-힣]")
ASK_FOR_FILES = (
    "open",
    "open_folder",
    "save",
    "save_as",
    "collect",
    "replace",
    "import_midi",
    "export_midi",
    "export_midi_lane",
)


def made(window: StudioWindow) -> dict[str, QAction]:
    """Return the actions of a window and its first deck, by name."""
    return {action.objectName(): action for action in (*window.actions(), *window.decks[0].actions())}


def test_names_and_keys_are_unique() -> None:
    names = [action.name for action in EVERY_ACTION]
    assert len(set(names)) == len(names)
    # A deck's keys work at the same time as the window's.
    keys = [QKeySequence(action.keys).toString() for action in EVERY_ACTION if action.keys]
    assert len(set(keys)) == len(keys)
    assert {action.group for action in EVERY_ACTION} == set(GROUPS)


def test_all_have_text_tips_and_keys(window: StudioWindow) -> None:
    found = made(window)
    assert set(found) == {action.name for action in EVERY_ACTION}
    for action in EVERY_ACTION:
        shown = found[action.name]
        assert shown.text() == action.text
        assert shown.toolTip().startswith(action.tip or action.text)
        assert shown.shortcut() == QKeySequence(action.keys)
        assert shown.isCheckable() == (action.on is not None)


def test_all_are_translated(dressable: QApplication) -> None:
    apply_language(dressable, "ko")
    texts = [text for action in EVERY_ACTION for text in (action.text, action.tip) if text]
    english = [text for text in (*texts, *GROUPS) if not HANGUL.search(words(text))]
    apply_language(dressable, "en")
    assert not english


def test_the_deck_s_menu_follows_the_user_s_shortcuts(window: StudioWindow) -> None:
    window.studio.change_settings(shortcuts={"fold_deck": "F6", "mend_grid": "F7", "zoom_in": ""})
    found = made(window)
    assert [found[name].shortcut().toString() for name in ("fold_deck", "mend_grid", "zoom_in")] == ["F6", "F7", ""]
    assert found["mend_grid"].toolTip().splitlines()[0].endswith("(F7)")


SECTIONS = {"split_section_here", "open_border", "join_section", "border_earlier", "border_later", "reset_sections"}
"""Songs as short as the test's have one section, and no mouse is over it."""

CUES = {f"cue_{number}" for number in range(2, 9)}
"""None but the first is set."""


def test_each_works_when_enabled(filled: StudioWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(studio_window, "open_file", opened.append)
    change(filled)
    change(filled, 124.0)
    filled.studio.session.undo()
    filled.studio.select(Selection((0,), 2, 4))
    for slot in range(4):
        filled.versions.keep(slot)
    found, idle = made(filled), []
    for name in names_but_the_last(filled):
        if not found[name].isEnabled():
            idle.append(name)
            continue
        if name in ASK_FOR_FILES:
            answers.choose()
        found[name].trigger()
        for dialog in filled.findChildren(QDialog):
            dialog.close()
        filled.decks[0].fold(False)
    # Tags, what fits, and the beat of live sound are found after everything else, and sound is there in a while.
    late = {"show_tags", "mend_click", "preview_place", "place_suggestion", "heard_tempo", "heard_downbeat", "record"}
    assert set(idle) <= {
        "redo",
        "listen",
        "move_left",
        "remove",
        "remove_accompaniment",
        "export_midi",
        "export_midi_lane",
        "loop_section",
        *late,
        *SECTIONS,
        *CUES,
    }
    assert len(opened) == 1
    filled.studio.session.mark_saved()
    found["quit"].trigger()
    assert not filled.isVisible()


def names_but_the_last(window: StudioWindow) -> Iterator[str]:
    """Yield all names but those of actions that close the window."""
    for action in EVERY_ACTION:
        if action.name not in {"close", "quit"}:
            yield action.name
            if popup := QApplication.activePopupWidget():
                popup.close()
