"""A check of this computer: what works, and how to fix what doesn't."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.errors import message_of
from mashstudio.core.jobs import run_in_child
from mashstudio.core.messages import Message
from mashstudio.gui.desktop import open_file
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets.dialog import Dialog, wrapped_label
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.gui.widgets.progress_bar import ProgressBar
from mashstudio.pipeline.doctor import Finding, examine
from mashstudio.session.log import log_file
from mashstudio.session.workers import Urgency, Work


class DoctorDialog(Dialog):
    """Checks this computer in the background and shows the results."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()
        self._trouble: Message | None = None
        self._words = wrapped_label()
        self._progress = ProgressBar()
        self._progress.setRange(0, 100)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._copy, self._log, self._close = QPushButton(), QPushButton(), QPushButton()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self._log.clicked.connect(lambda: open_file(log_file()))
        self._close.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        for button in (self._copy, self._log):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._close, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self._words, self._progress, self._area, buttons):
            layout.addWidget(widget, 1 if widget is self._area else 0)
        # Has no effect before the button is in the dialog.
        self._close.setDefault(True)
        self.resize(720, 520)
        work: Work[list[Finding]] = studio.workers.start(
            Urgency.DRAW,
            lambda job: run_in_child(examine, job=job, doing=Message("checking this computer")),
            done=self._found,
            failed=self._failed,
            report=lambda fraction, _doing: self._progress.setValue(round(fraction * 100)),
        )
        self.destroyed.connect(work.cancel)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("System check"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the results as text"))
        self._log.setText(self.tr("Show log file"))
        self._log.setToolTip(plain_tip(str(log_file())))
        self._close.setText(self.tr("Close"))
        self._progress.setAccessibleName(self.tr("Checking this computer"))
        self._show()

    def text(self) -> str:
        """All results as text."""
        lines = []
        for finding in self._findings:
            lines.append(f"{'✓' if finding.works else '✗'} {translate(finding.what)}: {translate(finding.detail)}")
            lines += [f"    {translate(finding.remedy)}"] if finding.remedy else []
        return "\n".join(lines)

    def _found(self, findings: list[Finding]) -> None:
        self._findings = findings
        self._show()

    def _failed(self, error: Exception) -> None:
        self._trouble = message_of(error)
        self._show()

    def _show(self) -> None:
        looking = not self._findings and not self._trouble
        self._progress.setVisible(looking)
        self._copy.setEnabled(bool(self._findings))
        wrong = sum(not finding.works for finding in self._findings)
        if self._trouble:
            self._words.setText(translate(self._trouble))
        elif looking:
            self._words.setText(self.tr("Checking this computer…"))
        elif wrong:
            self._words.setText(self.tr("Some checks failed. See below for what to do."))
        else:
            self._words.setText(self.tr("All checks passed."))
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(12)
        for finding in self._findings:
            layout.addLayout(self._entry(finding))
        layout.addStretch(1)
        self._area.setWidget(page)

    def _entry(self, finding: Finding) -> QGridLayout:
        mark = QLabel("✓" if finding.works else "✗")
        mark.setObjectName("" if finding.works else "warning")
        mark.setAccessibleName(self.tr("Passed") if finding.works else self.tr("Failed"))
        name, detail = (
            QLabel(translate(finding.what), textFormat=Qt.TextFormat.PlainText),
            wrapped_label("dim" if finding.works else "warning"),
        )
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        detail.setText("\n".join([translate(finding.detail), *([translate(finding.remedy)] if finding.remedy else [])]))
        layout = QGridLayout()
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(mark, 0, 0)
        layout.addWidget(name, 0, 1)
        layout.addWidget(detail, 1, 1)
        return layout
