"""The weights of the network that judges atoms; they come with MashStudio."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from mashstudio.core.errors import ModelError
from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.core.messages import Message

VERSION: Final = 2
MODEL: Final = PROJECT_FOLDER / "resources" / "models" / "instruments" / "model.safetensors"
SHA256: Final = "b4323c3af0cc4a470ac7756aa7d3ffa46e41f4b6cfc7c92551b8eafee46fa9ae"


def take_parameters() -> Mapping[str, Any]:
    """Return what determines what is taken besides the part, the instrument and the balance, as JSON."""
    return {"steering": VERSION, "judge": SHA256}


def weights() -> bytes:
    """Return the file's contents. Raises ModelError if it is missing or not the known one."""
    try:
        contents = MODEL.read_bytes()
    except OSError:
        contents = b""
    if hashlib.sha256(contents).hexdigest() != SHA256:
        raise ModelError(Message("The model that knows instruments is missing or damaged. Download MashStudio again."))
    return contents
