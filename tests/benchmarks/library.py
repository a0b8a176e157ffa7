"""What the library costs: partners among many songs, a row's memory, and a scan against the songs' length.

    python tests/benchmarks/library.py [--songs N] [--heard M] [FOLDER]

N made-up songs of twelve sections, the stems of M of them heard. FOLDER: real songs, made by
`python3 ../shared/tools/real_songs.py FOLDER`; each is scanned alone into a new cache. CPU time counts the children's.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from library_songs import fill, made_up

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.library.heard import pack
from mashstudio.library.likeness import similar
from mashstudio.library.order import in_order
from mashstudio.library.search import Query, Searched, found
from mashstudio.library.store import Library
from mashstudio.pipeline.partners import heard_version, partners
from mashstudio.pipeline.scanning import add_to_library


def cpu() -> float:
    """Return the CPU seconds used so far by this process and those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def say(what: str, began: float, spent: float) -> None:
    """Print how long something took."""
    print(f"{what}: {time.perf_counter() - began:.2f} s, {cpu() - spent:.2f} CPU s")


def measure_index(count: int, heard: int, folder: Path) -> None:
    """Print what finding costs among made-up songs."""
    library = Library(folder / "library.db")
    fill(library, count)
    for number in range(heard):
        library.put_heard(f"{number:064x}", heard_version(), pack(made_up(number)))
    print(f"{count} songs: {library.file.stat().st_size / count / 1e3:.0f} kB each on disk")
    began, spent = time.perf_counter(), cpu()
    songs = library.songs()
    say("all rows read", began, spent)
    rows = [Searched(song) for song in songs]
    for words in ("song 12", "artist 3 rock"):
        began, spent = time.perf_counter(), cpu()
        found(rows, Query(words=words))
        say(f"“{words}” searched", began, spent)
    song = next(song for song in songs if song.facts.sha256 == f"{0:064x}")
    for _ in range(2):
        began, spent = time.perf_counter(), cpu()
        ranked = partners(library, [song], job=Job())
        say(f"partners, {sum(bool(each.pairs) for each in ranked)} by stems", began, spent)
    began, spent = time.perf_counter(), cpu()
    np.argsort(-similar(library.sounds([song])[0], library.sounds(songs)))
    say("similar", began, spent)
    for size in (11, 60):
        began, spent = time.perf_counter(), cpu()
        in_order(songs[:size])
        say(f"{size} songs in order", began, spent)


def measure_scan(music: Path, folder: Path) -> None:
    """Print what a scan costs."""
    songs = [path for path in sorted(music.glob("*.wav")) if path.name.count(".") == 1]
    for number, path in enumerate(songs):
        library, cache = Library(folder / f"{number}.db"), Cache(folder / f"cache{number}")
        spent = cpu()
        add_to_library(library, [path], cache, job=Job())
        length = library.songs()[0].facts.duration
        print(f"{path.name}: {cpu() - spent:.1f} CPU s, {100 * (cpu() - spent) / length:.1f} % of its {length:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("music", type=Path, nargs="?", metavar="FOLDER")
    parser.add_argument("--songs", type=int, default=1000)
    parser.add_argument("--heard", type=int, default=200)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        measure_index(options.songs, options.heard, Path(folder))
        if options.music is not None:
            measure_scan(options.music, Path(folder))


if __name__ == "__main__":
    main()
