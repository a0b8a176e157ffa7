"""The keyboard on the screen with its octave and its velocity."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.band.keyboard import Keyboard
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.glyph_button import GlyphButton, earlier, later


class KeyboardBar(Guarded, Translated, QWidget):
    """keys: the keyboard itself. Beside it are buttons for its octave, and what the computer's keys play."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = Keyboard()
        self._down, self._up = GlyphButton(earlier), GlyphButton(later)
        self._range, self._velocity = QLabel(), QLabel()
        self._range.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._velocity.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._velocity.setObjectName("dim")
        for button, octaves in ((self._down, -1), (self._up, 1)):
            # Keys go on to the keyboard.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, octaves=octaves: self.keys.move_octave(octaves))
        buttons = QHBoxLayout()
        buttons.addWidget(self._down)
        buttons.addWidget(self._up)
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addStretch()
        side.addLayout(buttons)
        side.addWidget(self._range)
        side.addWidget(self._velocity)
        side.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(side)
        row.addWidget(self.keys, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.keys.moved.connect(self._show)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self._down.set_words(self.tr("Octave down"), self.tr("Move the keyboard down by an octave (Z)"))
        self._up.set_words(self.tr("Octave up"), self.tr("Move the keyboard up by an octave (X)"))
        self._velocity.setToolTip(self.tr("The velocity of the computer’s keys: C softer, V louder"))
        self._show()

    def _show(self) -> None:
        self._range.setText(self.keys.range_words)
        velocity = self.tr("Velocity {velocity}")
        self._velocity.setText(velocity.format(velocity=self.keys.velocity))
        # Nothing moves when it changes.
        self._velocity.setMinimumWidth(self._velocity.fontMetrics().horizontalAdvance(velocity.format(velocity=127)))
        self._down.setEnabled(self.keys.can_move(-1))
        self._up.setEnabled(self.keys.can_move(1))
