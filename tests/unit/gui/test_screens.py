"""Everything fits every screen and is legible: measured at each size, in both languages and themes."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bands import few_notes
from layout_faults import faults
from library_songs import fill
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QSplitter, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from themes import apply_theme
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.band import with_band
from mashstudio.gui.dialogs.about import AboutDialog
from mashstudio.gui.dialogs.doctor_page import DoctorDialog
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.dialogs.recovery import RecoveryDialog
from mashstudio.gui.dialogs.shortcut_sheet import ShortcutSheet
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.widgets import dialog as dialog_module
from mashstudio.gui.window import EVERY_ACTION, StudioWindow
from mashstudio.library.shelf import RankedBy
from mashstudio.model.notes import BandPart
from mashstudio.pipeline.doctor import Finding
from mashstudio.pipeline.scanning import user_library
from mashstudio.separation.models import ModelInfo
from mashstudio.session.autosave import Recovery
from mashstudio.session.deck import Stage, StageProgress, State

SMALL = QSize(1280, 640)
"""1280 × 720 less a title bar and a taskbar of 40 each, the same as 1920 × 1080 at 150 %."""

SIZES = (SMALL, QSize(1366, 688), QSize(1600, 920))
LOOKS = [("en", "dark"), ("ko", "light")]
OTHER_LOOKS = [("en", "light"), ("ko", "dark")]


@pytest.fixture(params=LOOKS, ids="-".join)
def looks(request: pytest.FixtureRequest, dressable: QApplication) -> Iterator[tuple[str, str]]:
    """Set a language and a theme."""
    language, theme = request.param
    apply_language(dressable, language)
    apply_theme(dressable, theme)
    yield language, theme
    apply_language(dressable, "en")


def settle(window: QWidget) -> None:
    """Finish all pending layout."""
    for _ in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert window.isVisible()


def check(window: QWidget, sizes: tuple[QSize, ...] = SIZES) -> None:
    """Check that nothing in the window is wrong at any of `sizes`."""
    found = []
    for size in sizes:
        window.resize(size)
        settle(window)
        found += [f"{fault} at {size.toTuple()}" for fault in faults(window, size)]
    assert found == []


def open_window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    """Return a window that closes without a question."""
    window = StudioWindow(studio)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window, before_close_func=lambda _window: studio.session.mark_saved())
    window.show()
    return window


def show_progress(window: StudioWindow, **steps: StageProgress) -> None:
    """Show the decks with these stages at such progress; all others are done."""
    for deck, held in zip(window.decks, window.studio.session.decks.values(), strict=True):
        assert held is not None
        for stage in Stage:
            held.progress[stage] = steps.get(stage.name, StageProgress(State.DONE, 1.0, None))
        deck.refresh()


def mend(window: StudioWindow) -> None:
    """Show or hide the tools that edit the grids."""
    for deck in window.decks:
        deck.repairs.actions_by_name["mend_grid"].trigger()


def test_the_window_fits_in_every_state(qtbot: QtBot, looks: tuple[str, str], loaded: Studio) -> None:
    for side in (0, 1):
        # Nothing may change by itself while it is measured.
        loaded.session.cancel(side)
    qtbot.waitUntil(lambda: not any(deck.busy for deck in loaded.session.decks.values() if deck), timeout=60_000)
    loaded.session.rename(0, "A title that is longer than any deck is wide, and goes on after that, too")
    loaded.session.rename(1, "밤편지를 쓰는 아주 긴 제목의 노래, 덱보다 긴 제목이라서 다 보이지 않는 노래")
    window = open_window(qtbot, loaded)
    show_progress(window)
    check(window)
    window.resize(SMALL)
    settle(window)
    least = window.minimumSizeHint()
    assert least.width() <= 1180
    # A task's line needs room, too.
    assert least.height() <= SMALL.height() - 44
    loaded.change_settings(separator="auto")
    window.offer._found(ModelInfo("htdemucs", 84_000_000, False, "MIT", ""))
    assert window.offer.isVisible()
    check(window)
    mend(window)
    assert not window.offer.isVisible()
    check(window)
    window.grid.show_strip()
    check(window, SIZES[2:])
    window.grid.show_strip()
    waiting = StageProgress(State.WORKING, 0.4, Message("Waiting for another MashStudio that is separating the stems"))
    show_progress(window, SEPARATING=waiting, FITTING=StageProgress(State.WAITING, 0.0, None))
    check(window)
    mend(window)
    assert window.offer.isVisible()
    check(window)
    mend(window)
    window.actions_by_name["accompaniment"].trigger()
    check(window)
    window.resize(SMALL)
    window.below.band.keys.fold.click()
    assert window.below.band.keys.bar.isVisible()
    check(window)
    window.actions_by_name["accompaniment"].trigger()
    mend(window)
    loaded.tasks.start(TaskKind.EXPORT, "night-letter.wav", lambda job: time.sleep(0.01))
    assert not window.offer.isVisible()
    settle(window)
    check(window, (SMALL,))
    qtbot.waitUntil(lambda: not loaded.tasks.running)


class CutButtons(QObject):
    """Every paint of the tools that edit beats at which a button was cut off."""

    def __init__(self, window: StudioWindow) -> None:
        super().__init__()
        self._buttons = {deck.repairs: deck.repairs.findChildren(QToolButton) for deck in window.decks}
        self.paints = 0
        self.found: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the buttons as they are about to be painted."""
        if event.type() == QEvent.Type.Paint and watched in self._buttons:
            self.paints += 1
            for button in self._buttons[watched]:
                if button.visibleRegion().boundingRect() != button.rect():
                    self.found.append(f"{button.text()} at {button.window().width()}")
        return False


def test_no_button_is_cut_while_the_window_or_a_deck_is_resized(
    qtbot: QtBot, dressable: QApplication, loaded: Studio
) -> None:
    apply_theme(dressable, "dark")
    window = open_window(qtbot, loaded)
    mend(window)
    window.resize(1366, 640)
    settle(window)
    cut = CutButtons(window)
    dressable.installEventFilter(cut)
    for width in (1180, 1366, 1180):
        window.resize(width, 640)
        QApplication.processEvents()
    (between,) = window.deck_row.findChildren(QSplitter)
    for place in (500, 440, 380, 560):
        between.moveSplitter(place, 1)
        QApplication.processEvents()
    dressable.removeEventFilter(cut)
    assert cut.paints > 7
    assert cut.found == []


@pytest.mark.parametrize("looks", OTHER_LOOKS, ids="-".join, indirect=True)
def test_an_empty_window_fits_with_recent_projects_and_without(
    qtbot: QtBot, looks: tuple[str, str], studio: Studio, tmp_path: Path
) -> None:
    window = open_window(qtbot, studio)
    assert window.first_steps.isVisible()
    check(window)
    names = [f"An evening that goes on for so long that its name is cut {number}.mash" for number in range(8)]
    studio.change_settings(recent=tuple(str(tmp_path / name) for name in names))
    window.start.show()
    qtbot.waitUntil(lambda: all(project.error is not None for project in window.recent.all), timeout=60_000)
    assert window.start.isVisible()
    check(window)


def dialogs(studio: Studio, window: QWidget, folder: Path) -> Iterator[QDialog]:
    yield ExportDialog(studio, window)
    yield PreferencesDialog(studio, EVERY_ACTION, window)
    yield ShortcutSheet(studio, EVERY_ACTION, window)
    yield AboutDialog(window)
    copy = folder / "copy.mash"
    yield RecoveryDialog([Recovery(copy, copy, "A long title × another long title", 1.8e9)], window)
    doctor = DoctorDialog(studio, window)
    doctor._found(
        [
            Finding(
                Message("Spleeter (built-in separator)"),
                False,
                f"{folder} can't be found" * 2,
                Message("Install it anew."),
            )
        ]
        * 12
    )
    yield doctor


@pytest.mark.parametrize("looks", OTHER_LOOKS, ids="-".join, indirect=True)
def test_the_library_fits_empty_filled_and_ranked(
    qtbot: QtBot, looks: tuple[str, str], studio: Studio, tmp_path: Path
) -> None:
    window = open_window(qtbot, studio)
    window.actions_by_name["library"].trigger()
    panel = window.below.library
    qtbot.waitUntil(lambda: panel.shelf.is_loaded, timeout=60_000)
    check(window)
    fill(user_library(), 9)
    panel.shelf.load()
    qtbot.waitUntil(lambda: len(panel.rows.songs) == 9, timeout=60_000)
    check(window)
    panel.shelf.rank(RankedBy.LIKENESS, [panel.rows.songs[0].song])
    qtbot.waitUntil(lambda: panel.rows.ranking is not None, timeout=60_000)
    check(window)


@pytest.mark.parametrize("looks", OTHER_LOOKS, ids="-".join, indirect=True)
def test_the_accompaniment_fits_without_a_band_and_with_one(
    qtbot: QtBot, looks: tuple[str, str], loaded: Studio
) -> None:
    for side in (0, 1):
        # Nothing may change by itself while it is measured.
        loaded.session.cancel(side)
    qtbot.waitUntil(lambda: not any(deck.busy for deck in loaded.session.decks.values() if deck), timeout=60_000)
    window = open_window(qtbot, loaded)
    show_progress(window)
    window.actions_by_name["accompaniment"].trigger()
    panel = window.below.band
    assert panel.notes.currentWidget() is panel.nothing
    check(window)
    band = few_notes(64)
    loaded.edit_with(Message("Band"), lambda mashup: with_band(mashup, band, range(8), tuple(BandPart)))
    for part, shown in ((BandPart.DRUMS, panel.steps), (BandPart.BASS, panel.roll)):
        panel.lanes.buttons[part].click()
        assert panel.notes.currentWidget() is shown
        check(window)
    loaded.accompanying.progress = StageProgress(State.WORKING, 0.4, Message("listening to the song"))
    loaded.band_changed.emit()
    assert panel.bar.isVisible()
    check(window)
    failure = Message("Only the band plays. Untick the lane that the others are to go by.")
    loaded.accompanying.progress = StageProgress(State.FAILED, error=failure)
    loaded.band_changed.emit()
    check(window)
    # A task's line needs room, too.
    assert window.minimumSizeHint().height() <= SMALL.height() - 44


def test_dialogs_fit_the_smallest_screen(
    qtbot: QtBot, looks: tuple[str, str], loaded: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog_module, "room_for", lambda _window: SMALL)
    window = QWidget()
    qtbot.addWidget(window)
    for shown in dialogs(loaded, window, tmp_path):
        shown.show()
        tabs = shown.findChild(QTabWidget)
        for page in range(1 if tabs is None else tabs.count()):
            if tabs is not None:
                tabs.setCurrentIndex(page)
            settle(shown)
            assert faults(shown, SMALL) == [], f"page {page}"
        shown.close()


def test_a_warning_is_shown_whole(
    qtbot: QtBot, loaded: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog_module, "room_for", lambda _window: SMALL)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExportDialog(loaded, window)
    dialog.show()
    settle(dialog)
    dialog._name.setText(str(tmp_path / "no folder" / "mix.wav"))
    dialog.accept()
    settle(dialog)
    assert dialog._trouble.isVisible()
    assert faults(dialog, SMALL) == []
    assert all(box.height() >= box.sizeHint().height() for box in (dialog._stems, dialog._tempo_map))
    dialog.close()


def test_a_dialog_that_is_larger_than_the_screen_scrolls_above_its_buttons(
    qtbot: QtBot, loaded: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = QSize(500, 300)
    monkeypatch.setattr(dialog_module, "room_for", lambda _window: room)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExportDialog(loaded, window)
    dialog.show()
    settle(dialog)
    assert dialog.size() == dialog.size().boundedTo(room)
    export = dialog._export
    bottom = export.mapTo(dialog, export.rect().bottomRight())
    assert dialog.rect().contains(bottom)
    dialog.close()
