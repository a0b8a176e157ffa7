"""Decoding any sound file to samples. Runs in a child process, as the file may be malicious or damaged."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from mashstudio.audio.cover import find_cover, write_cover
from mashstudio.audio.decoded import SAMPLES_FILE, Decoded, write_decoded
from mashstudio.audio.intake import Taken, refuse_useless, take
from mashstudio.audio.readers.choose import Reader, readers
from mashstudio.audio.readers.container import container_pieces
from mashstudio.audio.readers.known import LONGEST, ffmpeg_format, without_sound
from mashstudio.audio.readers.parts import FilePart, parts_of
from mashstudio.audio.readers.pieces import ANOTHER, Pieces, SoundPiece, Unreadable
from mashstudio.audio.readers.stem_box import named_stems
from mashstudio.audio.tags import find_tags
from mashstudio.core.disks import is_full
from mashstudio.core.errors import UnusableSong
from mashstudio.core.files import written
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE

_MORE = SAMPLE_RATE // 10
_BLOCK = 1 << 22


def decode(path: Path, folder: Path, *, job: Job) -> None:
    """Write the samples of `path` to `folder`/samples.npy; its tags and damage to `folder`/song.json.

    Its cover, if any, goes to `folder`/cover.png and icon.png, re-encoded small and safe to read.
    Raises UnusableSong if the file isn't sound, is shorter than 5 s or longer than 3 h, silent, damaged or locked.
    """
    with explain_file(path):
        taken = read_sound(path, folder, job=job)
        refuse_useless(path, taken)
        tags = find_tags(path)
        cover = find_cover(path)
        stems = named_stems(path)
    write_decoded(
        Decoded(tags.title, tags.artist, taken.frames, taken.damage, stems, bpm=tags.bpm, key=tags.key), folder
    )
    write_cover(cover, folder)


@contextmanager
def explain_file(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals to read `path` into UnusableSong; let those to write elsewhere through."""
    try:
        yield
    except OSError as error:
        # Errors of writing name the file that was to be written.
        if is_full(error) or error.filename not in {None, str(path)}:
            raise
        raise UnusableSong(
            path, Message("It can't be read: {reason}. Check its permissions.", reason=str(error.strerror))
        ) from None


def read_sound(path: Path, folder: Path, *, stream: int = 0, job: Job) -> Taken:
    """Write the samples of `path` to `folder`/samples.npy, however short or silent.

    stream: the number of the audio stream to read; only MP4 files have several. Raises UnusableSong, OSError.
    """
    with _quiet_libraries():
        if stream == 0:
            return _read(path, folder, job)
        try:
            return take(path, container_pieces(path, "mov", stream), folder / SAMPLES_FILE, job)
        except Unreadable:
            raise UnusableSong(path, _why_unreadable(path)) from None


def _read(path: Path, folder: Path, job: Job) -> Taken:
    """Write samples.npy with everything readable in the file, including all sound files that were joined in it."""
    with ExitStack() as opened:
        found: list[tuple[Reader, Taken]] = []
        parts = list(_parts(path, folder, opened))
        more = False
        for part in parts:
            try:
                chosen = _best(path, part, folder, opened, job)
            except UnusableSong as error:
                if len(parts) == 1:
                    raise UnusableSong(path, error.reason) from None
                chosen = None
            if chosen is None:
                more = more or bool(found)
            else:
                found.append(chosen)
        if not found:
            raise UnusableSong(path, _why_unreadable(path))
        taken = found[0][1]
        if len(found) > 1:
            taken = take(path, _one_after_the_other([reader for reader, _ in found]), folder / SAMPLES_FILE, job)
    return replace(taken, damage=replace(taken.damage, more=more))


def _parts(path: Path, folder: Path, opened: ExitStack) -> Iterator[Path]:
    """Yield the sound files in the file: mostly itself, else temporary copies of its parts."""
    parts = parts_of(path)
    if parts == [FilePart(0, path.stat().st_size)]:
        yield path
        return
    for number, part in enumerate(parts):
        copy = folder / f"part-{number}"
        opened.callback(copy.unlink)
        with path.open("rb") as source, copy.open("wb") as target:
            source.seek(part.start)
            left = part.end - part.start
            while left > 0 and (block := source.read(min(left, _BLOCK))):
                with written(copy):
                    left -= target.write(block)
        yield copy


def _best(path: Path, part: Path, folder: Path, opened: ExitStack, job: Job) -> tuple[Reader, Taken] | None:
    """Return the reader that reads most of a part, preferring earlier ones, and its result; None if all fail."""
    best: tuple[Reader, Taken] | None = None
    target, attempt = folder / SAMPLES_FILE, folder / f"attempt-{SAMPLES_FILE}"
    opened.callback(attempt.unlink, missing_ok=True)
    for reader in opened.enter_context(readers(part)):
        try:
            taken = take(path, reader.pieces(), attempt, job)
        except Unreadable:
            continue
        least = 0 if best is None else best[1].good + (-_MORE if reader.trusted else _MORE)
        if best is None or taken.good > least:
            best = reader, taken
            attempt.replace(target)
        if taken.good and (reader.trusted or not taken.damage):
            break
    return None if best is None or (best[1].frames == 0 and not best[1].damage) else best


def _one_after_the_other(chosen: list[Reader]) -> Pieces:
    for number, reader in enumerate(chosen):
        for piece in reader.pieces():
            if isinstance(piece, SoundPiece):
                yield replace(piece, done=(number + piece.done) / len(chosen))
            else:
                yield piece


def _why_unreadable(path: Path) -> Message:
    with path.open("rb") as file:
        head = file.read(LONGEST)
    if (reason := without_sound(head)) is not None:
        return reason
    if (known := ffmpeg_format(head)) is not None:
        return Message(
            "It is {kind}, but damaged or of an unsupported type. {advice}",
            advice=ANOTHER,
            kind=known[1],
        )
    return Message("It is not an audio file, or its beginning is damaged. {advice}", advice=ANOTHER)


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Silence standard error, to which mpg123 and other libraries write about damaged files."""
    sys.stderr.flush()
    kept = os.dup(2)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(silence)
