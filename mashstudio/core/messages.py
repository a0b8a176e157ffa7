"""What the layers below the window say to people, as data: the terminal prints it, the window translates it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union

Field = Union[str, int, float, "Message"]


@dataclass(frozen=True, init=False)
class Message:
    """An English `template` and what its {fields} stand for; `str` is the sentence in English.

    packaging/messages.py finds templates for translation: write each out where its Message is made.
    """

    template: str
    fields: Mapping[str, Field]

    def __init__(self, template: str, /, **fields: Field) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "fields", fields)

    def __str__(self) -> str:
        return self.template.format_map(self.fields)

    def filled(self, **fields: Field) -> "Message":
        """Return the same template with (also) these fields."""
        return type(self)(self.template, **(dict(self.fields) | fields))


class Waiting(Message):
    """A Message of progress: somebody else's work comes first, so nothing of one's own gets done meanwhile."""
