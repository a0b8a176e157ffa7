"""Settings of a training: read from a file and the command line, checked, and written beside the model."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from mashstudio.core.errors import BadArgument
from mashstudio.core.files import explain_reading, read_json
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said


@dataclass(frozen=True)
class Settings:
    """Base of the settings of a kind of training; each has a default."""


S = TypeVar("S", bound=Settings)

_LARGEST: Final = 1 << 16
_SWITCH: Final = {
    "true": True,
    "on": True,
    "yes": True,
    "1": True,
    "false": False,
    "off": False,
    "no": False,
    "0": False,
}


def number(default: Any, low: float, high: float) -> Any:
    """Declare a setting that must lie within `low`–`high`."""
    return field(default=default, metadata={"range": (low, high)})


def word(default: str, *others: str) -> Any:
    """Declare a setting that is one of several words."""
    return field(default=default, metadata={"words": (default, *others)})


@dataclass(frozen=True)
class Course(Settings):
    """The settings that every training has.

    When the validation loss hasn't fallen for `patience` epochs, the learning rate is multiplied by `factor`; training
    ends when it is under `stopping_rate`, or after `num_epochs`. device: −1 a GPU if there is one, 0 the CPU, 1 the
    first GPU, 2 the second …
    """

    num_epochs: int = number(100, 1, 100_000)
    learning_rate: float = number(1e-2, 1e-7, 10)
    factor: float = number(0.2, 0.01, 0.99)
    patience: int = number(5, 1, 10_000)
    stopping_rate: float = number(1e-5, 0, 1)
    device: int = number(-1, -1, 64)
    seed: int = number(1234, 0, 2**31 - 1)


def read_settings(kind: type[S], config: Path | None, assignments: Sequence[str]) -> S:
    """Return the settings in the JSON file `config`, overridden by `assignments` (“key=value”).

    Raises BadArgument for unknown names and values out of range, StorageError if the file can't be read.
    """
    given: dict[str, Any] = {} if config is None else _read(config)
    for assignment in assignments:
        name, sign, value = assignment.partition("=")
        if not sign:
            raise BadArgument(
                Message(
                    "“{text}” is not a setting: write NAME=VALUE, with one of these names: {names}.",
                    text=assignment,
                    names=_names(kind),
                )
            )
        given[name.strip()] = value.strip()
    return settings_of(kind, given)


def settings_of(kind: type[S], given: Mapping[str, Any]) -> S:
    """Return the settings with these values, the others as they are by default. Raises BadArgument."""
    known = {each.name: each for each in fields(kind)}
    if unknown := [name for name in given if name not in known]:
        raise BadArgument(
            Message("There is no setting “{name}”; choose one of these: {names}.", name=unknown[0], names=_names(kind))
        )
    return kind(**{name: _value(known[name], value) for name, value in given.items()})


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """Return the settings as `settings_of` reads them."""
    return asdict(settings)


def _read(config: Path) -> dict[str, Any]:
    try:
        with explain_reading(config):
            given = read_json(config, _LARGEST)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise BadArgument(
            Message("{path} holds no settings: it must be a JSON object of names and values.", path=said(config))
        )
    return given


def _names(kind: type[Settings]) -> str:
    return ", ".join(each.name for each in fields(kind))


def _value(setting: "Field[Any]", value: Any) -> Any:
    """Return `value` as the setting's type, which is that of its default."""
    if "words" in setting.metadata:
        words = setting.metadata["words"]
        if value not in words:
            raise BadArgument(
                Message(
                    "{name} can't be “{value}”: choose one of these: {words}.",
                    name=setting.name,
                    value=str(value),
                    words=", ".join(words),
                )
            )
        return value
    if isinstance(setting.default, bool):
        switch = _SWITCH.get(str(value).lower())
        if switch is None:
            raise BadArgument(
                Message("{name} can't be “{value}”: write true or false.", name=setting.name, value=str(value))
            )
        return switch
    low, high = setting.metadata["range"]
    try:
        read = int(value) if isinstance(setting.default, int) else float(value)
        if not low <= read <= high or (isinstance(read, int) and float(value) != read):
            raise ValueError
    except (ValueError, TypeError, OverflowError):
        raise BadArgument(
            Message(
                "{name} can't be “{value}”: it must be a number from {low} to {high}.",
                name=setting.name,
                value=str(value),
                low=f"{low:g}",
                high=f"{high:g}",
            )
        ) from None
    return read
