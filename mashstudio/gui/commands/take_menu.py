"""Take an instrument out of a stem, or put it back: entries of the menus of a song and of its lanes."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QWidget, QWidgetAction

from mashstudio.core.messages import Message
from mashstudio.document.takes import put_back, with_balance, with_take
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import percent
from mashstudio.gui.text.stem_words import instrument_name, part_word
from mashstudio.model.stems import StemName, Taken
from mashstudio.separation.steering.instruments import INSTRUMENTS
from mashstudio.separation.tag_steered import heard_with

_STEPS: Final = 10


class TakeMenu(Guarded, QMenu):
    """The instruments, those that are taken out checked, those of the stem, and that the song is tagged with, first."""

    def __init__(self, studio: Studio, source: int, stem: StemName, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._source, self._stem = studio, source, stem
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)
        self.refresh()

    def refresh(self) -> None:
        """Show whether anything can be taken out, in the user's language."""
        mashup = self._studio.mashup
        entry = self.menuAction()
        entry.setText(self.tr("Take out of “{stem}”").format(stem=part_word(self._stem)))
        entry.setEnabled(mashup is not None and self._source in mashup.ids)
        entry.setToolTip(self.tr("Take an instrument out into a lane of its own; the rest stays"))

    def _fill(self) -> None:
        self.clear()
        studio, source = self._studio, self._source
        deck, mashup = studio.session.decks.get(source), studio.mashup
        if mashup is None or source not in mashup.ids:
            return
        tags = {} if deck is None or deck.character is None else deck.character.tags
        taken = {take.part for take in mashup.source(source).takes}
        here = sorted(INSTRUMENTS, key=lambda each: (each.stem is not self._stem, -tags.get(each.name, 0.0)))
        for name in (each.name for each in here):
            part = Taken(f"{self._stem}.{name}")
            strength = f" ({percent(tags[name])})" if name in tags else ""
            action = self.addAction(f"{part_word(part)}{strength}")
            action.setCheckable(True)
            action.setChecked(part in taken)
            action.triggered.connect(lambda on, part=part: (_take if on else _put_back)(studio, source, part))


def add_taken(menu: QMenu, studio: Studio, source: int, part: Taken) -> None:
    """Add to a menu what can be done with an instrument that was taken out."""
    translate = QCoreApplication.translate
    if why := _why(studio, source, part):
        menu.addAction(why).setEnabled(False)
    back = menu.addAction(translate("TakeMenu", "Put back into “{stem}”").format(stem=part_word(part.stem)))
    back.triggered.connect(lambda: _put_back(studio, source, part))
    menu.addAction(_balance(menu, studio, source, part))


def _why(studio: Studio, source: int, part: Taken) -> str:
    """Return how surely it is heard, and how much of it before and after it was taken out; "" if that isn't known."""
    deck = studio.session.decks.get(source)
    path = None if deck is None or deck.stems is None else deck.stems.get(part)
    heard = None if path is None else heard_with(path)
    if heard is None:
        return ""
    words = QCoreApplication.translate(
        "TakeMenu", "{instrument}, {sure} sure: {before} of “{stem}” before; now {taken} here, {rest} there"
    )
    sure = percent(heard.surely.get(part.tag, 0.0))
    before, taken, rest = map(percent, (heard.before, heard.taken, heard.rest))
    shares = {"before": before, "taken": taken, "rest": rest}
    return words.format(instrument=part_word(part), sure=sure, stem=part_word(part.stem), **shares)


def _balance(menu: QMenu, studio: Studio, source: int, part: Taken) -> QWidgetAction:
    """Return a menu entry with a slider: less of the other instruments, or more of this one."""
    translate = QCoreApplication.translate
    field, slider = QWidget(menu), QSlider(Qt.Orientation.Horizontal)
    slider.setRange(-_STEPS, _STEPS)
    slider.setPageStep(_STEPS // 2)
    # Each value is computed: not while it is dragged.
    slider.setTracking(False)
    slider.setAccessibleName(translate("TakeMenu", "Less bleed or less loss"))
    slider.setToolTip(translate("TakeMenu", "Left: less of the other instruments. Right: more of this one"))
    if (mashup := studio.mashup) is not None:
        takes = mashup.source(source).takes
        slider.setValue(round(_STEPS * next((take.balance for take in takes if take.part == part), 0.0)))
    name, merge = Message("Less bleed or less loss"), studio.session.history.new_merge()
    slider.valueChanged.connect(
        lambda value: studio.edit_with(name, lambda m: with_balance(m, source, part, value / _STEPS), merge)
    )
    row = QHBoxLayout(field)
    for widget in (
        QLabel(translate("TakeMenu", "Less bleed")), slider, QLabel(translate("TakeMenu", "Less loss")),
    ):  # fmt: skip
        row.addWidget(widget)
    entry = QWidgetAction(menu)
    entry.setObjectName("balance")
    entry.setDefaultWidget(field)
    return entry


def _take(studio: Studio, source: int, part: Taken) -> None:
    name = Message("Take out {instrument}", instrument=instrument_name(part.tag))
    studio.edit_with(name, lambda mashup: with_take(mashup, source, part))


def _put_back(studio: Studio, source: int, part: Taken) -> None:
    name = Message("Put back {instrument}", instrument=instrument_name(part.tag))
    studio.edit_with(name, lambda mashup: put_back(mashup, source, part))
