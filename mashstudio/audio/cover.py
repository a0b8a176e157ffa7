"""The cover in a song's file. Runs in the child process that decodes the file."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import mutagen
from mutagen.flac import Picture

from mashstudio.audio.decoded import COVER_FILE, ICON_FILE, ICON_SIDE
from mashstudio.audio.thumbnail import thumbnail

LARGEST: Final = 16 * 2**20
"""The largest picture that is considered, bytes."""

_FRONT = 3
_MOST_TRIED = 8


def find_cover(path: Path) -> bytes | None:
    """Return a small PNG of the front cover in the tags of `path`, else of the first picture; None if there is none.

    Reads ID3 (APIC), FLAC and Vorbis comments (METADATA_BLOCK_PICTURE, RFC 9639) and MP4 (covr). Unreadable pictures
    are skipped.
    """
    try:
        pictures = list(_pictures(mutagen.File(path)))
    except Exception:
        # mutagen may raise anything for a damaged tag; a song doesn't need a cover.
        return None
    pictures.sort(key=lambda picture: picture[0] != _FRONT)
    small = (thumbnail(data) for _kind, data in pictures[:_MOST_TRIED] if len(data) <= LARGEST)
    return next((cover for cover in small if cover is not None), None)


def write_cover(cover: bytes | None, folder: Path) -> None:
    """Write the cover that `find_cover` returned, and a small picture of it for lists, to `folder`."""
    if cover is not None:
        (folder / COVER_FILE).write_bytes(cover)
        if (icon := thumbnail(cover, ICON_SIDE)) is not None:
            (folder / ICON_FILE).write_bytes(icon)


def _pictures(file: Any) -> Iterator[tuple[int, bytes]]:
    """Yield each picture's ID3 type (3: front cover) and bytes."""
    if file is None:
        return
    for picture in getattr(file, "pictures", []):
        yield picture.type, bytes(picture.data)
    for name, value in (file.tags or {}).items():
        if name.startswith("APIC"):
            yield int(value.type), bytes(value.data)
        elif name == "covr":
            yield from ((_FRONT, bytes(each)) for each in value)
        elif name.lower() == "metadata_block_picture":
            for each in value:
                picture = Picture(base64.b64decode(each))
                yield picture.type, bytes(picture.data)
