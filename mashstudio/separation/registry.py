"""The separators. To add one, write a module with its `make` and `ready`, and add a row to SEPARATORS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mashstudio.core.errors import BadArgument, ModelError
from mashstudio.core.messages import Message
from mashstudio.separation import demucs_separator, models, spleeter_separator
from mashstudio.separation.models import ModelStore
from mashstudio.separation.separator import Readiness, Separator

AUTO: Final = "auto"
"""Chooses the first separator in SEPARATORS that is ready."""


@dataclass(frozen=True)
class SeparatorKind:
    """A separator that can be chosen.

    name: in settings and `--separator`. purpose: a sentence on when to choose it. make: return the separator with a
    model (None: the best installed one); raises ModelError if it isn't installed. ready: check thoroughly, which can
    take a second. takes_model: False: it has one network, and `make` ignores the model.
    """

    name: str
    title: Message
    purpose: Message
    licence: str
    make: Callable[[str | None, ModelStore], Separator]
    ready: Callable[[ModelStore], Readiness]
    takes_model: bool = False


SEPARATORS: Final = (
    SeparatorKind(
        "demucs",
        Message("Demucs"),
        Message("Demucs separates best but needs a model."),
        models.LICENCE,
        demucs_separator.make,
        demucs_separator.ready,
        takes_model=True,
    ),
    SeparatorKind(
        "spleeter",
        spleeter_separator.NAME,
        Message("Spleeter is built in and faster."),
        spleeter_separator.LICENCE,
        spleeter_separator.make,
        spleeter_separator.ready,
    ),
)
"""Best first; the last one is always available."""

CHOICES: Final = (AUTO, *(kind.name for kind in SEPARATORS))


@dataclass(frozen=True)
class SeparatorChoice:
    """A requested separator: one of CHOICES. model: None for the best installed one."""

    name: str = AUTO
    model: str | None = None


def choose_separator(choice: SeparatorChoice, store: ModelStore) -> Separator:
    """Return the separator of that name, or for "auto" the best available one.

    Raises ModelError if the requested one isn't available, BadArgument if there is no separator of that name or it
    takes no models.
    """
    wanted, model = choice.name, choice.model
    if wanted not in CHOICES:
        raise BadArgument(
            Message("Unknown separator “{name}”; choose one of these: {names}.", name=wanted, names=", ".join(CHOICES))
        )
    kinds = [kind for kind in SEPARATORS if wanted in (kind.name, AUTO)]
    if model is not None:
        kinds = [kind for kind in kinds if kind.takes_model]
        if not kinds:
            raise BadArgument(
                Message("This separator has no models; leave out the model, or choose another separator.")
            )
    for kind in kinds[:-1]:
        try:
            return kind.make(model, store)
        except ModelError:
            continue
    return kinds[-1].make(model, store)
