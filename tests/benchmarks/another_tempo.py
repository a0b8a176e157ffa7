"""Delay until a new tempo or key is heard: `python tests/benchmarks/another_tempo.py`.

Two songs of 45 s, read, analysed and separated; both are painted, and bars in their middle are visible. Prints for
each choice the seconds until the player has the new mix of the visible part; the target is under 1 s. Run nothing else
meanwhile.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support"), str(ROOT / "resources" / "demo")]

SONGS = (("one", 120.0, "C major"), ("two", 126.0, "D major"))
SECONDS = 45.0
LOOKED_AT = range(32, 64)
PAINTED = (0, 1, 4, 5)


def main() -> None:
    """Measure both."""
    # Every child imports the modules above again; the real program's main module imports almost nothing.
    from sessions import Studio
    from songs import render_song, write_wav

    from mashstudio.document.edits import with_key, with_tempo
    from mashstudio.model.choices import FixedKey, FixedTempo
    from mashstudio.model.key import parse_key
    from mashstudio.playback.client.player_client import PlayerClient
    from mashstudio.session.live_mix import LiveMix

    with TemporaryDirectory() as name:
        folder, player = Path(name), PlayerClient()
        studio = Studio(folder, folder / "cache")
        studio.workers.keep_spares()
        paths = [folder / f"{name}.wav" for name, _, _ in SONGS]
        for path, (_, tempo, key) in zip(paths, SONGS, strict=True):
            write_wav(render_song(tempo=tempo, key=parse_key(key), seconds=SECONDS, seed=len(path.stem)), path)
        fitting = studio.session.fitting
        LiveMix(studio.session, player, lambda: None)

        def heard() -> bool:
            return fitting.heard is studio.alignment and all(studio.files[lane] for lane in PAINTED)

        try:
            studio.load(*paths)
            studio.paint(*PAINTED, beats=range(studio.mashup.beats))
            studio.session.look_at(LOOKED_AT)
            for text in ("123 BPM", "118 BPM", "131 BPM", "E major", "A major", "C major"):
                studio.until(lambda: studio.idle and studio.session.settled)
                began = time.perf_counter()
                if text.endswith("BPM"):
                    studio.commit(text, with_tempo(studio.mashup, FixedTempo(float(text.split()[0]))))
                else:
                    studio.commit(text, with_key(studio.mashup, FixedKey(parse_key(text))))
                studio.until(heard)
                first = time.perf_counter() - began
                studio.until(lambda: studio.session.settled)
                print(
                    f"{text}: heard after {first:.2f} s, all of it after {time.perf_counter() - began:.2f} s",
                    flush=True,
                )
        finally:
            studio.session.close()
            player.close()


if __name__ == "__main__":
    main()
