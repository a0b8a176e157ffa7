"""`mashstudio play` as a user runs it, on the bundled demo and a real (virtual) sound device."""

import os
import pty
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from commands import Run, command, environment
from sound_server import SoundServer, find, until

import mashstudio
from mashstudio.audio.encode import AudioFormat, Tags
from mashstudio.cli.playing import Playable, prepare
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.document.project import load_project
from mashstudio.export.mix import export_mix
from mashstudio.pipeline.project_files import read_project
from mashstudio.separation.models import ModelStore
from mashstudio.separation.registry import SeparatorChoice, choose_separator

DEMO = Path(mashstudio.__file__).parents[1] / "resources" / "demo" / "demo.mash"
LAST_BEATS = 9


@pytest.fixture(scope="module")
def played(sound_server: SoundServer, mashstudio: Run) -> tuple[subprocess.CompletedProcess[str], Samples]:
    """Play the demo's last beats by the command for the first time; return its output and a recording."""
    beats = load_project(DEMO).beats
    with sound_server.recording() as recording:
        done = mashstudio("play", DEMO, "--from", beats - LAST_BEATS + 1, "--separator", "spleeter")
        recording.wait(0.2)
    return done, recording.samples


@pytest.fixture(scope="module")
def playable(played: object, shared_cache: Path) -> Playable:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MASHSTUDIO_CACHE", str(shared_cache))
        separator = choose_separator(SeparatorChoice("spleeter"), ModelStore(shared_cache / "models"))
        return prepare(*read_project(DEMO, Job()), separator, -14.0, job=Job())


def test_the_demo_s_sound_is_the_float_export_bit_by_bit(
    played: tuple[subprocess.CompletedProcess[str], Samples],
    playable: Playable,
    tmp_path: Path,
) -> None:
    done, recorded = played
    assert done.returncode == 0, done.stderr
    assert "Audio output: " in done.stdout
    assert "Low Tide" in done.stdout
    # The first run fits the songs, and shows progress meanwhile.
    assert re.search(r"^ *\d+% aligning", done.stderr, re.MULTILINE | re.IGNORECASE)
    out = tmp_path / "demo.wav"
    stems = [None if stem is None else np.load(stem, mmap_mode="r") for stem in playable.stems]
    export_mix(playable.plan, stems, out, AudioFormat("wav", "float32"), Tags(), job=Job())
    exported, rate = soundfile.read(out, dtype="float32")
    assert rate == SAMPLE_RATE
    start = playable.grid.frames(playable.beats)[playable.beats - LAST_BEATS]
    assert find(exported[start:], recorded) > 0


class Terminal:
    """The command at a terminal of its own: keys in, lines out."""

    def __init__(self, arguments: list[object], cache: Path) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(cache)
        )
        os.close(theirs)
        self.shown = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def press(self, key: str, shows: str) -> None:
        """Press `key` and wait for new output that matches `shows`."""
        before = len(self.shown)
        os.write(self._ours, key.encode())
        until(lambda: re.search(shows, self.shown[before:]), 30)

    def rests_at(self) -> int:
        """Wait until the playhead stands still, shown five times in a row; return its beat."""

        def last() -> list[str]:
            return re.findall(r"⏸ beat \d+ [^\r]* / ", self.shown)[-5:]

        until(lambda: len(last()) == 5 and len(set(last())) == 1, 30)
        return int(last()[0].split()[2])

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        os.close(self._ours)

    def _read(self) -> None:
        while True:
            try:
                piece = os.read(self._ours, 4096)
            except OSError:
                return
            if not piece:
                return
            self.shown += piece.decode(errors="replace")


@pytest.fixture
def terminal(playable: Playable, sound_server: SoundServer, shared_cache: Path) -> Iterator[Terminal]:
    terminal = Terminal(["play", DEMO, "--loop", "5-12", "--metronome", "--separator", "spleeter"], shared_cache)
    yield terminal
    terminal.close()


def test_keys_pause_move_and_quit(terminal: Terminal) -> None:
    until(lambda: re.search(r"▶ beat (6|7)\b", terminal.shown), 60)
    terminal.press(" ", "⏸ beat")
    beat = terminal.rests_at()
    # A bar later and back, wherever it was when the key came.
    terminal.press("\x1b[C", rf"⏸ beat {beat + 4}\b")
    terminal.press("\x1b[D", rf"⏸ beat {beat}\b")
    terminal.press("\x1b[A", "⏸ beat")
    terminal.press("m", "⏸ beat")
    terminal.press(" ", "▶ beat")
    terminal.press("q", "")
    assert terminal.process.wait(20) == 0
    assert "LUFS" in terminal.shown
    assert "Traceback" not in terminal.shown


def test_a_loop_repeats_until_interrupted(terminal: Terminal) -> None:
    until(lambda: re.search(r"▶ beat 12\b.*▶ beat 5\b", terminal.shown, re.DOTALL), 60)
    assert not re.search(r"beat 1[3-9]\b", terminal.shown)
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.process.wait(20) == 1
    assert "Cancelled" in terminal.shown


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--from", "0"], 2, "beat 0"),
        (["--from", "9999"], 2, "9999"),
        (["--from", "one"], 2, "one"),
        (["--loop", "9-4"], 2, "9-4"),
        (["--loop", "4"], 2, "“4”"),
        (["--device", "no such thing"], 2, "no such thing"),
    ],
)
def test_invalid_input(
    arguments: list[str], status: int, says: str, mashstudio: Run, sound_server: SoundServer
) -> None:
    done = mashstudio("play", DEMO, *arguments)
    assert done.returncode == status
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_missing_sound_device_is_reported(playable: Playable, mashstudio: Run, sound_server: SoundServer) -> None:
    sound_server.unplug()
    try:
        done = mashstudio("play", DEMO, "--separator", "spleeter")
    finally:
        sound_server.plug()
    assert done.returncode == 1
    assert "No audio device" in done.stderr.splitlines()[-1]
