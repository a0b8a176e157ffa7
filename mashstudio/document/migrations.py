"""Conversion of older project files to the current schema."""

from typing import Any, Final

_STEMS: Final = ("vocals", "drums", "bass", "other")


def from_schema_1(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 1 (until November 2026: two songs of four stems, every field a pair) as schema 2.

    Missing fields get the value that was implied. Raises KeyError, TypeError or ValueError for damaged data.
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


def from_schema_2(data: dict[str, Any]) -> dict[str, Any]:
    """Return schema 2 (until November 2026: a run's gain and fades follow it as three numbers) as schema 3.

    Raises KeyError, TypeError or ValueError for damaged data.
    """
    return data | {
        "schema": 3,
        "lanes": [{"nudge_ms": 0.0, **lane} for lane in data["lanes"]],
        "runs": [[_with_named_shape(*run) for run in lane] for lane in data["runs"]],
    }


def _with_named_shape(beat: Any, song_beat: Any, count: Any, *shape: Any) -> list[Any]:
    named = dict(zip(("gain", "fade_in", "fade_out"), shape, strict=True)) if shape else {}
    return [beat, song_beat, count, *([named] if named else [])]
