"""The weights of the network that judges atoms; they come with MashStudio."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from mashstudio.core.errors import ModelError
from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.core.messages import Message

VERSION: Final = 2
MODEL: Final = PROJECT_FOLDER / "resources" / "models" / "instruments" / "model.safetensors"
SHA256: Final = "2b10d51e0e319ce92185cb9f192b1851a7a81da86684dc7a85ec7b1e3b660f2d"


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
