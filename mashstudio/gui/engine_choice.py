"""Which engine stretches and shifts each song, and how far its work is."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from mashstudio.facts.alignment import Alignment, Engine
from mashstudio.gui.choice_controls import Choice, Entry, MenuButton
from mashstudio.gui.figures import tempo_text
from mashstudio.gui.in_words import in_words
from mashstudio.gui.stem_words import song_letter
from mashstudio.gui.studio import Studio
from mashstudio.studio.deck import Stage, State

ENGINE_NAMES: Final = {Engine.OWN: "MashStudio", Engine.RUBBER_BAND: "Rubber Band R3"}


class EngineChoice(Choice):
    """The engine of each song; below it what is still being fitted."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        super().__init__(self.button)
        self._studio = studio
        studio.decks_changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Shows everything in the user's language."""
        self.caption.setText(self.tr("Engine"))
        # It comes last, and takes what room there is left.
        self.detail.reserve(ENGINE_NAMES[Engine.OWN])
        self.button.setToolTip(
            self.tr("What stretches and shifts each song. Rubber Band R3 takes minutes; you hear it once it's done.")
        )

    def refresh(self) -> None:
        """Shows what is chosen now, and what it is doing."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None:
            self.show_nothing(self.button)
            return
        others = [song for song, engine in enumerate(mashup.engines) if engine is not Engine.OWN]
        shown = ENGINE_NAMES[mashup.engines[others[0]] if others else Engine.OWN]
        if len(others) == 1:
            shown = f"{song_letter(others[0])}: {shown}"
        self.button.show_choice(shown, self.caption.text())
        # Where room is short it is for notes: they have tooltips.
        self.button.setMinimumWidth(self.button.sizeHint().width())
        self.detail.show_text(*self._doing(alignment))

    def _entries(self) -> Iterable[Iterable[Entry]]:
        mashup = self._studio.mashup
        if mashup is None:
            return
        for song, chosen in enumerate(mashup.engines):
            words = self.tr("Song {letter}: {engine}")
            yield [
                (words.format(letter=song_letter(song), engine=name), engine is chosen, self._chooser(song, engine))
                for engine, name in ENGINE_NAMES.items()
            ]

    def _chooser(self, song: int, engine: Engine) -> partial[None]:
        words = self.tr("Engine of song {letter}: {engine}")
        name = words.format(letter=song_letter(song), engine=ENGINE_NAMES[engine])
        return partial(self._studio.attempt, lambda: self._studio.session.choose_engine(name, song, engine))

    def _doing(self, wanted: Alignment) -> tuple[str, str]:
        """What keeps the mashup from being heard as it is wanted; and more of it, for a tooltip."""
        session = self._studio.session
        if (error := self._error()) is not None:
            return error, error
        if session.fitting.heard is None:
            return self._progress(self.tr("fitting both songs"), [0, 1]), ""
        if session.fitting.heard is not wanted:
            what = self.tr("fitting to {tempo}").format(tempo=tempo_text(wanted.grid.tempo))
            return self._progress(what, [0, 1]), self.tr("Meanwhile it is heard as before")
        return self._fitting_stems(wanted)

    def _fitting_stems(self, wanted: Alignment) -> tuple[str, str]:
        session = self._studio.session
        waiting = [song for song in (0, 1) if not session.fitting.settled(song, session.stems_used(song))]
        if not waiting:
            return "", ""
        if any(deck is not None and deck.stems is None for deck in session.decks):
            return self.tr("stems are on their way"), ""
        if all(wanted.songs[song].engine is Engine.OWN for song in waiting):
            return self._progress(self.tr("fitting the stems"), waiting), ""
        return self._progress("Rubber Band", waiting), self.tr("Until then MashStudio's engine is heard")

    def _error(self) -> str | None:
        for deck in self._studio.session.decks:
            if deck is not None and deck.progress[Stage.FITTING].state is State.FAILED:
                return in_words(deck.progress[Stage.FITTING].error)
        return None

    def _progress(self, doing: str, songs: list[int]) -> str:
        """`doing`, and how far these songs together are."""
        decks = [deck for song in songs if (deck := self._studio.session.decks[song]) is not None]
        steps = [deck.progress[Stage.FITTING] for deck in decks]
        done = [1.0 if step.state is State.DONE else step.fraction for step in steps]
        # Nothing begun, or nothing left to do but to be noticed: no number says more than none.
        return f"{doing} … {100 * sum(done) / len(done):.0f} %" if 0 < sum(done) < len(done) else f"{doing} …"
