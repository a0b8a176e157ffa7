"""Facts of a project file as JSON: beats mended by hand, strips, sections and cues, and values of an exact type."""

from typing import Any, TypeVar

from mashstudio.model.analysis import BeatMap
from mashstudio.model.mashup import MAX_BEATS
from mashstudio.model.sections import CUE_NUMBERS, MOST_SECTIONS, Cue, Section
from mashstudio.model.strip import STRIP_NUMBERS, Control, Curve

T = TypeVar("T")


def grid_to_json(grid: BeatMap) -> dict[str, Any]:
    """Return a mended grid as JSON."""
    return {"beats": grid.beats, "downbeats": grid.downbeats, "beats_per_bar": grid.beats_per_bar}


def grid_from_json(data: dict[str, Any]) -> BeatMap:
    """Return the grid that `grid_to_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    if not len(data["beats"]) <= MAX_BEATS:
        raise ValueError("a song has too many beats")
    return BeatMap(
        tuple(number(beat) for beat in data["beats"]),
        tuple(exactly(int, downbeat) for downbeat in data["downbeats"]),
        exactly(int, data["beats_per_bar"]),
    )


def strip_from_json(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a Strip. Raises KeyError, TypeError or ValueError for anything else."""
    curves = tuple(
        Curve(Control(curve["control"]), tuple((number(beat), number(value)) for beat, value in curve["points"]))
        for curve in data["curves"]
    )
    return {name: number(data[name]) for name in STRIP_NUMBERS} | {"curves": curves}


def sections_from_json(data: list[dict[str, Any]]) -> tuple[Section, ...]:
    """Return a song's sections. Raises KeyError, TypeError or ValueError for anything else."""
    return tuple(Section(number(each["start"]), exactly(str, each["name"])) for each in data[: MOST_SECTIONS + 1])


def cues_from_json(data: list[dict[str, Any]]) -> tuple[Cue, ...]:
    """Return a song's cues. Raises KeyError, TypeError or ValueError for anything else."""
    return tuple(
        Cue(exactly(int, each["number"]), number(each["at"]), exactly(str, each["name"]))
        for each in data[: len(CUE_NUMBERS) + 1]
    )


def exactly(kind: type[T], value: Any) -> T:
    """Return `value` if its type is exactly `kind` (True isn't an int here). Raises TypeError."""
    if type(value) is not kind:
        raise TypeError(f"{value!r:.40} where a {kind.__name__} belongs")
    return value


def number(value: Any) -> float:
    """Return a number as a float. Raises TypeError, or ValueError for one that is too large."""
    try:
        return float(value) if type(value) is int else exactly(float, value)
    except OverflowError:
        raise ValueError("a number is too large") from None
