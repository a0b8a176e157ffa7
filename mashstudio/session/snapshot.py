"""A session's mashup as an export needs it."""

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.pipeline.mashing import Snapshot
from mashstudio.session.session import MashupSession


def snapshot(session: MashupSession) -> Snapshot:
    """Return the session's present mashup. Raises BadArgument if there is none."""
    mashup, alignment = session.mashup, session.alignment
    if mashup is None or alignment is None:
        raise BadArgument(Message("Nothing to export yet. The mashup starts once two songs are analysed."))
    files = session.lane_files(mashup) if session.settled else None
    decks = {source: session.decks[source] for source in mashup.ids}
    songs = {source: deck.ready for source, deck in decks.items() if deck.ready is not None}
    separators = {source: deck.separator for source, deck in decks.items()}
    return Snapshot(mashup, alignment, songs, separators, session.path, files)
