"""Level meters: peaks of both channels, a limiter light, and short-term loudness (3 s)."""

import math
import time
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.core.units import Decibels, Seconds
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import level
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.gui.widgets.readout import Readout
from mashstudio.playback.client.metering import Meters

FLOOR: Final[Decibels] = -60.0
"""The lower end of the meter in dBFS; the upper end is 0."""

_FALL: Final = 20 / 1.7
"""The fall rate of a peak in dB/s; IEC 60268-18 demands at least this."""

_HOLD: Final[Seconds] = 1.5
_PERIOD_MS: Final = 33
_SEEN: Final[Decibels] = 0.05
_SILENT: Final = level(-math.inf, "LUFS")
_ZONES: Final[tuple[tuple[Decibels, QColor], ...]] = (
    (-12.0, QColor("#009E73")),
    (-3.0, QColor("#E69F00")),
    (0.0, QColor("#D55E00")),
)
"""The upper level of each colour (Okabe and Ito's palette); the position carries the same information."""


class Ballistics:
    """The ballistics of one channel's peak meter: instant attack, slow release, peak hold."""

    def __init__(self) -> None:
        self.shown: Decibels = FLOOR
        self.held: Decibels = FLOOR
        self._held_until: Seconds = 0.0

    def feed(self, peak: Decibels, now: Seconds, passed: Seconds) -> None:
        """Take the peak of the last `passed` seconds, in dBFS."""
        fall = _FALL * passed
        self.shown = min(max(peak, self.shown - fall, FLOOR), 0.0)
        if self.shown >= self.held:
            self.held, self._held_until = self.shown, now + _HOLD
        elif now > self._held_until:
            self.held = max(self.held - fall, self.shown)

    @property
    def still(self) -> bool:
        """True once nothing is visible."""
        return self.held <= FLOOR


class LevelMeters(Guarded, Translated, QWidget):
    """The meters of the output. They update 30 times a second during playback and not at all at rest."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = studio.player
        self.peaks = PeakMeter()
        self.limit = LimitLight()
        self.loudness = Readout("−88.8 LUFS", align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.peaks, self.limit, self.loudness):
            row.addWidget(widget)
        self._before: Seconds = 0.0
        self._timer = QTimer(self, interval=_PERIOD_MS)
        self._timer.timeout.connect(self._look)
        studio.playhead_moved.connect(self._wake)
        self.retranslate()
        self._show(Meters((-math.inf, -math.inf), -math.inf))

    @property
    def awake(self) -> bool:
        """True while the meters update."""
        return self._timer.isActive()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.peaks.setAccessibleName(self.tr("Peak level"))
        self.peaks.setToolTip(self.tr("Peak level of both channels, from −60 to 0 dBFS"))
        self.limit.show_words(self.tr("LIMIT"), self.tr("Limiter"))
        lit = self.tr(
            "The greatest gain reduction of the last moments, while peaks are limited to −1 dBTP. With the limiter on "
            "(menu Loudness) exports sound the same. Otherwise only playback is limited: after an edit until the mix "
            "is measured again, with the metronome on, or at a listening level above 0 dB."
        )
        self.limit.setToolTip(wrapped_tip(lit))
        self.loudness.setAccessibleName(self.tr("Short-term loudness"))
        self.loudness.setToolTip(self.tr("Loudness of the last 3 seconds (EBU R 128, short-term)"))

    def _wake(self) -> None:
        if not self._timer.isActive():
            self._before = time.monotonic()
            self._timer.start()

    def _look(self) -> None:
        self._show(self._player.meters())
        if self.peaks.still and not self.limit.lit and not self._player.playing:
            self._timer.stop()
            self.loudness.show_text(_SILENT)

    def _show(self, meters: Meters) -> None:
        now = time.monotonic()
        self.peaks.feed(meters.peak, now, now - self._before)
        self._before = now
        self.limit.feed(meters.limited, now)
        self.loudness.show_text(_SILENT if math.isinf(meters.short_term) else level(meters.short_term, "LUFS"))


class PeakMeter(Guarded, QWidget):
    """Two bars, left above right, each with a peak-hold line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channels = (Ballistics(), Ballistics())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def still(self) -> bool:
        """True once both bars are at rest."""
        return all(channel.still for channel in self.channels)

    def feed(self, peaks: tuple[Decibels, Decibels], now: Seconds, passed: Seconds) -> None:
        """Show the peaks of the last `passed` seconds."""
        still = self.still
        for channel, peak in zip(self.channels, peaks, strict=True):
            channel.feed(peak, now, passed)
        if not (still and self.still):
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return about two pixels per decibel."""
        return QSize(132, 24)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return about one pixel per decibel."""
        return QSize(64, 24)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both bars and their scale."""
        painter = QPainter(self)
        height = 7.0
        top = (self.height() - 2 * height - 2) / 2
        for index, channel in enumerate(self.channels):
            self._paint_bar(painter, QRectF(0, top + index * (height + 2), self.width(), height), channel)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def _paint_bar(self, painter: QPainter, place: QRectF, channel: Ballistics) -> None:
        now = theme()
        painter.fillRect(place, now.raised)
        begin = FLOOR
        for end, colour in _ZONES:
            left, right = self._x(begin), self._x(min(end, channel.shown))
            if right > left:
                painter.fillRect(QRectF(left, place.top(), right - left, place.height()), colour)
            if end < 0:
                painter.fillRect(QRectF(self._x(end), place.top(), 1, place.height()), now.line)
            begin = end
        if not channel.still:
            painter.fillRect(QRectF(max(self._x(channel.held) - 2, 0), place.top(), 2, place.height()), now.text)

    def _x(self, level_db: Decibels) -> float:
        return self.width() * (1 - level_db / FLOOR)


class LimitLight(Guarded, QWidget):
    """A word that gives way to the gain reduction while a limiter works, and for a moment longer to be noticed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = self._shown = ""
        self._until: Seconds = 0.0
        self._most: Decibels = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_words(self, word: str, name: str) -> None:
        """Show `word`, with `name` as its accessible name."""
        self._word = word
        self._show()
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def feed(self, limited: Decibels, now: Seconds) -> None:
        """Take the limiter's recent gain reduction; 0: none."""
        if limited > _SEEN and (limited >= self._most or now >= self._until):
            self._until, self._most = now + _HOLD, limited
        elif now >= self._until:
            self._most = 0.0
        self._show()

    @property
    def lit(self) -> bool:
        """True while a gain reduction is shown."""
        return self._most > 0

    def _show(self) -> None:
        shown = level(-self._most) if self.lit else self._word
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription(shown if self.lit else "")
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the word and the gain reduction."""
        metrics = self.fontMetrics()
        width = max(metrics.horizontalAdvance(text) for text in (self._word, level(-88.8)))
        return QSize(width + 8, metrics.height() + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the word and the gain reduction."""
        return self.sizeHint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word, or the gain reduction on amber."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme()
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(_LIT if self.lit else now.line)
        painter.setBrush(_LIT if self.lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(QColor("#17191D") if self.lit else now.dim)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._shown)


_LIT: Final = QColor("#E69F00")
