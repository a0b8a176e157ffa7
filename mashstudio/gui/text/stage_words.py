"""What a loading song waits for, in the user's language."""

from PySide6.QtCore import QCoreApplication

from mashstudio.model.choices import LETTERS
from mashstudio.session.deck import Deck, Stage, State
from mashstudio.session.session import MashupSession


def waits_for(session: MashupSession, deck: Deck) -> str:
    """Return what the song on `deck` waits for: work on another one; "" if it doesn't wait."""
    if deck.waiting is None:
        return ""
    for source in session.sources:
        other = session.shown(source)
        if other is not None and other is not deck and (words := _work_words(other)):
            return words.format(letter=LETTERS[source])
    return ""


def _work_words(deck: Deck) -> str:
    """Return the text for the work on `deck` that others wait for."""
    translate = QCoreApplication.translate
    working = {stage for stage, progress in deck.progress.items() if progress.state is State.WORKING}
    if Stage.READING in working:
        return translate("StageRow", "waiting until song {letter} is read")
    if Stage.ANALYSING in working:
        return translate("StageRow", "waiting for song {letter}'s beats")
    if working & {Stage.SEPARATING, Stage.TAKING}:
        return translate("StageRow", "waiting for song {letter}'s stems")
    if Stage.FITTING in working:
        return translate("StageRow", "waiting until song {letter} is aligned")
    return ""
