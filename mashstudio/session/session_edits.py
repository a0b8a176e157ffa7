"""Edits of a session that need more than its document: the songs, or an engine that may be missing."""

from mashstudio.alignment.warp import check_engine
from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, with_engine
from mashstudio.model.alignment import Engine
from mashstudio.model.choices import TempoChoice
from mashstudio.pipeline.mashing import arranged
from mashstudio.pipeline.realign import at_tempo
from mashstudio.session.session import MashupSession


def choose_tempo(session: MashupSession, name: Message, tempo: TempoChoice) -> None:
    """Change the mashup to `tempo` (see `at_tempo`), as a step called `name`."""
    if session.laid is not None:
        session.edit(name, at_tempo(session.laid.mashup, session.laid.alignment, session.songs, tempo))


def choose_engine(session: MashupSession, name: Message, source: int, engine: Engine) -> None:
    """Have `engine` stretch and shift a song, as a step called `name`. Raises ToolMissing if it isn't installed."""
    check_engine(engine)
    if session.mashup is not None:
        session.edit(name, with_engine(session.mashup, source, engine))


def suggest(session: MashupSession, where: Selection | None = None) -> None:
    """Fill the whole mashup, or a selection, with a suggestion. Raises BadArgument."""
    if session.laid is not None:
        arrangement = arranged(session.laid.mashup, session.laid.alignment, where)
        session.edit(Message("Suggest an arrangement"), arrangement)
