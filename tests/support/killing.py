"""Killing commands at any moment, and finding what that must not leave behind."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import soundfile
from commands import command, environment

from mashstudio.core.cache import Cache
from mashstudio.core.errors import MashStudioError
from mashstudio.document.project import load_project
from mashstudio.session.tidying import tidy_up

PATIENCE = 900.0
"""Seconds. Killing Python's resource tracker doesn't end the command, which then runs to its end."""
_SHARED = Path("/dev/shm")


@dataclass
class Harm:
    """Harm done by killed commands, each with a note of what was killed and when."""

    broken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)


class Bench:
    """Two songs, a mix and a project of them, a warm cache, and a private place for all that a command leaves."""

    def __init__(self, folder: Path, songs: tuple[Path, Path], mix: Path, cache: Path) -> None:
        """mix: a WAV with its project beside it; both are made if missing."""
        self.folder, self.songs, self.project, self.cache = folder, songs, mix.with_suffix(".mash"), cache
        self.out, self.state, self.temporary = folder / "out", folder / "state", folder / "tmp"
        for made in (self.out, self.state, self.temporary):
            made.mkdir()
        self.environment = {
            **environment(cache),
            "XDG_STATE_HOME": str(self.state),
            "TMPDIR": str(self.temporary),
        }
        if not mix.exists():
            self.run("mash", *self.songs, "--out", mix, "--project", self.project)
        self.old, self.frames = mix.read_bytes(), soundfile.info(mix).frames
        self.shared = set(_shared_files())

    def run(self, *arguments: object) -> float:
        """Run a command to its end; return the seconds it took."""
        began = time.monotonic()
        subprocess.run(command(*arguments), env=self.environment, check=True, capture_output=True, timeout=600)
        return time.monotonic() - began

    def kill_one(self, arguments: list[object], after: float, child: bool, how: signal.Signals, harm: Harm) -> None:
        """Run a command, kill it or one of its children, and examine what is left."""
        shutil.rmtree(self.out)
        self.out.mkdir()
        (self.out / "old.wav").write_bytes(self.old)
        what = f"{arguments[0]}, {how.name} to {'a child' if child else 'it'} after {after:.2f} s"
        process = subprocess.Popen(
            command(*arguments), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(after)
        family = _family(process.pid)
        victims = [one for one in family if one.pid != process.pid] if child else []
        victim = random.Random(after).choice(victims) if victims else psutil.Process(process.pid)
        with _already_gone():
            victim.send_signal(how)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            harm.hung.append(what)
            process.kill()
            process.wait()
        _, alive = psutil.wait_procs(family, timeout=10)
        # Dead processes stay in the list until init has reaped them.
        harm.left += [f"{what}: a process, {one}" for one in alive if not _is_dead(one)]
        harm.broken += [f"{what}: {path.name}" for path in sorted(self.out.rglob("*")) if not self._is_sound(path)]
        # As every start does.
        with _environment(self.environment):
            tidy_up(Cache(self.cache), self.state / "mashstudio" / "autosave")
        harm.left += [f"{what}: {path}" for path in self._leftovers()]

    def _is_sound(self, path: Path) -> bool:
        if path.is_dir() or path.name.startswith("."):
            return True
        if path.suffix == ".mash":
            try:
                load_project(path)
            except MashStudioError:
                return False
            return True
        if path.read_bytes() == self.old:
            return True
        try:
            samples, _ = soundfile.read(path)
        except soundfile.LibsndfileError:
            return False
        # Another tempo changes the length, but the file is never shorter than its header says.
        return bool(len(samples) == soundfile.info(path).frames and len(samples) > self.frames // 2)

    def _leftovers(self) -> Iterator[Path]:
        """Yield hidden and temporary files."""
        yield from (path for path in self.cache.glob("*") if path.name.startswith(("making-", "gone-", ".")))
        yield from (path for path in self.out.rglob(".*"))
        yield from (path for path in self.folder.glob(".*"))
        yield from self.temporary.glob("*")
        yield from (path for path in self.state.rglob("*") if path.is_file())
        yield from (path for path in set(_shared_files()) - self.shared if path.owner() == Path.home().owner())


def plan(bench: Bench, random_: random.Random) -> list[object]:
    """Return a random command: mash (as before or at another tempo) or export (with or without stems)."""
    out = bench.out / random_.choice(["old.wav", "new.wav", "new.flac"])
    match random_.randrange(4):
        case 0:
            return ["mash", *bench.songs, "--out", out, "--tempo", f"{random_.uniform(118, 128):.2f}"]
        case 1:
            return ["mash", *bench.songs, "--out", out, "--project", bench.out / "new.mash"]
        case 2:
            return ["export", bench.project, "--out", out]
    return ["export", bench.project, "--out", out, "--stems"]


def _shared_files() -> list[Path]:
    # Only files: JACK's client keeps a folder there, which any program that plays may create.
    return [path for path in _SHARED.iterdir() if path.is_file()] if _SHARED.is_dir() else []


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _is_dead(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


@contextmanager
def _already_gone() -> Iterator[None]:
    try:
        yield
    except psutil.NoSuchProcess:
        return


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
