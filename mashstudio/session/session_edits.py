"""Edits of a session that need more than its document: the songs, or an engine that may be missing."""

from typing import Final

from mashstudio.alignment.warp import check_engine
from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document import versions
from mashstudio.document.edits import Selection, with_engine, within
from mashstudio.document.placing import with_proposal, with_stretches
from mashstudio.document.proposals import Proposal, Stretch, filling
from mashstudio.model.alignment import Engine
from mashstudio.model.choices import TempoChoice
from mashstudio.model.mashup import VERSION_LETTERS
from mashstudio.pipeline.mashing import arranged
from mashstudio.pipeline.realign import at_tempo
from mashstudio.session.session import MashupSession
from mashstudio.session.suggesting import Suggesting


def choose_tempo(session: MashupSession, name: Message, tempo: TempoChoice) -> None:
    """Change the mashup to `tempo` (see `at_tempo`), as a step called `name`."""
    if session.laid is not None:
        session.edit(name, at_tempo(session.laid.mashup, session.laid.alignment, session.songs, tempo))


def choose_engine(session: MashupSession, name: Message, source: int, engine: Engine) -> None:
    """Have `engine` stretch and shift a song, as a step called `name`. Raises ToolMissing if it isn't installed."""
    check_engine(engine)
    if session.mashup is not None:
        session.edit(name, with_engine(session.mashup, source, engine))


SUGGEST: Final = Message("Suggest an arrangement")


def suggest(session: MashupSession, where: Selection | None = None) -> None:
    """Fill the whole mashup, or a selection, with a suggestion of what is known before stems. Raises BadArgument."""
    if session.laid is not None:
        session.edit(SUGGEST, arranged(session.laid.mashup, session.laid.alignment, where))


def propose(session: MashupSession, proposal: Proposal) -> None:
    """Fill the whole mashup with a proposal, its songs transposed for it, as one step. Raises BadArgument."""
    if (laid := session.laid) is not None:
        session.edit(SUGGEST, with_proposal(laid.mashup, session.song_beats(), laid.alignment.shifts, proposal))


def fill(session: MashupSession, suggesting: Suggesting, where: Selection) -> None:
    """Fill a selection with places that fit, in the songs' present keys; with any suggestion if there are none.

    Raises BadArgument.
    """
    laid = session.laid
    if laid is None:
        return
    stretches: tuple[Stretch, ...] = ()
    if suggesting.found is not None:
        shifts = laid.alignment.shifts
        stretches = filling(suggesting.heard, suggesting.found, shifts, within(laid.mashup, where).beats)
    if stretches:
        session.edit(SUGGEST, with_stretches(laid.mashup, session.song_beats(), where, stretches))
    else:
        suggest(session, where)


_COMPARE: Final = Message("Compare with version {letter}")


def switch_version(session: MashupSession, slot: int, name: Message | None = None) -> None:
    """Switch to a kept version, as one step. name: of the step.

    Raises BadArgument if it is empty, or if a song of it isn't there.
    """
    mashup, letter = session.mashup, VERSION_LETTERS[slot]
    if mashup is None:
        return
    version = mashup.versions.kept[slot]
    if version is None:
        raise BadArgument(Message("Version {letter} is empty.", letter=letter))
    if (song := session.missing(version.mashup)) is not None:
        raise BadArgument(
            Message(
                "Version {letter} plays “{title}”, which isn't read yet or can't be found. If it was moved, put it "
                "next to the project and open that again.",
                letter=letter,
                title=song.title,
            )
        )
    session.edit(name or Message("Switch to version {letter}", letter=letter), versions.switched(mashup, slot))


def compare_versions(session: MashupSession) -> None:
    """Switch to the version used last that differs; right after that, go back to where it was.

    Going back undoes that step, so however often one compares, nothing piles up and nothing is lost. Raises BadArgument
    if nothing differs, or as `switch_version` does.
    """
    if session.mashup is None:
        return
    last = session.history.undo_name
    if last is not None and last.template == _COMPARE.template:
        session.undo()
        return
    slot = versions.to_compare(session.mashup)
    if slot is None:
        raise BadArgument(Message("Nothing to compare yet: keep a version, then change something."))
    switch_version(session, slot, _COMPARE.filled(letter=VERSION_LETTERS[slot]))
