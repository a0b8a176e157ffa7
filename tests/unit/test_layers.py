"""The layers hold: who may import whom, and which library is used where (design.md, "The layers")."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import mashstudio

PACKAGE = Path(mashstudio.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# Where each library may be imported; a package's name stands for everything in it. A library that is not here is not
# part of the design.
LIBRARIES = {
    "PySide6": ["gui"],
    "av": ["audio"],
    "demucs": ["separation"],
    "ducc0": ["alignment", "audio"],
    "librosa": ["analysis", "pipeline.doctor"],
    "madmom": ["analysis"],
    "midirenderer": ["generation"],
    "mido": ["export", "generation", "training"],
    "mir_eval": ["training"],
    "mutagen": ["audio"],
    "numpy": [""],
    "platformdirs": ["core", "library", "pipeline", "separation", "session"],
    "psutil": ["core.children", "pipeline", "session"],
    "pyqtgraph": ["gui"],
    "pyrubberband": ["alignment"],
    "rtmidi2": ["playback.process.midi_clock", "playback.process.midi_keys"],
    "safetensors": ["analysis", "generation", "separation", "training"],
    "scipy": ["analysis", "separation", "training.corpus"],
    "shiboken6": ["gui"],
    "sounddevice": ["playback.process"],
    # The files that go to and from the rubberband program are no songs: float, ours, gone a moment later.
    "soundfile": ["audio", "alignment.rubberband"],
    "soxr": ["audio", "analysis", "generation", "playback.process.input", "training"],
    "torch": ["analysis", "separation", "taggers", "training"],
    "typing_extensions": ["gui", "session"],
    "xxhash": ["core.cache"],
}


def test_imports_go_down_only() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("mashstudio", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_libraries_are_used_where_the_design_says(path: Path) -> None:
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for library in set(imported(ast.parse(path.read_text("utf-8")))) - set(sys.stdlib_module_names) - {"mashstudio"}:
        allowed = LIBRARIES.get(library, [])
        at_home = any(not home or f"{module}.".startswith(f"{home}.") for home in allowed)
        assert at_home, f"{library} may be imported in {allowed or 'no module'}, not in {module}"


def imported(tree: ast.Module) -> Iterator[str]:
    """The top-level name of everything a module imports, at its top or inside functions, by statement or by call."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.split(".")[0] for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.split(".")[0]
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name.split(".")[0]


def test_every_kind_of_import_is_seen() -> None:
    code = """
import torch.nn as nn, numpy
def later():
    from madmom.models import DOWNBEATS
    importlib.import_module("librosa.beat")
    import_module("av")
    __import__("soxr")
"""
    assert sorted(imported(ast.parse(code))) == ["av", "librosa", "madmom", "numpy", "soxr", "torch"]


def loaded_by(module: str) -> set[str]:
    """What a fresh interpreter has loaded after importing `module`, beyond the standard library's."""
    code = f"import sys; before = set(sys.modules); import {module}; print(*(set(sys.modules) - before))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return {name for name in printed.split() if name.split(".")[0] not in sys.stdlib_module_names}


def test_the_kernel_needs_numpy_alone() -> None:
    """The audio process imports it; whatever else came along would cost start-up time and could stall a callback."""
    loaded = loaded_by("mashstudio.render.kernel")
    assert {name.split(".")[0] for name in loaded} == {"mashstudio", "numpy"}
    assert {name for name in loaded if name.startswith("mashstudio")} == {
        "mashstudio",
        "mashstudio.core",
        "mashstudio.core.units",
        "mashstudio.model",
        "mashstudio.model.plan",
        "mashstudio.render",
        "mashstudio.render.kernel",
    }


def test_the_command_line_starts_without_any_library() -> None:
    assert {name.split(".")[0] for name in loaded_by("mashstudio.cli")} <= {"mashstudio", "numpy"}


def test_the_first_window_needs_no_heavy_library() -> None:
    """Networks, analysis and sound devices are for processes of their own, or for later: the window is to be there."""
    loaded = {name.split(".")[0] for name in loaded_by("mashstudio.gui.app")}
    assert not loaded & {"pyqtgraph", "torch", "madmom", "librosa", "sounddevice", "demucs", "scipy", "numba"}
