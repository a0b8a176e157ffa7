"""Facts of a project file as JSON: mended beats, strips, sections, cues, the band, and values of an exact type."""

from dataclasses import asdict, astuple
from typing import Any, TypeVar

from mashstudio.model.analysis import BeatMap
from mashstudio.model.band import MOST_NOTES, Band, Manner
from mashstudio.model.mashup import MAX_BEATS
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.sections import CUE_NUMBERS, MOST_SECTIONS, Cue, Section
from mashstudio.model.strip import STRIP_NUMBERS, Control, Curve, Strip

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


def band_to_json(band: Band) -> dict[str, Any]:
    """Return a band as JSON, a note as [start, length, pitch, velocity]."""
    lanes = [
        {"part": lane.part, "program": lane.program, "notes": [astuple(note) for note in lane.notes]}
        for lane in band.lanes
    ]
    return {**vars(band), "manner": asdict(band.manner), "strip": asdict(band.strip), "lanes": lanes}


def band_from_json(data: dict[str, Any]) -> Band:
    """Return the band that `band_to_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    manner = data["manner"]
    return Band(
        genre=exactly(str, data["genre"]),
        beats=exactly(int, data["beats"]),
        lanes=tuple(_note_lane(lane) for lane in data["lanes"]),
        manner=Manner(
            exactly(int, manner["seed"]), *(number(manner[name]) for name in ("temperature", "density", "complexity"))
        ),
        key=None if data["key"] is None else exactly(int, data["key"]),
        swing=number(data["swing"]),
        unit=exactly(int, data["unit"]),
        strip=Strip(**strip_from_json(data["strip"])),
    )


def _note_lane(data: dict[str, Any]) -> NoteLane:
    if len(data["notes"]) > MOST_NOTES:
        raise ValueError("a lane has too many notes")
    notes = (
        Note(number(start), number(length), exactly(int, pitch), exactly(int, velocity))
        for start, length, pitch, velocity in data["notes"]
    )
    return NoteLane(BandPart(data["part"]), exactly(int, data["program"]), tuple(notes))


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
