"""How long after another tempo or key is chosen it is heard: `python tests/benchmarks/another_tempo.py`.

Two songs of 45 s, read, analysed and separated; both are painted, and bars in their middle are looked at. Tells for
each choice after how many seconds the player has the mix that fits it, where it is looked at; the time wants to be
under 1 s. Nothing else should run meanwhile.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "resources" / "demo")]

from sessions import Studio
from songs import render_song, write_wav

from mashstudio.engine.player_client import Player
from mashstudio.facts.choices import FixedKey, FixedTempo
from mashstudio.facts.key import parse_key
from mashstudio.mashup.document import Mashup
from mashstudio.mashup.edits import with_key, with_tempo
from mashstudio.studio.sound import Sound

SONGS = (("one", 120.0, "C major"), ("two", 126.0, "D major"))
SECONDS = 45.0
LOOKED_AT = range(32, 64)


def main() -> None:
    """Measure both."""
    with TemporaryDirectory() as name:
        folder, player = Path(name), Player()
        studio = Studio(folder, folder / "cache")
        try:
            measure(studio, player, folder)
        finally:
            studio.workers.close()
            player.close()


def measure(studio: Studio, player: Player, folder: Path) -> None:
    """Choose tempos and keys."""
    paths = [folder / f"{name}.wav" for name, _, _ in SONGS]
    for path, (_, tempo, key) in zip(paths, SONGS, strict=True):
        write_wav(render_song(tempo=tempo, key=parse_key(key), seconds=SECONDS, seed=len(key)), path)
    sound = Sound(studio.session, player, lambda: None)
    studio.follow(sound.follow)
    studio.load(*paths)
    studio.paint(0, 1, 4, 5, beats=range(studio.mashup.beats))
    studio.session.look_at(LOOKED_AT)
    for tempo in (123.0, 118.0, 131.0):
        tell(studio, f"tempo {tempo:g} BPM", with_tempo(studio.mashup, FixedTempo(tempo)))
    for key in ("E major", "A major", "C major"):
        tell(studio, f"key {key}", with_key(studio.mashup, FixedKey(parse_key(key))))


def tell(studio: Studio, what: str, mashup: Mashup) -> None:
    """Once nothing else is left to do."""
    fitting = studio.session.fitting
    studio.until(lambda: studio.idle and studio.session.settled)
    began = time.perf_counter()
    studio.commit("Choice", mashup)
    studio.until(lambda: fitting.heard is studio.alignment and all(studio.files[lane] for lane in (0, 1, 4, 5)))
    heard = time.perf_counter() - began
    studio.until(lambda: studio.session.settled)
    print(f"{what}: heard after {heard:.2f} s, all of it after {time.perf_counter() - began:.2f} s", flush=True)


if __name__ == "__main__":
    main()
