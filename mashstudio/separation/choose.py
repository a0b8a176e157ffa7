"""Which separator a song gets."""

from mashstudio.facts.errors import BadArgument, ModelError
from mashstudio.facts.messages import Message
from mashstudio.separation.demucs_separator import DemucsSeparator
from mashstudio.separation.models import ModelStore
from mashstudio.separation.separator import Separator
from mashstudio.separation.spleeter_separator import SpleeterSeparator

BEST_FIRST = ("htdemucs_ft", "htdemucs", "htdemucs_6s")


def choose_separator(wanted: str, model: str | None, store: ModelStore) -> Separator:
    """The separator for `wanted`: "spleeter", "demucs", or "auto" (Demucs when a model is here, else Spleeter).

    model: a Demucs model's name; None takes the best that is here. Raises ModelError when Demucs was asked for and
    its model isn't here, BadArgument when a model was named for Spleeter or `wanted` is none of these.
    """
    if wanted not in ("auto", "demucs", "spleeter"):
        raise BadArgument(Message("There is no separator “{name}”; choose auto, demucs or spleeter.", name=wanted))
    if wanted == "spleeter":
        if model is not None:
            raise BadArgument(Message("Spleeter has no models to choose from; leave out the model, or choose demucs."))
        return SpleeterSeparator()
    for name in (model,) if model is not None else BEST_FIRST:
        files = store.find(name)
        if files is not None:
            return DemucsSeparator(files)
    if wanted == "demucs" or model is not None:
        name = model or "htdemucs"
        raise ModelError(
            Message(
                "Demucs' model {name} is not on this computer. With a network: mashstudio models get {name}. Without "
                "one: mashstudio models import FILE, or choose the built-in separator.",
                name=name,
            )
        )
    return SpleeterSeparator()
