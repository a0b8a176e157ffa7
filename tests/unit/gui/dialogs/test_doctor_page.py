"""The check of this computer, in the window."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mashstudio.gui.dialogs.doctor_page import DoctorDialog
from mashstudio.gui.studio import Studio
from mashstudio.session.workers import Urgency


def test_it_looks_in_the_background_and_can_be_copied(qtbot: QtBot, studio: Studio) -> None:
    dialog = DoctorDialog(studio)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._progress.isVisible()
    assert not dialog._copy.isEnabled()
    qtbot.waitUntil(dialog._copy.isEnabled, timeout=240_000)
    assert not dialog._progress.isVisible()
    shown = " ".join(label.text() for label in dialog._area.findChildren(QLabel))
    for finding in dialog._findings:
        assert str(finding.what) in shown
        assert finding.remedy is None or str(finding.remedy) in shown
    dialog._copy.click()
    copied = QApplication.clipboard().text()
    assert "PySide6" in copied
    assert copied.count("✓") + copied.count("✗") == len(dialog._findings)


def test_it_may_close_early(qtbot: QtBot, studio: Studio) -> None:
    dialog = DoctorDialog(studio)
    dialog.show()
    dialog.close()
    after: list[str] = []
    for _ in range(2):
        # These run after the check, on both worker threads.
        studio.workers.start(Urgency.DRAW, lambda _job: "done", done=after.append, failed=lambda _error: None)
    qtbot.waitUntil(lambda: len(after) == 2, timeout=240_000)
