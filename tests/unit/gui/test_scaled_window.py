"""At 150 %, open a project, edit a grid, open the export dialog: everything fits, and the grid has no seams."""

import os
import subprocess
import sys
from pathlib import Path

from windows import saved_project

import mashstudio
from mashstudio.gui.window import StudioWindow

SCRIPT = Path(mashstudio.__file__).parents[1] / "tests" / "support" / "scaled_window.py"


def test_the_window_works_at_150_percent(filled: StudioWindow, shared_cache: Path, tmp_path: Path) -> None:
    project, kept = saved_project(filled, tmp_path / "scaled.mash"), tmp_path / "kept"
    kept.mkdir()
    used = subprocess.run(
        [sys.executable, "-X", "faulthandler", SCRIPT, project, shared_cache, kept],
        env={**os.environ, "QT_SCALE_FACTOR": "1.5", "QT_LOGGING_RULES": "qt.qpa.*=false"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert (used.returncode, used.stdout) == (0, "scale 1.5\n"), used.stderr
    assert "Traceback" not in used.stderr
