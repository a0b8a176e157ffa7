"""How two songs meet: whose tempo, which key, how loud, and where song B lies; each choice with what it costs."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QToolButton

from mashstudio.facts.alignment import Alignment, SongAlignment, is_far
from mashstudio.facts.analysis import Analysis
from mashstudio.facts.key import Key, Mode, parse_key
from mashstudio.facts.units import TEMPO_RANGE, Decibels
from mashstudio.gui import glyph_button
from mashstudio.gui.choice_controls import NOTHING, Choice, Entry, MenuButton, NumberField
from mashstudio.gui.figures import key_name, key_pair, level, shifts, signed, stretches, tempo_text
from mashstudio.gui.glyph_button import GlyphButton
from mashstudio.gui.readout import dress
from mashstudio.gui.studio import Studio
from mashstudio.mashup.edits import with_key, with_offset
from mashstudio.studio.costs import Cost, SongCost, cost_of, costs, spared

_LOUDNESS: Final[tuple[Decibels, ...]] = (-9.0, -11.0, -14.0, -16.0, -18.0, -23.0)
_AUDIBLE: Final[Decibels] = 0.05
_BUTTON_EDGES: Final = 20


_DEAR: Final = Cost(120.0, None, (SongCost(1.2, 6, 1.0, -50.0), SongCost(0.8, -6, 1.0, -50.0)))
"""What takes as much room as any; controls stay where they are, whatever is chosen."""


class TempoChoice(Choice):
    """The tempo of the mashup: one of the songs', or a number."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        self.number = NumberField(*TEMPO_RANGE, self._choose)
        super().__init__(self.button, self.number)
        self._studio = studio

    def retranslate(self) -> None:
        """Shows everything in the user's language."""
        self._names: dict[str | float, str] = {
            "faster": self.tr("Faster song"),
            "slower": self.tr("Slower song"),
            "a": self.tr("Song A"),
            "b": self.tr("Song B"),
        }
        self.button.reserve([*self._names.values(), self.tr("A number")])
        self.caption.setText(self.tr("Tempo"))
        self.button.setToolTip(self.tr("Whose tempo the mashup has, and what that costs each song"))
        self.number.setAccessibleName(self.tr("Tempo in BPM"))
        self.number.setToolTip(self.tr("Type a tempo in BPM"))
        self.number.setSuffix(" BPM")

    def refresh(self) -> None:
        """Shows what is chosen now."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        self.number.setVisible(alignment is not None)
        if mashup is None or alignment is None:
            self.show_nothing(self.button)
            return
        self.button.show_choice(self._names.get(mashup.tempo, self.tr("A number")), self.caption.text())
        self.number.show_number(alignment.grid.tempo)
        cost, reason = cost_of(alignment), self._reason()
        words = ["  ·  ".join(filter(None, (stretches(any_cost), reason))) for any_cost in (_DEAR, cost)]
        self.detail.reserve(words[0])
        self.detail.show_text(words[1], self._tip(alignment))
        dress(self.detail, "warning" if is_far(cost.furthest) else "dim")

    def _reason(self) -> str:
        """Why the tempo isn't the faster song's, though nobody has chosen another."""
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        if mashup is None or songs is None or spared(mashup, songs) is None:
            return ""
        if mashup.tempo == "slower":
            return self.tr("slower song: less stretching")
        halved = mashup.rates is not None and 0.5 in mashup.rates
        return self.tr("half time: less stretching") if halved else self.tr("double time: less stretching")

    def _tip(self, alignment: Alignment) -> str:
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        lines = [self.tr("How much faster or slower each song is played")]
        if is_far(cost_of(alignment).furthest):
            lines.append(self.tr("⚠: by more than 15 % a song no longer sounds like itself"))
        if mashup is not None and songs is not None and (cost := spared(mashup, songs)) is not None:
            lines.append(self.tr("The faster song's tempo would ask more: {cost}").format(cost=stretches(cost)))
        for letter, song in zip("AB", alignment.songs, strict=True):
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
        for tempo, name in self._names.items():
            cost = costs(mashup, songs, tempo, mashup.key)
            text = f"{name} · {tempo_text(cost.tempo)}\t{stretches(cost)}"
            entries.append((text, tempo == mashup.tempo, partial(self._choose, tempo)))
        yield entries
        yield [(self.tr("A number…"), mashup.tempo not in self._names, self._type)]

    def _choose(self, tempo: str | float) -> None:
        words = self._names.get(tempo) or tempo_text(float(tempo))
        name = self.tr("Tempo: {choice}").format(choice=words)
        self._studio.attempt(lambda: self._studio.session.choose_tempo(name, tempo))

    def _type(self) -> None:
        self.number.setFocus()
        self.number.selectAll()


class KeyChoice(Choice):
    """The key of the mashup: between the songs' keys, one of theirs, any other, or each song's own."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        super().__init__(self.button)
        self._studio = studio

    def retranslate(self) -> None:
        """Shows everything in the user's language."""
        self._names = {
            "middle": self.tr("Meet in the middle"),
            "a": self.tr("Song A's key"),
            "b": self.tr("Song B's key"),
            "none": self.tr("Off: both keep theirs"),
        }
        self.button.reserve(self._names.values())
        self.detail.reserve(shifts(_DEAR))
        self.caption.setText(self.tr("Key"))
        self.button.setToolTip(self.tr("Which key both songs are brought to, and what that costs each song"))

    def refresh(self) -> None:
        """Shows what is chosen now."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None:
            self.show_nothing(self.button)
            return
        self.button.show_choice(self._name(mashup.key), self.caption.text())
        self.detail.show_text(shifts(cost_of(alignment)), self.tr("How far each song is shifted; drums never are"))

    def _name(self, key: str) -> str:
        return self._names.get(key) or key_name(parse_key(key))

    def _entries(self) -> Iterable[Iterable[Entry]]:
        mashup, songs = self._studio.mashup, _analyses(self._studio)
        if mashup is None or songs is None:
            return
        entries: list[Entry] = []
        for key in self._names:
            cost = costs(mashup, songs, mashup.tempo, key)
            where = "" if cost.key_number is None else f" · {key_pair(cost.key_number)}"
            entries.append((f"{self._name(key)}{where}\t{shifts(cost)}", key == mashup.key, self._chooser(key)))
        yield entries
        # A key is called as song A would call it.
        mode = songs[0].key.mode
        chosen = None if mashup.key in self._names else parse_key(mashup.key).number
        named: list[Entry] = []
        for number in range(12):
            key = str(Key(number if mode is Mode.MAJOR else (number - 3) % 12, mode))
            text = f"{key_pair(number)}\t{shifts(costs(mashup, songs, mashup.tempo, key))}"
            named.append((text, number == chosen, self._chooser(key)))
        yield named

    def _chooser(self, key: str) -> partial[None]:
        name = self.tr("Key: {choice}").format(choice=self._name(key))
        return partial(self._studio.edit_with, name, partial(with_key, key=key))


class OffsetChoice(Choice):
    """Where song B lies against song A: moved by bars and beats from where both songs' first downbeats meet."""

    def __init__(self, studio: Studio) -> None:
        self.bar_earlier = GlyphButton(glyph_button.much_earlier)
        self.beat_earlier = GlyphButton(glyph_button.earlier)
        self.together = QToolButton()
        self.beat_later = GlyphButton(glyph_button.later)
        self.bar_later = GlyphButton(glyph_button.much_later)
        super().__init__(self.bar_earlier, self.beat_earlier, self.together, self.beat_later, self.bar_later)
        self._studio = studio
        self.bar_earlier.clicked.connect(lambda: self._move_bar(-1))
        self.beat_earlier.clicked.connect(lambda: self._move(-1))
        self.together.clicked.connect(lambda: self._move(-self._later()))
        self.beat_later.clicked.connect(lambda: self._move(1))
        self.bar_later.clicked.connect(lambda: self._move_bar(1))

    def retranslate(self) -> None:
        """Shows everything in the user's language."""
        self.caption.setText(self.tr("Song B"))
        for button, words in (
            (self.bar_earlier, self.tr("Song B a bar earlier")),
            (self.beat_earlier, self.tr("Song B a beat earlier")),
            (self.beat_later, self.tr("Song B a beat later")),
            (self.bar_later, self.tr("Song B a bar later")),
        ):
            button.set_words(words, words)
        self.together.setMinimumWidth(self.together.fontMetrics().horizontalAdvance(signed(-8888)) + _BUTTON_EDGES)
        self.together.setToolTip(self.tr("How much later song B begins than song A; click to let them begin together"))

    def refresh(self) -> None:
        """Shows what is chosen now."""
        if self._studio.mashup is None:
            self.together.setText(NOTHING)
            self.detail.show_text("")
            return
        later = self._later()
        self.together.setText(signed(later))
        self.together.setAccessibleName(self.tr("Song B begins {beats} beats later").format(beats=signed(later)))
        self.detail.show_text(self._words(later))

    def _words(self, later: int) -> str:
        if later == 0:
            return self.tr("begins with song A")
        bars, beats = self._distance()
        parts = []
        if bars:
            parts.append(self.tr("1 bar") if bars == 1 else self.tr("{number} bars").format(number=bars))
        if beats:
            parts.append(self.tr("1 beat") if beats == 1 else self.tr("{number} beats").format(number=beats))
        side = self.tr("{distance} after song A") if later > 0 else self.tr("{distance} before song A")
        return side.format(distance=" ".join(parts))

    def _distance(self) -> tuple[int, int]:
        """How many whole bars of the mashup lie between the songs' beginnings, and how many beats besides."""
        session, (earlier, later) = self._studio.session, sorted(self._begins())
        bars, beats = (late - early for early, late in zip(*map(session.bars.place, (earlier, later)), strict=True))
        if beats < 0:
            # Song B begins within a bar and song A with one.
            bars, beats = bars - 1, session.bars.start(session.bars.place(earlier)[0] + 1) - earlier
        return bars, beats

    def _begins(self) -> tuple[int, int]:
        """The grid's beats on which the songs' first downbeats lie."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None:
            return 0, 0
        a, b = (_first(song) - offset for song, offset in zip(alignment.songs, mashup.offsets, strict=True))
        return a, b

    def _later(self) -> int:
        """How many beats song B's first downbeat comes after song A's."""
        a, b = self._begins()
        return b - a

    def _move_bar(self, by: int) -> None:
        """Moves song B's first downbeat as far into the next bar, or the one before."""
        b = self._begins()[1]
        self._move(self._studio.session.bars.moved(b, by) - b)

    def _move(self, by: int) -> None:
        mashup, beats = self._studio.mashup, self._studio.session.song_beats()
        if mashup is None or by == 0:
            return
        name = self.tr("Move song B: {beats}").format(beats=signed(by))
        self._studio.edit_with(name, partial(with_offset, song=1, offset=mashup.offsets[1] - by, beats=beats))


class LoudnessChoice(Choice):
    """How loud the mashup is to be, and what its peaks allow."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        super().__init__(self.button)
        self._studio = studio

    def retranslate(self) -> None:
        """Shows everything in the user's language."""
        self.button.reserve([self._name(None), *map(self._name, _LOUDNESS)])
        self.detail.reserve(self.tr("{gain}; peaks keep it {short} short").format(gain="+8.8 dB", short=level(8.8)))
        self.caption.setText(self.tr("Loudness"))
        self.button.setToolTip(self.tr("How loud the whole mashup is to be; its peaks never go over −1 dBTP"))

    def refresh(self) -> None:
        """Shows what is chosen now."""
        sound = self._studio.sound
        self.button.show_choice(self._name(self._studio.settings.loudness), self.caption.text())
        if self._studio.mashup is None or sound.loudness is None:
            self.detail.show_text("")
            return
        gain = f"{signed(sound.master.gain_db, 1)} dB"
        tip = self.tr("Master gain {gain}: {loudness}, true peak {peak}").format(
            gain=gain,
            loudness=level(sound.loudness.integrated, "LUFS"),
            peak=level(sound.loudness.true_peak, "dBTP"),
        )
        short = sound.master.shortfall_db
        if short > _AUDIBLE:
            text = self.tr("{gain}; peaks keep it {short} short").format(gain=gain, short=level(short))
            more = self.tr("It stays {short} below the target, because its peaks would go over −1 dBTP.")
            self.detail.show_text(text, f"{tip}\n{more.format(short=level(short))}")
        else:
            self.detail.show_text(self.tr("master {gain}").format(gain=gain), tip)

    def _name(self, loudness: Decibels | None) -> str:
        return self.tr("Peaks only") if loudness is None else level(loudness, "LUFS", 0 if loudness % 1 == 0 else 1)

    def _entries(self) -> Iterable[Iterable[Entry]]:
        chosen = self._studio.settings.loudness
        uses = {
            -9.0: self.tr("club"),
            -14.0: self.tr("streaming"),
            -16.0: self.tr("podcast"),
            -23.0: self.tr("broadcast, EBU R 128"),
        }
        targets = sorted({*_LOUDNESS, *(() if chosen is None else (chosen,))}, reverse=True)
        yield [
            (f"{self._name(target)}\t{uses.get(target, '')}", target == chosen, self._chooser(target))
            for target in targets
        ]
        yield [(self.tr("Peaks only: as loud as it comes"), chosen is None, self._chooser(None))]

    def _chooser(self, loudness: Decibels | None) -> partial[None]:
        return partial(self._studio.change_settings, loudness=loudness)


def _first(song: SongAlignment) -> int:
    return int(song.downbeats[0]) if len(song.downbeats) else 0


def _analyses(studio: Studio) -> tuple[Analysis, Analysis] | None:
    a, b = (studio.session.analysis(side) for side in (0, 1))
    return None if a is None or b is None else (a, b)
