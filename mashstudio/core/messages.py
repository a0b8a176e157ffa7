"""Messages of the layers below the window, as data: the terminal prints them, the window translates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union

Field = Union[str, int, float, "Message"]


@dataclass(frozen=True, init=False)
class Message:
    """An English `template` and the values of its {fields}; `str` is the English sentence.

    packaging/messages.py extracts templates for translation, so each must be a literal where its Message is made.
    """

    template: str
    fields: Mapping[str, Field]

    def __init__(self, template: str, /, **fields: Field) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "fields", fields)

    def __str__(self) -> str:
        return self.template.format_map(self.fields)

    def filled(self, **fields: Field) -> "Message":
        """Return the same template with these fields added or replaced."""
        return type(self)(self.template, **(dict(self.fields) | fields))


class Waiting(Message):
    """A progress Message: the job waits for other work to finish first."""
