"""Messages of the layers below the window, as data: the terminal prints them, the window translates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

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

    def to_json(self) -> dict[str, Any]:
        """Return the message as JSON, to be kept and translated later."""
        fields = {name: value.to_json() if isinstance(value, Message) else value for name, value in self.fields.items()}
        return {"template": self.template, "fields": fields}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Message":
        """Return the message that `to_json` wrote."""
        fields = {
            name: cls.from_json(value) if isinstance(value, dict) else value for name, value in data["fields"].items()
        }
        return cls(data["template"], **fields)

    def filled(self, **fields: Field) -> "Message":
        """Return the same template with these fields added or replaced."""
        return type(self)(self.template, **(dict(self.fields) | fields))


class Waiting(Message):
    """A progress Message: the job waits for other work to finish first."""
