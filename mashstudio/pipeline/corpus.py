"""Making a corpus: songs with known beats, chords, sections and stems, to train and to judge with."""

import csv
import io
import json
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mashstudio.audio.songs import sha256_of
from mashstudio.core.errors import BadArgument, Cancelled
from mashstudio.core.files import explain_storage, read_json, write_text
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_folder
from mashstudio.core.text.lines import said
from mashstudio.training.corpus.grooves import LICENCE
from mashstudio.training.corpus.mma import version_of_mma
from mashstudio.training.corpus.sampler import find_soundfont, load_library

FORMAT = 1
_CONFIG, _LIST = "corpus.json", "metadata.csv"
_LARGEST = 1 << 20
_MOST_HOURS = 10_000.0


@dataclass(frozen=True)
class CorpusRequest:
    """A request for a corpus of `hours` in the folder `out`.

    soundfont: None: the first that is installed. mma: every second song is to a groove of MMA.
    """

    out: Path
    hours: float
    seed: int = 1
    soundfont: Path | None = None
    mma: bool = False


def make_corpus(request: CorpusRequest, *, job: Job) -> dict[str, Any]:
    """Make a corpus, or go on with one that was interrupted; return what it is.

    Raises ToolMissing without FluidSynth, a soundfont or, if it is wanted, MMA; BadArgument if `out` holds something
    else.
    """
    if not 0 < request.hours <= _MOST_HOURS:
        raise BadArgument(Message("The hours must be more than 0 and at most {most}.", most=f"{_MOST_HOURS:g}"))
    load_library()
    soundfont = request.soundfont or find_soundfont()
    made = {"format": FORMAT, "seed": request.seed, "soundfont": sha256_of(soundfont, job)}
    made |= {"mma": version_of_mma(), "licence": LICENCE} if request.mma else {}
    _check_out(request.out, made)
    songs = _planned(request, job.part(0, 0.05))
    with explain_storage(request.out):
        request.out.mkdir(parents=True, exist_ok=True)
    write_text(request.out / _CONFIG, json.dumps(made | {"soundfont_name": soundfont.name}, indent=1) + "\n")
    try:
        _render(request, soundfont, len(songs), job=job.part(0.05, 1))
    except (Cancelled, KeyboardInterrupt):
        job.tell(Message("The songs that are finished are kept: the same command goes on from there."))
        raise
    write_text(request.out / _LIST, _table(songs))
    seconds = sum(song["seconds"] for song in songs)
    return {"songs": len(songs), "hours": seconds / 3600, "styles": len({song["style"] for song in songs})}


def _planned(request: CorpusRequest, job: Job) -> list[dict[str, Any]]:
    """Return the facts of as many songs as fill the hours."""
    from mashstudio.training.corpus.grooves import song
    from mashstudio.training.corpus.writing import facts_of

    songs: list[dict[str, Any]] = []
    seconds = 0.0
    while seconds < 3600 * request.hours:
        job.report(seconds / (3600 * request.hours), Message("Composing songs"))
        songs.append(facts_of(song(len(songs), request.seed, mma=request.mma), request.seed))
        seconds += songs[-1]["seconds"]
    return songs


def _render(request: CorpusRequest, soundfont: Path, count: int, *, job: Job) -> None:
    from mashstudio.training.corpus.writing import write_songs

    at_once = min(os.cpu_count() or 1, count)
    doing = Message("rendering songs")
    common = (request.seed, request.mma, soundfont, request.out)
    tasks = [
        partial(run_in_child, write_songs, range(first, count, at_once), *common, doing=doing)
        for first in range(at_once)
    ]
    run_together(tasks, job=job)


def _check_out(out: Path, made: dict[str, Any]) -> None:
    """Make sure that `out` is new, empty or holds a part of the same corpus. Raises BadArgument."""
    check_folder(out)
    if not out.exists():
        return
    try:
        before = read_json(out / _CONFIG, _LARGEST)
    except (OSError, ValueError):
        before = None
    if isinstance(before, dict) and all(before.get(name) == value for name, value in made.items()):
        return
    if any(out.iterdir()):
        raise BadArgument(
            Message("{path} holds other files, or a corpus of another seed; choose a new folder.", path=said(out))
        )


def _table(songs: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, list(songs[0]), lineterminator="\n")
    table.writeheader()
    table.writerows({name: value if isinstance(value, str | int | float) else " ".join(value)
                     for name, value in song.items()} for song in songs)  # fmt: skip
    return text.getvalue()
