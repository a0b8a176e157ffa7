"""Accompaniments composed bar by bar and lane by lane: token by token, or by a generator each at once."""

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.generation.bar_network import noise_of, write_scored
from mashstudio.generation.facts import Bar, bars_of, conditions_of, rows_of
from mashstudio.generation.harmony import base_of, pitch_of
from mashstudio.generation.heard import Heard
from mashstudio.generation.models import BandModel, Genre
from mashstudio.generation.network import Network
from mashstudio.generation.rolls import COLUMNS, LOWEST, PARTS, STEPS, Roll, empty_roll, last_pitch, read, write
from mashstudio.generation.tokens import BEGIN, DRUM, LENGTH, NEXT, VOCABULARY, allowed, height_of, note_of
from mashstudio.model.band import Manner
from mashstudio.model.notes import BandPart, Note, NoteLane, in_time

_MOST_NOTES: Final = {BandPart.DRUMS: 8, BandPart.BASS: 1, BandPart.CHORDS: 5, BandPart.LEAD: 1}
_TRIES: Final = 4
_PUSH: Final = 1.5
"""By how much a wish for many or few notes changes the scores of none at the most."""


def compose(
    model: BandModel,
    heard: Heard,
    genre: Genre,
    manner: Manner,
    *,
    parts: Collection[BandPart] = PARTS,
    lanes: Mapping[BandPart, NoteLane] | None = None,
    bars: range | None = None,
    job: Job,
) -> dict[BandPart, NoteLane]:
    """Return the lanes `parts`, composed anew in `bars` (counted from 0; None: all of them).

    lanes: what there is: others than `parts` are listened to and stay; of `parts`, the notes outside of `bars` stay.
    Raises Cancelled.
    """
    lanes = lanes or {}
    wanted = range(len(heard.bars)) if bars is None else bars
    beats = range(heard.bars[wanted.start], _end(heard, wanted.stop))
    roll, conditions = empty_roll(heard.beats), conditions_of(heard)
    for part, lane in lanes.items():
        kept = lane.notes if part not in parts else _outside(lane.notes, beats)
        write(roll, part, kept, heard)
    order = [part for part in PARTS if part in parts]
    fixed = {part for part in lanes if part not in parts}
    written: dict[BandPart, list[Note]] = {part: [] for part in order}
    pieces = [
        (number, bar) for number, bar in enumerate(bars_of(heard)) if bar.steps.start // STEPS in beats
    ]  # fmt: skip
    network_genre = model.weights_of(genre)
    for done, (number, bar) in enumerate(pieces):
        job.report(done / len(pieces), Message("Composing"))
        for part in order:
            given = fixed | set(order[: order.index(part)])
            rows = rows_of(
                roll, conditions, bar, part, given, network_genre, _amount(manner.density), _amount(manner.complexity)
            )
            dice = np.random.default_rng([manner.seed, PARTS.index(part), number])
            for _try in range(_TRIES):
                if isinstance(model.network, Network):
                    _write_bar(model.network, heard, roll, rows, bar, part, manner, dice)
                else:
                    noise = noise_of(manner.seed, number, part, model.network.noise, dice)
                    scores = model.network.scores(rows, np.float32(manner.temperature) * noise)
                    write_scored(roll, part, bar.steps, scores, _PUSH * (1 - 2 * manner.density))
                    if heard.in_threes:
                        roll[bar.steps.start + STEPS - 1 : bar.steps.stop : STEPS, COLUMNS[part]] = 0
                if roll[bar.steps.start : bar.steps.stop, COLUMNS[part]].any():
                    break
    for part in order:
        for number, bar in pieces:
            # Small differences in velocity are drawn by themselves: they don't depend on how often dice were thrown.
            written[part] += read(
                roll, part, bar.steps, heard, np.random.default_rng([manner.seed, PARTS.index(part), number, 1])
            )
    return {
        part: NoteLane(part, genre.programs[part], _merged(written[part], lanes.get(part), beats)) for part in order
    }


def _end(heard: Heard, bar: int) -> int:
    return heard.bars[bar] if bar < len(heard.bars) else heard.beats


def _outside(notes: tuple[Note, ...], beats: range) -> list[Note]:
    return [note for note in notes if not beats.start <= note.start < beats.stop]


def _merged(written: list[Note], lane: NoteLane | None, beats: range) -> tuple[Note, ...]:
    kept = [] if lane is None else _outside(lane.notes, beats)
    return in_time([*written, *kept])


def _amount(wish: float) -> int:
    """Return which amount (see AMOUNTS) a wish of 0–1 is."""
    return 1 if wish < 1 / 3 else 3 if wish > 2 / 3 else 0


def _write_bar(
    network: Network,
    heard: Heard,
    roll: Roll,
    rows: NDArray[np.float32],
    bar: Bar,
    part: BandPart,
    manner: Manner,
    dice: np.random.Generator,
) -> None:
    """Write a bar of a lane into the roll, token by token."""
    grasped, state, token = network.grasp(rows), network.begin(), BEGIN
    own = roll[:, COLUMNS[part]]
    own[bar.steps.start : bar.steps.stop] = 0
    last = last_pitch(roll, part, bar.steps.start, heard)
    for place, step in enumerate(bar.steps):
        chord = heard.chord_at(step / STEPS)
        base = 0 if part is BandPart.DRUMS else base_of(chord, LOWEST[part])
        kind, notes = None, 0
        while True:
            height = height_of(last, base)
            scores, state = network.step(grasped[place], token, height, state)
            may = allowed(part, kind)
            if notes >= _MOST_NOTES[part] or (heard.in_threes and step % STEPS == STEPS - 1):
                may[DRUM:] = False
            if notes == 0:
                scores[NEXT] += _PUSH * (1 - 2 * manner.density)
            token = _drawn(scores, may, manner.temperature, dice)
            note = note_of(token, part)
            if note is None:
                if token >= LENGTH:
                    own[step, -1] = token - LENGTH + 1
                break
            kind, level = note
            own[step, kind] = level
            notes += 1
            if part is not BandPart.DRUMS:
                last = pitch_of(chord, kind, LOWEST[part])


def _drawn(
    scores: NDArray[np.float32],
    may: NDArray[np.bool_],
    temperature: float,
    dice: np.random.Generator,
) -> int:
    """Return a token that may follow, by chance."""
    chance = float(dice.random())
    if temperature <= 0:
        return int(np.where(may, scores, -np.inf).argmax())
    wide = np.where(may, scores.astype(np.float64) / temperature, -np.inf)
    shares = np.cumsum(np.exp(wide - wide.max()))
    return min(int(np.searchsorted(shares, chance * shares[-1], side="right")), VOCABULARY - 1)
