"""Commands killed at random moments: no broken file, and nothing left behind after the next start.

    nice .venv/bin/python tests/benchmarks/kills.py [KILLS] [SEED]

Kills `mash` and `export` (with and without stems) or one of their children, by SIGKILL or SIGTERM. Exits with 0 if
nothing was broken, left behind or hung.
"""

import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2] / "resources" / "demo")]

from killing import Bench, Harm, plan
from songs import render_song, write_wav

from mashstudio.model.key import parse_key


def main(kills: int, seed: int) -> int:
    """Print the results; return the exit status."""
    random_, harm = random.Random(seed), Harm()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a, b = folder / "a.wav", folder / "b.wav"
        write_wav(render_song(tempo=120.0, key=parse_key("C major"), seconds=7), a)
        write_wav(render_song(tempo=126.0, key=parse_key("D major"), seconds=7), b)
        bench = Bench(folder, (a, b), folder / "mix.wav", folder / "cache")
        usual = bench.run("export", bench.project, "--out", bench.folder / "timed.wav")
        print(f"A warm export takes {usual:.1f} s.", flush=True)
        began = time.monotonic()
        for number in range(1, kills + 1):
            arguments = plan(bench, random_)
            after = random_.uniform(0, (2.5 if "--tempo" in arguments else 1.2) * usual)
            child, how = random_.random() < 0.4, random_.choice([signal.SIGKILL, signal.SIGTERM])
            bench.kill_one(arguments, after, child, how, harm)
            if number % 20 == 0:
                print(f"{number} kills, {time.monotonic() - began:.0f} s", flush=True)
        bench.run("export", bench.project, "--out", bench.folder / "after.wav")
    for words, list_ in (("broken files", harm.broken), ("leftovers", harm.left), ("hung", harm.hung)):
        print(f"{len(list_)} {words}", *list_, sep="\n  ")
    return int(bool(harm.broken or harm.left or harm.hung))


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(given + [200, 1][len(given) :])))
