"""Check what works on this machine, and say how to fix what doesn't."""

import ctypes.util
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mashstudio.core.cache import DEFAULT_LIMIT, Cache, default_cache_folder
from mashstudio.core.cache_sharing import require_trust
from mashstudio.core.errors import ModelError, StorageError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.playback.client.process_handle import list_devices
from mashstudio.separation.models import ModelStore, default_models_folder
from mashstudio.separation.registry import SEPARATORS, SeparatorKind
from mashstudio.taggers.musicnn_weights import LICENCE, checkpoint_paths

_ENOUGH_DISK = 4 * 2**30
_RUBBER_BAND = Message("Rubber Band (optional tempo and pitch engine)")


@dataclass(frozen=True)
class Finding:
    """One check: whether it works, what was found (str: another program's own words), how to fix it."""

    what: Message
    works: bool
    detail: Message | str
    remedy: Message | None = None


def examine(*, job: Job) -> list[Finding]:
    """Check everything MashStudio needs; takes a few seconds."""
    checks: list[Callable[[], Finding]] = [
        _python,
        _rubberband,
        _portaudio,
        _sound_devices,
        _window,
        _beats,
        _torch,
        _taggers,
        *(partial(_separator, kind) for kind in SEPARATORS),
        _cache,
    ]
    findings = []
    for index, check in enumerate(checks):
        job.report(index / len(checks), Message("Checking this computer"))
        findings.append(check())
    return findings


def _python() -> Finding:
    version = importlib.metadata.version("mashstudio")
    detail = Message(
        "MashStudio {version}, Python {python}, {system}, {cores} cores",
        version=version,
        python=platform.python_version(),
        system=platform.platform(),
        cores=os.cpu_count() or 1,
    )
    return Finding(Message("MashStudio"), True, detail)


def _rubberband() -> Finding:
    program = shutil.which("rubberband")
    if program is None:
        return Finding(_RUBBER_BAND, True, Message("not installed; needed only if you choose it"))
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = (answer.stderr or answer.stdout).strip().splitlines()[-1:]
    return Finding(_RUBBER_BAND, True, " ".join([program, *version]))


def _portaudio() -> Finding:
    # sounddevice's wheels include PortAudio on macOS and Windows; on Linux the system provides it.
    found = "with sounddevice" if sys.platform in ("win32", "darwin") else ctypes.util.find_library("portaudio")
    if found is None:
        return Finding(
            Message("PortAudio (live playback)"),
            False,
            Message("not found"),
            Message("Install it: sudo apt-get install libportaudio2."),
        )
    return Finding(Message("PortAudio (live playback)"), True, found)


def _sound_devices() -> Finding:
    names = [str(device.name) for device in list_devices() or ()]
    if names:
        return Finding(Message("Audio devices"), True, ", ".join(names))
    return Finding(
        Message("Audio devices"),
        False,
        Message("none found"),
        Message("Connect one; everything except live playback works without it."),
    )


def _imports(module: str) -> str | None:
    """Import `module` in a separate process; return None, or the last line of the error."""
    answer = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False)
    return None if answer.returncode == 0 else (answer.stderr.strip().splitlines() or ["it crashed"])[-1]


def _window() -> Finding:
    problem = _imports("PySide6.QtWidgets")
    if problem is None:
        return Finding(Message("Qt (window)"), True, f"PySide6 {importlib.metadata.version('PySide6-Essentials')}")
    remedy = Message("Run packaging/run.sh again; it installs Qt's system libraries.")
    return Finding(Message("Qt (window)"), False, problem, remedy)


def _beats() -> Finding:
    problem = _imports("mashstudio.analysis.madmom_models as m; m.import_madmom()")
    if problem is None:
        detail = Message("models installed (CC BY-NC-SA 4.0: non-commercial use only)")
        return Finding(Message("madmom (beats and key)"), True, detail)
    return Finding(
        Message("madmom (beats and key)"), False, problem, Message("Delete .venv and run packaging/run.sh again.")
    )


def _torch() -> Finding:
    problem = _imports("torch")
    if problem is None:
        return Finding(Message("PyTorch (separation)"), True, importlib.metadata.version("torch"))
    return Finding(
        Message("PyTorch (separation)"), False, problem, Message("Delete .venv and run packaging/run.sh again.")
    )


def _taggers() -> Finding:
    what = Message("musicnn (tags and mood)")
    try:
        checkpoint_paths()
    except ModelError as error:
        return Finding(what, False, error.message)
    return Finding(what, True, Message("weights installed ({licence})", licence=LICENCE))


def _separator(kind: SeparatorKind) -> Finding:
    found = kind.ready(ModelStore(default_models_folder()))
    detail = Message("{found} ({licence})", found=found.detail, licence=kind.licence) if found.ready else found.detail
    return Finding(kind.title, found.ready, detail, found.remedy)


def _cache() -> Finding:
    folder = default_cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        remedy = Message("Set MASHSTUDIO_CACHE to a writable folder.")
        return Finding(Message("Cache"), False, f"{said(folder)}: {error.strerror}", remedy)
    try:
        require_trust(folder)
    except StorageError as error:
        return Finding(Message("Cache"), False, error.message, Message("Set MASHSTUDIO_CACHE to a writable folder."))
    size = Cache(folder).size()
    detail = Message(
        "{folder}: {used} of {limit} GB used, {free} GB free",
        folder=said(folder),
        used=f"{size / 2**30:.1f}",
        limit=f"{DEFAULT_LIMIT / 2**30:.0f}",
        free=f"{free / 2**30:.0f}",
    )
    if free < _ENOUGH_DISK:
        return Finding(Message("Cache"), False, detail, Message("Free some disk space: two songs take about 2 GB."))
    return Finding(Message("Cache"), True, detail)
