"""A monkey test: random mouse, keys, drops, dialogs, languages and sizes, over every widget of the real window.

    python tests/benchmarks/monkey.py [--events N] [--seed N] [--cache FOLDER] [SONG SONG]

Opens the demo (or two songs) and performs N (10,000) random actions on it. Fails if the program ends, a traceback or
a warning of Qt's is reported, or the document isn't valid at the end and when undone to its beginning. The kernel lets
it write only into a folder of its own, and FOLDER. The same seed repeats the same actions, as far as the computer's
speed allows.
"""

import argparse
import logging
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from confined import can_confine, confine


def main() -> int:
    """Confine a child process to a folder, and report how it ends."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("songs", nargs="*", type=Path)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--within", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if not can_confine():
        print("This system can't hold a monkey: it takes Linux with Landlock.")
        return 2
    if chosen.within:
        # Before anything else: existing threads wouldn't be confined.
        confine(chosen.within, Path("/dev"), *([chosen.cache] if chosen.cache else []))
        return play(chosen.within, chosen.songs, chosen.events, chosen.seed)
    with tempfile.TemporaryDirectory(prefix="monkey-") as name:
        command = [sys.executable, "-X", "faulthandler", __file__, *sys.argv[1:], "--within", name]
        ended = subprocess.run(command, env=environment(Path(name), chosen.cache), cwd=name, check=False).returncode
    if ended not in {0, 1}:
        print(f"It died: {ended}")
    return ended


def environment(folder: Path, cache: Path | None) -> dict[str, str]:
    """Return an environment with all user folders in `folder`, without network, sound and display."""
    kinds = {f"XDG_{kind}_HOME": folder / kind.lower() for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    kinds |= {
        "HOME": folder,
        "TMPDIR": folder,
        "XDG_RUNTIME_DIR": folder,
        "MASHSTUDIO_CACHE": cache or folder / "cache",
    }
    nowhere = {"PULSE_SERVER": "unix:/nowhere", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    paths = {name: str(path) for name, path in kinds.items()}
    return {**os.environ, **paths, **nowhere, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def play(folder: Path, songs: list[Path], events: int, seed: int) -> int:
    """Run the monkey; return 0 if nothing went wrong."""
    from monkeys import Faults, Monkey
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from mashstudio.gui.app import Windows
    from mashstudio.gui.commands.button_keys import ButtonKeys
    from mashstudio.gui.dialogs.unexpected import install_error_handling
    from mashstudio.gui.garbage import Garbage

    # Errors of the monkey itself are shown here; all others are in the log.
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    _garbage = Garbage()
    install_error_handling(application)
    faults = Faults()
    logging.getLogger().addHandler(faults)
    ButtonKeys(application)
    monkey = Monkey(Windows(application), folder, songs, bait(folder, songs), random.Random(seed), events, faults)
    QTimer.singleShot(0, monkey.begin)
    application.exec()
    return monkey.verdict()


def bait(folder: Path, songs: list[Path]) -> list[Path]:
    """Return good and bad files to drop."""
    import numpy as np
    import soundfile

    from mashstudio.pipeline.commands import DEMO

    files = folder / "bait"
    (files / "folder").mkdir(parents=True)
    (files / "lyrics.mp3").write_text("La la la\n" * 200)
    (files / "empty.wav").touch()
    (files / "broken.mash").write_text('{"schema": 3, "songs": []}')
    (files / "cut.wav").write_bytes(b"RIFF\0\0\0\0WAVEfmt ")
    (files / "list.m3u").write_text("nowhere.wav\n")
    noise = np.random.default_rng(1).normal(0, 0.1, (44_100, 2))
    soundfile.write(files / "잡음.wav", noise, 44_100)
    return [*sorted(files.iterdir()), DEMO, *songs, files / "gone.wav"]


if __name__ == "__main__":
    sys.exit(main())
