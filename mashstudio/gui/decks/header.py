"""The head of a deck: its song, and what the analysis found."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.audio.decoded import COVER_SIDE
from mashstudio.core.units import Bpm
from mashstudio.gui.decks.level_chips import LevelChips
from mashstudio.gui.decks.menu import DeckMenu
from mashstudio.gui.decks.picture_choice import PictureChoice
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.waveform import FROM_THE_MIDDLE
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import cents, clock, far_sign, key_name, level, percent, semitones, sureness_word
from mashstudio.gui.text.stem_words import part_word
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.theme import ON_COLOURS, SONG_COLOURS, STEM_COLOURS, STEM_LETTERS, theme
from mashstudio.gui.widgets.facts_line import Fact, FactsLine
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.gui.widgets.title_label import TitleLabel
from mashstudio.model.alignment import SongAlignment
from mashstudio.model.analysis import AUDIBLE, Analysis, Sureness, sureness
from mashstudio.model.choices import LETTERS
from mashstudio.model.song import Damage, Song
from mashstudio.session.workers import Urgency

_COVER: Final = 44
_GAP: Final = 8
_BADGE: Final = 18
_DENSEST: Final = 2
_UNCHANGED = 0.0005
_LEGEND_GAP: Final = 3
_GAPS_TOLD: Final = 12


class Cover(Guarded, QWidget):
    """A song's cover with the deck's letter on it; without a cover, the letter in the song's colour."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._image = QImage()
        self.setFixedSize(_COVER, _COVER)

    def show_image(self, image: QImage) -> None:
        """Show this image; none if it is empty."""
        self._image = image
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cover and the letter."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        frame = QPainterPath()
        frame.addRoundedRect(whole, 4, 4)
        painter.setClipPath(frame)
        badge = whole
        if self._image.isNull():
            painter.fillRect(whole, theme().raised)
        else:
            painter.drawImage(whole, self._image)
            badge = QRectF(0, _COVER - _BADGE, _BADGE, _BADGE)
            painter.fillRect(badge, SONG_COLOURS[self._side])
        font = painter.font()
        font.setBold(True)
        if self._image.isNull():
            font.setPointSizeF(font.pointSizeF() * 1.5)
        painter.setFont(font)
        painter.setPen(SONG_COLOURS[self._side] if self._image.isNull() else ON_COLOURS)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, LETTERS[self._side])


class StemLegend(Guarded, Translated, QWidget):
    """A legend of the waveform's colours: one letter per stem, in stacking order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = self.fontMetrics().height()
        self.setFixedSize((side + _LEGEND_GAP) * len(FROM_THE_MIDDLE) - _LEGEND_GAP, side)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        stems = ", ".join(part_word(stem).lower() for stem in FROM_THE_MIDDLE)
        self.setToolTip(self.tr("Waveform colours, from the centre outwards: {stems}").format(stems=stems))
        self.setAccessibleName(self.toolTip())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a square with a letter for each stem."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        side = self.height()
        for place, stem in enumerate(FROM_THE_MIDDLE):
            square = QRectF(place * (side + _LEGEND_GAP), 0, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(STEM_COLOURS[stem])
            painter.drawRoundedRect(square, 3, 3)
            painter.setPen(ON_COLOURS)
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, STEM_LETTERS[stem])


class DeckHeader(Guarded, QWidget):
    """The cover, title (editable), artist, `pictures` and `controls`; below them, the results of the analysis.

    levels: other tempi the song can be counted at. rename: makes the title editable. replace_wanted: emitted to replace
    the song by another file. read_wanted: emitted to read its file again. fold_wanted: emitted to fold the deck.
    """

    replace_wanted = Signal()
    read_wanted = Signal()
    fold_wanted = Signal()
    _read = Signal(object, QImage)

    def __init__(self, studio: Studio, side: int, pictures: PictureChoice, controls: Sequence[QWidget]) -> None:
        super().__init__()
        self._studio, self._side = studio, side
        self._pictures, self._controls = pictures, controls
        self._wanted: Path | None = None
        self.cover = Cover(side, self)
        self.title = TitleLabel(lambda: self.menu.x() - self.title.x())
        self.artist, self.facts = ElidedLabel(), FactsLine()
        self.damage = ElidedLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.artist.setObjectName("dim")
        # It gets what the title leaves.
        self.artist.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.damage.setObjectName("warning")
        self.damage.hide()
        self._read.connect(self._show_cover)
        self.title.renamed.connect(self._rename)
        wanted = (self.replace_wanted.emit, self.read_wanted.emit, self.fold_wanted.emit)
        self.menu = DeckMenu(studio, side, self.title, *wanted)
        self.rename = self.menu.actions_by_name["rename"]
        self.levels = LevelChips(self.menu)
        self._build()

    def refresh(self, shown: ShownSong | None) -> None:
        """Show the current state of the song, in the user's language."""
        opened = None if shown is None else shown.deck.opened
        self.title.editable = opened is not None and shown is not None and not shown.coming
        self.menu.refresh()
        self._ask_for_cover(shown)
        if shown is None:
            return
        artist = "" if opened is None else opened.song.artist
        lines = (shown.title, artist, self.rename.toolTip() if self.title.editable else "")
        self.title.show_text(shown.title, "\n".join(filter(None, lines)))
        self.title.setAccessibleName(shown.title)
        self.artist.show_text(artist)
        self._share_width()
        self.facts.show_facts(self._facts(shown), self._how_sure(shown))
        self.levels.show_levels(shown.analysis, not shown.coming)
        self._show_damage(None if opened is None else opened.song)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Leave out the artist, and shrink the pictures' choice to its arrow, where the title would lose letters."""
        beside = (self.menu, self._pictures, *self._controls)
        # The title and the stretch behind it have a gap each.
        room = self.width() - _COVER - 2 * _GAP - sum(_GAP + each.sizeHint().width() for each in beside)
        self._pictures.set_compact(room < self.title.minimumSizeHint().width())
        # An empty label, too, would take a gap's width from the title.
        left = room - self.title.sizeHint().width() - _GAP
        self.artist.setVisible(bool(self.artist.text()) and left >= self.artist.minimumSizeHint().width())

    def _rename(self, title: str) -> None:
        self._studio.session.rename(self._side, title)

    def _build(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(_GAP)
        names.addWidget(self.title)
        names.addWidget(self.artist, 1)
        names.addStretch()
        for control in (self._pictures, *self._controls):
            names.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        known = QHBoxLayout()
        known.setSpacing(_GAP)
        known.addWidget(self.facts, 1)
        known.addWidget(self.levels)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addLayout(names)
        lines.addLayout(known)
        lines.addWidget(self.damage)
        lines.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.cover)
        layout.addLayout(lines, 1)
        # Spans both lines: in the first one alone it would make every deck higher.
        layout.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)

    def _show_damage(self, song: Song | None) -> None:
        """Show what was wrong with the song's files; list the parts that could not be read in a tooltip."""
        sentences = [] if song is None else [translate(sentence) for sentence in song.sentences]
        damage = Damage() if song is None else song.damage
        gaps = [f"{clock(gap.start, 1)}–{clock(gap.start + gap.length, 1)}" for gap in damage.gaps[:_GAPS_TOLD]]
        if len(damage.gaps) > _GAPS_TOLD:
            gaps.append("…")
        if gaps:
            gaps.insert(0, self.tr("Replaced by silence:"))
        self.damage.show_text(" ".join(sentences), "\n".join([*sentences, *gaps]))
        self.damage.setVisible(bool(sentences))

    def _facts(self, shown: ShownSong) -> list[Fact]:
        length = [Fact(clock(shown.duration), weight=3)] if shown.duration else []
        analysis = shown.analysis
        if analysis is None:
            return length
        mended = None if shown.grid is None else self.tr("edited")
        bars = self.tr("bars of {beats}").format(beats=", ".join(map(str, _meters(analysis))))
        key, tempo = key_name(analysis.key), f"{analysis.tempo:.2f} BPM"
        return [
            _sure(tempo, 0, analysis.tempo_confidence, mended),
            replace(_sure(f"{key} {analysis.key.camelot}", 0, analysis.key_confidence), least=key),
            _sure(bars, 1, analysis.downbeat_confidence, mended),
            *([Fact(cents(analysis.tuning), weight=2)] if abs(analysis.tuning) >= AUDIBLE else []),
            Fact(level(analysis.loudness, "LUFS"), weight=4),
            *length,
        ]

    def _how_sure(self, shown: ShownSong) -> str:
        analysis = shown.analysis
        if analysis is None:
            return ""
        key = percent(analysis.key_confidence)
        if shown.grid is not None:
            text = self.tr("Tempo and bars were edited by hand. Analysis confidence: key {key}")
            return text.format(key=key)
        return self.tr("Analysis confidence: tempo {tempo}, bars {bars}, key {key}").format(
            tempo=percent(analysis.tempo_confidence), bars=percent(analysis.downbeat_confidence), key=key
        )

    def _ask_for_cover(self, shown: ShownSong | None) -> None:
        path = None if shown is None or shown.deck.opened is None else shown.deck.opened.cover
        if path == self._wanted:
            return
        self._wanted = path
        self.cover.show_image(QImage())
        if path is not None:
            self._studio.workers.start(
                Urgency.DRAW,
                lambda _job: self._read.emit(path, read_cover(path)),
                done=lambda _nothing: None,
                failed=lambda _error: None,
            )

    def _show_cover(self, path: Path, image: QImage) -> None:
        if path == self._wanted:
            self.cover.show_image(image)


def read_cover(path: Path) -> QImage:
    """Return the picture in `path`, cropped to a square at display size; an empty image if it can't be read."""
    reader = QImageReader(str(path))
    size, largest = reader.size(), _COVER * _DENSEST
    if not size.isValid() or max(size.width(), size.height()) > COVER_SIDE:
        # Not one of the cover files that MashStudio writes.
        return QImage()
    reader.setScaledSize(size.scaled(QSize(largest, largest), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    side = min(image.width(), image.height())
    return image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)


def shift_words(analysis: Analysis, song: SongAlignment, target: Bpm) -> str:
    """Return the change made to a song, as “+2 semitones, −23 cents, 108.0 → 120.0 BPM”; "" if there is none."""
    rate = {2: " ×2", 0.5: " ÷2"}.get(song.rate, "")
    parts = [semitones(song.shift)] if song.shift else []
    if song.correction:
        parts.append(cents(song.correction))
    if abs(song.stretch - 1) > _UNCHANGED or rate:
        parts.append(f"{analysis.tempo:.1f}{rate} → {target:.1f} BPM{far_sign(song.stretch)}")
    return ", ".join(parts)


def _sure(text: str, weight: int, confidence: float, mended: str | None = None) -> Fact:
    """Return a fact with the analysis' confidence, or with `mended` if it was corrected by hand."""
    usual = mended is None and sureness(confidence) is Sureness.SURE
    return Fact(text, weight, mended or sureness_word(confidence), usual)


def _meters(analysis: Analysis) -> list[int]:
    """Return the bar lengths of a song in beats, each once, in order of appearance; omit those that occur once."""
    lengths = np.diff(analysis.downbeats).tolist()
    return [beats for beats in dict.fromkeys(lengths) if lengths.count(beats) > 1] or [analysis.beats_per_bar]
