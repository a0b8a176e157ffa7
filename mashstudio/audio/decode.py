"""Any sound file to samples. Runs in a child process: nothing is known of the file yet."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from mashstudio.audio.cover import find_cover
from mashstudio.audio.intake import Taken, refuse_useless, take
from mashstudio.audio.readers.choose import readers
from mashstudio.audio.readers.ends import sound_follows
from mashstudio.audio.readers.pieces import ANOTHER, Unreadable
from mashstudio.audio.tags import find_tags
from mashstudio.facts.errors import UnusableSong
from mashstudio.facts.units import SAMPLE_RATE
from mashstudio.jobs import Job

DECODER_VERSION: Final = 4
SAMPLES_FILE: Final = "samples.npy"
TAGS_FILE: Final = "song.json"
COVER_FILE: Final = "cover.png"

_MORE = SAMPLE_RATE // 10


def decode(path: Path, folder: Path, *, job: Job) -> None:
    """Write the samples of `path` to `folder`/samples.npy; its title, artist and damage to `folder`/song.json.

    Its cover, where it has one, goes to `folder`/cover.png, small and safe to be read.
    Raises UnusableSong when the file isn't sound, is shorter than 5 s or longer than 3 h, silent, damaged or locked.
    """
    with _quiet_libraries():
        taken = _read(path, folder, job)
    tags = find_tags(path)
    facts = {"title": tags.title, "artist": tags.artist, "frames": taken.frames, "damage": asdict(taken.damage)}
    (folder / TAGS_FILE).write_text(json.dumps(facts), "utf-8")
    cover = find_cover(path)
    if cover is not None:
        (folder / COVER_FILE).write_bytes(cover)


def _read(path: Path, folder: Path, job: Job) -> Taken:
    """Writes samples.npy: what the first reader makes of the file, or another one that makes more of it."""
    best: Taken | None = None
    target, attempt = folder / SAMPLES_FILE, folder / f"attempt-{SAMPLES_FILE}"
    with readers(path) as found:
        for reader in found:
            try:
                taken = take(path, reader.pieces(), attempt, job)
            except Unreadable:
                continue
            least = 0 if best is None else best.good + (-_MORE if reader.trusted else _MORE)
            if best is None or taken.good > least:
                best = taken
                attempt.replace(target)
            if taken.good and (reader.trusted or not taken.damage):
                break
    attempt.unlink(missing_ok=True)
    if best is None or (best.frames == 0 and not best.damage):
        raise UnusableSong(path, f"It is not a sound file, or it is damaged at its beginning. {ANOTHER}")
    if sound_follows(path):
        best = replace(best, damage=replace(best.damage, more=True))
    refuse_useless(path, best)
    return best


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Keeps what mpg123 and others print of damaged files from standard error: only this process' own is for people."""
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
