"""Pass a program to the audio process in a slot that isn't in use."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import FrameCount
from mashstudio.model.plan import Effects, Plan

_OTHERS: Final = {"frames", "master", "effects", "limited"}
_COLUMNS = tuple(field.name for field in fields(Plan) if field.name not in _OTHERS)
_EFFECTS = tuple(field.name for field in fields(Effects) if field.name not in ("echo", "feedback", "decay"))
_BARS: Final = "bars"
_FLOATS: Final = {"gain": (), "level": (), "tone": (5,), "place": (4,), "sends": (2,)}
"""Columns of float32, and the shape of their entries; all others are int64."""

MOST_CELLS: Final = 1_600_000
"""The limit for a document (MAX_CELLS, which the player doesn't import)."""

MOST_RUNS: Final = 2 * MOST_CELLS + 200_000
"""Room for the longest document, every cell a run of its own, with its loop and its metronome."""

SLOTS: Final = 3
"""One is played, one may be waiting for its bar, one is filled."""

SLOT_BYTES: Final = MOST_RUNS * 8 * len(_COLUMNS)
"""Address space only: pages never written take no memory."""


@dataclass(frozen=True, eq=False)
class Program:
    """Everything that is played, in one piece, so that no block plays half an edit.

    plan: the mix. clicks: a plan whose lane 0 is the metronome's click; None: no metronome.
    loop: the frames (start, end) that repeat, or None; looped: the plan within them (see `loop_plan`).
    bars: int64, increasing: while something plays, it takes over at the next of these frames; None: at once.
    """

    plan: Plan
    clicks: Plan | None = None
    loop: tuple[int, int] | None = None
    looped: Plan | None = None
    bars: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class PlanLayout:
    """The places of a plan's columns in a slot, each as (start in bytes, size), and the plan's other fields."""

    columns: tuple[tuple[int, int], ...]
    frames: int
    master: float
    limited: bool
    effects: "EffectsLayout | None" = None


@dataclass(frozen=True)
class EffectsLayout:
    """The same for its effects."""

    columns: tuple[tuple[int, int], ...]
    echo: int
    feedback: float
    decay: float


@dataclass(frozen=True)
class ProgramLayout:
    """The places of a program's parts in its slot."""

    plan: PlanLayout
    clicks: PlanLayout | None
    loop: tuple[int, int] | None
    looped: PlanLayout | None
    bars: tuple[int, int] | None = None


def write_program(program: Program, slot: memoryview) -> ProgramLayout:
    """Copy `program` into `slot`; return its layout. Raises ValueError if it doesn't fit."""
    place = _Place(slot)
    return ProgramLayout(
        plan=_write(program.plan, place),
        clicks=None if program.clicks is None else _write(program.clicks, place),
        loop=program.loop,
        looped=None if program.looped is None else _write(program.looped, place),
        bars=None if program.bars is None else place.put(_BARS, program.bars),
    )


def read_program(layout: ProgramLayout, slot: memoryview) -> Program:
    """Return the program in `slot`; its arrays are read-only views of the slot."""
    return Program(
        plan=_read(layout.plan, slot),
        clicks=None if layout.clicks is None else _read(layout.clicks, slot),
        loop=layout.loop,
        looped=None if layout.looped is None else _read(layout.looped, slot),
        bars=None if layout.bars is None else dict(_views((_BARS,), (layout.bars,), slot))[_BARS],
    )


class _Place:
    """Allocates a slot's bytes, one array after the other, each aligned to 8 bytes."""

    def __init__(self, slot: memoryview) -> None:
        self._slot = slot
        self._at = 0

    def put(self, column: str, array: NDArray[Any]) -> tuple[int, int]:
        start, self._at = self._at, self._at + array.size * 8
        if self._at > len(self._slot):
            raise ValueError(f"a program of more than {len(self._slot)} bytes")
        np.frombuffer(self._slot, _dtype(column), array.size, start)[:] = array.ravel()
        return start, array.size


def _write(plan: Plan, place: _Place) -> PlanLayout:
    columns, effects = _put(plan, _COLUMNS, place), plan.effects
    if effects is None:
        return PlanLayout(columns, plan.frames, plan.master, plan.limited)
    layout = EffectsLayout(_put(effects, _EFFECTS, place), effects.echo, effects.feedback, effects.decay)
    return PlanLayout(columns, plan.frames, plan.master, plan.limited, layout)


def _put(record: Plan | Effects, names: tuple[str, ...], place: _Place) -> tuple[tuple[int, int], ...]:
    return tuple(place.put(name, getattr(record, name)) for name in names)


def _read(layout: PlanLayout, slot: memoryview) -> Plan:
    columns, effects = dict(_views(_COLUMNS, layout.columns, slot)), None
    if layout.effects is not None:
        effects = Effects(
            **dict(_views(_EFFECTS, layout.effects.columns, slot)),
            echo=FrameCount(layout.effects.echo),
            feedback=layout.effects.feedback,
            decay=layout.effects.decay,
        )
    frames = FrameCount(layout.frames)
    return Plan(**columns, frames=frames, master=layout.master, effects=effects, limited=layout.limited)


def _views(
    names: tuple[str, ...], places: tuple[tuple[int, int], ...], slot: memoryview
) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, (start, size) in zip(names, places, strict=True):
        view = np.frombuffer(slot, _dtype(name), size, start).reshape(-1, *_FLOATS.get(name, ()))
        view.flags.writeable = False
        yield name, view


def _dtype(column: str) -> type[np.float32] | type[np.int64]:
    return np.float32 if column in _FLOATS else np.int64
