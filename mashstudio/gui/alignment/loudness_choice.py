"""The choice of the mashup's loudness."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.core.units import Decibels
from mashstudio.document.edits import with_limiter, with_matching
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import level, signed
from mashstudio.gui.widgets.choice_controls import Choice, Entry, MenuButton, Switches
from mashstudio.model.choices import LETTERS

_LOUDNESS: Final[tuple[Decibels, ...]] = (-9.0, -11.0, -14.0, -16.0, -18.0, -23.0)
_AUDIBLE: Final[Decibels] = 0.05


class LoudnessChoice(Choice):
    """The loudness target of the mashup, and what its peaks allow."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        super().__init__(self.button)
        self._studio = studio

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.button.reserve([self._name(None), *map(self._name, _LOUDNESS)])
        self.detail.reserve(self.tr("{gain}; {short} under target").format(gain="+8.8 dB", short=level(8.8)))
        self.caption.setText(self.tr("Loudness"))
        self.button.setToolTip(self.tr("Target loudness of the whole mashup; peaks never exceed −1 dBTP"))

    @override
    def refresh(self) -> None:
        """Show the current choice."""
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
        short, limited = sound.master.shortfall_db, sound.master.limited_db
        if short > _AUDIBLE:
            text = self.tr("{gain}; {short} under target").format(gain=gain, short=level(short))
            why = self.tr("{short} below the target because peaks would exceed −1 dBTP.").format(short=level(short))
        elif limited > _AUDIBLE:
            text = self.tr("{gain}; peaks {limited}").format(gain=gain, limited=level(-limited))
            why = ""
        else:
            text, why = self.tr("master {gain}").format(gain=gain), ""
        if limited > _AUDIBLE:
            why += self.tr("The limiter lowers the highest peak by {limited}.").format(limited=level(limited))
        self.detail.show_text(text, "\n".join(line for line in (tip, why, self._matching()) if line))

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
        peaks_only = self.tr("Peaks only: loudness unchanged")
        yield [
            *(
                (f"{self._name(target)}\t{uses.get(target, '')}", target == chosen, self._chooser(target))
                for target in targets
            ),
            (peaks_only, chosen is None, self._chooser(None)),
        ]
        mashup = self._studio.mashup
        limited, matched = mashup is not None and mashup.limited, mashup is not None and mashup.matched
        limit, match = self.tr("Limiter: limit peaks to reach the target"), self.tr("Match the songs")
        use = self.tr("true peak −1 dBTP")
        yield Switches(
            [
                (f"{limit}\t{use}", limited, partial(self._limit, not limited)),
                (f"{match}\t{self._gains()}", matched, partial(self._match, not matched)),
            ]
        )

    def _gains(self) -> str:
        """Return what makes the songs alike in loudness: "A −1.2 dB, B +1.2 dB"."""
        alignment = self._studio.session.alignment
        songs = {} if alignment is None else alignment.songs
        changed = {source: song.gain_db for source, song in songs.items() if abs(song.gain_db) >= _AUDIBLE}
        return ", ".join(f"{LETTERS[source]} {signed(gain, 1)} dB" for source, gain in changed.items())

    def _matching(self) -> str:
        gains = self._gains()
        return self.tr("Songs matched in loudness: {gains}").format(gains=gains) if gains else ""

    def _match(self, matched: bool) -> None:
        name = Message("Match the songs' loudness") if matched else Message("Leave the songs' loudness")
        self._studio.edit_with(name, partial(with_matching, matched=matched))

    def _limit(self, limited: bool) -> None:
        name = Message("Limit the peaks") if limited else Message("Don't limit the peaks")
        self._studio.edit_with(name, partial(with_limiter, limited=limited))

    def _chooser(self, loudness: Decibels | None) -> partial[None]:
        return partial(self._studio.change_settings, loudness=loudness)
