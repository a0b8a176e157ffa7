"""How a deck's song was aligned and which separator made its stems, in words."""

from PySide6.QtCore import QCoreApplication

from mashstudio.gui.decks.header import shift_words
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.text.translation import translate
from mashstudio.session.deck import Stage, State
from mashstudio.session.session import MashupSession


def fit_words(session: MashupSession, source: int, shown: ShownSong) -> str:
    """Return how the song was aligned, what is still being done, and where its stems come from."""
    alignment, parts = session.alignment, []
    if alignment is None:
        parts.append(QCoreApplication.translate("DeckView", "Aligned to the grid once another song is ready"))
    elif shown.analysis is not None and not shown.coming and source in alignment.songs:
        done = shift_words(shown.analysis, alignment.songs[source], alignment.grid.tempo)
        parts.append(done or QCoreApplication.translate("DeckView", "Tempo and key unchanged"))
    fitting = shown.deck.progress[Stage.FITTING]
    if fitting.state is State.WORKING:
        parts.append(f"{translate(fitting.doing)} {round(fitting.fraction * 100)} %")
    parts.append(shown.stems_words)
    return "  ·  ".join(parts)
