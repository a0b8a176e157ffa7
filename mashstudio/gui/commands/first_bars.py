"""The first bars of a mashup: whether they can be played, and what they wait for."""

from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication

from mashstudio.gui.studio import Studio
from mashstudio.gui.text.stage_words import waits_for
from mashstudio.gui.text.translation import translate
from mashstudio.model.choices import LETTERS
from mashstudio.model.mashup import SILENT, Mashup
from mashstudio.session.deck import State

_BEATS: Final = 16
_OVER: Final = frozenset({State.FAILED, State.CANCELLED})


def first_bars(mashup: Mashup) -> range:
    """Return the first 16 beats from the first non-silent one on; an empty range at the end if all are silent."""
    played = np.flatnonzero(np.any(mashup.played != SILENT, axis=0))
    start = int(played[0]) if len(played) else mashup.beats
    return range(start, min(start + _BEATS, mashup.beats))


def songs_without_sound(studio: Studio) -> list[int]:
    """Return the songs that the first bars use but that can't be played there yet; all while there is no mashup."""
    return [source for source in studio.session.sources if _lacks_sound(studio, source)]


def gave_up(studio: Studio) -> bool:
    """Return True if a song needed by the first bars has failed or was cancelled."""
    decks = [studio.session.shown(song) for song in songs_without_sound(studio)]
    return any(deck is not None and _OVER & {p.state for p in deck.progress.values()} for deck in decks)


def waits_words(studio: Studio) -> str:
    """Return the progress of the songs that aren't ready: "Song A: Finding the beats 34 %", joined."""
    return "  ·  ".join(filter(None, (song_words(studio, song) for song in songs_without_sound(studio))))


def song_words(studio: Studio, song: int) -> str:
    """Return the progress of a song, or what it waits for; "" for neither."""
    session, letter = studio.session, LETTERS[song]
    deck = session.shown(song)
    if deck is None:
        return ""
    working = next((p for p in deck.progress.values() if p.state is State.WORKING), None)
    if working is None:
        doing = waits_for(session, deck)
    else:
        # No line break before the sign.
        doing = f"{translate(working.doing)} {round(working.fraction * 100)}\N{NO-BREAK SPACE}%".strip()
    template = QCoreApplication.translate("FirstBars", "Song {letter}: {doing}")
    return template.format(letter=letter, doing=doing) if doing else ""


def _lacks_sound(studio: Studio, song: int) -> bool:
    mashup, audible = studio.mashup, studio.session.fitting.audible_beats(song)
    if mashup is None:
        return True
    if song not in mashup.ids:
        return False
    beats = first_bars(mashup)
    cells = mashup.played[mashup.lanes_of(song), beats.start : beats.stop]
    played = cells[cells != SILENT]
    return not bool(np.all((played >= audible.start) & (played < audible.stop)))
