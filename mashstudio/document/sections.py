"""Edits of sections and cues, and placing a section's beats on the grid."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.document.edits import BeatCounts, paste, with_source
from mashstudio.model.mashup import SILENT, Mashup, cells_of
from mashstudio.model.sections import MOST_SECTIONS, Cue, Section, section_at

Sections = tuple[Section, ...]
Cues = tuple[Cue, ...]

CLOSEST: Seconds = 0.1
"""The least length of a section."""


def split(sections: Sections, at: Seconds) -> Sections:
    """Begin another section of the same name at `at`. Raises BadArgument if one begins there, or for too many."""
    if any(abs(section.start - at) < CLOSEST for section in sections):
        raise BadArgument(Message("A section already begins there. Move the playhead into the section to split it."))
    if len(sections) >= MOST_SECTIONS:
        raise BadArgument(Message("A song has at most {most} sections.", most=MOST_SECTIONS))
    inside = section_at(sections, at)
    name = sections[0 if inside is None else inside].name
    return tuple(sorted((*sections, Section(at, name)), key=lambda section: section.start))


def joined(sections: Sections, index: int) -> Sections:
    """Join a section with the next one, under its own name. Raises BadArgument for the last one."""
    if index + 1 >= len(sections):
        raise BadArgument(Message("This is the last section: there is no next one to join."))
    return sections[: index + 1] + sections[index + 2 :]


def renamed(sections: Sections, index: int, name: str) -> Sections:
    """Rename a section."""
    return (*sections[:index], replace(sections[index], name=name), *sections[index + 1 :])


def moved(sections: Sections, index: int, start: Seconds) -> Sections:
    """Let a section begin at `start`. Raises BadArgument unless that lies between its neighbours' borders."""
    changed = (*sections[:index], replace(sections[index], start=max(start, 0.0)), *sections[index + 1 :])
    if any(after.start - before.start < CLOSEST for before, after in pairwise(changed)):
        raise BadArgument(Message("A section's border can't be moved past the next one."))
    return changed


def with_sections(mashup: Mashup, source: int, sections: Sections | None) -> Mashup:
    """Set a song's sections; None: as analysed."""
    return with_source(mashup, replace(mashup.source(source), sections=sections))


def with_cue(cues: Cues, cue: Cue) -> Cues:
    """Set a cue, in place of the one that has its number."""
    return tuple(sorted((*without_cue(cues, cue.number), cue), key=lambda each: each.number))


def without_cue(cues: Cues, number: int) -> Cues:
    """Remove the cue `number`, if there is one."""
    return tuple(cue for cue in cues if cue.number != number)


def with_cues(mashup: Mashup, source: int, cues: Cues | None) -> Mashup:
    """Set a song's cues; None: as analysed."""
    return with_source(mashup, replace(mashup.source(source), cues=cues))


def placed(mashup: Mashup, beats: BeatCounts, source: int, song_beats: range, at: int) -> Mashup:
    """Play these beats of a source in its lanes from grid beat `at` on, extending the mashup if necessary.

    Raises BadArgument if `at` lies before the first beat, or the mashup would be too long.
    """
    played = np.array(song_beats, np.int32)
    played[(played < 0) | (played >= beats[source])] = SILENT
    lanes = tuple(mashup.lanes_of(source))
    return paste(mashup, np.tile(cells_of(played), (len(lanes), 1)), lanes, at)
