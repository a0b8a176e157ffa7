"""A small band, which isn't composed."""

import random
from collections.abc import Callable, Sequence

from mashstudio.document.band import with_band
from mashstudio.model.band import Band
from mashstudio.model.mashup import Mashup
from mashstudio.model.notes import BandPart, Note, NoteLane

_PLAYED = {BandPart.DRUMS: (0, 36), BandPart.BASS: (33, 40), BandPart.CHORDS: (0, 60), BandPart.LEAD: (80, 72)}
"""The program and the pitch of each lane."""


def few_notes(beats: int, parts: Sequence[BandPart] = tuple(BandPart)) -> Band:
    """Return a band whose lanes play a note on every fourth beat, in C."""
    lanes = (NoteLane(part, _PLAYED[part][0], _notes(beats, _PLAYED[part][1])) for part in parts)
    return Band("pop", beats, tuple(lanes), key=3)


def any_band(mashup: Mashup, dice: random.Random) -> Callable[[Mashup], Mashup]:
    """Return an edit that lets a band of about the mashup's length play in some part of it."""
    band = few_notes(max(mashup.beats + dice.choice([-3, 0, 9]), 1))
    heard = range(*sorted((dice.randrange(mashup.beats + 1), dice.randrange(mashup.beats + 1))))
    return lambda before: with_band(before, band, heard, tuple(BandPart))


def _notes(beats: int, pitch: int) -> tuple[Note, ...]:
    return tuple(Note(beat, 1, pitch, 100) for beat in range(0, beats, 4))
