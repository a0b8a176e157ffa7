"""rekordbox's XML: a collection with beat grids, and playlists of it.

As Pioneer describes it in "rekordbox xml format list" (cdn.rekordbox.com/files/20200410160904/xml_format_list.pdf).
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import Final

from mashstudio.core.text.lines import clean_line
from mashstudio.core.units import TEMPO_RANGE
from mashstudio.library.facts import Entry, Grid, Hints, Listed
from mashstudio.library.song_lists import interpretations
from mashstudio.model.key import TONICS, Key, Mode

_FOLDER: Final = "0"
_PLAYLIST: Final = "1"
_MOST_DEEP: Final = 50


def rekordbox(name: str, songs: Sequence[tuple[Listed, Grid | None]]) -> bytes:
    """Return songs with their beat grids, and the playlist of them, as XML."""
    root = ET.Element("DJ_PLAYLISTS", Version="1.0.0")
    ET.SubElement(root, "PRODUCT", Name="MashStudio", Version="1", Company="")
    collection = ET.SubElement(root, "COLLECTION", Entries=str(len(songs)))
    top = ET.SubElement(ET.SubElement(root, "PLAYLISTS"), "NODE", Type=_FOLDER, Name="ROOT", Count="1")
    playlist = ET.SubElement(top, "NODE", Name=name, Type=_PLAYLIST, KeyType="0", Entries=str(len(songs)))
    for number, (song, grid) in enumerate(songs, 1):
        _add_track(collection, str(number), song, grid)
        ET.SubElement(playlist, "TRACK", Key=str(number))
    ET.indent(root)
    written: bytes = ET.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _add_track(collection: ET.Element, number: str, song: Listed, grid: Grid | None) -> None:
    facts = song.facts
    track = ET.SubElement(
        collection,
        "TRACK",
        TrackID=number,
        Name=facts.title,
        Artist=facts.artist,
        Genre=", ".join(facts.tags),
        TotalTime=str(round(facts.duration)),
        AverageBpm=f"{facts.tempo:.2f}",
        Tonality=_tonality(facts.key),
        Location=song.path.as_uri().replace("file://", "file://localhost", 1),
    )
    if grid is None:
        return
    for section in grid.sections:
        ET.SubElement(
            track,
            "TEMPO",
            Inizio=f"{section.start:.4f}",
            Bpm=f"{section.tempo:.4f}",
            Metro=f"{grid.beats_per_bar}/4",
            Battito=str(section.beat),
        )


def _tonality(key: Key) -> str:
    return f"{TONICS[key.tonic]}{'m' if key.mode is Mode.MINOR else ''}"


def read_rekordbox(raw: bytes) -> dict[str, list[Entry]]:
    """Return the playlists by name, or the whole collection if there are none. Raises ValueError for anything else.

    Tempo and key are hints; beat grids are left: ours are found in the sound, and mended by hand.
    """
    if b"<!ENTITY" in raw:
        raise ValueError("it defines entities")
    try:
        root = ET.fromstring(raw)
    except (ET.ParseError, RecursionError, LookupError) as error:
        raise ValueError(f"its XML can't be read ({error})") from error
    if root.tag != "DJ_PLAYLISTS":
        raise ValueError("it isn't rekordbox's XML")
    entries = [(element, _track(element)) for element in root.findall("COLLECTION/TRACK")]
    tracks = {element.get("TrackID", ""): entry for element, entry in entries}
    by_place = {element.get("Location", ""): entry for element, entry in entries}
    found: dict[str, list[Entry]] = {}
    for name, node in _playlists(root.findall("PLAYLISTS/NODE"), 0):
        known = by_place if node.get("KeyType") == "1" else tracks
        keys = [each.get("Key", "") for each in node.findall("TRACK")]
        found.setdefault(name, []).extend(known[key] for key in keys if key in known)
    return found or {"rekordbox": list(tracks.values())}


def _playlists(nodes: Sequence[ET.Element], deep: int) -> Iterator[tuple[str, ET.Element]]:
    for node in nodes:
        if node.get("Type") == _PLAYLIST:
            yield clean_line(node.get("Name", "")) or "?", node
        elif deep < _MOST_DEEP:
            yield from _playlists(node.findall("NODE"), deep + 1)


def _track(element: ET.Element) -> Entry:
    location = element.get("Location", "")
    raw = location.encode("utf-8", "surrogatepass")
    tempo = _number(element.get("AverageBpm"))
    hints = Hints(
        tempo if tempo and TEMPO_RANGE[0] <= tempo <= TEMPO_RANGE[1] else None, clean_line(element.get("Tonality", ""))
    )
    return Entry(tuple(interpretations(raw, location)), hints)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None
