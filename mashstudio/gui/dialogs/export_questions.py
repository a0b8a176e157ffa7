"""Questions before an export: which lanes to include if some are soloed or muted."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mashstudio.gui.text.stem_words import lane_words
from mashstudio.gui.widgets.dialog import ask_which
from mashstudio.model.mashup import Lane
from mashstudio.pipeline.exporting import ExportOptions, muted_lanes, soloed_lanes
from mashstudio.pipeline.mashing import Snapshot

translate = QCoreApplication.translate


def ask_for_lanes(parent: QWidget, now: Snapshot, options: ExportOptions) -> ExportOptions | None:
    """Return `options` with the lanes that the user wants; None to cancel."""
    lanes, soloed = now.mashup.lanes, soloed_lanes(now, options)
    if soloed:
        question = (
            translate("ExportQuestions", "Only {lanes} is soloed. Export only that or everything?")
            if len(soloed) == 1
            else translate("ExportQuestions", "Only {lanes} are soloed. Export only these or everything?")
        )
        first, second = translate("ExportQuestions", "Soloed only"), translate("ExportQuestions", "Everything")
        answer = _ask(parent, question, [lanes[row] for row in soloed], first, second)
        if answer is None:
            return None
        options = replace(options, soloed=answer == 0)
    muted = muted_lanes(now, options) if options.stems and not options.soloed else ()
    if muted:
        question = (
            translate("ExportQuestions", "{lanes} is muted. Leave it out of the stems or include it?")
            if len(muted) == 1
            else translate("ExportQuestions", "{lanes} are muted. Leave them out of the stems or include them?")
        )
        first, second = translate("ExportQuestions", "Leave out"), translate("ExportQuestions", "Include")
        answer = _ask(parent, question, [lanes[row] for row in muted], first, second)
        if answer is None:
            return None
        options = replace(options, muted_stems=answer == 1)
    return options


def _ask(parent: QWidget, question: str, lanes: Sequence[Lane], *answers: str) -> int | None:
    """Ask about lanes; return the index of the chosen answer, None to cancel."""
    title = translate("ExportQuestions", "Export")
    return ask_which(parent, title, question.format(lanes=", ".join(map(lane_words, lanes))), answers)
