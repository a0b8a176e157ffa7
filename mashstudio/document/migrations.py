"""Conversion of older project files to the current schema."""

from collections.abc import Callable
from typing import Any, Final

_STEMS: Final = ("vocals", "drums", "bass", "other")


def migrated(data: dict[str, Any]) -> dict[str, Any]:
    """Return a project of any schema as the current one.

    Raises KeyError, TypeError or ValueError for damaged data.
    """
    steps = (_from_schema_1, _from_schema_2, _from_schema_3, _from_schema_4, _from_schema_5)
    for schema, migration in enumerate(steps, 1):
        if data["schema"] == schema:
            data = migration(data)
    return data


def _from_schema_1(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 1 (until November 2026: two songs of four stems, every field a pair) as schema 2.

    Missing fields get the value that was implied.
    """
    count = len(_STEMS)
    songs, lanes, rates = data["songs"], data["lanes"], data["rates"] or (None, None)
    if (len(songs), len(lanes), len(data["runs"])) != (2, 2 * count, 2 * count):
        raise ValueError("there are two songs of four stems")
    if songs[0]["sha256"] == songs[1]["sha256"]:
        raise ValueError("both songs are the same")
    places = zip(
        *(songs, data["offsets"], rates, data.get("grids", (None, None))),
        data.get("engines", ("mashstudio", "mashstudio")),
        strict=True,
    )
    return {
        "schema": 2,
        "sources": [
            {"id": index, "named": False, **song, "offset": offset, "rate": rate, "beats": grid, "engine": engine}
            for index, (song, offset, rate, grid, engine) in enumerate(places)
        ],
        # Without the field, the tempo is kept as if the user had chosen it.
        "tempo": str(data["tempo"]),
        "tempo_chosen": data.get("tempo_chosen", True),
        "key": data["key"],
        "lanes": [
            {"formants": stem == "vocals", **lane, "source": index // count, "part": stem}
            for index, (lane, stem) in enumerate(zip(lanes, 2 * _STEMS, strict=True))
        ],
        "beats": data["beats"],
        "runs": data["runs"],
    }


def _from_schema_2(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 2 (until November 2026: songs in one file, a gain for a strip, a run's shape in three numbers)."""
    flat = {"pan": 0, "width": 1, "low": 0, "mid": 0, "high": 0, "filter": 0, "echo": 0, "reverb": 0, "curves": []}
    new = {"strip": {"gain_db": 0, **flat}, "sections": None, "cues": None, "transpose": 0}
    return data | {
        "schema": 3,
        "sources": [{"stems": [], **source, **new} for source in data["sources"]],
        "lanes": [{"nudge_ms": 0.0, **flat, **lane} for lane in data["lanes"]],
        "matched": False,
        "sends": {"echo_beats": 0.75, "feedback": 0.4, "decay": 1.5},
        "runs": [[_with_named_shape(*run) for run in lane] for lane in data["runs"]],
    }


def _from_schema_3(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 3 (until November 2026: without versions, limiter and timing) as schema 4."""
    return data | {
        "schema": 4,
        "sources": [{"timing": "beats", **source} for source in data["sources"]],
        "limited": False,
        "versions": {"kept": [None, None, None, None], "used": []},
    }


def _from_schema_4(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 4 (until November 2026: nothing taken out of songs) as schema 5."""

    def state(each: dict[str, Any]) -> dict[str, Any]:
        return {**each, "sources": [{"takes": [], **source} for source in each["sources"]]}

    return _in_every_state(data, state) | {"schema": 5}


def _from_schema_5(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 5 (until November 2026: without an accompaniment) as schema 6."""
    return _in_every_state(data, lambda each: {"band": None, **each}) | {"schema": 6}


def _in_every_state(data: dict[str, Any], change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Return a project with `change` made in its present state and in those kept as versions."""
    kept = [None if each is None else change(each) for each in data["versions"]["kept"]]
    return change(data) | {"versions": {**data["versions"], "kept": kept}}


def _with_named_shape(beat: Any, song_beat: Any, count: Any, *shape: Any) -> list[Any]:
    named = dict(zip(("gain", "fade_in", "fade_out"), shape, strict=True)) if shape else {}
    return [beat, song_beat, count, *([named] if named else [])]
