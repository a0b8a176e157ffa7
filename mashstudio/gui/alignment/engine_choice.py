"""The choice of how each song is stretched: by which engine, and which lanes keep their timing; with the progress."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Final

from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.edits import with_timing
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import tempo_text
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets.choice_controls import Choice, Entry, MenuButton
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.alignment import Alignment, Engine, Timing
from mashstudio.model.mashup import SongSource
from mashstudio.session.deck import Stage, State
from mashstudio.session.session_edits import choose_engine
from mashstudio.session.workers import Urgency

_HEARD_FIRST: Final = frozenset({Urgency.FIT_SONG, Urgency.EXCERPT, Urgency.FIT_STEMS})
ENGINE_NAMES: Final = {Engine.OWN: "MashStudio", Engine.RUBBER_BAND: "Rubber Band R3"}


class EngineChoice(Choice):
    """The engine and the timing of each song; below it, the progress of fitting."""

    def __init__(self, studio: Studio) -> None:
        self.button = MenuButton(self._entries)
        super().__init__(self.button)
        self._studio = studio
        for signal in (studio.decks_changed, studio.progress_changed):
            signal.connect(self.refresh)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.caption.setText(self.tr("Engine"))
        # It is last in the row and takes the remaining width.
        self.detail.reserve(ENGINE_NAMES[Engine.OWN])
        tip = self.tr(
            "Time-stretches and pitch-shifts each song. Rubber Band R3 takes minutes; you hear it once it's done. "
            "Vocals or instruments that keep their timing follow the grid bar by bar, not beat by beat."
        )
        self.button.setToolTip(wrapped_tip(tip))

    @override
    def refresh(self) -> None:
        """Show the current choice and progress."""
        mashup, alignment = self._studio.mashup, self._studio.session.alignment
        if mashup is None or alignment is None:
            self.show_nothing(self.button)
            return
        others = [source for source in mashup.sources if source.engine is not Engine.OWN]
        shown = ENGINE_NAMES[others[0].engine if others else Engine.OWN]
        if len(others) == 1:
            shown = f"{others[0].letter}: {shown}"
        self.button.show_choice(shown, self.caption.text())
        # Where room is short, the notes give way first: they have tooltips.
        self.button.setMinimumWidth(self.button.sizeHint().width())
        doing, tip = self._doing(alignment)
        timings = self._timings()
        self.detail.show_text(doing or timings, "\n".join(line for line in (tip, timings) if line))

    def _entries(self) -> Iterable[Iterable[Entry]]:
        mashup = self._studio.mashup
        if mashup is None:
            return
        for source in mashup.sources:
            words = self.tr("Song {letter}: {engine}")
            yield [
                (
                    words.format(letter=source.letter, engine=name),
                    each is source.engine,
                    self._chooser(source, each),
                )
                for each, name in ENGINE_NAMES.items()
            ]
            names = {timing: translate(_timing_name(timing)) for timing in Timing}
            yield [
                (words.format(letter=source.letter, engine=name), each is source.timing, self._timer(source, each))
                for each, name in names.items()
            ]

    def _chooser(self, source: SongSource, engine: Engine) -> partial[None]:
        name = Message("Engine of song {letter}: {engine}", letter=source.letter, engine=ENGINE_NAMES[engine])
        choose = partial(choose_engine, self._studio.session, name, source.id, engine)
        return partial(self._studio.attempt, choose)

    def _timings(self) -> str:
        """Return which songs have lanes that keep their timing."""
        sources = () if self._studio.mashup is None else self._studio.mashup.sources
        kept = [source for source in sources if source.timing is not Timing.BEATS]
        return ", ".join(f"{source.letter}: {translate(_timing_name(source.timing))}" for source in kept)

    def _timer(self, source: SongSource, timing: Timing) -> partial[None]:
        name = Message("Timing of song {letter}: {timing}", letter=source.letter, timing=_timing_name(timing))
        return partial(self._studio.edit_with, name, partial(with_timing, source=source.id, timing=timing))

    def _doing(self, wanted: Alignment) -> tuple[str, str]:
        """Return what delays hearing the mashup as wanted, and details for a tooltip."""
        fitting, songs = self._studio.session.fitting, list(wanted.songs)
        if (error := self._error()) is not None:
            return error, error
        if fitting.heard is wanted:
            return self._fitting_stems(wanted)
        ready = [source for source in songs if fitting.sounds(source)]
        if fitting.heard is None:
            return self._progress(self.tr("aligning songs"), songs, ready, _HEARD_FIRST), ""
        what = self.tr("aligning to {tempo}").format(tempo=tempo_text(wanted.grid.tempo))
        return self._progress(what, songs, ready, _HEARD_FIRST), self.tr("Until then you hear the previous version")

    def _fitting_stems(self, wanted: Alignment) -> tuple[str, str]:
        session = self._studio.session
        settled = [source for source in wanted.songs if session.fitting.settled(source, session.stems_used(source))]
        waiting = [song for source, song in wanted.songs.items() if source not in settled]
        if not waiting:
            return "", ""
        if any(deck.stems is None for deck in session.decks.values()):
            return self.tr("preparing stems"), ""
        if all(song.engine is Engine.OWN for song in waiting):
            return self._progress(self.tr("aligning stems"), list(wanted.songs), settled, {Urgency.FIT_STEMS}), ""
        chosen = [source for source, song in wanted.songs.items() if song.engine is Engine.RUBBER_BAND]
        words = self._progress("Rubber Band", chosen, settled, {Urgency.FIT_BY_CHOICE})
        return words, self.tr("Until then you hear MashStudio's engine")

    def _error(self) -> str | None:
        for deck in self._studio.session.decks.values():
            if deck.progress[Stage.FITTING].state is State.FAILED:
                return translate(deck.progress[Stage.FITTING].error)
        return None

    def _progress(
        self, doing: str, sources: Collection[int], ready: Collection[int], pieces: Collection[Urgency]
    ) -> str:
        """Return `doing` with the overall progress of these songs: 1 for each in `ready`, else the progress of its
        work.

        pieces: the pieces of a song's work that count; earlier ones don't, as each begins at 0.
        """
        decks, fitting = self._studio.session.decks, self._studio.session.fitting
        shares = [
            1.0
            if source in ready
            else decks[source].progress[Stage.FITTING].fraction
            if source in decks and fitting.piece(source) in pieces
            else 0.0
            for source in sources
        ]
        # Not started, or finished but not yet noticed: a number would say no more.
        return f"{doing} … {100 * sum(shares) / len(shares):.0f} %" if 0 < sum(shares) < len(shares) else f"{doing} …"


def _timing_name(timing: Timing) -> Message:
    match timing:
        case Timing.BEATS:
            return Message("every beat on the grid")
        case Timing.VOCALS:
            return Message("vocals keep their timing")
        case Timing.INSTRUMENTS:
            return Message("instruments keep their timing")
