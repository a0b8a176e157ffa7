"""What can be known of a file of weights without loading it."""

import hashlib
import json
import struct
from pathlib import Path

_MOST_HEADER = 1 << 24
_KNOWN_CLASS = "demucs.htdemucs.HTDemucs"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def safetensors_class(path: Path) -> str | None:
    """The class a safetensors model is to be rebuilt as, when it is Demucs' own and nothing else is named.

    Demucs imports whatever class the file's header names, so the header is checked before Demucs sees it.
    Format: eight bytes of length, then JSON (https://github.com/huggingface/safetensors#format).
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > _MOST_HEADER:
                return None
            metadata = json.loads(file.read(length)).get("__metadata__", {})
            klass = metadata.get("klass")
            named = "_class" in metadata.get("structure", "")
    except (struct.error, ValueError, AttributeError, TypeError, OSError):
        return None
    return klass if klass == _KNOWN_CLASS and not named else None
