"""A piano's keys on the screen: played by the mouse and by the computer's keys, lit whoever plays them."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.gui.band.inks import colour_of
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.note_words import pitch_name
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import ON_COLOURS, mixed, theme
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.notes import BandPart

KEYS: Final = 32
OCTAVE: Final = 12
HIGHEST: Final = 127

BLACK: Final = frozenset({1, 3, 6, 8, 10})
"""Pitch classes of the black keys."""
_USUAL_LOWEST: Final = 48
_SOFTEST, _LOUDEST = 30, 127
_USUAL_VELOCITY, _VELOCITY_STEP = 96, 16

_ROW: Final = "AWSEDFTGYHUJKOLP;'"
"""The computer's keys from the second C on, a semitone each, as in Ableton Live."""
_OCTAVE_DOWN, _OCTAVE_UP, _SOFTER, _LOUDER = "ZXCV"
_HANGUL: Final = dict(zip("ㅁㅈㄴㄷㅇㄹㅅㅎㅛㅗㅕㅓㅏㅐㅣㅔㅋㅌㅊㅍ", "AWSEDFTGYHUJKOLPZXCV", strict=True))
"""What these keys type while the system's input is Hangul."""

IVORY: Final = QColor("#E8EAED")
_BLACK_LENGTH, _BLACK_WIDTH = 0.62, 0.6
_FRAME: Final = 3
"""Pixels around the keys, for the focus."""
_LEAST_ROOM: Final = 15
"""Pixels of a white key that has room for letters."""


class Keyboard(Guarded, Translated, QWidget):
    """KEYS keys from a C on.

    pressed: a key was pressed here: its pitch, and its velocity (1–127): by the mouse, the lower the louder. released:
    it was let go. moved: the keys, or the velocity of the computer's keys, have changed.
    """

    pressed = Signal(int, int)
    released = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lowest = _USUAL_LOWEST
        self.velocity = _USUAL_VELOCITY
        self._colour = colour_of(BandPart.LEAD)
        # What sounds by the mouse, by keys of the computer, and by others.
        self._by_mouse: int | None = None
        self._by_keys: dict[str, int] = {}
        self._by_others = frozenset[int]()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Keyboard"))
        words = self.tr(
            "Play with the mouse: the lower on a key, the louder. Or with the computer’s keys from A on while it "
            "has the focus: Z and X move it by an octave, C and V make it softer and louder."
        )
        self.setToolTip(wrapped_tip(words))
        self._tell_range()

    # What others want of it

    def show_held(self, pitches: frozenset[int]) -> None:
        """Light the keys that are held elsewhere, on a MIDI keyboard."""
        if pitches != self._by_others:
            self._by_others = pitches
            self.update()

    def show_part(self, part: BandPart) -> None:
        """Light keys in the colour of the lane they play."""
        self._colour = colour_of(part)
        self.update()

    def move_octave(self, octaves: int) -> None:
        """Move the keys up by octaves, as far as there are pitches."""
        if self.can_move(octaves):
            self.lowest = _within(self.lowest + OCTAVE * octaves)
            self._let_mouse_go()
            self._tell_range()
            self.moved.emit()
            self.update()

    def can_move(self, octaves: int) -> bool:
        """Return True if there are pitches to move to."""
        return _within(self.lowest + OCTAVE * octaves) != self.lowest

    def change_velocity(self, steps: int) -> None:
        """Make the computer's keys louder by steps."""
        velocity = min(max(self.velocity + _VELOCITY_STEP * steps, _SOFTEST), _LOUDEST)
        if velocity != self.velocity:
            self.velocity = velocity
            self._tell_range()
            self.moved.emit()

    def release_all(self) -> None:
        """Let every key go that is pressed here."""
        self._let_mouse_go()
        for letter in list(self._by_keys):
            self._let_letter_go(letter)

    @property
    def lit(self) -> frozenset[int]:
        """The pitches whose keys are lit."""
        mouse = frozenset() if self._by_mouse is None else frozenset({self._by_mouse})
        return self._by_others | mouse | frozenset(self._by_keys.values())

    @property
    def range_words(self) -> str:
        """The names of the first and the last key."""
        return f"{pitch_name(self.lowest)}–{pitch_name(self.lowest + KEYS - 1)}"

    def _tell_range(self) -> None:
        words = self.tr("{range}, velocity {velocity}").format(range=self.range_words, velocity=self.velocity)
        self.setAccessibleDescription(words)

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the key under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press_at(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Glide from key to key."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._by_mouse is not None:
            if (there := self.key_at(event.position())) is None:
                self._let_mouse_go()
            elif there != self._by_mouse:
                self._press_at(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the key go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_mouse_go()

    def _press_at(self, place: QPointF) -> None:
        self._let_mouse_go()
        if (pitch := self.key_at(place)) is not None:
            self._by_mouse = pitch
            rect = self.rect_of(pitch)
            share = min(max((place.y() - rect.top()) / rect.height(), 0.0), 1.0)
            self.pressed.emit(pitch, round(_SOFTEST + share * (_LOUDEST - _SOFTEST)))
            self.update()

    def _let_mouse_go(self) -> None:
        pitch, self._by_mouse = self._by_mouse, None
        if pitch is not None:
            self._let_go(pitch)

    # The computer's keys

    @override
    def event(self, event: QEvent) -> bool:
        """Claim the letters before a shortcut takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _letter(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play."""
        letter = _letter(event)
        if not letter:
            event.ignore()
        elif letter in (_OCTAVE_DOWN, _OCTAVE_UP):
            self.move_octave(1 if letter == _OCTAVE_UP else -1)
        elif letter in (_SOFTER, _LOUDER):
            self.change_velocity(1 if letter == _LOUDER else -1)
        elif not event.isAutoRepeat() and letter not in self._by_keys:
            pitch = self.lowest + OCTAVE + _ROW.index(letter)
            if pitch <= HIGHEST:
                self._by_keys[letter] = pitch
                self.pressed.emit(pitch, self.velocity)
                self.update()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let a key go."""
        letter = _letter(event, whatever_else=True)
        if letter and not event.isAutoRepeat():
            self._let_letter_go(letter)
        else:
            event.ignore()

    def _let_letter_go(self, letter: str) -> None:
        pitch = self._by_keys.pop(letter, None)
        if pitch is not None:
            self._let_go(pitch)

    def _let_go(self, pitch: int) -> None:
        if pitch != self._by_mouse and pitch not in self._by_keys.values():
            self.released.emit(pitch)
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let every key go: their releases would go elsewhere."""
        super().focusOutEvent(event)
        self.release_all()
        self.update()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let every key go."""
        super().hideEvent(event)
        self.release_all()

    # Display

    @override
    def sizeHint(self) -> QSize:
        """Return room for keys with letters."""
        return QSize(26 * self._whites() + 2 * _FRAME, 96)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for keys that the mouse can hit."""
        return QSize(12 * self._whites() + 2 * _FRAME, 64)

    def rect_of(self, pitch: int) -> QRectF:
        """Return where a key is."""
        width, height = (self.width() - 2 * _FRAME) / self._whites(), float(self.height() - 2 * _FRAME)
        before = sum(each % OCTAVE not in BLACK for each in range(self.lowest, pitch))
        if pitch % OCTAVE not in BLACK:
            return QRectF(_FRAME + before * width, _FRAME, width, height)
        left = _FRAME + (before - _BLACK_WIDTH / 2) * width
        return QRectF(left, _FRAME, _BLACK_WIDTH * width, _BLACK_LENGTH * height)

    def key_at(self, place: QPointF) -> int | None:
        """Return the pitch of the key at a place; None: there is none."""
        keys = sorted(range(self.lowest, self.lowest + KEYS), key=lambda pitch: pitch % OCTAVE not in BLACK)
        return next((pitch for pitch in keys if self.rect_of(pitch).contains(place)), None)

    @staticmethod
    def _whites() -> int:
        return sum(pitch % OCTAVE not in BLACK for pitch in range(KEYS))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the white keys, then the black ones over them."""
        painter, now, lit = QPainter(self), theme(), self.lit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME))
        ivory = IVORY if now.dark else now.panel
        keys = sorted(range(self.lowest, self.lowest + KEYS), key=lambda pitch: pitch % OCTAVE in BLACK)
        for pitch in keys:
            black, rect = pitch % OCTAVE in BLACK, self.rect_of(pitch)
            ground = ON_COLOURS if black else ivory
            if pitch in lit:
                ground = mixed(ground, self._colour, 0.85)
            painter.setPen(QPen(mixed(ivory, ON_COLOURS, 0.45), 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(rect.adjusted(0.5, -4, -0.5, -0.5), 3, 3)
            self._paint_words(painter, pitch, rect, IVORY if black and pitch not in lit else ON_COLOURS)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, pitch: int, rect: QRectF, colour: QColor) -> None:
        """Paint a C's name, and the letter that plays a key while letters do."""
        font, black = QFont(self.font()), pitch % OCTAVE in BLACK
        font.setPixelSize(min(max(round(rect.width() * (0.7 if black else 0.45)), 8), 13))
        painter.setFont(font)
        painter.setPen(colour)
        bottom = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        line = font.pixelSize() + 5
        number = pitch - self.lowest - OCTAVE
        if pitch % OCTAVE == 0 and rect.width() >= _LEAST_ROOM:
            painter.drawText(rect.adjusted(0, 0, 0, -5), bottom, pitch_name(pitch))
        if self.hasFocus() and 0 <= number < len(_ROW) and rect.width() >= _LEAST_ROOM * _BLACK_WIDTH:
            painter.drawText(rect.adjusted(0, 0, 0, -5 if black else -5 - line), bottom, _ROW[number])

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the font, too."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.update()


def _within(lowest: int) -> int:
    return min(max(lowest, 0), (HIGHEST - KEYS + 1) // OCTAVE * OCTAVE)


def _letter(event: QKeyEvent, *, whatever_else: bool = False) -> str:
    """Return the letter of a key that plays, wherever it is typed; "" for another. whatever_else: also with others."""
    if not whatever_else and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    typed = _HANGUL.get(event.text(), "") or (chr(event.key()) if event.key() < 128 else "")
    return typed if typed and typed in _ROW + _OCTAVE_DOWN + _OCTAVE_UP + _SOFTER + _LOUDER else ""
