"""A training's state in one safetensors file: tensors, and facts as JSON. Nothing is unpickled."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from mashstudio.core.errors import ModelError
from mashstudio.core.files import atomic_write
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said

_FACTS: Final = "facts"


def save_state(path: Path, tensors: Mapping[str, Tensor], facts: Mapping[str, Any]) -> None:
    """Write tensors and facts to `path`, atomically. Raises StorageError."""
    apart = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    with atomic_write(path) as temporary:
        save_file(apart, temporary, {_FACTS: json.dumps(facts)})


def load_state(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Return the tensors and facts that `save_state` wrote. Raises ModelError if the file is damaged."""
    try:
        with safe_open(path, "pt") as file:
            facts = json.loads((file.metadata() or {})[_FACTS])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it can't be iterated
    except (OSError, SafetensorError, KeyError, ValueError, RecursionError) as error:
        raise ModelError(
            Message("{path} is damaged. Remove it, or restore it from a copy.", path=said(path))
        ) from error
    if not isinstance(facts, dict):
        raise ModelError(Message("{path} is damaged. Remove it, or restore it from a copy.", path=said(path)))
    return tensors, facts
