"""A song's title and artist, and what other programs noted of it, from its file's tags.

Runs in the child process that decodes the file.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import av
import mutagen
from mutagen.id3 import ID3, Encoding
from mutagen.mp4 import MP4Tags

from mashstudio.audio.readers.known import LONGEST, ffmpeg_format
from mashstudio.core.text.likely import decode_together, likeliness, repair_together
from mashstudio.core.text.lines import clean_line

_NAMES: Final = ("title", "artist", "album", "bpm", "initialkey")
_ID3: Final = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "bpm": "TBPM", "initialkey": "TKEY"}
_MP4: Final = {
    "title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "bpm": "tmpo",
    "initialkey": "----:com.apple.iTunes:initialkey",
}  # fmt: skip
_INFO: Final = {b"INAM": "title", b"IART": "artist", b"IPRD": "album"}
_AIFF: Final = {b"NAME": "title", b"AUTH": "artist"}
_ID3V1: Final = {"title": (3, 33), "artist": (33, 63), "album": (63, 93)}
_BY_FFMPEG: Final = {b"fLaC": "flac", b"OggS": "ogg"}
_REPLACED: Final = "\ufffd"
_LARGEST: Final = 1 << 24
_TAIL: Final = 1 << 16
_LONGEST_V1: Final = 30
_MOST_CHUNKS: Final = 1000
_MUCH_LIKELIER: Final = 8.0

Found = dict[str, str]


@dataclass(frozen=True)
class SongTags:
    """A song's tags, each one clean line; "": none. bpm, key: as another program noted them, right or wrong."""

    title: str = ""
    artist: str = ""
    bpm: str = ""
    key: str = ""


def find_tags(path: Path) -> SongTags:
    """Return what is in the tags of `path`, whatever their encoding.

    Reads ID3v2 and ID3v1, APEv2, Vorbis comments, MP4, the INFO and ID3 chunks of WAV and the ID3, NAME and AUTH
    chunks of AIFF. The first non-empty one counts, in this order: the format's own kind of tag, ID3v2, APEv2, ID3v1.
    """
    found: Found = {}
    for reader in _readers(path):
        # mutagen may raise anything for a damaged tag; a song doesn't need a title.
        with suppress(Exception):
            for name, text in reader(path).items():
                if line := clean_line(text):
                    found.setdefault(name, line)
    return SongTags(*(found.get(name, "") for name in ("title", "artist", "bpm", "initialkey")))


def _readers(path: Path) -> tuple[Callable[[Path], Found], ...]:
    with path.open("rb") as file:
        head = file.read(LONGEST)
    if head[:4] in (b"RIFF", b"RF64", b"BW64", b"FORM"):
        return _from_chunks, _from_id3v1
    if head[:4] in (b"fLaC", b"OggS") or head[4:8] == b"ftyp":
        return _from_comments, _from_container, _from_id3v1
    if ffmpeg_format(head) is not None:
        return _from_comments, _from_ape, _from_container
    # FLAC may follow an ID3 tag; anything unrecognised is MP3 or AAC.
    return _from_id3v2, _from_comments, _from_ape, _from_id3v1


def _from_comments(path: Path) -> Found:
    """Read Vorbis comments or MP4 tags that are UTF-8, as they should be."""
    tags: Any = mutagen.File(path).tags
    if tags is None or isinstance(tags, ID3):
        return {}
    found = {}
    for name in _NAMES:
        texts = tags.get(_MP4[name] if isinstance(tags, MP4Tags) else name)
        if texts:
            found[name] = _joined(name, [_said(text) for text in texts])
    return {} if _REPLACED in "".join(found.values()) else _repaired(found)


def _said(value: object) -> str:
    """Return a tag's value as text: MP4 has numbers and bytes, too."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _from_container(path: Path) -> Found:
    """Read tags with FFmpeg, which leaves their bytes as they are: UTF-8, or whatever was written instead."""
    with path.open("rb") as file:
        head = file.read(LONGEST)
    known = _BY_FFMPEG.get(head[:4]) or ("mov" if head[4:8] == b"ftyp" else (ffmpeg_format(head) or ("",))[0])
    if not known:
        return {}
    with av.open(str(path), "r", format=known, metadata_encoding="latin-1") as container:
        streams = [stream.metadata for stream in container.streams.audio] if known == "ogg" else []
        tags = {name.lower(): text for tags in (*streams, container.metadata) for name, text in tags.items()}
    return _of_unknown_encoding({name: tags[name].encode("latin-1") for name in _NAMES if name in tags})


def _from_ape(path: Path) -> Found:
    items = _ape_items(path)
    found = _of_unknown_encoding({name: items[name] for name in _NAMES if name in items})
    return {name: _joined(name, text.split("\0")) for name, text in found.items()}


def _ape_items(path: Path) -> dict[str, bytes]:
    """Return the APEv2 tag at the end of the file, before an ID3v1 or Lyrics3 tag, or at its beginning."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - _TAIL, 0))
        tail = file.read()
        found = tail.rfind(b"APETAGEX")
        place = max(size - _TAIL, 0) + found if found >= 0 else 0
        file.seek(place)
        head = file.read(32)
        if head[:8] != b"APETAGEX":
            return {}
        length, is_header = int.from_bytes(head[12:16], "little"), head[23] & 0x20
        file.seek(max(place + 32 - (0 if is_header else length), 0))
        data = file.read(min(length, _LARGEST))
    items: dict[str, bytes] = {}
    place = 0
    while (end := data.find(b"\0", place + 8)) > 0:
        start, length = end + 1, int.from_bytes(data[place : place + 4], "little")
        items.setdefault(data[place + 8 : end].decode("latin-1").lower(), data[start : start + length])
        place = start + length
    return items


def _of_unknown_encoding(raw: dict[str, bytes]) -> Found:
    """Return texts that should be UTF-8."""
    try:
        return _repaired({name: text.decode("utf-8") for name, text in raw.items()})
    except UnicodeDecodeError:
        return dict(zip(raw, decode_together(list(raw.values())), strict=True))


def _from_id3v1(path: Path) -> Found:
    """Read the last 128 bytes. ID3v1 has no encoding; a text of 30 bytes may have been cut within a character."""
    with path.open("rb") as file:
        file.seek(-128, io.SEEK_END)
        tag = file.read()
    if tag[:3] != b"TAG":
        return {}
    raw = {name: tag[start:end].split(b"\0")[0].rstrip() for name, (start, end) in _ID3V1.items()}
    return dict(zip(raw, decode_together(list(raw.values()), cut=_LONGEST_V1), strict=True))


def _from_id3v2(path: Path) -> Found:
    return _id3_texts(ID3(path, load_v1=False))


def _id3_texts(tags: ID3) -> Found:
    """Return an ID3v2 tag's texts. Those labelled Latin-1 often aren't; one program wrote them in one encoding."""
    frames = {name: tags[frame] for name, frame in _ID3.items() if frame in tags}
    found = {}
    latin = {}
    for name, frame in frames.items():
        texts = [str(text) for text in frame.text]
        if frame.encoding == Encoding.LATIN1:
            latin[name] = "\0".join(texts).encode("latin-1", "replace")
        else:
            found[name] = _right_way_round(_joined(name, texts))
    whole = {name: raw for name, raw in latin.items() if not raw.startswith((b"\xff\xfe", b"\xfe\xff"))}
    found = _repaired(found)
    for name, raw in latin.items():
        if name not in whole:
            found[name] = (raw + b"\0" * (len(raw) % 2)).decode("utf-16", "replace").strip("\0")
    for name, text in zip(whole, decode_together(list(whole.values())), strict=True):
        found[name] = _joined(name, text.split("\0"))
    return found


def _right_way_round(text: str) -> str:
    """Swap the bytes of UTF-16 if that is much likelier: without a byte order mark they may have been read wrongly."""
    try:
        turned = text.encode("utf-16-le").decode("utf-16-be")
    except UnicodeError:
        return text
    return turned if likeliness(turned) > likeliness(text) + _MUCH_LIKELIER else text


def _from_chunks(path: Path) -> Found:
    """Read WAV and AIFF: an ID3 tag in its own chunk, else the format's own chunks."""
    id3: Found = {}
    plain: dict[str, bytes] = {}
    with path.open("rb") as file:
        for name, data in _chunks(file):
            if name.strip().upper() == b"ID3":
                with suppress(Exception):
                    id3 = _id3_texts(ID3(io.BytesIO(data), load_v1=False))
            elif name == b"LIST" and data[:4] == b"INFO":
                info = io.BytesIO(b"RIFF\0\0\0\0" + data)
                plain |= {_INFO[key]: text for key, text in _chunks(info) if key in _INFO}
            elif name in _AIFF:
                plain[_AIFF[name]] = data
    texts = [_text_of(text) for text in plain.values()]
    return {**dict(zip(plain, decode_together(texts), strict=True)), **{k: v for k, v in id3.items() if clean_line(v)}}


def _text_of(chunk: bytes) -> bytes:
    """Return a chunk's text, in UTF-8 if it is marked as UTF-16."""
    if chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return chunk[: len(chunk) // 2 * 2].decode("utf-16", "replace").split("\0")[0].rstrip().encode()
    return chunk.split(b"\0")[0].rstrip()


def _chunks(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each chunk of a RIFF or AIFF file that may hold text."""
    order = "big" if file.read(12)[:4] == b"FORM" else "little"
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            return
        name, size = head[:4], int.from_bytes(head[4:], order)  # type: ignore[arg-type]  # one of its two literals
        if size <= _LARGEST and (name in _INFO or name in _AIFF or name in (b"LIST", b"id3 ", b"ID3 ")):
            yield name, file.read(size)
            file.seek(size % 2, io.SEEK_CUR)
        else:
            file.seek(size + size % 2, io.SEEK_CUR)


def _joined(name: str, texts: list[str]) -> str:
    """Return all of several artists, but only the first of several titles."""
    kept = [text for text in dict.fromkeys(text.strip(" \0\ufeff") for text in texts) if text]
    return ", ".join(kept) if name == "artist" else "".join(kept[:1])


def _repaired(found: Found) -> Found:
    return dict(zip(found, repair_together(list(found.values())), strict=True))
