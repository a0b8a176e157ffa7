"""Project files of older versions, brought to the form of the present one."""

from typing import Any, Final

_STEMS: Final = ("vocals", "drums", "bass", "other")


def from_schema_1(data: dict[str, Any]) -> dict[str, Any]:
    """Two songs of four stems each, all in pairs: until November 2026.

    What no value was written for had one all the same. Raises KeyError, TypeError or ValueError for what is damaged.
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
        # Before there were two usual tempi, no project said who had chosen its own: it is kept.
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
