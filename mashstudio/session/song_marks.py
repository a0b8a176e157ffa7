"""A song's sections and cues as they are shown: edited by hand, else from its analysis."""

import numpy as np

from mashstudio.analysis.section_names import first_audible_beat, named_sections
from mashstudio.model.mashup import SongSource
from mashstudio.model.sections import Cue, Section
from mashstudio.model.stems import StemName
from mashstudio.session.session import MashupSession


def sections_of(session: MashupSession, source: int) -> tuple[Section, ...]:
    """Return the song's sections: as edited by hand, else named from its analysis; none until it is analysed."""
    deck, analysis = session.decks.get(source), session.analysis(source)
    if deck is None or analysis is None:
        return ()
    edited = _source(session, source)
    if edited is not None and edited.sections is not None:
        return edited.sections
    return named_sections(analysis, deck.peaks, deck.stem_peaks.get(StemName.VOCALS))


def sections_key(session: MashupSession, source: int) -> tuple[object, ...]:
    """Return a key that changes when `sections_of` may: cheaper than finding them after every edit.

    Its last part is what was edited by hand.
    """
    deck, edited = session.decks.get(source), _source(session, source)
    if deck is None:
        return ()
    by_hand = (None, None) if edited is None else (edited.sections, edited.beats)
    return deck, deck.analysis is None, deck.peaks is None, len(deck.stem_peaks), by_hand


def cues_of(session: MashupSession, source: int) -> tuple[Cue, ...]:
    """Return the song's cues: as set by hand, else cue 1 on the first audible beat; none until it is analysed."""
    deck, analysis = session.decks.get(source), session.analysis(source)
    if deck is None or analysis is None:
        return ()
    edited = _source(session, source)
    if edited is not None and edited.cues is not None:
        return edited.cues
    return (Cue(1, max(first_audible_beat(analysis, deck.peaks), 0.0)),)


def cues_key(session: MashupSession, source: int) -> tuple[object, ...]:
    """Return a key that changes when `cues_of` may; its last part is what was edited by hand."""
    deck, edited = session.decks.get(source), _source(session, source)
    if deck is None:
        return ()
    by_hand = (None, None) if edited is None else (edited.cues, edited.beats)
    return deck, deck.analysis is None, deck.peaks is None, by_hand


def section_beats(session: MashupSession, source: int, index: int) -> range:
    """Return the beats of the song, as its cells count them, that lie nearest to a section's borders."""
    sections = sections_of(session, source)
    if session.alignment is None or source not in session.alignment.songs or index >= len(sections):
        return range(0)
    beats = session.alignment.songs[source].beats
    middles = (beats[:-1] + beats[1:]) / 2
    first = int(np.searchsorted(middles, sections[index].start))
    after = index + 1 < len(sections)
    return range(first, int(np.searchsorted(middles, sections[index + 1].start)) if after else len(beats))


def _source(session: MashupSession, source: int) -> SongSource | None:
    mashup = session.mashup
    return mashup.source(source) if mashup is not None and source in mashup.ids else None
