"""The choices of how songs meet: tempo, key, loudness and offsets, each with its cost."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.core.units import TEMPO_RANGE
from mashstudio.document.edits import with_key, with_offset
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import key_message, key_pair, shifts, signed, stretches, tempo_text
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets import glyph_button
from mashstudio.gui.widgets.choice_controls import NOTHING, Choice, Entry, MenuButton, NumberField
from mashstudio.gui.widgets.glyph_button import GlyphButton
from mashstudio.gui.widgets.readout import dress
from mashstudio.model.alignment import Alignment, SongAlignment, is_far
from mashstudio.model.analysis import Analysis
from mashstudio.model.choices import LETTERS, AsIs, Between, Closest, Fastest, FixedKey, FixedTempo, Middle, Of, Slowest
from mashstudio.model.choices import KeyChoice as MashupKey
from mashstudio.model.choices import TempoChoice as Tempo
from mashstudio.model.key import Key, Mode
from mashstudio.model.mashup import FEWEST_SOURCES
from mashstudio.pipeline.costs import Cost, SongCost, cost_of, costs, spared
from mashstudio.session.session_edits import choose_tempo

_BUTTON_EDGES: Final = 20


_DEAR: Final = Cost(120.0, None, {0: SongCost(1.2, 6, 1.0, -50.0), 1: SongCost(0.8, -6, 1.0, -50.0)})
"""A cost whose text is as long as any, to reserve room for: controls must not move when a choice changes."""


class TempoChoice(Choice):
    """The tempo of the mashup: that of a song, between them, a number, or what is heard."""

    def __init__(self, studio: Studio, listen: QAction | None = None) -> None:
        self.button = MenuButton(self._entries)
        self.number = NumberField(*TEMPO_RANGE, lambda bpm: self._choose(FixedTempo(bpm)))
        ears = [] if listen is None else [GlyphButton(glyph_button.ear, listen)]
        super().__init__(self.button, self.number, *ears)
        self._studio = studio

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.button.reserve(
            [translate(_tempo_name(choice)) for choice in (Fastest(), Slowest(), Between(), Closest(), Of(0))]
        )
        self.caption.setText(self.tr("Tempo"))
        self.button.setToolTip(self.tr("Tempo of the mashup, and how far each song is stretched"))
        self.number.setAccessibleName(self.tr("Tempo in BPM"))
        self.number.setToolTip(self.tr("Enter a tempo in BPM"))
        self.number.setSuffix(" BPM")

    @override
    def refresh(self) -> None:
        """Show the current choice."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        self.number.setVisible(alignment is not None)
        if mashup is None or alignment is None:
            self.show_nothing(self.button)
            return
        self.button.show_choice(translate(_tempo_name(mashup.tempo)), self.caption.text())
        self.number.show_number(alignment.grid.tempo)
        cost, reason = cost_of(alignment), self._reason()
        words = ["  ·  ".join(filter(None, (stretches(any_cost), reason))) for any_cost in (_DEAR, cost)]
        self.detail.reserve(words[0])
        self.detail.show_text(words[1], self._tip(alignment))
        dress(self.detail, "warning" if is_far(cost.furthest) else "dim")

    def _reason(self) -> str:
        """Return why the tempo isn't the fastest song's although nobody chose another."""
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        if mashup is None or songs is None or spared(mashup, songs) is None:
            return ""
        if isinstance(mashup.tempo, Slowest):
            return self.tr("slowest song: less stretching")
        halved = 0.5 in (mashup.rates or {}).values()
        return self.tr("half time: less stretching") if halved else self.tr("double time: less stretching")

    def _tip(self, alignment: Alignment) -> str:
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        lines = [self.tr("How much faster or slower each song is played")]
        if is_far(cost_of(alignment).furthest):
            lines.append(self.tr("⚠: beyond 15 %, a song no longer sounds natural"))
        if mashup is not None and songs is not None and (cost := spared(mashup, songs)) is not None:
            lines.append(self.tr("The fastest song's tempo would stretch more: {cost}").format(cost=stretches(cost)))
        for source, song in alignment.songs.items():
            letter = LETTERS[source]
            if song.rate == 2:
                lines.append(self.tr("×2: every beat of song {letter} is counted as two").format(letter=letter))
            elif song.rate == 0.5:
                lines.append(self.tr("÷2: every two beats of song {letter} are counted as one").format(letter=letter))
        return "\n".join(lines)

    def _entries(self) -> Iterable[Iterable[Entry]]:
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        if mashup is None or songs is None:
            return
        entries: list[Entry] = []
        middle = [Closest()] if len(songs) > FEWEST_SOURCES else []
        choices: list[Tempo] = [Fastest(), Slowest(), Between(), *middle, *map(Of, songs)]
        for tempo in choices:
            cost = costs(mashup, songs, tempo, mashup.key)
            text = f"{translate(_tempo_name(tempo))} · {tempo_text(cost.tempo)}\t{stretches(cost)}"
            entries.append((text, tempo == mashup.tempo, partial(self._choose, tempo)))
        yield entries
        yield [(self.tr("Custom…"), isinstance(mashup.tempo, FixedTempo), self._type)]

    def _choose(self, tempo: Tempo) -> None:
        words = tempo_text(tempo.bpm) if isinstance(tempo, FixedTempo) else _tempo_name(tempo)
        name = Message("Tempo: {choice}", choice=words)
        self._studio.attempt(lambda: choose_tempo(self._studio.session, name, tempo))

    def _type(self) -> None:
        self.number.setFocus()
        self.number.selectAll()


class KeyChoice(Choice):
    """The key of the mashup: between the songs' keys, one of theirs, any other, or each song's own."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        super().__init__(self.button)
        self._studio = studio

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.button.reserve([translate(_key_name(choice)) for choice in (Middle(), Of(0), AsIs())])
        self.detail.reserve(shifts(_DEAR))
        self.caption.setText(self.tr("Key"))
        self.button.setToolTip(self.tr("Key of the mashup, and how far each song is shifted"))

    @override
    def refresh(self) -> None:
        """Show the current choice."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None:
            self.show_nothing(self.button)
            return
        self.button.show_choice(translate(_key_name(mashup.key)), self.caption.text())
        self.detail.show_text(shifts(cost_of(alignment)), self.tr("Pitch shift of each song; drums are never shifted"))

    def _entries(self) -> Iterable[Iterable[Entry]]:
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        if mashup is None or songs is None:
            return
        entries: list[Entry] = []
        choices: list[MashupKey] = [Middle(), *map(Of, songs), AsIs()]
        for key in choices:
            cost = costs(mashup, songs, mashup.tempo, key)
            where = "" if cost.key_number is None else f" · {key_pair(cost.key_number)}"
            entries.append(
                (f"{translate(_key_name(key))}{where}\t{shifts(cost)}", key == mashup.key, self._chooser(key))
            )
        yield entries
        # Name keys in the mode of the first song.
        mode = next(iter(songs.values())).key.mode
        chosen = mashup.key.key.number if isinstance(mashup.key, FixedKey) else None
        named: list[Entry] = []
        for number in range(12):
            key = FixedKey(Key(number if mode is Mode.MAJOR else (number - 3) % 12, mode))
            text = f"{key_pair(number)}\t{shifts(costs(mashup, songs, mashup.tempo, key))}"
            named.append((text, number == chosen, self._chooser(key)))
        yield named

    def _chooser(self, key: MashupKey) -> partial[None]:
        name = Message("Key: {choice}", choice=_key_name(key))
        return partial(self._studio.edit_with, name, partial(with_key, key=key))


class OffsetChoice(Choice):
    """A song's offset against the first one, in bars and beats from where their first downbeats coincide.

    song: which one, if there are more than two.
    """

    def __init__(self, studio: Studio) -> None:
        self.bar_earlier = GlyphButton(glyph_button.much_earlier)
        self.beat_earlier = GlyphButton(glyph_button.earlier)
        self.together = QToolButton()
        self.beat_later = GlyphButton(glyph_button.later)
        self.bar_later = GlyphButton(glyph_button.much_later)
        self.song = MenuButton(self._songs)
        super().__init__(self.song, self.bar_earlier, self.beat_earlier, self.together, self.beat_later, self.bar_later)
        self._studio, self._source = studio, 1
        self.bar_earlier.clicked.connect(lambda: self._move_bar(-1))
        self.beat_earlier.clicked.connect(lambda: self._move(-1))
        self.together.clicked.connect(lambda: self._move(-self._later()))
        self.beat_later.clicked.connect(lambda: self._move(1))
        self.bar_later.clicked.connect(lambda: self._move_bar(1))

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        moved, first = LETTERS[self._source], self._first_letter
        self.caption.setText(self.tr("Song") if self._several else self.tr("Song {letter}").format(letter=moved))
        self.song.setToolTip(self.tr("Song to move"))
        for button, text in (
            (self.bar_earlier, self.tr("Song {letter} a bar earlier")),
            (self.beat_earlier, self.tr("Song {letter} a beat earlier")),
            (self.beat_later, self.tr("Song {letter} a beat later")),
            (self.bar_later, self.tr("Song {letter} a bar later")),
        ):
            words = text.format(letter=moved)
            button.set_words(words, words)
        self.together.setMinimumWidth(self.together.fontMetrics().horizontalAdvance(signed(-8888)) + _BUTTON_EDGES)
        tip = self.tr("How much later song {letter} starts than song {first}; click to start them together")
        self.together.setToolTip(tip.format(letter=moved, first=first))

    @override
    def refresh(self) -> None:
        """Show the current choice."""
        mashup = self._studio.mashup
        self.song.setVisible(self._several)
        if mashup is None:
            self.together.setText(NOTHING)
            self.detail.show_text("")
            return
        if self._source not in mashup.ids[1:]:
            self._source = mashup.ids[1]
        self.retranslate()
        self.song.show_choice(LETTERS[self._source], self.caption.text())
        later = self._later()
        self.together.setText(signed(later))
        self.together.setAccessibleName(
            self.tr("Song {letter} starts {beats} beats later").format(
                letter=LETTERS[self._source], beats=signed(later)
            )
        )
        self.detail.show_text(self._words(later))

    def _words(self, later: int) -> str:
        if later == 0:
            return self.tr("starts with song {letter}").format(letter=self._first_letter)
        bars, beats = self._distance()
        parts = []
        if bars:
            parts.append(self.tr("1 bar") if bars == 1 else self.tr("{number} bars").format(number=bars))
        if beats:
            parts.append(self.tr("1 beat") if beats == 1 else self.tr("{number} beats").format(number=beats))
        side = self.tr("{distance} after song {letter}") if later > 0 else self.tr("{distance} before song {letter}")
        return side.format(distance=" ".join(parts), letter=self._first_letter)

    @property
    def _several(self) -> bool:
        """True if there is a choice which song is moved."""
        mashup = self._studio.mashup
        return mashup is not None and len(mashup.sources) > FEWEST_SOURCES

    @property
    def _first_letter(self) -> str:
        mashup = self._studio.mashup
        return LETTERS[0] if mashup is None else mashup.sources[0].letter

    def _songs(self) -> Iterable[Iterable[Entry]]:
        mashup = self._studio.mashup
        for source in () if mashup is None else mashup.sources[1:]:
            words = f"{source.letter}: {source.song.title}"
            yield [(words, source.id == self._source, partial(self._take, source.id))]

    def _take(self, source: int) -> None:
        self._source = source
        self.refresh()

    def _distance(self) -> tuple[int, int]:
        """Return the distance between the songs' first downbeats, in whole bars of the mashup and remaining beats."""
        session, (earlier, later) = self._studio.session, sorted(self._begins())
        bars, beats = (late - early for early, late in zip(*map(session.bars.place, (earlier, later)), strict=True))
        if beats < 0:
            # The earlier song begins later within its bar than the other does: count from the next bar line.
            bars, beats = bars - 1, session.bars.start(session.bars.place(earlier)[0] + 1) - earlier
        return bars, beats

    def _begins(self) -> tuple[int, int]:
        """Return the grid beats of the songs' first downbeats: the first song's and this one's."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None:
            return 0, 0
        places = (mashup.source(source) for source in (mashup.ids[0], self._source))
        first, moved = (_first(alignment.songs[source.id]) - source.offset for source in places)
        return first, moved

    def _later(self) -> int:
        """Return by how many beats the song's first downbeat follows the first song's."""
        first, moved = self._begins()
        return moved - first

    def _move_bar(self, by: int) -> None:
        """Move the song's first downbeat by so many bars, keeping its place within the bar."""
        b = self._begins()[1]
        self._move(self._studio.session.bars.moved(b, by) - b)

    def _move(self, by: int) -> None:
        mashup, beats = self._studio.mashup, self._studio.session.song_beats()
        if mashup is None or by == 0:
            return
        name = Message("Move song {letter}: {beats}", letter=LETTERS[self._source], beats=signed(by))
        offset = mashup.source(self._source).offset - by
        self._studio.edit_with(name, partial(with_offset, source=self._source, offset=offset, beats=beats))


def _tempo_name(tempo: Tempo) -> Message:
    match tempo:
        case Fastest():
            return Message("Fastest song")
        case Slowest():
            return Message("Slowest song")
        case Closest():
            return Message("Least stretching")
        case Between():
            return Message("Between the songs")
        case Of(source):
            return Message("Song {letter}", letter=LETTERS[source])
    return Message("Custom")


def _key_name(key: MashupKey) -> Message:
    match key:
        case Middle():
            return Message("Meet in the middle")
        case Of(source):
            return Message("Song {letter}'s key", letter=LETTERS[source])
        case AsIs():
            return Message("Off: songs keep their keys")
    return key_message(key.key)


def _first(song: SongAlignment) -> int:
    return int(song.downbeats[0]) if len(song.downbeats) else 0


def _analyses(studio: Studio) -> dict[int, Analysis] | None:
    """Return the analyses of the mashup's songs; None while there is no mashup."""
    ids = () if studio.mashup is None else studio.mashup.ids
    known = {source: analysis for source in ids if (analysis := studio.session.analysis(source)) is not None}
    return known if ids and len(known) == len(ids) else None
