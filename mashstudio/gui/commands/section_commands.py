"""Commands on the sections of a song, for decks and grid."""

import json
import os
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMimeData

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.document import sections as edits
from mashstudio.document.edits import Selection
from mashstudio.gui.commands.play_commands import loop_beats
from mashstudio.gui.studio import Studio
from mashstudio.model.sections import Section
from mashstudio.session.song_marks import section_beats, sections_of
from mashstudio.session.song_time import grid_beat, song_time

_TYPE = "application/x-mashstudio-section"


def edit_sections(
    studio: Studio,
    source: int,
    name: Message,
    change: Callable[[tuple[Section, ...]], tuple[Section, ...] | None],
) -> None:
    """Change a song's sections (to None: as analysed), as a step called `name`; tell the user if that is refused."""
    shown = sections_of(studio.session, source)
    if shown:
        studio.edit_with(name, lambda mashup: edits.with_sections(mashup, source, change(shown)))


def select_section(studio: Studio, source: int, index: int) -> None:
    """Select a section's beats in its song's lanes; if it lies beside the mashup, tell the user."""
    mashup = studio.mashup
    if mashup is None or source not in mashup.ids:
        return
    beats, offset = section_beats(studio.session, source, index), mashup.source(source).offset
    start, stop = max(beats.start - offset, 0), min(beats.stop - offset, mashup.beats)
    if start < stop:
        studio.select(Selection(tuple(mashup.lanes_of(source)), start, stop))
    else:
        studio.notice.emit(
            QCoreApplication.translate(
                "Section", "This section lies outside the mashup. Drag it onto the grid to place it."
            )
        )


def loop_section(studio: Studio, source: int, index: int) -> None:
    """Select a section's beats in its song's lanes, and loop them."""
    select_section(studio, source, index)
    mashup, selection = studio.mashup, studio.selection
    if mashup is not None and selection.lanes == tuple(mashup.lanes_of(source)) and selection.beats > 0:
        loop_beats(studio, selection.start, selection.stop)


def place_section(studio: Studio, source: int, beats: range, at: int) -> None:
    """Place beats of a song in its lanes from grid beat `at` on, and select them there."""
    before, counts = studio.mashup, studio.session.song_beats()
    studio.edit_with(Message("Place section"), lambda mashup: edits.placed(mashup, counts, source, beats, at))
    after = studio.mashup
    if after is not None and after is not before:
        studio.select(Selection(tuple(after.lanes_of(source)), at, at + len(beats)))


def go_to(studio: Studio, source: int, seconds: Seconds) -> None:
    """Move the playhead to a time of a song, if it lies on the grid."""
    beat = grid_beat(studio.session, source, seconds)
    if beat is not None:
        studio.player.seek(studio.sound.frame_of(beat))


def playhead_in(studio: Studio, source: int) -> Seconds | None:
    """Return the playhead in a song's own time; None if the song isn't on the grid yet."""
    return song_time(studio.session, source, studio.sound.beat_at(studio.player.position()))


def carried_section(studio: Studio, source: int, index: int) -> QMimeData | None:
    """Return what dragging a section carries to the grid of the same window; None if the song isn't on it yet."""
    beats = section_beats(studio.session, source, index)
    if not beats:
        return None
    data = QMimeData()
    data.setData(_TYPE, json.dumps([window_mark(studio), source, beats.start, beats.stop]).encode())
    return data


def section_in(studio: Studio, data: QMimeData) -> tuple[int, range] | None:
    """Return the song and its beats that `data` carries from this window; None for anything else."""
    try:
        window, source, start, stop = json.loads(bytes(data.data(_TYPE).data()))
    except (ValueError, TypeError):
        return None
    there = studio.mashup is not None and window == window_mark(studio) and source in studio.mashup.ids
    return (source, range(start, stop)) if there else None


def window_mark(studio: Studio) -> str:
    """Return what tells this window from others, also of other programs."""
    return f"{os.getpid()} {id(studio)}"
