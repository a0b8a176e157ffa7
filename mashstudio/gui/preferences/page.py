"""The common base of the preferences pages."""

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
    """A page that shows and changes settings, in the user's language.

    Subclasses build their widgets, then call `retranslate`, which ends with `follow`.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        studio.settings_changed.connect(self.follow)

    def title(self) -> str:
        """Return the page's title."""
        raise NotImplementedError

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        raise NotImplementedError

    def follow(self) -> None:
        """Show the current settings."""
        raise NotImplementedError

    def background(
        self, task: Callable[[Job], R], done: Callable[[R], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run `task` off the interface thread; drop its result once the page is gone."""
        work = self.studio.workers.start(Urgency.DRAW, task, done=done, failed=failed)
        self.destroyed.connect(work.cancel)


def form() -> QFormLayout:
    """Return a form laid out like those of all pages."""
    layout = QFormLayout()
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return layout


def offer(box: QComboBox, choices: Sequence[tuple[object, str]]) -> None:
    """Fill `box` with `choices`, pairs of value and text, without emitting signals."""
    box.blockSignals(True)
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.blockSignals(False)


def show_choice(box: QComboBox, value: object) -> None:
    """Make `box` show `value`, one of its choices, without emitting signals."""
    box.blockSignals(True)
    box.setCurrentIndex(next((index for index in range(box.count()) if box.itemData(index) == value), -1))
    box.blockSignals(False)


def name(widget: QWidget, label: QLabel, words: str, tip: str = "") -> None:
    """Set the label, accessible name and tooltip of `widget`."""
    label.setText(words)
    widget.setAccessibleName(words)
    widget.setToolTip(tip)
