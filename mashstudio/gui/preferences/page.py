"""What the pages of the preferences have in common."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget
from typing_extensions import override

from mashstudio.core.jobs import Job
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.session.workers import Urgency

R = TypeVar("R")


class PreferencesPage(Guarded, Translated, QWidget):
    """A page: shows the settings as they are, in the user's language, and changes them.

    Subclasses build their widgets, then call `retranslate`, which ends with `follow`.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        studio.settings_changed.connect(self.follow)

    def title(self) -> str:
        """What the page is called."""
        raise NotImplementedError

    @override
    def retranslate(self) -> None:
        """Shows its words in the user's language."""
        raise NotImplementedError

    def follow(self) -> None:
        """Shows the settings as they are now."""
        raise NotImplementedError

    def background(
        self, task: Callable[[Job], R], done: Callable[[R], None], failed: Callable[[Exception], None]
    ) -> None:
        """Does `task` off this thread; nothing of it is told once the page is gone."""
        work = self.studio.workers.start(Urgency.DRAW, task, done=done, failed=failed)
        self.destroyed.connect(work.cancel)


def form() -> QFormLayout:
    """A form as all pages have it."""
    layout = QFormLayout()
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return layout


def offer(box: QComboBox, choices: Sequence[tuple[object, str]]) -> None:
    """Fills `box` with `choices`, values and words, without telling anybody."""
    box.blockSignals(True)
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.blockSignals(False)


def show_choice(box: QComboBox, value: object) -> None:
    """Has `box` show `value`, one of its choices, without telling anybody."""
    box.blockSignals(True)
    box.setCurrentIndex(next((index for index in range(box.count()) if box.itemData(index) == value), -1))
    box.blockSignals(False)


def name(widget: QWidget, label: QLabel, words: str, tip: str = "") -> None:
    """Says what `widget` is, on its label, to screen readers and when it is pointed at."""
    label.setText(words)
    widget.setAccessibleName(words)
    widget.setToolTip(tip)
