"""A dialog that asks which part of a song each file holds, where names don't say."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.audio.stem_sets import StemGuess
from mashstudio.core.text.lines import shown
from mashstudio.gui.text.stem_words import part_word
from mashstudio.gui.widgets.dialog import Dialog, wrapped_label
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.gui.widgets.readout import ElidedLabel, dress
from mashstudio.model.song import StemSet
from mashstudio.model.stems import StemName

_PARTS: Final = (*StemName, None)
"""The choices for each file; None: leave it out."""


class StemChoice(Dialog):
    """The files of `guess`, from the folder or files `name`, each with its part.

    chosen: emitted with the StemSet. apart: emitted if each file is a song of its own.
    """

    chosen = Signal(object)
    apart = Signal()

    def __init__(self, guess: StemGuess, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._guess, self._name = guess, name
        self.words, self.unclear = wrapped_label(), wrapped_label("dim")
        self.files = [ElidedLabel() for _ in guess.files]
        self.parts = [combo_box() for _ in guess.files]
        self.one_button, self.apart_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self._build()
        self.retranslate()
        first = next((box for box, each in zip(self.parts, guess.files, strict=True) if not each.clear), self.parts[0])
        first.setFocus()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for row, (label, box, each) in enumerate(zip(self.files, self.parts, self._guess.files, strict=True)):
            box.addItems([""] * len(_PARTS))
            box.setCurrentIndex(_PARTS.index(each.part))
            box.currentIndexChanged.connect(self._show_ready)
            label.show_text(shown(each.path.name), shown(each.path))
            dress(label, "" if each.clear else "warning")
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        self.one_button.setObjectName("primary")
        self.one_button.clicked.connect(self._load_as_one)
        self.apart_button.clicked.connect(self._load_apart)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.apart_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.one_button, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addLayout(grid)
        layout.addWidget(self.unclear)
        layout.addStretch()
        layout.addWidget(buttons)
        # Has no effect before the button is in the dialog.
        self.one_button.setDefault(True)
        self.setMinimumWidth(480)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Stems of one song?"))
        text = self.tr("The files in {name} look like the stems of one song. Set what each of them holds.")
        self.words.setText(text.format(name=self._name))
        unclear = [shown(each.path.name) for each in self._guess.files if not each.clear]
        self.unclear.setText(self.tr("Not clear by name: {files}").format(files=", ".join(unclear)))
        self.unclear.setVisible(bool(unclear))
        words = [*map(part_word, StemName), self.tr("Leave out")]
        for box, each in zip(self.parts, self._guess.files, strict=True):
            for index, word in enumerate(words):
                box.setItemText(index, word)
            box.setAccessibleName(self.tr("Part in {file}").format(file=shown(each.path.name)))
            box.setToolTip(self.tr("Which part of the song this file holds; files of one part are added up"))
        self.one_button.setText(self.tr("Load as one song"))
        self.one_button.setToolTip(self.tr("Load these stems as one song, which needs no separation"))
        self.apart_button.setText(self.tr("Load as separate songs"))
        self.apart_button.setToolTip(self.tr("Each file is a song of its own"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave the decks unchanged"))
        self._show_ready()

    def _stems(self) -> StemSet:
        parts = [_PARTS[box.currentIndex()] for box in self.parts]
        chosen = zip(parts, self._guess.files, strict=True)
        files = tuple((part, each.path) for part, each in chosen if part is not None)
        return StemSet(self._guess.stems.folder, files)

    def _show_ready(self) -> None:
        self.one_button.setEnabled(bool(self._stems().files))

    def _load_as_one(self) -> None:
        self.accept()
        self.chosen.emit(self._stems())

    def _load_apart(self) -> None:
        self.accept()
        self.apart.emit()
