"""What a deck's song sounds like: a station's sentence, and the list of all tags with their strengths."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import percent
from mashstudio.gui.text.tag_words import sentence_words, tag_word
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.dialog import Dialog, table
from mashstudio.gui.widgets.facts_line import Fact, FactsLine
from mashstudio.model.character import Character, Role, sentence
from mashstudio.model.choices import LETTERS

_FIRST_DROPPED = (Role.SECOND_GENRE, Role.MOOD, Role.ENERGY, Role.VOICE, Role.GENRE)
_BAR = 4


class StationLine(FactsLine):
    """As many words of a station's sentence as the room allows that others leave; a click asks for all tags."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, between=", ")
        self.setObjectName("dim")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_character(self, character: Character | None) -> None:
        """Show what a song sounds like; nothing as long as that isn't known."""
        words = () if character is None else sentence(character.tags)
        facts = [Fact(tag_word(word), 1 + _FIRST_DROPPED.index(role)) for role, word in words]
        self.show_facts(facts, self.tr("Click for all tags") if facts else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if facts else Qt.CursorShape.ArrowCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for all tags."""
        if event.button() == Qt.MouseButton.LeftButton and self.text():
            self.clicked.emit()
        else:
            super().mousePressEvent(event)


class TagsDialog(Dialog):
    """All tags of the song of `source`, strongest first, with bars."""

    def __init__(self, source: int, title: str, character: Character, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._title, self._character = source, title, character
        self.sentence, self.tags = QLabel(textFormat=Qt.TextFormat.PlainText), table(2)
        self.tags.setItemDelegateForColumn(1, _Bars(self.tags))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self.sentence, self.tags, buttons):
            layout.addWidget(widget, 1 if widget is self.tags else 0)
        self.resize(400, 480)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Tags of song {letter}").format(letter=LETTERS[self._source]))
        words = sentence_words(word for _role, word in sentence(self._character.tags))
        self.sentence.setText(f"{self._title}: {words}")
        self.sentence.setWordWrap(True)
        self.tags.setHeaderLabels([self.tr("Tag"), self.tr("Strength")])
        self.tags.setAccessibleName(self.windowTitle())
        self.tags.clear()
        for name, strength in self._character.tags.items():
            item = QTreeWidgetItem(self.tags, [tag_word(name), percent(strength)])
            item.setData(1, Qt.ItemDataRole.UserRole, strength)
        first = self.tags.topLevelItem(0)
        if first is not None:
            self.tags.setCurrentItem(first)


class _Bars(Guarded, QStyledItemDelegate):
    """Paints a strength as a bar under its figure."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the figure and the bar."""
        super().paint(painter, option, index)
        room = QRectF(option.rect).adjusted(44, 0, -8, 0)
        bar = QRectF(room.left(), room.center().y() - _BAR / 2, room.width(), _BAR)
        painter.fillRect(bar, theme().line)
        bar.setWidth(bar.width() * float(index.data(Qt.ItemDataRole.UserRole)))
        painter.fillRect(bar, theme().accent)
